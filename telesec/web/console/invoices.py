"""Invoices: the list, the statement of one, its PDF as it was first made."""

from collections.abc import Collection

from flask import Blueprint, Response, abort, render_template, request
from sqlalchemy import select

from telesec.billing.content import InvoiceContent
from telesec.billing.invoice import Invoice, InvoiceDocument
from telesec.billing.month import Month, NotAMonth
from telesec.web.console.forms import FormError
from telesec.web.console.lists import asked
from telesec.web.login import Visitor, signed_in
from telesec.web.translations import _

invoices = Blueprint("invoices", __name__)

MOST_SHOWN = 500


@invoices.get("/invoices")
@signed_in()
def invoices_list(visitor: Visitor) -> str:
    """The invoices, newest first; ``?client=`` and ``?month=`` narrow."""
    wanted, month = asked(visitor), _month()
    query = select(Invoice).where(Invoice.client_id.in_(wanted.client_ids))
    if month:
        query = query.where(Invoice.month == str(month))
    query = query.order_by(Invoice.month.desc(), Invoice.id.desc()).limit(MOST_SHOWN)
    found = visitor.db.scalars(query).all()
    return render_template(
        "invoices.html",
        visitor=visitor,
        asked=wanted,
        month=month or "",
        invoices=found,
        printed=_printed(visitor, {invoice.id for invoice in found}),
    )


@invoices.get("/invoices/<number>")
@signed_in()
def invoice(visitor: Visitor, number: str) -> str:
    """One invoice with its statement, call by call, as it was frozen."""
    found = _the_invoice(visitor, number)
    content = InvoiceContent.model_validate(found.content)
    return render_template(
        "invoice.html",
        visitor=visitor,
        invoice=found,
        page=content,
        calls=content.statement.calls,
        is_printed=found.id in _printed(visitor, {found.id}),
    )


@invoices.get("/invoices/<number>.pdf")
@signed_in()
def pdf(visitor: Visitor, number: str) -> Response:
    """The PDF, with its hash as ETag. 404 until the worker has made it."""
    found = _the_invoice(visitor, number)
    document = visitor.db.get(InvoiceDocument, found.id)
    if document is None:
        abort(404)
    response = Response(document.pdf, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="{found.number}.pdf"'
    response.headers["Cache-Control"] = "private, no-cache"  # ask again each time, then reuse
    response.set_etag(document.pdf_sha256)
    response.make_conditional(request)
    return response


def _month() -> Month | None:
    given = request.args.get("month", "")
    try:
        return Month.parse(given) if given else None
    except NotAMonth as error:
        raise FormError(_("« %(value)s » n’est pas un mois.") % {"value": given[:20]}) from error


def _printed(visitor: Visitor, ids: Collection[int]) -> set[int]:
    """Those whose PDF has been made."""
    query = select(InvoiceDocument.invoice_id).where(InvoiceDocument.invoice_id.in_(ids))
    return set(visitor.db.scalars(query))


def _the_invoice(visitor: Visitor, number: str) -> Invoice:
    if not number.isprintable():  # PostgreSQL refuses to look for some characters
        abort(404)
    found = visitor.db.scalar(
        select(Invoice).where(Invoice.number == number, Invoice.client_id.in_(visitor.ids))
    )
    if found is None:
        abort(404)
    return found
