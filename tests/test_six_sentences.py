"""A plain appointment takes six sentences of whoever answers what is asked, whatever the trade."""

import re

import pytest

from telesec.simulator.caller import PlacedCall
from telesec.values.language import Language
from tests.beforehand import answered_by
from tests.kept import all_booked
from tests.telephone import PRACTICE, ROOT, Telephone

MOST_SENTENCES = 6
PRESETS = sorted(path.stem for path in (ROOT / "call_scripts" / "presets").glob("*.yaml"))
OWN_NUMBER, WITHHELD = "+33612345678", "anonymous"

# What ends a question, and what a caller who answers nothing else says to it.
ANSWERS = {
    Language.FR: (
        (
            r"(?:puis-je (?:faire pour vous|vous aider).*|l’objet de votre appel) \?",
            "je voudrais un rendez-vous",
        ),
        (r"ordonnance du médecin \?", "oui"),
        (r"À quelle adresse faut-il venir.*\?", "12 rue de la Gare deuxième étage pas de code"),
        (r"Quel animal est-ce.*\?", "c'est un chat il s'appelle Félix"),
        (r"Pour quel motif : .*\?", "une consultation"),
        (r"Avec qui .*\?", "le docteur Martin"),
        (r"Quel jour vous conviendrait \?", "mardi matin"),
        (r"Lequel préférez-vous \?", "le premier"),
        (r"Cela vous convient-il \?", "oui"),
        (r"motif du rendez-vous(?: \?|\.)", "faire le point comme l'an dernier"),
        (r"De quel bien s’agit-il \?", "la maison rue Pasteur"),
        (r"À quel nom, et quelle est la date de naissance \?", "Sylvie Garnier, 3 mars 1960"),
        (r"À quel nom, et à quel numéro .*\?", "Sylvie Garnier, 06 98 76 54 32"),
        (r"À quel nom, s’il vous plaît \?", "Sylvie Garnier"),
        (r"prénom de l’enfant \?", "Sylvie Garnier"),
        (r"quelle est la date de naissance \?", "3 mars 1960"),
        (r"À quel numéro .*\?", "06 98 76 54 32"),
        (r"C’est bien cela \?", "oui"),
    ),
    Language.EN: (
        (r"(?:can I help you.*|is your call about)\?", "I'd like an appointment"),
        (r"doctor’s prescription\?", "yes"),
        (r"What address should we come to.*\?", "12 rue de la Gare second floor no code"),
        (r"What animal is it.*\?", "it's a cat called Felix"),
        (r"What is it for: .*\?", "a consultation"),
        (r"Who would you like to see.*\?", "doctor Martin"),
        (r"Which day would suit you\?", "Tuesday morning"),
        (r"Which would you prefer\?", "the first one"),
        (r"Would that suit you\?", "yes"),
        (r"what (?:is the appointment|it is) about(?:\?|\.)", "to go over things as last year"),
        (r"Which property is it about\?", "the house in rue Pasteur"),
        (r"What name is it for, and what is the date of birth\?", "Sylvie Garnier, 3 March 1960"),
        (r"What name is it for, and which number .*\?", "Sylvie Garnier, 06 98 76 54 32"),
        (r"What name is it for, please\?", "Sylvie Garnier"),
        (r"first name and surname\?", "Sylvie Garnier"),
        (r"what is the date of birth\?", "3 March 1960"),
        (r"Which number .*\?", "06 98 76 54 32"),
        (r"Is that right\?", "yes"),
    ),
}


def answer_to(asked: str, language: Language) -> str:
    """What a caller says who answers the question and nothing else."""
    for question, answer in ANSWERS[language]:
        if re.search(rf"{question}$", asked, re.IGNORECASE):
            return answer
    raise AssertionError(f"nobody knows what to answer to {asked!r}")


def books(telephone: Telephone, call: PlacedCall, language: Language) -> int:
    """Answer whatever is asked until the appointment stands; how many sentences that took."""
    for sentences in range(1, 12):
        call.says(answer_to(call.said, language))
        if all_booked(telephone):
            return sentences
    raise AssertionError("no appointment")


@pytest.mark.parametrize("number", [OWN_NUMBER, WITHHELD], ids=["known", "withheld"])
@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("trade", PRESETS)
def test_a_plain_appointment_takes_six_sentences(
    telephone: Telephone, trade: str, language: Language, number: str
) -> None:
    answered_by(telephone, trade)
    call = telephone.caller(number).dials(PRACTICE)
    if language is Language.EN:
        call.presses("9")
    assert books(telephone, call, language) <= MOST_SENTENCES
    call.hangs_up()
    [appointment] = all_booked(telephone)
    assert appointment.caller_name == "Sylvie Garnier"
    assert appointment.telephone == ("+33698765432" if number == WITHHELD else OWN_NUMBER)


