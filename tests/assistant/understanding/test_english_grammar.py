"""English days and hours as the grammar alone reads them, before anything is weighed.

It is Thursday 26 November 2026, 10 o'clock.
"""

from datetime import datetime

import pytest

from telesec.assistant.understanding import understand_wish
from telesec.assistant.understanding.times.lots import Meaning
from telesec.values.language import Language
from tests.assistant.understanding.test_wishes import NOW, written

HALF_PAST_OF_THE_SAME_HOUR = {
    "Monday between eight and half past": "30/11 8-8:30",
    "Tuesday from three till half past": "1/12 15-15:30",
    "Tuesday at nine or half past": "1/12 9; 1/12 9:30",
    "tomorrow at four or quarter past": "27/11 16; 27/11 16:15",
    "the bus drops them at three Friday so from quarter past": "27/11 15:15-21",
    # … and what is none
    "Monday between eight and half past nine": "30/11 8-9:30",
}
ALL_BUT_ONE_DAY = {
    "any afternoon but Thursday": (
        "27/11 13-18; 28/11 13-18; 29/11 13-18; 30/11 13-18; 1/12 13-18; 2/12 13-18"
    ),
    "any morning but Monday": (
        "26/11 10-12; 27/11 8-12; 28/11 8-12; 29/11 8-12; 1/12 8-12; 2/12 8-12"
    ),
    "any evening but Friday": (
        "26/11 18-21; 28/11 18-21; 29/11 18-21; 30/11 18-21; 1/12 18-21; 2/12 18-21"
    ),
    "every afternoon but Tuesday or Wednesday": (
        "26/11 13-18; 27/11 13-18; 28/11 13-18; 29/11 13-18; 30/11 13-18"
    ),
    "any afternoon next week but Thursday": (
        "30/11 13-18; 1/12 13-18; 2/12 13-18; 4/12 13-18; 5/12 13-18; 6/12 13-18"
    ),
    # … and what is none
    "any afternoon but Tuesday would be best": "1/12 13-18",
}
ANOTHER_DAY_INSTEAD = {
    "Tuesday I can't Wednesday instead": "2/12",
    "Monday is not possible, Tuesday at ten instead": "1/12 10",
    "Tuesday I can't make it Thursday morning rather": "3/12 8-12",
}
MENDED_BY_THEN = {
    "my car is in the garage until Friday": "",
    "my car is being repaired until Tuesday so Wednesday morning": "2/12 8-12",
    # … and what is none
    "my car is in the garage until Tuesday, any day after that": "2/12>24/12 10",
    "I'm here until Tuesday": "26/11 10>2/12",
}
TO_NOON = {
    "tomorrow ten to noon": "27/11 10-12",
    "ten to noon on Tuesday": "1/12 10-12",
    "Wednesday nine to noon": "2/12 9-12",
    "Wednesday twenty to noon": "2/12 11:40",
    "Monday ten to midday or Tuesday ten to midday": "30/11 10-12; 1/12 10-12",
    "tomorrow before lunch between ten and eleven": "27/11 10-11",
    # … and what is none
    "Monday ten to twelve": "30/11 11:50",
}
HOURS_WITHOUT_AT = {
    "Friday one thirty or two": "27/11 13:30; 27/11 14",
    "Monday nine fifteen or ten": "30/11 9:15; 30/11 10",
    "Monday at two thirty or three would suit": "30/11 14:30; 30/11 15",
    "Wednesday quarter past five at the earliest": "2/12 17:15-21",
    "Wednesday half past two at the earliest": "2/12 14:30-21",
    "put me in for Monday nine because I'm up early": "30/11 9",
    "Monday ten for the tooth": "30/11 10",
    "Tuesday early eight or Tuesday late six": "1/12 8; 1/12 18",
    "Wednesday thirtieth of December eight on the dot": "30/12 8",
    "thirtieth of December nine please": "30/12 9",
    "Monday any good eleven say": "30/11 11",
    "Tuesday is fine but it would need to be four": "1/12 16",
    "the first of December around no at exactly twelve": "1/12 12",
    "Monday at five and twenty past ten": "30/11 10:25",
    "tomorrow noon to one": "27/11 12-13",
    "Monday after half past nine in the morning": "30/11 9:30-12",
    "Monday first thing no not first thing eleven": "30/11 11",
    "I'd like Monday at one fifteen and my husband right after at one forty five": (
        "30/11 13:15; 30/11 13:45"
    ),
    "Monday fortnight for the blood test and I'd say nine as I've to fast": "14/12 9",
    "Tuesday suits us both so eleven for the first flat": "1/12 11",
    "bank holiday Monday ten till two": "29/3 10-14",
}
MISHEARD_HOURS = {
    "the first of December at too in the afternoon": "1/12 14",
    "Monday at quarter too ten": "30/11 9:45",
    "Tuesday at to thirty": "1/12 14:30",
    "Tuesday too o'clock": "1/12 14",
    "Tuesday at ate": "1/12 8",
    "Tuesday half for please": "1/12 16:30",
    "I come tomorrow ten clock": "27/11 10",
}
ANOTHER_HOUR_OF_THE_DAY = {
    "leave it on Tuesday but make it three rather than two": "1/12 15",
    "my nine o'clock on Monday the bus is late so ten the same morning": "30/11 10",
    "Tuesday at three not two": "1/12 15",
    "I said the twenty first at two can we make it three on the same day": "21/12 15",
    "I know I said Tuesday at one but can you do two on that same Tuesday": "1/12 14",
    "push my Tuesday appointment from nine thirty to half eleven the same day": "1/12 11:30",
    "keep the same day but go from eight to nine it's this Wednesday": "2/12 9",
    "can I keep the same day and move it from ten to half ten on Monday": "30/11 10:30",
}
WHEN_I_MUST_LEAVE = {
    "tomorrow from ten but I leave at twelve": "27/11 10-12",
    "Monday from two and I have to be gone by four": "30/11 14-16",
    "not before eleven on Monday and I've to be back for four": "30/11 11-16",
    "after nine tomorrow but we're off at eleven": "27/11 9-11",
}

