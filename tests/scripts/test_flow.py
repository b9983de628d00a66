"""Ways through a script: each ends, whatever the caller answers, and within so many questions."""

import pytest

from telesec.scripts.reading import parse_script
from telesec.scripts.turns import longest_way
from tests.scripts.examples import changed, mistakes_in

ANSWERED = '    menu: {fr: "Que puis-je faire pour vous ?", en: "How can I help?"}\n'
MESSAGE = '    message: {ask: {fr: "Je vous écoute.", en: "Go ahead."}}\n    go: goodbye\n'
ENOUGH = """  enough:
    ask: {fr: "Est-ce tout ?", en: "Is that all?"}
    answer: yes_no
    go: message
"""


def test_a_question_that_always_leads_back_is_a_dead_end_and_its_path_is_printed() -> None:
    text = changed(
        (MESSAGE, MESSAGE.replace("go: goodbye", "go: enough") + ENOUGH),
    )
    told = mistakes_in(text)
    assert (
        "call_scripts/petit.yaml:29: steps.message: dead end: from here the call can never come"
        " to an end: message → enough → message"
    ) in told
    assert not any("steps.enough" in mistake for mistake in told)  # it is on the path


AGAIN = '  again:\n    say: {fr: "Encore !", en: "Again!"}\n    go: appointment\n'
BOOKED = "    go: goodbye\n    otherwise: message"


def test_a_way_that_ends_only_when_something_fails_is_printed() -> None:
    """The appointment leads to itself; only where no slot is found does the call end."""
    text = changed((BOOKED, "    go: again\n    otherwise: message"))
    assert mistakes_in(changed(("  directions:\n", AGAIN + "  directions:\n"), text=text)) == [
        "call_scripts/petit.yaml:22: steps.appointment: whatever the caller answers, the call may"
        " go round here for ever: appointment → again → appointment"
    ]


def test_a_menu_that_offers_a_way_out_may_lead_back() -> None:
    back = changed((BOOKED, "    go: welcome\n    otherwise: message"))
    told = mistakes_in(back)
    assert "round here for ever: welcome → appointment → welcome" in told[0]
    leads_out = changed(("go: directions", "go: message"), text=back)
    without = leads_out.index("  directions:"), leads_out.index("  message:")
    assert parse_script(leads_out[: without[0]] + leads_out[without[1] :], "petit.yaml")


@pytest.mark.parametrize(
    ("cases", "told"),
    [
        (
            "- when: {open: true}\n        go: welcome",
            "steps.first: endless loop in which the caller is asked nothing: first → again → first",
        ),
    ],
)
def test_cases_may_not_lead_round_without_a_question(cases: str, told: str) -> None:
    text = changed(
        ("start: welcome", "start: first"),
        (
            "  welcome:\n",
            f"  first:\n    cases:\n      {cases}\n    otherwise: again\n"
            '  again:\n    say: {fr: "Encore.", en: "Again."}\n    go: first\n  welcome:\n',
        ),
    )
    assert any(told in line for line in mistakes_in(text))


def test_the_longest_way_is_told_by_its_steps() -> None:
    script = parse_script(changed(), "call_scripts/petit.yaml")
    way = longest_way(script)
    # The menu, the appointment's seven, the waiting list's three, and a message's four.
    assert (way.turns, way.steps) == (15, ("welcome", "appointment", "message", "goodbye"))


def test_more_questions_than_a_call_has_turns_is_a_mistake() -> None:
    asked = "".join(
        f'  q{n}:\n    ask: {{fr: "Et {n} ?", en: "And {n}?"}}\n'
        f'    note: {{fr: "Numéro {n}", en: "Number {n}"}}\n'
        f"    go: {f'q{n + 1}' if n < 60 else 'goodbye'}\n"
        for n in range(1, 61)
    )
    text = changed(("    go: welcome\n", "    go: q1\n"), ("  message:\n", asked + "  message:\n"))
    [told] = mistakes_in(text)
    assert (
        "this way asks the caller 61 times, and a call ends after 60: welcome → directions" in told
    )


@pytest.mark.parametrize(
    ("ways", "why"),
    [
        ('answer: yes_no\n    "yes": welcome', "needs the steps yes and no, or go for both"),
        (
            'answer: yes_no\n    "yes": welcome\n    "no": goodbye\n    go: welcome',
            "has yes, no and go; one of them can never be taken",
        ),
        ('"yes": welcome\n    go: welcome', "yes and no are for answer: yes_no"),
        ("answer: date\n    note: {fr: a, en: b}", "needs go: the step after it"),
        ("go: goodbye", "needs note: what the answer is written down as"),
    ],
)
def test_a_question_that_leads_nowhere_or_is_kept_nowhere(ways: str, why: str) -> None:
    question = f'ask: {{fr: "Où ?", en: "Where?"}}\n    {ways}\n'
    said = 'say: {fr: "4, place du Marché.", en: "4 place du Marché."}\n    go: welcome\n'
    assert any(
        f"steps.directions: {why}" in line for line in mistakes_in(changed((said, question)))
    )
