"""A second appointment in the same call: "et aussi pour sa sœur"."""

import pytest
from sqlalchemy import select

from telesec.agenda.practitioner import AppointmentType
from telesec.assistant.booking.one_more_words import one_more, second_of
from telesec.messages.message import Message
from telesec.simulator.caller import PlacedCall
from telesec.values.language import Language
from tests.beforehand import answered_by
from tests.kept import all_booked
from tests.telephone import PRACTICE, Telephone

WISH = "une consultation avec le docteur Martin jeudi matin pour mon fils"
NOW_OR_LATER = "le prenons-nous maintenant, ou préférez-vous laisser un message ?"


def read_back(telephone: Telephone, wish: str = WISH) -> PlacedCall:
    """A call as far as the question whether what is noted of Tom is right."""
    call = telephone.caller().dials(PRACTICE).says(wish).says("le premier").says("Tom Roux")
    return call.says("5 mai 2015").hears("Tom Roux", "C’est bien cela ?")


@pytest.mark.parametrize(
    "said",
    [
        "oui et aussi pour sa sœur",
        "oui et il m'en faut un pour sa soeur aussi",
        "oui j'en voudrais un autre pour mon autre fils",
        "oui et un pour ma fille",
    ],
)
def test_the_second_is_offered_once_the_first_is_settled(telephone: Telephone, said: str) -> None:
    call = read_back(telephone).says(said).hears("je vous proposerai l’autre", "est confirmé")
    call.hears(NOW_OR_LATER).says("oui").hears("jeudi 3 décembre à 8 heures 20")
    call.does_not_hear("Pour quel motif", "Avec qui", "Quel jour").says("le premier")
    call.hears("comment s’appelle la personne").says("Emma Roux").says("6 juin 2017")
    call.hears("au nom d’Emma Roux, naissance le 6 juin 2017").does_not_hear("numéro").says("oui")
    call.hears("est confirmé", "Pensez à apporter", "autre chose").says("non").has_ended()
    assert [one.caller_name for one in all_booked(telephone)] == ["Tom Roux", "Emma Roux"]
    assert f"Demande : {said}" in (all_booked(telephone)[0].notes or "")


def test_what_is_known_of_the_second_is_not_asked(telephone: Telephone) -> None:
    said = "une consultation avec le docteur Martin jeudi matin pour mon fils Tom et sa sœur Léa"
    call = telephone.caller().dials(PRACTICE).says(said).hears("pour plusieurs personnes")
    call.says("le premier").hears("nom de famille de Tom").says("Roux").says("5 mai 2015")
    call.says("oui").hears(NOW_OR_LATER).says("oui maintenant").says("le premier")
    call.hears("nom de famille de Léa").says("le même").says("6 juin 2017").says("oui").says("non")
    assert [one.caller_name for one in all_booked(telephone)] == ["Tom Roux", "Léa Roux"]


def test_it_may_be_for_another_day_and_something_else(telephone: Telephone) -> None:
    call = read_back(telephone).says("oui et aussi un vaccin pour sa sœur Emma")
    call.says("oui plutôt vendredi matin").hears("vendredi 4 décembre").says("le premier")
    call.hears("nom de famille d’Emma").says("Roux").says("6 juin 2017")
    call.hears("vaccination avec le docteur Martin, vendredi 4 décembre").says("oui").hangs_up()
    with telephone.looking() as db:
        kinds = {one.id: one.key for one in db.scalars(select(AppointmentType))}
    wanted = [kinds[one.appointment_type_id] for one in all_booked(telephone)]
    assert wanted == ["consultation", "vaccination"]


@pytest.mark.parametrize(
    "said",
    [
        "oui il m'en faut un aussi pour sa sœur Emma",
        "et aussi pour sa sœur Emma",
        "oui un rendez-vous pour ma fille Emma",
    ],
)
def test_who_asks_for_it_at_the_end_need_not_be_asked(telephone: Telephone, said: str) -> None:
    call = read_back(telephone).says("oui").hears("autre chose pour vous").says(said)
    call.hears("jeudi 3 décembre à 8 heures 20").does_not_hear("Pour quel motif", NOW_OR_LATER)
    call.says("le premier").hears("nom de famille d’Emma").says("le même").says("6 juin 2017")
    call.says("oui").hears("est confirmé").hangs_up()
    assert [one.caller_name for one in all_booked(telephone)] == ["Tom Roux", "Emma Roux"]


def test_the_scripts_own_questions_are_asked_for_each(telephone: Telephone) -> None:
    answered_by(telephone, "physiotherapy")
    call = telephone.caller().dials(PRACTICE).says("un rendez-vous avec le docteur Martin")
    call.says("oui").says("une consultation").says("le premier")
    call.says("Paul Roux 3 mars 1960").says("oui et aussi pour ma femme").hears(NOW_OR_LATER)
    call.says("oui").hears("Avez-vous une ordonnance").says("non pas encore")
    call.hears("Je peux vous proposer").does_not_hear("Pour quel motif").says("le premier")
    call.says("Anne Roux").says("5 mai 1962").says("oui").hears("est confirmé").hangs_up()
    notes = [one.notes or "" for one in all_booked(telephone)]
    assert "Ordonnance : oui" in notes[0]
    assert "Ordonnance : non" in notes[1]


