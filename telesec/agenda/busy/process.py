"""Reading a calendar in a process of its own, which may spend so much and is then ended.

Whoever may write into a client's calendar writes what is read here, so it is read away from
the house: not knowing where its database is or any of its secrets, with limits of time and
memory, and at a lower priority than the calls.
"""

import json
import os
import resource
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from telesec.agenda.busy.expansion import Reading, Terms, TooMuch, read_busy
from telesec.agenda.busy.lines import NotACalendar
from telesec.agenda.busy.spans import Span
from telesec.gateways.caldav_reading import NotDav, calendars_in

MOST_CPU_SECONDS = 20
MOST_SECONDS = 60  # by the clock; a busy machine gives little time at low priority
MOST_MEMORY = 1_500_000_000  # bytes of address space; 20 MB of events need a third of it
LARGEST_RESULT = 10_000_000  # bytes
PRIORITY = 10  # of nice(2)


class CannotRead(Exception):
    """The calendar was not read; the text is one of our own words for why."""


def read_apart(body: bytes, terms: Terms, *, is_caldav: bool) -> Reading:
    """The busy times of a calendar, or of a CalDAV answer. Raises CannotRead.

    Of the environment only where the program is: it holds the house's secrets.
    """
    given = asdict(terms) | {"own_uids": sorted(terms.own_uids), "is_caldav": is_caldav}
    try:
        done = subprocess.run(  # noqa: S603 - our own program, and nothing of theirs in its arguments
            [sys.executable, "-m", __name__],
            input=json.dumps(given).encode() + b"\n" + body,
            capture_output=True,
            timeout=MOST_SECONDS,
            check=False,
            env={"PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        )
    except subprocess.TimeoutExpired as error:
        raise CannotRead("too_much") from error
    if done.returncode != 0 or len(done.stdout) > LARGEST_RESULT:
        raise CannotRead("too_much")
    answer = json.loads(done.stdout)
    if "fault" in answer:
        raise CannotRead(answer["fault"])
    return Reading(**answer | {"spans": [Span(*span) for span in answer["spans"]]})


def main() -> None:
    """Read terms and calendar from standard input, write the reading to standard output."""
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_CPU_SECONDS, MOST_CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    os.nice(PRIORITY)
    given = json.loads(sys.stdin.buffer.readline())
    sys.stdout.write(json.dumps(_answer(given, sys.stdin.buffer.read())))


def _answer(given: dict[str, Any], body: bytes) -> dict[str, Any]:
    is_caldav = given.pop("is_caldav")
    terms = Terms(**given | {"own_uids": frozenset(given["own_uids"])})
    try:
        bodies: Iterable[bytes] = calendars_in(body) if is_caldav else [body]
        return asdict(read_busy(bodies, terms))
    except NotACalendar:
        return {"fault": "not_a_calendar"}
    except NotDav:
        return {"fault": "not_dav"}
    except TooMuch:
        return {"fault": "too_much"}


if __name__ == "__main__":
    main()
