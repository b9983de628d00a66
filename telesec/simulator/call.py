"""A whole call from outside: it runs until it waits for its caller, then waits."""

from collections.abc import Callable
from contextlib import suppress
from functools import partial
from threading import RLock

from telesec.simulator.events import CallEnded, CallStarted
from telesec.simulator.leg import Leg
from telesec.simulator.switchboard import OwnNumber, Switchboard
from telesec.simulator.verbs import follow
from telesec.simulator.waiting import HungUp, Over, Reply, Request, TornAway, Wait


class Call(Leg):
    """One call to one of the account's numbers. Used by one thread; interrupted by any."""

    def __init__(
        self,
        switchboard: Switchboard,
        number: OwnNumber,
        caller: str,
        *,
        forwarded_from: str = "",
        caller_name: str = "",
        takes_time: bool = True,
    ) -> None:
        super().__init__(
            switchboard,
            caller,
            number.number,
            forwarded_from=forwarded_from,
            takes_time=takes_time,
        )
        self.number = number
        self.caller_name = caller_name
        self.fallback = (number.voice_fallback_url, number.voice_fallback_method)
        self.waiting_for: Wait | None = None
        self._steps = follow(self, Request(number.voice_url, number.voice_method))
        self._running = RLock()

    def begin(self) -> None:
        """Dial: ask for the first document and run until the caller's turn, or the end."""
        self.switchboard.keep_call(self)
        self.switchboard.tell(
            CallStarted(
                self.clock.now(),
                self.sid,
                self.from_,
                self.to,
                self.number.label,
                self.caller_name,
                self.forwarded_from,
            )
        )
        if not self.number.voice_url:
            self.switchboard.problem(f"{self.to} has no voice URL: the call fails")
            self._finish("failed")
            return
        self._advance(lambda: next(self._steps))

    def reply(self, reply: Reply) -> None:
        """The caller does something the call was waiting for."""
        self._advance(lambda: self._steps.send(reply))

    def hang_up(self) -> None:
        """The caller puts the receiver down."""
        if not self.ended:
            self._advance(lambda: self._steps.throw(HungUp()))

    def interrupt(self, torn_away: TornAway) -> None:
        """The REST API redirects or ends the call: at once if it waits, else at its next step."""
        super().interrupt(torn_away)
        self._heed_while_waiting()

    def _heed_while_waiting(self) -> None:
        while self.torn_away is not None and self._running.acquire(blocking=False):
            try:
                if self.waiting_for is None:
                    return
                torn_away, self.torn_away = self.torn_away, None
                self._step(partial(self._steps.throw, torn_away))
            finally:
                self._running.release()

    def _advance(self, step: Callable[[], Wait]) -> None:
        with self._running:
            self._step(step)
        # An interruption that came while the lock was held is heeded now.
        self._heed_while_waiting()

    def _step(self, step: Callable[[], Wait]) -> None:
        self.waiting_for = None
        try:
            self.waiting_for = step()
        except StopIteration:
            self.answer()
            self._finish("completed")
        except Over as over:
            self._finish(over.status)
        except HungUp:
            self._finish("completed" if self.answered_at else "no-answer")
        except BaseException:
            # A mistake of the simulator itself must not leave a call that looks alive.
            self.end("failed")
            raise

    def _finish(self, status: str) -> None:
        self.end(status)
        with suppress(ValueError):
            self._steps.close()
        self.switchboard.tell(
            CallEnded(self.clock.now(), self.sid, self.status, self.duration_seconds)
        )
        number = self.number
        if number.status_callback:
            fields = self.fields() | self.progress_fields(self.clock.now())
            self.switchboard.notify(number.status_callback, fields, number.status_callback_method)
