"""A small clients file, and how tests bring it in."""

from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from telesec.clients.client import Client, client_by_key
from telesec.onboarding.loading import LoadReport, load_clients
from telesec.values.yaml_file import BadFile, parse_yaml
from tests.makers import NOW

EXAMPLE = Path(__file__).parents[2] / "docs" / "examples" / "house.yaml"
SECRET = "k" * 40
SMALL = """\
clients:
  - key: cabinet-petit
    name: "Cabinet Petit"
    trade: dental
    script: cabinet-petit
    opening_hours: {mon-fri: "09:00-12:00"}
    billing: {legal_name: "Dr Petit", address: "4 place du Marché, 37000 Tours", siren: "732829320"}
    lines:
      - {number: "01 99 00 00 07"}
    contacts:
      - {key: petit, name: "Luc Petit", mobile: "06 00 00 00 07", summary_by: [sms], on_call: 1}
    practitioners:
      - {key: petit, name: "le docteur Petit", feeds: ["Luc Petit"]}
    appointment_types:
      - {key: controle, names: {fr: "contrôle"}, words: {fr: [contrôle]}, minutes: 30}
    price: {from: 2026-01-01, per: minute, rate: "0.90"}
"""


def load(db: Session, text: str = SMALL, now: datetime = NOW) -> LoadReport:
    """Bring in that file, as of then."""
    return load_clients(db, parse_yaml(text, "clients.yaml"), now, SECRET)


def changed(*pairs: tuple[str, str]) -> str:
    """The small file with some words replaced, each of which must be there."""
    text = SMALL
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    return text


def mistakes(db: Session, text: str) -> list[str]:
    """What is wrong with a file, of which nothing is brought in."""
    with pytest.raises(BadFile) as caught:
        load(db, text)
    assert db.scalar(select(func.count()).select_from(Client).where(Client.key != "other")) == 0
    return [str(one) for one in caught.value.mistakes]


def the_client(db: Session) -> Client:
    """The client of the small file."""
    client = client_by_key(db, "cabinet-petit")
    assert client
    return client
