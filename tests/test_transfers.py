"""Passing a call on: in rounds, blind or announced, and what if nobody takes it."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from telesec.calls.call import Call, Disposition
from telesec.calls.leg import Leg, LegEnd
from telesec.messages.message import Message, Urgency
from telesec.notifications.notification import Channel, Notification
from telesec.scripts.library import ScriptLibrary
from telesec.values.telephone import E164
from telesec.values.yaml_file import BadFile
from tests.makers import make_account, make_contact
from tests.telephone import PLUMBER, PLUMBER_ON_CALL, Telephone
from tests.webhooks import post, ringing

SECOND_ON_CALL = "+33600000032"
OWNER = "gerante@secretariat.example"


def rung(telephone: Telephone) -> list[tuple[str, LegEnd | None]]:
    """Who was rung for the one call there was, and how each ended."""
    with telephone.looking() as db:
        return [(leg.telephone, leg.end) for leg in db.scalars(select(Leg).order_by(Leg.id))]


def second_on_call(telephone: Telephone) -> None:
    with telephone.looking() as db:
        plumber = telephone.client_of(db, PLUMBER)
        make_contact(db, plumber, "eric", name="Éric", mobile=SECOND_ON_CALL, on_call_rank=2)


def edit(telephone: Telephone, before: str, after: str) -> None:
    """Edit the plumber's call script."""
    file = telephone.script("plomberie-moreau")
    text = file.read_text()
    assert before in text
    file.write_text(text.replace(before, after))


def test_the_rota_is_rung_in_order_and_once_more(telephone: Telephone) -> None:
    second_on_call(telephone)
    telephone.network.person(PLUMBER_ON_CALL).does_not_answer()
    second = telephone.network.person(SECOND_ON_CALL).has_voicemail()
    second.answers(after=3, presses="1", talks=30)
    call = telephone.caller().dials(PLUMBER).says("j'ai une fuite d'eau dans la cuisine")
    call.hears("Je continue d’appeler").has_ended()
    assert call.talked_with == [SECOND_ON_CALL]
    assert rung(telephone) == [
        (PLUMBER_ON_CALL, LegEnd.NO_ANSWER),
        (SECOND_ON_CALL, LegEnd.NO_KEY),
        (PLUMBER_ON_CALL, LegEnd.NO_ANSWER),
        (SECOND_ON_CALL, LegEnd.TALKED),
    ]


def test_who_has_a_message_taken_is_not_rung_again(telephone: Telephone) -> None:
    second_on_call(telephone)
    telephone.network.person(PLUMBER_ON_CALL).refuses()
    telephone.network.person(SECOND_ON_CALL).does_not_answer()
    call = telephone.caller().dials(PLUMBER).says("j'ai une fuite d'eau dans la cuisine")
    call.hears("je le préviens immédiatement").hangs_up()
    assert rung(telephone) == [
        (PLUMBER_ON_CALL, LegEnd.REFUSED),
        (SECOND_ON_CALL, LegEnd.NO_ANSWER),
        (SECOND_ON_CALL, LegEnd.NO_ANSWER),
    ]


def test_nobody_rings_for_ever(telephone: Telephone) -> None:
    edit(telephone, "      seconds: 25\n", "      seconds: 60\n      rounds: 5\n")
    telephone.network.person(PLUMBER_ON_CALL).does_not_answer()
    call = telephone.caller().dials(PLUMBER).says("j'ai une fuite d'eau dans la cuisine")
    call.hears("je le préviens immédiatement").hangs_up()
    assert len(rung(telephone)) == 4  # 240 seconds


def test_a_blind_transfer_joins_whoever_picks_up(telephone: Telephone) -> None:
    edit(telephone, "      seconds: 25\n", "      seconds: 25\n      announce: false\n")
    plumber = telephone.network.person(PLUMBER_ON_CALL).answers(after=5, talks=40)
    call = telephone.caller().dials(PLUMBER).says("j'ai une fuite d'eau dans la cuisine")
    call.has_ended()
    assert call.talked_with == [PLUMBER_ON_CALL]
    assert not plumber.heard, "who is rung blindly hears the caller at once"
    with telephone.looking() as db:
        kept = db.scalars(select(Call)).one()
        assert (kept.disposition, kept.secretary_seconds) == (Disposition.TRANSFER, 40)
        assert db.scalars(select(Leg)).one().talk_seconds == 40


