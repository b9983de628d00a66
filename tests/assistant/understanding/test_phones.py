"""Numbers as callers dictate them."""

import pytest

from telesec.assistant.understanding import understand_digits_phone, understand_phone
from telesec.values.language import Language

MOBILE = "+33612345678"
FRENCH = {
    "06 12 34 56 78": MOBILE,
    "0612345678": MOBILE,
    "06.12.34.56.78": MOBILE,
    "06-12-34-56-78": MOBILE,
    "061 234 5678": MOBILE,
    "0 6 1 2 3 4 5 6 7 8": MOBILE,
    "+33 6 12 34 56 78": MOBILE,
    "+33 (0)6 12 34 56 78": MOBILE,
    "00 33 6 12 34 56 78": MOBILE,
    "6 12 34 56 78": MOBILE,
    "zéro six douze trente-quatre cinquante-six soixante-dix-huit": MOBILE,
    "zero six douze trente quatre cinquante six soixante dix huit": MOBILE,
    "Zéro six un deux trois quatre cinq six sept huit": MOBILE,
    "six douze trente-quatre cinquante-six soixante-dix-huit": MOBILE,
    "plus trente-trois six douze trente-quatre cinquante-six soixante-dix-huit": MOBILE,
    "oui c'est le 06 12 34 56 78": MOBILE,
    "alors mon numéro c'est zéro six euh douze trente-quatre et puis cinquante-six"
    " soixante-dix-huit": MOBILE,
    "c'est un 06 12 34 56 78": MOBILE,
    "deux secondes alors c'est le 06 12 34 56 78 voilà merci": MOBILE,
    "le zéro six 12 trente-quatre 56 soixante-dix-huit": MOBILE,
    "06 12 34 56 77 non pardon 78": MOBILE,
    "zéro six vingt est un trente-huit dis sept quarante-quatre": "+33621381744",
    "06 12 43 56 78 euh non j'ai dit 43 c'est 34": MOBILE,
    "zéro six onze euh zéro six douze pardon trente-quatre cinquante-six soixante-dix-huit": MOBILE,
    "06 12 34 non 33 56 78": "+33612335678",
    "06 12 34 57 79 non c'est 56 78": MOBILE,
    "01 42 28 31 91 ah non pardon 06 12 34 56 78": MOBILE,
    "06 12 34 56 78 ou alors au bureau le 01 42 28 31 91": MOBILE,
    "zéro un quarante-deux vingt-huit trente et un quatre-vingt-onze": "+33142283191",
    "zéro un quatre-vingts double zéro double zéro zéro un": "+33180000001",
    "zéro un quatre-vingts trois fois zéro zéro zéro un": "+33180000001",
    "zéro cinq soixante et un vingt et un soixante et onze quatre-vingt-un": "+33561217181",
    "zéro six quatre-vingt-un septante-deux huitante nonante": "+33681728090",
    "zéro huit cent vingt trente quarante cinquante": "+33820304050",
    "0696 12 34 56": "+596696123456",
    "zéro cinq quatre-vingt-seize soixante-dix-huit quarante-deux onze": "+596596784211",
    # taken back, denied, said again
    "zéro deux 57 24 euh non 47 14 65 22": "+33247146522",
    "06 12 34 56 77 attendez 78": MOBILE,
    "06 12 34 57 je veux dire 56 78": MOBILE,
    "06 12 34 56 pas 79 mais 78": MOBILE,
    "c'est zéro six et non zéro sept douze trente-quatre cinquante-six soixante-dix-huit": MOBILE,
    "06 12 32 je recommence 06 12 34 56 78": MOBILE,
    "ça commence par 06 donc 06 12 34 56 78": MOBILE,
    "zéro six douze trente-quatre oui trente-quatre cinquante-six soixante-dix-huit": MOBILE,
    "06 12 34 56 78 après 18 heures trente": MOBILE,
    # two ways to cut the same words
    "zéro un quarante cinq quatre vingts quatre vingt dix zéro quatre": "+33145809004",
    "zéro six quatre-vingts quatre-vingt-trois soixante-huit douze": "+33680836812",
    "zéro six soixante douze trente quarante": "+33660123040",
    "336 12 34 56 78": MOBILE,
    "06 60 18 45 12 33": "+33678451233",
    "06 80 3 12 65 22": "+33683126522",
    # a part of it said again, or what was said of it
    "zéro six vingt-neuf voilà vingt-neuf quatorze soixante-seize zéro trois": "+33629147603",
    "06 14 52 vous y êtes 52 31 09": "+33614523109",
    "06 14 quatorze 52 31 09": "+33614523109",
    "zéro six quatorze soixante non soixante-deux trente et un oui c'est ça soixante-deux trente et"
    " un zéro neuf": "+33614623109",
    "zéro six quatorze cinquante-deux trente et un zéro huit non zéro neuf trente et un zéro"
    " neuf": "+33614523109",
    "06 12 34 56 71 soixante-et-onze à la fin hein pas soixante et un": "+33612345671",
    "06 12 34 56 78 vous avez bien trente-quatre au milieu": MOBILE,
    "06 12 34 56 79 ah c'est 78 à la fin": MOBILE,
    "06 12 34 56 78 et pas 68 à la fin": MOBILE,
    "06 12 35 56 78 enfin 34 pas 35": MOBILE,
    "06 12 35 56 78 le 35 c'est 34": MOBILE,
    "zéro six douze pas de souci trente-quatre cinquante-six soixante-dix-huit": MOBILE,
    # a door, a street, a date: none of them changes it
    "06 12 34 56 78 bâtiment 2 porte 45 à la fin du couloir": MOBILE,
    "06 12 34 56 78 pour le 15 à la fin du mois": MOBILE,
    "06 12 34 56 78 je suis au 5 à la fin de la rue": MOBILE,
    "06 12 34 56 78 étage 34 porte 35": MOBILE,
    "zéro six douze trente quatre cinquante six soixante dix huit étage trente quatre": MOBILE,
    "06 12 34 56 78 le 34 rue 54": MOBILE,
    "06 12 34 56 78 je reçois au 34 et le mardi au 35": MOBILE,
    "06 12 34 56 78 le 12 décembre non le 13": MOBILE,
    "06 12 34 56 78 le code c'est 1234 non 1235": MOBILE,
    "06 12 34 56 79 non 78 porte 12 à la fin du couloir": MOBILE,
    # a choice, but not of its digits
    "06 12 34 56 78 j'ai 2 ou 3 questions": MOBILE,
    "06 12 34 56 72 j'ai 2 ou 3 questions": "+33612345672",
    "06 12 34 56 78 ou alors le 01 42 28 31 91": MOBILE,
    "le 06 12 34 56 78 plutôt que le 01 42 28 31": MOBILE,
    # its beginning changed
    "06 61 22 33 44 non c'est 07 pas 06": "+33761223344",
    "06 61 22 33 44 pardon 07 au début": "+33761223344",
    "06 61 22 33 44 pardon c'est 07 pas 06 au début": "+33761223344",
    "0661223344 non ça commence par 07": "+33761223344",
    "06 61 22 33 44 le début c'est zéro sept": "+33761223344",
    "06 12 34 56 78 appelez au début de la semaine": MOBILE,
    # refused is something else
    "je n'ai plus de fixe le 06 12 34 56 78": MOBILE,
    "pourquoi pas le 06 12 34 56 78": MOBILE,
    "je suis une ancienne patiente 06 12 34 56 78": MOBILE,
    "06 12 34 56 78 ce n'est pas urgent": MOBILE,
    "06 12 34 56 78 ma jambe ne marche plus": MOBILE,
    "06 12 34 56 78 j'ai perdu mon ordonnance": MOBILE,
    # begun anew, with something said between
    "six douze euh zéro six douze trente-quatre cinquante-six soixante-dix-huit": MOBILE,
    "zéro sept euh zéro six douze trente-quatre cinquante-six soixante-dix-huit": MOBILE,
    "06 12 35 ah mince 06 12 34 pardon 56 78": MOBILE,
    # one digit of it told apart
    "06 12 34 56 77 le dernier c'est un 8 pas un 7": MOBILE,
    "06 12 34 56 et les deux derniers c'est 78": MOBILE,
    "06 12 34 56 78 et non 06 12 35": MOBILE,
    "06 12 34 56 38 non 78 à la place de 38": MOBILE,
    "06 12 34 56 79 euh 78": MOBILE,
    # several: the one that is meant
    "mon fax 01 42 28 31 91 mon téléphone 06 12 34 56 78": MOBILE,
    "ce n'est pas le 01 42 28 31 91 c'est le 06 12 34 56 78": MOBILE,
    "le 01 42 28 31 91 on l'a résilié oubliez-le c'est le 06 12 34 56 78": MOBILE,
    "ma femme c'est le 01 42 28 31 91 moi c'est le 06 12 34 56 78": MOBILE,
    "fixe 01 42 28 31 91 portable 06 12 34 56 78 le fixe c'est mieux": "+33142283191",
    "le 06 12 34 56 78 ça c'est le pro et le 01 42 28 31 91 le perso mettez le pro": MOBILE,
    "pro 01 42 28 31 91 perso 06 12 34 56 78 appelez-moi sur le perso": MOBILE,
    "le 06 12 34 56 78 c'est le mien le 01 42 28 31 91 mon mari prenez le mien": MOBILE,
    "prenez le mien 06 12 34 56 78 le sien c'est le 01 42 28 31 91": MOBILE,
    "au bureau 01 42 28 31 91 à la maison 06 12 34 56 78 pas au bureau": MOBILE,
    "c'est un numéro belge le 0475 12 34 56": "+32475123456",
    "06 12 34 56 38 non c'est pas 38 c'est 78": MOBILE,
    "j'ai un numéro belge plus 32 475 12 34 56 mais prenez plutôt le 06 12 34 56 78": MOBILE,
}
NO_NUMBERS = (
    "",
    "oui",
    "je ne sais pas",
    "06 12 34",
    "06 34 52 19 8",
    "06 12 34 56 78 90",
    "je m'appelle Dupont",
    "le 3 mars 1960",
    "zéro six douze trente-quatre cinquante-deux et zut j'ai oublié la fin",
    "zéro zéro zéro zéro zéro zéro zéro zéro zéro zéro",
    # what is uncertain is no number
    "zéro quatre quatre-vingt-onze trente-trois cinquante-sept et c'est tout ce que j'ai retenu",
    "zero quatre quatre vingt onze trente trois cinquante sept je connais pas la suite",
    "zéro six soixante-douze soixante-dix-huit vingt-deux voilà",
    "06 12 34 56 78 ou 79 je sais plus",
    "06 12 34 56 78 ou alors 79",
    "06 12 34 56 78 ou peut-être 79",
    "06 12 34 56 78 ou c'est 79",
    "06 12 34 56 78 8 ou 9 à la fin",
    "06 12 34 56 78 ou peut-être 87 à la place de 78",
    # changed into none, or it may be the beginning as well as the end
    "06 12 34 56 78 pardon 07 au début",
    "06 12 34 56 78 non c'est 07 pas 06",
    "06 61 22 33 06 non c'est 07 pas 06",
    "06 22 22 34 34 56",
    "06 12 34 56 78 le code de l'immeuble c'est 45 à la fin",
    "né le douze février soixante-trois à Saint-Étienne 42100",
    "ni le 06 12 34 56 78 ni le 01 42 28 31 91",
    # the only whole one must not be used
    "pas le 06 12 34 56 78 le 07 61 22 33",
    "le 06 12 34 56 78 n'est plus bon prenez le 07 61 22 33",
    "ne m'appelez pas au 06 12 34 56 78",
    "surtout pas 06 12 34 56 78",
    "ne m'appelez plus sur le 06 12 34 56 78",
    "mon ancien numéro c'était le 06 12 34 56 78",
    "j'ai changé avant c'était 06 12 34 56 78 maintenant c'est 07 61 22 33",
    "le 06 12 34 56 78 je ne l'ai plus",
)


