"""What is said after something was done is not lost, whether or not it leads anywhere."""

import pytest
from sqlalchemy import select

from telesec.agenda.appointment import Appointment, AppointmentStatus
from telesec.calls.call import Call
from telesec.clients.client import Contact
from telesec.messages.message import MessageStatus, Urgency
from telesec.notifications.notification import Notification
from telesec.simulator.caller import PlacedCall
from tests.beforehand import has_booked
from tests.kept import messages
from tests.telephone import PRACTICE, Telephone
from tests.webhooks import post, ringing
from tests.webhooks import said as said_then


def booked_and_told(telephone: Telephone) -> PlacedCall:
    """Just booked, and Claire is told of calls by SMS."""
    with telephone.looking() as db:
        db.scalars(select(Contact).where(Contact.key == "claire")).one().summary_by_sms = True
    return has_booked(telephone)


def has_left_a_message(telephone: Telephone) -> PlacedCall:
    call = telephone.caller().dials(PRACTICE).says("laisser un message").says("je vais mieux")
    return call.says("Paul Roux").says("oui").hears("autre chose")


def summaries(telephone: Telephone) -> list[str]:
    with telephone.looking() as db:
        return list(db.scalars(select(Notification.body)))


def confirmed(telephone: Telephone) -> int:
    with telephone.looking() as db:
        query = select(Appointment).where(Appointment.status == AppointmentStatus.CONFIRMED)
        return len(list(db.scalars(query)))


def test_a_second_appointment_half_way_is_told(telephone: Telephone) -> None:
    said = "je voudrais aussi une consultation avec le docteur Martin pour mon mari vendredi"
    booked_and_told(telephone).says(said).hears("Je peux vous proposer").hangs_up()
    [left] = messages(telephone)
    assert left.status is MessageStatus.PARTIAL
    assert left.body == said
    assert left.subject == "Rendez-vous demandé, non confirmé"
    assert left.caller_name == "Marie Dupont"
    [told] = summaries(telephone)
    assert said in told
    assert "03/12" in told
    assert confirmed(telephone) == 1


def test_so_is_one_after_a_message(telephone: Telephone) -> None:
    said = "je voudrais une consultation avec le docteur Martin vendredi"
    has_left_a_message(telephone).says(said).hears("Je peux vous proposer").hangs_up()
    [left] = messages(telephone)
    assert left.status is MessageStatus.COMPLETE
    assert left.body.splitlines() == ["je vais mieux", f"Dit ensuite : {said}"]
    assert left.subject == "Rendez-vous demandé, non confirmé"


@pytest.mark.parametrize("left_before", [True, False])
def test_what_comes_after_the_end_adds_nothing_twice(
    telephone: Telephone, left_before: bool
) -> None:
    call = has_left_a_message(telephone) if left_before else booked_and_told(telephone)
    call.says("je voudrais une consultation avec le docteur Martin vendredi")
    call.says("attendez").hangs_up()
    [left] = messages(telephone)
    assert left.body.count("attendez") == 1
    for number in (0, 99):  # late turns of the same call: each settles it again
        late = post(telephone, f"/voice/turn/{number}", ringing(CallSid=call.sid))
        assert late.status_code == 200
    assert messages(telephone)[0].body == left.body


def test_so_is_one_after_the_opening_hours(telephone: Telephone) -> None:
    telephone.script("cabinet-martin").write_text(
        "preset: medical\n"
        "greeting: {fr: 'Bonjour.', en: 'Hello.'}\n"
        "steps:\n"
        "  directions: {say: {fr: 'Rue de la Paix.', en: 'Rue de la Paix.'}, go: more}\n",
        encoding="utf-8",
    )
    call = telephone.caller().dials(PRACTICE).says("quelle est l'adresse").hears("Rue de la Paix")
    call.says("je voudrais une consultation vendredi").hears("Avec qui").hangs_up()
    [left] = messages(telephone)
    assert left.body == "je voudrais une consultation vendredi"


@pytest.mark.parametrize("bye", ["non merci", ""])
def test_what_no_menu_knows_is_noted_and_told(telephone: Telephone, bye: str) -> None:
    call = booked_and_told(telephone).says("au fait je suis allergique au latex")
    call.hears("C’est noté.", "autre chose").does_not_hear("Excusez-moi")
    if bye:
        call.says(bye).has_ended()
    else:
        call.hangs_up()
    [left] = messages(telephone)
    assert left.body.strip() == "Demande : au fait je suis allergique au latex"
    assert left.caller_name == "Marie Dupont"
    [told] = summaries(telephone)
    assert told.count("latex") == 1


def test_it_goes_along_with_the_message_that_follows(telephone: Telephone) -> None:
    call = (
        booked_and_told(telephone)
        .says("au fait je suis allergique au latex")
        .says("une ordonnance")
    )
    call.says("du kardegic").hears("autre chose").says("non").has_ended()
    [left] = messages(telephone)
    assert left.status is MessageStatus.COMPLETE
    assert left.body.count("latex") == 1
    assert "du kardegic" in left.body


