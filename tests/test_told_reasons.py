"""Why somebody would come is read with the appointment, also where the script does not ask it."""

import pytest
from sqlalchemy import select

from telesec.agenda.appointment import Appointment, AppointmentStatus
from telesec.assistant.told_reason import told_reason
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
