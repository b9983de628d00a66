"""Any call, with any people and any faults: nothing is lost, doubled, or left open.

Hypothesis makes up callers, people and faults of the network. Each call is played twice: with
faults, and as its own model without. TELESEC_ANY_CALLS says how many are made up.
"""

import os
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from telesec.calls.call import Call
from telesec.calls.leg import legs_of
from telesec.calls.lifecycle import turns_of
from telesec.calls.waiting import waiting_of
from telesec.clients.client import Contact
from telesec.gateways.telephony.listing import CarrierListing
from telesec.gateways.telephony.rest import TelephonyRest
from telesec.messages.message import Message
from telesec.notifications.notification import Channel, Notification
from telesec.reconciliation.running import Reconciler
from telesec.scripts.library import ScriptLibrary
from telesec.simulator.caller import PlacedCall
from telesec.simulator.faults import Fault
from telesec.simulator.waiting import Listening
from telesec.worker import Worker
from tests.databases import Databases, opened
from tests.makers import NOW, make_account
from tests.telephone import (
    DOCTOR_ON_CALL,
    LAW_FIRM,
    PLUMBER,
    PLUMBER_ON_CALL,
    PRACTICE,
    Telephone,
    make_law_firm,
    make_plumber,
    make_practice,
    open_telephone,
)

pytestmark = [pytest.mark.sqlite_only, pytest.mark.timeout(1_500)]

CALLS = int(os.environ.get("TELESEC_ANY_CALLS", "12"))
SECRETARIES = ("+33600000191", "+33600000192")

MATTERS = (
    "c'est pour le certificat de sport de mon fils",
    "il faudrait me rappeler avant ce soir pour le devis",
    "j'ai une fuite dans la cuisine ça coule partout",
    "j'ai mal dans la poitrine depuis ce matin",
    "je voudrais prendre rendez-vous mardi matin",
    "je voudrais parler à quelqu'un s'il vous plaît",
    "je veux déplacer mon rendez-vous de jeudi",
)
ANSWERS = ("oui", "non merci", "Sandrine Morel", "06 12 34 56 78", "le premier", "pardon ?")
words = st.sampled_from([*MATTERS, *ANSWERS])
keys = st.sampled_from(["0", "1", "2", "4", "9", "*"])
SILENT, HANGS_UP = "(silent)", "(hangs up)"
steps = st.lists(
    st.one_of(words, words, keys, st.just(SILENT), st.just(HANGS_UP)), min_size=0, max_size=9
)

behaviours = st.sampled_from(["takes", "voicemail", "refuses", "busy", "silent", "unreachable"])
CALLBACKS = ("/voice/status", "/voice/recording", "/voice/leg/1", "/sms/status")
TURNS = ("/voice/incoming", "/voice/turn/", "/voice/leg/", "/voice/screen", "/voice/fallback")
faults = st.one_of(
    st.tuples(
        st.sampled_from(CALLBACKS),
        st.sampled_from([Fault.DUPLICATE, Fault.REORDER, Fault.LATE, Fault.DROP]),
        st.integers(1, 3),
    ),
    st.tuples(
        st.sampled_from(TURNS),
        st.sampled_from([Fault.DUPLICATE, Fault.DROP, Fault.ERROR_500, Fault.STALL]),
        st.integers(1, 4),
    ),
)


@dataclass(frozen=True)
class Scene:
    """Whom somebody calls, what they do, and what the people do who are rung."""

    line: str
    steps: tuple[str, ...]
    patience: int | None
    people: tuple[str, ...]


LINES = (PRACTICE, LAW_FIRM, PLUMBER)
scenes = st.builds(
    Scene,
    line=st.just(""),  # set by each test
    steps=steps.map(tuple),
    patience=st.one_of(st.none(), st.none(), st.integers(1, 90)),
    people=st.tuples(behaviours, behaviours, behaviours),
)


