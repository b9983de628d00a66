"""Webhooks of the telephones that we ring for a caller who waits."""

import logging
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec

from flask import Blueprint, Response
from sqlalchemy.exc import SQLAlchemyError

from telesec.assistant.speaking import phrase
from telesec.dispatch.legs import accept, decline, leg_told, picked_up
from telesec.gateways.telephony.twiml import (
    ACCEPT_KEY,
    REFUSE_KEY,
    render_goodbye,
    render_hang_up,
    render_leg_screen,
    render_room,
)
from telesec.values.conversation import Sentence
from telesec.values.language import Language
from telesec.web.carrier import addresses, field, nothing, require_signature, twiml
from telesec.web.house import house
from telesec.web.own_account import require_own_account

logger = logging.getLogger(__name__)

legs = Blueprint("legs", __name__)
legs.before_request(require_signature)
legs.before_request(require_own_account)

Arguments = ParamSpec("Arguments")


def or_hang_up(route: Callable[Arguments, Response]) -> Callable[Arguments, Response]:
    """On a fault the person rung is let go; the caller waits on, with us."""

    @wraps(route)
    def answered(*args: Arguments.args, **kwargs: Arguments.kwargs) -> Response:
        try:
            return route(*args, **kwargs)
        except SQLAlchemyError:
            logger.exception("leg_fault", extra={"leg_sid": field("CallSid")[:34]})
            return twiml(render_hang_up())

    return answered


@legs.post("/voice/leg/<int:leg_id>")
@or_hang_up
def screen(leg_id: int) -> Response:
    """A person rung has picked up: who calls, for whom; the accept key takes the call."""
    with house().writing() as db:
        found = picked_up(db, leg_id, field("CallSid"), house().now())
        room = None
        if found and found.announce and not found.asks_for_key:
            room = accept(db, leg_id, house().now())
    if found is None:
        return twiml(render_hang_up())
    if room:
        return twiml(render_room(room))
    if found.announce is None or not found.asks_for_key:
        return _gone(found.language)
    return twiml(render_leg_screen(found.announce, leg_id, addresses()))


@legs.post("/voice/leg/<int:leg_id>/key")
@or_hang_up
def key(leg_id: int) -> Response:
    """That person has pressed a key, or none."""
    with house().writing() as db:
        now = house().now()
        found = picked_up(db, leg_id, field("CallSid"), now)
        if found is None:
            return twiml(render_hang_up())
        if field("Digits") != ACCEPT_KEY:
            decline(db, leg_id, refuses=field("Digits") == REFUSE_KEY, now=now)
            return twiml(render_hang_up())
        room = accept(db, leg_id, now)
    return twiml(render_room(room)) if room else _gone(found.language)


@legs.post("/voice/leg/<int:leg_id>/status")
def status(leg_id: int) -> Response:
    """What became of that telephone: it rings, was picked up, is over."""
    with house().writing() as db:
        leg_told(db, leg_id, field("CallSid"), field("CallStatus"), house().now())
    return nothing()


def _gone(language: Language) -> Response:
    return twiml(render_goodbye((Sentence(text=phrase("call_gone", language), language=language),)))
