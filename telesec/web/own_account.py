"""A subaccount's webhooks may speak of that subaccount's calls and messages only.

Whoever holds a subaccount's token, a client perhaps, can sign what the carrier never sent: ids in
the address and in the form could name another client's call. The account itself is the house's.
"""

import logging

from flask import abort, request
from sqlalchemy import Select, select
from sqlalchemy.exc import SQLAlchemyError

from telesec.calls.call import Call
from telesec.calls.leg import Leg
from telesec.database import glance
from telesec.notifications.notification import Notification
from telesec.web.carrier import field, subaccount
from telesec.web.house import house

logger = logging.getLogger(__name__)


def require_own_account() -> None:
    """403 for a webhook signed by a subaccount that names what is in another account."""
    signed_by = subaccount()
    if not signed_by:
        return
    named = request.view_args or {}
    looks: list[Select[str]] = [
        select(Call.account_sid).where(Call.call_sid == sid)
        for sid in {field("CallSid")[:34], str(named.get("call_sid", ""))[:34]}
        if sid
    ]
    if "leg_id" in named:
        of_leg = select(Call.account_sid).join(Leg, Leg.call_id == Call.id)
        looks.append(of_leg.where(Leg.id == named["leg_id"]))
    if "notification_id" in named:
        sent = Notification.id == named["notification_id"]
        looks.append(select(Notification.account_sid).where(sent))
    try:
        with glance(house().engine) as connection:
            accounts = {account for look in looks for account in connection.scalars(look)}
    except SQLAlchemyError:
        logger.exception("account_not_compared")  # the route itself finds the database away
        return
    if accounts - {signed_by}:
        logger.warning("webhook_of_another_account", extra={"path": request.path[:80]})
        abort(403)
