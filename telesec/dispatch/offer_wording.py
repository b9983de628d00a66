"""The words of an offer from the waiting list: one segment, discreet as all texts to callers."""

from telesec.agenda.waiting_list import SlotOffer
from telesec.clients.client import Client
from telesec.dispatch.caller_wording import SHORTEST_NAME, shortened, when_in_words
from telesec.dispatch.segments import IN_ONE, gsm_length
from telesec.dispatch.wording import gsm_7
from telesec.values.language import Language

WORDS: dict[Language, dict[str, str]] = {
    Language.FR: {
        "offer": "{client} : RDV libre {when}.",
        "answer": "OUI ou NON avant {until} ?",
        "link": "{link}",
        "link_only": "À prendre avant {until} : {link}",
    },
    Language.EN: {
        "offer": "{client}: free appointment {when}.",
        "answer": "OK or NO before {until}?",
        "link": "{link}",
        "link_only": "Take it before {until}: {link}",
    },
}


def offer_text(offer: SlotOffer, client: Client, *, link: str, asks: bool) -> str:
    """The offer, in GSM-7. It ``asks`` for an answer where one can come back; ``link``: its mark,
    if any.
    """
    language = offer.entry.language
    words = WORDS[language]
    local = client.local(offer.expires_at)
    until = f"{local.hour}h{local:%M}" if language == Language.FR else f"{local:%H:%M}"
    when = when_in_words(client.local(offer.starts_at), language)
    keys = [key for key, wanted in (("answer", asks), ("link", bool(link))) if wanted]
    if keys == ["link"]:
        keys = ["link_only"]

    def written(name: str) -> str:
        parts = [words[key].format(until=until, link=link) for key in keys]
        return gsm_7(" ".join([words["offer"].format(client=name, when=when), *parts]))

    text = written(client.name)
    too_long = gsm_length(text) - IN_ONE
    if too_long <= 0:
        return text
    return written(shortened(client.name, max(SHORTEST_NAME, len(client.name) - too_long)))
