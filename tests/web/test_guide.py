"""The guide: a secretary follows the assistant's own script, and takes down on the way."""

import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from html import unescape

import pytest
from sqlalchemy import func, select

from telesec.agenda.appointment import Appointment
from telesec.agenda.practitioner import AppointmentType
from telesec.calls.call import Call
from telesec.clients.account import Role
from telesec.clients.caller_rule import CallerKind, put_rule
from telesec.clients.status import SetBy, set_status
from telesec.messages.message import Message, Urgency
from telesec.notifications.notification import Notification
from telesec.web.translations import french
from tests.amounts import some
from tests.makers import NOW, make_account, make_call, make_message
from tests.web.visiting import DOCTOR, PLUMBER, SECRETARY, Browser, Console, kept

PRACTICE = "/clients/cabinet-martin/guide"
FIELD = re.compile(r'<input[^>]*type="hidden"[^>]*name="(\w+)" value="([^"]*)"')
AREA = re.compile(r'<textarea name="(\w+)"[^>]*>([^<]*)</textarea>')
SHOWN = re.compile(
    r'<input(?![^>]*type="(?:hidden|checkbox)")[^>]*?name="(\w+)"[^>]*?value="([^"]*)"'
)
BUTTON = re.compile(r'name="do" value="((?!language|back|urgent)[\w-]+)"')

SCRIPT = """
trade: medical
languages: [fr, en]
greeting: {fr: "Cabinet Martin, bonjour.", en: "Martin practice, hello."}
statuses:
  leave:
    label: {fr: "En congés", en: "On leave"}
    say: {fr: "Le cabinet est en congés {until}.", en: "The practice is on leave {until}."}
urgent:
  words: {fr: [ampoule cassée], en: [broken bulb]}
  life_threatening: {fr: [fuite de radon], en: [radon leak]}
  say: {fr: "Je m’en occupe.", en: "I’m seeing to it."}
  then: on_call
facts:
  parking:
    words: {fr: [parking, se garer], en: [parking, park]}
    say: {fr: "Un parking est derrière.", en: "There is parking behind."}
start: first
steps:
  first:
    cases:
      - when: {status: leave}
        go: on_leave
      - when: {caller: known}
        go: followed
    otherwise: welcome
  on_leave:
    say: {fr: "Rien avant lundi.", en: "Nothing before Monday."}
    go: welcome
  welcome:
    menu: {fr: "Que puis-je faire ?", en: "What can I do?"}
    choices:
      - {key: 1, label: {fr: "pour un rendez-vous", en: "for an appointment"},
         words: {fr: [rendez-vous], en: [appointment]}, go: born}
      - {key: 2, label: {fr: "pour un message", en: "for a message"},
         words: {fr: [message], en: [message]}, go: followed}
  followed:
    ask: {fr: "Êtes-vous suivi ici ?", en: "Are you a patient of ours?"}
    answer: yes_no
    note: {fr: "Déjà suivi", en: "Patient of ours"}
    "yes": boxes
    "no": boxes
  boxes:
    ask: {fr: "Combien de boîtes ?", en: "How many boxes?"}
    answer: number
    note: {fr: "Boîtes", en: "Boxes"}
    go: message
  message:
    message:
      ask: {fr: "Je vous écoute.", en: "Go ahead."}
      subject: {fr: "Ordonnance", en: "Prescription"}
    go: bye
  born:
    ask: {fr: "Votre date de naissance ?", en: "Your date of birth?"}
    answer: date
    note: {fr: "Né le", en: "Born"}
    go: booking
  booking:
    appointment: {types: [vaccination], practitioners: [lefevre], ask_reason: true}
    go: bye
    otherwise: message
  on_call:
    transfer: {to: on_call, say: {fr: "Ne quittez pas.", en: "Hold on."}}
    otherwise: urgent_message
  urgent_message:
    message:
      ask: {fr: "Que se passe-t-il ?", en: "What is happening?"}
      urgency: urgent
      ask_name: false
    go: bye
  bye:
    end: {fr: "Au revoir.", en: "Goodbye."}
"""


