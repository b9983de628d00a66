"""Whatever a recogniser returns, nothing raises and every limit holds."""

from datetime import datetime, timedelta

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from telesec.assistant.understanding import (
    choose_offer,
    heard_danger,
    mentions,
    normalise,
    subject_intent,
    understand_answer,
    understand_choice,
    understand_digits_phone,
    understand_name,
    understand_ordinal,
    understand_phone,
    understand_wish,
    wants_other_language,
    wants_person,
    wants_repeat,
)
from telesec.assistant.understanding.text import word_set
from telesec.values.language import Language
from tests.amounts import examples

NOW = datetime.fromisoformat("2026-11-26T10:00")
OFFERS = [datetime.fromisoformat("2026-12-01T10:00"), datetime.fromisoformat("2026-12-03T09:00")]

# Words that the grammars know, in any order: they break more than random letters do.
WORDS = sorted(
    word_set("""
le la de du d' l' un une deux trois quatre vingt vingts dix sept huit neuf onze soixante cent mille
zéro quinze heures h heure et demie moins quart midi minuit matin après-midi soir avant après pas
sauf entre à au ou non pardon lundi mardi jeudi prochain semaine mois janvier février mars 29 30 31
32 99 2027 1960 29/02 31/11 99/99 25:99 24:00 10:30 0 1 12 06 + demain dans jours en d'ici fin début
noël pâques double trois-fois madame c'est comme tiret accent grave oui 🎉 \x00 \u200d ﷺ İ ß
half past to between and the first second of december tomorrow week from at noon p.m. a.m. o'clock
""")
)
spoken = st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join)
anything = st.text(max_size=300) | spoken
languages = st.sampled_from(list(Language))
instants = st.datetimes(
    min_value=datetime.fromisoformat("2020-01-01T00:00"),
    max_value=datetime.fromisoformat("2090-01-01T00:00"),
)


@given(anything)
def test_normalised_text_is_short_clean_and_stays_as_it_is(text: str) -> None:
    once = normalise(text)
    assert len(once) <= 2_000
    assert once == once.strip()
    assert "\x00" not in once
    assert "  " not in once


# No deadline: the first sentence makes its language's patterns.
@settings(max_examples=examples(400), deadline=None)
@given(anything, languages, instants)
def test_wishes_keep_their_limits(text: str, language: Language, now: datetime) -> None:
    wish = understand_wish(text, language, now)
    this_minute = now.replace(second=0, microsecond=0)
    assert list(wish.windows) == sorted(wish.windows, key=lambda window: (window.start, window.end))
    assert len(set(wish.windows)) == len(wish.windows) <= 62
    for window in wish.windows:
        assert this_minute <= window.start <= window.end
        assert window.end <= now + timedelta(days=366 * 9)
        assert window.start.second == window.end.microsecond == 0


@settings(max_examples=examples(200))
@given(anything, languages, st.sampled_from(["FR", "BE", "CH", "GB", "US", "XX", ""]))
def test_numbers_are_e164_or_nothing(text: str, language: Language, country: str) -> None:
    for number in (
        understand_phone(text, country, language),
        understand_digits_phone(text, country),
    ):
        assert number is None or (number[0] == "+" and number[1:].isdigit() and len(number) <= 16)


@settings(max_examples=examples(200))
@given(anything, languages)
@example("A\U000118ea", Language.FR)
@example("0:1A", Language.FR)  # a remark on a name of no letters
def test_names_are_short_and_clean(text: str, language: Language) -> None:
    name = understand_name(text, language)
    if name:
        assert 0 < len(name.full) <= 80
        assert all(letter.isalpha() or letter in " -'" for letter in name.full)
        assert name.full == name.full.strip()


@settings(max_examples=examples(200))
@given(anything, languages)
def test_nothing_else_raises_either(text: str, language: Language) -> None:
    understand_answer(text, language)
    wants_person(text, language)
    wants_repeat(text, language)
    wants_other_language(text, language)
    subject_intent(text, language)
    mentions(text, [text, "urgent", ""])
    assert understand_choice(text, language, [[text], ["vaccin"], []]) in {None, 0, 1}
    assert understand_ordinal(text, language, 3) in {None, 0, 1, 2}
    assert choose_offer(text, language, OFFERS).index in {None, 0, 1}


@pytest.mark.parametrize(
    "monologue",
    [
        "alors voilà je vous explique mardi ou jeudi " * 400,
        "zéro six douze " * 1_000,
        "pas le la les " * 1_000,
        "d comme denise " * 1_000,
        "1 " * 5_000,
        "\ud800 lundi \x00" * 500,
        "é" * 100_000,
        "a" * 19_000,
        "es" * 1_000,
        " " * 100_000,
    ],
)
def test_monologues_end(monologue: str) -> None:
    for language in Language:
        assert len(understand_wish(monologue, language, NOW).windows) <= 62
        understand_phone(monologue, "FR", language)
        understand_name(monologue, language)
        understand_answer(monologue, language)
        subject_intent(monologue, language)
        choose_offer(monologue, language, OFFERS)
        heard_danger(monologue, "medical", language)
