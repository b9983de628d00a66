"""A calendar that cannot be read any more: the client's people are told, once for each time."""

from datetime import datetime

from sqlalchemy.orm import Session

from telesec.agenda.busy.calendar import BusyCalendar
from telesec.dispatch.telling import chosen, tell
from telesec.notifications.notification import NotificationKind
from telesec.values.language import Language

ALARM_AFTER = 4  # failures in a row: a quarter of an hour after the first at the soonest

TEXTS = {
    Language.FR: (
        "Agenda importé illisible",
        "Secrétariat : l’agenda « {label} » ({host}) ne peut plus être lu depuis le {since}."
        " Ses horaires déjà connus restent bloqués, mais les nouveaux ne le seront pas."
        " Vérifiez son adresse et son mot de passe, ou appelez-nous.",
    ),
    Language.EN: (
        "Imported calendar cannot be read",
        "Secretariat: the calendar “{label}” ({host}) could not be read since {since}."
        " Its known times stay blocked, but new ones will not be."
        " Please check its address and password, or call us.",
    ),
}


def tell_failing(db: Session, calendar: BusyCalendar, now: datetime) -> None:
    """Queue word of it to every contact, when it has just failed often enough."""
    if calendar.failures != ALARM_AFTER:
        return
    since = calendar.client.local(calendar.failing_since or now)
    for contact in calendar.client.contacts:
        subject, body = TEXTS[contact.language]
        said = body.format(
            label=calendar.label, host=calendar.host, since=f"{since:%d/%m/%Y, %H:%M}"
        )
        tell(
            db,
            contact,
            call_id=None,
            kind=NotificationKind.CALENDAR,
            channels=chosen(contact),
            subject=subject,
            sms=said,
            email=said,
            once_key=f"calendar:{calendar.id}:{since.timestamp():.0f}",
            now=now,
        )
