"""VTIMEZONE (RFC 5545 3.6.5), written by hand in the one form every calendar program reads.

Yearly rules with BYDAY and no history: lists of dates are misread by Outlook, and histories
that begin with local mean time by others. A zone not in the table has no block; its
appointments are written in UTC, which is right everywhere.
"""

from typing import NamedTuple


class _Rule(NamedTuple):
    """A zone's hours from UTC, and its names in winter and in summer (none: no summer time)."""

    hours: int
    winter: str
    summer: str = ""


_WESTERN = _Rule(0, "WET", "WEST")
_CENTRAL = _Rule(1, "CET", "CEST")
_EASTERN = _Rule(2, "EET", "EEST")

# Directive 2000/84/EC: summer time from the last Sunday of March to the last Sunday of October,
# 01:00 UTC, in all of these; and the French zones overseas, which have none.
_RULES = {
    **dict.fromkeys(("Europe/Lisbon", "Atlantic/Canary", "Atlantic/Madeira"), _WESTERN),
    "Europe/London": _Rule(0, "GMT", "BST"),
    "Europe/Dublin": _Rule(0, "GMT", "IST"),
    **dict.fromkeys(
        (
            "Europe/Amsterdam",
            "Europe/Andorra",
            "Europe/Berlin",
            "Europe/Bratislava",
            "Europe/Brussels",
            "Europe/Budapest",
            "Europe/Copenhagen",
            "Europe/Ljubljana",
            "Europe/Luxembourg",
            "Europe/Madrid",
            "Europe/Malta",
            "Europe/Monaco",
            "Europe/Oslo",
            "Europe/Paris",
            "Europe/Prague",
            "Europe/Rome",
            "Europe/Stockholm",
            "Europe/Vaduz",
            "Europe/Vienna",
            "Europe/Warsaw",
            "Europe/Zagreb",
            "Europe/Zurich",
        ),
        _CENTRAL,
    ),
    **dict.fromkeys(
        (
            "Europe/Athens",
            "Europe/Bucharest",
            "Europe/Helsinki",
            "Europe/Riga",
            "Europe/Sofia",
            "Europe/Tallinn",
            "Europe/Vilnius",
        ),
        _EASTERN,
    ),
    "America/Guadeloupe": _Rule(-4, "AST"),
    "America/Martinique": _Rule(-4, "AST"),
    "America/Cayenne": _Rule(-3, "-03"),
    "Indian/Mayotte": _Rule(3, "EAT"),
    "Indian/Reunion": _Rule(4, "+04"),
    "Pacific/Noumea": _Rule(11, "+11"),
    "Pacific/Tahiti": _Rule(-10, "-10"),
}


def has_rules(zone: str) -> bool:
    """Whether appointments of that IANA zone can be written in its own wall time."""
    return zone in _RULES


def zone_lines(zone: str) -> list[str]:
    """The lines of the zone's VTIMEZONE; those of UTC for a zone whose rules we do not write.

    A calendar without appointments needs some component (RFC 5545 3.6), and this is it.
    """
    rule = _RULES.get(zone, _Rule(0, "UTC"))
    tzid = zone if zone in _RULES else "UTC"
    lines = ["BEGIN:VTIMEZONE", f"TZID:{tzid}"]
    winter, summer = _offset(rule.hours), _offset(rule.hours + 1)
    if rule.summer:
        march = f"19810329T{rule.hours + 1:02}0000"
        october = f"19961027T{rule.hours + 2:02}0000"
        lines += _part("DAYLIGHT", rule.summer, (winter, summer), march, month=3)
        lines += _part("STANDARD", rule.winter, (summer, winter), october, month=10)
    else:
        lines += [
            "BEGIN:STANDARD",
            f"TZNAME:{rule.winter}",
            f"TZOFFSETFROM:{winter}",
            f"TZOFFSETTO:{winter}",
            "DTSTART:19700101T000000",
            "END:STANDARD",
        ]
    return [*lines, "END:VTIMEZONE"]


def _part(kind: str, name: str, offsets: tuple[str, str], first: str, *, month: int) -> list[str]:
    """One yearly change, from one offset to the other; ``first`` is wall time before it."""
    return [
        f"BEGIN:{kind}",
        f"TZNAME:{name}",
        f"TZOFFSETFROM:{offsets[0]}",
        f"TZOFFSETTO:{offsets[1]}",
        f"DTSTART:{first}",
        f"RRULE:FREQ=YEARLY;BYMONTH={month};BYDAY=-1SU",
        f"END:{kind}",
    ]


def _offset(hours: int) -> str:
    return f"{'-' if hours < 0 else '+'}{abs(hours):02}00"