def test_a_second_animal_comes_in_the_same_name(telephone: Telephone) -> None:
    answered_by(telephone, "veterinary")
    call = telephone.caller().dials(PRACTICE).says("je voudrais un rendez-vous")
    call.says("mon chat Félix").says("une consultation").says("le premier").says("Sylvie Garnier")
    call.says("il boite").says("oui il m'en faut un aussi pour mon chien")
    call.hears("Quel animal est-ce").says("Rex un labrador").says("le premier")
    call.hears("quel est le motif").says("son vermifuge").hears("au nom de Sylvie Garnier")
    call.says("oui").hears("est confirmé").hangs_up()
    first, second = all_booked(telephone)
    assert (first.caller_name, second.caller_name) == ("Sylvie Garnier", "Sylvie Garnier")
    assert "Rex un labrador" in (second.notes or "")


def test_it_may_be_left_as_a_message(telephone: Telephone) -> None:
    call = read_back(telephone).says("oui et aussi pour sa sœur").hears(NOW_OR_LATER)
    call.says("non laissez plutôt un message").hears("votre nom").says("Marie Roux")
    call.hears("C’est noté, Marie Roux").says("non").has_ended()
    assert len(all_booked(telephone)) == 1
    with telephone.looking() as db:
        left = db.scalars(select(Message)).one()
    assert (left.caller_name, left.body) == (
        "Marie Roux",
        "Autre rendez-vous souhaité : et aussi pour sa sœur",
    )


@pytest.mark.parametrize("keys", ["2", ""])
def test_who_would_not_is_asked_no_more(telephone: Telephone, keys: str) -> None:
    call = read_back(telephone).says("oui et aussi pour sa sœur").hears(NOW_OR_LATER)
    call = call.presses(keys) if keys else call.says("non finalement non")
    call.hears("Pensez à apporter", "autre chose").says("non").has_ended()
    assert len(all_booked(telephone)) == 1


def test_silence_costs_nobody_the_first(telephone: Telephone) -> None:
    call = read_back(telephone).says("oui et aussi pour sa sœur").hears(NOW_OR_LATER)
    call.stays_silent().stays_silent().hears("Tapez 1 pour oui").stays_silent()
    call.hears("autre chose").hangs_up()
    assert len(all_booked(telephone)) == 1


def test_somebody_else_instead_is_no_second(telephone: Telephone) -> None:
    call = read_back(telephone).says("non c'est pour sa sœur")
    call.does_not_hear("l’autre rendez-vous").hangs_up()
    assert not all_booked(telephone)


def test_something_else_for_her_is_no_appointment(telephone: Telephone) -> None:
    call = read_back(telephone).says("oui").says("oui une ordonnance aussi pour sa sœur")
    call.does_not_hear("Je peux vous proposer").hangs_up()
    assert len(all_booked(telephone)) == 1


@pytest.mark.parametrize(
    "said",
    [
        "yes and I need one for my other son as well",
        "yes and one for his brother",
        "yes can I have another for my son Ben",
    ],
)
def test_an_english_caller_books_both(telephone: Telephone, said: str) -> None:
    call = telephone.caller().dials(PRACTICE).presses("9")
    call.says("a consultation with doctor Martin on thursday morning for my son Tom")
    call.says("the first one").says("Jones").says("5 May 2015").hears("Is that right?").says(said)
    call.hears("confirmed", "shall we book it now").says("yes please").hears("8 20 a.m.")
    call.says("the first one")
    call.says("Jones" if "surname" in call.said else "Ben Jones").says("6 June 2017").says("yes")
    call.hears("confirmed").hangs_up()
    assert [one.caller_name for one in all_booked(telephone)] == ["Tom Jones", "Ben Jones"]


