"""Text messages to a line: a client's commands, a word on an alert, STOP, and messages."""

from datetime import datetime

import pytest
from sqlalchemy import select

from telesec.assistant.by_text.text_commands import SetStatus, Unclear, status_asked_for
from telesec.clients.client import Client, Contact
from telesec.clients.status import ClientStatus, status_at
from telesec.messages.inbound_text import InboundText, TextMeaning
from telesec.messages.message import Message, Urgency
from telesec.notifications.notification import DeliveryStatus, Notification
from telesec.scripts.reading import load_script
from telesec.simulator.faults import Fault
from tests.telephone import DOCTOR_ON_CALL, PLUMBER, PRACTICE, ROOT, Telephone

STATUSES = load_script(ROOT / "call_scripts/cabinet-martin.yaml").statuses
THURSDAY = datetime.fromisoformat("2026-11-26 10:00")


@pytest.mark.parametrize(
    ("text", "kind", "begins", "until"),
    [
        ("BLOC", "surgery", None, None),
        ("bloc 15h", "surgery", None, "2026-11-26 15:00"),
        ("Statut bloc jusqu’à 15h30", "surgery", None, "2026-11-26 15:30"),
        ("surgery 3pm", "surgery", None, "2026-11-26 15:00"),
        ("visite 9h", "surgery", None, "2026-11-27 09:00"),
        ("CONGES 1/8 15/8", "leave", "2027-08-01 00:00", "2027-08-16 00:00"),
        ("en congés du 24/12 au 2/1", "leave", "2026-12-24 00:00", "2027-01-03 00:00"),
        ("congés 30/11", "leave", None, "2026-12-01 00:00"),
        ("fermé", "closed", None, None),
    ],
)
def test_a_status_as_people_text_it(
    text: str, kind: str, begins: str | None, until: str | None
) -> None:
    expected = SetStatus(
        kind,
        datetime.fromisoformat(begins) if begins else None,
        datetime.fromisoformat(until) if until else None,
    )
    assert status_asked_for(text, STATUSES, THURSDAY) == expected


@pytest.mark.parametrize(
    "text",
    ["rappelez-moi svp", "le patient de 15h ne viendra pas", "je suis en congés demain ?", ""],
)
def test_a_plain_message_is_no_status(text: str) -> None:
    assert status_asked_for(text, STATUSES, THURSDAY) is None


@pytest.mark.parametrize("text", ["bloc 31/2", "congés 15/8 1/8", "bloc 25h"])
def test_times_that_make_no_sense_are_told(text: str) -> None:
    with pytest.raises(Unclear):
        status_asked_for(text, STATUSES, THURSDAY)


@pytest.fixture
def doctor(telephone: Telephone) -> str:
    """The doctor on call, who may set the practice's status by SMS."""
    with telephone.looking() as db:
        contact = db.scalars(select(Contact).where(Contact.mobile == DOCTOR_ON_CALL)).one()
        contact.may_set_status = True
    return DOCTOR_ON_CALL


def texted(telephone: Telephone, sender: str, body: str, to: str = PRACTICE) -> str:
    """What somebody is answered who texts that to a line; empty when nothing is."""
    person = telephone.network.person(sender)
    before = len(person.text_messages)
    person.texts(to, body)
    telephone.network.settle()
    answers = person.text_messages[before:]
    for answer in answers:
        telephone.network.expects_text(sender, answer.body)
    return " ".join(answer.body for answer in answers)


def test_the_client_sets_asks_for_and_ends_its_status(telephone: Telephone, doctor: str) -> None:
    assert "Au bloc ou en visite jusqu’à 15 heures" in texted(telephone, doctor, "BLOC 15H")
    telephone.caller().dials(PRACTICE).hears("n’est pas joignable jusqu’à 15 heures").hangs_up()
    assert "Au bloc" in texted(telephone, doctor, "statut ?")
    assert "terminé" in texted(telephone, doctor, "Ouvert")
    assert "Aucun statut" in texted(telephone, doctor, "STATUT")
    assert "AIDE" in texted(telephone, doctor, "bloc 25h")
    assert "AU BLOC" in texted(telephone, doctor, "aide")
    telephone.network.settle()
    with telephone.looking() as db:
        assert not db.scalars(select(Message)).all()