@pytest.mark.parametrize(("said", "number"), FRENCH.items())
def test_french_numbers(said: str, number: str | None) -> None:
    assert understand_phone(said, "FR", Language.FR) == number


@pytest.mark.parametrize(
    "said",
    [
        "06 12 12 56 78 le douze il y est deux fois",
        "06 12 12 56 78 le 12 revient deux fois",
        "06 12 12 56 78 le 12 est doublé",
        "06 12 12 56 78 vous avez bien mis le 12 deux fois",
        "06 12 12 56 78 deux fois 12 c'est pas une erreur",
        "06 12 12 56 78 les deux douze c'est normal",
        "06 12 deux fois de suite 56 78",
        "06 12 deux fois puis 56 78",
        "06 12 12 56 78 12 12 oui deux fois",
    ],
)
def test_a_pair_that_is_said_to_stand_there_twice(said: str) -> None:
    assert understand_phone(said, "FR", Language.FR) == "+33612125678"


@pytest.mark.parametrize(
    "said",
    [
        "06 12 43 euh non 34 après le 12 c'est 34 56 78",
        "06 12 43 pardon après le 12 c'est 34 et 56 78",
        "06 12 43 56 78 non après le 12 c'est 34",
        "06 12 43 56 78 non 34 après le 12",
        "06 12 43 56 78 après 12 c'est 34 pas 43",
        "06 12 43 56 78 remplacez 43 par 34",
        "06 12 34 56 78 trente-quatre cinquante-six c'est ça",
        "06 12 34 56 78 soixante-dix-huit oui c'est ça",
        "06 12 14 euh 34 56 78",
        "06 12 34 56 78 le trente-quatre c'est juste",
        "06 12 34 56 78 le 34 comme l'Hérault",
        "06 12 34 56 78 34 c'est comme l'Hérault",
        "06 12 34 56 78 après le 12 mars s'il vous plaît",
        "06 12 34 56 78 laissez sonner deux fois",
        "06 12 34 56 78 les deux lignes sont à moi",
        "07 12 34 56 78 pardon au début c'est 06",
        "07 12 34 56 78 au tout début c'est 06 en fait",
    ],
)
def test_where_a_group_stands_or_what_it_is_like(said: str) -> None:
    assert understand_phone(said, "FR", Language.FR) == MOBILE


