"""Reconciling in tests: the last hours compared with the pretended carrier."""

from datetime import timedelta

from sqlalchemy import select

from telesec.calls.call import Call
from telesec.gateways.telephony.listing import CarrierListing
from telesec.gateways.telephony.rest import TelephonyRest
from telesec.reconciliation.repair import Repair, RepairKind
from telesec.reconciliation.running import Reconciler
from telesec.scripts.library import ScriptLibrary
from tests.telephone import Telephone

DEAD = ("/voice/incoming", "/voice/fallback", "/voice/status")


def house_is_gone(telephone: Telephone) -> None:
    """From now on nothing that callers do reaches us, not even the static fallback."""
    for path in DEAD:
        telephone.network.faults.add(path, nth=None)
    telephone.network.expects_problem("the fallback failed too")


def reconciler(telephone: Telephone) -> Reconciler:
    lists = CarrierListing(TelephonyRest(telephone.settings))
    library = ScriptLibrary(telephone.settings.call_scripts_dir)
    return Reconciler(telephone.engine, lists, library, telephone.clock.now)


def repairs(telephone: Telephone, *, hours: int = 5) -> list[tuple[RepairKind, bool]]:
    """Reconcile the last hours; what this run repaired, and whether a person must look."""
    now = telephone.clock.now()
    run = reconciler(telephone).run(now - timedelta(hours=hours), now + timedelta(hours=1))
    with telephone.looking() as db:
        mine = select(Repair).where(Repair.reconciliation_id == run)
        found = db.scalars(mine.order_by(Repair.id))
        return [(one.kind, one.needs_person) for one in found]


def only_call(telephone: Telephone) -> Call:
    with telephone.looking() as db:
        return db.scalars(select(Call)).one()
