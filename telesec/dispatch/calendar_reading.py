"""Reading clients' other calendars, for the worker: fetched, read apart, kept. Never for a caller.

The network and the reading are outside any transaction. What cannot be had or read changes
nothing of what is known; after some failures in a row the client's people are told.
"""

import hashlib
import logging
import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from threading import BoundedSemaphore

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from telesec.agenda.busy.calendar import CalendarKind
from telesec.agenda.busy.calendars import Access
from telesec.agenda.busy.keeping import (
    ClaimLost,
    Marks,
    Task,
    claim_next,
    is_any_due,
    keep_some,
    note_failed,
    note_read,
    note_unchanged,
)
from telesec.agenda.busy.process import CannotRead, read_apart
from telesec.database import transaction
from telesec.dispatch.calendar_alarms import tell_failing
from telesec.gateways.caldav_reading import MARKS, XML, NotDav, mark_of, query
from telesec.gateways.outside_http import Answer, Credentials, OutsideError, OutsideHttp

logger = logging.getLogger(__name__)

THREADS = 4  # servers that hang hold up three others at most
PROCESSES = 2  # that read at once, beside the calls
MOST_OF_ONE_PASS = 500
LARGEST_MARKS = 1_000_000  # bytes
OK, MULTI_STATUS, NOT_MODIFIED = 200, 207, 304

# Google writes the moment of the request into each event: that is no change.
_STAMPS = re.compile(rb"^DTSTAMP[:;].*\r?\n", re.MULTILINE)
_FAULTS = {401: "refused", 403: "refused", 404: "not_found", 410: "not_found", 429: "overloaded"}


class NotHad(Exception):
    """The calendar was not had; one of our own words for why, and how long to wait at least."""

    def __init__(self, fault: str, wait: timedelta = timedelta()) -> None:
        super().__init__(fault)
        self.fault, self.wait = fault, wait


