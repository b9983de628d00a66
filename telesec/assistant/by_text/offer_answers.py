"""What somebody on the waiting list answers to an offer, done and told."""

from datetime import datetime

from sqlalchemy.orm import Session

from telesec.agenda.by_text import BY_TEXT
from telesec.agenda.caller_link import link_for
from telesec.agenda.offers_of_slots import OfferGone, accept, refuse
from telesec.agenda.waiting_list import OfferStatus, SlotOffer, WaitingStatus
from telesec.assistant.speaking import phrase
from telesec.clients.client import Client
from telesec.dispatch.caller_wording import when_in_words
from telesec.dispatch.near_appointments import tell_changed_by_text
from telesec.dispatch.wording import gsm_7


def answer_offer(
    db: Session, client: Client, offer: SlotOffer, said: bool, now: datetime
) -> str | None:
    """Take or leave it; the words in answer. None when it was settled otherwise long since."""
    if not said:
        refuse(db, offer, now)
        return _refused(client, offer)
    before = offer.status
    try:
        taken = accept(db, offer, BY_TEXT, now)
    except OfferGone:
        return _told(f"text_offer_gone{_off(offer)}", client, offer)
    if before == OfferStatus.OPEN:
        tell_changed_by_text(db, taken, now)
    return _told("text_offer_taken", client, offer, link=link_for(db, taken, now)).rstrip()


def _refused(client: Client, offer: SlotOffer) -> str | None:
    """NON to what they took already is no refusal: a person must read it."""
    if offer.status == OfferStatus.ACCEPTED:
        return None
    return _told(f"text_offer_refused{_off(offer)}", client, offer)


def _off(offer: SlotOffer) -> str:
    """Who has left the list since it was offered does not stay on it."""
    return "" if offer.entry.status == WaitingStatus.WAITING else "_off"


def _told(key: str, client: Client, offer: SlotOffer, link: str = "") -> str:
    language = offer.entry.language
    when = when_in_words(client.local(offer.starts_at), language)
    return gsm_7(phrase(key, language, client=client.name, when=when, link=link))
