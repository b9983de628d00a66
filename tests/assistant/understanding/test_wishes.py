"""When callers would like to come. It is always Thursday 26 November 2026, 10 o'clock."""

from datetime import datetime, timedelta

import pytest

from telesec.assistant.understanding import Wish, understand_wish
from telesec.values.language import Language

NOW = datetime.fromisoformat("2026-11-26T10:00")

FRENCH = {
    # weekdays and relative days
    "demain": "27/11",
    "le chirurgien veut que je revienne dans quinze jours": "10/12",
    "il faudrait que je revienne le 12 décembre": "12/12",
    "Demain matin": "27/11 8-12",
    "après-demain après-midi": "28/11 13-18",
    "apres demain apres midi": "28/11 13-18",
    "ce soir": "26/11 18-21",
    "cet après-midi": "26/11 13-18",
    "mardi": "1/12",
    "jeudi": "3/12",
    "mardi matin": "1/12 8-12",
    "le samedi matin": "28/11 8-12",
    "lundi prochain": "30/11",
    "mardi en huit": "8/12",
    "mercredi en quinze": "16/12",
    "demain en huit": "4/12",
    "dans huit jours": "3/12",
    "dans quinze jours": "10/12",
    "dans trois jours": "29/11",
    "dans deux semaines": "10/12",
    "dans deux heures": "26/11 12",
    # dates
    "le 3 décembre": "3/12",
    "le trois décembre à quinze heures": "3/12 15",
    "le trente novembre à quatorze heures zéro cinq": "30/11 14:05",
    "le 9 12 à 16 h": "9/12 16",
    "dans une quinzaine": "10/12",
    "3/12": "3/12",
    "le premier décembre": "1/12",
    "le 1er décembre au matin": "1/12 8-12",
    "lundi 30 novembre": "30/11",
    "le 3": "3/12",
    "le 3 ou le 4 décembre": "3/12; 4/12",
    "le 28 ou le 29 décembre": "28/12; 29/12",
    "le lendemain de Noël": "26/12",
    "du 3 au 7 décembre": "3/12>8/12",
    "entre lundi et mercredi": "30/11>3/12",
    "la semaine prochaine": "30/11>7/12",
    "la semaine du 7 décembre": "7/12>14/12",
    "en début de semaine prochaine": "30/11>2/12",
    "ce week-end": "28/11>30/11",
    "début décembre": "1/12>11/12",
    "la semaine prochaine mardi ou jeudi": "1/12; 3/12",
    "mardi matin de la semaine prochaine": "1/12 8-12",
    # times of day
    "mardi en fin de matinée": "1/12 10-12",
    "mardi en début d'après-midi": "1/12 13-15",
    "lundi en fin de journée": "30/11 17-19",
    "demain vers 10 h 30": "27/11 10:30",
    "demain entre 14 et 16 heures": "27/11 14-16",
    "demain entre deux et quatre heures": "27/11 14-16",
    "mercredi de 9 heures à 11 heures": "2/12 9-11",
    "mercredi après 17 heures": "2/12 17-21",
    "vendredi avant 10 h": "27/11 8-10",
    "samedi pas avant quinze heures": "28/11 15-21",
    "lundi pas après 11 heures": "30/11 8-11",
    "demain midi": "27/11 12-14",
    "demain à midi": "27/11 12",
    "lundi entre midi et deux": "30/11 12-14",
    "lundi entre 11 heures et midi": "30/11 11-12",
    "lundi à une heure et demie": "30/11 13:30",
    "demain deux heures": "27/11 14",
    "vendredi neuf heures moins le quart": "27/11 8:45",
    "demain à quinze heures quarante-cinq": "27/11 15:45",
    "demain soir vers 7 heures": "27/11 19",
    "demain matin à sept heures": "27/11 7",
    "lundi huit heures du soir": "30/11 20",
    "mardi dix heures dix heures trente": "1/12 10; 1/12 10:30",
    # several, excluded, corrected
    "lundi ou mardi matin": "30/11 8-12; 1/12 8-12",
    "lundi ou mardi en début d'après-midi": "30/11 13-15; 1/12 13-15",
    "lundi matin ou mardi après-midi": "30/11 8-12; 1/12 13-18",
    "mardi à 10h ou 11h": "1/12 10; 1/12 11",
    "le matin mardi ou jeudi": "1/12 8-12; 3/12 8-12",
    "demain mais pas le matin": "27/11 12-21",
    "lundi non mardi": "1/12",
    "mardi euh non pardon mercredi à dix heures": "2/12 10",
    "pourquoi pas lundi": "30/11",
    "je ne peux pas lundi mais mardi oui": "1/12",
    "euh ben je sais pas moi plutôt jeudi dans l'après-midi quoi": "3/12 13-18",
    "du lundi au mercredi de la semaine prochaine je suis au magasin": "30/11>3/12",
    "alors en soirée il reste mercredi": "2/12 18-21",
    "je vous propose le samedi douze si elle n'est pas malade d'ici là": "12/12",
    # an hour instead of another
    "c'est bien mardi à neuf heures que vous venez non bon je préfère dix heures": "1/12 10",
    "mardi à quinze heures non qu'est-ce que je raconte à seize heures": "1/12 16",
    "mardi huit heures et demie neuf heures disons à dix heures": "1/12 10",
    "dix heures demain non attendez dix heures trente j'ai le kiné de mon mari": "27/11 10:30",
    "laissez tomber seize heures mardi quatorze heures quinze": "1/12 14:15",
    "mardi pas plus tôt que dix heures pas plus tard que midi": "1/12 10-12",
    "aujourd'hui encore ou demain matin": "26/11 10>27/11; 27/11 8-12",
    "rien cette semaine la prochaine mardi à quinze heures": "1/12 15",
    "soit le vingt-huit soit le trente les deux le matin": "28/11 8-12; 30/11 8-12",
    # weeks and days counted from others
    "aujourd'hui en quinze": "10/12",
    "jeudi dans huit jours": "3/12",
    "comptons une semaine d'aujourd'hui": "3/12",
    "trois semaines après aujourd'hui": "17/12",
    "la semaine qui arrive": "30/11>7/12",
    "mardi de la semaine d'après la semaine prochaine": "8/12",
    "la semaine d'après celle qui vient le mercredi à quatorze heures": "9/12 14",
    "de demain à samedi après dix-sept heures": "27/11 17-21; 28/11 17-21",
    "les deux premiers jours de décembre": "1/12>3/12",
    "les trois derniers jours de janvier": "29/1>1/2",
    "en janvier du 11 au 13": "11/1>14/1",
    "j'hésite entre lundi et mercredi à quatorze heures": "30/11 14; 2/12 14",
    "plus vite que mercredi si vous pouvez": "26/11 10>2/12",
    "c'était pour dire mardi en huit": "8/12",
    "la Saint-Nicolas tombe un dimanche venez plutôt le mardi huit": "8/12",
    "le 4 décembre c'est férié à l'école on viendrait ce vendredi-là à 10 h": "4/12 10",
    # a clause of its own begins right behind the wish
    "demain avant dix heures à dix heures et quart je suis chez l'opticien": "27/11 8-10",
    "cet après-midi avant seize heures à seize heures quinze j'ai le courtier": "26/11 13-16",
    "mardi prochain à neuf heures et demie ce soir on part au festival": "1/12 9:30",
    "demain soir ou mercredi soir jeudi matin à six heures je m'envole": "27/11 18-21; 2/12 18-21",
    "lundi et mardi je suis de nuit il me reste jeudi": "3/12",
    # from one hour to another, and the part of the day beside it
    "lundi midi quatorze heures": "30/11 12-14",
    "lundi quatorze heures quinze heures dans cette tranche": "30/11 14-15",
    "lundi dix heures douze heures": "30/11 10; 30/11 12",
    "mardi dix-sept heures trente ou plus tard": "1/12 17:30-21",
    "après 11 heures ce matin": "26/11 11-12",
    "avant seize heures cet après-midi": "26/11 13-16",
    # a stretch with bounds, or only some of its days
    "la semaine prochaine mais pas avant jeudi": "3/12>7/12",
    "la semaine prochaine après mercredi": "3/12>7/12",
    "la semaine prochaine avant jeudi": "30/11>3/12",
    "la semaine prochaine à partir du mercredi jusqu'au vendredi": "2/12>5/12",
    "à partir de mercredi jusqu'à lundi": "2/12>8/12",
    "tout mai me convient mais pas avant le onze": "11/5>1/6",
    "la semaine du 14 décembre mais seulement le mardi ou le jeudi": "15/12; 17/12",
    "la semaine prochaine mais plutôt mardi": "1/12",
    # open ends
    "à partir de lundi": "30/11>24/12 10",
    "le plus tôt possible mais pas demain": "26/11 10>27/11; 28/11>24/12 10",
    "dès que vous avez un trou sauf samedi et dimanche": "26/11 10>28/11; 30/11>24/12 10",
    "après mardi": "2/12>24/12 10",
    "d'ici vendredi": "26/11 10>28/11",
    "avant vendredi": "26/11 10>27/11",
    "le plus tôt possible": "26/11 10>24/12 10",
    "dès que possible": "26/11 10>24/12 10",
    "n'importe quand": "26/11 10>24/12 10",
    "le plus tôt possible la semaine prochaine": "30/11>7/12",
    # told by what was said before, or beside a feast
    "lundi à quinze heures ou mardi à la même heure": "30/11 15; 1/12 15",
    "mon rendez-vous du 3 décembre à 14h je voudrais le décaler au lendemain": "4/12",
    "le mardi après la Pentecôte à 15 heures": "18/5 15",
    "le vendredi de l'Ascension": "7/5",
    "le lundi de Pâques": "29/3",
    "le mardi juste après Pâques": "30/3",
    "le week-end d'après Pâques": "3/4>5/4",
    "le lundi après le 12": "14/12",
    "le samedi après le 12": "12/12",
    "le vendredi qui précède le 20 décembre": "18/12",
    "la semaine qui suit le 12": "14/12>21/12",
    "d'aujourd'hui en huit": "3/12",
    "dans trois semaines un mardi": "15/12",
    "la première semaine de décembre": "1/12>8/12",
    "la deuxième quinzaine de décembre": "16/12>1/1",
    "en janvier après le 10": "11/1>1/2",
    "entre Noël et le jour de l'an": "26/12>1/1",
    "du 7 au 9 le matin": "7/12 8-12; 8/12 8-12; 9/12 8-12",
    "les 7 8 ou 9 décembre": "7/12; 8/12; 9/12",
    "du lundi au mercredi de la semaine prochaine": "30/11>3/12",
    "sous 48 heures": "26/11 10>28/11 10",
    # what is told beside the wish
    "je finis à 17h donc 18h lundi": "30/11 18",
    "je rentre de vacances lundi donc à partir de mardi": "1/12>24/12 10",
    "le 12 j'ai le kiné le 13 je suis libre à partir de 16 heures": "13/12 16-21",
    "mardi je suis pris mercredi aussi jeudi c'est bon": "3/12",
    "vous m'aviez dit lundi mais finalement mercredi": "2/12",
    "au lieu de mardi est-ce que je peux venir mercredi": "2/12",
    "mardi 15h euh attendez non j'ai ma réunion plutôt 16h30": "1/12 16:30",
    "pas cette semaine la suivante": "30/11>7/12",
    "mardi prochain à 16 heures si vous travaillez le mardi": "1/12 16",
    "mon kiné c'est à 10h mardi alors ce serait 11h30": "1/12 11:30",
    "le 28 décembre ou le 3": "28/12; 3/1",
    "un mardi de décembre": "1/12; 8/12; 15/12; 22/12; 29/12",
    "mardi ou celui d'après": "1/12; 8/12",
    "la semaine avant Noël": "14/12>21/12",
    "demain c'est mort lundi aussi mardi oui": "1/12",
    "mardi ou mercredi sur le temps de midi": "1/12 12-14; 2/12 12-14",
    # clauses: what somebody does, did or must do is no wish
    "lundi je dépose ma voiture le matin mais à 14h30 je suis à vous": "30/11 14:30",
    "mardi dix heures ah non mardi j'ai le dentiste jeudi onze heures plutôt": "3/12 11",
    "mon mari prend la voiture lundi il vaudrait mieux mardi à neuf heures": "1/12 9",
    "le docteur m'a dit de revenir dans une semaine": "3/12",
    "lundi à dix heures ensuite je travaille": "30/11 10",
    "mercredi c'est les enfants jeudi quinze heures": "3/12 15",
    "je pensais à jeudi mais en fait vendredi neuf heures": "27/11 9",
    # a week belongs to the weekdays beside it
    "lundi de la semaine prochaine ou samedi": "28/11; 30/11",
    "la semaine prochaine le premier": "1/12",
    "du 28 novembre au 2 décembre": "28/11>3/12",
    "le soir après 17 h 30 mardi": "1/12 17:30-21",
    "mercredi onze heures au plus tôt": "2/12 11-21",
    "mardi avant 8 h 30": "1/12 8-8:30",
    "mardi pas avant 14 h et jusqu'à 17 h": "1/12 14-17",
    "après Noël à partir du 28": "28/12>25/1",
    "lundi vous êtes fermés alors mardi à dix heures": "1/12 10",
    # hesitation, stutter, hours written or said without the word
    "mardi à euh dix heures": "1/12 10",
    "le le trois décembre euh à quatorze ben heures trente": "3/12 14:30",
    "mer mercredi matin": "2/12 8-12",
    "mardi neuf trente": "1/12 9:30",
    "dix ou onze lundi": "30/11 10; 30/11 11",
    "lundi 10h-12h": "30/11 10-12",
    # bounds and ranges
    "entre le 7 et le 11": "7/12>12/12",
    "entre la Saint-Nicolas et Noël": "6/12>26/12",
    "après le 10 mais avant le 15 décembre": "11/12>15/12",
    "je ne suis pas là avant le 12 décembre": "12/12>24/12 10",
    "dès qu'un rendez-vous se libère": "26/11 10>24/12 10",
    "lundi mardi je travaille mais mercredi je suis libre": "2/12",
    # days beside dates and feasts
    "deux jours avant Noël": "23/12",
    "le surlendemain du 3 décembre": "5/12",
    "le lundi de Pâques ou le mardi": "29/3; 30/3",
    "le onze décembre je travaille donc le douze": "12/12",
    "j'ai rendez-vous le 4 à 10 heures je peux venir à 11 heures": "4/12 11",
    # a weekday ruled out on that very weekday is no date further off
    "le mardi et le jeudi je suis au bureau toute la journée alors plutôt le mercredi": "2/12",
    "le lundi le mardi et le jeudi je travaille alors le mercredi ou le vendredi": "27/11; 2/12",
    "jeudi prochain je travaille donc le vendredi": "4/12",
    "lundi mardi je suis en formation mais à partir de mercredi quand vous voulez": "2/12>24/12 10",
    "lundi pas possible mardi non plus mercredi oui": "2/12",
    # from one month into the next
    "du trente au quatre": "30/11>5/12",
    "du 28 au 2": "28/11>3/12",
    "entre le trente et le quatre": "30/11>5/12",
    # an appointment that exists gets another hour
    "j'ai rendez-vous mardi à dix heures je voudrais savoir si je peux le décaler à 15 heures": (
        "1/12 15"
    ),
    # soon, and early
    "demain tôt": "27/11 8-10",
    "dans les prochains jours": "26/11 10>4/12",
    "en début d'année prochaine": "1/1>11/1",
    # what is ruled out is never what is wished for
    "pas le mardi matin": ("26/11 10>27/11; 27/11; 28/11; 29/11; 30/11; 1/12 12-21; 2/12"),
    "je suis jamais là le mardi": "26/11 10>27/11; 27/11; 28/11; 29/11; 30/11; 2/12",
}

