"""How many turns a call may take: what the caller is asked on the longest way to an end."""

from dataclasses import dataclass

from telesec.scripts.script import Script
from telesec.scripts.steps import (
    AppointmentStep,
    ChangeStep,
    MenuStep,
    MessageStep,
    QuestionStep,
    Step,
    next_steps,
)

# After so many turns the assistant takes a plain recorded message and ends the call.
MOST_TURNS = 60

# What for, with whom, when, which offer, name, number, all right?
TURNS_OF_AN_APPOINTMENT = 7

# What is wanted, name, date of birth, which, when instead, which offer, all right?
TURNS_OF_A_CHANGE = 7

# Whether it is wanted, to which mobile, is that right? Where the client keeps a waiting list.
TURNS_OF_THE_WAITING_LIST = 3

# Ways that are looked at, at most; of a script with more, the bound is the sum of all its steps.
MOST_WAYS = 20_000


@dataclass(frozen=True, slots=True)
class LongestWay:
    """A way through a script, and how often the caller is asked something on it."""

    turns: int
    steps: tuple[str, ...]


def turns_of(step: Step) -> int:
    """How often the caller is asked something at this step, when each answer is understood."""
    match step:
        case MenuStep() | QuestionStep():
            return 1
        case MessageStep():
            # The matter, the name, the number, and whether the number is right.
            return 1 + step.message.ask_name + 2 * step.message.ask_number
        case AppointmentStep():
            asked = step.appointment.ask_reason + step.appointment.ask_birth_date
            return TURNS_OF_AN_APPOINTMENT + asked + TURNS_OF_THE_WAITING_LIST
        case ChangeStep():
            return TURNS_OF_A_CHANGE + TURNS_OF_THE_WAITING_LIST
        case _:
            return 0


def longest_way(script: Script) -> LongestWay:
    """The longest way of a caller who does not come to one step twice.

    Who chooses to go round again is asked MOST_TURNS times at the most.
    """
    looked_at = 0
    longest = LongestWay(-1, ())

    def follow(name: str, trail: tuple[str, ...], turns: int) -> None:
        nonlocal looked_at, longest
        looked_at += 1
        if looked_at > MOST_WAYS:
            return
        trail, step = (*trail, name), script.step(name)
        turns += turns_of(step)
        onward = [on for on in next_steps(step) if on not in trail]
        if not onward and turns > longest.turns:
            longest = LongestWay(turns, trail)
        for on in onward:
            follow(on, trail, turns)

    for entry in (script.start, script.urgent.then if script.urgent else script.start):
        follow(entry, (), 0)
    if looked_at > MOST_WAYS:
        return LongestWay(sum(map(turns_of, script.steps.values())), tuple(script.steps))
    return longest