TODAY_AND_TOMORROW = {
    "the day after tomorrow Saturday": "28/11",
    "the day after tomorrow that's Saturday at ten": "28/11 10",
    "not tomorrow day after": "28/11",
    "not tomorrow but the day after": "28/11",
    "not today nor tomorrow Saturday": "28/11",
    "not today not tomorrow Monday from one": "30/11 13-21",
    "not tomorrow Tuesday at nine": "1/12 9",
    "any of tomorrow Monday or Tuesday": "27/11; 30/11; 1/12",
    "tomorrow Monday or Tuesday after four": "27/11 16-21; 30/11 16-21; 1/12 16-21",
    # … and where it is one day
    "tomorrow Friday or Monday": "27/11; 30/11",
    "this week tomorrow or Saturday": "27/11; 28/11",
    "is there a same day slot between two and four": "26/11 14-16",
    "tomorrow morning or the morning after that": "27/11 8-12; 28/11 8-12",
}
WEEKS_AND_MONTHS = {
    "the week that starts on Monday": "30/11>7/12",
    "the week starting tomorrow": "27/11>4/12",
    "the week beginning Monday the fourteenth": "14/12>21/12",
    "the week commencing Monday": "30/11>7/12",
    "February when the schools are back": "1/2>1/3",
    "before the year is out": "26/11 10>1/1",
    "before the end of the year": "26/11 10>1/1",
    "before the week is out": "26/11 10>30/11",
}
DAYS_BESIDE_DAYS = {
    "Good Friday won't do the Thursday before will": "25/3",
    "Tuesday or the Tuesday after that both at three": "1/12 15; 8/12 15",
    "not the fourteenth of December the Tuesday after it half ten": "15/12 10:30",
    "Wednesday the second in the afternoon or failing that the Friday morning after": (
        "2/12 13-18; 4/12 8-12"
    ),
    "Monday thirtieth at ten or same time next day": "30/11 10; 1/12 10",
    "twenty second at three or the twenty third same time": "22/12 15; 23/12 15",
    "Monday first choice or Tuesday": "30/11; 1/12",
    "Monday first or Tuesday in the morning": "30/11 8-12; 1/12 8-12",
    "Monday first or failing that Tuesday": "30/11; 1/12",
    "neither Monday nor Friday next week but any day in between": "1/12>4/12",
    "not Monday or Wednesday but anything in between": "1/12",
    "the fifteenth is a holiday so the day after the sixteenth in the morning": "16/12 8-12",
    "Christmas we're away so the week before the sixteenth or the seventeenth": "16/12; 17/12",
    "the Thursday before the seventeenth of December": "17/12",
    "they break up on the eighteenth so the day before the seventeenth": "17/12",
    "on the sixteenth one at ten and one at eleven": "16/12 10; 16/12 11",
    "Tuesday the first from seven to eight that night": "1/12 19-20",
    "my neighbour can't so is Tuesday fortnight all right": "15/12",
    "Wednesday 2nd onwards": "2/12>24/12 10",
    "the last day of the month at noon or the day after at noon": "30/11 12; 1/12 12",
    "the last day of next month": "31/12",
    "the morning after Christmas": "26/12 8-12",
    "the night before Christmas Eve": "23/12 18-21",
    "every day next week but Wednesday": "30/11; 1/12; 3/12; 4/12; 5/12; 6/12",
    "the last day of February": "28/2",
    "I'm off on the tenth so the day after that or the day after that": "11/12; 12/12",
    "this Friday or Friday of next week in the afternoon": "27/11 13-18; 4/12 13-18",
    "from the eighteenth of December to the twenty second": "18/12>23/12",
    "the seventh of December and the ninth of December": "7/12; 9/12",
    "my appointment's Friday at ten could I make it the same time but the week after": "4/12 10",
    "the landlord wants it the week before Christmas": "14/12>21/12",
}
MOVED_FROM_DATE_TO_DATE = {
    "we need to reset the deposition from the 22nd to the 24th at 1:30 pm": "24/12 13:30",
    "could you move my appointment from the tenth to the eleventh of December": "11/12",
    "can we bump it from the first to the third": "3/12",
    # … and what is a stretch of days
    "any day from the tenth to the twelfth of December": "10/12>13/12",
}
REASONS_BEHIND_THE_WISH = {
    "tomorrow at six pm we're both home by then": "27/11 18",
    "today after four I'm home by then": "26/11 16-21",
    "six to eight on Friday the learners have gone by then": "27/11 18-20",
    "by Friday please I go away after that": "26/11 10>28/11",
    "before ten on Tuesday because the ferry stops for repairs after that": "1/12 8-10",
    "Wednesday at four because the carers leave at three and I'm with him from then on": "2/12 16",
    "could the plumber ring me before he comes and Wednesday morning is fine": "2/12 8-12",
    "before I change my mind Friday at half nine": "27/11 9:30",
    # … and what is a bound
    "I'm away until the tenth so any time after that": "11/12>24/12 10",
    "the wedding's on the twelfth so can it be done by then": "26/11 10>13/12",
    "his communion is Saturday the twelfth could he be seen before it": "26/11 10>12/12",
}
NOTHING_WISHED = {
    "the tax year ends on the 5th so do I owe you anything": "",
    "I was in on Monday at nine for bloods has anything come back": "",
    "I don't need anything else": "",
    "do you take my insurance before I book anything": "",
}