@pytest.mark.parametrize(
    "ending",
    [
        "préférez le portable",
        "mais plutôt le portable",
        "privilégiez le portable",
        "je vous conseille le portable",
        "le portable si possible",
        "le portable est plus sûr",
        "le mieux c'est le portable",
        "et pas le fixe",
        "plutôt le 06",
        "le deuxième de préférence",
    ],
)
def test_of_two_numbers_the_one_that_is_named_at_the_end(ending: str) -> None:
    said = f"soit le fixe 01 42 28 31 91 soit le portable 06 12 34 56 78 {ending}"
    assert understand_phone(said, "FR", Language.FR) == MOBILE


@pytest.mark.parametrize(
    ("ending", "number"),
    [
        ("préférez le 06", MOBILE),
        ("plutôt le 01", "+33142283191"),
        ("le portable en premier", MOBILE),
        ("le fixe de préférence", "+33142283191"),
        ("le portable c'est plus facile", MOBILE),
        ("pas le 01", MOBILE),
        ("comme vous voulez", "+33142283191"),
    ],
)
def test_numbers_without_names_are_told_apart_by_their_kind(ending: str, number: str) -> None:
    assert (
        understand_phone(f"01 42 28 31 91 et 06 12 34 56 78 {ending}", "FR", Language.FR) == number
    )


