"""Danger, as callers say it: no capital, no comma, no "ne"; and what only sounds like it."""

from pathlib import Path

import pytest

from telesec.assistant.understanding import heard_danger
from telesec.assistant.understanding.clues import SIGNS, clues_in
from telesec.assistant.understanding.danger.beyond_doubt import is_certain_danger, is_of_a_person
from telesec.assistant.understanding.danger.standing import standings_in
from telesec.values.language import Language
from telesec.values.yaml_file import parse_yaml

CALLERS = Path(__file__).parent / "callers"  # by trade, by language, by what must be heard
HEARD = {None: "neither", "urgent": "urgent", "life_threatening": "danger"}


def heard(trade: str, words: str, language: Language = Language.FR) -> str:
    """How grave the house finds these words, said to a client of that trade."""
    return HEARD[heard_danger(words, trade, language)]


@pytest.mark.parametrize("file", sorted(CALLERS.glob("*.yaml")), ids=lambda file: file.stem)
@pytest.mark.parametrize("language", Language)
def test_a_thousand_callers_are_heard_as_they_mean_it(file: Path, language: Language) -> None:
    spoken = parse_yaml(file.read_text("utf-8"), file.name).content[language]
    misheard = {
        words: got
        for expected, sentences in spoken.items()
        for words in sentences
        if (got := heard(file.stem, words, language)) != expected
    }
    assert set(spoken) == {"danger", "urgent", "neither"}
    assert not misheard


def test_a_client_adds_phrases_of_its_own() -> None:
    own = {Language.FR: ("le serveur … panne",)}
    words = "euh bonjour le serveur de la compta il est tombé en panne"
    assert heard_danger(words, "accounting", Language.FR) is None
    assert heard_danger(words, "accounting", Language.FR, own) == "urgent"
    assert heard_danger(words, "accounting", Language.FR, {}, own) == "life_threatening"


def test_a_clients_own_phrase_is_not_outweighed_for_being_one_of_the_trade_too() -> None:
    words = "je voudrais un rendez-vous pour des palpitations depuis un an"
    assert heard_danger(words, "medical", Language.FR) is None
    assert heard_danger(words, "medical", Language.FR, {Language.FR: ("palpitations",)}) == "urgent"


def test_a_trade_we_do_not_know_still_hears_danger() -> None:
    assert heard("other", "il est inconscient") == "danger"
    assert heard("", "il est inconscient") == "danger"


@pytest.mark.parametrize(
    "words",
    [
        "j'arrive plus à respirer",
        "j'arrive pas à respirer depuis tout à l'heure",
        "il respire plus venez vite",
        "elle peut plus respirer du tout",
        "elle ne peut vraiment plus respirer",
        "mon mari il répond plus",
        "euh bonjour mon grand-père il vient de faire un malaise il répond plus",
        "il se réveille pas",
        "il se réveille plus je sais pas quoi faire",
        "je crois qu'il est en train de s'étouffer",
        "mon bébé s'étouffe",
        "il a fait un malaise dans la cuisine",
        "ma mère s'est évanouie",
        "elle est tombée dans les pommes",
        "c'est peut-être rien mais j'ai une douleur à la poitrine depuis ce matin",
        "j'ai mal dans la poitrine et dans le bras gauche",
        "il a déjà fait un infarctus et là il a mal à la poitrine",
        "j'ai mal à la poitrine j'ai eu un infarctus il y a dix ans",
        "j'ai comme un poids sur la poitrine",
        "il a la bouche de travers et il arrive plus à parler",
        "elle saigne beaucoup ça s'arrête pas",
        "ça n'arrête pas de saigner",
        "je veux en finir",
        "ma fille a avalé des médicaments",
        "elle a perdu connaissance deux minutes",
        "je respire mal depuis cette nuit",
        "c'est la même douleur que le jour de mon infarctus",
        "mon asthme d'habitude passe avec la ventoline là non je peux à peine vous parler",
        "ça s'était arrêté de saigner et c'est reparti de plus belle je tiens plus debout",
        "j'ai compté les comprimés il y en a assez pour ne plus souffrir",
        "j'ai du mal à respirer",
        "il fait des convulsions",
        "je crois qu'elle fait un AVC",
        "il est inconscient",
    ],
)
def test_danger_of_life_is_heard_in_spoken_french(words: str) -> None:
    assert heard("medical", words) == "danger"