def test_what_nobody_understood_at_first_goes_along_with_the_appointment(
    telephone: Telephone,
) -> None:
    call = telephone.caller().dials(PRACTICE).says("ben mon genou gauche gonfle bizarrement")
    call.says("une consultation avec le docteur Martin jeudi matin").says("le premier")
    call.says("Marie Dupont").says("3 mars 1980").says("oui").says("non").has_ended()
    with telephone.looking() as db:
        assert "genou gauche" in (db.scalars(select(Appointment)).one().notes or "")
    assert messages(telephone) == []


@pytest.mark.parametrize(
    "said",
    [
        ("non merci",),
        ("oui", "non merci bonne journée"),
        ("vous pouvez répéter ?", "non c'est tout"),
        ("euh non ben alors voilà",),
        ("et vous êtes ouvert le samedi ?", "d'accord merci bien"),
        (),
    ],
)
def test_who_wants_nothing_more_leaves_nothing(telephone: Telephone, said: tuple[str]) -> None:
    call = booked_and_told(telephone)
    for words in said:
        call.says(words)
    if not call.ended:
        call.hangs_up()
    assert messages(telephone) == []
    assert len(summaries(telephone)) == 1


@pytest.mark.parametrize("said", ["non gardez-le", "non laissez-le"])
def test_who_keeps_it_after_all_is_heard_before_the_end(telephone: Telephone, said: str) -> None:
    call = has_left_a_message(telephone).says("vous savez quoi").says(said)
    call.does_not_hear("au revoir").says("non merci").has_ended()
    assert said.partition(" ")[2] in messages(telephone)[0].body


def test_what_may_be_more_than_the_end_is_kept_after_it(telephone: Telephone) -> None:
    """Not understood before: the call ends, and whoever reads it may know what was meant."""
    call = has_left_a_message(telephone).says("trouloulou").says("non saperlipopette")
    call.has_ended()
    assert "non saperlipopette" in messages(telephone)[0].body


def test_the_list_asked_about_after_a_booking_is_no_appointment_half_way(
    telephone: Telephone,
) -> None:
    said = "enlevez-moi de la liste d'attente"
    booked_and_told(telephone).says(said).hears("épelez le nom").hangs_up()
    [left] = messages(telephone)
    assert (left.body, left.subject) == (said, "")


def test_what_led_to_a_second_appointment_is_not_told_again(telephone: Telephone) -> None:
    call = booked_and_told(telephone).says(
        "je voudrais aussi une consultation avec le docteur Martin pour mon mari vendredi"
    )
    call.says("le premier").says("Jean Dupont").says("4 avril 1978").says("oui").hears("confirmé")
    call.hangs_up()
    assert confirmed(telephone) == 2
    assert messages(telephone) == []


def test_what_was_not_understood_is_read_with_the_appointment(telephone: Telephone) -> None:
    call = telephone.caller().dials(PRACTICE).says("une consultation avec le docteur Martin jeudi")
    call.says("le portillon grince sous la glycine").hears("pas bien compris").says("le premier")
    call.says("Marie Dupont").says("3 mars 1980").says("oui").hears("confirmé").says("non")
    with telephone.looking() as db:
        notes = db.scalars(select(Appointment)).one().notes or ""
    assert notes == "Dit aussi : le portillon grince sous la glycine"
    assert messages(telephone) == []


def test_an_appointment_broken_off_by_a_danger_stands_in_the_alert(telephone: Telephone) -> None:
    said = "une consultation avec le docteur Martin jeudi matin"
    call = telephone.caller().dials(PRACTICE).says(said).says("le premier").says("Marie Dupont")
    call.says("et là j'ai très mal dans la poitrine").hears("composez le 15").hangs_up()
    [left] = messages(telephone)
    assert left.urgency is Urgency.URGENT
    assert left.body.splitlines() == [
        "et là j'ai très mal dans la poitrine",
        f"Dit aussi : {said} / le premier / Marie Dupont",
    ]
    assert left.subject == "Rendez-vous demandé, non confirmé"


@pytest.mark.parametrize("said", ["non merci", "au revoir", "oui"])
def test_a_farewell_that_comes_after_the_end_is_no_message(telephone: Telephone, said: str) -> None:
    call = booked_and_told(telephone)
    call.hangs_up()
    last = turns(telephone, call)
    late = post(telephone, f"/voice/turn/{last}", said_then(said, CallSid=call.sid))
    assert late.status_code == 200
    assert turns(telephone, call) == last + 1
    assert messages(telephone) == []
    assert len(summaries(telephone)) == 1


def turns(telephone: Telephone, call: PlacedCall) -> int:
    with telephone.looking() as db:
        return db.scalars(select(Call.turn_number).where(Call.call_sid == call.sid)).one()