@pytest.mark.parametrize(
    "said",
    [
        "06 12 34 56 78 vous avez dit 35 non non 34 comme la date",
        "06 12 44 56 78 vous avez mis 44 mais c'est 34",
        "06 12 34 56 78 vous avez bien noté 34 oui c'est ça",
        "06 12 34 56 78 c'est pas 79 c'est 78",
    ],
)
def test_what_the_secretary_repeated_is_set_right(said: str) -> None:
    assert understand_phone(said, "FR", Language.FR) == MOBILE


@pytest.mark.parametrize(
    "said",
    [
        "06 12 73 56 78 à la place du 73 mettez 34",
        "06 12 73 56 78 ah non le 73 est faux c'est 34",
        "06 12 73 56 78 corrigez 73 en 34",
        "06 12 73 oups 34 56 78",
        "06 12 73 au temps pour moi 34 56 78",
        "zéro zéro six douze trente-quatre cinquante-six soixante-dix-huit",
        "06 12 34 56 soixante-dix-huit sept huit",
        "06 12 34 56 78 sept huit à la fin",
        "06 12 34 56 7 8 soixante-dix-huit",
        "06h12 34 56 78",
        "zéro si douze trente-quatre cinquante-six soixante-dix-huit",
        "plus 33 et après vous enlevez le zéro 6 12 34 56 78",
        "06 12 34 56 78 laissez sonner une minute ou deux",
    ],
)
def test_what_is_set_right_stammered_or_said_again_in_other_words(said: str) -> None:
    assert understand_phone(said, "FR", Language.FR) == MOBILE


