"""A client with a subaccount of its own at the carrier."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from click.testing import CliRunner
from sqlalchemy import select

from telesec.app import move_in
from telesec.calls.call import Call, CallStatus, Disposition, StrayCall
from telesec.calls.leg import Leg
from telesec.cli import loaded
from telesec.clients.account import Account
from telesec.gateways.telephony.addresses import Addresses
from telesec.messages.message import Message, Recording
from telesec.notifications.notification import (
    Channel,
    DeliveryStatus,
    Notification,
    NotificationKind,
)
from telesec.notifications.outbox import queue
from telesec.settings import BadSettings, read_settings
from telesec.simulator.faults import Fault
from telesec.simulator.network import Network
from telesec.worker import Worker
from tests.makers import make_account, make_contact
from tests.telephone import PLUMBER, PRACTICE, Telephone
from tests.webhooks import post, ringing

SUBACCOUNT, TOKEN = "AC" + "5" * 32, "the-token-of-the-subaccount"
MOBILE = "+33600000033"


@pytest.fixture
def sub(telephone: Telephone) -> Iterator[Network]:
    """The plumber's lines are in a subaccount; the others' stay where they are."""
    network = telephone.network.add_subaccount(SUBACCOUNT, TOKEN)
    telephone.settings = replace(telephone.settings, twilio_subaccounts={SUBACCOUNT: (TOKEN,)})
    move_in(telephone.app, telephone.settings, telephone.engine, telephone.clock)
    addresses = Addresses(telephone.settings.public_url)
    del telephone.network.numbers[PLUMBER]
    network.add_number(
        PLUMBER,
        voice_url=addresses.incoming(),
        voice_fallback_url=addresses.fallback(),
        status_callback=addresses.status(),
        sms_url=addresses.text_incoming(),
    )
    with telephone.looking() as db:
        client = telephone.client_of(db, PLUMBER)
        client.account_sid = SUBACCOUNT
        make_contact(db, client, "lea", mobile=MOBILE)
    yield network
    network.settle()
    network.check()


def worker_of(telephone: Telephone) -> Worker:
    return Worker(telephone.settings, telephone.engine, telephone.clock)


def test_a_call_in_it_and_what_the_client_is_told(telephone: Telephone, sub: Network) -> None:
    call = sub.caller("+33612345678").dials(PLUMBER).presses("0").says("rappelez-moi pour un devis")
    call.says("Paul Petit").says("oui").hangs_up()
    sub.settle()
    worker_of(telephone).run_once()
    sub.expects_text(MOBILE, "devis")
    sub.settle()
    with telephone.looking() as db:
        told = db.scalars(select(Notification).where(Notification.recipient == MOBILE)).one()
        assert told.status is DeliveryStatus.DELIVERED
        assert db.scalars(select(Call)).one().status is CallStatus.COMPLETED
    assert not telephone.network.text_messages, "the account itself has sent nothing"


def test_its_recordings_are_fetched_and_deleted_there(telephone: Telephone, sub: Network) -> None:
    call = sub.caller("+33612345678").dials(PLUMBER)
    for _ in range(3):
        call.stays_silent()
    call.speaks_message("c'est madame Morel, rappelez-moi s'il vous plaît", then="#")
    telephone.clock.advance(30)
    sub.settle()
    worker = worker_of(telephone)
    worker.bring_in_recordings()
    worker.delete_at_carrier()
    with telephone.looking() as db:
        kept = db.scalars(select(Recording)).one()
    assert kept.fetched_at
    assert sub.recordings[kept.recording_sid].deleted


def test_several_secretaries_ring_from_it(telephone: Telephone, sub: Network) -> None:
    numbers = ("+33600000091", "+33600000092")
    with telephone.looking() as db:
        for number in numbers:
            make_account(db, f"{number}@x.fr", role="owner", telephone=number, takes_calls=True)
        for account in db.scalars(select(Account)):
            account.browser_seen_at = telephone.clock.now()  # which only the account itself rings
    sub.person(numbers[0]).answers(after=3, presses="1", talks=30)
    sub.person(numbers[1]).does_not_answer()
    worker = worker_of(telephone)

    def works() -> None:
        worker.serve_waiting()
        worker.placing.step()

    sub.meanwhile(works)
    call = sub.caller("+33612345678").dials(PLUMBER).presses("0")
    while not call.ended:
        call.waits(2)
    assert call.talked_with == [numbers[0]]
    with telephone.looking() as db:
        assert db.scalars(select(Call)).one().disposition is Disposition.TRANSFER


def test_a_lost_end_is_asked_for_there(telephone: Telephone, sub: Network) -> None:
    sub.faults.add("/voice/status", 1, Fault.DROP)
    sub.caller("+33612345678").dials(PLUMBER).hangs_up()
    sub.settle()
    telephone.clock.advance(600)
    worker_of(telephone).end_unended()
    with telephone.looking() as db:
        assert db.scalars(select(Call)).one().status is CallStatus.COMPLETED


def test_a_call_that_never_reached_us_is_found_there(telephone: Telephone, sub: Network) -> None:
    for path in ("/voice/incoming", "/voice/fallback", "/voice/status"):
        sub.faults.add(path, nth=None)
    sub.expects_problem("the fallback failed too")
    sub.caller("+33612345678").dials(PLUMBER)
    sub.settle()
    telephone.clock.advance(86_400)
    worker_of(telephone).reconcile()
    with telephone.looking() as db:
        assert db.scalars(select(Call)).one().disposition is Disposition.MISSED
        assert db.scalars(select(Message)).one().client.key == "plomberie-moreau"


def test_one_token_does_not_speak_for_another_clients_line(
    telephone: Telephone, sub: Network
) -> None:
    fields = ringing(To=PRACTICE, AccountSid=SUBACCOUNT)
    assert post(telephone, "/voice/incoming", fields, token=TOKEN).status_code == 200
    text = {"MessageSid": "SM" + "1" * 32, "From": "+33612345678", "To": PRACTICE, "Body": "x"}
    assert post(telephone, "/sms/incoming", text | {"AccountSid": SUBACCOUNT}, token=TOKEN).ok
    with telephone.looking() as db:
        assert not db.scalars(select(Call)).all()
        assert db.scalars(select(StrayCall)).one().dialed_number == PRACTICE
        assert not db.scalars(select(Message)).all()


def signed_by_it(telephone: Telephone, path: str, **fields: str) -> int:
    """What a webhook signed with the subaccount's token is answered."""
    return post(telephone, path, fields | {"AccountSid": SUBACCOUNT}, token=TOKEN).status_code


