"""French days and hours told in many ways. It is Thursday 26 November 2026, 10 o'clock."""

import pytest

from telesec.assistant.understanding import understand_wish
from telesec.assistant.understanding.times.heard import Heard
from telesec.assistant.understanding.times.lots import Meaning
from telesec.values.language import Language
from tests.assistant.understanding.test_wishes import NOW, written

HOURS_OF_EACH_DAY = {
    "mercredi de neuf à onze et jeudi de deux à cinq": "2/12 9-11; 3/12 14-17",
    "lundi de deux à quatre": "30/11 14-16",
    "demain de trois à cinq si possible": "27/11 15-17",
    "mardi de huit à dix ou vendredi de quatre à six": "27/11 16-18; 1/12 8-10",
    "mercredi à seize et si c'est pris mercredi à dix-sept": "2/12 16; 2/12 17",
    "lundi à neuf ou mardi à onze": "30/11 9; 1/12 11",
    "lundi soit huit heures trente soit midi": "30/11 8:30; 30/11 12",
    "demain onze heures ou midi": "27/11 11; 27/11 12",
    "lundi neuf heures trente ou alors midi": "30/11 9:30; 30/11 12",
    "lundi dix heures si possible sinon onze": "30/11 10; 30/11 11",
    "lundi de dix heures à la fermeture": "30/11 10-21",
    "ce midi à treize heures": "26/11 13",
    "mardi à quatorze heures non quinze sinon mercredi même heure": "1/12 15; 2/12 15",
    "lundi dix heures non onze ou mardi neuf heures": "30/11 11; 1/12 9",
    "je vous disais lundi 14 heures mais non 15 heures": "30/11 15",
}
NOT_THIS_ONE = {
    "pas aujourd'hui ni demain samedi": "28/11",
    "pas demain lundi": "30/11",
    "pas demain lundi à quatorze heures": "30/11 14",
    "ni aujourd'hui ni demain mardi matin": "1/12 8-12",
    "non pas demain mardi premier décembre": "1/12",
    "ni demain ni après-demain lundi matin": "30/11 8-12",
    "demain lundi ou mardi au choix": "27/11; 30/11; 1/12",
    "pas ce samedi samedi d'après": "5/12",
    "pas ce lundi le lundi d'après": "7/12",
    "pas ce mardi mardi suivant à dix heures": "8/12 10",
    "pas cette semaine pas la prochaine celle d'après": "7/12>14/12",
    "ni cette semaine ni la semaine prochaine mais la suivante": "7/12>14/12",
    "pas cette semaine ni la prochaine la semaine d'après": "7/12>14/12",
    "la semaine prochaine je suis pas là la suivante": "7/12>14/12",
    "la semaine prochaine non la suivante oui": "7/12>14/12",
    "pas la semaine qui vient l'autre": "7/12>14/12",
    "la semaine prochaine je suis en vacances celle d'après mardi": "8/12",
    "ni ce week-end ni en semaine mais le week-end d'après": "5/12>7/12",
    "un vendredi mais pas celui de cette semaine le suivant": "4/12",
    "vendredi pas demain l'autre à neuf heures": "4/12 9",
    "non pas demain vendredi quatre décembre": "4/12",
    "jeudi soir en huit": "10/12 18-21",
    "ni lundi ni vendredi mais entre les deux": "1/12; 2/12; 3/12",
    "pas lundi ni jeudi plutôt entre les deux la semaine prochaine": "1/12; 2/12",
    "lundi ou mardi mais mardi j'aimerais mieux pas": "30/11",
    # … and one day told twice
    "pas demain vendredi": "26/11 10>27/11; 28/11; 29/11; 30/11; 1/12; 2/12",
}
BESIDE_A_DAY_SAID_BEFORE = {
    "j'ai rendez-vous le 10 décembre vous auriez quelque chose la veille dans l'après-midi": (
        "9/12 13-18"
    ),
    "on déménage le 12 décembre plutôt le lendemain dans la matinée": "13/12 8-12",
    "vous m'avez donné le quinze décembre à neuf heures est-ce que je peux venir un jour plus tôt"
    " à la même heure": "14/12 9",
    "j'avais un rendez-vous mardi à 9 heures et demie je voudrais le postposer d'une semaine": (
        "8/12 9:30"
    ),
    "on vendange du 14 au 18 décembre donc plutôt la semaine d'avant le 8 ou le 9": "8/12; 9/12",
    "on m'opère le 7 décembre il me verra la semaine d'après le 15": "15/12",
    "la semaine prochaine mardi ou jeudi et si rien ne va la semaine suivante le mardi": (
        "1/12; 3/12; 8/12"
    ),
    "dimanche c'est la communion donc les jours d'après lundi ou mardi": "30/11; 1/12",
    "un samedi matin celui du 5 par exemple": "5/12 8-12",
    "un mardi un mercredi ça m'est égal": "1/12; 2/12",
    "vous m'avez donné mardi neuf heures je préfère le matin d'après": "2/12 8-12",
    "jeudi vendredi samedi de la semaine prochaine": "3/12; 4/12; 5/12",
    "lundi mardi ou mercredi de la semaine prochaine": "30/11; 1/12; 2/12",
    "deux matinées celle de mardi et celle de samedi": "28/11 8-12; 1/12 8-12",
    "le vendredi d'après celui de demain": "4/12",
    "le week-end après celui-ci": "5/12>7/12",
    "aux alentours du 12": "12/12",
    "le mardi qui suit le lundi de Pâques": "30/3",
    "le mercredi après le lundi de Pentecôte": "19/5",
}
AT_THE_SAME_HOUR = {
    "mardi dix heures ou la même heure une semaine plus tard": "1/12 10; 8/12 10",
    "lundi à neuf heures ou le lendemain même heure": "30/11 9; 1/12 9",
    "vous m'avez mis mardi à 14 heures même heure mais mercredi": "1/12 14; 2/12 14",
    "j'ai rendez-vous lundi à 9 h la même heure mardi ça serait possible": "1/12 9",
    "mon rendez-vous est mardi à 10 h je voudrais la semaine suivante même heure": "8/12 10",
    "j'avais demain 11 heures la semaine d'après le même jour à la même heure": "4/12 11",
}
IN_A_MONTH = {
    "le dernier jour du mois": "30/11",
    "le premier jour de décembre": "1/12",
    "le dernier jour du mois prochain à dix heures": "31/12 10",
    "l'avant-dernier jour de décembre": "30/12",
    "décembre plutôt la deuxième quinzaine": "16/12>1/1",
    "en janvier la première quinzaine": "1/1>16/1",
    "la deuxième quinzaine du mois prochain": "16/12>1/1",
    "décembre première semaine": "1/12>8/12",
    "dans les premiers jours de janvier": "1/1>11/1",
    "le tout dernier jour de l'année": "31/12",
    "le matin du 8 au 10 décembre": "8/12 8-12; 9/12 8-12; 10/12 8-12",
    "le trente ou le premier l'après-midi": "30/11 13-18; 1/12 13-18",
    "le week-end de Pâques jusqu'au lundi compris": "27/3>30/3",
    "le week-end du 5 décembre jusqu'au lundi": "5/12>8/12",
}
BOUNDS = {
    "plutôt en décembre j'ai rien avant": "1/12>1/1",
    "le 12 décembre je n'ai rien de libre avant": "12/12",
    "plutôt en janvier je peux rien avant": "1/1>1/2",
    "j'ai rien avant le 15": "15/12>24/12 10",
    "vous n'avez rien avant le 15": "26/11 10>15/12",
    "lundi ou mardi après ça je suis en vacances": "30/11; 1/12",
    "demain après je pars": "27/11",
    "lundi à partir de quatorze heures mais faut que je sois partie à dix-sept heures": (
        "30/11 14-17"
    ),
    "demain après neuf heures mais je dois partir à onze heures": "27/11 9-11",
    "lundi matin mais je dois être partie à onze heures": "30/11 8-11",
    "lundi mais je dois repartir à onze heures": "30/11 8-11",
    "mardi matin il faut que j'aie fini à onze heures": "1/12 8-11",
    "mardi à partir de neuf heures mais il faut que je sois au travail à treize heures": (
        "1/12 9-13"
    ),
    "mercredi mais je pars à onze heures": "2/12 8-11",
    "mardi disons neuf heures et jusqu'à onze heures": "1/12 9-11",
    "la semaine prochaine à partir du mercredi jusqu'au vendredi": "2/12>5/12",
    "le 7 décembre et plus tard": "7/12>24/12 10",
    "elle sait pas venir avant le quatorze": "14/12>24/12 10",
    "je suis en congé jusqu'à mercredi donc d'ici là quand vous voulez": "26/11 10>3/12",
    "il me faut le papier d'ici mercredi midi je peux passer n'importe quand d'ici là": (
        "26/11 10>2/12 12"
    ),
}
MOVED = {
    "il faudrait déplacer monsieur Garnier de mardi à jeudi toujours à quatorze heures": "3/12 14",
    "reporter mon rendez-vous de demain au 4 décembre à 10 h": "4/12 10",
    "nous sollicitons un report du rendez-vous de demain au 4 décembre à 10 h": "4/12 10",
    "je voudrais décaler mon rendez-vous de lundi au mercredi": "2/12",
    "avancer le rendez-vous du 15 décembre au 10": "10/12",
}

