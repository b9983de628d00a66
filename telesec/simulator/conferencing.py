"""<Dial><Conference>: rooms in which a caller and a person we rang meet.

https://www.twilio.com/docs/voice/twiml/conference: a room begins when two are in it, and ends for
everyone when somebody leaves who was to end it.
"""

from collections.abc import Generator
from dataclasses import dataclass, field

from telesec.simulator.leg import Leg, Turn
from telesec.simulator.twiml import Verb
from telesec.simulator.waiting import (
    Conferring,
    HungUp,
    PartnerGone,
    Reply,
    Request,
    Talking,
    Wait,
)

ALONE_SECONDS = 5  # how much time passes at once for a caller who waits in an empty room


@dataclass
class Room:
    """One conference: who is in it, and whether their leaving ends it."""

    name: str
    inside: dict[Leg, bool] = field(default_factory=dict)

    def other_than(self, leg: Leg) -> Leg | None:
        """The other one, once there are two."""
        return next((one for one in self.inside if one is not leg), None)

    def leave(self, leg: Leg) -> None:
        """Go; if that ends the room, everybody else is sent out."""
        ends = self.inside.pop(leg, False)
        for one in list(self.inside) if ends else ():
            self.inside.pop(one, None)
            one.interrupt(PartnerGone())


def confer(leg: Leg, dial: Verb, noun: Verb) -> Turn:
    """Be in the room until it ends; then the request to the action of <Dial>, if it has one."""
    leg.answer()
    if noun.get("waitUrl", "-") != "":
        leg.switchboard.problem(f'<Conference> without waitUrl="" plays English music ({leg.sid})')
    rooms = leg.switchboard.rooms
    room = rooms.setdefault(noun.text, Room(noun.text))
    if len(room.inside) >= noun.whole("maxParticipants", 250):
        leg.switchboard.problem(f"conference {noun.text} is full ({leg.sid})")
        return None
    room.inside[leg] = noun.says_yes("endConferenceOnExit", False)
    leg.note("enters the conference")
    try:
        yield from _until_it_ends(leg, room)
    except PartnerGone:
        leg.note("the other has left the conference")
    except HungUp:
        if action := _action(dial):
            leg.ask_in_vain(action)
        raise
    finally:
        room.leave(leg)
        if isinstance(leg.torn_away, PartnerGone):
            leg.torn_away = None
        if not room.inside:
            rooms.pop(room.name, None)
    return _action(dial)


def _until_it_ends(leg: Leg, room: Room) -> Generator[Wait, Reply, None]:
    while (other := room.other_than(leg)) is None or leg.is_rung:
        # Whoever was rung is parked here: the caller's leg takes the time of the talk.
        yield Conferring()
        leg.pass_time(ALONE_SECONDS)
    leg.talked_with.append(other.to)
    leg.note(f"talks with {other.to}")
    if leg.takes_time:
        leg.pass_time(other.talks_seconds)
        other.interrupt(PartnerGone(by_hanging_up=True))
        return
    while True:
        yield Talking(other.to)


def _action(dial: Verb) -> Request | None:
    """After a conference the status is "answered"; there is no other leg to tell of."""
    url = dial.attributes.get("action")
    told = (("DialCallStatus", "answered"),)
    return Request(url, dial.get("method", "POST"), told) if url is not None else None