@pytest.mark.parametrize(
    ("said", "language", "found"),
    [
        ("le premier et un pour ma fille", Language.FR, ("le premier", "et un pour ma fille")),
        ("et aussi pour sa soeur", Language.FR, ("", "et aussi pour sa soeur")),
        (
            "yes and my husband needs one too",
            Language.EN,
            ("yes", "and my husband needs one too"),
        ),
        (
            "oui mon mari en voudrait un aussi",
            Language.FR,
            ("oui", "mon mari en voudrait un aussi"),
        ),
        ("oui et ma femme aussi", Language.FR, ("oui", "et ma femme aussi")),
        (
            "oui vous pourriez en prendre un pour mon mari",
            Language.FR,
            ("oui", "vous pourriez en prendre un pour mon mari"),
        ),
        (
            "oui j'ai aussi mon autre fils à faire vacciner",
            Language.FR,
            ("oui", "j'ai aussi mon autre fils à faire vacciner"),
        ),
        ("yes and can you do my son too", Language.EN, ("yes", "and can you do my son too")),
        ("yes what about my daughter", Language.EN, ("yes", "what about my daughter")),
        ("oui ma femme viendra avec moi aussi", Language.FR, None),
        ("yes my daughter's ill too", Language.EN, None),
        ("oui c'est un rendez-vous pour ma fille", Language.FR, None),
        ("the first and one for his sister", Language.EN, ("the first", "and one for his sister")),
        ("le premier pour ma fille", Language.FR, None),
        ("non c'est pour ma fille aussi", Language.FR, None),
        ("oui ma fille vient aussi", Language.FR, None),
        ("it's for my son", Language.EN, None),
        ("neuf heures ça va pour elle aussi", Language.FR, None),
        ("the first and another for him", Language.EN, ("the first", "and another for him")),
        ("c'est aussi pour mon dos", Language.FR, None),
    ],
)
def test_one_more_is_told_beside_the_answer(
    said: str, language: Language, found: tuple[str, str] | None
) -> None:
    assert one_more(said, language) == found


@pytest.mark.parametrize(
    ("said", "second"),
    [
        ("pour mon fils Tom et sa sœur Léa", "pour ma sœur Léa"),
        ("pour moi et mon fils", "pour mon fils"),
        ("pour nous deux", "pour quelqu'un d'autre"),
        ("for my son and my daughter Emma", "pour my daughter Emma"),
    ],
)
def test_who_is_the_second_of_several(said: str, second: str) -> None:
    assert second_of(said) == second


@pytest.mark.parametrize(
    "said",
    [
        "et mon fils Tom aussi tant qu'à faire",
        "et mon fils Tom aussi tant que j'y suis",
        "et mon fils Tom aussi jeudi matin si possible",
        "mon fils Tom voudrait venir aussi",
    ],
)
def test_whoever_is_named_after_a_booking_is_who_comes(telephone: Telephone, said: str) -> None:
    wish = "c'est Marie Roux née le 3 mars 1980 une consultation avec le docteur Martin jeudi matin"
    call = telephone.caller().dials(PRACTICE).says(wish).says("le premier").says("oui")
    call.hears("est confirmé").says(said).hears("Je peux vous proposer", "3 décembre")
    call.says("le premier").hears("nom de famille de Tom").says("le même").says("5 mai 2015")
    call.hears("au nom de Tom Roux").says("oui").hears("est confirmé").says("non").has_ended()
    assert {one.caller_name for one in all_booked(telephone)} == {"Marie Roux", "Tom Roux"}


@pytest.mark.parametrize("said", ["and my son Tom too while I'm at it", "and my son Tom as well"])
def test_and_in_english_too(telephone: Telephone, said: str) -> None:
    call = telephone.caller().dials(PRACTICE).presses("9")
    call.says("it's Martha Lowe born on the 3rd of March 1980 a consultation with Martin Thursday")
    call.says("the first one").says("yes").hears("anything else").says(said).hears("I can offer")
    call.says("the first one").hears("Tom").says("the same").says("5 May 2015")
    call.hears("Tom Lowe").says("yes").hears("confirmed").says("no").has_ended()
    assert {one.caller_name for one in all_booked(telephone)} == {"Martha Lowe", "Tom Lowe"}


@pytest.mark.parametrize(
    "said",
    ["ma femme est malade aussi", "et mon mari aussi est allergique", "ma fille viendra avec moi"],
)
def test_who_is_only_spoken_of_wants_none(said: str) -> None:
    assert one_more(said, Language.FR) is None


@pytest.mark.parametrize(
    ("said", "wish"),
    [
        ("oui et un pour moi aussi", "et un pour moi aussi"),
        ("oui et j'en voudrais un autre pour moi", "et j'en voudrais un autre pour moi"),
        ("yes and one for me as well", "and one for me as well"),
    ],
)
def test_whoever_asks_for_themselves_too_is_one_more(said: str, wish: str) -> None:
    yes = said.split(maxsplit=1)[0]
    assert one_more(said, Language.FR) == (yes, wish)


def test_who_came_for_somebody_else_gets_one_of_their_own(telephone: Telephone) -> None:
    call = read_back(telephone).says("oui et un pour moi aussi").hears("je vous proposerai l’autre")
    call.hears("est confirmé", NOW_OR_LATER).says("oui").says("le premier").hears("À quel nom")
    call.says("Anne Roux").says("3 mars 1980").hears("au nom d’Anne Roux").says("oui").says("non")
    assert [one.caller_name for one in all_booked(telephone)] == ["Tom Roux", "Anne Roux"]
