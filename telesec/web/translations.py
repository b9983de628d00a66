"""Pages in French and English. The texts in the code are French; en.po holds the English.

The .po file is read as it is and compiled in memory: no build step, nothing to forget.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path

from babel import Locale
from babel.dates import format_date, format_datetime, format_timedelta
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from flask import Flask, g, request, session

from telesec.clients.client import Client
from telesec.values.language import DEFAULT_LANGUAGE, Language, text_in
from telesec.values.money import euros
from telesec.values.telephone import national
from telesec.values.titles import titled_in

ENGLISH = Path(__file__).parent / "translations" / "en.po"


def read_translations(path: Path) -> GNUTranslations:
    """The translations in a .po file."""
    compiled = BytesIO()
    with path.open("rb") as file:
        write_mo(compiled, read_po(file, locale="en"))
    compiled.seek(0)
    return GNUTranslations(compiled)


# French puts a space before these signs and inside its quotation marks, at which no line breaks.
BEFORE_A_SIGN = re.compile(r" (?=[:;?!»])|(?<=«) ")
# French says an ordinal for the first day of a month, and for the first only.
FIRST_OF_A_MONTH = re.compile(r"(?<!\d)1 (?=[^\W\d])")


def french(text: str) -> str:
    """The text as French is set in type: no line begins with a colon or ends with a "«"."""
    return BEFORE_A_SIGN.sub("\N{NO-BREAK SPACE}", text)


class French(NullTranslations):
    """The texts as they stand in code and templates, set in type."""

    def gettext(self, message: str) -> str:
        """The text."""
        return french(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """The one or the other; French counts nothing as one."""
        return french(msgid2 if n > 1 else msgid1)


TRANSLATIONS: dict[Language, NullTranslations] = {
    Language.FR: French(),
    Language.EN: read_translations(ENGLISH),
}


def page_language() -> Language:
    """The language of this page: chosen, else the browser's, else French."""
    chosen = session.get("language")
    if chosen in set(Language):
        return Language(chosen)
    best = request.accept_languages.best_match([code.value for code in Language])
    return Language(best) if best else DEFAULT_LANGUAGE


def current_language() -> Language:
    """The same, worked out once for each request."""
    if "page_language" not in g:
        g.page_language = page_language()
    language: Language = g.page_language
    return language


def _(text: str) -> str:
    """The French ``text`` in the language of this page."""
    return TRANSLATIONS[current_language()].gettext(text)


def ngettext(one: str, many: str, count: int) -> str:
    """One or many, in the language of this page."""
    return TRANSLATIONS[current_language()].ngettext(one, many, count)


def local_moment(instant: datetime | None, client: Client, style: str = "d MMM HH:mm") -> str:
    """An instant as the client's wall clock showed it."""
    if instant is None:
        return ""
    return spelt(client.local(instant), style)


def spelt(local: datetime | date, style: str) -> str:
    """A local time or day by a pattern of Unicode's (UTS 35): "vendredi 1er janvier, 10:00"."""
    text = str(format_datetime(local, style, locale=_locale()))
    return FIRST_OF_A_MONTH.sub("1er ", text) if current_language() == Language.FR else text


def clock_time(instant: datetime, client: Client) -> str:
    """The client's wall time with seconds: 10:04:37."""
    return f"{client.local(instant):%H:%M:%S}"


def age(then: datetime, now: datetime) -> str:
    """How old something is, roughly: "3 minutes"."""
    return str(format_timedelta(now - then, threshold=1.2, locale=_locale()))


def ago(then: datetime | None, now: datetime) -> str:
    """When something happened, roughly: "il y a 3 minutes"."""
    if then is None:
        return _("jamais")
    return str(format_timedelta(then - now, add_direction=True, threshold=1.2, locale=_locale()))


def minutes(seconds: int | None) -> str:
    """Seconds as people read them: 1:07, or 1:02:03 from an hour on."""
    whole, rest = divmod(seconds or 0, 60)
    hours, whole = divmod(whole, 60)
    return f"{hours}:{whole:02d}:{rest:02d}" if hours else f"{whole}:{rest:02d}"


def wall_moment(wall: datetime, style: str = "d MMM HH:mm") -> str:
    """A wall time that is one already, as in a frozen statement."""
    return spelt(wall.replace(tzinfo=None), style)


def telephone(number: str | None, country: str = "FR") -> str:
    """A number as people of that country write it; empty for none."""
    return national(number, country) if number else ""


def money(cents: int) -> str:
    """An amount in the language of this page."""
    return euros(cents, current_language())


def long_day(day: date) -> str:
    """A day with its weekday: "jeudi 26 novembre"."""
    return spelt(day, "EEEE d MMMM")


def short_day(day: date) -> str:
    """A day with its year: "26 nov. 2026"."""
    return spelt(day, "d MMM y")


def month_name(month: str) -> str:
    """A month kept as "2026-11": "novembre 2026"."""
    return str(format_date(date.fromisoformat(f"{month}-01"), "MMMM y", locale=_locale()))


def in_page_language(texts: Mapping[Language, str]) -> str:
    """One of several texts, the one in the language of this page if there is one."""
    return text_in(texts, current_language())


def titled(name: str) -> str:
    """The name of a person with the title that the language of this page has."""
    return titled_in(name, current_language())


def quoted(words: str, language: Language) -> str:
    """What is said, between the quotation marks of the language it is said in."""
    return french(f"« {words} »") if language == Language.FR else f"“{words}”"