def test_nobody_else_is_obeyed_and_what_they_write_is_a_message(telephone: Telephone) -> None:
    stranger = "+33612345678"
    assert "transmis" in texted(telephone, stranger, "BLOC 15H")
    with telephone.looking() as db:
        assert not db.scalars(select(ClientStatus)).all()
        message = db.scalars(select(Message)).one()
        assert message.body == "BLOC 15H"
        assert message.callback_number == stranger
        assert message.client.key == "cabinet-martin"


def test_a_doctors_command_never_touches_another_client(telephone: Telephone, doctor: str) -> None:
    texted(telephone, doctor, "CONGES", to=PLUMBER)
    with telephone.looking() as db:
        plumber = db.scalars(select(Client).where(Client.key == "plomberie-moreau")).one()
        assert status_at(db, plumber.id, telephone.clock.now()) is None
        assert db.scalars(select(Message)).one().client_id == plumber.id


def test_an_alert_is_acknowledged_by_ok(telephone: Telephone, doctor: str) -> None:
    call = telephone.caller().dials(PRACTICE).says("j'ai mal dans la poitrine")
    call.hangs_up()
    telephone.network.settle()
    assert "prise en compte" in texted(telephone, doctor, "OK")
    with telephone.looking() as db:
        assert db.scalars(select(Message)).one().acknowledged_at is not None
    assert "aucune urgence" in texted(telephone, doctor, "1")


def test_stop_is_kept_to_for_that_client_until_start(telephone: Telephone) -> None:
    with telephone.looking() as db:
        contact = db.scalars(select(Contact).where(Contact.mobile == DOCTOR_ON_CALL)).one()
        contact.summary_by_sms = True
    assert texted(telephone, DOCTOR_ON_CALL, "STOP") == ""
    texted(telephone, "+33612345678", "rappelez-moi")
    with telephone.looking() as db:
        [refused] = db.scalars(select(Notification)).all()
        assert refused.status == DeliveryStatus.UNDELIVERABLE
        assert "STOP" in (refused.last_error or "")
    assert "à nouveau" in texted(telephone, DOCTOR_ON_CALL, "START")
    texted(telephone, "+33612345678", "rappelez-moi vite")
    with telephone.looking() as db:
        found = {one.status for one in db.scalars(select(Notification))}
        assert found == {DeliveryStatus.UNDELIVERABLE, DeliveryStatus.QUEUED}


def test_danger_in_a_text_message_is_urgent(telephone: Telephone) -> None:
    answer = texted(telephone, "+33612345678", "j arrive plus à respirer")
    assert "15" in answer
    with telephone.looking() as db:
        assert db.scalars(select(Message)).one().urgency == Urgency.URGENT


def test_a_repeated_text_message_is_one_message(telephone: Telephone) -> None:
    telephone.network.faults.add("/sms/incoming", what=Fault.DUPLICATE)
    texted(telephone, "+33612345678", "rappelez-moi")
    with telephone.looking() as db:
        assert len(db.scalars(select(Message)).all()) == 1
        assert db.scalars(select(InboundText)).one().meaning == TextMeaning.MESSAGE


def test_an_alert_that_came_by_text_message_is_acknowledged_too(
    telephone: Telephone, doctor: str
) -> None:
    texted(telephone, "+33612345678", "j arrive plus à respirer")
    assert "prise en compte" in texted(telephone, doctor, "ok")


def test_a_text_message_is_kept_while_the_call_script_is_gone(telephone: Telephone) -> None:
    telephone.script("cabinet-martin").unlink()
    assert "transmis" in texted(telephone, "+33612345678", "rappelez-moi svp")
    with telephone.looking() as db:
        assert db.scalars(select(Message)).one().body == "rappelez-moi svp"


def test_two_machines_do_not_answer_each_other_for_ever(telephone: Telephone) -> None:
    answers = [texted(telephone, "+33612345678", f"message {number}") for number in range(12)]
    assert [bool(answer) for answer in answers] == [True] * 10 + [False] * 2
    with telephone.looking() as db:
        assert len(db.scalars(select(Message)).all()) == 12