def at_the_read_back(telephone: Telephone, trade: str, *, number: str = OWN_NUMBER) -> PlacedCall:
    """A call in French, as far as the sentence that reads back what is noted."""
    answered_by(telephone, trade)
    call = telephone.caller(number).dials(PRACTICE)
    while "Si c’est bien cela" not in call.said:
        call.says(answer_to(call.said, Language.FR))
    return call


def test_the_read_back_asks_what_it_is_about_where_that_saves_a_sentence(
    telephone: Telephone,
) -> None:
    call = at_the_read_back(telephone, "veterinary")
    call.hears("au nom de Sylvie Garnier. Si c’est bien cela, dites-moi en quelques mots le motif")
    call.says("il boite depuis mardi").hears("rendez-vous est confirmé").hangs_up()
    [appointment] = all_booked(telephone)
    assert "il boite depuis mardi" in appointment.notes.splitlines()


@pytest.mark.parametrize("said", ["oui", "oui c'est bien ça", "tout à fait"])
def test_who_only_agrees_is_asked_by_itself_and_nothing_is_read_twice(
    telephone: Telephone, said: str
) -> None:
    call = at_the_read_back(telephone, "veterinary").says(said)
    call.hears("En quelques mots, quel est le motif").does_not_hear("Je note")
    call.says("un vaccin").does_not_hear("Je note").hears("est confirmé").hangs_up()
    assert "un vaccin" in all_booked(telephone)[0].notes.splitlines()


@pytest.mark.parametrize(
    ("said", "read_back"),
    [
        ("non plutôt jeudi matin", "Je peux vous proposer jeudi"),
        ("jeudi matin", "Je peux vous proposer jeudi"),
        ("c'est Garnié avec un é à la fin pardon", "au nom de Sylvie Garnié"),
        ("non", "Que faut-il corriger"),
    ],
)
def test_what_is_wrong_in_it_is_mended_first(
    telephone: Telephone, said: str, read_back: str
) -> None:
    call = at_the_read_back(telephone, "veterinary").says(said).hears(read_back)
    assert not all_booked(telephone)
    call.hangs_up()


def test_who_comes_instead_is_read_back_with_the_same_question(telephone: Telephone) -> None:
    call = at_the_read_back(telephone, "artisan").says("non c'est pour ma mère Jeanne Roux")
    call.hears("au nom de Jeanne Roux. Si c’est bien cela, dites-moi en quelques mots le motif")
    call.says("un robinet qui goutte depuis lundi dernier").hears("est confirmé").hangs_up()
    [appointment] = all_booked(telephone)
    assert appointment.caller_name == "Jeanne Roux"
    assert "un robinet qui goutte" in (appointment.notes or "")


def test_a_number_that_was_dictated_is_read_back_before_the_birth_is_asked(
    telephone: Telephone,
) -> None:
    call = at_the_read_back(telephone, "physiotherapy", number=WITHHELD)
    call.does_not_hear("J’ai noté").hears(
        "au nom de Sylvie Garnier, au 06, 98, 76, 54, 32", "quelle est la date de naissance"
    )
    call.says("non c'est le 06 98 76 54 33").hears("06, 98, 76, 54, 33", "la date de naissance")
    call.says("oui le 3 mars 60").hears("Naissance le 3 mars 1960", "est confirmé").hangs_up()
    [appointment] = all_booked(telephone)
    assert (appointment.telephone, str(appointment.birth_date)) == ("+33698765433", "1960-03-03")


def test_who_would_not_tell_the_birth_has_the_appointment_all_the_same(
    telephone: Telephone,
) -> None:
    call = at_the_read_back(telephone, "physiotherapy", number=WITHHELD)
    call.says("je préfère ne pas la donner").hears("est confirmé").hangs_up()
    [appointment] = all_booked(telephone)
    assert appointment.birth_date is None
    assert "Date de naissance à demander" in appointment.notes


def test_pardon_reads_it_back_with_one_question_less(telephone: Telephone) -> None:
    call = at_the_read_back(telephone, "physiotherapy", number=WITHHELD).says("pardon")
    call.hears("Dites oui ou non").says("oui").hears("Quelle est la date de naissance")
    call.says("3 mars 1960").does_not_hear("Je note").hears("est confirmé").hangs_up()
    assert len(all_booked(telephone)) == 1


def test_a_danger_told_as_the_reason_is_no_appointment(telephone: Telephone) -> None:
    call = at_the_read_back(telephone, "veterinary").says("il s’est fait écraser il saigne")
    call.does_not_hear("est confirmé").hangs_up()
    assert not all_booked(telephone)
