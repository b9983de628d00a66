"""What a step of the script lets callers book, and with whom."""

from collections.abc import Sequence

from sqlalchemy import select

from telesec.agenda.practitioner import AppointmentType, Practitioner
from telesec.agenda.who_may_book import may_book
from telesec.assistant.conversation import Conversation
from telesec.scripts.steps import AppointmentTerms


def types_offered(c: Conversation, terms: AppointmentTerms) -> Sequence[AppointmentType]:
    """The types that may be booked and that somebody offers, in the client's order."""
    wanted = [kind for kind in types_of(c) if not terms.types or kind.key in terms.types]
    return [kind for kind in wanted if practitioners_for(kind, terms) and may_be_booked(c, kind)]


def types_of(c: Conversation) -> Sequence[AppointmentType]:
    """All that the client has, in its order."""
    query = select(AppointmentType).where(
        AppointmentType.client_id == c.client.id, AppointmentType.active
    )
    return c.db.scalars(query.order_by(AppointmentType.position, AppointmentType.id)).all()


def may_be_booked(c: Conversation, kind: AppointmentType) -> bool:
    """Whether the caller may book that type, as far as we know who it is."""
    number = c.state.callback_number or c.call.caller_number
    return may_book(c.db, kind, name=c.state.caller_name, telephone=number)


def practitioners_for(kind: AppointmentType, terms: AppointmentTerms) -> list[Practitioner]:
    """Who offers that type, of those the step names."""
    keys = terms.practitioners
    return [p for p in kind.practitioners if p.active and (not keys or p.key in keys)]
