"""``telesec reconcile``: compare with the carrier now, and say what was repaired."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Protocol

import click
from sqlalchemy import Engine

from telesec.billing.command import told_plainly
from telesec.database import transaction
from telesec.gateways.telephony.listing import CarrierListing
from telesec.gateways.telephony.rest import CarrierError, TelephonyRest
from telesec.reconciliation.repair import Reconciliation, Repair, RepairKind, repairs_of
from telesec.reconciliation.running import Reconciler
from telesec.scripts.library import ScriptLibrary
from telesec.settings import Settings

DAYS = 3
HEAD = ("{} éléments comparés, {} écarts traités", "{} things compared, {} repaired")
HEAD_OF_REHEARSAL = (
    "{} éléments comparés, {} écarts à traiter (essai : rien n’est modifié)",
    "{} things compared, {} to repair (rehearsal: nothing is changed)",
)
WORDS = {
    RepairKind.CALL_END: ("fin d’appel perdue", "lost end of a call"),
    RepairKind.CALL_SECONDS: ("durée corrigée", "length corrected"),
    RepairKind.CALL_MISSED: ("appel jamais reçu", "call that never reached us"),
    RepairKind.RECORDING: ("enregistrement retrouvé", "recording found"),
    RepairKind.TEXT_STATE: ("état d’un SMS", "state of a text message"),
    RepairKind.TEXT_MISSED: ("SMS jamais reçu", "text message that never reached us"),
    RepairKind.TEXT_UNSETTLED: ("SMS au sort inconnu", "text message of unknown fate"),
    RepairKind.STRANGE_NUMBER: ("numéro non attribué", "number that is no line"),
    RepairKind.LATE_CALL: ("appel non facturé", "call not invoiced"),
}


class Opened(Protocol):
    """What a command is given (processes/opened.py)."""

    @property
    def engine(self) -> Engine:
        """The database."""
        ...

    @property
    def settings(self) -> Settings:
        """Where the carrier is."""
        ...

    def now(self) -> datetime:
        """The present instant."""
        ...


@click.command()
@click.option("--since", help=f"First day (UTC), 2026-11-20; default: {DAYS} days ago.")
@click.option("--until", help="Last day (UTC); default: today.")
@click.option("--dry-run", is_flag=True, help="Say what would be repaired; change nothing.")
@click.option("--language", type=click.Choice(["fr", "en"]), default="fr", show_default=True)
@click.pass_obj
def reconcile(
    opened: Opened, since: str | None, until: str | None, dry_run: bool, language: str
) -> None:
    """Compare calls, recordings and text messages with the carrier's, and repair ours.

    The worker does the same each night. Done again it finds nothing new.
    """
    now = opened.now()
    first = _day(since) if since else (now - timedelta(days=DAYS)).date()
    last = _day(until) if until else now.date()
    if last < first:
        raise click.ClickException("--until is before --since")
    start = datetime.combine(first, time(), UTC)
    end = min(now, datetime.combine(last + timedelta(days=1), time(), UTC))
    lists = CarrierListing(TelephonyRest(opened.settings))
    library = ScriptLibrary(opened.settings.call_scripts_dir)
    reconciler = Reconciler(opened.engine, lists, library, opened.now)
    with told_plainly():
        try:
            if dry_run:
                seen, repairs = reconciler.rehearse(start, end)
                told = report(seen, repairs, language, would=True)
            else:
                told = _report_of(opened.engine, reconciler.run(start, end), language)
        except CarrierError as error:
            raise click.ClickException(f"the carrier does not answer: {error}") from error
    for line in told:
        click.echo(line)


def _report_of(engine: Engine, run: int, language: str) -> list[str]:
    with transaction(engine, reads_only=True) as db:
        return report(db.get_one(Reconciliation, run).seen, repairs_of(db, run), language)


def report(
    seen: int, repairs: Sequence[Repair], language: str = "fr", *, would: bool = False
) -> list[str]:
    """A run in plain words: what was looked at, then each repair, done or only rehearsed."""
    place = 0 if language == "fr" else 1
    head = (HEAD_OF_REHEARSAL if would else HEAD)[place]
    look = ("à vérifier par une personne", "a person must look")[place]
    lines = [head.format(seen, len(repairs))]
    for one in repairs:
        client = one.client.key if one.client else "-"
        change = f"{one.before} → {one.after}" if one.before else one.after
        told = f"  {WORDS[one.kind][place]:<34} {client:<20} {one.sid}  {change}"
        lines.append(f"{told}  ({look})" if one.needs_person else told)
    return lines


def _day(written: str) -> date:
    try:
        return date.fromisoformat(written)
    except ValueError as error:
        raise click.ClickException(f"{written!r} is not a day such as 2026-11-20") from error
