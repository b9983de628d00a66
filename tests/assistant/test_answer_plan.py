"""Who gets this call? The most particular rule decides, and the rehearsal says the same."""

import re
from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from click.testing import CliRunner
from sqlalchemy import select
from sqlalchemy.orm import Session

from telesec.assistant.answer_plan import Because, ClientFacts, facts_of, who_answers
from telesec.assistant.by_text.statuses import NoSuchStatus, begin_status
from telesec.assistant.rehearsal import rehearse
from telesec.calls.call import Call, Disposition
from telesec.cli import loaded
from telesec.clients.caller_rule import CallerKind, parse_callers, put_rule, remove_rule
from telesec.clients.client import Client
from telesec.clients.status import BadStatus, SetBy, end_statuses, set_status, status_at
from telesec.scripts.reading import parse_script
from telesec.scripts.script import Script, WhoAnswers
from telesec.values.language import Language
from telesec.values.telephone import E164, NotATelephoneNumber
from tests.makers import NOW, make_account, make_client
from tests.scripts.examples import SOUND
from tests.telephone import DOCTOR_ON_CALL, PRACTICE, Telephone

PARIS = ZoneInfo("Europe/Paris")
CALLER = E164("+33612345678")
STATUSES = """
answer_first: {open: secretary, closed: assistant, seconds: 15}
statuses:
  surgery:
    label: {fr: Au bloc, en: In surgery}
    answer_first: voicemail
    say: {fr: "Le docteur est au bloc {until}.", en: "The doctor is in surgery {until}."}
  leave: {label: {fr: En congés, en: On leave}}
"""


@pytest.fixture
def script() -> Script:
    return parse_script(STATUSES + SOUND, "petit.yaml")


def test_opening_hours_decide_when_nothing_else_does(script: Script) -> None:
    assert who_answers(script, ClientFacts(is_open=True)).answerer == WhoAnswers.SECRETARY
    closed = who_answers(script, ClientFacts(is_open=False, holiday="Noël"))
    assert (closed.answerer, closed.because) == (WhoAnswers.ASSISTANT, (Because.HOLIDAY,))


def test_a_status_wins_over_the_hours_and_one_without_a_word_on_it_does_not(script: Script) -> None:
    surgery = who_answers(script, ClientFacts(is_open=True, status="surgery"))
    assert surgery.answerer == WhoAnswers.VOICEMAIL
    leave = who_answers(script, ClientFacts(is_open=True, status="leave"))
    assert leave.answerer == WhoAnswers.SECRETARY
    gone = who_answers(script, ClientFacts(is_open=True, status="gone"))
    assert gone.because[0] == Because.STATUS_UNKNOWN


def test_a_blocked_caller_is_refused_whatever_else_holds(script: Script) -> None:
    facts = ClientFacts(is_open=True, status="surgery", caller=CallerKind.BLOCKED)
    assert who_answers(script, facts).refused


def test_of_two_statuses_the_last_one_set_counts_until_it_is_over(db: Session) -> None:
    client = make_client(db)
    later = NOW + timedelta(hours=2)
    set_status(db, client, "leave", NOW, set_by=SetBy.COMMAND)
    soon = NOW + timedelta(minutes=1)
    set_status(db, client, "surgery", soon, set_by=SetBy.SMS, until=later)
    other = make_client(db, "other-client")
    for at, kind in ((NOW, "leave"), (soon, "surgery"), (later, "leave")):
        found = status_at(db, client.id, at)
        assert found is not None
        assert found.kind == kind
    assert status_at(db, other.id, soon) is None
    assert end_statuses(db, client, soon) == 2
    assert status_at(db, client.id, soon) is None


def test_a_status_in_advance_holds_only_then(db: Session) -> None:
    client = make_client(db)
    first, last = NOW + timedelta(days=3), NOW + timedelta(days=5)
    set_status(db, client, "leave", NOW, set_by=SetBy.CONSOLE, begins_at=first, until=last)
    assert status_at(db, client.id, NOW) is None
    assert status_at(db, client.id, first)
    assert status_at(db, client.id, last) is None
    with pytest.raises(BadStatus):
        set_status(db, client, "leave", NOW, set_by=SetBy.CONSOLE, until=NOW)


def test_rules_are_each_clients_own(db: Session) -> None:
    one, other = make_client(db), make_client(db, "other-client")
    put_rule(db, one, CALLER, CallerKind.BLOCKED, NOW)
    put_rule(db, one, CALLER, CallerKind.VIP, NOW, to="on_call")
    assert facts_of(db, one, CALLER, NOW).caller == CallerKind.VIP
    assert facts_of(db, other, CALLER, NOW).caller is None
    assert facts_of(db, one, None, NOW).caller is None
    assert remove_rule(db, one, CALLER)
    assert not remove_rule(db, one, CALLER)


