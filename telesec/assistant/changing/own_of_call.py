"""The appointment that this call has made, or has found by its proofs; and what changes it."""

from collections.abc import Sequence
from datetime import date, datetime

from telesec.agenda.appointment import Appointment, AppointmentStatus
from telesec.agenda.looking_up import made_or_changed_by
from telesec.agenda.names import is_alike
from telesec.assistant.changing.whose_words import is_of, may_be_ones_own, whose_is_meant
from telesec.assistant.conversation import Conversation
from telesec.assistant.corrections import asks_back, takes_back
from telesec.assistant.matters import OWN
from telesec.assistant.understanding import plain, understand_intent, understand_wish
from telesec.assistant.understanding.matters.move_orders import means_what_was_made


def own_of_call(c: Conversation) -> Appointment | None:
    """The latest of them that stands and is to come; None without one."""
    made = made_or_changed_by(c.db, c.call.id)
    known = [*(one.id for one in made), *([c.state.own_id] if c.state.own_id else [])]
    found = (c.db.get_one(Appointment, one) for one in reversed(known))
    return next((one for one in found if _stands(one, c.now)), None)


def made_in_call(c: Conversation) -> list[Appointment]:
    """All that it has made and that stand, in the order they were made."""
    found = (c.db.get(Appointment, one) for one in c.state.made_for)
    return [one for one in found if one is not None and _stands(one, c.now)]


def named_of_call(c: Conversation, words: str) -> list[Appointment]:
    """Of these, those of whom ``words`` name, by first name or as a relative; none: nobody is."""
    made, said = made_in_call(c), plain(words).split()
    named = [one for one in made if _first_name(one) in said]
    if len({one.caller_name for one in named}) == 1:
        return named
    meant = whose_is_meant(words)
    if meant is None or meant.another:
        return []
    return [one for one in made if is_of(meant.kin, c.state.made_for[one.id])]


def _first_name(one: Appointment) -> str:
    return (plain(one.caller_name or "").split() or ["-"])[0]


def of_one_person(found: Sequence[Appointment]) -> bool:
    """Whether all are in the same name."""
    names = [one.caller_name or "" for one in found]
    return all(is_alike(names[0], name) for name in names)


def speak_of(c: Conversation, own: Appointment) -> None:
    """From now on it is about this one, which the call has made, and whoever it is for."""
    state, kin = c.state, c.state.made_for[own.id]
    if kin and not state.whose:
        state.own_name = state.caller_name
    state.whose, state.caller_name, state.birth_date = kin, own.caller_name, own.birth_date
    state.made_id, state.first_name = own.id, None


def take_of_call(c: Conversation, words: str) -> bool:
    """Turn to what was made in this call and is meant; where it is for several people and nothing
    says which, it is asked. False where it may be something else.
    """
    state, made = c.state, made_in_call(c)
    if not made or state.leaves_list or state.asks_list:
        return False
    found = named_of_call(c, words)
    if not found and whose_is_meant(words):
        return False
    mine = [one for one in made if not state.made_for[one.id]]
    found = found or (mine if may_be_ones_own(words) else []) or made
    if of_one_person(found) or means_what_was_made(words, c.language):
        speak_of(c, found[-1])
    else:
        state.own_ids = [one.id for one in found]
    return True


def take_birth_of_call(c: Conversation, told: date | None) -> None:
    """Use the date of birth of the same person, where this call has made an appointment for them,
    or found one by that date, which was ``told``; nor is it asked of who would not tell it.
    """
    state = c.state
    if state.birth_date or not state.caller_name:
        return
    known = [one for one, kin in state.made_for.items() if kin == state.whose]
    made = [c.db.get(Appointment, one) for one in known]
    found = c.db.get(Appointment, state.own_id) if state.own_id and told else None
    proved = [found] if found and found.birth_date == told else []
    same = [one for one in (*made, *proved) if one and one.caller_name == state.caller_name]
    if same:
        state.birth_date = same[-1].birth_date
        state.birth_date_left = state.birth_date is None


def _stands(appointment: Appointment, now: datetime) -> bool:
    return appointment.status == AppointmentStatus.CONFIRMED and appointment.starts_at > now


def changes_own_of_call(c: Conversation) -> bool:
    """Whether the appointment that has just been talked about is taken back: "ah zut, jeudi je
    peux pas, plutôt vendredi".
    """
    if not c.words or asks_back(c.words, c.language) or own_of_call(c) is None:
        return False
    if understand_intent(c.words, c.language, c.script.trade) in OWN:
        return True
    if not takes_back(c.words, c.language):
        return False
    wish = understand_wish(c.words, c.language, c.now_local)
    return bool(wish.windows or wish.earliest)