ENGLISH = {
    "tomorrow morning": "27/11 8-12",
    "first thing on monday": "30/11 8-10",
    "the week commencing the seventh of december": "7/12>14/12",
    "next Tuesday at half past ten": "1/12 10:30",
    "between 2 and 4 pm on Monday": "30/11 14-16",
    "Monday or Tuesday morning": "30/11 8-12; 1/12 8-12",
    "a week from Tuesday": "8/12",
    "Tuesday week": "8/12",
    "in a fortnight": "10/12",
    "the 3rd of December": "3/12",
    "December 3rd at 10 a.m.": "3/12 10",
    "the day after tomorrow at noon": "28/11 12",
    "this evening": "26/11 18-21",
    "early next week": "30/11>2/12",
    "Friday afternoon around four": "27/11 16",
    "quarter past nine tomorrow": "27/11 9:15",
    "on Monday before ten": "30/11 8-10",
    "Thursday at 2:30": "3/12 14:30",
    "tomorrow at three": "27/11 15",
    "tomorrow any time after 5": "27/11 17-21",
    "Monday no sorry Tuesday": "1/12",
    "by Friday": "26/11 10>28/11",
    "from Monday on": "30/11>24/12 10",
    "as soon as possible": "26/11 10>24/12 10",
    "move my appointment on Tuesday to Friday morning": "27/11 8-12",
    "Christmas Eve": "24/12",
    "good morning I would like to come on Friday": "27/11",
    "in a couple of weeks the Friday so the eleventh": "11/12",
    "today if possible otherwise tomorrow first thing": "26/11 10>27/11; 27/11 8-10",
    "I've got a meeting till eleven on Tuesday so after that": "1/12 11-21",
    "we're flying out on Saturday so any time before that": "26/11 10>28/11",
    "Friday morning but not before ten": "27/11 10-12",
    "after two but before four on Wednesday": "2/12 14-16",
    "tomorrow morning it can't wait": "27/11 8-12",
    "the friday after Christmas": "1/1",
    "the weekend after next": "5/12>7/12",
    "two till five tomorrow": "27/11 14-17",
    "a quarter to one tomorrow": "27/11 12:45",
    "monday to wednesday next week": "30/11>3/12",
    "Monday between ten and twelve or two and four": "30/11 10-12; 30/11 14-16",
    "instead of Tuesday can I come Wednesday": "2/12",
    "9 on Tuesday": "1/12 9",
    "the one I've got is on Wednesday at three can we make it an hour later": "2/12 16",
    "next Monday any time after lunch say after two": "30/11 14-21",
    "quarter of four tomorrow": "27/11 15:45",
    "either tomorrow or it'll have to wait till Saturday": "27/11; 28/11",
    "I can't do Monday Tuesday or Wednesday but Thursday's free": "3/12",
    # clauses: what somebody does, did or must do is no wish
    "I've a team meeting monday morning but after two is fine": "30/11 14-21",
    "my daughter's got ballet till half three on tuesdays so could we say four": "1/12 16",
    "tuesday at ten no sorry thursday at eleven": "3/12 11",
    "I was thinking thursday but actually friday at nine": "27/11 9",
    "I've booked friday afternoon off": "27/11 13-18",
    "not tonight tomorrow at half ten": "27/11 10:30",
    "monday next week or saturday from nine": "28/11 9-21; 30/11 9-21",
    "the week after easter": "29/3>5/4",
    "the first weekend in december": "5/12>7/12",
    "weds 3pm ok": "2/12 15",
    "monday around tenish": "30/11 10",
    # hesitation, hours written or said without the word
    "the um third of er december at like half ten": "3/12 10:30",
    "monday nine": "30/11 9",
    "Friday 9-11am": "27/11 9-11",
    # bounds and ranges
    "between the seventh and the eleventh": "7/12>12/12",
    "december seventh through the eleventh": "7/12>12/12",
    "after the tenth but before the fifteenth": "11/12>15/12",
    "I won't be there before the twelfth": "12/12>24/12 10",
    "as soon as there's a gap": "26/11 10>24/12 10",
    "I'm working all week except thursday": "3/12",
    # days moved, taken back, and beside feasts
    "could we push tuesday back to thursday": "3/12",
    "monday at three no sorry four": "30/11 16",
    "two days before Christmas": "23/12",
    "the day after Thanksgiving": "27/11",
    "the Tuesday straight after Easter at two": "30/3 14",
    "the weekend after Easter": "3/4>5/4",
    "the Monday after the twelfth": "14/12",
    "the Saturday before the twelfth": "12/12",
    "the week before the fourteenth": "7/12>14/12",
    "any day before the tenth": "26/11 10>10/12",
    "quarter to four on Tuesday would get us home before the match": "1/12 15:45",
    "St Brigid's day is the Monday so the day after": "2/2",
    "I'm booked for the fourth at ten could I come at eleven instead": "4/12 11",
}