def test_a_beginning_stands_for_many_callers_and_the_longest_counts(db: Session) -> None:
    client = make_client(db)
    put_rule(db, client, parse_callers("+33 6*"), CallerKind.BLOCKED, NOW)
    put_rule(db, client, parse_callers("+33 6 12*"), CallerKind.VIP, NOW)
    assert facts_of(db, client, CALLER, NOW).caller == CallerKind.VIP
    assert facts_of(db, client, E164("+33698765432"), NOW).caller == CallerKind.BLOCKED
    assert facts_of(db, client, E164("+33145678901"), NOW).caller is None
    put_rule(db, client, CALLER, CallerKind.BLOCKED, NOW)
    assert facts_of(db, client, CALLER, NOW).caller == CallerKind.BLOCKED


@pytest.mark.parametrize("written", ["", "*", "+*", "+3*", "06*", "+336*12", "+336**", "+33x*"])
def test_what_is_no_beginning_of_numbers_is_refused(written: str) -> None:
    with pytest.raises(NotATelephoneNumber):
        parse_callers(written)


def test_the_script_says_to_whom_a_vip_goes_unless_the_rule_does() -> None:
    script = parse_script("vip: on_call\n" + STATUSES + SOUND, "petit.yaml")
    vip = ClientFacts(is_open=True, caller=CallerKind.VIP)
    assert who_answers(script, vip).straight_to == "on_call"
    assert who_answers(script, replace(vip, caller_to="claire")).straight_to == "claire"


@pytest.mark.parametrize(
    ("begins", "ends"),
    [("2026-11-26 10:00", "2026-11-26 15:00"), ("2026-11-26 15:00", "2026-11-27 15:00")],
)
def test_a_status_may_have_its_usual_end(db: Session, begins: str, ends: str) -> None:
    text = STATUSES.replace(
        "answer_first: voicemail", 'answer_first: voicemail\n    until: "15:00"'
    )
    script = parse_script(text + SOUND, "petit.yaml")
    client = make_client(db)
    at, end = (datetime.fromisoformat(one).replace(tzinfo=PARIS) for one in (begins, ends))
    usual = begin_status(db, client, script, "surgery", at, set_by=SetBy.COMMAND)
    assert usual.until == end
    until = at + timedelta(minutes=10)
    said = begin_status(db, client, script, "surgery", at, set_by=SetBy.COMMAND, until=until)
    assert said.until == until
    with pytest.raises(NoSuchStatus):
        begin_status(db, client, script, "asleep", at, set_by=SetBy.COMMAND)
    far = at + timedelta(days=900)
    with pytest.raises(BadStatus):
        begin_status(db, client, script, "leave", at, set_by=SetBy.COMMAND, until=far)


def test_a_rehearsal_names_who_is_rung_and_why(db: Session, script: Script) -> None:
    client = make_client(db)
    make_account(db, role="owner", telephone=E164("+33600000191"), takes_calls=True)
    noon = datetime(2026, 11, 26, 10, 0, tzinfo=PARIS)
    rung = rehearse(db, client, script, CALLER, noon)
    assert rung.when == "jeudi 26 novembre 2026, 10:00"
    assert rung.steps[0] == "on sonne 15 s 06 00 00 01 91, puis l’assistant répond"
    client.record_talks = True
    notice, then, *_ = rehearse(db, client, script, CALLER, noon).steps
    assert (
        notice == "l’appelant apprend que la conversation sera enregistrée ; une touche la refuse"
    )
    assert then == rung.steps[0]
    set_status(db, client, "surgery", NOW, set_by=SetBy.COMMAND, until=noon + timedelta(hours=5))
    told = rehearse(db, client, script, CALLER, noon)
    assert "enregistrée" not in " ".join(told.steps)  # nobody is rung
    assert told.reasons[0] == "statut : Au bloc jusqu’à 15 heures"
    assert told.steps[-1] == "puis : « Le docteur est au bloc jusqu’à 15 heures. »"
    english = rehearse(db, client, script, CALLER, noon, language=Language.EN)
    assert english.steps[0] == "voicemail"
    put_rule(db, client, CALLER, CallerKind.BLOCKED, NOW)
    assert "refusé" in rehearse(db, client, script, CALLER, noon).steps[0]


# On the telephone


def practice(telephone: Telephone, db: Session) -> Client:
    return telephone.client_of(db, PRACTICE)


def test_a_blocked_caller_is_not_answered_nor_billed(telephone: Telephone) -> None:
    with telephone.looking() as db:
        put_rule(db, practice(telephone, db), CALLER, CallerKind.BLOCKED, NOW)
    telephone.caller(CALLER).dials(PRACTICE).has_ended("no-answer")
    telephone.network.settle()
    telephone.caller("+33612345679").dials(PRACTICE).hears("Cabinet").hangs_up()
    telephone.network.settle()
    with telephone.looking() as db:
        refused = db.scalars(select(Call).where(Call.caller_number == CALLER)).one()
        assert (refused.disposition, refused.duration_seconds) == (Disposition.SPAM, 0)


