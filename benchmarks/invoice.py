"""The PDF of a month's invoice, against the smallest document typst can make on this machine."""

import statistics
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from time import perf_counter

import typst

from telesec.billing.content import Buyer, InvoiceContent, Line, Seller, plain
from telesec.billing.document import render_pdf
from telesec.billing.metering import CallFacts, Tariff, billed, exact_cents, whole_cents
from telesec.billing.price_rule import PriceUnit
from telesec.billing.statement import Statement, StatementCall, StatementPart
from telesec.calls.call import Disposition
from telesec.values.language import Language

LIMIT_MILLISECONDS = 400  # issue 2: the invoice PDF of a 400-call month
REPEATS = 7
FIRST = datetime(2026, 11, 2, 8, tzinfo=UTC)
TARIFF = Tariff(PriceUnit.MINUTE, 90, increment_seconds=6)


def month_of(calls: int, salt: int) -> dict[str, object]:
    """The frozen content of a month with so many calls; ``salt`` makes each one new to typst."""
    facts = [
        CallFacts(
            Disposition.MESSAGE, 20 + (n * 37 + salt) % 160, n % 3 * 6, n % 5 * 20, n % 4 * 25
        )
        for n in range(calls)
    ]
    metered = [billed(one, TARIFF) for one in facts]
    cents = whole_cents(exact_cents(one, TARIFF) for one in metered)
    rows = tuple(
        StatementCall(
            call_sid=f"CA{salt:08x}{n:024x}",
            started_at=FIRST + timedelta(minutes=n * 90, seconds=salt % 60),
            caller=f"+3361{n % 100:02}{salt % 10}••••",
            disposition=one.disposition,
            assistant_seconds=one.assistant_seconds,
            ring_seconds=one.ring_seconds,
            secretary_seconds=one.secretary_seconds,
            wrap_up_seconds=one.wrap_up_seconds,
            raw_seconds=counted.raw_seconds,
            counted_wrap_up_seconds=counted.counted_wrap_up_seconds,
            counted_seconds=counted.counted_seconds,
            billed_seconds=counted.billed_seconds,
            cents=amount,
            not_billed=counted.not_billed,
        )
        for n, (one, counted, amount) in enumerate(zip(facts, metered, cents, strict=True))
    )
    return plain(_invoice(rows, salt))


def run() -> Iterator[str]:
    """The time of 400 calls and of 12, and how many times the floor each takes."""
    render_pdf(month_of(1, 0))  # fonts and template are read once in a process
    floor = _milliseconds(_bare_page)
    yield f"invoice: floor (bare typst page)  {floor:7.1f} ms"
    for calls in (12, 400):
        taken = _milliseconds(_rendering(calls))
        ratio = taken / floor
        yield f"invoice: PDF of {calls:3} calls         {taken:7.1f} ms = {ratio:5.1f} x floor"
    yield f"invoice: goal for 400 calls       {LIMIT_MILLISECONDS:5}   ms"


def _rendering(calls: int) -> Callable[[int], object]:
    contents = {salt: month_of(calls, salt) for salt in range(1, REPEATS + 1)}
    return lambda salt: render_pdf(contents[salt])


def _bare_page(salt: int) -> None:
    typst.compile(
        b'#set page(paper: "a4")\nFacture #sys.inputs.salt',
        sys_inputs={"salt": str(salt)},
        ignore_system_fonts=True,
        format="pdf",
    )


def _milliseconds(work: Callable[[int], object]) -> float:
    """The median of several runs, each on content never seen before."""
    times = []
    for salt in range(1, REPEATS + 1):
        begun = perf_counter()
        work(salt)
        times.append((perf_counter() - begun) * 1000)
    return statistics.median(times)


def _invoice(rows: tuple[StatementCall, ...], salt: int) -> InvoiceContent:
    seconds, total = sum(r.billed_seconds for r in rows), sum(r.cents for r in rows)
    first_on, last_on = date(2026, 11, 1), date(2026, 11, 30)
    part = StatementPart(
        first_on=first_on,
        last_on=last_on,
        tariff=TARIFF,
        calls=len(rows),
        billed_calls=len(rows),
        billed_seconds=seconds,
        cents=total,
    )
    return InvoiceContent(
        number=f"F2026-{salt:04}",
        language=Language.FR,
        month="2026-11",
        period_first_on=first_on,
        period_last_on=last_on,
        issued_on=date(2026, 12, 1),
        due_on=date(2026, 12, 31),
        category="Prestations de services",
        seller=Seller(
            name="Sophie Bernard EI",
            legal_form="",
            address="12 rue des Lilas, 35000 Rennes",
            siret="73282932000074",
            registration="",
            vat_number=None,
            email="sophie@telesec.example",
            telephone="",
            iban="FR7630006000011234567890189",
            bic=None,
        ),
        buyer=Buyer(
            key="cabinet-martin",
            name="SELARL Martin",
            address="1 rue de la Paix, 75002 Paris",
            siren="732829320",
            vat_number=None,
        ),
        lines=(Line(designation="Appels", quantity="1", unit_price="1", net_cents=total),),
        net_cents=total,
        vat_rate_basis_points=0,
        vat_cents=0,
        gross_cents=total,
        mentions=("TVA non applicable, art. 293 B du CGI.",),
        small_print=(),
        statement=Statement(
            client_key="cabinet-martin",
            client_name="Cabinet Martin",
            month="2026-11",
            time_zone="Europe/Paris",
            made_at=FIRST,
            calls=rows,
            parts=(part,),
            unfinished=(),
        ),
    )


if __name__ == "__main__":
    print(*run(), sep="\n")
