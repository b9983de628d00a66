"""Reconciliations: the last runs, and each difference with the carrier that was found. Owners'."""

from collections.abc import Sequence
from datetime import datetime

from flask import Blueprint, abort, render_template
from sqlalchemy import select

from telesec.billing.issuing import ISSUER_ZONE
from telesec.calls.call import Call
from telesec.reconciliation.repair import Repair, latest_repairs, latest_runs
from telesec.web.login import Visitor, signed_in

reconciliations = Blueprint("reconciliations", __name__)

MOST_RUNS, MOST_REPAIRS = 10, 200


@reconciliations.get("/reconciliations")
@signed_in(staff=True)
def reconciliations_list(visitor: Visitor) -> str:
    """What was compared with the carrier, and repaired; of all clients, so for owners only."""
    if not visitor.is_owner:
        abort(404)
    repairs = latest_repairs(visitor.db, MOST_REPAIRS)
    return render_template(
        "reconciliations.html",
        visitor=visitor,
        runs=latest_runs(visitor.db, MOST_RUNS),
        repairs=repairs,
        call_ids=_call_ids(visitor, repairs),
        local=_local,
    )


def _call_ids(visitor: Visitor, repairs: Sequence[Repair]) -> dict[str, int]:
    """The calls among them, by the carrier's id."""
    sids = {repair.sid for repair in repairs}
    wanted = select(Call.call_sid, Call.id).where(Call.call_sid.in_(sids))
    return {row.call_sid: row.id for row in visitor.db.execute(wanted)}


def _local(instant: datetime) -> datetime:
    """By the clock of the house."""
    return instant.astimezone(ISSUER_ZONE)
