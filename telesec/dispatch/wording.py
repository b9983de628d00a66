"""The words of summaries and alerts: in full, or discreet, by SMS or e-mail, French or English.

Discreet says that there is something, how urgent it is and where to read it; no name, no
number, no word of the caller's (CSP L1110-4; code penal 226-13). Subjects never carry content.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime

from telesec.agenda.appointment import Appointment, AppointmentStatus
from telesec.agenda.places import place_named
from telesec.agenda.waiting_list import WaitingEntry
from telesec.clients.client import Client, SummaryDetail
from telesec.messages.message import Message, MessageStatus, Urgency
from telesec.notifications.notification import CONSOLE
from telesec.values.language import Language, text_in
from telesec.values.telephone import national

# Three segments of GSM-7; one character outside its alphabet would make them UCS-2 and six. When
# it is sent the console's address, of some sixty signs, takes the place of a short mark.
LONGEST_SMS = 459 - 51
GSM_7 = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    "ÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
LOOK_ALIKES = str.maketrans(
    {
        "’": "'",
        "‘": "'",
        "«": '"',
        "»": '"',
        "“": '"',
        "”": '"',
        "–": "-",
        "—": "-",
        "…": "...",
        "œ": "oe",
        "Œ": "OE",
        "€": "EUR",  # this and the following take two places each in GSM-7
        "[": "(",
        "]": ")",
        "{": "(",
        "}": ")",
        "\\": "/",
        "|": "/",
        "~": "-",
        "^": "",
        "\u00a0": " ",
        "\u202f": " ",
    }
)

FR = {
    "subject": "Secrétariat : un appel pour vous",
    "subject_urgent": "Secrétariat : un appel urgent",
    "subject_appointment": "Secrétariat : un changement dans l'agenda",
    "call": "{client}, appel du {day} à {time}",
    "urgent": "URGENT",
    "message": "Message : {body}",
    "partial": "Message interrompu (l'appelant a raccroché)",
    "recorded": f"Message enregistré ({{seconds}} s), à écouter sur {CONSOLE}",
    "recorded_words": "Transcription automatique : {words}",
    "from": "De : {name}",
    "call_back": "Rappeler : {number}",
    "withheld": "Rappeler : numéro inconnu",
    "about": "Objet : {subject}",
    "booked": "Rendez-vous {when}, {practitioner}",
    "booked_for": "Rendez-vous {when}, {practitioner} : {name}",
    "moved": "Rendez-vous déplacé au {when}, {practitioner}",
    "moved_for": "Rendez-vous déplacé au {when}, {practitioner} : {name}",
    "cancelled_for": "Rendez-vous annulé {when}, {practitioner} : {name}",
    "cancelled": "Rendez-vous annulé {when}, {practitioner}",
    "waits": "Sur la liste d'attente : {name} ({kind}), {number}",
    "waits_no_more": "N'est plus sur la liste d'attente : {name} ({kind}), {number}",
    "by_link": "Par l'appelant, avec le lien du SMS.",
    "by_text": "Par l'appelant, en répondant au SMS.",
    "discreet": "{heading} : {what}. {where}",
    "discreet_message": "un message vous attend",
    "discreet_appointment": "un rendez-vous a été pris",
    "discreet_change": "un rendez-vous a été déplacé ou annulé",
    "discreet_waits": "une inscription sur la liste d'attente",
    "discreet_waits_no_more": "un retrait de la liste d'attente",
    "where": f"À lire sur {CONSOLE}",
    "transcript": "La conversation :",
    "more": f"... suite sur {CONSOLE}",
    "again": "Complément - ",
    "unanswered": "Sans réponse depuis {minutes} min - ",
    "acknowledge": "Répondez OK pour en accuser réception.",
    "acknowledge_there": f"Accusez réception sur {CONSOLE}/messages/{{id}}",
    "unknown": "appelant inconnu",
}
EN = {
    "subject": "Secretariat: a call for you",
    "subject_urgent": "Secretariat: an urgent call",
    "subject_appointment": "Secretariat: a change in the calendar",
    "call": "{client}, call of {day} at {time}",
    "urgent": "URGENT",
    "message": "Message: {body}",
    "partial": "Message cut short (the caller hung up)",
    "recorded": f"Recorded message ({{seconds}} s), to be heard at {CONSOLE}",
    "recorded_words": "Automatic transcript: {words}",
    "from": "From: {name}",
    "call_back": "Call back: {number}",
    "withheld": "Call back: number unknown",
    "about": "About: {subject}",
    "booked": "Appointment {when}, {practitioner}",
    "booked_for": "Appointment {when}, {practitioner}: {name}",
    "moved": "Appointment moved to {when}, {practitioner}",
    "moved_for": "Appointment moved to {when}, {practitioner}: {name}",
    "cancelled_for": "Appointment cancelled {when}, {practitioner}: {name}",
    "cancelled": "Appointment cancelled {when}, {practitioner}",
    "waits": "On the waiting list: {name} ({kind}), {number}",
    "waits_no_more": "No longer on the waiting list: {name} ({kind}), {number}",
    "by_link": "By the caller, with the link sent by SMS.",
    "by_text": "By the caller, answering our SMS.",
    "discreet": "{heading}: {what}. {where}",
    "discreet_message": "a message is waiting for you",
    "discreet_appointment": "an appointment was made",
    "discreet_change": "an appointment was moved or cancelled",
    "discreet_waits": "somebody was put on the waiting list",
    "discreet_waits_no_more": "somebody has left the waiting list",
    "where": f"Read it at {CONSOLE}",
    "transcript": "The conversation:",
    "more": f"... more at {CONSOLE}",
    "again": "Update - ",
    "unanswered": "No answer for {minutes} min - ",
    "acknowledge": "Answer OK to acknowledge.",
    "acknowledge_there": f"Acknowledge at {CONSOLE}/messages/{{id}}",
    "unknown": "unknown caller",
}
WORDS = {Language.FR: FR, Language.EN: EN}


@dataclass(frozen=True, slots=True)
class Told:
    """What there is to tell about one call."""

    client: Client
    at: datetime
    message: Message | None
    appointments: tuple[Appointment, ...]
    recording_seconds: int = 0
    waiting: tuple[WaitingEntry, ...] = ()  # whom the call has put on the waiting list
    off_list: tuple[WaitingEntry, ...] = ()  # who has left it
    over: bool = True  # False: the caller is still on the line

    @property
    def anything(self) -> bool:
        """Whether there is something to tell at all."""
        return bool(self.message or self.appointments or self.waiting or self.off_list)

    @property
    def is_urgent(self) -> bool:
        """Whether the client must know at once."""
        return self.message is not None and self.message.urgency == Urgency.URGENT


def subject_of(told: Told, language: Language) -> str:
    """The subject of the e-mail: no content, ever."""
    return WORDS[language]["subject_urgent" if told.is_urgent else "subject"]


def text_of(told: Told, language: Language, *, with_transcript: bool) -> str:
    """The whole text, line by line; the transcript goes into full e-mails only."""
    if told.client.summary_detail == SummaryDetail.DISCREET:
        return _discreet(told, language)
    words = WORDS[language]
    lines = [_heading(told, words), *_message_lines(told, words)]
    lines += [_appointment_line(a, language, named=True) for a in told.appointments]
    lines += [_waiting_line(entry, language, "waits") for entry in told.waiting]
    lines += [_waiting_line(entry, language, "waits_no_more") for entry in told.off_list]
    if with_transcript and told.message and told.message.transcript:
        lines += ["", words["transcript"], told.message.transcript]
    return "\n".join(lines)


def appointment_text(
    appointment: Appointment, language: Language, *, by_link: bool = False, by_text: bool = False
) -> str:
    """What happened to one appointment; ``by_link``: its caller did it, by the link they have;
    ``by_text``: by answering a text message.
    """
    discreet = appointment.client.summary_detail == SummaryDetail.DISCREET
    lines = [
        appointment.client.name,
        _appointment_line(appointment, language, named=not discreet),
        *([WORDS[language]["by_link"]] if by_link else []),
        *([WORDS[language]["by_text"]] if by_text else []),
    ]
    return "\n".join(lines)


def as_sms(text: str, language: Language) -> str:
    """The text in GSM-7, in at most three segments, cut politely."""
    plain = gsm_7(text)
    if len(plain) <= LONGEST_SMS:
        return plain
    more = gsm_7(WORDS[language]["more"])
    kept = plain[: LONGEST_SMS - len(more)]
    return kept[: max(kept.rfind(" "), LONGEST_SMS // 2)].rstrip() + more


def gsm_7(text: str) -> str:
    """The text in GSM-7 and without what takes two places in it, as near as can be."""
    tight = re.sub(r"(?<=«)\s|\s(?=»)", "", text)
    return "".join(_in_gsm_7(c) for c in tight.translate(LOOK_ALIKES))


def _in_gsm_7(character: str) -> str:
    if character in GSM_7:
        return character
    bare = unicodedata.normalize("NFD", character)[0]
    return bare if bare in GSM_7 else ("" if unicodedata.category(character)[0] in "CSM" else "?")


def _heading(told: Told, words: dict[str, str]) -> str:
    local = told.client.local(told.at)
    heading = words["call"].format(
        client=told.client.name, day=f"{local:%d/%m}", time=f"{local:%H:%M}"
    )
    return f"{words['urgent']} - {heading}" if told.is_urgent else heading


def _discreet(told: Told, language: Language) -> str:
    words = WORDS[language]
    what = [words["discreet_message"]] if told.message else []
    happened = {_what_happened(one) for one in told.appointments}
    what += [words["discreet_appointment"]] if "booked" in happened else []
    what += [words["discreet_change"]] if happened - {"booked"} else []
    what += [words["discreet_waits"]] if told.waiting else []
    what += [words["discreet_waits_no_more"]] if told.off_list else []
    heading = _heading(told, words)
    return words["discreet"].format(heading=heading, what=", ".join(what), where=words["where"])


def _message_lines(told: Told, words: dict[str, str]) -> list[str]:
    message = told.message
    if message is None:
        return []
    cut_short = told.over and message.status == MessageStatus.PARTIAL
    lines = [words["partial"]] if cut_short else []
    lines.append(words["from"].format(name=message.caller_name or words["unknown"]))
    number = message.callback_number
    country = told.client.country
    lines.append(
        words["call_back"].format(number=national(number, country)) if number else words["withheld"]
    )
    if message.subject:
        lines.append(words["about"].format(subject=message.subject))
    if message.body:
        lines.append(words["message"].format(body=message.body))
    if message.recording_sid:
        lines.append(words["recorded"].format(seconds=told.recording_seconds))
    if message.recorded_words:
        lines.append(words["recorded_words"].format(words=message.recorded_words))
    return lines


def _appointment_line(appointment: Appointment, language: Language, *, named: bool) -> str:
    words = WORDS[language]
    key = _what_happened(appointment) + ("_for" if named else "")
    local = appointment.client.local(appointment.starts_at)
    kind = text_in(appointment.appointment_type.names, language)
    name = f"{appointment.caller_name or words['unknown']} ({kind})"
    when = " ".join(filter(None, (f"{local:%d/%m %H:%M}", place_named(appointment, language))))
    practitioner = appointment.practitioner.name_in(language)
    line = words[key].format(when=when, practitioner=practitioner, name=name)
    return f"{line}\n{appointment.notes}" if named and appointment.notes else line


def _waiting_line(entry: WaitingEntry, language: Language, key: str) -> str:
    words = WORDS[language]
    return words[key].format(
        name=entry.caller_name or words["unknown"],
        kind=text_in(entry.appointment_type.names, language),
        number=national(entry.telephone, entry.client.country),
    )


def _what_happened(appointment: Appointment) -> str:
    if appointment.status == AppointmentStatus.CANCELLED:
        return "cancelled"
    return "moved" if appointment.sequence else "booked"  # RFC 5545 3.8.7.4