ALL_BUT_ONE_DAY = {
    "n'importe quel matin sauf lundi": (
        "26/11 10-12; 27/11 8-12; 28/11 8-12; 29/11 8-12; 1/12 8-12; 2/12 8-12"
    ),
    "n'importe quel après-midi sauf jeudi": (
        "27/11 13-18; 28/11 13-18; 29/11 13-18; 30/11 13-18; 1/12 13-18; 2/12 13-18"
    ),
}
ANOTHER_DAY_INSTEAD = {
    "lundi je ne peux pas mardi plutôt": "1/12",
    "lundi je peux pas mercredi matin plutôt": "2/12 8-12",
    "mardi c'est pas possible plutôt vendredi à 10 heures": "27/11 10",
}
MENDED_BY_THEN = {
    "ma voiture est en réparation jusqu'à jeudi": "",
    "ma voiture est au garage jusqu'à mardi donc mercredi matin": "2/12 8-12",
    # … and what is none
    "ma voiture est au garage jusqu'à mardi je peux venir après": "2/12>24/12 10",
    "je suis là jusqu'à mardi": "26/11 10>2/12",
}
WHERE_AN_OPEN_END_ENDS = {  # 28 days from now, or from its beginning where that is later still
    "à partir du 17 décembre": "17/12>24/12 10",
    "à partir du 23 décembre": "23/12>24/12 10",
    "à partir du 25 décembre": "25/12>22/1",
    "à partir du 4 janvier": "4/1>1/2",
}


def by_the_grammar(heard: Heard) -> Meaning:
    """What the grammar says, before anything is weighed."""
    return Meaning(heard.by_grammar)


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        pair
        for table in (
            HOURS_OF_EACH_DAY, NOT_THIS_ONE, BESIDE_A_DAY_SAID_BEFORE, AT_THE_SAME_HOUR,
            IN_A_MONTH, BOUNDS, MOVED, ALL_BUT_ONE_DAY, ANOTHER_DAY_INSTEAD, MENDED_BY_THEN,
            WHERE_AN_OPEN_END_ENDS,
        )
        for pair in table.items()
    ],
)  # fmt: skip
def test_a_wish_is_read_by_the_grammar(said: str, meant: str) -> None:
    assert written(understand_wish(said, Language.FR, NOW, "FR", by_the_grammar)) == meant
