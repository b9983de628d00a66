"""Who is rung for a client, in which order."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from telesec.clients.account import Role
from telesec.clients.client import Client
from telesec.dispatch.ringing import people_to_ring
from tests.makers import NOW, make_account, make_client, make_contact


@pytest.fixture
def client(db: Session) -> Client:
    return make_client(db)


def test_who_is_on_call_by_rank(db: Session, client: Client) -> None:
    make_contact(db, client, "second", mobile="+33600000002", on_call_rank=2)
    make_contact(db, client, "first", mobile="+33600000001", on_call_rank=1)
    make_contact(db, client, "off", mobile="+33600000003")
    make_contact(db, client, "without", mobile=None, on_call_rank=3)
    assert people_to_ring(db, client, "on_call", NOW) == ("+33600000001", "+33600000002")


def test_a_contact_by_key_is_the_clients_own(db: Session, client: Client) -> None:
    other = make_client(db, "other")
    make_contact(db, other, "luc", mobile="+33600000009")
    make_contact(db, client, "claire", mobile="+33600000001")
    assert people_to_ring(db, client, "claire", NOW) == ("+33600000001",)
    assert people_to_ring(db, client, "luc", NOW) == ()
    assert people_to_ring(db, client, "nobody", NOW) == ()


def test_secretaries_who_take_calls_now_and_may_answer_for_this_client(
    db: Session, client: Client
) -> None:
    def secretary(email: str, number: str | None, **fields: object) -> None:
        make_account(db, email, **({"telephone": number, "takes_calls": True} | fields))

    hers = {"clients": [client]}
    secretary("sophie@x.fr", "+33600000001", **hers)
    secretary("resting@x.fr", "+33600000002", takes_calls=False, **hers)
    secretary("elsewhere@x.fr", "+33600000003", clients=[make_client(db, "other")])
    secretary("silent@x.fr", None, **hers)
    secretary("owner@x.fr", "+33600000004", role=Role.OWNER)
    secretary("client@x.fr", "+33600000005", role=Role.CLIENT, **hers)
    secretary("same@x.fr", "+33600000001", **hers)
    assert people_to_ring(db, client, "secretary", NOW) == ("+33600000001", "+33600000004")


def test_a_secretary_is_rung_in_her_browser_while_it_is_there(db: Session) -> None:
    client = make_client(db)
    anne = make_account(db, role="owner", telephone="+33600000191", takes_calls=True)
    assert people_to_ring(db, client, "secretary", NOW) == ("+33600000191",)
    anne.browser_seen_at = NOW
    db.flush()
    assert people_to_ring(db, client, "secretary", NOW) == (f"client:staff-{anne.id}",)
    later = NOW + timedelta(seconds=31)  # closed without a word
    assert people_to_ring(db, client, "secretary", later) == ("+33600000191",)
