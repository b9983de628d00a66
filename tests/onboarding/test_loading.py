"""The clients file: what it brings in, what it changes, and that a mistake loads nothing."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from telesec.agenda.feed import Feed
from telesec.agenda.feeds import revoke
from telesec.agenda.practitioner import AppointmentType, Practitioner
from telesec.billing.issuer import Issuer, VatRegime
from telesec.billing.issuing import issue_invoice
from telesec.billing.month import Month
from telesec.billing.price_rule import PriceRule, PriceUnit
from telesec.calls.call import Call
from telesec.clients.client import Client, Contact, Line, SummaryDetail, client_by_key
from telesec.database import transaction
from telesec.onboarding.loading import load_clients
from telesec.values.language import Language
from telesec.values.yaml_file import BadFile, parse_yaml, read_yaml
from tests.billing.answered import make_answered
from tests.makers import NOW, make_appointment, make_client, make_line
from tests.onboarding.small_house import EXAMPLE, SECRET, SMALL, changed, load, mistakes, the_client

pytestmark = pytest.mark.sqlite_on_a_desk


@pytest.mark.postgresql_on_a_desk
def test_the_example_brings_in_the_demonstrations_house(db: Session) -> None:
    scripts = {path.stem for path in (EXAMPLE.parents[2] / "call_scripts").glob("*.yaml")}
    report = load_clients(db, read_yaml(EXAMPLE), NOW, SECRET, scripts=scripts)
    assert report.created == ["cabinet-martin", "maitre-durand", "plomberie-moreau"]
    assert (report.issuer_changed, report.feeds_opened) == (True, 4)
    martin = client_by_key(db, "cabinet-martin")
    assert martin
    assert [line.number for line in martin.lines] == ["+33199000001"]
    assert martin.summary_detail == SummaryDetail.DISCREET
    assert [(c.key, c.summary_by_sms, c.on_call_rank) for c in martin.contacts] == [
        ("claire-martin", True, 1),
        ("paul-lefevre", False, 2),
    ]
    kinds = db.scalars(
        select(AppointmentType)
        .where(AppointmentType.client_id == martin.id)
        .order_by(AppointmentType.position)
    ).all()
    assert [(kind.key, kind.minutes) for kind in kinds] == [
        ("consultation", 20),
        ("premiere-consultation", 40),
        ("vaccination", 15),
    ]
    assert [one.name for one in kinds[0].practitioners] == [
        "le docteur Martin",
        "le docteur Lefèvre",
    ]
    issuer = db.scalars(select(Issuer)).one()
    assert (issuer.siret, issuer.vat_regime) == ("98765432400019", VatRegime.FRANCHISE)
    assert issuer.telephone == "+33261910010"


def test_the_examples_van_keeps_time_for_the_road_and_is_billed_by_the_call(db: Session) -> None:
    load_clients(db, read_yaml(EXAMPLE), NOW, SECRET)
    moreau = client_by_key(db, "plomberie-moreau")
    assert moreau
    assert moreau.summary_detail == SummaryDetail.FULL
    kind = db.scalars(select(AppointmentType).where(AppointmentType.client_id == moreau.id)).one()
    assert (kind.minutes, kind.buffer_before_minutes, kind.buffer_after_minutes) == (90, 30, 30)
    rule = db.scalars(select(PriceRule).where(PriceRule.client_id == moreau.id)).one()
    assert (rule.unit, rule.rate_cents, rule.free_below_seconds) == (PriceUnit.CALL, 110, 15)


@pytest.mark.postgresql_on_a_desk
def test_the_same_file_twice_changes_nothing(db: Session) -> None:
    load_clients(db, read_yaml(EXAMPLE), NOW, SECRET)
    db.expire_all()
    report = load_clients(db, read_yaml(EXAMPLE), NOW + timedelta(days=1), SECRET)
    assert report.unchanged == ["cabinet-martin", "maitre-durand", "plomberie-moreau"]
    assert (report.created, report.updated, report.issuer_changed) == ([], [], False)
    assert report.feeds_opened == 0
    assert set(db.scalars(select(Client.updated_at))) == {NOW}
    assert db.scalar(select(func.count()).select_from(Feed)) == 4


def test_defaults_are_what_the_trade_and_the_client_suggest(db: Session) -> None:
    load(db)
    client = the_client(db)
    assert (client.language, client.time_zone, client.country) == (
        Language.FR,
        "Europe/Paris",
        "FR",
    )
    assert client.summary_detail == SummaryDetail.DISCREET
    practitioner = db.scalars(select(Practitioner)).one()
    assert practitioner.opening_hours == client.opening_hours
    rule = db.scalars(select(PriceRule)).one()
    assert (rule.valid_from, rule.rate_cents, rule.increment_seconds) == (date(2026, 1, 1), 90, 1)


def test_what_is_no_longer_listed_is_put_out_of_use_and_history_stays(db: Session) -> None:
    load(db)
    make_answered(db, the_client(db), NOW)
    later = NOW + timedelta(days=1)
    text = changed(
        ('      - {number: "01 99 00 00 07"}', '      - {number: "01 99 00 00 08"}'),
        ('key: petit, name: "le docteur Petit"', 'key: roux, name: "le docteur Roux"'),
        ("key: controle", "key: soin"),
        ("{key: petit, name: \"Luc Petit\", mobile", "{key: nina, name: \"Nina Roux\", mobile"),
    )  # fmt: skip
    report = load(db, text, later)
    assert report.updated == ["cabinet-petit"]
    assert report.lines_closed == ["+33199000007"]
    assert the_client(db).updated_at == later
    lines = {line.number: line.active for line in db.scalars(select(Line))}
    assert lines == {"+33199000007": False, "+33199000008": True}
    people = {one.key: one.active for one in db.scalars(select(Practitioner))}
    assert people == {"petit": False, "roux": True}
    kinds = {one.key: one.active for one in db.scalars(select(AppointmentType))}
    assert kinds == {"controle": False, "soin": True}
    assert list(db.scalars(select(Contact.key))) == ["nina"]
    assert db.scalar(select(func.count()).select_from(Call)) == 1
    load(db, SMALL, later)
    db.expire_all()
    assert {one.key: one.active for one in db.scalars(select(Practitioner))} == {
        "petit": True,
        "roux": False,
    }


def test_coming_appointments_tell_calendars_that_the_place_is_another(db: Session) -> None:
    load(db)
    practitioner = db.scalars(select(Practitioner)).one()
    kind = db.scalars(select(AppointmentType)).one()
    past = make_appointment(db, practitioner, kind, NOW - timedelta(days=1))
    coming = make_appointment(db, practitioner, kind, NOW + timedelta(days=1))
    before = practitioner.agenda_version
    later = NOW + timedelta(hours=1)
    text = changed(('feeds: ["Luc Petit"]', 'feeds: ["Luc Petit"], place: "12 rue Neuve"'))
    for _ in range(2):
        load(db, text, later)
    db.expire_all()
    assert (coming.sequence, coming.updated_at) == (1, later)
    assert (past.sequence, past.updated_at) == (0, NOW)
    assert practitioner.agenda_version == before + 1
    latest = later + timedelta(hours=1)
    load(db, text.replace("contrôle", "bilan"), latest)
    db.expire_all()
    assert (coming.sequence, coming.updated_at) == (1, latest)
    assert past.updated_at == NOW


def test_clients_that_the_file_does_not_name_are_left_alone(db: Session) -> None:
    other = make_client(db, "other")
    line = make_line(db, other, "+33199000055")
    load(db)
    assert (line.active, other.updated_at) == (True, NOW)


def test_a_feed_is_opened_once_and_a_revoked_one_stays_closed(db: Session) -> None:
    assert load(db).feeds_opened == 1
    revoke(db.scalars(select(Feed)).one(), NOW)
    assert load(db).feeds_opened == 0
    more = changed(('feeds: ["Luc Petit"]', 'feeds: ["Luc Petit", "Cabinet"]'))
    assert load(db, more).feeds_opened == 1


def test_a_line_that_was_given_up_can_be_taken_over(db: Session) -> None:
    other = make_client(db, "other")
    make_line(db, other, "+33199000007").active = False
    load(db)
    line = db.scalars(select(Line)).one()
    assert (line.client_id, line.active) == (the_client(db).id, True)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("trade: dental", "trade: baker", "clients.yaml:4: clients.0.trade: Input should be"),
        ("    trade: dental", "    trade: dental\n    tarde: x", "5: clients.0.tarde: unknown"),
        ("    trade: dental\n", "", "clients.0.trade: is missing"),
        ("01 99 00 00 07", "01 99", "9: clients.0.lines.0.number: '01 99' is not a"),
        ('number: "01 99 00 00 07"', "number: +33199000007", "must stand between quotes"),
        ('siren: "732829320"', "siren: 732829320", "must stand between quotes"),
        ("732829320", "732829321", "7: clients.0.billing.siren: '732829321' is not a SIREN"),
        ('"09:00-12:00"', '"12:00-09:00"', "ends before it begins"),
        ("mon-fri", "monday", "6: clients.0.opening_hours.monday: unknown field"),
        ("script: cabinet-petit", "script: ../../etc", "5: clients.0.script: '../../etc' is not"),
        ("06 00 00 00 07", "02 61 91 00 07", "mobile: '02 61 91 00 07' cannot receive text"),
        ('mobile: "06 00 00 00 07", ', "", "contacts.0: summary_by sms needs a mobile"),
        ("[sms]", "[pigeon]", "summary_by.0: Input should be 'sms' or 'email'"),
        ("[sms]", "[email]", "summary_by email needs an email"),
        ("minutes: 30", "minutes: 0", "minutes: Input should be greater than or equal to 1"),
        ("minutes: 30", "minutes: 30, practitioners: [roux]", "has the key 'roux'"),
        ("minutes: 30", "minutes: 99999999999", "minutes: Input should be less than"),
        ('rate: "0.90"', 'rate: "0.905"', "price.rate: 0.905 has parts of a cent"),
        ('rate: "0.90"', "rate: -1", "price.rate: must be from 0 to"),
        ('rate: "0.90"', "rate: .nan", "price.rate: must be from 0 to"),
        ('rate: "0.90"', "rate: yes", "price.rate: 'yes' is not an amount"),
        ("from: 2026-01-01", "from: 2026-02-30", "clients.yaml:16: not valid YAML: day is out"),
        ("per: minute", "per: year", "price.per: Input should be"),
        ("Cabinet Petit", "Cabinet\\0Petit", "must not contain the character U+0000"),
        ("Cabinet Petit", "x" * 201, "name: String should have at most 200 characters"),
        ("Dr Petit", "Dr 🦷", "legal_name: an invoice cannot show the character U+1F9B7"),
        ("trade: dental", "trade: dental\n    time_zone: Europe/Pari", "is not a time zone"),
        ("trade: dental", "trade: dental\n    time_zone: ../../etc/passwd", "is not a time zone"),
        ("trade: dental", "trade: dental\n    colour: red", "is not a colour"),
        ('{fr: "contrôle"}', '{de: "Kontrolle"}', "names"),
        ("key: controle", 'key: "contrôle"', "'contrôle' is not a key"),
    ],
)  # fmt: skip
def test_a_mistake_is_told_with_line_and_field(db: Session, old: str, new: str, told: str) -> None:
    found = mistakes(db, changed((old, new)))
    assert len({one.split(":")[1] for one in found}) == 1, found  # all on one line
    assert found[0].startswith("clients.yaml:")
    assert told in found[0]


def test_all_mistakes_are_told_at_once(db: Session) -> None:
    found = mistakes(
        db, changed(("dental", "baker"), ("minutes: 30", "minutes: -1"), ("06 00", "6"))
    )
    assert [one.split(":")[1] for one in found] == ["4", "15"]


def test_what_stands_twice_is_told(db: Session) -> None:
    line = '      - {number: "01 99 00 00 07"}\n'
    found = mistakes(db, changed((line, line + '      - {number: "+33 1 99 00 00 07"}\n')))
    assert found == [
        "clients.yaml:10: clients.0.lines.1.number: +33199000007 stands twice in this file;"
        " first under cabinet-petit"
    ]
    twice = SMALL + SMALL.removeprefix("clients:\n").replace("00 07", "00 09")
    assert mistakes(db, twice) == ["clients.yaml:17: clients.1.key: 'cabinet-petit' stands twice"]
    contact = next(line for line in SMALL.splitlines(keepends=True) if "on_call" in line)
    assert [one.split(": ")[1] for one in mistakes(db, changed((contact, contact * 2)))] == [
        "clients.0.contacts.1.key",
        "clients.0.contacts.1.on_call",
    ]


def test_a_line_of_another_client_is_told(db: Session) -> None:
    make_line(db, make_client(db, "other"), "+33199000007")
    assert mistakes(db, SMALL) == [
        "clients.yaml:9: clients.0.lines.0.number: +33199000007 belongs to the client other"
    ]


def test_a_script_that_is_not_there_is_told(db: Session) -> None:
    with pytest.raises(
        BadFile, match=r"5: clients.0.script: there is no call script cabinet-petit"
    ):
        load_clients(db, parse_yaml(SMALL, "f"), NOW, SECRET, scripts={"cabinet-martin"})


def test_texts_come_from_a_line_of_the_clients_own(db: Session) -> None:
    text = SMALL.replace("    name:", "    text_from: '01 99 00 00 07'\n    name:", 1)
    load_clients(db, parse_yaml(text, "f"), NOW, SECRET)
    assert db.scalars(select(Client.text_from)).one() == "+33199000007"
    for wrong, told in (("01 99 00 00 08", "none of this client's lines"), ("12", "text_from")):
        with pytest.raises(BadFile, match=told):
            load(db, text.replace("'01 99 00 00 07'", f"'{wrong}'"))


def test_a_subaccount_that_is_not_set_up_is_told(db: Session) -> None:
    account = "AC" + "5" * 32
    text = SMALL.replace("    name:", f"    twilio_account: {account}\n    name:", 1)
    with pytest.raises(BadFile, match=r"twilio_account: AC5+ is not in TWILIO_SUBACCOUNTS; add"):
        load_clients(db, parse_yaml(text, "f"), NOW, SECRET, subaccounts=())
    load_clients(db, parse_yaml(text, "f"), NOW, SECRET, subaccounts={account})
    assert db.scalars(select(Client.account_sid)).one() == account


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("clients:\n\t- key: x\n", "clients.yaml:2: not valid YAML"),
        ('clients:\n  - key: "x\n', "not valid YAML"),
        ("clients: [\n", "not valid YAML"),
        ("- a\n- b\n", "must be a mapping"),
        ("", "must be a mapping"),
        ("clients: x\n", "clients.yaml:1: clients: Input should be a valid list"),
        ("clients:\n  - key: a\n    key: b\n", ":3: not valid YAML: found duplicate key"),
        ("x" * 1_000_001, "longer than 1000000 characters"),
        ("[" * 5000, "clients.yaml:1"),
    ],
)  # fmt: skip
def test_a_file_that_is_no_such_file_is_told(db: Session, text: str, told: str) -> None:
    assert told in mistakes(db, text)[0]


def test_issuer_needs_a_vat_number_to_charge_vat_and_pays_attention_to_the_term(
    db: Session,
) -> None:
    issuer = 'issuer: {name: "A EI", address: "1 rue A", siret: "73282932000074", '
    found = mistakes(db, issuer + "vat_regime: normal}\n")
    assert "issuer: vat_number is missing" in found[0]
    found = mistakes(db, issuer + "vat_regime: franchise, payment_days: 60}\n")
    assert "payment_days: Input should be less than or equal to 45" in found[0]
    normal = issuer + "vat_regime: normal, vat_number: FR44732829320, vat_rate: "
    for wrong in ("0", "7", "100"):
        assert "20, 10, 5.5, 2.1, 8.5" in str(mistakes(db, normal + wrong + "}\n"))
    load(db, normal + "5.5}\n")
    assert db.scalars(select(Issuer)).one().vat_rate_basis_points == 550


def test_nothing_is_half_loaded(engine: Engine) -> None:
    bad = SMALL + SMALL.removeprefix("clients:\n").replace("cabinet-petit", "second").replace(
        "minutes: 30", "minutes: 30, practitioners: [nobody]"
    ).replace("00 07", "00 09")
    with pytest.raises(BadFile, match="nobody"), transaction(engine) as db:
        load(db, bad)
    with transaction(engine, reads_only=True) as db:
        for table in (Client, Line, Contact, Practitioner, PriceRule, Feed):
            assert db.scalar(select(func.count()).select_from(table)) == 0


def test_a_price_that_was_billed_stays_and_a_new_one_begins_after_it(db: Session) -> None:
    load(
        db,
        'issuer: {name: "A EI", address: "x", siret: "73282932000074", vat_regime: franchise}\n'
        + SMALL,
    )
    make_answered(db, the_client(db), datetime(2026, 11, 3, 9, tzinfo=UTC))
    issue_invoice(db, the_client(db), Month.parse("2026-11"), datetime(2026, 12, 2, tzinfo=UTC))
    assert load(db).unchanged == ["cabinet-petit"]
    for change in (("0.90", "0.95"), ("2026-01-01", "2026-11-30"), ("2026-01-01", "2025-01-01")):
        with pytest.raises(BadFile, match=r"16: clients.0.price.from: the invoice of 2026-11 is"):
            load(db, changed(change))
    load(db, changed(("2026-01-01", "2026-12-01"), ("0.90", "0.95")))
    load(db, changed(("2026-01-01", "2026-12-01"), ("0.90", "0.99")))
    rules = db.execute(select(PriceRule.valid_from, PriceRule.rate_cents)).all()
    assert sorted((day.isoformat(), cents) for day, cents in rules) == [
        ("2026-01-01", 90),
        ("2026-12-01", 99),
    ]
