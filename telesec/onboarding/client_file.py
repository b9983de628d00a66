"""The clients file: one YAML file with the issuer and any number of clients.

``docs/examples/house.yaml`` shows every field. Amounts are euros, lengths are what the field's
name says. What one entry can be checked for by itself is checked here; what needs its
neighbours or the database, in checking.py.
"""

from datetime import date
from enum import StrEnum
from typing import Annotated, Any, Self

from pydantic import Field, StringConstraints, model_validator

from telesec.agenda.busy.calendars import LONGEST_PASSWORD, MOST_OF_ONE
from telesec.agenda.feed import FeedDetails
from telesec.agenda.practitioner import CalendarWay, OnlyFor
from telesec.billing.issuer import VatRegime
from telesec.billing.month import EARLIEST_YEAR, LATEST_YEAR
from telesec.billing.price_rule import PriceUnit
from telesec.clients.client import SummaryDetail
from telesec.clients.own_hand import EVERY_ACT, NOTICE_HOURS, OwnAct
from telesec.onboarding.fields import (
    Address,
    BasisPoints,
    Bic,
    Cents,
    Colour,
    Country,
    Email,
    Iban,
    Key,
    LegalName,
    LegalNote,
    Line100,
    Line120,
    Line200,
    Number,
    Optional100,
    Optional200,
    Optional300,
    Siren,
    Siret,
    TimeZone,
    VatNumber,
    WebAddress,
)
from telesec.onboarding.own_hand_entries import RemindersEntry, WaitingListEntry
from telesec.onboarding.practice_entries import (
    ElsewhereEntry,
    Entry,
    PlaceEntry,
    ResourceEntry,
)
from telesec.values.language import Language
from telesec.values.opening_hours import WeeklyHours
from telesec.values.telephone import (
    E164,
    NotATelephoneNumber,
    parse_number,
    takes_text_messages,
)
from telesec.values.trade import SECRETIVE, Trade

# A monthly invoice must be due 45 days after its date at the latest (code de commerce L441-10).
LONGEST_TERM_DAYS = 45

MINUTES_A_DAY = 24 * 60

Seconds = Annotated[int, Field(ge=0, le=3600, strict=True)]
Word = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=80)]


# In basis points: CGI art. 278, 279, 278-0 bis, 281 quater and, overseas, 296.
VAT_RATES = (2000, 1000, 550, 210, 850)


class IssuerEntry(Entry):
    """Who issues the invoices."""

    name: LegalName
    legal_form: LegalNote = ""
    address: Address
    siret: Siret
    registration: Optional100 = ""
    vat_regime: VatRegime
    vat_number: VatNumber | None = None
    vat_rate: BasisPoints = 2000
    iban: Iban | None = None
    bic: Bic | None = None
    email: Email | None = None
    telephone: Number | None = None
    payment_days: int = Field(default=30, ge=0, le=LONGEST_TERM_DAYS, strict=True)

    @model_validator(mode="after")
    def _fits(self) -> Self:
        if self.vat_regime == VatRegime.NORMAL and self.vat_number is None:
            raise ValueError("vat_number is missing: it must stand on invoices with VAT")
        if self.vat_regime == VatRegime.NORMAL and self.vat_rate not in VAT_RATES:
            rates = ", ".join(f"{rate / 100:g}" for rate in VAT_RATES)
            raise ValueError(f"vat_rate {self.vat_rate / 100:g} is none of France's: {rates}")
        if self.telephone:
            parse_number(self.telephone)
        return self


class BillingEntry(Entry):
    """Who is billed, as printed on the invoice."""

    legal_name: LegalName
    address: Address
    siren: Siren | None = None
    vat_number: VatNumber | None = None

    @model_validator(mode="after")
    def _fits(self) -> Self:
        number = self.vat_number or ""
        if self.siren and number.startswith("FR") and not number.endswith(self.siren):
            raise ValueError(f"vat_number {number} is not the one of siren {self.siren}")
        return self


class LineEntry(Entry):
    """A number of ours that the client transfers its calls to."""

    number: Number
    label: Optional100 = ""
    language: Language | None = None  # its callers are answered in; None: the client's


