"""Calls whose end we were never told: the carrier is asked, so that no summary waits for ever.

Its one word of the end may be lost: our database was away just then, or the network was.
"""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy import Engine, select

from telesec.calls.call import Call, CallStatus
from telesec.calls.lifecycle import call_under_lock
from telesec.database import transaction
from telesec.dispatch.ending import end_call
from telesec.gateways.telephony.rest import CarrierError, CarriersCall

logger = logging.getLogger(__name__)

LONGER_THAN_MOST = timedelta(minutes=5)
MOST_AT_ONCE = 50
MOST_FAILURES = 3  # in one run: then it is the carrier, and each may take seconds

AskCarrier = Callable[[str, str], CarriersCall | None]  # call sid, account


def end_unended(engine: Engine, ask_carrier: AskCarrier, now: datetime) -> int:
    """End the calls that are over at the carrier but not with us; how many.

    One that the carrier does not know ends as failed, with no seconds to bill. One that it does
    not tell of is asked for again later, and holds up no other.
    """
    with transaction(engine, reads_only=True) as db:
        going_on = select(Call.call_sid, Call.account_sid).where(
            Call.status.in_([CallStatus.RINGING, CallStatus.IN_PROGRESS]),
            Call.started_at < now - LONGER_THAN_MOST,
        )
        found = db.execute(
            going_on.order_by(Call.started_at.desc(), Call.id.desc()).limit(MOST_AT_ONCE)
        ).all()
    ended = failures = 0
    for sid, account in found:
        try:
            told = ask_carrier(sid, account)
        except CarrierError as error:
            ids = {"call_sid": sid, "error": type(error).__name__}
            logger.warning("call_end_not_told", extra=ids)
            failures += 1
            if failures == MOST_FAILURES:
                break
            continue
        ended += _end(engine, sid, told, now)
    return ended


def _end(engine: Engine, call_sid: str, found: CarriersCall | None, now: datetime) -> bool:
    if found is None:
        logger.warning("call_unknown_to_carrier", extra={"call_sid": call_sid})
        found = CarriersCall(CallStatus.FAILED.value, 0, None)
    if found.status not in set(CallStatus) or not CallStatus(found.status).is_final:
        return False
    with transaction(engine) as db:
        call = call_under_lock(db, call_sid)
        if call is None or call.status.is_final:
            return False
        logger.warning("call_end_was_lost", extra={"call_sid": call_sid})
        end_call(db, call, CallStatus(found.status), found.seconds, found.ended_at or now)
    return True
