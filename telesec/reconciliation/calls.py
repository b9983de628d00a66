"""Calls of the carrier's beside ours: ends, lengths, and calls that we never heard of."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy.orm import Session

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
from telesec.clients.client import Line, line_dialled
from telesec.dispatch.ending import MISSED, end_call, settle
from telesec.dispatch.recorded import keep_recording, keep_talk
from telesec.gateways.telephony.listing import ListedCall, ListedRecording
from telesec.messages.message import Recording
from telesec.messages.recordings import fetch_again
from telesec.messages.taking import add_words, draft_of
from telesec.reconciliation.invoiced import is_invoiced
from telesec.reconciliation.repair import RepairKind
from telesec.reconciliation.steps import Step
from telesec.scripts.library import ScriptLibrary, UnknownScript
from telesec.values.language import Language
from telesec.values.yaml_file import BadFile

TOLD_OF_MISSED = {
    Language.FR: "Appel reçu pendant une panne : personne n’a pu répondre.",
    Language.EN: "A call during an outage: nobody could answer.",
}
RECORDED_MEANWHILE = {
    Language.FR: "Message enregistré pendant une panne : à écouter.",
    Language.EN: "Message recorded during an outage: please listen to it.",
}


@dataclass(frozen=True, slots=True)
class CallMender:
    """Compares calls. ``recordings``: those the carrier has, by the call they are of."""

    library: ScriptLibrary
    recordings: Mapping[str, Sequence[ListedRecording]]

    def mend(self, step: Step, listed: ListedCall) -> bool:
        """Bring our record of one call up to the carrier's; whether there was anything to do."""
        if listed.status not in set(CallStatus) or not CallStatus(listed.status).is_final:
            return False
        claim_call_sid(step.db, listed.sid)
        call = call_under_lock(step.db, listed.sid)
        if call is None:
            return self._missed(step, listed)
        if not call.status.is_final:
            return _ended(step, call, listed)
        return _corrected(step, call, listed)

    def _missed(self, step: Step, listed: ListedCall) -> bool:
        line = line_dialled(step.db, listed.to)
        if line is None:
            return _strange(step, listed)
        call = _missed_call(step.db, listed, line, self.library)
        # With the call, not after it: the client is told of both at once.
        kept = [one for one in self.recordings.get(listed.sid, ()) if _keep(step, call, one)]
        told = RECORDED_MEANWHILE if kept else TOLD_OF_MISSED
        add_words(draft_of(step.db, call, listed.started_at), told[line.client.language])
        step.db.flush()
        # Whole seconds: none of them may be left over as the assistant's.
        ended_at = listed.started_at + timedelta(seconds=listed.seconds)
        end_call(step.db, call, CallStatus(listed.status), listed.seconds, ended_at)
        return _noted(step, RepairKind.CALL_MISSED, call, "", listed)


def mend_recording(step: Step, listed: ListedRecording) -> bool:
    """Put a recording nobody told us of with its call's message; the worker fetches it then."""
    call = call_under_lock(step.db, listed.call_sid)
    if call is None:
        return False  # no line of ours: the call's own repair tells of it
    known = step.db.get(Recording, listed.sid)
    if known is not None:
        return fetch_again(known, step.now) and step.repaired(
            RepairKind.RECORDING, listed.sid, client_id=call.client_id, after="fetched again"
        )
    if not _keep(step, call, listed):
        return False
    settle(step.db, call, step.now)
    return True


def _keep(step: Step, call: Call, listed: ListedRecording) -> bool:
    if not listed.is_message:
        keep_talk(step.db, call, listed.sid, listed.seconds, step.now)
    elif not keep_recording(step.db, call, listed.sid, listed.seconds, step.now):
        return False
    return step.repaired(
        RepairKind.RECORDING, listed.sid, client_id=call.client_id, after=f"{listed.seconds} s"
    )


def _ended(step: Step, call: Call, listed: ListedCall) -> bool:
    before = f"{call.status.value}, no end"
    ended_at = listed.ended_at or step.now
    end_call(step.db, call, CallStatus(listed.status), listed.seconds, ended_at)
    return _noted(step, RepairKind.CALL_END, call, before, listed)


def _corrected(step: Step, call: Call, listed: ListedCall) -> bool:
    if (call.duration_seconds, call.status) == (listed.seconds, listed.status):
        return False
    before = f"{call.status.value}, {call.duration_seconds} s"
    correct_end(step.db, call, CallStatus(listed.status), listed.seconds)
    settle(step.db, call, step.now)
    return _noted(step, RepairKind.CALL_SECONDS, call, before, listed)


def _strange(step: Step, listed: ListedCall) -> bool:
    note_stray(
        step.db,
        call_sid=listed.sid,
        dialed_number=listed.to,
        sent_from=listed.sent_from,
        now=listed.started_at,
    )
    return step.repaired(RepairKind.STRANGE_NUMBER, listed.sid, after=listed.to, needs_person=True)


def _noted(step: Step, kind: RepairKind, call: Call, before: str, listed: ListedCall) -> bool:
    return step.repaired(
        kind,
        call.call_sid,
        client_id=call.client_id,
        before=before,
        after=f"{listed.status}, {listed.seconds} s",
        needs_person=is_invoiced(step.db, call.client, call.started_at),
    )


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
        account_sid=listed.account_sid,
        version=version_for(db, line.client.script, text, listed.started_at),
        now=listed.started_at,
    )
    note(db, call, EventKind.FAULT, MISSED, listed.started_at)
    note(db, call, EventKind.QUEUED, "queued", listed.started_at)
    return call
