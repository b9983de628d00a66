"""Calls of the carrier's beside ours: ends, lengths, and calls that we never heard of."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from telesec.billing.invoice import Invoice
from telesec.billing.month import Month
from telesec.calls.call import Call, CallStatus, EventKind
from telesec.calls.lifecycle import (
    call_under_lock,
    claim_call_sid,
    correct_end,
    note,
    note_stray,
    start,
)
from telesec.calls.script_versions import version_for
from telesec.clients.client import Client, Line, line_dialled
from telesec.database import transaction
from telesec.dispatch.ending import MISSED, end_call, settle
from telesec.gateways.telephony.listing import ListedCall
from telesec.messages.taking import add_words, draft_of
from telesec.reconciliation.repair import RepairKind, note_repair
from telesec.scripts.library import ScriptLibrary, UnknownScript
from telesec.values.language import Language
from telesec.values.yaml_file import BadFile

TOLD_OF_MISSED = {
    Language.FR: "Appel reçu pendant une panne : personne n’a pu répondre.",
    Language.EN: "A call during an outage: nobody could answer.",
}


@dataclass(frozen=True, slots=True)
class Mender:
    """One run over the carrier's calls; each is compared, and mended, in its own transaction."""

    engine: Engine
    library: ScriptLibrary
    run: int
    now: datetime

    def mend_call(self, listed: ListedCall) -> bool:
        """Bring our record of one call up to the carrier's; whether there was anything to do."""
        if listed.status not in set(CallStatus) or not CallStatus(listed.status).is_final:
            return False
        with transaction(self.engine) as db:
            claim_call_sid(db, listed.sid)
            call = call_under_lock(db, listed.sid)
            if call is None:
                return self._missed(db, listed)
            if not call.status.is_final:
                return self._ended(db, call, listed)
            return self._corrected(db, call, listed)

    def _ended(self, db: Session, call: Call, listed: ListedCall) -> bool:
        before = f"{call.status.value}, no end"
        end_call(db, call, CallStatus(listed.status), listed.seconds, listed.ended_at or self.now)
        return self._noted(db, RepairKind.CALL_END, call, before, listed)

    def _corrected(self, db: Session, call: Call, listed: ListedCall) -> bool:
        if (call.duration_seconds, call.status) == (listed.seconds, listed.status):
            return False
        before = f"{call.status.value}, {call.duration_seconds} s"
        correct_end(db, call, CallStatus(listed.status), listed.seconds)
        settle(db, call, self.now)
        return self._noted(db, RepairKind.CALL_SECONDS, call, before, listed)

    def _missed(self, db: Session, listed: ListedCall) -> bool:
        line = line_dialled(db, listed.to)
        if line is None:
            return self._strange(db, listed)
        call = _missed_call(db, listed, line, self.library)
        message = draft_of(db, call, listed.started_at)
        add_words(message, TOLD_OF_MISSED[line.client.language])
        db.flush()
        # Whole seconds: none of them may be left over as the assistant's.
        ended_at = listed.started_at + timedelta(seconds=listed.seconds)
        end_call(db, call, CallStatus(listed.status), listed.seconds, ended_at)
        return self._noted(db, RepairKind.CALL_MISSED, call, "", listed)

    def _strange(self, db: Session, listed: ListedCall) -> bool:
        note_stray(
            db,
            call_sid=listed.sid,
            dialed_number=listed.to,
            sent_from=listed.sent_from,
            now=listed.started_at,
        )
        kind = RepairKind.STRANGE_NUMBER
        return note_repair(
            db, self.run, kind, listed.sid, self.now, after=listed.to, needs_person=True
        )

    def _noted(
        self, db: Session, kind: RepairKind, call: Call, before: str, listed: ListedCall
    ) -> bool:
        db.flush()
        return note_repair(
            db,
            self.run,
            kind,
            call.call_sid,
            self.now,
            client_id=call.client_id,
            before=before,
            after=f"{listed.status}, {listed.seconds} s",
            needs_person=_is_invoiced(db, call.client, call.started_at),
        )


def _is_invoiced(db: Session, client: Client, at: datetime) -> bool:
    """Whether the month of that call has its invoice, which never changes: a person decides."""
    month = Month.of(client.local(at).date())
    issued = select(Invoice.id).where(Invoice.client_id == client.id, Invoice.month == str(month))
    return db.scalar(issued) is not None


def _missed_call(db: Session, listed: ListedCall, line: Line, library: ScriptLibrary) -> Call:
    """The call as far as the carrier knows it. All of it was waiting: nobody is billed for it."""
    try:
        text, _ = library.text_and_script(line.client.script)
    except (BadFile, UnknownScript):
        text = ""
    call = start(
        db,
        call_sid=listed.sid,
        line=line,
        client=line.client,
        sent_from=listed.sent_from,
        forwarded_from=listed.forwarded_from,
        version=version_for(db, line.client.script, text, listed.started_at),
        now=listed.started_at,
    )
    note(db, call, EventKind.FAULT, MISSED, listed.started_at)
    note(db, call, EventKind.QUEUED, "queued", listed.started_at)
    return call