def test_one_token_does_not_reach_another_clients_legs(telephone: Telephone, sub: Network) -> None:
    with telephone.looking() as db:
        for number in ("+33600000091", "+33600000092"):
            make_account(db, f"{number}@x.fr", role="owner", telephone=number, takes_calls=True)
    call = telephone.caller().dials(PRACTICE).presses("0")
    worker_of(telephone).serve_waiting()
    with telephone.looking() as db:
        leg = db.scalars(select(Leg)).first()
    assert leg
    stranger = "CA" + "9" * 32
    for path in ("", "/key", "/status"):
        where = f"/voice/leg/{leg.id}{path}"
        assert signed_by_it(telephone, where, CallSid=stranger, Digits="1") == 403
    with telephone.looking() as db:
        assert not [one for one in db.scalars(select(Leg)) if one.accepted_at or one.picked_up_at]
    call.hangs_up()


def test_one_token_does_not_reach_another_clients_call(telephone: Telephone, sub: Network) -> None:
    call = telephone.caller().dials(PRACTICE)
    fields = {"CallSid": call.sid, "SpeechResult": "laisser un message"}
    assert signed_by_it(telephone, "/voice/turn/1", **fields) == 403
    over = {"CallSid": call.sid, "CallStatus": "completed", "CallDuration": "1"}
    assert signed_by_it(telephone, "/voice/status", **over) == 403
    stranger = {"CallSid": "CA" + "9" * 32, "Digits": "1"}
    assert signed_by_it(telephone, f"/voice/screened/{call.sid}/1", **stranger) == 403
    recording = {"CallSid": call.sid, "RecordingSid": "RE" + "1" * 32, "RecordingDuration": "9"}
    assert signed_by_it(telephone, Addresses("").recording(), **recording) == 403
    call.says("laisser un message").hears("quel message").hangs_up()


def test_one_token_does_not_settle_another_clients_text(telephone: Telephone, sub: Network) -> None:
    with telephone.looking() as db:
        told = queue(
            db,
            client_id=telephone.client_of(db, PRACTICE).id,
            call_id=None,
            kind=NotificationKind.URGENT,
            channel=Channel.SMS,
            recipient=MOBILE,
            subject="",
            body="urgent",
            once_key="urgent:77",
            now=telephone.clock.now(),
        )
        assert told
        db.flush()
        place = f"/sms/status/{told.id}"
    receipt = {"MessageSid": "SM" + "9" * 32, "MessageStatus": "delivered"}
    assert signed_by_it(telephone, place, **receipt) == 403
    with telephone.looking() as db:
        assert db.scalars(select(Notification.status)).one() is DeliveryStatus.QUEUED


def test_a_spooled_fact_of_one_account_does_not_reach_a_call_of_another(
    telephone: Telephone, sub: Network
) -> None:
    call = telephone.caller().dials(PRACTICE)
    fields = {"CallSid": call.sid, "To": PLUMBER, "From": "+33612345678"}
    recorded = {"RecordingSid": "RE" + "1" * 32, "RecordingDuration": "9"}
    assert signed_by_it(telephone, "/voice/fallback/recorded", **fields, **recorded) == 200
    call.hangs_up()
    telephone.clock.advance(3 * 3600)
    worker_of(telephone).import_spool()
    with telephone.looking() as db:
        assert not db.scalars(select(Message)).all()


