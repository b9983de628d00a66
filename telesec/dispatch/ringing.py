"""Who is rung for a client, in which order."""

from datetime import datetime

from sqlalchemy.orm import Session

from telesec.clients.account import secretaries_to_ring
from telesec.clients.client import Client

SECRETARY, ON_CALL = "secretary", "on_call"


def people_to_ring(db: Session, client: Client, whom: str, now: datetime) -> tuple[str, ...]:
    """Where they can be rung, first to be rung first: the secretaries who take calls now, who is
    on call, or the contact with that key. Nobody is an empty tuple.
    """
    if whom == SECRETARY:
        return tuple(secretaries_to_ring(db, client.id, now))
    if whom == ON_CALL:
        on_call = [c for c in client.contacts if c.on_call_rank is not None]
        people = sorted(on_call, key=lambda contact: contact.on_call_rank or 0)
    else:
        people = [c for c in client.contacts if c.key == whom]
    return tuple(contact.mobile for contact in people if contact.mobile)