@dataclass
class World:
    """One house that takes all these calls, with its worker."""

    telephone: Telephone
    worker: Worker
    callers: Iterator[int] = field(default_factory=lambda: iter(range(10_000_000, 99_999_999)))

    def plays(self, scene: Scene, planned: list[tuple[str, Fault, int]]) -> PlacedCall:
        """Play the scene with these faults, then let a day pass and the night's work be done."""
        network, clock = self.telephone.network, self.telephone.clock
        clock.set(_same_hour_of_a_later_week(clock.now()))
        network.faults.clear()
        for number, how in zip((*SECRETARIES, DOCTOR_ON_CALL), scene.people, strict=True):
            _behaves(self.telephone, number, how)
        _behaves(self.telephone, PLUMBER_ON_CALL, scene.people[-1])
        for path, what, nth in planned:
            network.faults.add(path, nth, what, seconds=86_000)
        call = self.telephone.caller(f"+336{next(self.callers)}").dials(
            scene.line, hangs_up_after=scene.patience
        )
        _acts(call, scene.steps)
        network.faults.clear()
        for seconds in (1, 60, 400, 86_400):
            self._works()
            self.telephone.clock.advance(seconds)
            network.settle()
        now = self.telephone.clock.now()
        Reconciler(
            self.telephone.engine,
            CarrierListing(TelephonyRest(self.telephone.settings)),
            ScriptLibrary(self.telephone.settings.call_scripts_dir),
            self.telephone.clock.now,
        ).run(now - timedelta(hours=26), now)
        self._works()
        network.settle()
        return call

    def _works(self) -> None:
        """What the worker does for a call; invoices and e-mails are no matter here."""
        worker = self.worker
        worker.deliver(Channel.SMS)
        worker.bring_in_recordings()
        worker.import_spool()
        worker.end_unended()
        worker.serve_waiting()
        worker.placing.step()


def _same_hour_of_a_later_week(now: datetime) -> datetime:
    """The same weekday and hour on the client's wall, summer or winter: the model's too."""
    zone = ZoneInfo("Europe/Paris")
    first = NOW.astimezone(zone)
    weeks = (now - NOW) // timedelta(weeks=1) + 1
    return (first + timedelta(weeks=weeks)).astimezone(UTC)


def _behaves(telephone: Telephone, number: str, how: str) -> None:
    person = telephone.network.person(number).forgets()
    if how == "takes":
        person.answers(after=4, presses="1", talks=35)
    elif how == "voicemail":
        person.has_voicemail(after=3)
    elif how == "refuses":
        person.refuses(after=3)
    elif how == "busy":
        person.is_busy()
    elif how == "unreachable":
        person.is_unreachable()
    else:
        person.does_not_answer()


def _acts(call: PlacedCall, told: tuple[str, ...]) -> None:
    for step in told:
        if call.ended:
            return
        _act(call, step)
    call.hangs_up()


def _act(call: PlacedCall, step: str) -> None:
    listening = call.call.waiting_for
    if step == HANGS_UP:
        call.hangs_up()
    elif call.is_recording:
        call.speaks_message(step, then="#" if len(step) % 2 else "hangs_up")
    elif not isinstance(listening, Listening) or step == SILENT:
        call.stays_silent()
    elif step in {"0", "1", "2", "4", "9", "*"}:
        call.presses(step)
    elif listening.for_words:
        call.says(step)
    else:
        call.waits(30)


