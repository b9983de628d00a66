"""The words of text messages to callers about their own appointments: one segment each.

They say with which client, when, and what can be done by the link. Why the caller comes stands in
none to patients or where a call is a secret; no text names the caller.
"""

import re
from collections.abc import Set
from datetime import datetime

from telesec.agenda.appointment import Appointment
from telesec.agenda.change import ChangeKind
from telesec.clients.own_hand import OwnAct
from telesec.dispatch.segments import IN_ONE, gsm_length
from telesec.dispatch.wording import gsm_7
from telesec.values.language import Language, text_in
from telesec.values.trade import SECRETIVE

# What a caller is told of; that they come or did not, they know.
TOLD = (ChangeKind.BOOKED, ChangeKind.MOVED, ChangeKind.CANCELLED)
SHORTEST_NAME = 12  # characters that are left of a client's name, at the least

FR = {
    ChangeKind.BOOKED: "{client} : {what} {when}.",
    ChangeKind.MOVED: "{client} : {what} déplacé au {when}.",
    ChangeKind.CANCELLED: "{client} : {what} du {when} annulé.",
    "what": "RDV",
    "what_of_kind": "RDV {kind}",
    "when": "{weekday} {day} à {time}",
    "weekdays": "lundi mardi mercredi jeudi vendredi samedi dimanche",
    "see": "Détails : {link}",
    "move": "Déplacer : {link}",
    "cancel": "Annuler : {link}",
    "move_cancel": "Déplacer ou annuler : {link}",
}
EN = {
    ChangeKind.BOOKED: "{client}: {what} {when}.",
    ChangeKind.MOVED: "{client}: {what} moved to {when}.",
    ChangeKind.CANCELLED: "{client}: {what} of {when} cancelled.",
    "what": "appointment",
    "what_of_kind": "appointment ({kind})",
    "when": "{weekday} {day} at {time}",
    "weekdays": "Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
    "months": "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec",
    "see": "Details: {link}",
    "move": "Move it: {link}",
    "cancel": "Cancel it: {link}",
    "move_cancel": "Move or cancel: {link}",
}
WORDS: dict[Language, dict[str, str]] = {Language.FR: FR, Language.EN: EN}


def caller_text(
    appointment: Appointment,
    happened: ChangeKind,
    language: Language,
    *,
    link: str = "",
    acts: Set[OwnAct] = frozenset(),
) -> str:
    """What is told of it to its caller, in GSM-7; ``link``: the mark of link_for(), if any.

    It fits into one segment: the kind of appointment goes first, then the end of the client's name.
    """
    client, words = appointment.client, WORDS[language]
    when = when_in_words(client.local(appointment.starts_at), language)
    behind = f" {link_line(link, acts, language)}" if link else ""

    def written(name: str, what: str) -> str:
        return gsm_7(words[happened].format(client=name, what=what, when=when) + behind)

    if client.trade not in SECRETIVE:
        kind = text_in(appointment.appointment_type.names, language)
        whole = written(client.name, words["what_of_kind"].format(kind=kind))
        if gsm_length(whole) <= IN_ONE:
            return whole
    text = written(client.name, words["what"])
    too_long = gsm_length(text) - IN_ONE
    if too_long <= 0:
        return text
    name = shortened(client.name, max(SHORTEST_NAME, len(client.name) - too_long))
    return written(name, words["what"])


def link_line(link: str, acts: Set[OwnAct], language: Language) -> str:
    """What can be done by the link, and the link: for the end of any text to a caller."""
    can_do = [act for act in (OwnAct.MOVE, OwnAct.CANCEL) if act in acts]
    return WORDS[language]["_".join(can_do) or "see"].format(link=link)


def when_in_words(local: datetime, language: Language) -> str:
    """ "mardi 01/12 à 9h00", "Tuesday 1 Dec at 09:00": in English 01/12 may be January."""
    words = WORDS[language]
    weekday = words["weekdays"].split()[local.weekday()]
    if language == Language.FR:
        day, time = f"{local:%d/%m}", f"{local.hour}h{local:%M}"
    else:
        month = words["months"].split()[local.month - 1]
        day, time = f"{local.day} {month}", f"{local:%H:%M}"
    return words["when"].format(weekday=weekday, day=day, time=time)


def shortened(name: str, most: int) -> str:
    """The name, cut between words where that leaves enough of it."""
    if len(name) <= most:
        return name
    kept = name[:most]
    at_a_word = re.sub(
        r"(\s+(et|and|&|de|du|des|le|la|les))*[\s,.-]*$", "", kept.rpartition(" ")[0]
    )
    return at_a_word if len(at_a_word) >= SHORTEST_NAME else kept.rstrip()