class Walker:
    """Somebody who walks through the guide as its form asks for it, without any script."""

    def __init__(self, browser: Browser, path: str = PRACTICE) -> None:
        self.browser = browser
        self.path = path
        self.page = browser.opens(path)

    def fields(self) -> dict[str, str]:
        """What the form would send as it stands."""
        form = self.page.partition('id="guide"')[2].partition("</form>")[0]
        found = {n: unescape(v) for n, v in (*FIELD.findall(form), *SHOWN.findall(form))}
        found |= {n: unescape(v) for n, v in AREA.findall(form)}
        if 'name="urgent" value="yes" checked' in form:
            found["urgent"] = "yes"
        found.pop("csrf_token", None)
        return found

    def presses(self, do: str, status: int = 200, /, **typed: str) -> "Walker":
        """Fill in, and press the button of that name."""
        sent: Mapping[str, str] = {**self.fields(), **typed, "do": do}
        answer = self.browser.sends(self.path, **sent)
        assert answer.status_code == status, answer.text
        self.page = answer.text
        return self

    def sees(self, *texts: str) -> "Walker":
        """What is on the screen."""
        plain = unescape(self.page)
        for text in texts:
            assert french(text) in plain or text in plain, text
        return self

    def lacks(self, text: str) -> "Walker":
        """What is not."""
        assert text not in unescape(self.page)
        return self


@pytest.fixture
def secretary(console: Console) -> Browser:
    directory = console.settings.call_scripts_dir
    (directory / "cabinet-martin.yaml").write_text(SCRIPT)
    return console.signed_in(SECRETARY)


def call_of(console: Console, **fields: object) -> int:
    with console.looking() as db:
        practice = console.client(db)
        return make_call(db, practice, practice.lines[0], **fields).id


def count(console: Console, table: type) -> int:
    with console.looking() as db:
        return db.scalar(select(func.count()).select_from(table)) or 0


def test_the_greeting_of_a_closed_practice_is_read(console: Console) -> None:
    console.later(hours=11)  # nine in the evening
    Walker(console.signed_in(SECRETARY)).sees(
        "Le cabinet est fermé pour le moment",
        "Que puis-je faire pour vous ?",
        "pour prendre rendez-vous",
        'accesskey="1"',
    )


def test_what_holds_at_the_moment_is_read_after_the_greeting(
    console: Console, secretary: Browser
) -> None:
    with console.looking() as db:
        until = datetime(2026, 11, 30, 14, tzinfo=UTC)
        set_status(
            db, console.client(db), "leave", NOW, set_by=SetBy.CONSOLE, whom="x", until=until
        )
    Walker(secretary).sees(
        "Le cabinet est en congés jusqu’au lundi 30 novembre à 15 heures.",
        "En congés",
        "Rien avant lundi.",
        "si « En congés »",
    )


def test_a_message_with_the_answers_given_on_the_way(console: Console, secretary: Browser) -> None:
    call_id = call_of(console)
    walker = Walker(secretary, f"/calls/{call_id}/guide").sees("06 12 34 56 78", "nouvel appelant")
    walker.presses("choice-1").sees("Êtes-vous suivi ici ?").presses("yes")
    walker.sees("Déjà suivi : oui", "Combien de boîtes ?").presses("said", answer="3")
    fields = walker.sees("Je vous écoute.").fields()
    assert fields["body"] == "Déjà suivi : oui\nBoîtes : 3\n"
    assert (fields["subject"], fields["callback_number"]) == ("Ordonnance", "06 12 34 56 78")
    assert 'name="caller_name" maxlength="80" autocomplete="off" value="" required' in walker.page
    walker.presses("taken", caller_name="Jeanne Roux", body=fields["body"] + "Doliprane")
    walker.sees("Au revoir.", "Message transmis : Ordonnance", f'href="/calls/{call_id}"')
    with console.looking() as db:
        message = db.scalars(select(Message)).one()
        assert (message.client_id, message.call_id) == (console.client(db).id, call_id)
        assert message.body == "Déjà suivi : oui\nBoîtes : 3\nDoliprane"
        assert (message.caller_name, message.callback_number) == ("Jeanne Roux", "+33612345678")
        assert message.urgency is Urgency.ROUTINE
        assert message.taken_by_id == db.get_one(Call, call_id).handled_by_id


