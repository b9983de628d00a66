"""Which of the times that callers name are wished for. It is Thursday 26 November 2026."""

import re
from datetime import datetime

import pytest

from telesec.assistant.understanding import understand_wish
from telesec.assistant.understanding.times.choosing import (
    MOST_NAMED,
    MOST_PROPOSED,
    proposals,
    wishes_of,
)
from telesec.assistant.understanding.times.heard import Heard, hear
from telesec.assistant.understanding.times.lot_teaching import (
    FEWEST,
    joined,
    lesson_of,
    teach_times,
)
from telesec.assistant.understanding.times.lots import Lot, Meaning, Scope
from telesec.assistant.understanding.times.readings import Wish
from telesec.assistant.understanding.times.time_signs import (
    beside_last_day,
    last_day_of,
    signs_of_all,
)
from telesec.values.language import Language

NOW = datetime.fromisoformat("2026-11-26T10:00")


def windows(said: str, language: str) -> list[str]:
    wish = understand_wish(said, Language(language), NOW)
    return [f"{one.start:%d/%m %H:%M}-{one.end:%d/%m %H:%M}" for one in wish.windows]


def by_the_grammar_alone(said: str, language: str) -> list[str]:
    wish = understand_wish(said, Language(language), NOW, "", _as_the_grammar_says)
    return [f"{one.start:%d/%m %H:%M}-{one.end:%d/%m %H:%M}" for one in wish.windows]


def _as_the_grammar_says(heard: Heard) -> Meaning:
    return Meaning(heard.by_grammar)


@pytest.mark.parametrize(
    ("language", "said", "wished"),
    [
        (
            "fr",
            "l'usine ferme demain soir je suis disponible mardi premier décembre",
            "01/12 00:00-02/12 00:00",
        ),
        (
            "fr",
            "la médecine du travail me voit jeudi et pour le kiné ce serait mardi prochain",
            "01/12 00:00-02/12 00:00",
        ),
        (
            "en",
            "he was born on the third of march he'd need a jab monday",
            "30/11 00:00-01/12 00:00",
        ),
    ],
)
def test_what_is_told_beside_the_wish_is_left_out(language: str, said: str, wished: str) -> None:
    assert windows(said, language) == [wished]
    assert by_the_grammar_alone(said, language) != [wished]


def test_what_is_agreed_with_somebody_else_is_no_second_wish() -> None:
    said = "mercredi seize heures c'est déjà convenu avec le peintre mais pour vous jeudi 16 heures"
    assert windows(said, "fr") == ["03/12 16:00-03/12 16:00"]
    assert by_the_grammar_alone(said, "fr") == [
        "02/12 16:00-02/12 16:00",
        "03/12 16:00-03/12 16:00",
    ]


def test_what_is_cancelled_is_no_wish() -> None:
    said = "i can't make my ten o'clock tomorrow the boiler man's coming so can you cancel it"
    assert windows(said, "en") == []
    assert by_the_grammar_alone(said, "en") != []


def test_what_the_grammar_took_for_told_is_wished_for_after_all() -> None:
    said = "j'ai les partiels jusqu'au neuf du coup le dix ou le onze décembre"
    assert windows(said, "fr") == ["10/12 00:00-11/12 00:00", "11/12 00:00-12/12 00:00"]
    assert by_the_grammar_alone(said, "fr") == []


@pytest.mark.parametrize(
    ("language", "said", "wished"),
    [
        ("fr", "mon kiné c'est à 10h mardi alors ce serait 11h30", "01/12 11:30-01/12 11:30"),
        ("en", "I've the vet at ten on friday so half eleven", "27/11 11:30-27/11 11:30"),
    ],
)
def test_an_hour_is_of_the_day_that_was_told(language: str, said: str, wished: str) -> None:
    assert windows(said, language) == [wished]


def test_what_is_moved_from_one_day_to_another_is_wished_for_on_the_other() -> None:
    said = "je voudrais avancer mon rendez-vous du treize au six avril à quatorze heures trente"
    assert windows(said, "fr") == ["06/04 14:30-06/04 14:30"]


def test_two_days_in_one_breath_share_their_lot() -> None:
    assert windows("c'est pour mardi et mercredi", "fr") == [
        "01/12 00:00-02/12 00:00",
        "02/12 00:00-03/12 00:00",
    ]


def test_of_days_that_were_offered_the_one_named_again_is_wished_for() -> None:
    said = "le dix ou le onze vous me dites alors le dix"
    assert windows(said, "fr") == ["10/12 00:00-11/12 00:00"]