@pytest.mark.parametrize(
    "words",
    [
        "il a eu un infarctus il y a dix ans je voudrais un rendez-vous de contrôle",
        "mon père a fait un AVC l'année dernière",
        "il a fait un malaise la semaine dernière c'est pour un suivi",
        "j'ai des antécédents d'infarctus",
        "je n'ai pas de douleur à la poitrine",
        "pas de perte de connaissance non",
        "elle tombe dans les pommes à chaque prise de sang",
        "on m'avait dit de rappeler si mon eczéma revenait et il revient un peu",
        "il ne vomit plus il a repris sa soupe merci on annule",
        "j'ai peur de faire un avc comme ma mère je voudrais un bilan",
        "sans douleur thoracique",
        "ça me tue d'attendre je voudrais un rendez-vous",
        "je meurs d'envie de vous voir",
        "c'est pour renouveler mon ordonnance de ventoline",
        "je voudrais les résultats de ma prise de sang",
        "le docteur m'a dit de rappeler pour mon genou",
        "je voudrais un certificat de sport pour mon fils",
        "est-ce que vous êtes ouverts samedi",
    ],
)
def test_what_is_no_danger_is_not_taken_for_one(words: str) -> None:
    assert heard("medical", words) == "neither"


@pytest.mark.parametrize(
    ("words", "how"),
    [
        ("ça sent le gaz chez moi", "danger"),
        ("il y a une odeur de gaz dans l'immeuble", "danger"),
        ("j'ai une fuite d'eau dans la cuisine ça coule partout", "urgent"),
        ("mes toilettes débordent ça déborde partout", "urgent"),
        ("c'est au sujet de la fuite que vous avez réparée je voudrais la facture", "neither"),
        ("la fuite est réparée merci c'est pour la facture", "neither"),
        ("je voudrais un devis pour changer un chauffe-eau", "neither"),
    ],
)
def test_a_plumbers_emergencies(words: str, how: str) -> None:
    assert heard("artisan", words) == how


@pytest.mark.parametrize(
    ("words", "how"),
    [
        ("mon fils est en garde à vue au commissariat du huitième", "urgent"),
        ("my son has been arrested he is at the police station", "urgent"),  # in whatever language
        ("je vous appelle pour mon dossier de succession", "neither"),
    ],
)
def test_a_law_firms_emergencies(words: str, how: str) -> None:
    assert heard("legal", words) == how


@pytest.mark.parametrize(
    ("words", "how"),
    [
        ("I can't breathe properly", "danger"),
        ("he is not responding", "danger"),
        ("I have chest pain since this morning", "danger"),
        ("he had a heart attack ten years ago", "neither"),
        ("I have no chest pain", "neither"),
        ("I would like an appointment", "neither"),
    ],
)
def test_danger_in_english(words: str, how: str) -> None:
    assert heard("medical", words, Language.EN) == how


@pytest.mark.parametrize("words", ["I need help with a will", "I need help with my VAT return"])
def test_who_wants_help_with_papers_does_not_cry_for_help(words: str) -> None:
    assert heard("legal", words, Language.EN) == "neither"
    assert heard("legal", "help me he's got a knife", Language.EN) == "danger"