def test_nothing_typed_is_lost_on_an_error(console: Console, secretary: Browser) -> None:
    walker = Walker(secretary).presses("case-1").presses("no").presses("said", 400, answer="trop")
    walker.sees("Boîtes : « trop » n’est pas un nombre.", 'value="trop"')
    walker.presses("said", answer="2")
    walker.presses("taken", 400, body="Doliprane", callback_number="zéro six", caller_name="Roux")
    walker.sees("« zéro six » n’est pas un numéro.", ">Doliprane</textarea>", 'value="Roux"')
    walker.presses("taken", 400, callback_number="").sees("Rappeler au : à remplir.")
    walker.presses("anyway").sees("Message transmis")
    assert count(console, Message) == 1


def test_the_same_form_twice_is_one_message(console: Console, secretary: Browser) -> None:
    with console.looking() as db:
        told_before = len(db.scalars(select(Notification)).all())
    walker = Walker(secretary).presses("urgent").presses("otherwise").sees("Que se passe-t-il ?")
    before = walker.page
    walker.presses("taken", body="Malaise", callback_number="0698765432")
    told = count(console, Notification)
    walker.page = before
    walker.presses("taken", body="Malaise", callback_number="0698765432").sees("Au revoir.")
    assert count(console, Message) == 1
    assert count(console, Notification) == told > told_before
    walker.page = before
    walker.presses("taken", body="Autre malaise", callback_number="0698765432")
    assert count(console, Message) == 2, "another one is another one"


def test_an_alarm_leads_to_who_is_on_call_and_then_to_an_urgent_message(
    console: Console, secretary: Browser
) -> None:
    walker = Walker(secretary).presses("case-1").presses("yes")
    walker.sees("fuite de radon", "ampoule cassée", "composez le 15 ou le 112", "arrêt cardiaque")
    walker.presses("urgent", answer="mon mari est tombé")
    walker.sees("Je m’en occupe.", "Ne quittez pas.", "Claire Martin", "06 00 00 00 11")
    walker.presses("otherwise").sees("Que se passe-t-il ?")
    fields = walker.fields()
    assert "mon mari est tombé" in fields["body"]
    assert fields["urgent"] == "yes"
    walker.presses("taken", callback_number="0698765432")
    with console.looking() as db:
        message = db.scalars(select(Message)).one()
        assert message.urgency is Urgency.URGENT
        assert "Déjà suivi : oui" in message.body


def test_an_appointment_of_what_the_step_lets_be_booked(
    console: Console, secretary: Browser
) -> None:
    call_id = call_of(console)
    walker = Walker(secretary, f"/calls/{call_id}/guide").presses("choice-0")
    walker.presses("said", 400, answer="hier soir").presses("said", answer="1960-03-03")
    walker.sees("vaccination, 10 min", "le docteur Lefèvre", ">11:00</option>")
    walker.lacks("consultation, 20 min").lacks("le docteur Martin<")
    assert walker.fields()["notes"] == "Né le : 03/03/1960"
    with console.looking() as db:
        kinds = {kind.key: kind for kind in db.scalars(select(AppointmentType))}
        people = {p.key: str(p.id) for p in kinds["vaccination"].practitioners}
        vaccination, consultation = (str(kinds[k].id) for k in ("vaccination", "consultation"))
    good = {
        "type": vaccination,
        "practitioner": people["lefevre"],
        "at": "2026-11-30T09:00:00+00:00",
        "caller_name": "Jeanne Roux",
        "reason": "grippe",
        "email": "jeanne@mel.example",
    }
    for wrong in (
        {"type": consultation},
        {"practitioner": people["martin"]},
        {"reason": ""},
        {"email": "jeanne"},
        {"at": ""},
    ):
        walker.presses("booked", 400, **(good | wrong)).sees('value="Jeanne Roux"')
    walker.presses("slots", **(good | {"day": "2026-11-29"})).sees("lundi 30 novembre, 08:00")
    walker.presses("slots", **(good | {"day": "2026-11-30"})).sees(">10:00</option>")
    form = walker.page
    for _ in range(2):  # the second time it is the same form again
        walker.page = form
        walker.presses("booked", **good)
        walker.sees("Rendez-vous pris : lundi 30 novembre, 10:00, le docteur Lefèvre")
    with console.looking() as db:
        booked = db.scalars(select(Appointment)).one()
        assert booked.notes == "Né le : 03/03/1960\ngrippe"
        assert (booked.call_id, booked.telephone) == (call_id, "+33612345678")
        assert booked.email == "jeanne@mel.example"


