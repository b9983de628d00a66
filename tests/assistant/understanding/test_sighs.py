"""Sighs before an answer: the same ones wherever an answer is read."""

import time

import pytest

from telesec.assistant.booking.whom_words import means_same_surname
from telesec.assistant.booking.words import agrees_only
from telesec.assistant.changing.cancelling import agrees_to_cancel
from telesec.assistant.corrections import asks_back
from telesec.assistant.message_words import declines_a_call_back
from telesec.assistant.understanding import Answer
from telesec.values.language import Language

FRENCH = ["", "ah ", "euh ", "heu ", "eh ben ", "eh bien, ", "alors ", "bon ben ", "hum "]
ENGLISH = ["", "oh ", "um ", "er, ", "erm ", "well ", "uh so "]


@pytest.mark.parametrize("sigh", FRENCH)
def test_a_french_sigh_changes_no_answer(sigh: str) -> None:
    assert agrees_only(f"{sigh}oui c'est ça", Language.FR)
    assert not asks_back(f"{sigh}oui, c'est quoi", Language.FR)
    assert declines_a_call_back(f"{sigh}non merci")
    assert means_same_surname(f"{sigh}le même")
    assert agrees_to_cancel(f"{sigh}non", Language.FR) is Answer.NO


@pytest.mark.parametrize("sigh", ENGLISH)
def test_an_english_sigh_changes_no_answer(sigh: str) -> None:
    assert agrees_only(f"{sigh}yes that's right", Language.EN)
    assert not asks_back(f"{sigh}yes, what is it", Language.EN)
    assert declines_a_call_back(f"{sigh}no thanks")
    assert means_same_surname(f"{sigh}the same")
    assert agrees_to_cancel(f"{sigh}no", Language.EN) is Answer.NO


def test_sighs_without_end_are_read_at_once() -> None:
    begun = time.perf_counter()
    for sighs in ("eh ben " * 200, "bon alors eh bien " * 90):
        assert not agrees_only(f"{sighs}mardi", Language.FR)
        assert not declines_a_call_back(f"{sighs}mardi")
    assert time.perf_counter() - begun < 2
