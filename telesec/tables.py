"""Every table, imported in one place: for migrations and for making an empty database."""

from telesec.agenda import (
    absence,
    appointment,
    calendar_search,
    caller_link,
    change,
    client_calendar,
    feed,
    freed_time,
    limits,
    no_show,
    place,
    practitioner,
    reminder,
    resource,
    waiting_list,
)
from telesec.agenda.busy import calendar
from telesec.billing import invoice, issuer, price_rule
from telesec.calls import call, disposition, leg, waiting
from telesec.clients import account, caller_rule, client, status
from telesec.database import Base
from telesec.messages import inbound_text, message
from telesec.notifications import heartbeat, notification, opt_out
from telesec.reconciliation import repair

modules = (
    absence,
    account,
    appointment,
    calendar,
    calendar_search,
    call,
    caller_link,
    caller_rule,
    change,
    client,
    client_calendar,
    disposition,
    feed,
    freed_time,
    heartbeat,
    inbound_text,
    invoice,
    issuer,
    leg,
    limits,
    message,
    no_show,
    notification,
    opt_out,
    place,
    practitioner,
    price_rule,
    reminder,
    repair,
    resource,
    status,
    waiting,
    waiting_list,
)
metadata = Base.metadata