@pytest.mark.parametrize(
    ("words", "standing"),
    [
        ("il a fait un infarctus il y a dix ans", "past"),
        ("la fuite est réparée", "over"),
        ("que faire si elle s'étouffe", "supposed"),
        ("j'écris un roman sur un empoisonnement", "studied"),
        ("elle n'a pas de fièvre", "denied"),
        ("une toute petite douleur de temps en temps", "mild"),
        ("chez les voisins il y a eu le feu", "another"),
        ("it's pouring in right now", "now"),
    ],
)
def test_how_a_danger_stands_is_told_by_words_around_it(words: str, standing: str) -> None:
    assert standing in standings_in(words)


@pytest.mark.parametrize(
    ("trade", "words"),
    [
        ("paediatrics", "il pleure beaucoup"),
        ("physiotherapy", "mon dos me fait souffrir"),
        ("dental", "la joue est redevenue normale"),
        ("artisan", "mon mari a changé le joint ça tient"),
        ("artisan", "mon mari est par terre en train de bricoler quelle pièce faut-il acheter"),
        ("legal", "mon père ne répond plus au téléphone depuis qu'on est fâchés"),
        ("legal", "mon fils entre en sixième et son père ne veut pas signer"),
        ("accounting", "la banque nous met le couteau sous la gorge il faut le bilan"),
    ],
)
def test_a_plain_trouble_or_one_that_is_over_is_no_danger(trade: str, words: str) -> None:
    assert heard(trade, words) == "neither"


@pytest.mark.parametrize(
    ("trade", "words", "language"),
    [
        ("paediatrics", "un rendez-vous pour mes jumeaux Léo et Léa", Language.FR),
        ("medical", "ma mère est tombée il y a un mois elle a encore mal", Language.FR),
        ("medical", "mon fils s'est fait piquer par une guêpe hier ça gratte", Language.FR),
        ("paediatrics", "mon fils s'est fait piquer par une guêpe hier ça gratte", Language.FR),
        ("paediatrics", "an appointment for my twins Leo and Lea", Language.EN),
        ("medical", "my mother fell a month ago and she is still in pain", Language.EN),
        ("medical", "my son got stung by a wasp yesterday and it itches", Language.EN),
    ],
)
def test_names_an_old_fall_and_a_sting_that_itches_are_no_danger(
    trade: str, words: str, language: Language
) -> None:
    assert heard(trade, words, language) == "neither"


@pytest.mark.parametrize(
    ("words", "language"),
    [
        ("ma mère est tombée dans l'escalier elle ne peut plus se relever", Language.FR),
        ("une guêpe l'a piqué sa gorge gonfle", Language.FR),
        ("my mother fell down the stairs and can't get up", Language.EN),
        ("stung by a wasp and his throat is swelling", Language.EN),
    ],
)
def test_a_fall_or_a_sting_that_is_grave_is_one(words: str, language: Language) -> None:
    assert heard("medical", words, language) != "neither"


@pytest.mark.parametrize(
    ("trade", "words"),
    [
        (
            "medical",
            "c'est pour vous remercier de tout et dire au revoir je pars pour de bon ce soir",
        ),
        ("medical", "à quoi bon mes cachets je préfère ne pas me réveiller demain"),
        ("medical", "ma sœur m'a donné son chat et elle a écrit un mot à chacun de ses enfants"),
        ("paediatrics", "mon fils dit qu'on serait mieux sans lui et il a caché une corde"),
        ("dental", "la prothèse ce n'est plus la peine je ne serai plus là pour la mettre"),
        ("legal", "j'abandonne dites aux enfants que je les aime je veux juste que tout s'arrête"),
        ("notary", "je veux signer aujourd'hui parce que demain je ne serai plus de ce monde"),
        ("accounting", "ma femme touchera l'assurance vie c'est la seule sortie que je vois"),
        ("artisan", "annulez la pose de la cuisine j'en finis ce soir"),
    ],
)
def test_who_wants_to_be_no_more_is_heard_at_any_trade(trade: str, words: str) -> None:
    assert heard(trade, words) == "danger"


