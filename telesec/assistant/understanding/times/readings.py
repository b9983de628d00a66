"""What a sentence wishes for, when it is known what becomes of each day and hour in it."""

from dataclasses import dataclass
from datetime import timedelta

from telesec.assistant.understanding.times.day_items import HORIZON_DAYS
from telesec.assistant.understanding.times.heard import Heard, joints_of
from telesec.assistant.understanding.times.lots import Lots, Scope
from telesec.assistant.understanding.times.windows import (
    Window,
    is_ruled_out,
    open_end_without,
    windows_of,
)


@dataclass(frozen=True, slots=True)
class Wish:
    """When somebody would like to come.

    No windows: nothing was said about time. ``ask``: there are several readings, all among the
    windows, and a good secretary would ask which. ``earliest``: as soon as possible.
    """

    windows: tuple[Window, ...] = ()
    ask: bool = False
    earliest: bool = False


def wish_of(heard: Heard, lots: Lots, scope: Scope = Scope.AS_SAID) -> Wish:
    """When the caller would like to come, when these are the lots of what was named."""
    now, earliest = heard.now, heard.earliest
    joints, ask = joints_of(heard, lots)
    if heard.puts_off and all(joint.item.negated for joint in joints):
        return Wish(earliest=earliest)  # "cette semaine je ne peux pas, je rappelle"
    windows = windows_of(joints, now, scope)
    if heard.within:
        windows = [Window(now, now + heard.within)]
    elif earliest and joints and all(is_ruled_out(joint.item) for joint in joints):
        windows = open_end_without([joint.item for joint in joints], now)
    elif not joints and (earliest or heard.any_time):
        windows = [Window(now, now + timedelta(days=HORIZON_DAYS))]
    return Wish(tuple(windows), ask and bool(windows), earliest)
