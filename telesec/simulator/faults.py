"""Faults that are planned: of webhooks on their way, and of the REST API."""

from dataclasses import dataclass, field
from enum import StrEnum
from threading import Lock


class Fault(StrEnum):
    """What may go wrong with a webhook."""

    DROP = "drop"  # nobody is reached: the connection fails
    ERROR_500 = "error 500"  # something in front of the product answers 500
    STALL = "stall"  # the product gets it, but its answer comes after the time limit
    DUPLICATE = "duplicate"  # sent twice, with one I-Twilio-Idempotency-Token
    LATE = "late"  # sent only after some seconds
    REORDER = "reorder"  # a callback overtaken by the next one


@dataclass
class PlannedFault:
    """One fault of the plan. ``attempts``: how many tries in a row it hits (None: all)."""

    what: Fault
    path_contains: str
    nth: int | None
    attempts: int | None
    seconds: float
    concurrently: bool
    fields: dict[str, str] = field(default_factory=dict)
    seen: int = 0
    struck: int = 0

    def fits(self, path: str, fields: dict[str, str]) -> bool:
        """Whether it is meant for such a webhook (every named field has the named value)."""
        return self.path_contains in path and self.fields.items() <= fields.items()

    def hits_attempt(self, attempt: int) -> bool:
        """Whether the attempt, counted from 0, suffers."""
        return self.attempts is None or attempt < self.attempts

    def __str__(self) -> str:
        which = "every" if self.nth is None else f"number {self.nth}"
        return f"{self.what} for {which} webhook to {self.path_contains or 'anywhere'}"


class FaultPlan:
    """The faults of one network's webhooks."""

    def __init__(self) -> None:
        self._planned: list[PlannedFault] = []
        self._lock = Lock()

    def add(
        self,
        path_contains: str = "",
        nth: int | None = 1,
        what: Fault = Fault.DROP,
        *,
        attempts: int | None = None,
        seconds: float = 30,
        concurrently: bool = False,
        fields: dict[str, str] | None = None,
    ) -> PlannedFault:
        """Plan a fault for the ``nth`` webhook (None: each) whose path holds ``path_contains``.

        ``fields`` narrows it to webhooks with these field values. ``attempts``: how many tries
        of that webhook DROP, ERROR_500 and STALL hit before one gets through, if the address
        asks for retries. ``seconds`` is for LATE, ``concurrently`` for DUPLICATE.
        """
        planned = PlannedFault(
            Fault(what), path_contains, nth, attempts, seconds, concurrently, dict(fields or {})
        )
        with self._lock:
            self._planned.append(planned)
        return planned

    def strike(self, path: str, fields: dict[str, str]) -> PlannedFault | None:
        """Count one webhook; the fault that hits it, if any (the first planned wins)."""
        struck = None
        with self._lock:
            for planned in self._planned:
                if planned.fits(path, fields):
                    planned.seen += 1
                    if struck is None and planned.nth in {None, planned.seen}:
                        planned.struck += 1
                        struck = planned
        return struck

    def never_happened(self) -> list[PlannedFault]:
        """Faults that were planned and met no webhook: the test is not testing them."""
        with self._lock:
            return [planned for planned in self._planned if not planned.struck]

    def clear(self) -> None:
        """Forget the plan."""
        with self._lock:
            self._planned.clear()


TIMEOUT_AFTER_DOING = "timeout_after_doing"
ERROR_AFTER_DOING = "500_after_doing"
ANSWERS_LATE = "answers_late"
KINDS = frozenset({TIMEOUT_AFTER_DOING, ERROR_AFTER_DOING, ANSWERS_LATE})


@dataclass
class PlannedRestFault:
    """The REST API answers ``status``; or does the work and never answers, answers 500, or
    answers late.
    """

    method: str
    path_contains: str
    nth: int | None
    status: int | str
    retry_after: str = ""
    seconds: float = 0
    seen: int = 0
    struck: int = 0

    def fits(self, method: str, path: str) -> bool:
        """Whether it is meant for such a request."""
        return self.method in {"", method} and self.path_contains in path

    def __str__(self) -> str:
        return f"{self.status} for {self.method} {self.path_contains} number {self.nth}"


class RestFaultPlan:
    """The faults of one network's REST API."""

    def __init__(self) -> None:
        self._planned: list[PlannedRestFault] = []
        self._lock = Lock()

    def add(
        self,
        method: str = "",
        path_contains: str = "",
        nth: int | None = 1,
        status: int | str = 500,
        *,
        retry_after: str = "",
        seconds: float = 0,
    ) -> PlannedRestFault:
        """Plan a fault: an HTTP status from 400 to 599, "timeout_after_doing",
        "500_after_doing", or "answers_late": the true answer, after so many real ``seconds``.

        ``retry_after`` is the header of that name, for an HTTP status.
        """
        if status not in KINDS and not (isinstance(status, int) and 400 <= status <= 599):
            raise ValueError(f"{status!r} is neither 400..599 nor one of {sorted(KINDS)}")
        planned = PlannedRestFault(method.upper(), path_contains, nth, status, retry_after, seconds)
        with self._lock:
            self._planned.append(planned)
        return planned

    def strike(self, method: str, path: str) -> PlannedRestFault | None:
        """Count one request; the fault that hits it, if any."""
        struck = None
        with self._lock:
            for planned in self._planned:
                if planned.fits(method, path):
                    planned.seen += 1
                    if struck is None and planned.nth in {None, planned.seen}:
                        planned.struck += 1
                        struck = planned
        return struck

    def never_happened(self) -> list[PlannedRestFault]:
        """Faults that were planned and met no request."""
        with self._lock:
            return [planned for planned in self._planned if not planned.struck]