@pytest.mark.parametrize(
    ("trade", "words"),
    [
        ("medical", "je pars à la retraite au Portugal merci pour tout et au revoir au docteur"),
        ("medical", "je n'arrive pas à me réveiller le matin je voudrais un bilan"),
        ("dental", "à quoi bon un bridge à mon âge je vais y réfléchir"),
        ("veterinary", "notre vieux chien est mort en juin on voudrait reprendre un chiot"),
        ("legal", "j'en ai enfin fini avec ce divorce je voudrais la copie du jugement"),
        ("notary", "quand je ne serai plus là la maison ira à qui j'aimerais un rendez-vous"),
        ("artisan", "ma chaudière a rendu l'âme l'hiver dernier je voudrais un devis"),
    ],
)
def test_farewells_of_every_day_and_grief_of_the_past_are_no_danger(trade: str, words: str) -> None:
    assert heard(trade, words) == "neither"


@pytest.mark.parametrize(
    ("trade", "words", "language"),
    [
        (
            "real_estate",
            "vous pouvez relouer le deux-pièces les clés sont sur le buffet avec une lettre pour"
            " ma fille demandez aux gendarmes d'entrer les premiers",
            Language.FR,
        ),
        (
            "veterinary",
            "qui prendra mon chat après moi j'ai tout réglé et les cachets sont prêts"
            " c'est ce soir",
            Language.FR,
        ),
        (
            "accounting",
            "don't send the accounts I won't be here on Monday I've left a note for my wife and the"
            " shotgun's beside me",
            Language.EN,
        ),
        (
            "notary",
            "my sister gets the house and the dog goes next door by tonight I'll be off the bridge",
            Language.EN,
        ),
        (
            "paediatrics",
            "la plaquette de mamie est vide il manque huit comprimés et mon fils dort debout on"
            " verra lundi",
            Language.FR,
        ),
        (
            "dental",
            "we'll skip the hygienist mum's speech has gone to mush and her hand won't grip she's"
            " having a lie down",
            Language.EN,
        ),
        (
            "paediatrics",
            "ma fille de deux mois est toute chiffon elle ne réclame plus et sa tête retombe",
            Language.FR,
        ),
    ],
)
def test_a_danger_that_nobody_names_is_heard_by_its_signs(
    trade: str, words: str, language: Language
) -> None:
    assert heard(trade, words, language) == "danger"


@pytest.mark.parametrize(
    ("trade", "words", "language"),
    [
        (
            "real_estate",
            "les clés sont sur le buffet avec une lettre pour le nouveau locataire nous partons"
            " vivre à Rennes vous pouvez relouer le deux-pièces",
            Language.FR,
        ),
        (
            "veterinary",
            "je dois donner mon chat le bébé fait de l'asthme vous auriez une famille pour lui",
            Language.FR,
        ),
        (
            "accounting",
            "send the accounts to my wife I'm away on Monday and she has a note of the figures",
            Language.EN,
        ),
        (
            "notary",
            "my sister gets the house and the dog goes next door I'd like that in my will one day",
            Language.EN,
        ),
        (
            "medical",
            "la boîte de mamie est vide il manque huit comprimés pour finir le mois vous pouvez"
            " renouveler",
            Language.FR,
        ),
        (
            "dental",
            "my lip's still numb and dribbling after the injection when does it wear off",
            Language.EN,
        ),
        (
            "paediatrics",
            "ma fille de deux mois ne tient pas encore sa tête on en parlera à la visite",
            Language.FR,
        ),
    ],
)
def test_the_same_signs_of_a_move_or_an_everyday_matter_are_no_danger(
    trade: str, words: str, language: Language
) -> None:
    assert heard(trade, words, language) == "neither"


def test_signs_have_the_same_names_in_both_languages() -> None:
    """What one language taught holds in the other."""
    french = clues_in("adieu je laisse les clés et une lettre pour ma fille", Language.FR, SIGNS)
    english = clues_in("goodbye I leave the keys and a letter for my daughter", Language.EN, SIGNS)
    assert french[:5] == ("goodbye", "i", "gives", "keys", "letter")
    assert {*english} == {*french}


