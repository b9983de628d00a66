"""A recorded message is ours alone once we have it, and goes when its time is over."""

from datetime import timedelta

from sqlalchemy import select

from telesec.clients.client import Client
from telesec.messages.message import Recording
from telesec.messages.recordings import recording_name
from telesec.worker import Worker
from tests.telephone import PRACTICE, Telephone


def left(telephone: Telephone) -> Worker:
    """Somebody has left a recorded message, and the worker has fetched it."""
    call = telephone.caller().dials(PRACTICE)
    for _ in range(3):
        call.stays_silent()
    call.speaks_message("c'est madame Morel, rappelez-moi s'il vous plaît", then="#")
    telephone.clock.advance(30)
    telephone.network.settle()
    worker = Worker(telephone.settings, telephone.engine, telephone.clock)
    worker.bring_in_recordings()
    return worker


def kept(telephone: Telephone) -> Recording:
    with telephone.looking() as db:
        return db.scalars(select(Recording)).one()


def test_it_is_deleted_at_the_carrier_once_it_is_ours(telephone: Telephone) -> None:
    worker = left(telephone)
    sid = kept(telephone).recording_sid
    assert not telephone.network.recordings[sid].deleted
    worker.delete_at_carrier()
    assert telephone.network.recordings[sid].deleted
    assert kept(telephone).carrier_deleted_at is not None
    assert (telephone.settings.data_dir / recording_name(kept(telephone))).is_file()


def test_a_deletion_that_fails_is_tried_again_later(telephone: Telephone) -> None:
    worker = left(telephone)
    telephone.network.rest_faults.add("DELETE", "/Recordings/", status=500)
    worker.delete_at_carrier()
    assert kept(telephone).carrier_deleted_at is None
    worker.delete_at_carrier()  # too soon
    assert kept(telephone).carrier_deleted_at is None
    telephone.clock.advance(3_700)
    worker.delete_at_carrier()
    assert kept(telephone).carrier_deleted_at is not None


def test_what_was_not_fetched_stays_at_the_carrier(telephone: Telephone) -> None:
    telephone.network.rest_faults.add("GET", ".wav", status=500)
    worker = left(telephone)
    worker.delete_at_carrier()
    recording = kept(telephone)
    assert recording.fetched_at is None
    assert not telephone.network.recordings[recording.recording_sid].deleted


def test_it_goes_at_the_clients_limit_and_not_before(telephone: Telephone) -> None:
    worker = left(telephone)
    with telephone.looking() as db:
        db.scalars(select(Client).where(Client.key == "cabinet-martin")).one().voicemail_days = 10
    path = telephone.settings.data_dir / recording_name(kept(telephone))
    telephone.clock.advance(timedelta(days=9, hours=23).total_seconds())
    worker.delete_at_limit()
    assert path.is_file()
    telephone.clock.advance(7_200)
    worker.delete_at_limit()
    assert not path.exists()
    assert kept(telephone).deleted_at is not None
    worker.delete_at_limit()  # again: nothing to do


def test_what_could_never_be_fetched_goes_at_the_limit_too(telephone: Telephone) -> None:
    telephone.network.rest_faults.add("GET", ".wav", status=500)
    worker = left(telephone)
    with telephone.looking() as db:
        db.scalars(select(Client).where(Client.key == "cabinet-martin")).one().voicemail_days = 10
    telephone.clock.advance(timedelta(days=10, hours=1).total_seconds())
    worker.delete_at_limit()
    worker.delete_at_carrier()
    recording = kept(telephone)
    assert telephone.network.recordings[recording.recording_sid].deleted
    assert recording.fetched_at is None
    worker.bring_in_recordings()
    assert kept(telephone).fetched_at is None  # nor is it asked for any more


def test_a_hang_up_at_the_tone_leaves_nothing_anywhere(telephone: Telephone) -> None:
    call = telephone.caller().dials(PRACTICE)
    for _ in range(3):
        call.stays_silent()
    call.speaks_message("", then="hangs_up", seconds=1)
    telephone.network.settle()
    worker = Worker(telephone.settings, telephone.engine, telephone.clock)
    worker.bring_in_recordings()
    worker.delete_at_carrier()
    assert [one.deleted for one in telephone.network.recordings.values()] == [True]
    assert kept(telephone).fetched_at is None