@pytest.mark.parametrize(
    "said",
    [
        "01 42 28 31 91 sinon le portable et c'est le portable qu'il faut appeler 06 12 34 56 78",
        "01 42 28 31 91 à la maison mais je n'y suis jamais donc 06 12 34 56 78",
        "mon mari c'est le 06 98 76 54 32 et moi 06 12 34 56 78",
        "06 98 76 54 32 ah non c'est mon ancien alors 06 12 34 56 78",
        "06 12 34 56 78 et si je réponds pas laissez un message ou le 01 42 28 31 91",
        "pour le sinistre 2024 00871 mon numéro c'est 06 12 34 56 78",
        "vous m'avez appelé du 01 42 28 31 91 je suis au 06 12 34 56 78",
        "j'ai un message du 01 42 28 31 91 mon numéro 06 12 34 56 78",
        "mon médecin traitant est au 01 42 28 31 91 et moi au 06 12 34 56 78",
        "le fax c'est 01 42 28 31 91 et le téléphone 06 12 34 56 78",
        "01 42 28 31 91 c'est occupé tout le temps essayez 06 12 34 56 78",
        "mon fixe le 01 42 28 31 91 est en réparation prenez le 06 12 34 56 78",
        "mon mari a le 01 42 28 31 91 il vaut mieux appeler ma fille 06 12 34 56 78",
    ],
)
def test_the_number_that_is_the_caller_s_or_must_be_called(said: str) -> None:
    assert understand_phone(said, "FR", Language.FR) == MOBILE


@pytest.mark.parametrize(
    ("said", "number"),
    [
        ("j'appelle de Belgique zéro quatre cent septante-cinq 48 22 36", "+32475482236"),
        ("l'indicatif de la Suisse puis 79 342 56 88", "+41793425688"),
        ("avec l'indicatif de l'Allemagne 151 23456789", "+4915123456789"),
        ("zéro six deux mille deux mille", "+33620002000"),
        ("j'habite en Belgique mais mon numéro c'est le 06 12 34 56 78", MOBILE),
    ],
)
def test_a_country_that_is_named_is_where_the_number_belongs(said: str, number: str) -> None:
    assert understand_phone(said, "FR", Language.FR) == number


@pytest.mark.parametrize(
    ("said", "number"),
    [
        ("07456 112 three fours", "+447456112444"),
        ("07456 one hundred and twelve three hundred and forty-four", "+447456112344"),
        ("07456 112 34 hang on 344", "+447456112344"),
        ("oh seven four five six a hundred and twelve three four four", "+447456112344"),
        ("07456 112 344 let it ring for a minute or 2", "+447456112344"),
        ("oh seven four five six got that one one two three four four", "+447456112344"),
        ("my booking is 7911234567 and my mobile 07456 112 344", "+447456112344"),
        ("my husband's is 07911 123456 and mine is 07456 112 344", "+447456112344"),
    ],
)
def test_what_english_callers_say_beside_their_digits(said: str, number: str) -> None:
    assert understand_phone(said, "GB", Language.EN) == number


@pytest.mark.parametrize("verb", ["rayer", "retirer", "virer", "biffer"])
def test_a_number_to_be_struck_off_is_not_the_one(verb: str) -> None:
    said = f"vous pouvez {verb} le 01 42 28 31 91 et mettre 06 12 34 56 78 à la place"
    assert understand_phone(said, "FR", Language.FR) == MOBILE


@pytest.mark.parametrize(
    ("said", "number"),
    [
        ("0590 25 36 47", "+590590253647"),
        ("0696 71 24 38", "+596696712438"),
        ("zéro cinq quatre-vingt-seize quarante-cinq douze dix-huit", "+596596451218"),
        ("0269 61 23 45", "+262269612345"),
        ("02 69 61", None),
    ],
)
def test_overseas_france_has_country_codes_of_its_own(said: str, number: str | None) -> None:
    assert understand_phone(said, "FR", Language.FR) == number


@pytest.mark.parametrize("said", NO_NUMBERS)
def test_what_is_no_number_is_refused(said: str) -> None:
    assert understand_phone(said, "FR", Language.FR) is None