@pytest.mark.parametrize(
    ("words", "clue"),
    [
        ("je voudrais un rendez-vous", "appointment"),
        ("ce rendez-là vous va", None),  # not the whole phrase
        ("vaccination du chien", "appointment"),  # "vaccin*": any ending
        ("le vacci", None),
        ("", None),
    ],
)
def test_a_clue_is_a_whole_phrase_whose_last_word_may_go_on(words: str, clue: str | None) -> None:
    assert ("appointment" in clues_in(words, Language.FR)) == (clue is not None)


@pytest.mark.parametrize(
    ("trade", "words", "how"),
    [
        (
            "real_estate",
            "je vous appelle pour l'état des lieux de vendredi on voulait savoir s'il faut"
            " apporter les deux jeux de clés et puis ça sent très fort le gaz sur le palier",
            "danger",
        ),
        (
            "medical",
            "je dois passer lundi pour la prise de sang est-ce qu'il faut être à jeun parce que"
            " là j'ai la bouche de travers et je n'arrive plus à tenir mon stylo",
            "danger",
        ),
        (
            "accounting",
            "c'est au sujet de la déclaration de mars il vous manque un relevé et mon collègue"
            " vient de s'écrouler il ne répond plus",
            "danger",
        ),
        (
            "artisan",
            "je voulais un devis pour repeindre le salon au printemps mais là une canalisation"
            " vient d'éclater et l'eau monte dans la cave",
            "urgent",
        ),
        (
            "real_estate",
            "je vous appelle pour l'état des lieux de vendredi on voulait savoir s'il faut"
            " apporter les deux jeux de clés et le relevé du compteur de gaz",
            "neither",
        ),
        (
            "real_estate",
            "je vous appelle pour l'état des lieux de vendredi le voisin nous a raconté que ça"
            " sentait très fort le gaz sur le palier il y a deux ans tout a été refait",
            "neither",
        ),
        (
            "accounting",  # no phrase of the trade is heard in this one, nor in the next
            "bonjour c'est au sujet de la déclaration de tva du mois de mars il vous manque encore"
            " deux factures du fournisseur je vous les envoie lundi par contre ma femme a les"
            " lèvres toutes bleues et elle cherche son air",
            "danger",
        ),
        (
            "real_estate",
            "c'est pour la visite de samedi à dix heures on viendra avec ma belle-mère et le petit"
            " et je voulais savoir pour le parking ah et mon fils de deux ans a bu le produit à"
            " déboucher",
            "danger",
        ),
        (
            "accounting",
            "c'est au sujet de la déclaration de mars il vous manque un relevé et mon collègue"
            " qui avait fait un malaise l'an dernier reprend lundi",
            "neither",
        ),
    ],
)
def test_a_danger_is_heard_in_a_long_sentence_about_something_else(
    trade: str, words: str, how: str
) -> None:
    assert heard(trade, words) == how


@pytest.mark.parametrize(
    ("trade", "words", "language"),
    [
        ("association", "elle a huit ans", Language.FR),
        ("veterinary", "un chat Félix", Language.FR),
        ("veterinary", "he's three months old", Language.EN),
        ("notary", "la vente de ma maison", Language.FR),
        ("paediatrics", "bébé de trois mois", Language.FR),
        ("medical", "je vais voir avec ma femme et je rappelle", Language.FR),
        ("dental", "i've lost a filling", Language.EN),
        ("accounting", "on a quatre salariés", Language.FR),
    ],
)
def test_few_words_in_answer_to_another_question_are_that_answer(
    trade: str, words: str, language: Language
) -> None:
    assert heard_danger(words, trade, language, answering=True) is None