def test_a_vip_is_put_straight_through(telephone: Telephone) -> None:
    with telephone.looking() as db:
        put_rule(db, practice(telephone, db), CALLER, CallerKind.VIP, NOW, to="on_call")
    telephone.network.person(DOCTOR_ON_CALL).answers(after=3, presses="1", talks=30)
    call = telephone.caller(CALLER).dials(PRACTICE).has_ended()
    assert call.talked_with == [DOCTOR_ON_CALL]
    telephone.network.person(DOCTOR_ON_CALL).does_not_answer()
    telephone.caller(CALLER).dials(PRACTICE).hears("Cabinet des docteurs").hangs_up()


def test_the_clients_status_is_said_after_the_greeting(telephone: Telephone) -> None:
    with telephone.looking() as db:
        client = practice(telephone, db)
        until = NOW + timedelta(hours=3)
        set_status(db, client, "leave", NOW, set_by=SetBy.CONSOLE, until=until)
    call = telephone.caller().dials(PRACTICE).hears("bonjour", "est en congés jusqu’à 13 heures.")
    call.hangs_up()


def edited(telephone: Telephone, answerer: str) -> None:
    path = telephone.script("cabinet-martin")
    text = re.sub(
        "^answer_first: .*$", f"answer_first: {answerer}", path.read_text("utf-8"), flags=re.M
    )
    path.write_text(text, "utf-8")


def test_straight_to_voicemail(telephone: Telephone) -> None:
    edited(telephone, "voicemail")
    call = telephone.caller().dials(PRACTICE).hears("Cabinet des docteurs", "après le bip")
    call.speaks_message("c'est madame Morel, rappelez-moi")
    telephone.network.settle()


def test_straight_to_a_number_then_the_assistant(telephone: Telephone) -> None:
    edited(telephone, '"+33600000777"')
    telephone.network.person("+33600000777").answers(after=3, presses="1", talks=10)
    assert telephone.caller().dials(PRACTICE).has_ended().talked_with == ["+33600000777"]
    telephone.network.person("+33600000777").is_busy()
    telephone.caller().dials(PRACTICE).hears("Cabinet des docteurs").hangs_up()


def test_a_queue_serves_and_takes_a_message_when_the_time_is_over(telephone: Telephone) -> None:
    edited(telephone, "{open: queue, closed: queue, wait_seconds: 60}")
    with telephone.looking() as db:
        make_account(db, role="owner", telephone=E164("+33600000191"), takes_calls=True)
    telephone.worker_rings()
    secretary = telephone.network.person("+33600000191").does_not_answer()
    call = telephone.caller().dials(PRACTICE).hears("Cabinet des docteurs", "Ne quittez pas")
    call.waits(80).hears("assistant vocal automatique", "Personne n’est disponible").hangs_up()
    secretary.answers(after=4, presses="1", talks=25)
    served = telephone.caller("+33612345679").dials(PRACTICE).waits(90).has_ended()
    assert served.talked_with == ["+33600000191"]
    telephone.network.settle()


def test_the_commands_say_what_is_wrong(telephone: Telephone) -> None:
    with telephone.looking() as db:
        key = practice(telephone, db).key

    class House:
        engine, settings = telephone.engine, telephone.settings

        def now(self) -> datetime:
            return telephone.clock.now()

    def run(*arguments: str) -> str:
        group = loaded(arguments[0])
        return CliRunner().invoke(group, list(arguments[1:]), obj=House()).output

    assert "no client 'x'" in run("rehearse", "--client", "x")
    assert "too far from today" in run("rehearse", "--client", key, "--at", "0001-01-01")
    assert "not a valid telephone" in run("rehearse", "--client", key, "--from", "12")
    assert "not the beginning" in run("callers", "block", "--client", key, "+3*")
    assert "has no rule" in run("callers", "remove", "--client", key, "+33899*")
    assert "+33899* is refused" in run("callers", "block", "--client", key, "+33 899*")
    assert "+33899*" in run("callers", "list", "--client", key)
    assert "is not a time" in run("rehearse", "--client", key, "--at", "demain")
    assert "there is: surgery, leave, closed" in run("status", "set", "--client", key, "off")
    assert "is none of secretary, on_call" in run(
        "callers", "vip", "--client", key, "0612345678", "--to", "nobody"
    )
    assert "must end after it begins" in run(
        "status", "set", "--client", key, "leave", "--until", "2020-01-01 10:00"
    )
    assert "refused" in run("callers", "block", "--client", key, "06 12 34 56 78")
    assert "1. l’appel est refusé" in run("rehearse", "--client", key, "--from", "0612345678")
    assert "blocked  06 12 34 56 78" in run("callers", "list", "--client", key)
    assert "leave." in run("status", "set", "--client", key, "leave")
    assert "ended by hand" in run("status", "list", "--client", key)
    assert "1 ended" in run("status", "end", "--client", key)
