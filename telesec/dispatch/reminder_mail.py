"""The words of reminders by e-mail: short, and as discreet as the texts (caller_wording.py).

They say with which client, when, and what can be done by the link. What the caller comes for and
where stands in none to patients or where a call is a secret; no e-mail names the caller, and the
subject, which telephones show while locked, not even the client.
"""

from collections.abc import Set

from telesec.agenda.appointment import Appointment
from telesec.agenda.places import address_of
from telesec.clients.own_hand import OwnAct
from telesec.dispatch.caller_wording import when_in_words
from telesec.values.language import Language, text_in
from telesec.values.telephone import national
from telesec.values.trade import SECRETIVE

FR = {
    "subject": "Rappel : rendez-vous {when}",
    "hello": "Bonjour,",
    "reminder": "{client} vous rappelle votre rendez-vous :",
    "see": "Le voir ou l’ajouter à votre agenda :",
    "move": "Le déplacer ou l’ajouter à votre agenda :",
    "cancel": "L’annuler ou l’ajouter à votre agenda :",
    "move_cancel": "Le déplacer, l’annuler ou l’ajouter à votre agenda :",
    "call": "Pour le changer, appelez le {number}.",
    "why": "Cet e-mail vient à l’adresse donnée pour ce rendez-vous, qui ne sert qu’à cela.",
    "no_more": "Pour n’en plus recevoir, retirez-la sur la même page.",
    "no_more_by_telephone": "Pour n’en plus recevoir, dites-le au secrétariat.",
}
EN = {
    "subject": "Reminder: appointment {when}",
    "hello": "Hello,",
    "reminder": "{client} reminds you of your appointment:",
    "see": "See it or add it to your calendar:",
    "move": "Move it or add it to your calendar:",
    "cancel": "Cancel it or add it to your calendar:",
    "move_cancel": "Move it, cancel it or add it to your calendar:",
    "call": "To change it, call {number}.",
    "why": "This e-mail comes to the address given for this appointment, used for nothing else.",
    "no_more": "To stop these e-mails, remove it on the same page.",
    "no_more_by_telephone": "To stop these e-mails, tell the secretary.",
}
WORDS: dict[Language, dict[str, str]] = {Language.FR: FR, Language.EN: EN}


def reminder_mail(
    appointment: Appointment,
    language: Language,
    *,
    link: str = "",
    acts: Set[OwnAct] = frozenset(),
) -> tuple[str, str]:
    """Subject and body. ``link``: the mark of link_for(), if any; ``acts``: what it lets do."""
    words, client = WORDS[language], appointment.client
    when = when_in_words(client.local(appointment.starts_at), language)
    parts = [
        words["hello"],
        words["reminder"].format(client=client.name),
        "\n".join(f"    {line}" for line in (when, *_what_and_where(appointment, language))),
        _what_to_do(appointment, words, link, acts),
        f"{words['why']} {words['no_more' if link else 'no_more_by_telephone']}",
    ]
    return words["subject"].format(when=when), "\n\n".join(filter(None, parts)) + "\n"


def _what_and_where(appointment: Appointment, language: Language) -> list[str]:
    if appointment.client.trade in SECRETIVE:
        return []
    kind = text_in(appointment.appointment_type.names, language)
    return [line for line in (kind, " ".join(address_of(appointment).split())) if line]


def _what_to_do(
    appointment: Appointment, words: dict[str, str], link: str, acts: Set[OwnAct]
) -> str:
    """The link, and the telephone for what cannot be done by it."""
    can_do = [act for act in (OwnAct.MOVE, OwnAct.CANCEL) if act in acts]
    lines = [words["_".join(can_do) or "see"], link] if link else []
    client = appointment.client
    number = next((line.number for line in client.lines if line.active), None)
    if number and not (link and len(can_do) == 2):
        lines.append(words["call"].format(number=national(number, client.country)))
    return "\n".join(lines)
