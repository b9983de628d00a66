"""OUI and NON to a reminder: understood, done by the client's rules, and never guessed."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from telesec.agenda.appointment import Appointment, AppointmentStatus
from telesec.agenda.booking import cancel
from telesec.agenda.change import ChangeKind, changes_to
from telesec.agenda.practitioner import AppointmentType, Practitioner
from telesec.agenda.reminder import Reminder, assured_among
from telesec.assistant.by_text.yes_or_no import yes_or_no
from telesec.clients.client import Client, Contact
from telesec.clients.own_hand import OwnAct
from telesec.messages.inbound_text import InboundText, TextMeaning
from telesec.messages.message import Message
from telesec.notifications.notification import Channel, Notification, NotificationKind
from telesec.worker import Worker
from tests.makers import NOW, PARIS, make_appointment
from tests.own_links import ADDRESS, CALLER, READ, Phone
from tests.telephone import PLUMBER, PRACTICE, Telephone

THURSDAY = datetime(2026, 12, 3, 11, 0, tzinfo=UTC)  # 12:00 in Paris
STRANGER = "+33698765432"


@pytest.mark.parametrize(
    "text",
    [
        "OUI",
        "oui merci",
        "Ok.",
        "d'accord",
        "Oui, je confirme !",
        "yes",
        "ok thanks",
        "Oui je viens",
    ],
)
def test_yes_as_people_text_it(text: str) -> None:
    assert yes_or_no(text) is True


@pytest.mark.parametrize(
    "text", ["NON", "non merci", "annuler", "J’annule mon rdv", "no", "cancel"]
)
def test_no_as_people_text_it(text: str) -> None:
    assert yes_or_no(text) is False


@pytest.mark.parametrize(
    "text",
    [
        "",
        "merci",
        "oui mais je serai en retard",
        "non je viens",
        "ne pas annuler",
        "oui ou non ?",
        "je ne viens pas",
        "annuler celui de 9h",
        "rappelez-moi svp",
    ],
)
def test_what_says_more_is_for_a_person(text: str) -> None:
    assert yes_or_no(text) is None


def reminded(
    telephone: Telephone, starts_at: datetime = THURSDAY, number: str = CALLER, **rules: object
) -> int:
    """An appointment of that number, reminded of on the Tuesday before; it is Tuesday then."""
    with telephone.looking() as db:
        client = telephone.client_of(db, PRACTICE)
        for name, value in ({"reminder_days": 2, "text_from": PRACTICE} | rules).items():
            setattr(client, name, value)
        whom = db.scalars(select(Practitioner).order_by(Practitioner.id)).first()
        kind = db.scalars(select(AppointmentType).order_by(AppointmentType.id)).first()
        assert whom
        assert kind
        long_ago = NOW - timedelta(days=30)
        made = make_appointment(db, whom, kind, starts_at, telephone=number, created_at=long_ago)
    telephone.clock.set(datetime(2026, 12, 1, 10, 0, tzinfo=PARIS).astimezone(UTC))
    works(telephone)
    return made.id


def works(telephone: Telephone) -> None:
    worker = Worker(telephone.settings, telephone.engine, telephone.clock)
    worker.remind()
    for _ in range(2):
        worker.deliver(Channel.SMS)
    read(telephone)


def read(telephone: Telephone) -> None:
    """Everybody has expected what came."""
    for text in telephone.network.text_messages:
        if text.sid not in READ:
            telephone.network.expects_text(text.to, text.body)
            READ.add(text.sid)


def answers(telephone: Telephone, body: str, number: str = CALLER, to: str = PRACTICE) -> str:
    """What that number is answered."""
    person = telephone.network.person(number)
    before = len(person.text_messages)
    person.texts(to, body)
    telephone.network.settle()
    found = person.text_messages[before:]
    read(telephone)
    return " ".join(one.body for one in found)


def appointment(telephone: Telephone, appointment_id: int) -> Appointment:
    with telephone.looking() as db:
        return db.get_one(Appointment, appointment_id)


def messages(telephone: Telephone) -> list[str]:
    with telephone.looking() as db:
        return list(db.scalars(select(Message.body).order_by(Message.id)))


def test_oui_is_noted_once_and_no_message_for_anybody(telephone: Telephone) -> None:
    found = reminded(telephone)
    for _ in range(2):
        told = answers(telephone, "Oui merci")
        assert told.endswith("merci, c'est noté. Nous vous attendons jeudi 03/12 à 12h00.")
    with telephone.looking() as db:
        assert assured_among(db, [found]) == {found}
        [change] = changes_to(db, found)
        assert (change.kind, change.by_text) == (ChangeKind.ASSURED, True)
        meanings = set(db.scalars(select(InboundText.meaning)))
        assert meanings == {TextMeaning.ANSWER}
    assert messages(telephone) == []


def test_non_cancels_and_the_client_is_told(telephone: Telephone) -> None:
    with telephone.looking() as db:
        db.scalars(select(Contact).where(Contact.key == "claire")).one().summary_by_sms = True
    found = reminded(telephone)
    for _ in range(2):
        assert answers(telephone, "NON").endswith("votre RDV du jeudi 03/12 à 12h00 est annulé.")
    assert appointment(telephone, found).status is AppointmentStatus.CANCELLED
    with telephone.looking() as db:
        [change] = changes_to(db, found)
        assert (change.kind, change.by_text) == (ChangeKind.CANCELLED, True)
        kinds = Notification.kind == NotificationKind.APPOINTMENT
        [told] = db.scalars(select(Notification.body).where(kinds))
    assert told.endswith("Par l'appelant, en répondant au SMS.")
    assert messages(telephone) == []
    works(telephone)


@pytest.mark.parametrize(
    "rules", [{"change_notice_hours": 72}, {"callers_may": (OwnAct.SEE, OwnAct.MOVE)}]
)
def test_non_too_late_changes_nothing_and_both_sides_know(
    telephone: Telephone, rules: dict[str, Any]
) -> None:
    found = reminded(telephone, **rules)
    assert "plus possible d'annuler par SMS" in answers(telephone, "non")
    assert appointment(telephone, found).status is AppointmentStatus.CONFIRMED
    [message] = messages(telephone)
    assert message.startswith("non\n(Réponse au rappel du rendez-vous du jeudi 03/12 à 12h00")


def test_a_stranger_or_another_line_changes_nothing(telephone: Telephone) -> None:
    found = reminded(telephone)
    assert "transmis" in answers(telephone, "NON", number=STRANGER)
    assert "transmis" in answers(telephone, "NON", to=PLUMBER)
    assert appointment(telephone, found).status is AppointmentStatus.CONFIRMED
    assert messages(telephone) == ["NON", "NON"]


def test_before_any_reminder_it_is_a_message_as_ever(telephone: Telephone) -> None:
    with telephone.looking() as db:
        whom = db.scalars(select(Practitioner)).first()
        kind = db.scalars(select(AppointmentType)).first()
        assert whom
        assert kind
        make_appointment(db, whom, kind, THURSDAY)
    assert "transmis" in answers(telephone, "non")
    assert messages(telephone) == ["non"]


def test_a_family_on_one_number_gets_its_links(telephone: Telephone) -> None:
    first = reminded(telephone)
    second = reminded(telephone, THURSDAY + timedelta(minutes=20))
    told = answers(telephone, "NON")
    assert "ce numéro a plusieurs RDV" in told
    assert len(ADDRESS.findall(told)) == 2
    for found in (first, second):
        assert appointment(telephone, found).status is AppointmentStatus.CONFIRMED
    page = Phone(telephone).opens(ADDRESS.findall(told)[1])
    assert "12:20" in page
    assert messages(telephone) == []


def test_a_family_without_links_is_a_message(telephone: Telephone) -> None:
    for minutes in (0, 20):
        reminded(telephone, THURSDAY + timedelta(minutes=minutes), caller_links=False)
    assert "transmis" in answers(telephone, "OUI")
    assert messages(telephone) == ["OUI"]
    with telephone.looking() as db:
        assert not any(db.scalars(select(Reminder.assured_at)))


def test_oui_to_the_second_of_two_when_the_first_has_its_oui(telephone: Telephone) -> None:
    first = reminded(telephone)
    answers(telephone, "oui")
    second = reminded(telephone, THURSDAY + timedelta(minutes=20))
    assert "12h20" in answers(telephone, "oui")
    with telephone.looking() as db:
        assert assured_among(db, [first, second]) == {first, second}


def test_oui_after_it_was_cancelled_is_for_a_person(telephone: Telephone) -> None:
    found = reminded(telephone)
    with telephone.looking() as db:
        cancel(db, db.get_one(Appointment, found), telephone.clock.now())
    assert "transmis" in answers(telephone, "oui")
    assert messages(telephone) == ["oui"]


def test_stop_is_still_stop_and_anything_else_a_message(telephone: Telephone) -> None:
    found = reminded(telephone)
    assert answers(telephone, "STOP") == ""
    assert answers(telephone, "oui mais je serai en retard de 10 min") == ""  # it would not arrive
    assert messages(telephone) == ["oui mais je serai en retard de 10 min"]
    with telephone.looking() as db:
        assert assured_among(db, [found]) == set()


def test_the_answer_is_in_the_callers_language(telephone: Telephone) -> None:
    with telephone.looking() as db:
        for client in db.scalars(select(Client)):
            client.language = "en"  # type: ignore[assignment]
    reminded(telephone)
    assert "We expect you on Thursday 3 Dec at 12:00" in answers(telephone, "ok")
