"""English days, hours and how far they go, told in many ways. It is Thursday 26 November 2026, 10:00."""

import pytest

from telesec.assistant.understanding import understand_wish
from telesec.values.language import Language
from tests.assistant.understanding.test_wishes import NOW, written

RANGES_OF_HOURS = {
    "Monday ten till half eleven": "30/11 10-11:30",
    "tomorrow noon to two thirty": "27/11 12-14:30",
    "Friday from eleven to half one": "27/11 11-13:30",
    "half nine to eleven on Tuesday": "1/12 9:30-11",
    "Tuesday half nine till half ten": "1/12 9:30-10:30",
    "Wednesday two til four": "2/12 14-16",
    "from quarter past nine to quarter to eleven on Monday": "30/11 9:15-10:45",
    "five till six tomorrow": "27/11 17-18",
    # … and what sounds like one
    "ten to two Monday": "30/11 13:50",
    "ten to twelve Friday": "27/11 11:50",
}
RANGES_OF_DAYS = {
    "next week from the Tuesday to the Thursday": "1/12>4/12",
    "from Wednesday through to Friday": "2/12>5/12",
    "Monday through Friday": "30/11>5/12",
    "any time through Monday": "26/11 10>1/12",
    "this week through Saturday": "26/11 10>29/11",
}
DEADLINES = {
    "up to and including Monday": "26/11 10>1/12",
    "by noon on Friday": "26/11 10>27/11 12",
    "by five on Thursday": "26/11 10>3/12 17",
    "could someone sort it by three tomorrow": "26/11 10>27/11 15",
    "by half four on Tuesday please": "26/11 10>1/12 16:30",
    "by the end of Monday": "26/11 10>1/12",
    "Monday by noon": "30/11 8-12",
    "tomorrow till lunchtime": "27/11 8-12",
    "Saturday as long as he's away by noon": "28/11 8-12",
}
FROM_THEN_ON = {
    "nobody before three on Monday": "30/11 15-21",
    "Monday half nine on": "30/11 9:30-21",
    "tomorrow starting at two": "27/11 14-21",
    "December onwards": "1/12>24/12 10",
    "not till the first of December": "1/12>24/12 10",
    "nothing till Tuesday": "1/12>24/12 10",
}
HOLES = {
    "Monday either side of lunch": "30/11 8-12; 30/11 14-21",
    "Tuesday except when I'm at Mass from ten till eleven": "1/12 8-10; 1/12 11-21",
    "Monday or Tuesday except lunch hour twelve to one": (
        "30/11 8-12; 30/11 13-21; 1/12 8-12; 1/12 13-21"
    ),
    "tomorrow after lunch in the afternoon": "27/11 13-18",
}

POINTING_BACK = {
    # hours named before
    "I'm in the shop tomorrow from two till four so between those times": "27/11 14-16",
    "the bus gets in at eleven and goes back at four so Wednesday in between that": "2/12 11-16",
    "Tuesday at ten or the same time Wednesday": "1/12 10; 2/12 10",
    "first thing Monday nine o'clock or failing that same time Tuesday": "30/11 9; 1/12 9",
    # a day named before
    "court's on the fourteenth I need you before that": "26/11 10>14/12",
    "the wedding is on the twelfth could I see you before that": "26/11 10>12/12",
    "I'm down for the eighteenth have you nothing sooner": "26/11 10>18/12",
    "Easter Monday you're closed so that Wednesday at ten": "31/3 10",
    "Christmas Day's a Friday so the Wednesday before it at ten": "23/12 10",
    "Stephen's Day falls on the Saturday so the Tuesday": "29/12",
    "New Year's Day is a Friday so the Monday after": "4/1",
    "Good Friday you're closed so Thursday that week": "25/3",
    "he had it done on the ninth and they want him a week later on the Friday": "18/12",
    "not this Friday the Friday following": "4/12",
    "not this Monday the following Monday at nine": "7/12 9",
    "a week from now at five": "3/12 17",
    "not next week it's half term the week after though": "7/12>14/12",
    "the night before Christmas Eve after six": "23/12 18-21",
    "not that week the one beginning the seventh the Tuesday or the Wednesday of it": "8/12; 9/12",
    # a week named before
    "next week I'm away Wednesday and Thursday so that leaves Monday Tuesday or Friday": (
        "30/11; 1/12; 4/12"
    ),
    "he's free next week Monday to Wednesday so Monday morning or Wednesday morning": (
        "30/11 8-12; 2/12 8-12"
    ),
    # why not later, or not earlier
    "before ten on Friday suits me I open the shop after that": "27/11 8-10",
    "Monday before nine I do be on the road after that": "30/11 8-9",
    "Monday from ten I'm asleep before that": "30/11 10-21",
}
DATES = {
    "July fifth or sixth": "5/7; 6/7",
    "could he swing by tomorrow": "27/11",
    "I need the deed signed by noon on Friday": "26/11 10>27/11 12",
    "the card must be stamped by five on Thursday": "26/11 10>3/12 17",
}


@pytest.mark.parametrize(
    ("said", "windows"),
    (
        RANGES_OF_HOURS | RANGES_OF_DAYS | DEADLINES | FROM_THEN_ON | HOLES | POINTING_BACK | DATES
    ).items(),
)
def test_english_wishes_said_in_many_ways(said: str, windows: str) -> None:
    wish = understand_wish(said, Language.EN, NOW, "GB")
    assert written(wish) == windows
    assert not wish.ask
