"""The words of an invoice, French first. Sentences of law are French law's, in both languages."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from babel.dates import format_date
from babel.numbers import format_decimal

from telesec.billing.issuer import Issuer, VatRegime
from telesec.billing.metering import SECONDS_IN, WRAP_UP_CAP_SECONDS, NotBilled, Tariff
from telesec.billing.month import Month
from telesec.billing.price_rule import PriceUnit
from telesec.billing.statement import StatementPart
from telesec.billing.tariffs import Fee
from telesec.calls.call import Disposition
from telesec.values.language import Language
from telesec.values.money import euros

FR, EN = Language.FR, Language.EN

CATEGORY = {FR: "Prestations de services", EN: "Supply of services"}

# CGI 293 B may be cited until 31 December 2027, although the text moved to the CIBS (L223-1 ff.)
# on 1 September 2026 (ordonnance 2025-1247).
FRANCHISE = {
    FR: "TVA non applicable, art. 293 B du CGI.",
    EN: "No VAT charged: TVA non applicable, art. 293 B du CGI (French tax code).",
}

# Code de commerce L441-9 and L441-10: penalties, the flat sum for recovery, early payment.
MENTIONS = {
    FR: (
        "Pénalités de retard : trois fois le taux d’intérêt légal en vigueur, exigibles sans"
        " rappel dès le lendemain de l’échéance (art. L441-10 du code de commerce).",
        "Indemnité forfaitaire pour frais de recouvrement en cas de retard : 40 €"
        " (art. D441-5 du code de commerce).",
        "Pas d’escompte pour paiement anticipé.",
    ),
    EN: (
        "Late payment: interest at three times the French legal rate, due without reminder from"
        " the day after the due date (art. L441-10 of the French commercial code).",
        "Fixed compensation for recovery costs in case of late payment: €40"
        " (art. D441-5 of the French commercial code).",
        "No discount for early payment.",
    ),
}

DISPOSITIONS = {
    FR: {
        Disposition.MESSAGE: "message",
        Disposition.APPOINTMENT: "rendez-vous",
        Disposition.TRANSFER: "mise en relation",
        Disposition.INFORMATION: "renseignement",
        Disposition.WRONG_NUMBER: "faux numéro",
        Disposition.SPAM: "appel indésirable",
        Disposition.HUNG_UP: "a raccroché",
        Disposition.DEAD_AIR: "silence",
        Disposition.MISSED: "manqué",
        Disposition.TEST: "essai",
    },
    EN: {
        Disposition.MESSAGE: "message",
        Disposition.APPOINTMENT: "appointment",
        Disposition.TRANSFER: "put through",
        Disposition.INFORMATION: "information",
        Disposition.WRONG_NUMBER: "wrong number",
        Disposition.SPAM: "nuisance call",
        Disposition.HUNG_UP: "hung up",
        Disposition.DEAD_AIR: "silence",
        Disposition.MISSED: "missed",
        Disposition.TEST: "test",
    },
}

NOT_BILLED = {
    FR: {
        NotBilled.SPAM: "non facturé : indésirable",
        NotBilled.WRONG_NUMBER: "non facturé : faux numéro",
        NotBilled.TEST: "non facturé : essai",
        NotBilled.NOT_ANSWERED: "non facturé : sans réponse",
        NotBilled.SHORT: "non facturé : trop court",
    },
    EN: {
        NotBilled.SPAM: "not billed: nuisance",
        NotBilled.WRONG_NUMBER: "not billed: wrong number",
        NotBilled.TEST: "not billed: test",
        NotBilled.NOT_ANSWERED: "not billed: not answered",
        NotBilled.SHORT: "not billed: too short",
    },
}

PER = {
    FR: {PriceUnit.MINUTE: "min", PriceUnit.HOUR: "h", PriceUnit.CALL: "appel"},
    EN: {PriceUnit.MINUTE: "min", PriceUnit.HOUR: "h", PriceUnit.CALL: "call"},
}


@dataclass(frozen=True, slots=True)
class Sentences:
    """The sentences with places to fill, in one language."""

    fee: str
    calls_by_time: str
    calls_by_number: str
    from_to: str
    days_of: str
    whole_month: str
    one_call: str
    many_calls: str
    talk_counts: str
    talk_and_wrap_up_count: str
    a_person: str
    per_call: str
    steps: str
    to_the_second: str
    minimum: str
    free_below: str
    never_billed: str
    redo_time: str
    redo_calls: str
    running_total: str


SENTENCES = {
    FR: Sentences(
        fee="Abonnement mensuel, {period}",
        calls_by_time="Traitement des appels au temps passé, {period} ({calls})",
        calls_by_number="Traitement des appels, {period}",
        from_to="du {first} au {last}",
        days_of="{days} j sur {of}",
        whole_month="1 mois",
        one_call="1 appel facturé",
        many_calls="{n} appels facturés",
        talk_counts="Le temps compté d’un appel est le temps de conversation, avec l’assistant ou"
        " avec une personne. La sonnerie n’est jamais comptée.",
        talk_and_wrap_up_count="Le temps compté d’un appel est le temps de conversation, avec"
        " l’assistant ou avec une personne, plus le travail qui suit l’appel, dans la limite de"
        " {cap} secondes par appel. La sonnerie n’est jamais comptée.",
        a_person="Quand l’appel est passé à une personne, la secrétaire ou quelqu’un de chez vous,"
        " le temps passé avec elle est du temps de conversation.",
        per_call="Chaque appel facturé coûte {rate}, quelle que soit sa durée.",
        steps="Le temps facturé est le temps compté, arrondi aux {step} secondes supérieures.",
        to_the_second="Le temps facturé est le temps compté, à la seconde, sans arrondi.",
        minimum="Un appel facturé compte au moins {seconds} secondes.",
        free_below="Un appel de moins de {seconds} secondes comptées est gratuit.",
        never_billed="Les appels indésirables, les faux numéros, les essais et les appels sans"
        " réponse ne sont pas facturés ; ils figurent au relevé avec leur motif.",
        redo_time="Pour refaire le compte : {duration}, soit {seconds} secondes ÷ {unit_seconds}"
        " × {rate} = {total}.",
        redo_calls="Pour refaire le compte : {calls} × {rate} = {total}.",
        running_total="Le montant d’une ligne est le total arrondi au centime jusqu’à elle, moins"
        " le total arrondi jusqu’à la précédente : la somme des lignes est donc exactement le"
        " total facturé.",
    ),
    EN: Sentences(
        fee="Monthly fee, {period}",
        calls_by_time="Call answering by time, {period} ({calls})",
        calls_by_number="Call answering, {period}",
        from_to="from {first} to {last}",
        days_of="{days} of {of} days",
        whole_month="1 month",
        one_call="1 call billed",
        many_calls="{n} calls billed",
        talk_counts="The counted time of a call is the time spent talking, with the assistant or"
        " with a person. Ringing never counts.",
        talk_and_wrap_up_count="The counted time of a call is the time spent talking, with the"
        " assistant or with a person, plus the work after the call, up to {cap} seconds"
        " a call. Ringing never counts.",
        a_person="When a call is put through to a person, the secretary or one of your own people,"
        " the time spent with them is time spent talking.",
        per_call="Each billed call costs {rate}, however long it lasts.",
        steps="The billed time is the counted time, rounded up to the next {step} seconds.",
        to_the_second="The billed time is the counted time, to the second, without rounding.",
        minimum="A billed call counts at least {seconds} seconds.",
        free_below="A call of less than {seconds} counted seconds is free.",
        never_billed="Nuisance calls, wrong numbers, tests and calls not answered are not billed;"
        " they stand in the statement with the reason.",
        redo_time="To redo the sum: {duration}, that is {seconds} seconds ÷ {unit_seconds}"
        " × {rate} = {total}.",
        redo_calls="To redo the sum: {calls} × {rate} = {total}.",
        running_total="The amount of a line is the total up to it, rounded to the cent, less the"
        " rounded total up to the line before: so the lines add up to the billed total exactly.",
    ),
}


def duration(seconds: int) -> str:
    """A length of time for people: "3 h 02 min 05 s", "2 min 05 s", "12 s"."""
    minutes, rest = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    if hours:
        return f"{hours} h {minutes:02} min {rest:02} s"
    return f"{minutes} min {rest:02} s" if minutes else f"{rest} s"


def long_date(day: date, language: Language) -> str:
    """A date in words: "30 novembre 2026", "1er décembre 2026"."""
    return f"{_day_of_month(day, language)} {format_date(day, 'MMMM y', locale=language.value)}"


def span(first_on: date, last_on: date, language: Language) -> str:
    """From which day to which: "du 1er au 30 novembre 2026". Both are in one month."""
    return SENTENCES[language].from_to.format(
        first=_day_of_month(first_on, language), last=long_date(last_on, language)
    )


def _day_of_month(day: date, language: Language) -> str:
    # French says an ordinal for the first, and for the first only.
    return "1er" if day.day == 1 and language == FR else str(day.day)


def rate(tariff: Tariff, language: Language) -> str:
    """The rate as printed: "0,90 € / min"."""
    return f"{euros(tariff.rate_cents, language)} / {PER[language][tariff.unit]}"


def calls_count(number: int, language: Language) -> str:
    """How many calls are billed, in words."""
    words = SENTENCES[language]
    return words.one_call if number == 1 else words.many_calls.format(n=number)


def period(first_on: date, last_on: date, month: Month, language: Language) -> str:
    """The name of the month when it is the whole of it, else from which day to which."""
    if (first_on, last_on) == (month.first_on, month.last_on):
        return format_date(first_on, "MMMM y", locale=language.value)
    return span(first_on, last_on, language)


def fee_designation(fee: Fee, month: Month, language: Language) -> str:
    """What a line of the monthly fee is for."""
    return SENTENCES[language].fee.format(period=period(fee.first_on, fee.last_on, month, language))


def fee_quantity(fee: Fee, month: Month, language: Language) -> str:
    """One month, or how many of its days."""
    words = SENTENCES[language]
    if fee.days == month.days:
        return words.whole_month
    return words.days_of.format(days=fee.days, of=month.days)


def calls_designation(part: StatementPart, month: Month, language: Language) -> str:
    """What a line of calls is for."""
    words = SENTENCES[language]
    when = period(part.first_on, part.last_on, month, language)
    if part.tariff.unit == PriceUnit.CALL:
        return words.calls_by_number.format(period=when)
    return words.calls_by_time.format(period=when, calls=calls_count(part.billed_calls, language))


def calls_quantity(part: StatementPart, language: Language) -> str:
    """The time billed, or the number of calls where the rate is for each."""
    if part.tariff.unit == PriceUnit.CALL:
        return calls_count(part.billed_calls, language)
    return duration(part.billed_seconds)


def mentions(issuer: Issuer, language: Language) -> tuple[str, ...]:
    """What the law wants on the invoice besides its figures."""
    vat = (FRANCHISE[language],) if issuer.vat_regime == VatRegime.FRANCHISE else ()
    return (*vat, *MENTIONS[language])


def small_print(
    parts: Iterable[StatementPart], month: Month, language: Language
) -> tuple[str, ...]:
    """Each price rule in words, how to redo its sum, and what is never billed."""
    words = SENTENCES[language]
    used = [part for part in parts if part.calls]
    if not used:
        return ()
    rules = [" ".join(_rule(part, month, language)) for part in used]
    by_time = any(part.tariff.unit != PriceUnit.CALL for part in used)
    return (*rules, words.never_billed, *([words.running_total] if by_time else []))


def _rule(part: StatementPart, month: Month, language: Language) -> list[str]:
    words, tariff = SENTENCES[language], part.tariff
    when = period(part.first_on, part.last_on, month, language)
    said = [f"{when[0].upper()}{when[1:]}."]
    if tariff.counts_wrap_up:
        said.append(words.talk_and_wrap_up_count.format(cap=WRAP_UP_CAP_SECONDS))
    else:
        said.append(words.talk_counts)
    said.append(words.a_person)
    if tariff.free_below_seconds:
        said.append(words.free_below.format(seconds=tariff.free_below_seconds))
    said += _by_call(part, language) if tariff.unit == PriceUnit.CALL else _by_time(part, language)
    return said


def _by_call(part: StatementPart, language: Language) -> list[str]:
    words = SENTENCES[language]
    price = euros(part.tariff.rate_cents, language)
    total = euros(part.cents, language)
    calls = calls_count(part.billed_calls, language)
    return [
        words.per_call.format(rate=price),
        words.redo_calls.format(calls=calls, rate=price, total=total),
    ]


def _by_time(part: StatementPart, language: Language) -> list[str]:
    words, tariff = SENTENCES[language], part.tariff
    step = words.steps if tariff.increment_seconds > 1 else words.to_the_second
    said = [step.format(step=tariff.increment_seconds)]
    if tariff.minimum_seconds:
        said.append(words.minimum.format(seconds=tariff.minimum_seconds))
    said.append(
        words.redo_time.format(
            duration=duration(part.billed_seconds),
            seconds=format_decimal(part.billed_seconds, locale=language.value),
            unit_seconds=SECONDS_IN[tariff.unit],
            rate=euros(tariff.rate_cents, language),
            total=euros(part.cents, language),
        )
    )
    return said