def of_trade(console: Console, trade: str) -> Walker:
    """The guide of a client with the ready script of that trade."""
    script = f"preset: {trade}\ngreeting: {{fr: 'Bonjour.', en: 'Hello.'}}\n"
    (console.settings.call_scripts_dir / "cabinet-martin.yaml").write_text(script)
    return Walker(console.signed_in(SECRETARY))


def test_every_field_of_an_appointment_has_its_sentence_to_read(
    console: Console, secretary: Browser
) -> None:
    walker = (
        Walker(secretary)
        .presses("otherwise")
        .presses("choice-0")
        .presses("said", answer="1960-03-03")
    )
    walker.sees("Quel jour vous conviendrait ?", "À quel nom, s’il vous plaît ?")
    walker.sees("En quelques mots, quel est le motif du rendez-vous ?")
    walker = Walker(secretary).presses("language-en").presses("otherwise").presses("choice-0")
    walker.presses("said", answer="1960-03-03").sees("Which day", "What name is it for")
    walker.sees("Briefly, what is the appointment about?")


def test_a_child_is_asked_for_in_the_words_of_the_script(console: Console) -> None:
    walker = of_trade(console, "paediatrics").presses("choice-0")
    walker.sees("Quels sont le nom et le prénom de l’enfant ?", "Quelle est la date de naissance ?")
    walker.lacks("À quel nom, s’il vous plaît ?")


def test_nobody_asks_an_animal_for_its_date_of_birth(console: Console) -> None:
    walker = of_trade(console, "veterinary").presses("choice-0")
    walker.presses("said", answer="un chat, Félix").sees("À quel nom, s’il vous plaît ?")
    walker.lacks("Date de naissance").lacks("date de naissance")
    assert "birth_date" not in walker.fields()


def test_a_date_of_birth_that_was_typed_before_is_kept(console: Console) -> None:
    walker = of_trade(console, "veterinary").presses("choice-0")
    walker.presses("said", answer="un chat, Félix", birth_date="1960-03-03")
    assert walker.fields()["birth_date"] == "1960-03-03"


def test_a_viewing_is_asked_about_in_the_agencys_words(console: Console) -> None:
    of_trade(console, "real_estate").presses("choice-0").sees("De quel bien s’agit-il ?")


def test_who_wants_no_appointment_leaves_a_message(console: Console, secretary: Browser) -> None:
    walker = Walker(secretary).presses("otherwise").presses("choice-0")
    walker.presses("said", answer="3 mars 1960")
    walker.presses("otherwise", reason="fièvre", caller_name="Roux", telephone="0698765432")
    fields = walker.sees("Je vous écoute.").fields()
    assert fields["body"].splitlines() == ["Né le : 03/03/1960", "fièvre"]
    assert (fields["caller_name"], fields["callback_number"]) == ("Roux", "0698765432")


def test_a_known_caller_takes_the_known_callers_way(console: Console, secretary: Browser) -> None:
    with console.looking() as db:
        practice = console.client(db)
        before = make_call(db, practice, practice.lines[0])
        make_message(db, before, callback_number="+33612345678")
    walker = Walker(secretary, f"/calls/{call_of(console)}/guide")
    walker.sees("Êtes-vous suivi ici ?", "appelant connu", "si appelant connu")


def test_without_a_call_a_case_of_the_caller_is_asked(secretary: Browser) -> None:
    Walker(secretary).sees("si appelant connu", "dites vous-même").presses("otherwise").sees(
        "Que puis-je faire ?"
    )


def test_a_blocked_callers_note_is_shown(console: Console, secretary: Browser) -> None:
    call_id = call_of(console)
    with console.looking() as db:
        practice = console.client(db)
        put_rule(db, practice, "+33612345678", CallerKind.BLOCKED, NOW, note="démarchage")
    Walker(secretary, f"/calls/{call_id}/guide").sees("bloqué", "démarchage")


def test_back_one_step_and_the_other_language(secretary: Browser) -> None:
    walker = Walker(secretary).presses("otherwise").presses("choice-1").presses("yes")
    walker.presses("said", answer="7").presses("back").sees('value="7"').presses("back")
    walker.sees("Êtes-vous suivi ici ?").presses("language-en").sees(
        "Are you a patient of ours?", "radon leak", "There is parking behind."
    )
    walker.presses("no").presses("language-en", answer="4").sees('value="4"', "How many boxes?")
    assert walker.presses("said", answer="4").fields()["body"].startswith("Déjà suivi : non")