@pytest.fixture(scope="module")
def world(databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    directory: Path = tmp_path_factory.mktemp("any_call")
    with (
        databases.lent() as url,
        opened(url) as engine,
        open_telephone(directory, url, engine, checks=False) as telephone,
    ):
        with telephone.looking() as db:
            for make in (make_practice, make_law_firm, make_plumber):
                make(db)
            for number in SECRETARIES:
                make_account(db, f"{number}@x.fr", role="owner", telephone=number, takes_calls=True)
            for contact in db.scalars(select(Contact)):
                contact.summary_by_sms = True
        for number in (PRACTICE, LAW_FIRM, PLUMBER):
            telephone.line(number)
        yield World(telephone, telephone.worker_rings())


def facts(db: Session, sid: str) -> dict[str, Any]:
    """What a call has come to."""
    call = db.scalars(select(Call).where(Call.call_sid == sid)).one()
    messages = db.scalars(select(Message).where(Message.call_id == call.id)).all()
    return {
        "client": call.client.key,
        "disposition": call.disposition,
        "messages": [(m.urgency, m.caller_name, m.subject) for m in messages],
    }


@pytest.mark.parametrize("line", LINES)
@settings(
    max_examples=-(-CALLS // len(LINES)),
    deadline=None,
    suppress_health_check=list(HealthCheck),
    print_blob=True,
)
@given(scene=scenes, planned=st.lists(faults, max_size=3))
def test_nothing_is_lost_doubled_or_left_open(
    world: World, line: str, scene: Scene, planned: list[tuple[str, Fault, int]]
) -> None:
    scene = replace(scene, line=line)
    call = world.plays(scene, planned)
    with world.telephone.looking() as db:
        _holds_together(db, world, call, scene)


def _holds_together(db: Session, world: World, played: PlacedCall, scene: Scene) -> None:
    call = db.scalars(select(Call).where(Call.call_sid == played.sid)).one()
    assert world.telephone.client_of(db, scene.line).id == call.client_id
    assert call.status.is_final
    assert call.status == played.status
    assert call.duration_seconds == played.duration_seconds
    parts = (
        call.assistant_seconds,
        call.ring_seconds,
        call.queue_seconds,
        call.secretary_seconds,
        call.hold_seconds,
    )
    assert min(parts) >= 0
    assert sum(parts) == call.duration_seconds
    assert call.disposition is not None
    waiting = waiting_of(db, call.id)
    assert waiting is None or waiting.ended_at
    assert all(leg.ended_at for leg in legs_of(db, call.id))
    messages = db.scalars(select(Message).where(Message.call_id == call.id)).all()
    assert len(messages) <= 1
    assert all(message.client_id == call.client_id for message in messages)
    kept = " ".join(turn.heard.text for turn in turns_of(db, call))
    kept += " ".join(f"{message.body} {message.transcript}" for message in messages)
    for words in _reached_us(world, played):
        assert words in kept, f"lost: {words}"
    told = db.scalars(
        select(Notification).where(
            Notification.call_id == call.id, Notification.channel == Channel.SMS
        )
    ).all()
    sent = Counter(
        (text.to, text.body)
        for text in world.telephone.network.text_messages
        if (text.to, text.body) in {(one.recipient, one.body) for one in told}
    )
    assert all(number == 1 for number in sent.values()), "the same SMS twice"
    assert not [one.id for one in told if one.status in {"queued", "sending"}]


def _reached_us(world: World, played: PlacedCall) -> set[str]:
    """What the caller said, as far as the carrier has handed it to us."""
    fields = (dict(one.webhook.fields) for one in world.telephone.network.messenger.exchanges)
    return {
        one["SpeechResult"]
        for one in fields
        if one.get("CallSid") == played.sid and one.get("SpeechResult") in MATTERS
    }


HARMLESS = st.lists(
    st.tuples(
        st.sampled_from(CALLBACKS),
        st.sampled_from([Fault.DUPLICATE, Fault.REORDER, Fault.LATE]),
        st.integers(1, 2),
    ),
    max_size=3,
)


@pytest.mark.parametrize("line", LINES)
@settings(
    max_examples=max(2, CALLS // 15),
    deadline=None,
    suppress_health_check=list(HealthCheck),
    print_blob=True,
)
@given(scene=scenes, planned=HARMLESS)
def test_order_and_repeats_of_callbacks_make_no_difference(
    world: World, line: str, scene: Scene, planned: list[tuple[str, Fault, int]]
) -> None:
    # No patience by the second: dates, which differ from week to week, take longer or less long
    # to say. A caller may hang up at any step all the same.
    scene = replace(scene, line=line, patience=None)
    with_faults, model = world.plays(scene, planned), world.plays(scene, [])
    with world.telephone.looking() as db:
        assert facts(db, with_faults.sid) == facts(db, model.sid)