def test_none_of_the_three_is_no_date() -> None:
    assert windows("aucun des trois", "fr") == []


def test_the_last_day_is_told_from_the_others_by_its_date() -> None:
    heard = hear("le dix ou le onze vous me dites alors le dix", Language.FR, NOW)
    last = last_day_of(heard)
    assert last
    assert (last.at, last.same, last.others) == (2, [0], [1])
    wished, told = Lot.WISHED, Lot.TOLD
    assert beside_last_day(last, (told, wished, wished)) == (wished, 1, False)
    assert beside_last_day(last, (wished, told, wished)) == (wished, 0, True)
    assert last_day_of(hear("le dix à midi", Language.FR, NOW)) is None


def test_clues_are_weighed_where_nothing_at_all_is_wished_for() -> None:
    heard = hear("rappelez-moi à quelle heure je dois venir mardi", Language.FR, NOW)
    told, wished = ((lot,) * len(heard.spans) for lot in (Lot.TOLD, Lot.WISHED))
    assert "no wish:clue:when_asked" in signs_of_all(heard, told)
    assert not any(sign.startswith("no wish:") for sign in signs_of_all(heard, wished))


def test_of_a_whole_timetable_not_every_way_is_weighed() -> None:
    said = " ".join(f"je travaille le {day} décembre" for day in range(1, 3 * MOST_NAMED))
    heard = hear(said, Language.FR, NOW)
    found = proposals(heard)
    assert found[0] == heard.by_grammar
    assert len(found) == len(set(found)) <= MOST_PROPOSED


def test_a_day_and_its_hour_change_their_lot_together() -> None:
    heard = hear("mardi à dix heures ça irait", Language.FR, NOW)
    assert heard.by_grammar == (Lot.WISHED, Lot.WISHED)
    assert (Lot.TOLD, Lot.TOLD) in proposals(heard)


def test_what_the_grammar_leaves_out_is_among_what_was_named() -> None:
    heard = hear("elle est née le trois mai et mardi à dix heures ça irait", Language.FR, NOW)
    assert heard.by_grammar == (Lot.TOLD, Lot.WISHED, Lot.WISHED)
    assert heard.tokens[slice(*heard.spans[0])][-2:] == ["3", "mai"]


TOLD_BESIDE = {
    "language": "fr-FR",
    "now": "2026-11-26T10:00",
    "text": "la gardienne arrose mes plantes le premier mars mais lundi à neuf heures oui",
    "windows": [["2026-11-30T09:00", "2026-11-30T09:00"]],
    "ask": False,
}


def test_a_sentence_teaches_which_ways_to_understand_it_are_right() -> None:
    lesson = lesson_of(TOLD_BESIDE)
    assert lesson
    right = {way.lots for way in lesson.ways if way.right}
    assert (Lot.TOLD, Lot.WISHED, Lot.WISHED) in right
    assert (Lot.WISHED, Lot.WISHED, Lot.WISHED) not in right


def test_a_sentence_that_stays_unread_teaches_nothing() -> None:
    unread = TOLD_BESIDE | {"windows": [["2027-07-14T09:00", "2027-07-14T09:00"]]}
    assert lesson_of(unread) is None


def test_teaching_times_gives_the_same_weights_every_time() -> None:
    lesson = lesson_of(TOLD_BESIDE)
    assert lesson
    taught = teach_times([lesson] * FEWEST, rounds=2)
    assert taught == teach_times([lesson] * FEWEST, rounds=2)
    assert any(taught.other.values())


