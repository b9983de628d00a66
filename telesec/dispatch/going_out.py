"""Whether what was queued for callers is still true when it is to go out, and may go by night."""

from datetime import datetime

from sqlalchemy.orm import Session

from telesec.dispatch.filling import offer_may_go
from telesec.dispatch.reminding import reminder_may_go
from telesec.dispatch.telling_callers import caller_text_may_go
from telesec.notifications.notification import Notification, NotificationKind


def may_go(db: Session, notification: Notification, now: datetime) -> datetime | None:
    """When that notification may be sent: now, later, or (None) never. Most go now,
    and so does whatever is for the client's own people.
    """
    if notification.kind == NotificationKind.CALLER:
        return caller_text_may_go(db, notification, now)
    if notification.kind == NotificationKind.REMINDER:
        return reminder_may_go(db, notification, now)
    if notification.kind == NotificationKind.OFFER:
        return offer_may_go(db, notification, now)
    return now
