"""Texts to callers: one segment, nothing of why they come, and what their link lets them do."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from telesec.agenda.appointment import Appointment, AppointmentStatus
from telesec.agenda.change import ChangeKind
from telesec.agenda.practitioner import AppointmentType, Practitioner
from telesec.clients.client import Client
from telesec.clients.own_hand import EVERY_ACT, OwnAct
from telesec.dispatch.caller_wording import TOLD, caller_text, shortened
from telesec.dispatch.segments import gsm_length, segments_of
from telesec.values.caller_link import ROOM_FOR_LINK, mark_of, with_links
from telesec.values.language import Language

LINK = mark_of("abcdefgh")
ALL = frozenset(EVERY_ACT)
LONGEST_HOUSE = "https://" + "h" * 31
WEDNESDAY = datetime(2026, 9, 30, 8, 30, tzinfo=UTC)  # 10:30 in Paris; the longest day's name


def an_appointment(
    name: str = "Plomberie Moreau", trade: str = "artisan", kind: str = "intervention"
) -> Appointment:
    client = Client(name=name, trade=trade, time_zone="Europe/Paris", language=Language.FR)
    return Appointment(
        client=client,
        practitioner=Practitioner(name="Camion 1"),
        appointment_type=AppointmentType(names={Language.FR: kind, Language.EN: "visit"}),
        status=AppointmentStatus.CONFIRMED,
        starts_at=WEDNESDAY,
        ends_at=WEDNESDAY + timedelta(minutes=90),
        caller_name="Marie Dupont",
        notes="fuite sous l’évier",
    )


@pytest.mark.parametrize(
    ("happened", "french", "english"),
    [
        (
            ChangeKind.BOOKED,
            "RDV intervention mercredi 30/09 à 10h30.",
            "appointment (visit) Wednesday 30 Sep at 10:30.",
        ),
        (
            ChangeKind.MOVED,
            "RDV intervention déplacé au mercredi 30/09 à 10h30.",
            "appointment (visit) moved to Wednesday 30 Sep at 10:30.",
        ),
        (
            ChangeKind.CANCELLED,
            "RDV intervention du mercredi 30/09 à 10h30 annulé.",
            "appointment (visit) of Wednesday 30 Sep at 10:30 cancelled.",
        ),
    ],
)
def test_what_happened_is_said_in_the_callers_language(
    happened: ChangeKind, french: str, english: str
) -> None:
    appointment = an_appointment()
    assert caller_text(appointment, happened, Language.FR) == f"Plomberie Moreau : {french}"
    assert caller_text(appointment, happened, Language.EN) == f"Plomberie Moreau: {english}"


@pytest.mark.parametrize(
    ("acts", "words"),
    [
        (ALL, "Déplacer ou annuler : "),
        (frozenset({OwnAct.SEE, OwnAct.MOVE}), "Déplacer : "),
        (frozenset({OwnAct.SEE, OwnAct.CANCEL}), "Annuler : "),
        (frozenset({OwnAct.SEE}), "Détails : "),
    ],
)
def test_it_promises_only_what_the_link_does(acts: frozenset[OwnAct], words: str) -> None:
    text = caller_text(an_appointment(), ChangeKind.BOOKED, Language.FR, link=LINK, acts=acts)
    assert text.endswith(f". {words}{LINK}")


@pytest.mark.parametrize("trade", ["medical", "dental", "physiotherapy", "legal", "notary"])
def test_why_they_come_is_said_where_it_is_no_secret(trade: str) -> None:
    secret = an_appointment(trade=trade, kind="dépistage")
    for happened in TOLD:
        text = caller_text(secret, happened, Language.FR, link=LINK, acts=ALL)
        assert "dépistage" not in text
        assert "Marie" not in text
        assert "Dupont" not in text
    told = caller_text(an_appointment(), ChangeKind.BOOKED, Language.FR)
    assert "Dupont" not in told
    assert "fuite" not in told


NAMES = st.text(min_size=1, max_size=200).filter(lambda name: name.strip() != "")


@given(
    name=NAMES,
    kind=st.text(min_size=1, max_size=100),
    happened=st.sampled_from(TOLD),
    language=st.sampled_from(list(Language)),
    trade=st.sampled_from(["medical", "artisan"]),
    linked=st.booleans(),
)
def test_whatever_the_names_it_is_one_segment(  # noqa: PLR0917 - one of everything
    name: str, kind: str, happened: ChangeKind, language: Language, trade: str, linked: bool
) -> None:
    appointment = an_appointment(name, trade, kind)
    link = LINK if linked else ""
    text = caller_text(appointment, happened, language, link=link, acts=ALL)
    sent = with_links(text, LONGEST_HOUSE, "key")
    assert segments_of(sent) == 1, sent
    assert sent.count("http") == linked
    assert ("30/09" if language == Language.FR else "30 Sep") in sent


def test_a_long_name_is_cut_between_words() -> None:
    name = "Maison de santé pluriprofessionnelle des docteurs Bernard, Lefèvre et Martin-Dupont"
    text = caller_text(
        an_appointment(name, "medical"), ChangeKind.MOVED, Language.FR, link=LINK, acts=ALL
    )
    assert text.startswith("Maison de santé : RDV déplacé au mercredi 30/09 à 10h30.")
    assert shortened("Cabinet des docteurs Martin et Lefèvre", 36) == "Cabinet des docteurs Martin"
    assert shortened("Anticonstitutionnellement", 20) == "Anticonstitutionnell"


@pytest.mark.parametrize(
    ("text", "segments"),
    [
        ("a" * 160, 1),
        ("a" * 161, 2),
        ("a" * 306, 2),
        ("a" * 307, 3),
        ("é" * 160, 1),  # in GSM-7
        ("€" * 80, 1),  # twice the room
        ("€" * 80 + "a", 2),
        ("ê" * 70, 1),  # not in GSM-7: the whole text is UCS-2
        ("ê" + "a" * 70, 2),
        ("😀" * 35, 1),
        ("😀" * 36, 2),
        ("", 1),
    ],
)
def test_segments_are_counted_as_the_carrier_counts_them(text: str, segments: int) -> None:
    assert segments_of(text) == segments


def test_a_mark_takes_the_room_of_the_link_it_stands_for() -> None:
    assert gsm_length(f"RDV : {LINK}") == len("RDV : ") + ROOM_FOR_LINK
