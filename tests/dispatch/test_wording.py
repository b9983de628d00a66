"""The words of summaries: all that matters in full, nothing at all when discreet."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from telesec.agenda.waiting_list import WaitingEntry
from telesec.clients.client import SummaryDetail
from telesec.dispatch.wording import GSM_7, LONGEST_SMS, Told, as_sms, subject_of, text_of
from telesec.messages.message import MessageStatus, Urgency
from telesec.notifications.notification import CONSOLE
from telesec.values.language import Language
from tests.makers import (
    make_appointment,
    make_appointment_type,
    make_call,
    make_client,
    make_line,
    make_message,
    make_practitioner,
)

THREE_SEGMENTS = 3 * 153  # 3GPP TS 23.040: seven of 160 places are taken by the joining header
SECRETS = ("Dupont", "06 12", "612345678", "résultats", "VIH")


def told(db: Session, detail: SummaryDetail, **message: object) -> Told:
    client = make_client(db, summary_detail=detail)
    call = make_call(db, client, make_line(db, client))
    practitioner = make_practitioner(db, client)
    kind = make_appointment_type(db, client, practitioner)
    starts_at = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)
    appointment = make_appointment(db, practitioner, kind, starts_at, call_id=call.id)
    text = {"body": "résultats du test VIH", "transcript": "Appelant : résultats du test VIH"}
    left = make_message(db, call, **(text | message))
    return Told(client, call.started_at, left, (appointment,))


@pytest.mark.parametrize("language", list(Language))
def test_in_full_it_says_who_what_and_how_to_reach_them(db: Session, language: Language) -> None:
    text = text_of(told(db, SummaryDetail.FULL), language, with_transcript=True)
    for part in ("Jean Dupont", "06 12 34 56 78", "résultats du test VIH", "01/12 10:00"):
        assert part in text
    assert "10:00" in text


@pytest.mark.parametrize("language", list(Language))
def test_discreet_holds_no_name_no_number_and_no_word(db: Session, language: Language) -> None:
    what = told(db, SummaryDetail.DISCREET, urgency=Urgency.URGENT)
    text = text_of(what, language, with_transcript=True)
    assert "URGENT" in text
    for secret in SECRETS:
        assert secret not in text
        assert secret not in as_sms(text, language)


@pytest.mark.parametrize("detail", list(SummaryDetail))
def test_the_subject_of_an_e_mail_never_carries_content(db: Session, detail: SummaryDetail) -> None:
    what = told(db, detail)
    for language in Language:
        for secret in (*SECRETS, "Martin"):
            assert secret not in subject_of(what, language)


def test_a_partial_message_says_so(db: Session) -> None:
    what = told(db, SummaryDetail.FULL, status=MessageStatus.PARTIAL)
    assert "interrompu" in text_of(what, Language.FR, with_transcript=False)


@given(st.text(max_size=2_000))
def test_any_words_become_a_text_message_of_three_segments_at_most(words: str) -> None:
    sms = as_sms(f"Message : {words}", Language.FR)
    assert set(sms) <= GSM_7
    assert len(sms) <= LONGEST_SMS


def test_a_long_text_leaves_room_for_the_address_at_its_end() -> None:
    sms = as_sms("mot " * 300, Language.FR)
    assert sms.endswith(f"mot... suite sur {CONSOLE}")
    assert len(sms.replace(CONSOLE, "https://" + "x" * 52)) <= THREE_SEGMENTS


def test_look_alikes_keep_french_readable() -> None:
    sms = as_sms("L’hôpital a rappelé : « ça brûle », où êtes-vous… à l’œil ? 3 €", Language.FR)
    assert sms == "L'hopital a rappelé : \"ca brule\", où etes-vous... à l'oeil ? 3 EUR"


def test_brackets_and_such_cost_no_more_than_other_characters() -> None:
    assert as_sms("[a] {b} c|d ~e\\f ^", Language.FR) == "(a) (b) c/d -e/f "


@pytest.mark.parametrize(
    ("language", "what"),
    [
        (Language.FR, "10:00 : un message vous attend, un rendez-vous a été pris."),
        (Language.EN, "10:00: a message is waiting for you, an appointment was made."),
    ],
)
def test_discreet_reads_like_a_sentence(db: Session, language: Language, what: str) -> None:
    text = text_of(told(db, SummaryDetail.DISCREET), language, with_transcript=False)
    assert what in text


def test_an_english_reader_gets_the_english_name_of_the_appointment(db: Session) -> None:
    what = told(db, SummaryDetail.FULL)
    kind = what.appointments[0].appointment_type
    kind.names = {Language.FR: "détartrage", Language.EN: "scaling"}
    text = text_of(what, Language.EN, with_transcript=False)
    assert "scaling" in text
    assert "détartrage" not in text
    assert "Message: résultats" in text


def test_a_caller_from_a_number_of_no_country_can_be_told(db: Session) -> None:
    what = told(db, SummaryDetail.FULL, callback_number="+9991234567")
    assert "+9991234567" in text_of(what, Language.FR, with_transcript=False)


@pytest.mark.parametrize("language", list(Language))
def test_who_was_put_on_the_waiting_list_is_told_in_full_or_only_that_somebody_was(
    db: Session, language: Language
) -> None:
    what = told(db, SummaryDetail.FULL)
    entry = WaitingEntry(
        client=what.client,
        appointment_type=what.appointments[0].appointment_type,
        caller_name="Anne Petit",
        telephone="+33611111112",
    )
    listed = replace(what, waiting=(entry,))
    text = text_of(listed, language, with_transcript=False)
    assert "Anne Petit (consultation), 06 11 11 11 12" in text
    what.client.summary_detail = SummaryDetail.DISCREET
    text = text_of(listed, language, with_transcript=False)
    assert {Language.FR: "liste d'attente", Language.EN: "waiting list"}[language] in text
    assert "Petit" not in text
