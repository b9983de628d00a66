"""Calls that the account places: POST Calls.json rings a person, then follows the document.

https://www.twilio.com/docs/voice/api/call-resource#create-a-call-resource
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from threading import RLock

from telesec.simulator.events import PersonAnswered, Ringing
from telesec.simulator.leg import Leg
from telesec.simulator.people import Behaviour, Hand
from telesec.simulator.switchboard import Switchboard
from telesec.simulator.verbs import follow
from telesec.simulator.waiting import (
    Conferring,
    HungUp,
    Over,
    PartnerGone,
    Request,
    TornAway,
    Wait,
)

BUSY_TONE_SECONDS = 1


@dataclass(frozen=True, slots=True)
class CallWish:
    """What the account asked for."""

    to: str
    shown: str
    url: str
    method: str = "POST"
    timeout_seconds: int = 60
    status_callback: str = ""
    status_callback_method: str = "POST"
    events: frozenset[str] = frozenset({"completed"})


class RungCall(Leg):
    """A telephone rung by the account. Its person does what their behaviour says.

    Scheduled deeds move it, in whichever thread they are carried out; the REST API may end or
    redirect it from another.
    """

    is_rung = True

    def __init__(self, switchboard: Switchboard, wish: CallWish) -> None:
        super().__init__(switchboard, wish.shown, wish.to, direction="outbound-api")
        self.status = "queued"
        self.wish = wish
        self.person = switchboard.person(wish.to)
        self.behaviour: Behaviour = self.person.reacts()
        self.talks_seconds = self.behaviour.talks
        self._hand = Hand(self.behaviour)
        self._steps = follow(self, Request(wish.url, wish.method))
        self._running = RLock()
        self._parked = False

    def begin(self) -> None:
        """Let it ring, and schedule what the person does."""
        board, how = self.switchboard, self.behaviour
        board.keep_call(self)
        board.later(0, self._rings)
        if how.busy or how.unreachable:
            status = "busy" if how.busy else "failed"
            board.later(BUSY_TONE_SECONDS, partial(self._give_up, status))
        elif how.answers and how.after < self.wish.timeout_seconds:
            board.later(how.after, self._picked_up)
        else:
            board.later(self.wish.timeout_seconds, partial(self._give_up, "no-answer"))

    def interrupt(self, torn_away: TornAway) -> None:
        """The REST API ends or redirects it, or the other in the room has gone."""
        with self.switchboard.lock:
            rings = self.answered_at is None
            if rings and torn_away.request is None and torn_away.document is None:
                self._give_up("canceled")
                return
            self.torn_away = torn_away
        self._heed_while_parked()

    def _heed_while_parked(self) -> None:
        while self.torn_away is not None and self._running.acquire(blocking=False):
            try:
                if not self._parked:
                    return
                torn_away, self.torn_away = self.torn_away, None
                self._run(partial(self._steps.throw, torn_away))
            finally:
                self._running.release()

    def _rings(self) -> None:
        if self.ended:
            return
        self._tell("initiated")
        self.status = "ringing"
        self._tell("ringing")
        self.switchboard.tell(Ringing(self.clock.now(), self.sid, self.to))

    def _picked_up(self) -> None:
        with self._running:
            if self.ended:
                return
            self.answer()
            self._tell("answered")
            self._run(lambda: next(self._steps))
        self._heed_while_parked()

    def _run(self, step: Callable[[], Wait]) -> None:
        """Follow the document until the person waits in a room, or it is over."""
        self._parked = False
        try:
            wait = step()
            while not isinstance(wait, Conferring):
                wait = self._steps.send(self._hand.replies_to(wait))
            self._parked = True
            self.switchboard.later(self.behaviour.patience, self._loses_patience)
            self.switchboard.tell(PersonAnswered(self.clock.now(), self.sid, self.to, True))
        except StopIteration:
            self._finish("completed")
        except Over as over:
            self._finish(over.status)
        except (HungUp, PartnerGone):
            self._finish("completed")

    def _loses_patience(self) -> None:
        """Nobody came into the room."""
        alone = any(
            self in room.inside and room.other_than(self) is None
            for room in self.switchboard.rooms.values()
        )
        if alone and self._running.acquire(blocking=False):
            try:
                if self._parked:
                    self._run(partial(self._steps.throw, HungUp()))
            finally:
                self._running.release()

    def _give_up(self, status: str) -> None:
        if not self.ended and self.answered_at is None:
            self._finish(status)

    def _finish(self, status: str) -> None:
        if self.ended:
            return
        self.end(status)
        with suppress(ValueError):
            self._steps.close()
        self._tell("completed")

    def _tell(self, event: str) -> None:
        if not self.wish.status_callback or event not in self.wish.events:
            return
        fields = self.fields() | self.progress_fields(self.clock.now())
        if event == "initiated":
            fields["CallStatus"] = "initiated"
        wish, board = self.wish, self.switchboard
        board.later(
            0, partial(board.notify, wish.status_callback, fields, wish.status_callback_method)
        )
