"""What callers may do by their own hand with appointments they have; by telephone and by link."""

from enum import StrEnum

NOTICE_HOURS = 24  # unless the client says otherwise
OFFER_MINUTES = 30  # to think over a freed time, unless the client says otherwise
REMINDER_EMAIL_DAYS = 7  # where reminders by e-mail are wanted, and nothing more is said
REMINDER_MINUTE = 10 * 60  # of the day, unless the client says otherwise


class OwnAct(StrEnum):
    """What a caller may do with an appointment of theirs."""

    SEE = "see"
    MOVE = "move"
    CANCEL = "cancel"


EVERY_ACT = tuple(OwnAct)