NO_WISHES = {
    Language.FR: (
        "",
        "un rendez-vous s'il vous plaît",
        "je suis né le 3 mars 1960",
        "ma date de naissance c'est le 12/04/1985",
        "06 12 34 56 78",
        "mon numéro c'est le zéro six douze trente-quatre cinquante-six soixante-dix-huit",
        "je voudrais déplacer mon rendez-vous de mardi",
        "j'ai rendez-vous mardi à 10 heures",
        "j'ai appelé hier matin",
        "j'ai mal depuis lundi",
        "avec le docteur Mars",
        "madame Lundi",
        "le cabinet est au 12 rue du 4 septembre 75002",
        "c'était la semaine dernière",
        "j'ai 45 ans",
        "bonne journée",
        "je voudrais annuler celui de vendredi 16 heures",
        "annulez mardi s'il vous plaît",
        "il faut annuler celui de mardi neuf heures",
        "je n'ai plus besoin du rendez-vous de mardi",
        "j'ai rendez-vous jeudi à quelle heure",
        "vous fermez à quelle heure le samedi",
        "je me suis cassé une dent dimanche soir",
        "il a vomi trois fois depuis deux heures du matin",
        "la réunion de copropriété est mardi à 18 heures",
        "mon ordonnance est valable jusqu'au 15 décembre",
        "le plombier devait passer lundi entre huit et dix",
        "est-ce que le secrétariat est ouvert entre midi et deux",
        "je ne pourrai pas venir demain",
        "je suis bien prévu mardi à 10 heures",
        "je ne peux pas cette semaine je rappelle",
        "l'ordonnance date du 10 novembre",
        "c'est pour vous confirmer ma venue jeudi à 11 heures",
        "je voulais connaître vos horaires le samedi c'est ouvert jusqu'à midi",
        "je voulais connaître le délai pour un premier rendez-vous",
        "je vous le dis tout de suite annulez la prise de sang",
        "c'est la troisième fois que vous me dites demain et personne ne vient",
    ),
    Language.EN: (
        "I was born on the 3rd of March 1960",
        "my number is 06 12 34 56 78",
        "I want to move my Tuesday appointment",
        "good morning",
        "I called you yesterday afternoon",
        "it has hurt since Monday",
        "with Doctor May",
        "I'm moving house tomorrow so I need to give you the new address",
        "I broke a tooth on Sunday evening",
        "what time do you close on Saturday",
        "the letter dated the 12th of November",
        "I live at fourteen Station Road",
        "my file number is twenty twenty seven eight eleven",
        "the plumber was supposed to come yesterday between nine and twelve",
        "my lease ends on the thirty first of december",
        "I'll ring back on Monday",
        "please cancel Monday at ten",
        "I don't need Tuesday's appointment any more",
        "the viewing on tuesday went well",
        "the hearing is set for january fourteenth",
        "my number is five five five twelve oh three",
        "just to confirm I'm coming thursday at eleven",
    ),
}


