"""The secretary's browser as a telephone: its token, and that it is there."""

from flask import Blueprint, Response, jsonify

from telesec.clients.account import browser_identity
from telesec.gateways.telephony.browser_token import (
    TOKEN_SECONDS,
    NoBrowserTelephone,
    browser_token,
)
from telesec.web.house import house
from telesec.web.login import Visitor, signed_in

telephone = Blueprint("telephone", __name__)


@telephone.post("/telephone/token")
@signed_in(staff=True, writes=True)
def token(visitor: Visitor) -> Response:
    """A token for the carrier's browser library; 409 where none can be made."""
    identity = browser_identity(visitor.account)
    try:
        made = browser_token(house().settings, identity)
    except NoBrowserTelephone:
        refused = jsonify(error="no_api_key")
        refused.status_code = 409
        return refused
    answer = jsonify(token=made, identity=identity, seconds=TOKEN_SECONDS)
    answer.headers["Cache-Control"] = "no-store"
    return answer


@telephone.post("/telephone/presence")
@signed_in(staff=True, writes=True)
def presence(visitor: Visitor) -> Response:
    """This browser is registered with the carrier and can be rung; said every ten seconds."""
    visitor.account.browser_seen_at = house().now()
    return Response(status=204)


@telephone.post("/telephone/absence")
@signed_in(staff=True, writes=True)
def absence(visitor: Visitor) -> Response:
    """This browser is no telephone any more."""
    visitor.account.browser_seen_at = None
    return Response(status=204)
