"""English days and hours told in many ways. It is Thursday 26 November 2026, 10 o'clock."""

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
OVER_THE_END_OF_A_MONTH = {
    "from the thirtieth to the fourth": "30/11>5/12",
    "between the thirtieth and the fourth": "30/11>5/12",
}
MOVED = {
    "I'd like to reschedule from Tuesday to Friday": "27/11",
    "I've got an appointment on Tuesday at ten can I push it to three": "1/12 15",
    "my ten o'clock tomorrow can it be half eleven": "27/11 11:30",
    "something's come up on Monday I can do Tuesday": "1/12",
}
BUSY_THEN_FREE = {
    "monday and tuesday i've the builders in but from wednesday to friday mornings are open": (
        "2/12 8-12; 3/12 8-12; 4/12 8-12"
    ),
    "Tuesday afternoon or all day Wednesday": "1/12 13-18; 2/12",
    "Tuesday at two or if that's gone three": "1/12 14; 1/12 15",
    "I'm never here on Tuesdays": "26/11 10>27/11; 27/11; 28/11; 29/11; 30/11; 2/12",
    "early tomorrow": "27/11 8-10",
    "in the next few days": "26/11 10>4/12",
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
TAKEN_BACK = {
    "you've got me down for eight on Monday make it nine": "30/11 9",
    "I know you said four thirty on Wednesday but could it be four instead": "2/12 16",
    "half nine tomorrow no half ten": "27/11 10:30",
    "not two forty two twenty on Monday": "30/11 14:20",
    "leave it till Friday two o'clock": "27/11 14",
    "half past nine tomorrow no hang on I've got the dentist half past eleven": "27/11 11:30",
    "not tomorrow I'm moving house Wednesday afternoon is fine": "2/12 13-18",
}
SAID_OF_BOTH = {
    "I'd rather have Tuesday but if not Thursday both at nine fifteen": "1/12 9:15; 3/12 9:15",
    "Tuesday or Wednesday either one before noon": "1/12 8-12; 2/12 8-12",
    "Wednesday from ten to noon and Thursday the same": "2/12 10-12; 3/12 10-12",
    "anything at all on Thursday or early as you like Friday say eight": "27/11 8; 3/12",
    "Thursday of next week is the day so between nine and ten": "3/12 9-10",
    "Stephen's Day falls on the Saturday so you open the Tuesday I'll take that Tuesday at ten": (
        "29/12 10"
    ),
}
BESIDE_THE_WISH = {
    "I can be at the house the day after tomorrow starting at three": "28/11 15-21",
    "I'm off from Wednesday to Friday so anything then": "2/12>5/12",
    "no lorry can get in before the third of December": "3/12>24/12 10",
    "does he do evenings because Tuesday from half five's the first I'd manage": "1/12 17:30-21",
    "Thanksgiving was yesterday I missed it so Monday": "30/11",
    "whatever your first opening is I'll take it": "26/11 10>24/12 10",
    "the earlier the better the ceiling's coming down": "26/11 10>24/12 10",
    "Saturday morning early": "28/11 8-10",
    "not before ten or after four on Monday": "30/11 10-16",
}
NAMED_BY_OTHERS = {
    "that dead week after Christmas the twenty ninth or the thirtieth": "29/12; 30/12",
    "he's racing on the twelfth of December and wants his shoulder seen to beforehand": (
        "26/11 10>12/12"
    ),
    "happy Thanksgiving I know you're closed Monday one pm for the limp": "30/11 13",
    "tenth of December Thursday for the cataract talk": "10/12",
    "Christmas Day's a Friday what about the day before that": "24/12",
    "not over Christmas Tuesday the twenty ninth": "29/12",
    "the weekend of the twelfth both days": "12/12>14/12",
    "Wednesday not tomorrow but the week after at quarter past twelve": "9/12 12:15",
    "anything that isn't a Monday next week": "1/12; 2/12; 3/12; 4/12; 5/12; 6/12",
    "could he be seen Friday at two or thereafter": "27/11 14-21",
    "Saint Stephen's eve the twenty fifth would he come then": "25/12",
    "my father is here till Tuesday eighth so Wednesday ninth at half three": "9/12 15:30",
    "any day from tomorrow till Monday": "27/11>1/12",
    "the hearing's on the tenth so two days before that at the latest": "26/11 10>9/12",
    "the twenty third is too close so a week earlier the sixteenth at eleven thirty": "16/12 11:30",
    "school starts the fourth of January and after that any time's fine": "5/1>2/2",
    "New Year's Day obviously not how about the second": "2/1",
}
MOVED_TO_AN_HOUR = {
    "can I move my two o'clock on Friday to three": "27/11 15",
    "change my ten o'clock tomorrow to eleven please": "27/11 11",
    "move my appointment on Monday from ten to half ten": "30/11 10:30",
    "could you make my ten o'clock on Monday half ten": "30/11 10:30",
    "I'm booked for Tuesday at two could you make it three": "1/12 15",
    "the Monday and Tuesday after Christmas": "28/12; 29/12",
}


@pytest.mark.parametrize(
    ("said", "windows"),
    (
        RANGES_OF_HOURS
        | RANGES_OF_DAYS
        | OVER_THE_END_OF_A_MONTH
        | MOVED
        | BUSY_THEN_FREE
        | DEADLINES
        | FROM_THEN_ON
        | HOLES
        | POINTING_BACK
        | DATES
        | TAKEN_BACK
        | SAID_OF_BOTH
        | BESIDE_THE_WISH
        | NAMED_BY_OTHERS
        | MOVED_TO_AN_HOUR
    ).items(),
)
def test_english_wishes_said_in_many_ways(said: str, windows: str) -> None:
    wish = understand_wish(said, Language.EN, NOW, "GB")
    assert written(wish) == windows
    assert not wish.ask