def written(wish: Wish) -> str:
    """Windows as the tables write them: "27/11", "27/11 8-12", "27/11 10:30", "30/11>7/12"."""
    return "; ".join(_window(window.start, window.end) for window in wish.windows)


def _window(start: datetime, end: datetime) -> str:
    if start == end:
        return f"{_day(start)} {_time(start)}"
    if (start.hour, start.minute) == (0, 0) and end == start + timedelta(days=1):
        return _day(start)
    if start.date() == end.date():
        return f"{_day(start)} {_time(start)}-{_time(end)}"
    return ">".join(
        _day(moment) + (f" {_time(moment)}" if (moment.hour, moment.minute) != (0, 0) else "")
        for moment in (start, end)
    )


def _day(moment: datetime) -> str:
    return f"{moment.day}/{moment.month}"


def _time(moment: datetime) -> str:
    return f"{moment.hour}:{moment.minute:02}" if moment.minute else f"{moment.hour}"


@pytest.mark.parametrize(("said", "windows"), FRENCH.items())
def test_french_wishes(said: str, windows: str) -> None:
    assert written(understand_wish(said, Language.FR, NOW)) == windows


@pytest.mark.parametrize(("said", "windows"), ENGLISH.items())
def test_english_wishes(said: str, windows: str) -> None:
    assert written(understand_wish(said, Language.EN, NOW)) == windows


