"""Who calls and where to call back, told with the message and not asked for again."""

import pytest

from telesec.assistant.believed_names import own_introduction
from telesec.assistant.message_words import tells_own_number
from telesec.assistant.understanding import introduced_name
from telesec.messages.message import MessageStatus
from telesec.values.language import Language
from tests.beforehand import answered_by
from tests.kept import message
from tests.telephone import PRACTICE, Telephone

OTHER = "06 98 76 54 32"


def test_a_name_told_at_the_menu_is_not_asked_for(telephone: Telephone) -> None:
    call = telephone.caller().dials(PRACTICE)
    call.says("bonjour c'est Jeanne Moulin je voudrais laisser un message")
    call.says("dites au docteur que je vais mieux").does_not_hear("votre nom").hears("rappeler au")
    call.says("oui").hears("C’est noté, Jeanne Moulin").says("non").has_ended()
    left = message(telephone)
    assert (left.caller_name, left.body) == ("Jeanne Moulin", "dites au docteur que je vais mieux")


@pytest.mark.parametrize(
    "said",
    [
        f"c'est Paul Roux rappelez-moi au {OTHER}",
        f"Paul Roux à l'appareil je suis joignable au {OTHER} après dix-huit heures",
        f"ici Paul Roux dites au docteur que je vais mieux mon numéro c'est le {OTHER}",
        f"c'est Paul Roux au {OTHER} dites au docteur que ça va mieux",
        f"bonjour Paul Roux à l'appareil au {OTHER} j'ai bien reçu les résultats",
    ],
)
def test_name_and_number_told_in_the_message_are_read_back(telephone: Telephone, said: str) -> None:
    call = telephone.caller().dials(PRACTICE).says("un message").says(said)
    call.hears("Paul Roux, c’est noté.", "J’ai noté le 06, 98, 76, 54, 32. C’est bien cela ?")
    call.says("oui").hears("C’est noté, Paul Roux").says("non").has_ended()
    left = message(telephone)
    assert (left.caller_name, left.callback_number) == ("Paul Roux", "+33698765432")
    assert left.status is MessageStatus.COMPLETE
    assert said in left.body


@pytest.mark.parametrize(
    "said",
    [
        f"this is Mary Jones please call me back on {OTHER}",
        f"it's Mary Jones on {OTHER} tell the doctor I'm feeling better",
    ],
)
def test_an_english_caller_tells_both_too(telephone: Telephone, said: str) -> None:
    call = telephone.caller().dials(PRACTICE).presses("9").says("I'd like to leave a message")
    call.says(said).hears("9 8, 7 6")
    call.says("yes").hears("Mary Jones").hangs_up()
    assert message(telephone).callback_number == "+33698765432"


@pytest.mark.parametrize(
    "said",
    [
        f"c'est Paul au {OTHER} dites au docteur que je vais mieux",
        f"bonjour c'est Paul au {OTHER} je vais mieux",
        f"Paul au {OTHER} c'est pour dire que je vais mieux",
        f"ici Garnier au {OTHER} dites au docteur que je vais mieux",
    ],
)
def test_a_number_after_a_first_name_alone_is_theirs_too(telephone: Telephone, said: str) -> None:
    call = telephone.caller().dials(PRACTICE).says("un message").says(said)
    call.hears("Quel est votre nom").says("Paul Roux")
    call.hears("J’ai noté le 06, 98, 76, 54, 32. C’est bien cela ?").does_not_hear("06, 12, 34")
    call.says("oui").says("non").has_ended()
    assert message(telephone).callback_number == "+33698765432"


def test_and_so_it_is_at_the_very_beginning(telephone: Telephone) -> None:
    call = telephone.caller().dials(PRACTICE)
    call.says(f"bonjour c'est Paul au {OTHER} je voudrais laisser un message")
    call.hears("Je vous écoute").says("je vais mieux").says("Paul Roux")
    call.hears("J’ai noté le 06, 98, 76, 54, 32").hangs_up()


def test_an_english_first_name_does_as_well(telephone: Telephone) -> None:
    call = telephone.caller().dials(PRACTICE).presses("9").says("I'd like to leave a message")
    call.says(f"it's Mary on {OTHER} tell the doctor I'm feeling better").says("Mary Jones")
    call.hears("9 8, 7 6").says("yes").hangs_up()
    assert message(telephone).callback_number == "+33698765432"


@pytest.mark.parametrize(
    "said",
    [
        f"bonjour c'est Paul au {OTHER} je voudrais une consultation avec le docteur Martin",
        f"c'est Paul Roux au {OTHER} je voudrais une consultation avec le docteur Martin",
    ],
)
def test_a_number_told_with_the_wish_for_an_appointment_is_kept(
    telephone: Telephone, said: str
) -> None:
    call = telephone.caller().dials(PRACTICE).says(said).hears("J’ai noté le 06, 98, 76, 54, 32")
    call.says("jeudi matin").says("le premier")
    call = call.says("Paul Roux") if "nom" in call.said else call
    call.says("3 mars 1980").hears("au 06, 98, 76, 54, 32. C’est bien cela").hangs_up()


@pytest.mark.parametrize("said", [f"c'est pour Paul au {OTHER}", f"rappelez Paul au {OTHER}"])
def test_the_number_of_whom_it_is_for_is_not_the_callers(telephone: Telephone, said: str) -> None:
    call = telephone.caller().dials(PRACTICE).says("un message").says(said).says("Marie Roux")
    call.hears("rappeler au 06, 12, 34, 56, 78").hangs_up()


