"""A caller with a telephone in hand: the words in which tests tell a call.

call = caller.dials("+33 1 80 00 00 01")
call.hears("Cabinet du docteur Martin").says("je voudrais un rendez-vous").hangs_up()
"""

import unicodedata
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Self

from telesec.simulator.call import Call
from telesec.simulator.switchboard import Switchboard, plain_number
from telesec.simulator.waiting import (
    ANY_KEY,
    HANGS_UP,
    Keys,
    Listening,
    Silence,
    SpokenMessage,
    Taping,
    Words,
)


class Caller:
    """Somebody who calls. ``number`` as the carrier shows it: E.164, "anonymous", or empty."""

    def __init__(self, switchboard: Switchboard, number: str, name: str = "") -> None:
        self.switchboard, self.name = switchboard, name
        self.number = plain_number(number)

    def dials(
        self, number: str, *, forwarded_from: str = "", hangs_up_after: float | None = None
    ) -> "PlacedCall":
        """Call one of the account's numbers; returns when the call waits for the caller.

        ``forwarded_from``: the line that was transferred. ``hangs_up_after``: seconds until
        the caller loses patience, in the middle of whatever goes on.
        """
        call = self.new_call(number, forwarded_from=forwarded_from)
        if hangs_up_after is not None:
            call.loses_patience_after(hangs_up_after)
        placed = PlacedCall(call)
        call.begin()
        return placed

    def new_call(self, number: str, *, forwarded_from: str = "", takes_time: bool = True) -> Call:
        """A call that has not begun. ValueError when the number is not the account's."""
        own = self.switchboard.numbers.get(plain_number(number))
        if own is None:
            raise ValueError(f"{number} is not a number of this network: add_number() it")
        return Call(
            self.switchboard,
            own,
            self.number,
            forwarded_from=plain_number(forwarded_from) if forwarded_from else "",
            caller_name=self.name,
            takes_time=takes_time,
        )


