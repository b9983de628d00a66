"""What is done with an appointment that the caller has: told, read back, cancelled, moved, left."""

from telesec.agenda.appointment import AppointmentStatus
from telesec.agenda.booking import NotBooked, SlotTaken, cancel, move, release_holds
from telesec.agenda.change import ChangedBy
from telesec.agenda.free_time import Slot
from telesec.agenda.locks import lock_agendas
from telesec.assistant.booking.offering import moment_aloud, whom_aloud
from telesec.assistant.waiting_list.leaving import LeavingTalk
from telesec.calls.call import Disposition
from telesec.dispatch.telling_changes import tell_cancelled, tell_moved
from telesec.values.conversation import Prompt


class CarryingOut(LeavingTalk):
    """Does what was agreed, once; the slot is the caller's until the commit."""

    def tell_own(self) -> Prompt:
        """When it is, each one."""
        c = self.c
        for one in self.candidates():
            c.phrase("change_told", moment=moment_aloud(c, one), practitioner=whom_aloud(c, one))
        c.state.outcome = c.state.outcome or Disposition.INFORMATION
        return self.done()

    def cancel_own(self) -> Prompt:
        """Cancelled, and told to whoever must know."""
        c, own, moment = self.c, self.own(), self.moment()
        cancel(c.db, own, c.now, ChangedBy(call_id=c.call.id))
        tell_cancelled(c.db, own, c.now)
        c.state.outcome, c.state.made_id = Disposition.APPOINTMENT, None
        c.phrase("change_cancelled", moment=moment)
        self.give_up_place()
        return self.done()

    def read_back_move(self) -> Prompt:
        """What would be moved, and to when; a yes does it."""
        c, chosen = self.c, self.chosen_hold()
        if chosen is None:
            return self.taken_meanwhile()
        c.state.own_read_at = self.own().starts_at
        c.phrase(
            "change_confirm_move",
            moment=self.moment(),
            other=moment_aloud(c, chosen),
            practitioner=whom_aloud(c, chosen),
            name=self.name(),
        )
        return c.listen()

    def move_own(self) -> Prompt:
        """Moved to the slot that is held, unless it was taken meanwhile."""
        c, own, chosen = self.c, self.own(), self.chosen_hold()
        if chosen is None:
            return self.taken_meanwhile()
        slot = Slot(
            chosen.practitioner_id, chosen.appointment_type_id, chosen.starts_at, chosen.ends_at
        )
        before = own.starts_at
        release_holds(c.db, call_id=c.call.id)  # the slot is ours until the commit
        try:
            move(c.db, own, slot, c.now, ChangedBy(call_id=c.call.id))
        except SlotTaken:
            return self.taken_meanwhile()
        except NotBooked:
            c.phrase("change_not_found")
            return self.leave_to_people()
        tell_moved(c.db, own, c.now, moved_from=before)
        c.state.outcome, c.state.made_id = Disposition.APPOINTMENT, own.id
        c.phrase("change_moved", moment=moment_aloud(c, own), practitioner=whom_aloud(c, own))
        return self.after_move()

    def is_as_read_back(self) -> bool:
        """Whether what the caller agrees to is still so; from here on nobody else moves it."""
        c, own, read_at = self.c, self.own(), self.c.state.own_read_at
        lock_agendas(c.db, own.client_id)
        c.db.refresh(own)
        return read_at is None or read_at == own.starts_at

    def moved_meanwhile(self) -> Prompt:
        """Somebody else has moved it: nothing is done to it that the caller has not heard."""
        self.c.phrase("change_moved_meanwhile")
        return self.next()

    def leave_it(self) -> Prompt:
        """All stays as it was."""
        own = self.own() if self.c.state.own_id else None
        if own and own.status == AppointmentStatus.CONFIRMED:
            self.c.phrase("change_kept", moment=self.moment())
        return self.done()
