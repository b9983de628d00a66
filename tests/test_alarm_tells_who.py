"""Whoever is alerted reads who calls and where, as far as the caller has told it already."""

import pytest
from sqlalchemy import select

from telesec.messages.message import MessageStatus, Urgency
from telesec.notifications.notification import Notification, NotificationKind
from tests.beforehand import has_booked
from tests.kept import message
from tests.telephone import PRACTICE, Telephone


def alert(telephone: Telephone) -> str:
    with telephone.looking() as db:
        query = select(Notification.body).where(Notification.kind == NotificationKind.URGENT)
        [body] = set(db.scalars(query))
        return body


@pytest.mark.parametrize(
    "said",
    [
        (
            "je m'appelle Martine Lefort je voudrais un rendez-vous",
            "attendez j'ai une douleur dans la poitrine",
        ),
        ("bonjour c'est Martine Lefort j'ai une forte douleur dans la poitrine",),
        (
            "une consultation avec le docteur Martin jeudi matin",
            "le premier",
            "Martine Lefort",
            "j'ai une douleur dans la poitrine",
        ),
    ],
)
def test_the_alert_has_the_name_that_was_told(telephone: Telephone, said: tuple[str]) -> None:
    call = telephone.caller().dials(PRACTICE)
    for words in said:
        call.says(words)
    call.hears("15").hangs_up()
    assert "Martine Lefort" in alert(telephone)
    left = message(telephone)
    assert left.urgency is Urgency.URGENT
    assert left.caller_name == "Martine Lefort"


def test_so_has_an_english_callers(telephone: Telephone) -> None:
    call = telephone.caller().dials(PRACTICE).presses("9")
    call.says("hello this is Martha Lowe I'd like an appointment")
    call.says("wait I've got a crushing pain in my chest").hangs_up()
    assert "Martha Lowe" in alert(telephone)


def test_without_a_name_it_goes_out_all_the_same(telephone: Telephone) -> None:
    telephone.caller().dials(PRACTICE).says("j'ai une douleur dans la poitrine").hangs_up()
    assert "poitrine" in alert(telephone)
    assert message(telephone).caller_name is None


def test_a_message_half_way_has_the_name_of_the_appointment_before(telephone: Telephone) -> None:
    call = has_booked(telephone)
    call.says("oui il me faut une ordonnance de Kardegic").hangs_up()
    left = message(telephone)
    assert left.status is MessageStatus.PARTIAL
    assert left.caller_name == "Marie Dupont"
