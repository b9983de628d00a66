"""What a caller may still do with an appointment of theirs: one rule, by telephone and by link.

The client says what may be done at all, and until how many hours before; what is nearer is
changed by people. To be told of it is no change, and has no deadline.
"""

from datetime import datetime, timedelta

from telesec.agenda.appointment import Appointment, AppointmentStatus
from telesec.clients.own_hand import OwnAct


def acts_open(
    appointment: Appointment, now: datetime, *, notice_hours: int | None = None
) -> frozenset[OwnAct]:
    """What its caller may do now; ``notice_hours``: another deadline than the client's own."""
    acts = frozenset(appointment.client.callers_may)
    stands = appointment.status == AppointmentStatus.CONFIRMED
    if not stands or is_too_near(appointment, now, notice_hours=notice_hours):
        return acts & {OwnAct.SEE}
    return acts


def is_too_near(
    appointment: Appointment, now: datetime, *, notice_hours: int | None = None
) -> bool:
    """Whether only people may change it any more. It has begun, at the latest."""
    hours = appointment.client.change_notice_hours if notice_hours is None else notice_hours
    return appointment.starts_at - now < timedelta(hours=hours) or appointment.starts_at <= now
