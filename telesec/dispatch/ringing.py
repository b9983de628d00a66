"""Who is rung for a client, in which order."""

from sqlalchemy.orm import Session

from telesec.clients.account import secretaries_to_ring
from telesec.clients.client import Client
from telesec.values.telephone import E164

SECRETARY, ON_CALL = "secretary", "on_call"


def people_to_ring(db: Session, client: Client, whom: str) -> tuple[E164, ...]:
    """Telephones, first to be rung first: of the secretaries who take calls now, of who is on
    call, or of the contact with that key. Nobody is an empty tuple.
    """
    if whom == SECRETARY:
        return tuple(secretaries_to_ring(db, client.id))
    if whom == ON_CALL:
        on_call = [c for c in client.contacts if c.on_call_rank is not None]
        people = sorted(on_call, key=lambda contact: contact.on_call_rank or 0)
    else:
        people = [c for c in client.contacts if c.key == whom]
    return tuple(contact.mobile for contact in people if contact.mobile)
