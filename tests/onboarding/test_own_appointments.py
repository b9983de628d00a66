"""The clients file: what callers may do by themselves with appointments they have."""

import pytest
from sqlalchemy.orm import Session

from telesec.clients.client import Client, client_by_key
from telesec.onboarding.loading import load_clients
from telesec.values.yaml_file import BadFile, parse_yaml, read_yaml
from tests.makers import NOW
from tests.onboarding.small_house import EXAMPLE, SECRET, SMALL

WHERE = "    billing: {legal_name"


def loaded(db: Session, rules: str = "", key: str = "cabinet-petit") -> Client:
    text = SMALL.replace(WHERE, f"    own_appointments: {rules}\n{WHERE}") if rules else SMALL
    load_clients(db, parse_yaml(text, "clients.yaml"), NOW, SECRET)
    client = client_by_key(db, key)
    assert client
    return client


def test_unless_said_no_text_goes_out_and_a_day_before_it_is_too_late(db: Session) -> None:
    client = loaded(db)
    assert not client.confirms_by_sms
    assert client.caller_links
    assert client.callers_may == ("see", "move", "cancel")
    assert client.change_notice_hours == 24


def test_what_is_said_holds_and_what_is_said_no_more_does_not(db: Session) -> None:
    rules = "{confirm_by_sms: true, link: false, may: [cancel], notice_hours: 48}"
    client = loaded(db, rules)
    assert (client.confirms_by_sms, client.caller_links) == (True, False)
    assert client.callers_may == ("see", "cancel")  # who may cancel it may see it
    assert client.change_notice_hours == 48
    assert loaded(db).callers_may == ("see", "move", "cancel")
    assert not client.confirms_by_sms


def test_nothing_at_all_may_be_left_to_callers(db: Session) -> None:
    assert loaded(db, "{may: []}").callers_may == ()


@pytest.mark.parametrize(
    ("rules", "field"),
    [
        ("{may: [delete]}", "may"),
        ("{may: see}", "may"),
        ("{may: [see, move, cancel, see]}", "may"),
        ("{notice_hours: -1}", "notice_hours"),
        ("{notice_hours: 337}", "notice_hours"),
        ("{notice_hours: '24'}", "notice_hours"),
        ("{confirm_by_sms: perhaps}", "confirm_by_sms"),
        ("{by_link: true}", "by_link"),
    ],
)
def test_a_mistake_is_told_with_its_line_and_field(db: Session, rules: str, field: str) -> None:
    with pytest.raises(BadFile) as caught:
        loaded(db, rules)
    [mistake] = caught.value.mistakes
    assert f"own_appointments.{field}" in str(mistake)
    assert mistake.line == 7
    assert client_by_key(db, "cabinet-petit") is None


def test_the_example_confirms_to_patients_and_to_the_plumbers_clients(db: Session) -> None:
    load_clients(db, read_yaml(EXAMPLE), NOW, SECRET)
    for key, confirms, hours in (
        ("cabinet-martin", True, 24),
        ("maitre-durand", False, 24),
        ("plomberie-moreau", True, 4),
    ):
        client = client_by_key(db, key)
        assert client
        assert (client.confirms_by_sms, client.change_notice_hours) == (confirms, hours)
