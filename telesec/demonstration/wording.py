"""French words of the demonstration for what the house keeps as codes."""

from telesec.calls.call import Disposition
from telesec.notifications.notification import Channel, DeliveryStatus

UNKNOWN = "inconnu"

# One, and several.
Forms = tuple[str, str]

ENDS: dict[Disposition, Forms] = {
    Disposition.MESSAGE: ("message", "messages"),
    Disposition.APPOINTMENT: ("rendez-vous", "rendez-vous"),
    Disposition.TRANSFER: ("mise en relation", "mises en relation"),
    Disposition.INFORMATION: ("renseignement", "renseignements"),
    Disposition.WRONG_NUMBER: ("faux numéro", "faux numéros"),
    Disposition.SPAM: ("appel indésirable", "appels indésirables"),
    Disposition.HUNG_UP: ("appel raccroché", "appels raccrochés"),
    Disposition.DEAD_AIR: ("appel silencieux", "appels silencieux"),
    Disposition.MISSED: ("appel manqué", "appels manqués"),
    Disposition.TEST: ("essai", "essais"),
}
CHANNELS: dict[Channel, Forms] = {
    Channel.EMAIL: ("courriel", "courriels"),
    Channel.SMS: ("SMS", "SMS"),
}
DELIVERIES: dict[DeliveryStatus, Forms] = {
    DeliveryStatus.QUEUED: ("en attente", "en attente"),
    DeliveryStatus.SENDING: ("en cours d’envoi", "en cours d’envoi"),
    DeliveryStatus.SENT: ("envoyé", "envoyés"),
    DeliveryStatus.DELIVERED: ("remis", "remis"),
    DeliveryStatus.UNDELIVERABLE: ("non remis", "non remis"),
    DeliveryStatus.SUPERSEDED: ("remplacé", "remplacés"),
    DeliveryStatus.WITHDRAWN: ("retiré", "retirés"),
}
# The carrier's words for how a call ended.
CALL_STATUSES = {
    "completed": "terminé",
    "busy": "occupé",
    "no-answer": "sans réponse",
    "failed": "échoué",
    "canceled": "annulé",
}


def counted(count: int, *words: Forms) -> str:
    """ "1 message", "9 courriels envoyés": each word in the number that ``count`` asks for."""
    return " ".join([str(count), *(forms[count > 1] for forms in words)])
