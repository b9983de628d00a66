"""People whose telephones are rung: what they do is told beforehand."""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock
from typing import Self

from telesec.simulator.messages import SentMessage
from telesec.simulator.waiting import Keys, Listening, Reply, Silence, Wait


@dataclass(frozen=True, slots=True)
class Behaviour:
    """What a person does when the telephone rings. ``after``: seconds of ringing."""

    answers: bool = False
    busy: bool = False
    unreachable: bool = False
    after: int = 4
    presses: str = ""
    talks: int = 60
    patience: int = 60  # seconds alone in a conference


class Person:
    """Somebody with a telephone, in the world outside."""

    def __init__(self, number: str, sends_text: Callable[[str, str, str], SentMessage]) -> None:
        self.number = number
        self._sends_text = sends_text
        self.name = ""
        self.heard: list[str] = []
        self.text_messages: list[SentMessage] = []
        self.text_error_code: int | None = None
        self._behaviours: deque[Behaviour] = deque()  # what is told and not yet done
        self._last = Behaviour()
        self._lock = Lock()

    def is_called(self, name: str) -> Self:
        """Has this name, for whoever watches."""
        self.name = name
        return self

    def forgets(self) -> Self:
        """Whatever was told to this person and is not yet done will not be done."""
        with self._lock:
            self._behaviours.clear()
        return self

    def answers(self, after: int = 4, presses: str = "", talks: int = 60) -> Self:
        """Picks up after ``after`` seconds, presses these keys when asked, talks so long."""
        return self._will(Behaviour(answers=True, after=after, presses=presses, talks=talks))

    def refuses(self, after: int = 4, presses: str = "2") -> Self:
        """Picks up and presses the key that refuses."""
        return self._will(Behaviour(answers=True, after=after, presses=presses, talks=0))

    def has_voicemail(self, after: int = 4, talks: int = 30) -> Self:
        """A machine picks up, presses nothing, and takes whatever is said to it."""
        return self._will(Behaviour(answers=True, after=after, talks=talks))

    def does_not_answer(self) -> Self:
        """Lets it ring."""
        return self._will(Behaviour())

    def is_busy(self) -> Self:
        """Is talking with somebody else."""
        return self._will(Behaviour(busy=True))

    def is_unreachable(self) -> Self:
        """The number does not exist, or the network cannot reach it."""
        return self._will(Behaviour(unreachable=True))

    def text_messages_fail(self, error_code: int = 30003) -> Self:
        """Text messages to this person are not delivered, with the carrier's reason."""
        self.text_error_code = error_code
        return self

    def text_messages_arrive(self) -> Self:
        """Text messages to this person are delivered again."""
        self.text_error_code = None
        return self

    def texts(self, to: str, body: str) -> SentMessage:
        """Send a text message to one of the account's numbers."""
        return self._sends_text(self.number, to, body)

    def reacts(self) -> Behaviour:
        """What is done this time: the next of what was told, the last one again and again."""
        with self._lock:
            if self._behaviours:
                self._last = self._behaviours.popleft()
            return self._last

    def _will(self, behaviour: Behaviour) -> Self:
        with self._lock:
            self._behaviours.append(behaviour)
        return self


class Hand:
    """The person's hand during one answered call: presses the keys once, then is still."""

    def __init__(self, behaviour: Behaviour) -> None:
        self._keys = behaviour.presses

    def replies_to(self, wait: Wait) -> Reply:
        """What this person does when the leg waits."""
        if isinstance(wait, Listening) and wait.for_keys and self._keys:
            keys, self._keys = self._keys, ""
            return Keys(keys)
        return Silence()
