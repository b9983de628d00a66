"""Calls that go otherwise than the script thought: people correct, change their mind, hang up."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from telesec.agenda.appointment import Appointment
from telesec.agenda.booking import release_expired
from telesec.calls.call import Call, Disposition
from telesec.messages.message import Message, MessageStatus, Urgency
from telesec.notifications.notification import Notification, NotificationKind
from telesec.simulator.caller import PlacedCall
from tests.kept import all_booked, messages
from tests.makers import NOW
from tests.telephone import LAW_FIRM, PLUMBER, PRACTICE, Telephone

WISH = "un rendez-vous pour une consultation avec le docteur Martin mardi matin"


def disposition(telephone: Telephone) -> Disposition | None:
    with telephone.looking() as db:
        return db.scalars(select(Call)).one().disposition


def read_back(telephone: Telephone) -> PlacedCall:
    """A caller who has got as far as the read-back."""
    call = telephone.caller().dials(PRACTICE).says(WISH).says("le premier").says("Hélène Lefort")
    return call.says("3 mars 1980").hears("C’est bien cela ?")


# Nothing that was said is lost


@pytest.mark.parametrize("spoken", [[WISH], [WISH, "le premier"], [WISH, "le premier", "Léa Roy"]])
def test_a_booking_given_up_half_way_leaves_what_is_known(
    telephone: Telephone, spoken: list[str]
) -> None:
    call = telephone.caller().dials(PRACTICE)
    for words in spoken:
        call.says(words)
    call.hangs_up()
    [message] = messages(telephone)
    assert message.status == MessageStatus.PARTIAL
    assert WISH in message.body
    assert message.subject == "Rendez-vous demandé, non confirmé"
    assert message.callback_number == "+33612345678"
    assert message.caller_name == ("Léa Roy" if len(spoken) == 3 else None)
    assert disposition(telephone) == Disposition.MESSAGE
    assert all_booked(telephone) == []


def test_keys_that_led_to_an_appointment_are_told_to_the_client(telephone: Telephone) -> None:
    """The caller has a cold, or the television is loud: an appointment is wanted all the same."""
    call = telephone.caller().dials(PRACTICE).presses("1").hears("Pour quel motif")
    call.presses("1").hears("premières places").hangs_up()
    [message] = messages(telephone)
    assert message.status == MessageStatus.PARTIAL
    assert message.subject == "Rendez-vous demandé, non confirmé"
    assert message.body.strip() == "Demandé par les touches du téléphone : consultation"
    assert message.callback_number == "+33612345678"
    assert disposition(telephone) == Disposition.MESSAGE
    assert all_booked(telephone) == []


def test_keys_with_one_word_among_them_are_told_as_well(telephone: Telephone) -> None:
    call = telephone.caller().dials(PRACTICE).presses("1").says("consultation")
    call.presses("2").hangs_up()
    [message] = messages(telephone)
    assert "Demandé par les touches du téléphone : consultation" in message.body
    assert message.body.count("consultation") == 2


def test_english_keys_of_an_english_caller_reach_a_french_client(telephone: Telephone) -> None:
    telephone.caller().dials(PRACTICE).presses("9").presses("1").presses("1").hangs_up()
    assert "Demandé par les touches" in messages(telephone)[0].body


@pytest.mark.parametrize("keys", ["", "1", "*", "9"])
def test_one_key_and_a_withheld_number_leave_nothing(telephone: Telephone, keys: str) -> None:
    call = telephone.caller().dials(PRACTICE)
    if keys:
        call.presses(keys)
    call.hangs_up()
    telephone.caller("anonymous").dials(PRACTICE).presses("1").presses("1").hangs_up()
    assert messages(telephone) == []


def test_what_was_said_at_the_menu_is_told_even_if_they_hang_up_then(telephone: Telephone) -> None:
    words = "c'est pour annuler mon rendez-vous de demain à dix heures"
    telephone.caller().dials(PRACTICE).says(words).hangs_up()
    assert words in messages(telephone)[0].body


@pytest.mark.parametrize(
    "words",
    [
        "c'est pour annuler mon rendez-vous de demain à dix heures",
        "je ne pourrai pas venir à mon rendez-vous demain",
        "je suis en retard pour mon rendez-vous",
        "je voudrais décaler mon rendez-vous de mardi",
    ],
)
def test_an_appointment_one_has_is_not_one_to_be_made(telephone: Telephone, words: str) -> None:
    call = telephone.caller().dials(PRACTICE).says(words).does_not_hear("motif")
    late = "retard" in words
    call.hears("votre nom" if late else "À quel nom est le rendez-vous").says("Paul Petit")
    for _ in range(0 if late else 2):  # there is none in that name
        call.says("3 mars 1980").hears("Je ne trouve pas").says("Paul Petit")
    call.says("oui").hangs_up()
    [message] = messages(telephone)
    assert (message.status, words in message.body) == (MessageStatus.COMPLETE, True)


@pytest.mark.parametrize(
    "words",
    [
        "je voudrais un rendez-vous pour changer un chauffe-eau",
        "il me faudrait une intervention pour déplacer un radiateur",
    ],
)
def test_what_is_to_be_changed_need_not_be_an_appointment(telephone: Telephone, words: str) -> None:
    call = telephone.caller().dials(PLUMBER).says(words).hears("À quelle adresse")
    call.hangs_up()


def test_who_says_nothing_leaves_nothing(telephone: Telephone) -> None:
    telephone.caller().dials(PRACTICE).hangs_up()
    telephone.caller().dials(PRACTICE).says("allô oui bonjour").hangs_up()
    telephone.caller().dials(PRACTICE).presses("1").hangs_up()
    assert messages(telephone) == []


def test_more_than_a_yes_is_part_of_the_message(telephone: Telephone) -> None:
    call = (
        telephone.caller().dials(PRACTICE).says("laisser un message").says("c'est pour mon genou")
    )
    call.says("Paul Petit").hears("vous rappeler au")
    call.says("oui mais pas avant dix-huit heures je travaille").hangs_up()
    assert "pas avant dix-huit heures" in messages(telephone)[0].body


def test_a_hang_up_at_the_tone_is_no_recorded_message(telephone: Telephone) -> None:
    call = telephone.caller().dials(PRACTICE).stays_silent().stays_silent().stays_silent()
    call.speaks_message("", seconds=1).has_ended()
    assert messages(telephone) == []


# Corrections


@pytest.mark.parametrize("words", ["oui mais plutôt à neuf heures", "non plutôt à neuf heures"])
def test_a_yes_with_a_but_books_what_is_wanted(telephone: Telephone, words: str) -> None:
    call = read_back(telephone).says(words).hears("9 heures")
    assert all_booked(telephone) == []
    call.hangs_up()


def test_a_yes_with_a_but_about_the_name_asks_for_it(telephone: Telephone) -> None:
    call = read_back(telephone).says("oui sauf le nom").hears("À quel nom")
    call.says("Hélène Leforestier").hears("au nom d’Hélène Leforestier").says("oui")
    call.says("non merci").has_ended()
    assert [one.caller_name for one in all_booked(telephone)] == ["Hélène Leforestier"]


def test_a_yes_with_another_name_takes_it_at_once(telephone: Telephone) -> None:
    call = read_back(telephone).says("oui mais c'est Leforestier").hears("Leforestier, c’est noté")
    call.says("oui").says("non merci").has_ended()
    assert [one.caller_name for one in all_booked(telephone)] == ["Hélène Leforestier"]


@pytest.mark.parametrize(
    "words",
    ["huit heures c'est trop tôt", "le premier ça ira pas", "le premier ne me convient pas"],
)
def test_an_offer_that_is_refused_is_not_taken(telephone: Telephone, words: str) -> None:
    call = telephone.caller().dials(PRACTICE).says(WISH).says(words)
    call.does_not_hear("À quel nom").hangs_up()
    assert all_booked(telephone) == []


def test_the_two_is_the_second_offer_not_the_second_of_the_month(telephone: Telephone) -> None:
    call = telephone.caller().dials(PRACTICE).says(WISH).says("le deux").hears("À quel nom")
    call.hangs_up()


def test_a_yes_to_several_offers_asks_which(telephone: Telephone) -> None:
    call = telephone.caller().dials(PRACTICE).says(WISH)
    call.says("oui très bien").hears("Premier choix")
    call.says("le premier").hears("À quel nom").hangs_up()


# Ways out


def test_a_booking_can_be_left_for_a_message(telephone: Telephone) -> None:
    call = read_back(telephone).says("finalement je voudrais laisser un message")
    call.hears("je ne réserve pas").says("c'est pour une ordonnance").says("oui").hangs_up()
    assert all_booked(telephone) == []
    assert "ordonnance" in messages(telephone)[0].body


@pytest.mark.parametrize("words", ["laissez tomber", "annulez tout", "je ne veux plus"])
def test_a_booking_can_be_given_up(telephone: Telephone, words: str) -> None:
    call = read_back(telephone).says(words).hears("je ne réserve pas")
    call.hangs_up()
    with telephone.looking() as db:
        assert db.scalars(select(Appointment)).all() == []


def test_a_wrong_number_ends_politely_and_leaves_no_word(telephone: Telephone) -> None:
    telephone.caller().dials(PRACTICE).says("pardon je me suis trompé de numéro").has_ended()
    assert disposition(telephone) == Disposition.WRONG_NUMBER
    assert messages(telephone) == []


@pytest.mark.parametrize("words", ["non merci", "au revoir", "rien merci bonne journée"])
def test_goodbye_is_goodbye(telephone: Telephone, words: str) -> None:
    telephone.caller().dials(PRACTICE).says(words).has_ended()
    assert messages(telephone) == []


# Who and when


def test_whom_one_named_first_is_not_asked_again(telephone: Telephone) -> None:
    call = telephone.caller().dials(PRACTICE)
    call.says("je voudrais un rendez-vous avec le docteur Martin mardi matin").hears("motif")
    call.says("une consultation").does_not_hear("Avec qui").hears("mardi").hangs_up()


def test_the_nearest_is_near_to_what_was_wished(telephone: Telephone) -> None:
    call = telephone.caller().dials(PRACTICE)
    call.says("une consultation avec le docteur Martin le samedi 12 décembre après-midi")
    call.hears("Voici le plus proche").hears("décembre").does_not_hear("novembre").hangs_up()
    with telephone.looking() as db:
        starts = db.scalars(select(Appointment.starts_at)).all()
    assert all(NOW + timedelta(days=10) < start for start in starts)


def test_anothers_appointment_is_never_read_back(telephone: Telephone) -> None:
    first = telephone.caller("+33612345678").dials(PRACTICE).says(WISH).says("le premier")
    telephone.clock.advance(300)
    with telephone.looking() as db:
        release_expired(db, telephone.clock.now())
    other = telephone.caller("+33687654321").dials(PRACTICE)
    other.says("une consultation avec le docteur Lefèvre jeudi après-midi").hears("jeudi")
    first.says("Hélène Lefort").says("3 mars 1980").does_not_hear("Lefèvre")
    first.hears("vient d’être pris")
    first.hangs_up()
    other.hangs_up()


# Persons and danger


@pytest.mark.parametrize(
    "words",
    [
        "bonjour excusez-moi de vous déranger est-ce que je pourrais parler à une vraie personne",
        "est-ce que je pourrais parler à la secrétaire s'il vous plaît madame",
        "mettez-moi en relation avec la secrétaire",
        "il y a quelqu'un",
    ],
)
def test_a_person_is_asked_for_as_politely_as_one_likes(telephone: Telephone, words: str) -> None:
    call = telephone.caller().dials(PRACTICE).says("laisser un message").says(words)
    call.hears("Personne n’est disponible", "continuons", "quel message").hangs_up()


def test_asking_for_a_person_does_not_lose_a_booking(telephone: Telephone) -> None:
    call = read_back(telephone).says("je voudrais parler à quelqu'un")
    call.hears("continuons ensemble", "C’est bien cela ?").says("oui").says("non merci").has_ended()
    assert len(all_booked(telephone)) == 1


def test_a_danger_that_grows_is_told_again(telephone: Telephone) -> None:
    call = telephone.caller().dials(PLUMBER).says("j'ai une fuite d'eau dans la cuisine")
    call.says("et maintenant ça sent le gaz").hears("composez le 18 ou le 112").hangs_up()
    with telephone.looking() as db:
        urgent = Notification.kind == NotificationKind.URGENT
        bodies = db.scalars(select(Notification.body).where(urgent)).all()
        assert db.scalars(select(Message)).one().urgency == Urgency.URGENT
    assert any("gaz" in body for body in bodies)
    assert any("gaz" not in body for body in bodies)


def test_a_fault_mended_long_ago_rings_nobody(telephone: Telephone) -> None:
    call = telephone.caller().dials(PLUMBER)
    call.says("c'est au sujet de la fuite que vous avez réparée je voudrais la facture")
    call.does_not_hear("Ne quittez pas").hangs_up()
    assert messages(telephone)[0].urgency == Urgency.ROUTINE


def test_a_lawyers_client_in_custody_is_not_told_to_dial_fifteen(telephone: Telephone) -> None:
    call = telephone.caller().dials(LAW_FIRM).says("mon fils est en garde à vue")
    call.does_not_hear("le 15").hangs_up()


def test_who_gives_up_is_not_told_what_to_bring(telephone: Telephone) -> None:
    call = read_back(telephone).says("laissez tomber").hears("je ne réserve pas", "autre chose")
    call.does_not_hear("Pensez à apporter").says("non").has_ended()
    assert disposition(telephone) == Disposition.INFORMATION


@pytest.mark.parametrize("answers", [[], ["le premier"], ["le premier", "Léa Roy"]])
def test_to_cancel_another_one_gives_up_none(telephone: Telephone, answers: list[str]) -> None:
    """Whom they have told it to will see to it; or they are led there at once."""
    said = "annulez mon rendez-vous de lundi"
    call = telephone.caller().dials(PRACTICE).says(WISH)
    for words in answers:
        call.says(words)
    call.says(said).does_not_hear("je ne réserve pas")
    if not answers:
        call.hears("À quel nom est le rendez-vous")
    else:
        call.hears("Je transmets aussi cette demande")
        for words in ["Léa Roy", "3 mars 1980"][len(answers) - 1 :]:
            call.says(words)
        call.says("oui").hears("confirmé").says("non").has_ended()
        assert said in (all_booked(telephone)[0].notes or "")
    if not call.ended:
        call.hangs_up()
        assert said in messages(telephone)[0].body
