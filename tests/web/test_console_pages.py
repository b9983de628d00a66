"""What the pages show: the desk, calls, messages, appointments, invoices, clients."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, select, text

from telesec.app import create_app
from telesec.billing.document import store_document
from telesec.billing.issuing import issue_invoice
from telesec.billing.month import Month
from telesec.calls.call import Call, CallEvent, CallStatus, Disposition, EventKind, Turn
from telesec.clients.account import Role
from telesec.gateways.sound_store import BucketStore, DirectoryStore
from telesec.messages.message import (
    Message,
    MessageStatus,
    Recording,
    RecordingPlay,
    Urgency,
)
from telesec.messages.recordings import recording_name
from telesec.notifications.heartbeat import beat
from telesec.notifications.notification import Channel, NotificationKind
from telesec.notifications.outbox import queue
from telesec.values.conversation import Heard, HeardKind, Listen, Prompt, Ring, Sentence
from telesec.values.language import Language
from telesec.web.house import EXTENSION
from telesec.web.translations import french
from tests.billing.answered import make_answered
from tests.makers import NOW, make_account, make_call, make_issuer, make_message, make_price_rule
from tests.telephone import PRACTICE, Telephone, settings_for
from tests.web.visiting import DOCTOR, OWNER, SECRETARY, Browser, Console, kept


@pytest.fixture
def secretary(console: Console) -> Browser:
    return console.signed_in(SECRETARY)


def live_call(console: Console, *turns: tuple[Heard, Prompt], **fields: object) -> int:
    with console.looking() as db:
        practice = console.client(db)
        call = make_call(db, practice, practice.lines[0], turn_number=len(turns), **fields)
        for number, (heard, prompt) in enumerate(turns, start=1):
            call.last_prompt = prompt
            turn = Turn(call_id=call.id, client_id=practice.id, number=number, at=NOW)
            turn.heard, turn.prompt = heard, prompt
            db.add(turn)
        return call.id


def says(words: str) -> Prompt:
    return Prompt(says=(Sentence(text=words, language=Language.FR),), then=Listen())


def test_the_desk_shows_who_is_on_the_line(console: Console, secretary: Browser) -> None:
    call_id = live_call(
        console,
        (Heard(kind=HeardKind.CALL), says("Bonjour.")),
        (Heard(kind=HeardKind.SPEECH, text="un rendez-vous"), says("Quel jour ?")),
    )
    console.later(seconds=75)
    [call] = secretary.lists("/desk/calls.json", "calls")
    assert call["url"] == f"/calls/{call_id}"
    assert (call["caller"], call["seconds"]) == ("06 12 34 56 78", 75)
    assert (call["state"], call["heard"]) == ("l’assistant répond", "un rendez-vous")
    page = secretary.opens("/")
    assert "un rendez-vous" in page
    assert "1:15" in page
    secretary.sends(f"/calls/{call_id}/handle")
    [call] = secretary.lists("/desk/calls.json", "calls")
    assert call["handled_by"] == "Sec"


def test_the_desk_says_when_somebody_is_rung_or_talks(console: Console, secretary: Browser) -> None:
    ring = Ring(numbers=("+33600000011",), announce=Sentence(text="x", language=Language.FR))
    call_id = live_call(
        console, (Heard(kind=HeardKind.CALL), Prompt(then=ring)), caller_number=None
    )
    [call] = secretary.lists("/desk/calls.json", "calls")
    assert (call["state"], call["caller"]) == ("on appelle quelqu’un", "numéro masqué")
    with console.looking() as db:
        kept_call = db.get_one(Call, call_id)
        taken = CallEvent(call_id=call_id, client_id=kept_call.client_id, at=NOW, once_key="t")
        taken.kind = EventKind.TAKEN
        db.add(taken)
    [call] = secretary.lists("/desk/calls.json", "calls")
    assert call["state"] == "avec une personne"


def test_urgent_messages_come_first_and_grow_louder(console: Console, secretary: Browser) -> None:
    with console.looking() as db:
        practice = console.client(db)
        call = make_call(db, practice, practice.lines[0], status=CallStatus.COMPLETED)
        make_message(db, call, body="ordinaire")
        make_message(db, call, body="qui presse", urgency=Urgency.URGENT)
    loudness = []
    for wait in (0, 61, 60, 60):
        console.later(seconds=wait)
        page = secretary.opens("/")
        assert page.index("qui presse") < page.index("ordinaire")
        before = page.partition("qui presse")[0]
        loudness.append(before.rpartition('class="age-')[2].partition('"')[0])
        assert page.count('class="age-fresh"') >= 1, "what does not press stays quiet"
    assert loudness == ["fresh", "waiting", "old", "late"]
    with console.looking() as db:
        for message in db.scalars(select(Message)):
            message.acknowledged_at = NOW
    assert "Tout est traité." in secretary.opens("/")


def test_what_could_not_be_delivered_stays_until_dealt_with(
    console: Console, secretary: Browser
) -> None:
    with console.looking() as db:
        row = queue(
            db,
            client_id=console.client(db).id,
            call_id=None,
            kind=NotificationKind.SUMMARY,
            channel=Channel.SMS,
            recipient="+33142000000",
            subject="",
            body="x",
            once_key="k",
            now=NOW,
            undeliverable="not a mobile number",
        )
        assert row
    before = secretary.asks("/desk/calls.json")["waiting"]
    page = secretary.opens("/")
    assert "01 42 00 00 00" in page
    assert "not a mobile number" in page
    secretary.sends(f"/notifications/{row.id}/dealt-with")
    assert "01 42 00 00 00" not in secretary.opens("/")
    assert secretary.asks("/desk/calls.json")["waiting"] != before


def test_the_desk_says_when_nothing_is_being_sent(console: Console, secretary: Browser) -> None:
    assert "Les envois sont arrêtés" in secretary.opens("/")
    with console.looking() as db:
        beat(db, "worker", console.now())
    page = secretary.opens("/")
    assert "Les envois sont arrêtés" not in page
    assert "Les SMS et les e-mails partent normalement" in page
    console.later(minutes=3)
    page = secretary.opens("/")
    assert "Les envois sont arrêtés" in page
    assert "il y a 3 minutes" in page


def test_a_call_under_way_on_the_screen(telephone: Telephone, tmp_path: Path) -> None:
    """A real call through the assistant: the secretary reads along while it goes on."""
    console = Console(
        telephone.app,
        telephone.engine,
        telephone.settings,
        telephone.clock,
    )
    with console.looking() as db:
        make_account(db, OWNER, role=Role.OWNER, password_hash=kept())
    browser = console.signed_in(OWNER)
    call = telephone.caller("+33612345678").dials(PRACTICE)
    call.hears("Que puis-je faire").says("je voudrais laisser un message").hears("quel message")
    page = browser.opens("/calls/1")
    assert "Je m’en occupe" in page
    assert french("« Cabinet des docteurs Martin et Lefèvre, bonjour. »") in page
    assert "je voudrais laisser un message" in page
    assert "pour prendre rendez-vous" in page, "the script's questions"
    assert "En cas d’urgence" in page
    for name in ("welcome", "no_slot", "urgent_message", "on_call"):
        assert name not in page, "the names of steps are for who writes scripts"
    assert french("pour une ordonnance → ") in page
    assert french("prendre un message « Ordonnance à renouveler »</a>") in page
    assert french("« Puis-je faire autre chose pour vous ? »</a>") in page
    assert 'value="06 12 34 56 78"' in page
    told = browser.asks("/calls/1/live.json")
    assert (told["ended"], told["outcome"]) == (False, "en cours")
    call.says("c'est pour mon fils").hears("votre nom")
    turns = browser.asks("/calls/1/live.json")["turns"]
    assert isinstance(turns, list)
    assert {"who": "caller", "text": "c'est pour mon fils", "at": turns[-1]["at"]} in turns
    assert (turns[-1]["who"], "nom" in turns[-1]["text"]) == ("assistant", True)
    call.hangs_up()
    assert browser.asks("/calls/1/live.json")["ended"]
    page = browser.opens("/calls/1")
    assert "fin de l’appel" in page
    for not_any_more in ("À dire en décrochant", "Je m’en occupe"):
        assert not_any_more not in page, "the call is over"
    assert "Noter l’issue" in page


def test_lists_can_be_narrowed(console: Console, secretary: Browser) -> None:
    with console.looking() as db:
        practice = console.client(db)
        line = practice.lines[0]
        spam = make_call(
            db,
            practice,
            line,
            status=CallStatus.COMPLETED,
            disposition=Disposition.SPAM,
            caller_number="+33899000000",
            started_at=NOW - timedelta(days=3),
        )
        here = make_call(db, practice, line)
        make_message(db, spam, body="Ça coûte 100 % moins cher", caller_name="Vendeur")
        make_message(db, here, body="Bonjour", caller_name="Zoé")
    found = {
        question: {f"/calls/{i}" for i in (spam.id, here.id) if f"/calls/{i}" in page}
        for question in (
            "outcome=spam",
            "outcome=live",
            "q=08 99",
            "day=2026-11-23",
            "client=cabinet-martin",
            f"before={here.id}",
        )
        if (page := secretary.opens(f"/calls?{question}"))
    }
    one, other = {f"/calls/{spam.id}"}, {f"/calls/{here.id}"}
    assert list(found.values()) == [one, other, one, one, one | other, one]
    assert "Vendeur" in secretary.opens("/messages?q=100 %25")
    assert "Vendeur" not in secretary.opens("/messages?q=Bonjour")
    assert "Zoé" in secretary.opens("/messages?q=06 12 34 56 78&state=open&day=2026-11-26")


@pytest.mark.parametrize(
    "path",
    [
        "/calls?day=hier",
        "/calls?outcome=xyz",
        "/calls?before=x",
        "/messages?day=2026-13-01",
        "/messages?before=99999999999",
        "/appointments?day=31/12/2026",
        "/appointments?practitioner=x",
        "/invoices?month=2026-13",
        "/invoices?month=novembre",
    ],
)
def test_an_address_that_makes_no_sense(secretary: Browser, path: str) -> None:
    page = secretary.opens(path, 400)
    assert french("« ") in page or "à choisir" in page


def test_a_day_too_far_off_is_told_as_people_say_it(secretary: Browser) -> None:
    assert "Le 1er janv. 2099 est trop loin d’aujourd’hui." in secretary.opens(
        "/appointments?day=2099-01-01", 400
    )


def test_the_first_of_a_month_is_an_ordinal_in_french_alone(
    console: Console, secretary: Browser
) -> None:
    with console.looking() as db:
        practice = console.client(db)
        at = datetime(2027, 1, 1, 9, 30, tzinfo=UTC)
        call = make_call(db, practice, practice.lines[0], started_at=at)
    assert "vendredi 1er janvier" in secretary.opens("/appointments?day=2027-01-01")
    assert "vendredi 1er janvier, 10:30" in secretary.opens(f"/calls/{call.id}")
    assert "1er janv. 10:30" in secretary.opens("/calls")
    secretary.sends("/language/en")
    assert "Friday 1 January, 10:30" in secretary.opens(f"/calls/{call.id}")


@pytest.mark.parametrize(
    "path",
    [
        "/calls/99999999999999999999",
        "/calls/-1",
        "/messages/0",
        "/recordings/%00",
        "/recordings/..%2F..%2Fsecret_key",
        "/invoices/%00",
        "/invoices/x.pdf",
        "/clients/%00",
        "/clients/nobody",
        "/calls?client=nobody",
        "/appointments?practitioner=999",
        "/nowhere",
    ],
)
def test_what_is_not_there(secretary: Browser, path: str) -> None:
    assert "Cette page n’existe pas, ou n’est pas pour vous." in secretary.opens(path, 404)


def test_strange_searches_find_nothing_and_break_nothing(secretary: Browser) -> None:
    for words in ("%00", "%25", "_", "\\", "'", "%F0%9F%98%80", "a" * 500):
        assert "Aucun message." in secretary.opens(f"/messages?q={words}x")


def test_long_lists_have_further_pages(console: Console, secretary: Browser) -> None:
    with console.looking() as db:
        practice = console.client(db)
        call = make_call(db, practice, practice.lines[0])
        for number in range(103):
            make_message(db, call, body=f"message n{number:03}")
    page = secretary.opens("/messages?state=open")
    assert "message n102" in page
    assert "message n002" not in page
    older = page.partition('<p class="pager">')[2].partition('href="')[2].partition('"')[0]
    assert "state=open" in older
    page = secretary.opens(older.replace("&amp;", "&"))
    assert "message n002" in page
    assert "message n003" not in page


def test_a_message_with_its_sound(console: Console, secretary: Browser) -> None:
    sid = "RE" + "a" * 32
    with console.looking() as db:
        practice = console.client(db)
        call = make_call(db, practice, practice.lines[0])
        message = make_message(db, call, recording_sid=sid, status=MessageStatus.PARTIAL)
        recording = Recording(
            recording_sid=sid, client_id=practice.id, call_id=call.id, created_at=NOW
        )
        db.add(recording)
    assert "pas encore arrivé" in secretary.opens(f"/messages/{message.id}")
    secretary.opens(f"/recordings/{sid}", 404)
    with console.looking() as db:
        db.get_one(Recording, sid).fetched_at = NOW
    secretary.opens(f"/recordings/{sid}", 404)
    path = console.settings.data_dir / recording_name(recording)
    path.parent.mkdir(parents=True)
    path.write_bytes(bytes(range(200)))
    assert f'src="/recordings/{sid}"' in secretary.opens(f"/messages/{message.id}")
    with secretary.client.get(f"/recordings/{sid}", headers={"Range": "bytes=10-19"}) as part:
        assert (part.status_code, part.data) == (206, bytes(range(10, 20)))
        assert part.mimetype == "audio/wav"


def test_a_sound_in_a_store_that_is_away(console: Console, secretary: Browser) -> None:
    """The page says that it is not to be had now, and nobody is said to have listened."""
    sid = "RE" + "a" * 32
    with console.looking() as db:
        practice = console.client(db)
        call = make_call(db, practice, practice.lines[0])
        ids = {"client_id": practice.id, "call_id": call.id}
        db.add(Recording(recording_sid=sid, created_at=NOW, fetched_at=NOW, **ids))
    away = BucketStore("s3+http://key:secret@127.0.0.1:1/bucket", DirectoryStore(Path("/nowhere")))
    assert "secret" not in repr(away)
    house = console.app.extensions[EXTENSION]
    console.app.extensions[EXTENSION] = replace(house, sounds=away)
    secretary.opens(f"/recordings/{sid}", 503)
    with console.looking() as db:
        assert not db.scalars(select(RecordingPlay)).all()


def test_a_doctor_deals_with_a_message(console: Console) -> None:
    with console.looking() as db:
        practice = console.client(db)
        message = make_message(db, make_call(db, practice, practice.lines[0]))
    doctor = console.signed_in(DOCTOR)
    assert "Marquer comme traité" in doctor.opens(f"/messages/{message.id}")
    doctor.sends(f"/messages/{message.id}/acknowledge")
    console.signed_in(SECRETARY).sends(f"/messages/{message.id}/acknowledge")
    assert "Traité par Docteur, 26 nov. 10:00" in doctor.opens(f"/messages/{message.id}")


def test_an_invoice_on_the_page_and_as_pdf(console: Console, secretary: Browser) -> None:
    with console.looking() as db:
        practice = console.client(db)
        make_issuer(db)
        make_price_rule(db, practice)
        first = make_answered(db, practice, datetime(2026, 10, 5, 9, tzinfo=UTC), assistant=60)
        make_answered(
            db, practice, datetime(2026, 10, 6, 9, tzinfo=UTC), disposition=Disposition.SPAM
        )
        invoice = issue_invoice(db, practice, Month.parse("2026-10"), NOW)
    number = invoice.number
    assert "en préparation" in secretary.opens("/invoices")
    secretary.opens(f"/invoices/{number}.pdf", 404)
    pdf = store_document(console.engine, invoice.id, NOW)
    assert number in secretary.opens("/invoices?month=2026-10")
    assert number not in secretary.opens("/invoices?month=2026-09")
    page = secretary.opens(f"/invoices/{number}")
    assert "5 oct. 11:00" in page
    assert first.call_sid in page, "so that the client can compare with the carrier's list"
    assert "non facturé" in page
    assert "0,90\xa0€" in page
    answer = secretary.client.get(f"/invoices/{number}.pdf")
    assert answer.data == pdf
    assert answer.mimetype == "application/pdf"
    tag = answer.headers["ETag"]
    again = secretary.client.get(f"/invoices/{number}.pdf", headers={"If-None-Match": tag})
    assert (again.status_code, again.data) == (304, b"")


def test_a_clients_page_even_when_its_script_is_broken(
    console: Console, secretary: Browser
) -> None:
    page = secretary.opens("/clients/cabinet-martin")
    for shown in ("À dire en décrochant", "14:00–18:00", "Claire Martin", "01 99 00 00 01"):
        assert shown in page
    (console.settings.call_scripts_dir / "cabinet-martin.yaml").unlink()
    fresh = create_app(console.settings, console.engine, console.clock)
    other = Console(fresh, console.engine, console.settings, console.clock).signed_in(SECRETARY)
    assert "Le script d’appel ne peut pas être lu." in other.opens("/clients/cabinet-martin")


def test_a_call_whose_script_cannot_be_read_is_shown_all_the_same(
    console: Console, secretary: Browser
) -> None:
    call_id = live_call(console)
    assert "ne peut pas être lu" in secretary.opens(f"/calls/{call_id}")


def test_somebody_with_no_clients_yet(console: Console) -> None:
    with console.looking() as db:
        console.account(db).clients = []
    browser = console.signed_in(SECRETARY)
    for path in ("/", "/calls?day=2026-11-26", "/messages", "/appointments", "/invoices"):
        browser.opens(path)
    assert "Aucun client ne vous est confié." in browser.opens("/clients")


@pytest.mark.sqlite_only
def test_while_the_database_is_away(console: Console, secretary: Browser, engine: Engine) -> None:
    with engine.connect() as elsewhere, elsewhere.begin():
        if engine.dialect.name == "postgresql":
            elsewhere.execute(text("LOCK TABLE messages IN ACCESS EXCLUSIVE MODE"))
        else:  # its readers wait for nobody
            elsewhere.execute(text("ALTER TABLE messages RENAME TO gone"))
            elsewhere.commit()
        page = secretary.opens("/messages", 503)
    assert "La base de données ne répond pas" in page
    assert "SELECT" not in page


def test_behind_https_the_cookie_is_secure(
    tmp_path: Path, database_url: str, engine: Engine, console: Console
) -> None:
    settings = settings_for(
        tmp_path / "https", "https://telesec.example", database_url, "http://127.0.0.1:1"
    )
    app = create_app(settings, engine, console.clock)
    answer = app.test_client().get("/login", base_url="https://telesec.example")
    assert "Secure" in answer.headers["Set-Cookie"]
