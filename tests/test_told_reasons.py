"""Why somebody would come is read with the appointment, also where the script does not ask it."""

import pytest
from sqlalchemy import select

from telesec.agenda.appointment import Appointment, AppointmentStatus
from telesec.assistant.booking.told_reason import told_reason
from telesec.assistant.booking.words import reason_beside_yes, tells_a_reason
from telesec.simulator.caller import PlacedCall
from telesec.values.language import Language
from tests.telephone import PRACTICE, Telephone

FR, EN = Language.FR, Language.EN


def notes(telephone: Telephone) -> str:
    with telephone.looking() as db:
        query = select(Appointment).where(Appointment.status == AppointmentStatus.CONFIRMED)
        return db.scalars(query).one().notes or ""


@pytest.mark.parametrize(
    "said",
    [
        "j'ai mal au dos je voudrais une consultation avec le docteur Martin jeudi matin",
        "une consultation avec le docteur Martin jeudi matin mon genou gonfle depuis hier",
        "j'ai une angine il me faudrait une consultation avec le docteur Martin jeudi matin",
    ],
)
def test_it_is_noted_when_it_is_told_first(telephone: Telephone, said: str) -> None:
    call = telephone.caller().dials(PRACTICE).says(said).says("le premier").says("Marie Dupont")
    call.says("3 mars 1980").says("oui").hears("confirmé").says("non").has_ended()
    assert notes(telephone) == said


def test_so_it_is_in_english(telephone: Telephone) -> None:
    said = "my back hurts I'd like a consultation with doctor Martin on Thursday morning"
    call = telephone.caller().dials(PRACTICE).presses("9").says(said).says("the first one")
    call.says("Martha Lowe").says("3 March 1980").says("yes").hears("confirmed").hangs_up()
    assert notes(telephone) == said


@pytest.mark.parametrize(
    "said",
    [
        "bonjour c'est Marie Dupont née le 3 mars 1980 je voudrais une consultation"
        " avec le docteur Martin jeudi matin",
        "bonjour excusez-moi de vous déranger j'aurais voulu voir le docteur Martin"
        " pour une consultation jeudi matin s'il y a de la place",
    ],
)
def test_a_mere_wish_leaves_no_note(telephone: Telephone, said: str) -> None:
    call = telephone.caller().dials(PRACTICE).says(said).says("le premier")
    if "quel nom" in call.said:
        call.says("Marie Dupont").says("3 mars 1980")
    call.says("oui").hears("confirmé").says("non").has_ended()
    assert notes(telephone) == ""


@pytest.mark.parametrize(
    ("said", "language", "is_told"),
    [
        ("mal au dos", FR, True),
        ("je tousse beaucoup", FR, True),
        ("pour un certificat médical de sport", FR, True),
        ("je voudrais un rendez-vous pour ma fille", FR, False),
        ("auriez-vous une place demain matin vers dix heures", FR, False),
        ("sore throat", EN, True),
        ("I'd like to make an appointment for my son", EN, False),
        ("could I come in and see the doctor as soon as possible", EN, False),
    ],
)
def test_a_reason_is_more_than_a_wish(said: str, language: Language, is_told: bool) -> None:
    found = told_reason(said, language, asked=False, people=[], types=[], noted=[])
    assert (found is not None) is is_told


def test_what_is_noted_already_is_not_read_twice() -> None:
    said = "j'ai mal au dos, c'est mon chien Rex"
    noted = ["Animal : c'est mon chien Rex"]
    found = told_reason(said, FR, asked=False, people=[], types=[], noted=noted)
    assert found == "j'ai mal au dos"


@pytest.mark.parametrize(
    ("yes", "kept"),
    [
        ("oui et c'est pour mon dos", "c'est pour mon dos"),
        ("oui c'est bien ça et ce sera pour un pansement", "ce sera pour un pansement"),
        ("oui j'ai mal au genou", "j'ai mal au genou"),
    ],
)
def test_what_it_is_for_may_be_told_with_the_yes(telephone: Telephone, yes: str, kept: str) -> None:
    call = has_booked_but_the_yes(telephone).says(yes)
    call.hears("confirmé").does_not_hear("pas bien compris").hangs_up()
    assert notes(telephone) == kept


def test_an_english_reason_is_kept_with_the_yes(telephone: Telephone) -> None:
    call = (
        telephone.caller()
        .dials(PRACTICE)
        .presses("9")
        .says(
            "hello this is Martha Lowe born on the 3rd of March 1980 I'd like a consultation"
            " with doctor Martin on Thursday morning"
        )
    )
    call.says("the first one").says("yes and it's about my knee").hears("confirmed").hangs_up()
    assert notes(telephone) == "it's about my knee"


@pytest.mark.parametrize(
    ("yes", "kept"),
    [
        ("oui et je suis allergique à la pénicilline", "je suis allergique à la pénicilline"),
        ("oui c'est ça je viendrai en fauteuil roulant", "je viendrai en fauteuil roulant"),
    ],
)
def test_what_else_is_told_with_the_yes_is_read_with_the_appointment(
    telephone: Telephone, yes: str, kept: str
) -> None:
    call = has_booked_but_the_yes(telephone).says(yes).hears("confirmé")
    call.does_not_hear("pas bien compris").says("non").has_ended()
    assert notes(telephone) == f"Demande : {kept}"


@pytest.mark.parametrize(
    "yes",
    [
        "oui jeudi à huit heures c'est parfait merci beaucoup",
        "oui tout à fait madame vous pouvez confirmer",
        "oui c'est ça Marie Dupont jeudi huit heures",
        "oui oui c'est bien ça tout est correct",
    ],
)
def test_a_yes_that_only_says_so_adds_nothing(telephone: Telephone, yes: str) -> None:
    has_booked_but_the_yes(telephone).says(yes).hears("confirmé").says("non").has_ended()
    assert notes(telephone) == ""


def test_a_no_with_a_reason_books_nothing(telephone: Telephone) -> None:
    call = has_booked_but_the_yes(telephone).says("non c'est pour un pansement")
    call.does_not_hear("est confirmé").hangs_up()


@pytest.mark.parametrize(
    ("words", "language"),
    [
        ("oui c'est pour jeudi", FR),
        ("oui c'est pour neuf heures", FR),
        ("oui et c'est pour combien de temps", FR),
        ("oui c'est pour moi", FR),
        ("yes it's for nine o'clock", EN),
        ("yes it's for my daughter", EN),
    ],
)
def test_a_time_or_a_person_is_no_reason(words: str, language: Language) -> None:
    assert reason_beside_yes(words, language) is None


def has_booked_but_the_yes(telephone: Telephone) -> PlacedCall:
    call = telephone.caller().dials(PRACTICE)
    call.says(
        "bonjour c'est Marie Dupont née le 3 mars 1980 je voudrais une consultation"
        " avec le docteur Martin jeudi matin"
    )
    return call.says("le premier").hears("Marie Dupont")


@pytest.mark.parametrize(
    ("said", "language"),
    [("pour dimanche", Language.FR), ("for Sunday", Language.EN), ("for Monday", Language.EN)],
)
def test_no_day_of_the_week_is_a_reason(said: str, language: Language) -> None:
    assert not tells_a_reason(said, language, [])