@pytest.mark.parametrize(
    ("language", "said"),
    [(language, said) for language in Language for said in NO_WISHES[language]],
)
def test_other_dates_and_figures_are_no_wishes(language: Language, said: str) -> None:
    assert understand_wish(said, language, NOW) == Wish()


@pytest.mark.parametrize(
    ("said", "first", "count"),
    [
        ("après 17 heures", "26/11 17-21", 7),
        ("pas avant 15 heures", "26/11 15-21", 7),
        ("pas avant dix-sept heures je travaille", "26/11 17-21", 7),
        ("le matin", "26/11 10-12", 7),
        ("avant 10 heures", "27/11 8-10", 6),  # today's is over
        ("pas le matin", "26/11 12-21", 7),
        ("en semaine après 18 heures", "26/11 18-21", 5),
    ],
)
def test_what_holds_every_day_is_one_window_a_day_for_a_week(
    said: str, first: str, count: int
) -> None:
    windows = written(understand_wish(said, Language.FR, NOW)).split("; ")
    assert (windows[0], len(windows)) == (first, count)


@pytest.mark.parametrize(
    ("language", "said", "unwanted"),
    [
        (Language.FR, "pas lundi", {0}),
        (Language.FR, "sauf le mercredi", {2}),
        (Language.FR, "je ne peux pas lundi", {0}),
        (Language.FR, "lundi je ne peux pas", {0}),
        (Language.FR, "n'importe quand sauf le lundi", {0}),
        (Language.FR, "tout sauf lundi et mardi", {0, 1}),
        (Language.FR, "pas lundi ni mardi", {0, 1}),
        (Language.EN, "not Monday", {0}),
        (Language.EN, "any day except Wednesday", {2}),
        (Language.EN, "I can't do Monday", {0}),
    ],
)
def test_excluded_days_are_left_out(language: Language, said: str, unwanted: set[int]) -> None:
    wish = understand_wish(said, language, NOW)
    assert {window.start.weekday() for window in wish.windows} == set(range(7)) - unwanted


