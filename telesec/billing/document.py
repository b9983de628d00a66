"""The PDF of an invoice: set with typst from the frozen content, outside any transaction.

PDF/A-3b, with typst's own fonts only: the same on every machine, readable in ten years.
"""

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any, Literal

import typst
from sqlalchemy import Engine, select
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.orm import Session

from telesec.billing.content import fingerprint
from telesec.billing.invoice import Invoice, InvoiceDocument
from telesec.billing.printing import page_of
from telesec.database import transaction

TEMPLATE = Path(__file__).parent / "templates" / "invoice.typ"
STANDARD: Literal["a-3b"] = "a-3b"

# One compiler for the process keeps fonts and template at hand; it serves one thread at a time.
_one_at_a_time = Lock()


class NoSuchInvoice(LookupError):
    """There is no invoice with that id."""


class DamagedInvoice(RuntimeError):
    """The content of an invoice is not what was issued: its hash differs. Nothing is printed."""


def render_pdf(content: Mapping[str, Any]) -> bytes:
    """The invoice with its statement, as PDF/A-3b. The same content gives the same bytes."""
    page = page_of(content)
    year, month, day = page["issued_parts"]
    stamp = int(datetime(year, month, day, tzinfo=UTC).timestamp())
    with _one_at_a_time:
        pdf = _compiler().compile(
            format="pdf",
            pdf_standards=[STANDARD],
            sys_inputs={"page": json.dumps(page, ensure_ascii=False)},
            timestamp=stamp,
            pdf_tags=False,
        )
    if not isinstance(pdf, bytes):
        raise TypeError("typst gave no PDF")  # its type allows for several pages as pictures
    return pdf


def store_document(engine: Engine, invoice_id: int, now: datetime) -> bytes:
    """The invoice's PDF: as stored, or made now and stored.

    Whoever dies between making and storing leaves nothing behind; it is made again. Of two who
    store at once the first wins, and both get its bytes. Raises NoSuchInvoice, DamagedInvoice.
    """
    with transaction(engine, reads_only=True) as db:
        stored = _stored(db, invoice_id)
        if stored is not None:
            return stored
        invoice = db.get(Invoice, invoice_id)
        if invoice is None:
            raise NoSuchInvoice(f"no invoice {invoice_id}")
    if fingerprint(invoice.content) != invoice.content_sha256:
        raise DamagedInvoice(f"invoice {invoice.number} is not as it was issued")
    pdf = render_pdf(invoice.content)
    with transaction(engine) as db:
        _store_if_absent(db, invoice, pdf, now)
        return _stored(db, invoice_id) or pdf


def documents_missing(db: Session) -> list[int]:
    """Ids of invoices whose PDF has not been stored yet, oldest first."""
    return list(
        db.scalars(
            select(Invoice.id)
            .outerjoin(InvoiceDocument, InvoiceDocument.invoice_id == Invoice.id)
            .where(InvoiceDocument.invoice_id.is_(None))
            .order_by(Invoice.id)
        )
    )


@cache
def _compiler() -> typst.Compiler:
    return typst.Compiler(input=str(TEMPLATE), root=str(TEMPLATE.parent), ignore_system_fonts=True)


def _stored(db: Session, invoice_id: int) -> bytes | None:
    return db.scalar(select(InvoiceDocument.pdf).where(InvoiceDocument.invoice_id == invoice_id))


def _store_if_absent(db: Session, invoice: Invoice, pdf: bytes, now: datetime) -> None:
    postgresql = db.get_bind().dialect.name == "postgresql"
    insert = postgresql_insert if postgresql else sqlite_insert
    db.execute(
        insert(InvoiceDocument)
        .values(
            invoice_id=invoice.id,
            client_id=invoice.client_id,
            pdf=pdf,
            pdf_sha256=hashlib.sha256(pdf).hexdigest(),
            created_at=now,
        )
        .on_conflict_do_nothing()
    )
