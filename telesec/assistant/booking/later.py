"""Later on the day of what was offered: "plus tard dans la journée", "a bit later"."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from telesec.assistant.understanding.hesitations import ANY_SIGH
from telesec.assistant.understanding.text import lazily, plain
from telesec.values.language import Language
from telesec.values.opening_hours import instant

# Of the day, told or not; "le plus tard" is the last of those offered.
_LATER = {
    Language.FR: lazily(
        rf"(?:(?:{ANY_SIGH}|non|oui|mais|et|plutot|merci|vous|n|auriez|avez|pas|rien|il|y|a|est ce"
        r" que|c est|ce serait|possible|quelque chose|autre chose|de) )*"
        r"(?:encore )?(?:(?:un (?:petit )?peu|bien|beaucoup) )?plus tard"
        r"(?P<of_the_day> (?:dans|de|en) (?:la|cette) (?:meme )?journee| (?:le|ce) (?:meme )?jour"
        r"(?: la)?)?(?: (?:s il vous plait|svp|si possible|si c est possible|merci))*"
    ),
    Language.EN: lazily(
        rf"(?:(?:{ANY_SIGH}|no|yes|but|and|rather|have|do|you|got|is|there|anything|something|i"
        r"|d|prefer|would|could|it|be|can|we|do|make|that) )*"
        r"(?:(?:a (?:little )?bit|a little|much|slightly|any|some time|even) )?later"
        r"(?P<of_the_day>(?: on)? (?:in|on) (?:the|that) (?:same )?day| (?:that|the same) day"
        r"| on)?(?: (?:please|if possible|thanks|thank you))*"
    ),
}


def rest_of_day(
    words: str, language: Language, offered: Sequence[datetime], zone: ZoneInfo
) -> tuple[datetime, datetime] | None:
    """The time after the last of the instants that were ``offered``, to the end of its day, where
    nothing is said but that it should be later; None otherwise, and where no day is told and the
    offers are of several.
    """
    found = _LATER[language].fullmatch(plain(words))
    days = {start.astimezone(zone).date() for start in offered}
    if found is None or not (found["of_the_day"] or len(days) == 1):
        return None
    midnight = instant(max(days) + timedelta(days=1), 0, zone)
    return max(offered) + timedelta(minutes=1), midnight