@pytest.mark.parametrize(
    ("language", "said", "windows"),
    [
        (Language.FR, "vendredi prochain", "27/11; 4/12"),
        (Language.FR, "mardi 30 novembre", "30/11; 1/12"),
        (Language.FR, "mercredi 17 décembre", "16/12; 17/12"),
        (Language.FR, "le 31 novembre", "30/11; 1/12"),
        (Language.FR, "demain samedi", "27/11; 28/11"),
        (Language.FR, "mercredi à sept heures", "2/12 7; 2/12 19"),
        (Language.EN, "put me down for 5/1", "5/1; 1/5"),
        (Language.EN, "next Friday", "27/11; 4/12"),
    ],
)
def test_two_readings_are_both_given_and_asked_about(
    language: Language, said: str, windows: str
) -> None:
    wish = understand_wish(said, language, NOW)
    assert (written(wish), wish.ask) == (windows, True)


@pytest.mark.parametrize(
    ("said", "region", "day"),
    [
        ("le jour de la fête nationale", "FR", "14/7"),
        ("le jour de la fête nationale", "BE", "21/7"),
        ("le jour de la fête nationale", "CH", "1/8"),
        ("the august bank holiday", "GB", "30/8"),
        ("the august bank holiday", "IE", "2/8"),
        ("the next bank holiday", "GB", "29/3"),
        ("le lendemain de la fête nationale", "FR", "15/7"),
        ("le lendemain de la fête nationale", "BE", "22/7"),
        ("la veille de la fête nationale", "CH", "31/7"),
        ("la semaine de la fête nationale", "BE", "19/7>26/7"),
        ("le jeudi après la fête nationale", "BE", "22/7"),
        ("le lendemain de la fête des mères", "CH", "10/5"),
        ("the day after the bank holiday", "GB", "30/3"),
        ("not on the bank holiday but the day after", "GB", "30/3"),
        ("before the bank holiday the first of december", "GB", "26/11 10>1/12"),
        ("the last bank holiday in may", "GB", "31/5"),
        ("the bank holiday in may", "IE", "3/5"),
        ("the day after the august bank holiday", "IE", "3/8"),
    ],
)
def test_feasts_are_those_of_the_country(said: str, region: str, day: str) -> None:
    language = Language.FR if said.startswith(("le ", "la ")) else Language.EN
    assert written(understand_wish(said, language, NOW, region)) == day