@pytest.mark.parametrize(
    ("trade", "words", "language"),
    [
        ("medical", "mon mari ne respire plus", Language.FR),
        ("medical", "please my husband's swallowed weedkiller on purpose", Language.EN),
        ("medical", "la bouche de travers et elle parle plus", Language.FR),
        ("artisan", "ça sent le gaz", Language.FR),
        ("paediatrics", "il convulse", Language.FR),
        ("legal", "il veut me tuer", Language.FR),
        ("real_estate", "there is smoke everywhere", Language.EN),
    ],
)
def test_danger_told_instead_of_an_answer_is_heard(
    trade: str, words: str, language: Language
) -> None:
    assert heard_danger(words, trade, language, answering=True)


TRADES = (
    *("medical", "dental", "physiotherapy", "paediatrics", "veterinary", "legal", "notary"),
    *("accounting", "real_estate", "artisan", "association"),
)


@pytest.mark.parametrize(
    ("words", "language"),
    [
        ("il y a un incendie chez moi", Language.FR),
        ("mon fils s'est noyé", Language.FR),
        ("mon fils s'est noyé dans la piscine", Language.FR),
        ("mon mari me frappe", Language.FR),
        ("my son drowned", Language.EN),
        ("my son drowned in the pool", Language.EN),
        ("my husband is hitting me", Language.EN),
        ("the baby is coming now", Language.EN),
    ],
)
def test_words_beyond_doubt_are_danger_whatever_the_trade(words: str, language: Language) -> None:
    assert {trade: heard(trade, words, language) for trade in TRADES} == dict.fromkeys(
        TRADES, "danger"
    )


@pytest.mark.parametrize(
    "words",
    [
        "mon fils s'est noyé il y a dix ans",
        "mon mari ne me frappe pas",
        "mon mari me frappe par sa gentillesse",
        "mon fils s'est noyé dans les papiers",
        "il y a un incendie chez moi dans mon roman",
        "si jamais il y a un incendie chez moi que faire",
        "my husband isn't hitting me",
        "my son drowned in paperwork",
        "my son drowned ten years ago",
    ],
)
def test_certain_words_denied_past_or_spoken_in_a_manner_are_weighed(words: str) -> None:
    assert not is_certain_danger(words)


@pytest.mark.parametrize(
    ("words", "language"),
    [
        ("mon bébé convulse", Language.FR),
        ("mon voisin est au sol il bouge plus", Language.FR),
        ("j'ai perdu les eaux et le bébé arrive", Language.FR),
        ("my son swallowed a battery", Language.EN),
    ],
)
def test_a_person_in_danger_is_no_matter_for_the_vet(words: str, language: Language) -> None:
    assert heard("veterinary", words, language) == "danger"


def test_a_relative_named_beside_an_animal_is_not_who_is_in_danger() -> None:
    assert is_of_a_person("mon voisin est au sol il bouge plus")
    assert not is_of_a_person("mon fils dit que le chien a avalé du chocolat")
    assert not is_of_a_person("my husband found the cat limping")


@pytest.mark.parametrize(
    ("words", "language"),
    [
        ("et mon mari aussi tant qu'à faire", Language.FR),
        ("mon mari ne répond pas à ses mails", Language.FR),
        ("je suis devant la porte c'est fermé", Language.FR),
        ("il fait froid dans la salle d'attente", Language.FR),
        ("my wife won't be coming tomorrow", Language.EN),
        ("I'm in the waiting room", Language.EN),
        ("she collapsed with laughter", Language.EN),
    ],
)
def test_plain_talk_of_relatives_and_waiting_is_no_danger(words: str, language: Language) -> None:
    assert {trade: heard(trade, words, language) for trade in TRADES} == dict.fromkeys(
        TRADES, "neither"
    )


@pytest.mark.parametrize("trade", ["legal", "artisan", "notary", "physiotherapy"])
def test_a_headache_is_no_danger(trade: str) -> None:
    assert heard(trade, "j'ai mal à la tête") == "neither"