@pytest.mark.parametrize(
    ("said", "country", "number"),
    [
        ("zéro quatre cent septante douze trente-quatre cinquante-six", "BE", "+32470123456"),
        ("0470 12 34 56", "BE", "+32470123456"),
        ("zéro septante-neuf cent vingt-trois quarante-cinq soixante-sept", "CH", "+41791234567"),
        ("06 12 34 56 78", "BE", None),
    ],
)
def test_the_country_s_own_habits(said: str, country: str, number: str | None) -> None:
    assert understand_phone(said, country, Language.FR) == number


@pytest.mark.parametrize(
    ("said", "country", "number"),
    [
        ("oh six one two three four five six seven eight", "FR", MOBILE),
        ("zero six twelve thirty four fifty six seventy eight", "FR", MOBILE),
        ("it's 06 12 34 56 79 sorry 78", "FR", MOBILE),
        ("plus three three six one two three four five six seven eight", "FR", MOBILE),
        ("06 12 double 3 44 55", "FR", "+33612334455"),
        ("07911 123 oh no wait 132 not 123 then 456", "GB", "+447911132456"),
        ("07911 123 456 no I said 123 but it's 132", "GB", "+447911132456"),
        ("oh six double one treble two four four five", "FR", "+33611222445"),
        ("oh two oh seven nine four six oh nine five eight", "GB", "+442079460958"),
        ("oh six one to three for five six seven ate", "FR", MOBILE),
        ("I don't have one", "FR", None),
        ("07911 123456 no the last one's a seven", "GB", "+447911123457"),
        ("don't use 07911 123456 that's my ex ring 07932 770924", "GB", "+447932770924"),
        ("07911 123456 flat 12 at the end of the road", "GB", "+447911123456"),
        ("07911 123456 or maybe 457", "GB", None),
        ("07911 123456 call me in 2 or 3 days", "GB", "+447911123456"),
        ("07911 123456 sorry 07912 at the start", "GB", "+447912123456"),
        ("07911 123456 no it starts with 07912", "GB", "+447912123456"),
        ("my old number was 07911 123456", "GB", None),
        ("not 07911 123456 use 07932 77092", "GB", None),
        ("07911 123456 that's my old one", "GB", None),
        ("don't hesitate to call me on 07911 123456", "GB", "+447911123456"),
        ("home is 020 7946 0958 but my mobile is better 07911 123456", "GB", "+447911123456"),
        ("it's a UK number 07911 123456", "FR", "+447911123456"),
        (
            "I've two numbers 020 7946 0958 and 07911 123456 the second one's best",
            "GB",
            "+447911123456",
        ),
        ("07911 123456 and the one two three is right", "GB", "+447911123456"),
        ("07911 124456 the four comes up twice", "GB", "+447911124456"),
        ("07911 124456 that's right four twice", "GB", "+447911124456"),
        ("07911 654321 sorry 123456 after the 07911", "GB", "+447911123456"),
        ("07932 123456 oh at the start it's 07911", "GB", "+447911123456"),
        ("home 020 7946 0958 mobile 07911 123456 go for the mobile", "GB", "+447911123456"),
        ("home 020 7946 0958 mobile 07911 123456 mobile if you can", "GB", "+447911123456"),
        ("cross off 07932 770924 and put 07911 123456", "GB", "+447911123456"),
        ("07911 123 got that 123 456", "GB", "+447911123456"),
        (
            "oh seven nine double one yes double one one two three four five six",
            "GB",
            "+447911123456",
        ),
        ("07911 123456 six at the end not nine", "GB", "+447911123456"),
        ("oh seven nine one one one two three four five six or five seven", "GB", None),
        (
            "work is 07932 770924 and home is 07911 123456 try the home one first",
            "GB",
            "+447911123456",
        ),
    ],
)
def test_english_numbers(said: str, country: str, number: str | None) -> None:
    assert understand_phone(said, country, Language.EN) == number


@pytest.mark.parametrize(
    ("keyed", "number"),
    [
        ("0612345678", MOBILE),
        ("0612345678#", MOBILE),
        ("*33612345678", MOBILE),
        ("0033612345678", MOBILE),
        ("12", None),
        ("", None),
        ("##**", None),
        ("9999999999999999999", None),
    ],
)
def test_keyed_numbers(keyed: str, number: str | None) -> None:
    assert understand_digits_phone(keyed, "FR") == number