@pytest.mark.parametrize(
    ("said", "windows"),
    (
        TODAY_AND_TOMORROW
        | WEEKS_AND_MONTHS
        | DAYS_BESIDE_DAYS
        | MOVED_FROM_DATE_TO_DATE
        | REASONS_BEHIND_THE_WISH
        | NOTHING_WISHED
    ).items(),
)
def test_english_days_by_the_grammar_alone(said: str, windows: str) -> None:
    assert _read(said) == windows


def test_the_bank_holiday_of_february_is_irish() -> None:
    said = "bank holiday Monday if you were open"
    after_new_year = NOW.replace(year=2027, month=1, day=30)
    assert _read(said, "IE", after_new_year) == "1/2"
    assert _read(said, "GB", after_new_year) == "29/3"


def test_a_date_in_figures_may_begin_with_the_month() -> None:
    assert _read("3/5 works for me", "US") == "asked: 5/3; 3/5"


@pytest.mark.parametrize(
    ("said", "windows"),
    (
        HALF_PAST_OF_THE_SAME_HOUR
        | ALL_BUT_ONE_DAY
        | ANOTHER_DAY_INSTEAD
        | MENDED_BY_THEN
        | TO_NOON
        | HOURS_WITHOUT_AT
        | MISHEARD_HOURS
        | ANOTHER_HOUR_OF_THE_DAY
        | WHEN_I_MUST_LEAVE
    ).items(),
)
def test_english_hours_by_the_grammar_alone(said: str, windows: str) -> None:
    assert _read(said) == windows


def _read(said: str, region: str = "GB", now: datetime = NOW) -> str:
    """What the grammar makes of it, "asked" in front where a secretary would ask back."""
    wish = understand_wish(said, Language.EN, now, region, lambda heard: Meaning(heard.by_grammar))
    return f"{'asked: ' if wish.ask else ''}{written(wish)}"
