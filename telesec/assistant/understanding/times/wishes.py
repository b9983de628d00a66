"""When would suit you? What callers answer, as windows of local wall time.

A sentence is heard (heard.py), what becomes of each day and hour in it is chosen (choosing.py),
and what is left is when the caller would like to come (readings.py, windows.py).
"""

from collections.abc import Callable
from datetime import datetime

from telesec.assistant.understanding.times.choosing import likeliest
from telesec.assistant.understanding.times.heard import Heard, hear
from telesec.assistant.understanding.times.lots import Meaning
from telesec.assistant.understanding.times.readings import Wish, wish_of
from telesec.values.language import Language


def understand_wish(
    text: str,
    language: Language,
    now_local: datetime,
    region: str = "",
    choose: Callable[[Heard], Meaning] = likeliest,
) -> Wish:
    """When the caller would like to come; ``now_local`` is naive wall time at the client's.
    ``region`` (ISO 3166) says whose feasts are meant where countries differ; ``choose`` says which
    of the times named are wished for, ruled out and only told, and which hours are for which days.

    Telephone numbers, dates of birth, the past and the date of an existing appointment are no
    wishes. Windows come in time order, none before ``now_local``.
    """
    now = now_local.replace(second=0, microsecond=0)
    heard = hear(text, language, now, region)
    return wish_of(heard, *choose(heard))