@pytest.mark.parametrize(
    "said",
    [
        "en dehors du jeudi la semaine prochaine tout me va",
        "n'importe quel jour de la semaine prochaine le jeudi excepté",
        "la semaine prochaine le jeudi on oublie mais à part ça tout me va",
    ],
)
def test_a_day_is_left_out_of_the_week_before_or_behind_it(said: str) -> None:
    days = [window.start.day for window in understand_wish(said, Language.FR, NOW).windows]
    assert days == [30, 1, 2, 4, 5, 6]


def test_only_the_hours_said_are_ruled_out_of_a_day() -> None:
    wish = understand_wish("la semaine prochaine sauf jeudi matin", Language.FR, NOW)
    assert "3/12 12-21" in written(wish).split("; ")


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (Language.FR, "le plus tôt possible"),
        (Language.FR, "le premier rendez-vous disponible"),
        (Language.FR, "mardi dès que possible"),
        (Language.EN, "as soon as possible"),
        (Language.EN, "the earliest you have"),
        (Language.EN, "as quick as ever you can"),
        (Language.EN, "get someone out quick"),
        (Language.FR, "venez vite"),
        (Language.FR, "le premier trou que vous avez"),
        (Language.FR, "envoyez le premier monteur disponible"),
        (Language.FR, "le moins loin possible"),
    ],
)
def test_the_earliest_is_marked(language: Language, said: str) -> None:
    wish = understand_wish(said, language, NOW)
    assert wish.earliest
    assert wish.windows


def test_any_time_is_open_but_not_the_earliest() -> None:
    wish = understand_wish("n'importe quand", Language.FR, NOW)
    assert not wish.earliest
    assert wish.windows[0].end == NOW + timedelta(days=28)


def test_this_morning_is_over_in_the_afternoon() -> None:
    assert understand_wish("ce matin", Language.FR, NOW.replace(hour=14)).windows == ()


def test_seconds_of_now_do_not_reach_the_windows() -> None:
    now = NOW.replace(second=59, microsecond=7)
    assert understand_wish("aujourd'hui", Language.FR, now).windows[0].start == NOW