PLAIN_WISHES = {
    "fr": """
        je voudrais un rendez-vous {}; je voudrais déplacer mon rendez-vous à {}; plutôt {}
        je voudrais reporter mon rendez-vous à {}; est-ce que je peux décaler mon rdv à {}
        changer mon rendez-vous pour {}; {} ça irait; je peux venir {}; c'est possible {}
        vous auriez quelque chose {}; mon fils pourrait venir {}; je suis libre {}; disons {}
        le docteur peut me voir {}; il faudrait que quelqu'un passe {}; le plombier peut passer {}
        ma mère peut venir {}; mettez-moi {}; {} si possible; pour mon mari {}
        pour la visite de l'appartement {}; pour signer l'acte {} ça nous arrange; {} c'est parfait
        la révision de la chaudière {} ça m'arrange; je serai à la maison {}; oui {}
        je suis de passage à Paris {}; les enfants sont libres {}; mon mari est libre {}
        on est là {}; je suis de repos {}; il me faut des soins {}; c'est pour {}
        un rendez-vous {} pour mon fils qui a mal; {} si le docteur est là; {} mon mari m'amène
        {} pour enlever les fils; ma fille peut m'emmener {}; je peux déposer la voiture {}
    """,
    "en": """
        i'd like an appointment {}; i would like to move my appointment to {}; so {}; yes {}
        could i change my appointment to {}; can we push my appointment to {}; i could come {}
        could we make it {} instead; would {} be possible; have you anything {}; i'm free {}
        my son could come {}; can the doctor see me {}; someone would need to come {}
        could the plumber come {}; i'd prefer {}; put me down for {}; i'll take {}; {} if possible
        {} would be grand; for my daughter {} would be good; for the viewing {}; let's say {}
        to sign the papers {} suits us; we're home {}; {} works for me; how about {}
        i'm in town {}; my husband's free {}; the kids are free {}; my wife can do {}; i'm off {}
        {} to have my stitches out; {} because i'm not working; {} my son can drive me
    """,
}
WHEN = {
    "fr": [
        "lundi",
        "jeudi matin",
        "demain",
        "vendredi à dix heures",
        "la semaine du 14 décembre",
        "mardi et mercredi",
        "le 10 décembre",
    ],
    "en": [
        "monday",
        "thursday morning",
        "tomorrow",
        "friday at ten",
        "the third of december",
        "tuesday and wednesday",
        "on the tenth of december",
    ],
}


@pytest.mark.parametrize("language", PLAIN_WISHES)
def test_a_plain_wish_is_never_taken_for_told(language: str) -> None:
    frames = [frame.strip() for frame in re.split("[;\n]", PLAIN_WISHES[language]) if frame.strip()]
    for said in (frame.format(when) for frame in frames for when in WHEN[language]):
        read = by_the_grammar_alone(said, language)
        assert read, said
        assert set(read) <= set(windows(said, language)), said


@pytest.mark.parametrize(
    ("language", "said", "wished"),
    [
        (
            "fr",
            "mardi ou mercredi mais mercredi seulement le matin",
            ["01/12 00:00-02/12 00:00", "02/12 08:00-02/12 12:00"],
        ),
        (
            "fr",
            "lundi mardi ou jeudi mais pour jeudi c'est le matin",
            ["30/11 00:00-02/12 00:00", "03/12 08:00-03/12 12:00"],
        ),
        (
            "en",
            "monday any time or tuesday after four",
            ["30/11 00:00-01/12 00:00", "01/12 16:00-01/12 21:00"],
        ),
    ],
)
def test_hours_may_be_for_the_day_beside_them_alone(
    language: str, said: str, wished: list[str]
) -> None:
    wishes = wishes_of(heard := hear(said, Language(language), NOW), proposals(heard))
    own = {wish for meaning, wish in wishes.items() if meaning.scope is Scope.OWN}
    assert any(_told(wish) == wished for wish in own)


@pytest.mark.parametrize(
    ("language", "said", "wished"),
    [
        (
            "fr",
            "mardi après midi de 14 heures à 16 heures sinon mercredi pareil",
            ["01/12 14:00-01/12 16:00", "02/12 14:00-02/12 16:00"],
        ),
        (
            "en",
            "monday would be best early on so eight to ten and tuesday likewise",
            ["30/11 08:00-30/11 10:00", "01/12 08:00-01/12 10:00"],
        ),
    ],
)
def test_hours_may_be_for_every_day(language: str, said: str, wished: list[str]) -> None:
    wishes = wishes_of(heard := hear(said, Language(language), NOW), proposals(heard))
    of_all = {wish for meaning, wish in wishes.items() if meaning.scope is Scope.ALL}
    assert any(_told(wish) == wished for wish in of_all)


def _told(wish: Wish) -> list[str]:
    spans = [(one.start.isoformat(), one.end.isoformat()) for one in wish.windows]
    return [
        f"{datetime.fromisoformat(start):%d/%m %H:%M}-{datetime.fromisoformat(end):%d/%m %H:%M}"
        for start, end in joined(spans)
    ]


def test_one_day_with_its_hours_has_no_second_scope() -> None:
    heard = hear("mardi le matin", Language.FR, NOW)
    assert {one.scope for one in wishes_of(heard, proposals(heard))} == {Scope.AS_SAID}
