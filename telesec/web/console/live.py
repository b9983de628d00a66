"""The calls on the line now, as the desk shows them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from flask import url_for
from sqlalchemy import and_, select
from sqlalchemy.orm import joinedload

from telesec.calls.call import Call, CallEvent, CallStatus, EventKind, Turn
from telesec.clients.account import Account
from telesec.values.conversation import Heard, Ring
from telesec.values.telephone import national
from telesec.web.console.conversation import heard_words
from telesec.web.login import Visitor
from telesec.web.translations import _

MOST_LIVE = 50
ON_THE_LINE = (CallStatus.RINGING, CallStatus.IN_PROGRESS)


def live_calls(visitor: Visitor, now: datetime) -> list[dict[str, Any]]:
    """The calls that have not ended, oldest first, with what was last heard in each."""
    rows = visitor.db.execute(
        select(Call, Turn.heard, Account.name)
        .outerjoin(Turn, and_(Turn.call_id == Call.id, Turn.number == Call.turn_number))
        .outerjoin(Account, Account.id == Call.handled_by_id)
        .where(Call.client_id.in_(visitor.ids), Call.status.in_(ON_THE_LINE))
        .options(joinedload(Call.client))
        .order_by(Call.started_at, Call.id)
        .limit(MOST_LIVE)
    ).all()
    with_a_person = _with_a_person(visitor, [call.id for call, *_rest in rows])
    return [
        _shown(call, heard, handled_by, now, is_with_a_person=call.id in with_a_person)
        for call, heard, handled_by in rows
    ]


def _with_a_person(visitor: Visitor, call_ids: Sequence[int]) -> set[int]:
    """Those in which somebody has taken the call and has not hung up."""
    moments = visitor.db.execute(
        select(CallEvent.call_id, CallEvent.kind)
        .where(
            CallEvent.call_id.in_(call_ids),
            CallEvent.kind.in_([EventKind.TAKEN, EventKind.RING_ENDED]),
        )
        .order_by(CallEvent.at, CallEvent.id)
    ).all()
    last = {call_id: kind for call_id, kind in moments}  # noqa: C416 - the last of each wins
    return {call_id for call_id, kind in last.items() if kind == EventKind.TAKEN}


def _shown(
    call: Call,
    heard: Heard | None,
    handled_by: str | None,
    now: datetime,
    *,
    is_with_a_person: bool,
) -> dict[str, Any]:
    number = call.caller_number
    return {
        "id": call.id,
        "url": url_for("calls.call", call_id=call.id),
        "guide_url": url_for("guide.of_call", call_id=call.id),
        "client": call.client.name,
        "colour": call.client.colour,
        "caller": national(number, call.client.country) if number else _("numéro masqué"),
        "seconds": max(0, int((now - call.started_at).total_seconds())),
        "state": _state(call, is_with_a_person=is_with_a_person),
        "handled_by": handled_by or "",
        "heard": heard_words(heard) if heard else "",
    }


def _state(call: Call, *, is_with_a_person: bool) -> str:
    if is_with_a_person:
        return _("avec une personne")
    if call.last_prompt and isinstance(call.last_prompt.then, Ring):
        return _("on appelle quelqu’un")
    return _("l’assistant répond")