def test_a_blind_transfer_that_nobody_takes_comes_back(telephone: Telephone) -> None:
    edit(telephone, "      seconds: 25\n", "      seconds: 25\n      announce: false\n")
    telephone.network.person(PLUMBER_ON_CALL).is_busy().is_unreachable()
    call = telephone.caller().dials(PLUMBER).says("j'ai une fuite d'eau dans la cuisine")
    call.hears("je le préviens immédiatement").hangs_up()
    assert rung(telephone) == [
        (PLUMBER_ON_CALL, LegEnd.BUSY),
        (PLUMBER_ON_CALL, LegEnd.FAILED),
    ]


def test_so_many_rounds_are_refused(telephone: Telephone) -> None:
    edit(telephone, "      seconds: 25\n", "      seconds: 25\n      rounds: 9\n")
    with pytest.raises(BadFile, match=r"rounds"):
        ScriptLibrary(telephone.settings.call_scripts_dir).text_and_script("plomberie-moreau")


class Escalation:
    """An urgent message nobody has taken, and the worker who looks after it."""

    def __init__(self, telephone: Telephone) -> None:
        self.telephone = telephone
        with telephone.looking() as db:
            plumber = telephone.client_of(db, PLUMBER)
            make_contact(db, plumber, "lea", name="Léa", mobile="+33600000033")
            make_account(db, OWNER, role="owner")
            plumber.text_from = E164(PLUMBER)
        telephone.network.person(PLUMBER_ON_CALL).does_not_answer()
        call = telephone.caller().dials(PLUMBER).says("j'ai une fuite d'eau dans la cuisine")
        call.hears("préviens immédiatement").hangs_up()
        telephone.network.settle()
        self.worker = telephone.worker_rings()

    def told_after(self, minutes: int) -> set[str]:
        """Who is told, by whatever way, when so much more time has passed."""
        before = self._told()
        self.telephone.clock.advance(minutes * 60)
        self.worker.escalate()
        self.worker.escalate()  # once more says nothing twice
        return set(self._told() - before)

    def _told(self) -> set[str]:
        with self.telephone.looking() as db:
            urgent = select(Notification).where(Notification.once_key.startswith("escalated:"))
            rows = [one for one in db.scalars(urgent) if "@cabinet" not in one.recipient]
            return {f"{one.once_key.split(':')[2]} {one.recipient}" for one in rows}


@pytest.fixture
def escalation(telephone: Telephone) -> Escalation:
    return Escalation(telephone)


def test_an_urgent_message_climbs_until_somebody_acknowledges(escalation: Escalation) -> None:
    assert not escalation.told_after(5)
    assert escalation.told_after(5) == {f"1 {PLUMBER_ON_CALL}"}
    assert escalation.told_after(10) == {f"2 {PLUMBER_ON_CALL}", "2 +33600000033"}
    assert escalation.told_after(20) == {
        f"3 {PLUMBER_ON_CALL}",
        "3 +33600000033",
        f"3 {OWNER}",
    }
    assert not escalation.told_after(60), "three times is enough"


def test_the_words_of_an_escalation(escalation: Escalation) -> None:
    escalation.told_after(10)
    with escalation.telephone.looking() as db:
        texts = select(Notification).where(Notification.once_key.startswith("escalated:"))
        one = db.scalars(texts.where(Notification.channel == Channel.SMS)).one()
        assert "OK pour en accuser réception" in one.body
        assert "Sans réponse depuis 11 min" in one.body
        assert "fuite" in one.body


def test_where_no_answer_can_come_back_the_console_is_named(escalation: Escalation) -> None:
    with escalation.telephone.looking() as db:
        escalation.telephone.client_of(db, PLUMBER).text_from = None
    escalation.told_after(10)
    with escalation.telephone.looking() as db:
        texts = select(Notification).where(Notification.once_key.startswith("escalated:"))
        one = db.scalars(texts.where(Notification.channel == Channel.SMS)).one()
        message = db.scalars(select(Message)).one()
    assert "Répondez" not in one.body
    assert f"/messages/{message.id}" in one.body


def test_texts_come_from_the_clients_own_line(escalation: Escalation) -> None:
    escalation.told_after(10)
    escalation.worker.run_once()
    network = escalation.telephone.network
    sent = [one for one in network.text_messages if one.to == PLUMBER_ON_CALL]
    assert {one.from_ for one in sent} == {PLUMBER}
    for number in (PLUMBER_ON_CALL, PLUMBER_ON_CALL, "+33600000033"):
        network.expects_text(number, "fuite")


def test_an_ok_by_sms_ends_it(escalation: Escalation) -> None:
    escalation.told_after(10)
    network = escalation.telephone.network
    network.person(PLUMBER_ON_CALL).texts(PLUMBER, "OK")
    network.expects_text(PLUMBER_ON_CALL, "prise en compte")
    with escalation.telephone.looking() as db:
        assert db.scalars(select(Message.acknowledged_at)).one()
    assert not escalation.told_after(30)


