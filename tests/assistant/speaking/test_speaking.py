"""Numbers, dates, lists and names as they are said aloud."""

import unicodedata
from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from telesec.assistant.speaking import (
    listed,
    phrase,
    speakable,
    spelled,
    spoken_date,
    spoken_hours,
    spoken_moment,
    spoken_number,
    spoken_time,
    spoken_until,
)
from telesec.values.language import Language
from telesec.values.opening_hours import WeeklyHours

FR, EN = Language.FR, Language.EN
MONDAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("number", "language", "country", "said"),
    [
        ("+33612345678", FR, "FR", "06, 12, 34, 56, 78"),
        ("+33612345678", EN, "FR", "0 6, 1 2, 3 4, 5 6, 7 8"),
        ("+33180000001", FR, "FR", "01, 80, 00, 00, 01"),
        ("+442079460958", FR, "FR", "plus 44, 20, 79, 46, 09, 58"),
        ("+33612345678", FR, "BE", "plus 33, 6, 12, 34, 56, 78"),
        ("+32470123456", FR, "BE", "04, 70, 12, 34, 56"),
        ("15", FR, "FR", "15"),
        ("masqué", FR, "FR", ""),
    ],
)
def test_numbers_are_read_in_groups(
    number: str, language: Language, country: str, said: str
) -> None:
    assert spoken_number(number, language, country) == said


@pytest.mark.parametrize(
    ("day", "french", "english"),
    [
        (date(2026, 11, 23), "aujourd’hui", "today"),
        (date(2026, 11, 24), "demain mardi 24 novembre", "tomorrow Tuesday the 24th of November"),
        (date(2026, 12, 1), "mardi 1er décembre", "Tuesday the 1st of December"),
        (date(2026, 12, 12), "samedi 12 décembre", "Saturday the 12th of December"),
        (date(2027, 3, 23), "mardi 23 mars", "Tuesday the 23rd of March"),
        (date(2027, 11, 2), "mardi 2 novembre 2027", "Tuesday the 2nd of November 2027"),
        (date(2024, 2, 29), "jeudi 29 février 2024", "Thursday the 29th of February 2024"),
    ],
)
def test_dates(day: date, french: str, english: str) -> None:
    assert spoken_date(day, FR, MONDAY) == french
    assert spoken_date(day, EN, MONDAY) == english


@pytest.mark.parametrize(
    ("moment", "french", "english"),
    [
        (time(9, 0), "9 heures", "9 a.m."),
        (time(10, 30), "10 heures 30", "10 30 a.m."),
        (time(12, 0), "midi", "noon"),
        (time(12, 15), "12 heures 15", "12 15 p.m."),
        (time(0, 0), "minuit", "midnight"),
        (time(1, 5), "1 heure 5", "1 oh 5 a.m."),
        (time(17, 45, 59), "17 heures 45", "5 45 p.m."),
    ],
)
def test_times(moment: time, french: str, english: str) -> None:
    assert spoken_time(moment, FR) == french
    assert spoken_time(moment, EN) == english


def test_moments() -> None:
    slot = datetime.fromisoformat("2026-12-01T10:30")
    assert spoken_moment(slot, FR, MONDAY) == "mardi 1er décembre à 10 heures 30"
    assert spoken_moment(slot, EN, MONDAY) == "Tuesday the 1st of December at 10 30 a.m."


@pytest.mark.parametrize(
    ("items", "said"),
    [([], ""), (["a"], "a"), (["a", "b"], "a ou b"), (["a", "b", "c"], "a, b ou c")],
)
def test_lists(items: list[str], said: str) -> None:
    assert listed(items, FR) == said
    assert listed(items, EN) == said.replace(" ou ", " or ")


def test_names_are_spelled_letter_by_letter() -> None:
    assert spelled("Dupont", FR) == "D, U, P, O, N, T"
    assert spelled("Zoé-d'Aç", FR) == "Z, O, E accent aigu, tiret, D, apostrophe, A, C cédille"
    assert spelled("Zoë", EN) == "Z, O, E diaeresis"
    assert spelled("🎉", FR) == ""


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("salut 👍🏽\x00 ça\u200d va 1️⃣", "salut ça va 1"),
        ("  un\n\n deux\t", "un deux"),
        ("10 € & <b>gras</b>", "10 € & <b>gras</b>"),
        ("", ""),
        ("\ud800\ufffe", ""),
        ("🎉🎉", ""),
    ],
)
def test_unspeakable_signs_go(text: str, said: str) -> None:
    assert speakable(text) == said


def test_long_text_is_cut_between_words() -> None:
    assert speakable("un deux trois quatre", limit=12) == "un deux…"
    assert speakable("anticonstitutionnellement", limit=5) == "anti…"
    assert speakable("un", limit=0) == ""


@given(st.text(), st.integers(min_value=0, max_value=50))
def test_speakable_text_is_always_short_and_legal(text: str, limit: int) -> None:
    said = speakable(text, limit)
    assert len(said) <= limit
    assert not any(unicodedata.category(sign) in {"Cc", "Cs", "Cn", "So"} for sign in said)


@given(st.text())
def test_nothing_spoken_raises(text: str) -> None:
    spelled(text, FR)
    spoken_number(text, EN, "FR")


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Emma Petit", "d’Emma Petit"),
        ("Hélène Lefort", "d’Hélène Lefort"),
        ("Yves Roux", "d’Yves Roux"),
        ("Hamid Benali", "de Hamid Benali"),
        ("Yann Le Goff", "de Yann Le Goff"),
        ("Marie Dupont", "de Marie Dupont"),
    ],
)
def test_de_is_elided_before_the_names_that_want_it(name: str, said: str) -> None:
    values = {"type": "visite", "practitioner": "le docteur Martin", "moment": "demain"}
    text = phrase("appointment_confirm", Language.FR, **values, name=name, number="")
    assert f"au nom {said}." in text


def test_a_sentence_that_ends_in_am_has_one_full_stop() -> None:
    assert "at 11 a.m. Would" in phrase("appointment_offers_1", Language.EN, first="at 11 a.m.")


def test_until_tomorrow_is_said_as_people_say_it() -> None:
    today = date(2026, 11, 30)
    assert spoken_until(datetime.combine(date(2026, 12, 1), time(15)), Language.FR, today) == (
        "jusqu’à demain mardi 1er décembre à 15 heures"
    )
    assert (
        spoken_until(datetime.combine(date(2026, 12, 1), time()), Language.EN, today)
        == "until tonight"
    )


def test_the_hours_of_a_week_are_told_in_groups() -> None:
    hours = WeeklyHours.model_validate(
        {"mon-fri": "08:30-12:00, 14:00-19:00", "sat": "09:00-12:00"}
    )
    assert spoken_hours(hours, Language.FR) == (
        "du lundi au vendredi, de 8 heures 30 à midi et de 14 heures à 19 heures,"
        " et le samedi, de 9 heures à midi"
    )
    assert spoken_hours(WeeklyHours.model_validate({"mon-sun": "00:00-24:00"}), Language.EN) == (
        "from Monday to Sunday, round the clock"
    )
    assert spoken_hours(WeeklyHours(), Language.FR) == ""