def language_name(language: Language) -> str:
    """A language in the language of this page."""
    return str(Locale(language.value).get_language_name(_locale()))


def _locale() -> str:
    return current_language().value


def _named(names: dict[str, str]) -> Callable[[str | None], str]:
    return lambda value: _(names[value]) if value in names else str(value or "")


def _N(text: str) -> str:
    return text


DISPOSITIONS = {
    "message": _N("message"),
    "appointment": _N("rendez-vous"),
    "transfer": _N("mise en relation"),
    "information": _N("renseignement"),
    "wrong_number": _N("faux numéro"),
    "spam": _N("appel indésirable"),
    "hung_up": _N("a raccroché"),
    "dead_air": _N("silence"),
    "missed": _N("manqué (panne)"),
    "test": _N("essai"),
}
EVENTS = {
    "started": _N("l’appel arrive"),
    "answered": _N("décroché"),
    "ring_started": _N("on appelle quelqu’un"),
    "queued": _N("attend une personne"),
    "taken": _N("une personne accepte"),
    "held": _N("mis en attente"),
    "resumed": _N("repris"),
    "ring_ended": _N("fin de la mise en relation"),
    "wrapped_up": _N("suite de l’appel notée"),
    "fault": _N("incident de notre côté"),
    "ended": _N("fin de l’appel"),
}
STATUS_WAYS = {"console": _N("par la console"), "sms": _N("par SMS"), "command": _N("par commande")}
CALLER_KINDS = {"vip": _N("VIP"), "blocked": _N("bloqué")}
REPAIRS = {
    "call_end": _N("fin d’appel perdue"),
    "call_seconds": _N("durée corrigée"),
    "call_missed": _N("appel jamais reçu"),
    "recording": _N("enregistrement retrouvé"),
    "text_state": _N("état d’un SMS"),
    "text_missed": _N("SMS jamais reçu"),
    "text_unsettled": _N("SMS au sort inconnu"),
    "strange_number": _N("numéro non attribué"),
    "late_call": _N("appel non facturé"),
}
DELIVERIES = {
    "queued": _N("en attente"),
    "sending": _N("en cours d’envoi"),
    "sent": _N("envoyé"),
    "delivered": _N("remis"),
    "withdrawn": _N("retiré"),
    "undeliverable": _N("non remis"),
    "superseded": _N("remplacé"),
}
LEG_ENDS = {
    "talked": _N("a parlé avec l’appelant"),
    "accepted": _N("a accepté, l’appelant était parti"),
    "refused": _N("a refusé"),
    "no_key": _N("aucune touche (répondeur ?)"),
    "no-answer": _N("pas de réponse"),
    "busy": _N("occupé"),
    "failed": _N("injoignable"),
    "let_go": _N("n’était plus nécessaire"),
}
APPOINTMENT_CHANGES = {
    "booked": _N("pris"),
    "moved": _N("déplacé"),
    "cancelled": _N("annulé"),
    "restored": _N("rétabli"),
    "corrected": _N("corrigé"),
}
OWN_ACTS = {"see": _N("voir"), "move": _N("déplacer"), "cancel": _N("annuler")}
CHANNELS = {"sms": _N("SMS"), "email": _N("e-mail")}
TRADES = {
    "medical": _N("cabinet médical"),
    "dental": _N("cabinet dentaire"),
    "physiotherapy": _N("cabinet de kinésithérapie"),
    "paediatrics": _N("cabinet de pédiatrie"),
    "veterinary": _N("cabinet vétérinaire"),
    "legal": _N("cabinet d’avocats"),
    "notary": _N("office notarial"),
    "accounting": _N("cabinet comptable"),
    "real_estate": _N("agence immobilière"),
    "artisan": _N("artisan"),
    "association": _N("association"),
    "other": _N("autre activité"),
}
WEEKDAYS = {
    "mon": _N("lundi"),
    "tue": _N("mardi"),
    "wed": _N("mercredi"),
    "thu": _N("jeudi"),
    "fri": _N("vendredi"),
    "sat": _N("samedi"),
    "sun": _N("dimanche"),
}

disposition_name = _named(DISPOSITIONS)
event_name = _named(EVENTS)
weekday_name = _named(WEEKDAYS)


def add_translations(app: Flask) -> None:
    """Give the templates _(), {% trans %} and the filters."""
    app.jinja_env.add_extension("jinja2.ext.i18n")
    app.jinja_env.install_gettext_callables(_, ngettext, newstyle=True)  # type: ignore[attr-defined]
    app.jinja_env.filters.update(
        appointment_change=_named(APPOINTMENT_CHANGES),
        caller_kind=_named(CALLER_KINDS),
        channel=_named(CHANNELS),
        delivery=_named(DELIVERIES),
        disposition=disposition_name,
        euros=money,
        event_name=event_name,
        in_page_language=in_page_language,
        language_name=language_name,
        leg_end=_named(LEG_ENDS),
        local_moment=local_moment,
        long_day=long_day,
        minutes=minutes,
        month_name=month_name,
        own_act=_named(OWN_ACTS),
        quoted=quoted,
        repair_name=_named(REPAIRS),
        short_day=short_day,
        status_way=_named(STATUS_WAYS),
        telephone=telephone,
        titled=titled,
        trade=_named(TRADES),
        wall_moment=wall_moment,
        weekday=weekday_name,
    )
    app.jinja_env.globals.update(age=age, ago=ago, page_language=current_language)
