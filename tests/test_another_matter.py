"""Callers who want something else than what they are at, and those who only seem to."""

import pytest
from sqlalchemy import select

from telesec.assistant.booking.words import tells_what_for
from telesec.assistant.matters import other_matter
from telesec.assistant.understanding import Intent
from telesec.clients.client import Client
from telesec.messages.message import MessageStatus
from telesec.values.language import Language
from tests.kept import booked, message
from tests.telephone import PRACTICE, Telephone
from tests.trials import ANIMAL, calling, heard

WISH = "une consultation avec le docteur Martin"


@pytest.mark.parametrize(
    "said",
    [
        "en fait non je voulais un rendez-vous pour un vaccin",
        "finalement je préfère prendre rendez-vous pour un vaccin",
        "pardon c'est un rendez-vous que je voulais pour un vaccin",
    ],
)
def test_from_a_message_to_an_appointment(telephone: Telephone, said: str) -> None:
    call = telephone.caller().dials(PRACTICE).says("je voudrais une ordonnance")
    call.says("du doliprane").hears("votre nom").says(said)
    call.hears("Avec qui").does_not_hear("C’est noté", "motif").hangs_up()
    left = message(telephone)
    assert left.status is MessageStatus.PARTIAL
    assert left.subject == "Ordonnance à renouveler"
    assert "du doliprane" in left.body
    assert said in left.body


def test_it_is_no_answer_to_the_number_that_was_asked(telephone: Telephone) -> None:
    call = telephone.caller().dials(PRACTICE).says("je voudrais une ordonnance")
    call.says("du doliprane").says("Paul Roux").hears("rappeler au")
    call.says("non en fait c'est pour des résultats").hears("de quel examen").hangs_up()


def test_nothing_was_told_yet_and_nothing_is_left(telephone: Telephone) -> None:
    call = telephone.caller().dials(PRACTICE).says("laisser un message").hears("Je vous écoute")
    call.says("en fait je préfère prendre rendez-vous").hears("Pour quel motif").hangs_up()


@pytest.mark.parametrize(
    "said",
    [
        "dites-lui que finalement je veux annuler mon rendez-vous",
        "je voudrais aussi un rendez-vous en fait",
    ],
)
def test_what_is_to_be_told_or_is_added_stays_in_the_message(
    telephone: Telephone, said: str
) -> None:
    call = telephone.caller().dials(PRACTICE).says("laisser un message").says("je vais mieux")
    call.says(said).hears("C’est noté.", "votre nom").says("Paul Roux").says("oui").says("non")
    assert said in message(telephone).body
    assert message(telephone).status is MessageStatus.COMPLETE


def test_nobody_is_led_back_to_what_could_not_be_done(telephone: Telephone) -> None:
    call = telephone.caller().dials(PRACTICE).says("je veux annuler mon rendez-vous")
    call.says("Paul Roux").says("3 mars 1980").says("Paul Roux").says("3 mars 1980")
    call.hears("Je ne trouve pas").says("en fait non je voulais le déplacer mon rendez-vous")
    call.does_not_hear("À quel nom est le rendez-vous").says("06 98 76 54 32").says("oui")
    assert "je voulais le déplacer" in message(telephone).body
    call.says("non").has_ended()


@pytest.mark.parametrize("said", ["pour le bilan", "c'est pour ma liasse fiscale"])
def test_what_it_is_for_is_the_reason_and_no_other_matter(telephone: Telephone, said: str) -> None:
    telephone.script("cabinet-martin").write_text(
        "preset: accounting\ngreeting: {fr: 'Bonjour.', en: 'Hello.'}\n", encoding="utf-8"
    )
    with telephone.looking() as db:
        db.scalars(select(Client).where(Client.key == "cabinet-martin")).one().trade = "accounting"
    call = telephone.caller().dials(PRACTICE).says(f"je voudrais un rendez-vous, {WISH}")
    call.hears("Quel jour").says(said).hears("C’est noté.", "Quel jour").says("jeudi matin")
    call.says("le premier").does_not_hear("motif").hears("À quel nom").says("Paul Roux")
    call.says("oui").says("non").has_ended()
    assert said in (booked(telephone).notes or "")


def test_where_no_reason_is_asked_the_client_reads_it_too(telephone: Telephone) -> None:
    call = telephone.caller().dials(PRACTICE).says(WISH).hears("Quel jour")
    call.says("pour un renouvellement d'ordonnance").hears("C’est noté.", "Quel jour")
    call.says("jeudi matin").says("le premier").says("Paul Roux").says("3 mars 1980").says("oui")
    call.says("non").has_ended()
    assert booked(telephone).notes == "pour un renouvellement d'ordonnance"


@pytest.mark.parametrize(
    ("said", "language", "wanted"),
    [
        ("actually no I wanted an appointment", Language.EN, Intent.APPOINTMENT_NEW),
        ("sorry I need my results instead", Language.EN, Intent.RESULTS_QUERY),
        ("tell him I'd rather cancel my appointment", Language.EN, None),
        ("je voudrais un rendez-vous", Language.FR, None),
        ("finalement non je vais mieux", Language.FR, None),
    ],
)
def test_another_matter_takes_words_that_change_it(
    said: str, language: Language, wanted: Intent | None
) -> None:
    assert other_matter(said, language, "medical") == wanted


@pytest.mark.parametrize(
    ("said", "language", "tells"),
    [
        ("pour mon dos", Language.FR, True),
        ("c'est pour une fuite", Language.FR, True),
        ("it's about my tax return", Language.EN, True),
        ("pour jeudi", Language.FR, False),
        ("pour le 12", Language.FR, False),
        ("pour ma fille", Language.FR, False),
        ("pour le plus tôt possible", Language.FR, False),
        ("pour le docteur Martin", Language.FR, False),
        ("for next week", Language.EN, False),
        ("for my son", Language.EN, False),
    ],
)
def test_what_for_is_no_day_and_nobody(said: str, language: Language, tells: bool) -> None:
    assert tells_what_for(said, language) is tells


@pytest.mark.parametrize("said", ["un vaccin", "je voudrais un rendez-vous"])
def test_what_one_is_at_is_not_begun_anew(said: str) -> None:
    """Where questions of the script's own come first, they are not asked a second time."""
    with calling("veterinary") as call:
        assert ANIMAL in heard(call.says("je voudrais un rendez-vous vendredi"))
        assert "vendredi 4 décembre" in heard(call.says("mon chien Rex"))
        again = heard(call.says(said))
        assert "vendredi 4 décembre" in again
        assert ANIMAL not in again
        for words in ("le premier", "il boite", "Paul Petit"):
            call.says(words)
        assert "confirmé" in heard(call.says("oui"))
        [booked_now] = call.ends().appointments
        assert ("vaccin" in (booked_now.notes or "")) == ("vaccin" in said)
