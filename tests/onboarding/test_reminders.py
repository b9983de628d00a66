"""The clients file: when callers are reminded, and how long an offer stands."""

import pytest
from sqlalchemy.orm import Session

from telesec.clients.client import Client, client_by_key
from telesec.onboarding.loading import load_clients
from telesec.values.yaml_file import BadFile, parse_yaml
from tests.makers import NOW
from tests.onboarding.small_house import SECRET, SMALL

pytestmark = pytest.mark.sqlite_on_a_desk

WHERE = "    billing: {legal_name"


def loaded(db: Session, rules: str = "") -> Client:
    text = SMALL.replace(WHERE, f"    reminders: {rules}\n{WHERE}") if rules else SMALL
    load_clients(db, parse_yaml(text, "clients.yaml"), NOW, SECRET)
    client = client_by_key(db, "cabinet-petit")
    assert client
    return client


@pytest.mark.postgresql_on_a_desk
def test_nobody_is_reminded_unless_it_is_said(db: Session) -> None:
    assert loaded(db).reminder_days is None
    assert loaded(db).reminder_email_days is None
    assert loaded(db, "{sms_days: 1}").reminder_days == 1
    client = loaded(db, '{sms_days: 2, hour: "18:30"}')
    assert (client.reminder_days, client.reminder_minute) == (2, 18 * 60 + 30)
    assert loaded(db).reminder_days is None


@pytest.mark.parametrize(
    ("rules", "sms", "email"),
    [
        ("{sms_days: 1}", 1, None),
        ("{email: true}", None, 7),
        ("{email: true, sms_days: 2}", 2, 7),
        ("{email_days: 10}", None, 10),
        ("{email: true, email_days: 3, sms_days: 3}", 3, 3),
        ("{email: false, sms_days: 1}", 1, None),
    ],
)
def test_sms_and_email_are_each_wanted_by_themselves(
    db: Session, rules: str, sms: int | None, email: int | None
) -> None:
    client = loaded(db, rules)
    assert (client.reminder_days, client.reminder_email_days) == (sms, email)


@pytest.mark.parametrize(
    ("rules", "field"),
    [
        ("{sms_days: 0}", "sms_days"),
        ("{sms_days: 8}", "sms_days"),
        ('{sms_days: "2"}', "sms_days"),
        ('{sms_days: 2, hour: "07:59"}', "hour"),
        ('{sms_days: 2, hour: "20:31"}', "hour"),
        ('{sms_days: 2, hour: "10h"}', "hour"),
        ("{sms_days: 2, hour: 10}", "hour"),
        ("{email_days: 0}", "email_days"),
        ("{email_days: 31}", "email_days"),
        ('{email_days: "7"}', "email_days"),
        ('{email: "yes"}', "email"),
        ("{email: false, email_days: 7}", "email_days"),
        ("{letter_days: 7}", "letter_days"),
    ],
)
def test_a_mistake_is_told_with_its_line_and_field(db: Session, rules: str, field: str) -> None:
    with pytest.raises(BadFile) as caught:
        loaded(db, rules)
    [mistake] = caught.value.mistakes
    assert field in str(mistake)
    assert mistake.line > 1


def test_the_waiting_list_gives_half_an_hour_unless_it_is_said(db: Session) -> None:
    assert loaded(db).offer_minutes == 30
    text = SMALL.replace(WHERE, f"    waiting_list: {{offer_minutes: 60}}\n{WHERE}")
    load_clients(db, parse_yaml(text, "clients.yaml"), NOW, SECRET)
    client = client_by_key(db, "cabinet-petit")
    assert client
    assert client.offer_minutes == 60
    for minutes in ("4", "241", '"30"'):
        wrong = text.replace("offer_minutes: 60", f"offer_minutes: {minutes}")
        with pytest.raises(BadFile, match="offer_minutes"):
            load_clients(db, parse_yaml(wrong, "clients.yaml"), NOW, SECRET)


def test_the_assistant_lists_nobody_unless_it_is_said(db: Session) -> None:
    assert not loaded(db).waiting_by_telephone
    text = SMALL.replace(WHERE, f"    waiting_list: {{by_telephone: true}}\n{WHERE}")
    load_clients(db, parse_yaml(text, "clients.yaml"), NOW, SECRET)
    client = client_by_key(db, "cabinet-petit")
    assert client
    assert client.waiting_by_telephone
    for slip in ("perhaps", '"yes"', "1"):
        wrong = text.replace("by_telephone: true", f"by_telephone: {slip}")
        with pytest.raises(BadFile, match="by_telephone"):
            load_clients(db, parse_yaml(wrong, "clients.yaml"), NOW, SECRET)
    assert not loaded(db).waiting_by_telephone