def test_in_english(secretary: Browser) -> None:
    secretary.sends("/language/en")
    Walker(secretary).presses("otherwise").presses("choice-1").sees(
        "Previous step", "A life is in danger", "It is urgent", "Yes", "pour un message"
    )


def walk(*passed: tuple[str, str], **fields: object) -> str:
    steps = [{"step": step, "way": way} for step, way in passed]
    return json.dumps({"language": "fr", "passed": steps, **fields})


@pytest.mark.parametrize(
    "forged",
    [
        "",
        "{}",
        "[1]",
        walk(("nowhere", "choice-0")),
        walk(("first", "otherwise"), ("message", "taken")),
        walk(("first", "otherwise"), ("welcome", "choice-9")),
        walk(("first", "otherwise"), ("welcome", "yes")),
        walk(language="de"),
        walk(admin=True),
        walk(*[("first", "otherwise")] * 151),
        "x" * 130_000,
    ],
)
def test_a_forged_walk_begins_again(secretary: Browser, forged: str) -> None:
    answer = secretary.sends(PRACTICE, walk=forged, do="taken", body="Déjà écrit", caller_name="R")
    assert answer.status_code == 400
    assert "reprenez au début" in answer.text
    assert 'name="body" value="Déjà écrit"' in answer.text


@pytest.mark.parametrize("do", ["", "choice-9", "taken", "booked", "slots", "language-de", "x"])
def test_a_button_the_step_does_not_have(console: Console, secretary: Browser, do: str) -> None:
    walker = Walker(secretary).presses("otherwise").presses(do, 400)
    walker.sees("Que puis-je faire ?")
    assert count(console, Message) == count(console, Appointment) == 0


@pytest.mark.parametrize("who", [PLUMBER, DOCTOR, "autre@telesec.example"])
def test_it_is_not_there_for_others(console: Console, secretary: Browser, who: str) -> None:
    call_id = call_of(console)
    with console.looking() as db:
        other = make_account(db, "autre@telesec.example", role=Role.OPERATOR, password_hash=kept())
        other.clients = [console.client(db, "plomberie-moreau")]
    browser = console.signed_in(who)
    for path in (PRACTICE, f"/calls/{call_id}/guide"):
        assert browser.client.get(path).status_code == 404
        assert browser.sends(path, walk=walk(), do="urgent", body="x").status_code == 404


def test_the_ways_to_it(console: Console, secretary: Browser) -> None:
    call_id = call_of(console)
    for page in ("/", f"/calls/{call_id}"):
        assert f'href="/calls/{call_id}/guide"' in secretary.opens(page)
    for page in ("/", "/clients/cabinet-martin"):
        assert f'href="{PRACTICE}"' in secretary.opens(page)


def test_every_preset_can_be_walked(console: Console) -> None:
    """Each step that can be come to has a screen, whatever trade the script is of."""
    browser = console.signed_in(SECRETARY)
    scripts = console.settings.call_scripts_dir
    for preset in some(sorted(path.stem for path in (scripts / "presets").glob("*.yaml"))):
        text = f'preset: {preset}\ngreeting: {{fr: "Bonjour.", en: "Hello."}}\n'
        (scripts / "cabinet-martin.yaml").write_text(text)
        walker = Walker(browser)
        for _ in range(12):
            takes = {"taken", "booked", "said", "slots", "anyway"}
            ways = [do for do in BUTTON.findall(walker.page) if do not in takes]
            if not ways:
                break
            walker.presses(ways[-1])
        walker.sees("Recommencer le script")


def test_the_rules_of_an_appointment_stand_where_they_are_needed(console: Console) -> None:
    walker = (
        Walker(console.signed_in(SECRETARY))
        .presses("choice-5")
        .sees(
            "Demandez le nom et la date de naissance avant de dire quoi que ce soit",
            "À moins de 24 h du rendez-vous, ne changez rien",
            "Introuvable, trop proche, ou rien d’autre de libre",
            'href="/appointments?client=cabinet-martin"',
        )
    )
    walker.presses("changed").sees("Puis-je faire autre chose pour vous ?", "fait")