class CalendarReader:
    """Reads the calendars that are due. Several workers may do it at once."""

    def __init__(
        self, engine: Engine, http: OutsideHttp, secret_key: str, now: Callable[[], datetime]
    ) -> None:
        self._engine, self._http, self._secret_key, self._now = engine, http, secret_key, now
        self._processes = BoundedSemaphore(PROCESSES)

    def read_due(self, *, stopping: Callable[[], bool] = lambda: False) -> int:
        """Read all that are due; how many were tried. None is begun once ``stopping`` says so."""
        with transaction(self._engine, reads_only=True) as db:
            if not is_any_due(db, self._now()):
                return 0

        def work() -> int:
            tried = 0
            while tried < MOST_OF_ONE_PASS and not stopping() and self.read_next():
                tried += 1
            return tried

        with ThreadPoolExecutor(THREADS, thread_name_prefix="calendars") as pool:
            return sum(done.result() for done in [pool.submit(work) for _ in range(THREADS)])

    def read_next(self) -> bool:
        """Read one that is due; whether there was one."""
        with transaction(self._engine) as db:
            task = claim_next(db, self._secret_key, self._now())
        if task is None:
            return False
        try:
            self._read(task)
        except NotHad as error:
            self._failed(task, error.fault, error.wait)
        except OutsideError as error:
            self._failed(task, error.fault.value)
        except CannotRead as error:
            self._failed(task, str(error))
        except ClaimLost:
            logger.info("calendar_claim_lost", extra={"calendar_id": task.calendar_id})
        except SQLAlchemyError:
            raise  # the claim runs out, and it is read again
        except Exception:
            logger.exception("calendar_reading_broke", extra={"calendar_id": task.calendar_id})
            self._failed(task, "unexpected")
        return True

    def _read(self, task: Task) -> None:
        if task.access is None:
            raise NotHad("key_changed")
        is_caldav = task.kind == CalendarKind.CALDAV
        had = self._ask_caldav(task, task.access) if is_caldav else self._ask(task, task.access)
        body, marks = had
        marks = replace(marks, fingerprint=_fingerprint(task, body) if body is not None else "")
        if body is None or (task.covers_enough and marks.fingerprint == task.fingerprint):
            marks = replace(marks, fingerprint=marks.fingerprint or task.fingerprint)
            with transaction(self._engine) as db:
                note_unchanged(db, task, marks, self._now())
            return
        with self._processes:
            reading = read_apart(body, task.terms, is_caldav=is_caldav)
        finished = False
        while not finished:
            with transaction(self._engine) as db:
                finished = keep_some(db, task, reading.spans)
                if finished:
                    note_read(db, task, reading, marks, self._now())

    def _ask(self, task: Task, access: Access) -> tuple[bytes | None, Marks]:
        """The file; None when its server says that it is the one we know."""
        headers = {"Accept": "text/calendar, */*;q=0.1"}
        if task.covers_enough and task.fingerprint:
            if task.etag:
                headers["If-None-Match"] = task.etag
            if task.last_modified:
                headers["If-Modified-Since"] = task.last_modified
        answer = self._http.ask("GET", access.url, headers=headers, credentials=_pair(access))
        if answer.status == NOT_MODIFIED and len(headers) > 1:
            return None, Marks(etag=task.etag, last_modified=task.last_modified)
        if answer.status != OK:
            raise _not_had(answer)
        marks = Marks(answer.headers.get("etag", ""), answer.headers.get("last-modified", ""))
        return answer.body, marks

    def _ask_caldav(self, task: Task, access: Access) -> tuple[bytes | None, Marks]:
        """All events of the calendar; None when its mark is the one we know."""
        pair = _pair(access)
        answer = self._http.ask(
            "PROPFIND",
            access.url,
            headers={**XML, "Depth": "0"},
            body=MARKS,
            credentials=pair,
            most_bytes=LARGEST_MARKS,
        )
        if answer.status != MULTI_STATUS:
            raise _not_had(answer)
        try:
            is_calendar, mark = mark_of(answer.body)
        except NotDav as error:
            raise NotHad("not_dav") from error
        if not is_calendar:
            raise NotHad("not_a_collection")
        if mark and mark == task.mark and task.covers_enough and task.fingerprint:
            return None, Marks(mark=mark)
        first, last = (
            datetime.fromtimestamp(at, UTC) for at in (task.terms.first, task.terms.last)
        )
        answer = self._http.ask(
            "REPORT",
            access.url,
            headers={**XML, "Depth": "1"},
            body=query(first, last),
            credentials=pair,
        )
        if answer.status != MULTI_STATUS:
            raise _not_had(answer)
        return answer.body, Marks(mark=mark)

    def _failed(self, task: Task, fault: str, wait: timedelta = timedelta()) -> None:
        logger.warning("calendar_not_read", extra={"calendar_id": task.calendar_id, "fault": fault})
        try:
            with transaction(self._engine) as db:
                now = self._now()
                tell_failing(db, note_failed(db, task, fault, now, wait=wait), now)
        except ClaimLost:
            logger.info("calendar_claim_lost", extra={"calendar_id": task.calendar_id})


def _pair(access: Access) -> Credentials | None:
    return Credentials(access.user, access.password) if access.user else None


def _fingerprint(task: Task, body: bytes) -> str:
    """Of what is read and how; the same text read otherwise is something else."""
    how = f"{task.terms.zone}:{task.terms.tentative_is_free}:".encode()
    return hashlib.sha256(how + _STAMPS.sub(b"", body)).hexdigest()


def _not_had(answer: Answer) -> NotHad:
    status = answer.status
    usual = "server_error" if status >= 500 else "unexpected"
    return NotHad(_FAULTS.get(status, usual), _asked_to_wait(answer))


def _asked_to_wait(answer: Answer) -> timedelta:
    """Retry-After, as seconds; as a date it is as good as none."""
    text = answer.headers.get("retry-after", "").strip()
    return timedelta(seconds=int(text)) if text.isdecimal() and len(text) < 8 else timedelta()
