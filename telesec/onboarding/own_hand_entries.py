"""Parts of the clients file about what callers are sent, and do, without a person."""

from typing import Annotated, Any, Self

from pydantic import BeforeValidator, Field, model_validator

from telesec.clients.own_hand import OFFER_MINUTES, REMINDER_EMAIL_DAYS, REMINDER_MINUTE
from telesec.onboarding.practice_entries import Entry
from telesec.values.opening_hours import minute_of_day
from telesec.values.quiet_hours import FIRST_MINUTE, LAST_MINUTE

LATEST_MINUTE = LAST_MINUTE - 30  # or a worker that is busy would be late, and wait for morning


def _hour_of_day(value: Any) -> int:
    if not isinstance(value, str):
        raise ValueError(f'{value!r} must be a time of day between quotes, such as "10:00"')  # noqa: TRY004 - pydantic shows ValueErrors to the author
    minute = minute_of_day(value)
    if not FIRST_MINUTE <= minute <= LATEST_MINUTE:
        raise ValueError(f"{value} is in the night: reminders go out from 08:00 to 20:30")
    return minute


HourOfDay = Annotated[int, BeforeValidator(_hour_of_day)]


class RemindersEntry(Entry):
    """When callers are reminded of their appointments: by SMS with ``sms_days``, by e-mail with
    ``email`` or ``email_days``; each by itself, neither unless said.
    """

    sms_days: int | None = Field(default=None, ge=1, le=7, strict=True)
    email: bool | None = Field(default=None, strict=True)
    email_days: int | None = Field(default=None, ge=1, le=30, strict=True)
    hour: HourOfDay = REMINDER_MINUTE

    @model_validator(mode="after")
    def _agrees(self) -> Self:
        if self.email is False and self.email_days is not None:
            raise ValueError("email: false and email_days contradict each other; take one out")
        return self

    @property
    def days_by_email(self) -> int | None:
        """So many days before; None: not by e-mail."""
        return self.email_days or (REMINDER_EMAIL_DAYS if self.email else None)


class WaitingListEntry(Entry):
    """Whether the assistant puts callers on the waiting list, and how long somebody on it may
    think a freed time over, before the next is asked.

    Four hours at most: nothing is offered so late that the answer would come at night.
    """

    by_telephone: Annotated[bool, Field(strict=True)] = False
    offer_minutes: int = Field(default=OFFER_MINUTES, ge=5, le=240, strict=True)