class SummaryWay(StrEnum):
    """How a contact is told of a finished call."""

    SMS = "sms"
    EMAIL = "email"


class ContactEntry(Entry):
    """A person of the client."""

    key: Key
    name: Line200
    mobile: Number | None = None
    email: Email | None = None
    language: Language | None = None
    summary_by: list[SummaryWay] = Field(default_factory=list, max_length=2)
    on_call: int | None = Field(default=None, ge=1, le=99, strict=True)
    may_set_status: bool = False

    @model_validator(mode="after")
    def _reachable(self) -> Self:
        if SummaryWay.SMS in self.summary_by and self.mobile is None:
            raise ValueError("summary_by sms needs a mobile")
        if SummaryWay.EMAIL in self.summary_by and self.email is None:
            raise ValueError("summary_by email needs an email")
        if self.on_call is not None and self.mobile is None:
            raise ValueError("on_call needs a mobile")
        if self.may_set_status and self.mobile is None:
            raise ValueError("may_set_status needs a mobile")
        return self


class FeedEntry(Entry):
    """A secret calendar address, by the name of who is to have it. A text alone is the name."""

    label: Line100
    details: FeedDetails = FeedDetails.FULL

    @model_validator(mode="before")
    @classmethod
    def _name_alone(cls, data: Any) -> Any:
        return {"label": data} if isinstance(data, str) else data


Feeds = Annotated[list[FeedEntry], Field(max_length=20)]


class CalendarEntry(Entry):
    """A calendar of the practitioner's own, whose busy times are kept free here."""

    label: Line100
    ics: WebAddress | None = None
    caldav: WebAddress | None = None
    user: Optional200 = ""
    password: str = Field(default="", max_length=LONGEST_PASSWORD)
    tentative_is_free: bool = Field(default=False, strict=True)

    @model_validator(mode="after")
    def _fits(self) -> Self:
        if (self.ics is None) == (self.caldav is None):
            raise ValueError("one of ics and caldav must give its address")
        if self.caldav and not (self.user and self.password):
            raise ValueError("caldav needs a user and a password")
        if self.password and not self.user:
            raise ValueError("password needs a user")
        return self


class PractitionerEntry(Entry):
    """Whose agenda it is. Without hours of its own it keeps the client's."""

    key: Key
    name: Line120
    opening_hours: WeeklyHours | None = None
    place: Optional300 = ""
    elsewhere: list[ElsewhereEntry] = Field(default_factory=list, max_length=20)
    compact: bool | None = None  # None: as the client has it
    feeds: Feeds = Field(default_factory=list)
    busy_calendars: list[CalendarEntry] = Field(default_factory=list, max_length=MOST_OF_ONE)
    calendar_by: CalendarWay | None = None  # None: as it is
    invitations_to: Email | None = None
    calendar_details: FeedDetails | None = None

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        invited = self.calendar_by == CalendarWay.INVITATIONS
        if invited and self.invitations_to is None:
            raise ValueError("calendar_by invitations needs invitations_to")
        if self.invitations_to and not invited:
            raise ValueError("invitations_to needs calendar_by: invitations")
        if self.feeds and self.calendar_by not in {None, CalendarWay.FEED}:
            raise ValueError(
                f"feeds and calendar_by: {self.calendar_by} would show everything twice; take one"
            )
        if self.calendar_details and self.calendar_by in {None, CalendarWay.FEED}:
            raise ValueError("calendar_details needs calendar_by: invitations or caldav")
        return self


class AppointmentTypeEntry(Entry):
    """A reason to come. Without ``practitioners`` every practitioner offers it."""

    key: Key
    names: dict[Language, Line100] = Field(min_length=1)
    words: dict[Language, list[Word]] = Field(default_factory=dict)
    minutes: int = Field(ge=1, le=MINUTES_A_DAY, strict=True)
    buffer_before: int = Field(default=0, ge=0, le=MINUTES_A_DAY, strict=True)
    buffer_after: int = Field(default=0, ge=0, le=MINUTES_A_DAY, strict=True)
    notice_minutes: int = Field(default=60, ge=0, le=90 * MINUTES_A_DAY, strict=True)
    horizon_days: int = Field(default=60, ge=1, le=730, strict=True)
    practitioners: list[Key] | None = Field(default=None, min_length=1, max_length=500)
    hours: WeeklyHours | None = None
    only_for: OnlyFor | None = None
    most_a_day: int | None = Field(default=None, ge=1, le=500, strict=True)
    colour: Colour | None = None
    bring: dict[Language, Line200] = Field(default_factory=dict)
    resources: list[Key] = Field(default_factory=list, max_length=20)


