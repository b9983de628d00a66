"""/r/<token>/offer: where somebody on the waiting list takes or leaves a freed time.

The same kind of link as of an appointment, and the same rules: to look changes nothing, and what
changes something is a form that we sealed for this very offer.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from sqlalchemy.orm import Session

from telesec.agenda.appointment import AppointmentStatus
from telesec.agenda.change import ChangedBy, ChangeKind
from telesec.agenda.offers_of_slots import GRACE, OfferGone, accept, refuse
from telesec.agenda.practitioner import Practitioner
from telesec.agenda.waiting_list import OfferStatus, SlotOffer, offer_by_nonce, own_later
from telesec.dispatch.near_appointments import tell_changed_by_link
from telesec.dispatch.telling_callers import tell_caller
from telesec.values.caller_link import form_seal, is_form_seal
from telesec.web.house import house
from telesec.web.own_appointment import Answer, admitted, gone, own_appointment
from telesec.web.translations import _

# The same pages, with the same headers and the same care for what is logged.
own_pages: Blueprint = own_appointment
BY_LINK = ChangedBy(by_link=True)
FACTS = "offer"  # what the form is sealed for

OfferPage = Callable[[Session, SlotOffer, str], Answer]


def of_offer(*, writes: bool) -> Callable[[OfferPage], Callable[..., Answer]]:
    """A page of an offer's link: its arguments are the transaction, the offer and the token."""

    def wrap(page: OfferPage) -> Callable[..., Answer]:
        @wraps(page)
        def opened(token: str, **_kwargs: Any) -> Answer:
            nonce, refused = admitted(token)
            if refused is not None:
                return refused
            with house().writing() if writes else house().reading() as db:
                offer = offer_by_nonce(db, nonce)
                if offer is None or offer.starts_at <= house().now():
                    return gone()
                return page(db, offer, token)

        return opened

    return wrap


@own_pages.get("/<token>/offer")
@of_offer(writes=False)
def offer(db: Session, found: SlotOffer, token: str) -> Answer:
    """The time, and whether it can still be had."""
    return _shown(db, found, token)


@own_pages.post("/<token>/offer")
@of_offer(writes=True)
def answer_offer(db: Session, found: SlotOffer, token: str) -> Answer:
    """Take it or leave it."""
    now = house().now()
    if not is_form_seal(request.form.get("seal", ""), found.nonce, FACTS, _key()):
        return _shown(
            db, found, token, _("La demande n’est pas arrivée entière ; recommencez.")
        ), 400
    if request.form.get("answer") != "yes":
        refuse(db, found, now)
        return _back(token)
    was_open = found.status == OfferStatus.OPEN
    happened = ChangeKind.MOVED if own_later(found) else ChangeKind.BOOKED
    try:
        taken = accept(db, found, BY_LINK, now)
    except OfferGone:
        return _shown(db, found, token), 409
    if was_open:
        tell_changed_by_link(db, taken, now)
        tell_caller(db, taken, happened, now)
    return _back(token)


def _back(token: str) -> Answer:
    return redirect(url_for("own_appointment.offer", token=token), 303)


def _shown(db: Session, found: SlotOffer, token: str, error: str = "") -> str:
    is_open = found.status == OfferStatus.OPEN and house().now() <= found.expires_at + GRACE
    client, taken = found.entry.client, found.appointment
    return render_template(
        "own_offer.html",
        offer=found,
        is_open=is_open,
        is_theirs=taken is not None
        and taken.status == AppointmentStatus.CONFIRMED
        and taken.starts_at == found.starts_at,
        local=client.local(found.starts_at),
        until=client.local(found.expires_at),
        practitioner=db.get_one(Practitioner, found.practitioner_id),
        token=token,
        seal=form_seal(found.nonce, FACTS, _key()),
        error=error,
    )


def _key() -> str:
    return house().settings.secret_key