class PlacedCall:
    """A call as its caller sees it. Each action returns the call, so that actions chain."""

    def __init__(self, call: Call) -> None:
        self.call = call
        self._since = 0  # how much had been said when the caller last did something

    @property
    def sid(self) -> str:
        """The carrier's id of the call."""
        return self.call.sid

    @property
    def status(self) -> str:
        """The carrier's word: ringing, in-progress, completed, busy, no-answer, failed."""
        return self.call.status

    @property
    def ended(self) -> bool:
        """Whether it is over."""
        return self.call.ended

    @property
    def duration_seconds(self) -> int:
        """From answer to end; 0 while it runs or when it was not answered."""
        return self.call.duration_seconds

    @property
    def heard(self) -> list[tuple[datetime, str, str]]:
        """All that was said: (instant, language, text)."""
        return self.call.heard

    @property
    def timeline(self) -> list[tuple[datetime, str]]:
        """What happened, line by line."""
        return self.call.timeline

    @property
    def talked_with(self) -> list[str]:
        """Numbers of the persons who took the call."""
        return self.call.talked_with

    @property
    def is_listening(self) -> bool:
        """Whether the caller's words or keys are waited for."""
        return isinstance(self.call.waiting_for, Listening)

    @property
    def is_listening_for_words(self) -> bool:
        """Whether the caller's words are waited for."""
        waiting = self.call.waiting_for
        return isinstance(waiting, Listening) and waiting.for_words

    @property
    def is_recording(self) -> bool:
        """Whether a recording runs."""
        return isinstance(self.call.waiting_for, Taping)

    @property
    def said(self) -> str:
        """What was said since the caller's last action, in one text."""
        return " ".join(text for _, _, text in self.heard[self._since :])

    def hears(self, *texts: str) -> Self:
        """All of these were said since the last action, in this order.

        Case, accents, the kind of apostrophe and repeated spaces do not matter.
        """
        rest = folded(self.said)
        for text in texts:
            _, found, rest = rest.partition(folded(text))
            if not found:
                raise AssertionError(f"{self._name()} did not hear {text!r}\n{self._story()}")
        return self

    def does_not_hear(self, *texts: str) -> Self:
        """None of these was said since the last action."""
        for text in texts:
            if folded(text) in folded(self.said):
                raise AssertionError(f"{self._name()} heard {text!r}\n{self._story()}")
        return self

    def says(self, text: str, confidence: float | None = 0.93) -> Self:
        """Speak; the carrier's recogniser understands exactly this."""
        if not self.is_listening_for_words:
            raise AssertionError(f"{self._name()} says {text!r}, unheard\n{self._story()}")
        return self._act(lambda: self.call.reply(Words(text, confidence)))

    def presses(self, keys: str) -> Self:
        """Press keys: taken until the finish key, the expected number of them, or a pause."""
        if not keys or set(keys) - set(ANY_KEY):
            raise ValueError(f"{keys!r} are not keys of a telephone")
        waiting = self.call.waiting_for
        if not (isinstance(waiting, Listening) and waiting.for_keys):
            raise AssertionError(f"{self._name()} presses {keys!r} in vain\n{self._story()}")
        return self._act(lambda: self.call.reply(Keys(keys)))

    def stays_silent(self) -> Self:
        """Let the time pass."""
        if self.call.waiting_for is None:
            raise AssertionError(f"{self._name()} is silent, unheard\n{self._story()}")
        return self._act(lambda: self.call.reply(Silence()))

    def waits(self, seconds: float = 60) -> Self:
        """Let so much time pass, silently, in whatever the call does; less if it ends."""
        since = len(self.heard)
        end = self.call.clock.now() + timedelta(seconds=seconds)
        while not self.ended and self.call.clock.now() < end:
            self.call.reply(Silence())
        self._since = since
        return self

    def speaks_message(self, text: str, seconds: int = 12, then: str = HANGS_UP) -> Self:
        """Speak into a recording, then hang up, press a key ("#"), or fall silent ("")."""
        if not self.is_recording:
            raise AssertionError(f"nothing records {self._name()}\n{self._story()}")
        if then not in {HANGS_UP, "", *ANY_KEY}:
            raise ValueError(f"then={then!r} is neither {HANGS_UP!r}, a key, nor empty")
        return self._act(lambda: self.call.reply(SpokenMessage(text, seconds, then)))

    def hangs_up(self) -> Self:
        """End the call; nothing happens when it has ended already."""
        return self._act(self.call.hang_up)

    def has_ended(self, status: str = "completed") -> Self:
        """The call is over, with this status."""
        if self.status != status:
            raise AssertionError(
                f"the call is {self.status}, not {status}: it "
                f"waits for {self.call.waiting_for}\n{self._story()}"
            )
        return self

    def loses_patience_after(self, seconds: float) -> Self:
        """Hang up that long from now, in the middle of whatever goes on then."""
        self.call.loses_patience_after(seconds)
        return self

    def _act(self, deed: Callable[[], None]) -> Self:
        self._since = len(self.heard)
        deed()
        return self

    def _name(self) -> str:
        return self.call.caller_name or self.call.from_ or "the caller"

    def _story(self) -> str:
        """Everything that happened, for whoever reads the failed test."""
        said = [f"  {language}: {text}" for _, language, text in self.heard[self._since :]]
        lines = [f"  {at:%H:%M:%S} {what}" for at, what in self.timeline]
        return "\n".join(
            [
                "since the last action it was said:",
                *(said or ["  (nothing)"]),
                f"the call ({self.status}, waiting for {self.call.waiting_for}):",
                *lines,
            ]
        )


def folded(text: str) -> str:
    """A text without what a listener does not hear: case, accents, apostrophes, spaces."""
    decomposed = unicodedata.normalize("NFKD", text.casefold().replace("’", "'").replace("œ", "oe"))
    plain = "".join(c for c in decomposed if not unicodedata.combining(c))
    return " ".join(plain.split())