def test_a_number_told_with_the_name_is_read_back(telephone: Telephone) -> None:
    call = telephone.caller().dials(PRACTICE).says("un message").says("dites que je vais mieux")
    call.says(f"Paul Roux au {OTHER}").hears("J’ai noté le 06, 98, 76, 54, 32").says("non")
    call.hears("À quel numéro").hangs_up()


def test_a_number_told_with_the_name_of_an_appointment_is_kept(telephone: Telephone) -> None:
    call = telephone.caller().dials(PRACTICE)
    call.says("une consultation avec le docteur Martin jeudi matin").says("le premier")
    call.says(f"Paul Roux au {OTHER}").hears("J’ai noté le 06, 98, 76", "naissance").hangs_up()


@pytest.mark.parametrize(
    "said",
    [
        f"le laboratoire peut être appelé au {OTHER}",
        f"dites au docteur d'appeler monsieur Garnier au {OTHER}",
    ],
)
def test_the_number_of_somebody_else_is_only_in_the_message(
    telephone: Telephone, said: str
) -> None:
    call = telephone.caller().dials(PRACTICE).says("un message")
    call.says(said).says("Paul Roux")
    call.hears("rappeler au 06, 12, 34, 56, 78").says("oui").says("non").has_ended()
    assert message(telephone).callback_number == "+33612345678"
    assert OTHER in message(telephone).body


def test_who_is_only_spoken_of_is_not_who_calls(telephone: Telephone) -> None:
    call = telephone.caller().dials(PRACTICE).says("un message")
    call.says("c'est madame Garnier qui m'a dit de rappeler le docteur").hears("Quel est votre nom")
    call.hangs_up()


def test_what_is_said_instead_of_a_name_is_kept(telephone: Telephone) -> None:
    call = telephone.caller().dials(PRACTICE).says("un message")
    call.says("il me faut une ordonnance").says("du doliprane").hears("Quel est votre nom")
    call.says("Paul Roux").says("oui").says("non").has_ended()
    assert message(telephone).body == "il me faut une ordonnance du doliprane"


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("je suis madame Garnier je voudrais qu'on me rappelle", "Garnier"),
        ("allô bonjour Sylvie Garnier du cabinet Dupont", "Sylvie Garnier"),
        ("c'est pour Jeanne Moulin", None),
        ("je suis claire sur ce point", None),
        ("c'est la fille de madame Moulin", None),
        ("it's Mr Collins who told me to ring", None),
    ],
)
def test_only_a_whole_name_of_their_own_is_an_introduction(said: str, name: str | None) -> None:
    assert own_introduction(said, Language.FR) == name


@pytest.mark.parametrize(
    ("said", "language", "name"),
    [
        (f"hello it's Martha Lowe born {born} I'd like an appointment on Thursday", Language.EN,
         "Martha Lowe")
        for born in (
            "3 April 1960", "5 May 1960", "1 June 1960", "April 3rd 1960", "on the 3rd of April",
            "the third of April nineteen sixty",
        )
    ]
    + [
        ("it's John Smith, born 12 August 1975", Language.EN, "John Smith"),
        ("I was born 3 April 1960 and it's Martha Lowe", Language.EN, "Martha Lowe"),
        ("it's Martha Lowe here, I was born in May", Language.EN, "Martha Lowe"),
        ("my name is April Lowe born 3 May 1960", Language.EN, "April Lowe"),
        ("c'est Martine Lefort née 3 avril 1960 pour un rendez-vous", Language.FR,
         "Martine Lefort"),
        ("née le 3 avril 1960 je m'appelle Martine Lefort", Language.FR, "Martine Lefort"),
    ],
)  # fmt: skip
def test_the_month_of_birth_is_no_first_name(said: str, language: Language, name: str) -> None:
    assert own_introduction(said, language) == name
    introduced = introduced_name(said, language)
    assert introduced
    assert introduced.full == name


@pytest.mark.parametrize(
    ("said", "own"),
    [
        ("vous pouvez me joindre au", True),
        ("mon portable c'est le", True),
        ("mon numéro de téléphone est le", True),
        ("my number is", True),
        ("you can reach me on", True),
        ("mon numéro de dossier est le", False),
        ("le numéro du plombier c'est le", False),
        ("his number is", False),
    ],
)
def test_whose_number_it_is(said: str, own: bool) -> None:
    assert tells_own_number(said) is own


@pytest.mark.parametrize(
    ("keys", "said", "asked"),
    [
        ("", "c'est pour la TVA", "rappelez-moi"),
        ("9", "it's a VAT question", "please call me back"),
    ],
)
def test_the_matter_is_not_lost_where_only_a_call_is_asked_for(
    telephone: Telephone, keys: str, said: str, asked: str
) -> None:
    call = answered_by(telephone, "accounting").caller().dials(PRACTICE)
    call = call.presses(keys) if keys else call
    call.says(said).says(asked).hangs_up()
    body = message(telephone).body
    assert said in body
    assert asked in body


def test_wanting_to_leave_a_message_is_no_matter(telephone: Telephone) -> None:
    telephone.caller().dials(PRACTICE).says("laisser un message").says("rappelez-moi").hangs_up()
    assert message(telephone).body.strip() == "rappelez-moi"
