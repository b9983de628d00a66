"""How well callers are understood, in figures: sentences tuned on, and sentences never looked at.

The corpora are JSON lines: a request of ``telesec understand`` and what a good secretary would
have noted. ``*.unseen.jsonl`` are the exam: nobody who changes the reading looks at them. The
figures are printed at the end of the run; each must stay where it was reached. On a desk, of what
was tuned on every third is read, and all of the exam: TELESEC_TEST_NO_SKIP=1 reads everything.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from telesec.assistant.understanding import Alarm, heard_danger
from telesec.assistant.understanding.command import answer_to
from telesec.assistant.understanding.danger.contrasts import contrasts
from telesec.assistant.understanding.names.teaching import digest_of_names
from telesec.assistant.understanding.teaching import (
    DATA,
    KINDS,
    digest_of,
    main,
    names,
    teach,
    times_taught,
)
from telesec.assistant.understanding.times.lot_teaching import joined
from telesec.values.language import Language
from tests.amounts import some

# Thousands of sentences: a busy machine may take more than a minute.
pytestmark = pytest.mark.timeout(300)

CORPORA = Path(__file__).parent / "corpora"
FIELDS = {
    "when": ("windows", "ask"),
    "phone": ("e164",),
    "name": ("surname", "first_name"),
    "intent": ("intent",),
    "yesno": ("answer",),
}
DANGERS = {None: "none", Alarm.URGENT: "urgent", Alarm.LIFE_THREATENING: "life"}

# The share read rightly, at least. What is reached on the unseen half is what we claim.
FLOORS = {
    ("when", "taught"): 0.95,
    ("when", "tuned"): 0.98,
    ("when", "unseen"): 0.93,
    ("phone", "tuned"): 0.99,
    ("phone", "unseen"): 0.98,
    ("name", "tuned"): 0.98,
    ("name", "unseen"): 0.94,
    ("intent", "tuned"): 0.99,
    ("intent", "unseen"): 0.96,
    ("yesno", "tuned"): 0.99,
    ("yesno", "unseen"): 0.99,
}
MOST_MISSED = {"tuned": 0, "unseen": 3}  # dangers heard as none; to come down to none
MOST_FALSE_ALARMS = {"tuned": 0.03, "unseen": 0.03}


def rows_of(kind: str, part: str) -> list[Mapping[str, Any]]:
    lines = (CORPORA / f"{kind}.{part}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in (lines if part == "unseen" else some(lines))]


def is_right(row: Mapping[str, Any]) -> bool:
    answer = answer_to(json.dumps(row, ensure_ascii=False))
    return all(_folded(answer[field]) == _folded(row.get(field)) for field in FIELDS[row["kind"]])


def _folded(value: Any) -> Any:
    """Capitals aside, and windows that touch as one: a week is one window, or seven."""
    if isinstance(value, list):
        return joined(value)
    return value.casefold() if isinstance(value, str) else value


def danger_of(row: Mapping[str, Any]) -> str:
    return DANGERS[heard_danger(row["text"], row["trade"], Language(row["language"][:2]))]


@pytest.mark.parametrize("kind", [*FIELDS, "danger"])
def test_no_sentence_of_the_exam_is_taught(kind: str) -> None:
    paths = [CORPORA / f"{kind}.{part}.jsonl" for part in ("taught", "tuned")]
    taught = {
        json.loads(line)["text"]
        for path in paths
        if path.exists()
        for line in path.read_text(encoding="utf-8").splitlines()
    }
    assert taught
    assert not [row["id"] for row in rows_of(kind, "unseen") if row["text"] in taught]


@pytest.mark.parametrize(
    ("kind", "part"),
    [
        pytest.param(*one, marks=pytest.mark.full_only if one[1] == "taught" else ())
        for one in FLOORS
    ],
)
def test_sentences_are_read_as_a_good_secretary_would(
    kind: str, part: str, record_property: Any
) -> None:
    rows = rows_of(kind, part)
    wrong = [row for row in rows if not is_right(row)]
    share = 1 - len(wrong) / len(rows)
    record_property("understood", f"{kind:7}{part:7}{share:7.1%} of {len(rows)}")
    shown = [row["text"] for row in wrong[:10]] if part == "tuned" else []
    assert share >= FLOORS[kind, part], shown


@pytest.mark.parametrize("part", ["tuned", "unseen"])
def test_danger_is_never_missed_and_seldom_seen_where_there_is_none(
    part: str, record_property: Any
) -> None:
    rows = rows_of("danger", part)
    grave = [row for row in rows if row["danger"] != "none"]
    calm = [row for row in rows if row["danger"] == "none"]
    missed = sum(danger_of(row) == "none" for row in grave)
    too_light = sum((danger_of(row), row["danger"]) == ("urgent", "life") for row in grave)
    false = sum(danger_of(row) != "none" for row in calm)
    record_property(
        "understood",
        f"danger {part:7} missed {missed}, too light {too_light} of {len(grave)};"
        f" false alarms {false} of {len(calm)}",
    )
    assert missed <= MOST_MISSED[part]
    assert false / len(calm) <= MOST_FALSE_ALARMS[part]


def test_the_judges_have_learnt_what_is_taught() -> None:
    """Whoever changes sentences or clues teaches anew: see teaching.py."""
    for name, kind in KINDS.items():
        weights = json.loads((DATA / f"{name}.json").read_text(encoding="utf-8"))
        assert weights["taught_on"] == digest_of(kind.read(CORPORA), kind.words), name


def test_which_times_are_wished_for_has_been_learnt_from_what_is_taught() -> None:
    """Whoever changes sentences teaches anew: see teaching.py."""
    weights = json.loads((DATA / "times.json").read_text(encoding="utf-8"))
    assert weights["taught_on"] == times_taught(CORPORA)


def test_the_labels_of_names_have_been_learnt_from_what_is_taught() -> None:
    """Whoever changes sentences or lists teaches anew: see teaching.py."""
    weights = json.loads((DATA / "names.json").read_text(encoding="utf-8"))
    assert weights["taught_on"] == digest_of_names(names(CORPORA), DATA)


def test_a_kind_that_nobody_knows_is_not_taught() -> None:
    with pytest.raises(SystemExit, match="nomes: no such kind; there are times, names, intents"):
        main(CORPORA, ["nomes"])


def test_teaching_gives_the_same_weights_every_time() -> None:
    examples = [
        (frozenset({"word:oui", "always"}), "yes"),
        (frozenset({"word:non", "always"}), "no"),
    ] * 5
    weights = teach(examples)
    assert weights == teach(examples)
    no, yes = weights.rows["word:oui"]
    assert yes > 0 > no


def test_averaged_weights_are_the_mean_of_those_after_each_round() -> None:
    examples = [
        (frozenset({"word:oui", "always"}), "yes"),
        (frozenset({"word:non", "always"}), "no"),
    ] * 5
    first, last, mean = teach(examples, averaged=1), teach(examples), teach(examples, averaged=2)
    assert mean == teach(examples, averaged=2)
    assert first.rows["word:oui"][1] < mean.rows["word:oui"][1] < last.rows["word:oui"][1]


def test_each_order_begins_anew_and_the_weights_are_the_mean_of_all() -> None:
    apart = [(frozenset({"oui"}), "yes"), (frozenset({"non"}), "no")]  # the order cannot matter
    once, often = teach(apart, averaged=4), teach(apart, averaged=4, orders=3)
    assert often.rows["oui"] == pytest.approx(once.rows["oui"])
    mixed = [(frozenset({"oui"}), "yes")] * 5 + [(frozenset({"oui"}), "no")] * 2
    assert teach(mixed, averaged=4) != teach(mixed, averaged=4, orders=3)


def test_one_clause_is_taught_as_danger_now_and_as_none_when_past_denied_or_supposed() -> None:
    taught = contrasts(CORPORA / "danger.contrasts.yaml")
    said = {row["text"]: danger for row, danger in taught}
    assert len(said) == len(taught)
    assert not any("{" in text for text in said)
    about_gas = {danger for text, danger in said.items() if "gaz" in text}
    assert about_gas == {"life", "none"}
    assert taught == contrasts(CORPORA / "danger.contrasts.yaml")