def test_a_worker_that_was_away_tells_everybody_once(escalation: Escalation) -> None:
    assert escalation.told_after(55) == {f"3 {PLUMBER_ON_CALL}", "3 +33600000033", f"3 {OWNER}"}


def test_yesterdays_urgency_wakes_nobody(escalation: Escalation) -> None:
    assert not escalation.told_after(13 * 60)


def test_who_took_the_call_is_not_told_that_nobody_answered(telephone: Telephone) -> None:
    telephone.network.person(PLUMBER_ON_CALL).answers(after=5, presses="1", talks=60)
    telephone.caller().dials(PLUMBER).says("j'ai une fuite d'eau dans la cuisine").has_ended()
    telephone.network.settle()
    worker = telephone.worker_rings()
    telephone.clock.advance(timedelta(minutes=30).total_seconds())
    worker.escalate()
    with telephone.looking() as db:
        assert db.scalars(select(Message)).one().urgency is Urgency.URGENT
        keys = db.scalars(select(Notification.once_key)).all()
        assert not [key for key in keys if key.startswith("escalated")]


def test_spam_climbs_no_further(escalation: Escalation) -> None:
    with escalation.telephone.looking() as db:
        call = db.scalars(select(Call)).one()
        call.disposition = Disposition.SPAM
    assert not escalation.told_after(50)


def test_an_ok_answers_what_was_told_last(escalation: Escalation) -> None:
    """The first climbs while the second is new: the answer is for the one told again."""
    telephone = escalation.telephone
    telephone.clock.advance(240)
    second = telephone.caller("+33612345672").dials(PLUMBER)
    second.says("j'ai une fuite d'eau dans la cave").hears("préviens immédiatement").hangs_up()
    telephone.network.settle()
    assert escalation.told_after(6) == {f"1 {PLUMBER_ON_CALL}"}
    telephone.network.person(PLUMBER_ON_CALL).texts(PLUMBER, "OK")
    telephone.network.expects_text(PLUMBER_ON_CALL, "Encore sans réponse : 1")
    with telephone.looking() as db:
        first, other = db.scalars(select(Message).order_by(Message.id)).all()
    assert first.acknowledged_at
    assert other.acknowledged_at is None


def test_a_talk_that_is_told_after_the_end_of_the_call(telephone: Telephone) -> None:
    """A blind transfer; the word of the call's end overtakes the word of the talk."""
    edit(telephone, "      seconds: 25\n", "      seconds: 25\n      announce: false\n")
    told = {"CallStatus": "in-progress", "SpeechResult": "j'ai une fuite d'eau dans la cuisine"}
    post(telephone, "/voice/incoming", ringing(To=PLUMBER))
    post(telephone, "/voice/turn/1", ringing(To=PLUMBER, **told))
    telephone.clock.advance(60)
    over = {"CallStatus": "completed", "CallDuration": "60"}
    post(telephone, "/voice/status", ringing(To=PLUMBER, **over))
    telephone.clock.advance(2)
    talked = {"DialCallStatus": "completed", "DialBridged": "true", "DialCallDuration": "40"}
    post(telephone, "/voice/turn/2", ringing(To=PLUMBER, CallStatus="completed", **talked))
    assert rung(telephone) == [(PLUMBER_ON_CALL, LegEnd.TALKED)]
    with telephone.looking() as db:
        call, leg = db.scalars(select(Call)).one(), db.scalars(select(Leg)).one()
        assert (call.secretary_seconds, leg.talk_seconds) == (40, 40)


def test_after_a_blind_transfer_secretaries_are_asked_for_a_key(telephone: Telephone) -> None:
    """Rung from the document while the worker is away: a voicemail box takes no call."""
    edit(telephone, "      seconds: 25\n", "      seconds: 25\n      announce: false\n")
    secretaries = ("+33600000091", "+33600000092")
    with telephone.looking() as db:
        for number in secretaries:
            make_account(db, f"{number}@x.fr", role="owner", telephone=number, takes_calls=True)
    for number in secretaries:
        telephone.network.person(number).has_voicemail().has_voicemail()
    telephone.network.person(PLUMBER_ON_CALL).does_not_answer().does_not_answer()
    call = telephone.caller().dials(PLUMBER).says("j'ai une fuite d'eau dans la cuisine")
    call.hears("préviens immédiatement").presses("0")
    for _ in range(30):
        if call.ended:
            break
        call.waits(2)
    assert call.talked_with == []
