"""Every table, imported in one place: for migrations and for making an empty database."""

from telesec.agenda import appointment, change, feed, practitioner
from telesec.billing import invoice, issuer, price_rule
from telesec.calls import call, disposition, leg, waiting
from telesec.clients import account, caller_rule, client, status
from telesec.database import Base
from telesec.messages import inbound_text, message
from telesec.notifications import heartbeat, notification, opt_out
from telesec.reconciliation import repair

modules = (
    account,
    appointment,
    call,
    caller_rule,
    change,
    client,
    disposition,
    feed,
    heartbeat,
    inbound_text,
    invoice,
    issuer,
    leg,
    message,
    notification,
    opt_out,
    practitioner,
    price_rule,
    repair,
    status,
    waiting,
)
metadata = Base.metadata
