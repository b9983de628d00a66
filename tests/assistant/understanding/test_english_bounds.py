"""From when, until when, and at what hour, in English. It is Thursday 26 November 2026, 10:00."""

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


@pytest.mark.parametrize(
    ("said", "windows"),
    (RANGES_OF_HOURS | RANGES_OF_DAYS | DEADLINES | FROM_THEN_ON | HOLES).items(),
)
def test_how_far_a_wish_goes(said: str, windows: str) -> None:
    wish = understand_wish(said, Language.EN, NOW, "GB")
    assert written(wish) == windows
    assert not wish.ask