def test_a_client_is_given_a_subaccount_while_its_line_is_still_in_the_other(
    telephone: Telephone, sub: Network
) -> None:
    """First the file, then the number: meanwhile callers are answered, and recordings found."""
    call = telephone.caller().dials(PRACTICE)
    for _ in range(3):
        call.stays_silent()
    call.speaks_message("c'est madame Morel, rappelez-moi s'il vous plaît", then="#")
    telephone.clock.advance(30)
    telephone.network.settle()
    with telephone.looking() as db:
        telephone.client_of(db, PRACTICE).account_sid = SUBACCOUNT
    worker = worker_of(telephone)
    worker.bring_in_recordings()
    worker.delete_at_carrier()
    with telephone.looking() as db:
        kept = db.scalars(select(Recording)).one()
    assert kept.carrier_deleted_at
    assert telephone.network.recordings[kept.recording_sid].deleted
    telephone.caller().dials(PRACTICE).hears("cabinet").hangs_up()


def test_a_suspended_one_holds_up_no_other(telephone: Telephone, sub: Network) -> None:
    telephone.network.rest_faults.add("GET", f"/Accounts/{SUBACCOUNT}/", nth=None, status=403)
    for path in ("/voice/incoming", "/voice/fallback", "/voice/status"):
        telephone.network.faults.add(path, nth=None)
    telephone.network.expects_problem("the fallback failed too")
    telephone.caller().dials(PRACTICE)
    telephone.network.settle()
    telephone.clock.advance(86_400)
    worker_of(telephone).reconcile()
    with telephone.looking() as db:
        assert db.scalars(select(Call)).one().disposition is Disposition.MISSED


@pytest.mark.parametrize(
    ("account", "token"),
    [
        (SUBACCOUNT, "another"),
        ("AC" + "7" * 32, TOKEN),  # none of ours
        ("", TOKEN),  # the account itself signs with its own
    ],
)
def test_the_token_must_be_the_accounts_own(
    telephone: Telephone, sub: Network, account: str, token: str
) -> None:
    fields = ringing(To=PLUMBER, AccountSid=account)
    assert post(telephone, "/voice/incoming", fields, token=token).status_code == 403


def test_lines_are_compared_and_set_in_their_account(telephone: Telephone, sub: Network) -> None:
    def sync(*arguments: str) -> str:
        class House:
            engine, settings, now = telephone.engine, telephone.settings, telephone.clock.now

        command = loaded("lines")
        return CliRunner().invoke(command, ["sync", *arguments], obj=House()).output

    sub.numbers[PLUMBER].voice_url = "https://elsewhere.example/"
    assert f"{PLUMBER}  plomberie-moreau  diffère" in sync()
    sync("--apply")
    assert sub.numbers[PLUMBER].voice_url == Addresses(telephone.settings.public_url).incoming()
    with telephone.looking() as db:
        telephone.client_of(db, PLUMBER).account_sid = ""
    assert f"{PLUMBER}  plomberie-moreau  absent" in sync()
    with telephone.looking() as db:
        telephone.client_of(db, PLUMBER).account_sid = SUBACCOUNT


@pytest.mark.parametrize(
    "written", [SUBACCOUNT, f"{SUBACCOUNT}:", "AC1:token", f"x,{SUBACCOUNT}:t", "AC" + "1" * 32]
)
def test_a_list_that_makes_no_sense_is_refused(telephone: Telephone, written: str) -> None:
    settings = telephone.settings
    environ = {
        "TWILIO_ACCOUNT_SID": settings.twilio_account_sid,
        "TWILIO_AUTH_TOKEN": "t",
        "TWILIO_SUBACCOUNTS": written,
        "TELESEC_PUBLIC_URL": settings.public_url,
        "TELESEC_CALL_SCRIPTS": str(settings.call_scripts_dir),
        "TELESEC_SECRET_KEY": settings.secret_key,
        "SMTP_URL": settings.smtp_url,
        "TELESEC_MAIL_FROM": settings.mail_from,
    }
    with pytest.raises(BadSettings, match="TWILIO_SUBACCOUNTS"):
        read_settings(environ)


def test_a_token_that_is_being_changed_stands_twice(telephone: Telephone) -> None:
    settings = telephone.settings
    environ = {
        "TWILIO_ACCOUNT_SID": settings.twilio_account_sid,
        "TWILIO_AUTH_TOKEN": "t",
        "TWILIO_SUBACCOUNTS": f"{SUBACCOUNT}:new, {SUBACCOUNT}:old",
        "TELESEC_PUBLIC_URL": settings.public_url,
        "TELESEC_CALL_SCRIPTS": str(settings.call_scripts_dir),
        "TELESEC_SECRET_KEY": settings.secret_key,
        "SMTP_URL": settings.smtp_url,
        "TELESEC_MAIL_FROM": settings.mail_from,
        "TELESEC_DATA_DIR": str(settings.data_dir),
    }
    assert read_settings(environ).auth_tokens_of(SUBACCOUNT) == ("new", "old")