class PriceEntry(Entry):
    """The price from a local day on; what was before stays as it is."""

    valid_from: date = Field(
        alias="from", ge=date(EARLIEST_YEAR, 1, 1), le=date(LATEST_YEAR, 12, 31)
    )
    per: PriceUnit
    rate: Cents
    increment_seconds: int = Field(default=1, ge=1, le=3600, strict=True)
    minimum_seconds: Seconds = 0
    free_below_seconds: Seconds = 0
    monthly_fee: Cents = 0
    counts_wrap_up: bool = True


class OwnAppointmentsEntry(Entry):
    """What callers may do by themselves with appointments they have."""

    confirm_by_sms: bool = False
    link: bool = True
    may: list[OwnAct] = Field(default=list(EVERY_ACT), max_length=len(EVERY_ACT))
    # Two weeks: with more, hardly anything could still be changed.
    notice_hours: int = Field(default=NOTICE_HOURS, ge=0, le=336, strict=True)

    @property
    def acts(self) -> tuple[OwnAct, ...]:
        """In one order, each once. Who may change an appointment may see it."""
        wanted = {OwnAct.SEE, *self.may} if self.may else set()
        return tuple(act for act in OwnAct if act in wanted)


class ClientEntry(Entry):
    """A client with all that belongs to it."""

    key: Key
    name: Line200
    trade: Trade
    language: Language = Language.FR
    country: Country = "FR"
    time_zone: TimeZone = "Europe/Paris"
    script: Key
    colour: Colour = "#2f5d62"
    opening_hours: WeeklyHours
    summaries: SummaryDetail | None = None
    voicemail_days: int = Field(default=90, ge=1, le=3650, strict=True)
    voicemail_transcript: bool = True
    twilio_account: Annotated[str, Field(pattern=r"^AC[0-9A-Za-z]{32}$")] | None = None
    text_from: str | None = None  # one of its lines
    record_talks: bool = False
    # Six months at most: CNIL on recording calls at work.
    talk_days: int = Field(default=30, ge=1, le=183, strict=True)
    own_appointments: OwnAppointmentsEntry = OwnAppointmentsEntry()
    reminders: RemindersEntry = RemindersEntry()
    waiting_list: WaitingListEntry = WaitingListEntry()
    billing: BillingEntry
    lines: list[LineEntry] = Field(default_factory=list, max_length=100)
    contacts: list[ContactEntry] = Field(default_factory=list, max_length=500)
    places: list[PlaceEntry] = Field(default_factory=list, max_length=100)
    resources: list[ResourceEntry] = Field(default_factory=list, max_length=100)
    compact: bool = False
    practitioners: list[PractitionerEntry] = Field(default_factory=list, max_length=500)
    appointment_types: list[AppointmentTypeEntry] = Field(default_factory=list, max_length=500)
    feeds: Feeds = Field(default_factory=list)  # of all its practitioners in one calendar
    price: PriceEntry | None = None

    @property
    def summary_detail(self) -> SummaryDetail:
        """As chosen; else discreet where the law keeps secrets."""
        if self.summaries is not None:
            return self.summaries
        return SummaryDetail.DISCREET if self.trade in SECRETIVE else SummaryDetail.FULL

    def telephone(self, written: str, *, for_text_messages: bool = False) -> E164:
        """A number as people of the client's country write it. Raises NotATelephoneNumber."""
        number = parse_number(written, self.country)
        if for_text_messages and not takes_text_messages(number):
            raise NotATelephoneNumber(f"{written!r} cannot receive text messages")
        return number


class ClientsFile(Entry):
    """The whole file."""

    issuer: IssuerEntry | None = None
    clients: list[ClientEntry] = Field(default_factory=list, max_length=5000)
