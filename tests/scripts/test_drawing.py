"""The picture of a script that its client agrees to: everything said is on it, and stays in it."""

import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest

from telesec.scripts.conditions import Condition
from telesec.scripts.drawing.blocks import in_columns
from telesec.scripts.drawing.conditions import condition_in_words
from telesec.scripts.drawing.letters import Pen
from telesec.scripts.drawing.page import picture
from telesec.scripts.drawing.words import TRADES, WORDS
from telesec.scripts.reading import load_script, parse_script
from telesec.scripts.script import Script, StatusRule
from telesec.values.language import Language
from telesec.values.trade import Trade
from tests.scripts.examples import SOUND, changed
from tests.scripts.test_command import CLIENTS, PRESETS, run

FR, EN = Language.FR, Language.EN
SVG = "{http://www.w3.org/2000/svg}"


def drawn(text: str = SOUND, language: Language = FR) -> ElementTree.Element:
    return tree_of(parse_script(text, "petit.yaml"), language)


def tree_of(script: Script, language: Language) -> ElementTree.Element:
    return ElementTree.fromstring(picture(script, language))  # noqa: S314 - made a moment ago


def reads(svg: ElementTree.Element) -> str:
    """All the words of a picture, as they follow each other."""
    words = " ".join(element.text or "" for element in svg.iter(f"{SVG}text"))
    return words.replace("\N{NO-BREAK SPACE}", " ")


def spoken_texts(content: object, language: Language) -> Iterator[str]:
    """What a caller may hear according to a dumped script, but for lists of words."""
    if isinstance(content, dict):
        if isinstance(content.get(language), str):
            yield content[language]
        for value in content.values():
            yield from spoken_texts(value, language)
    elif isinstance(content, list | tuple):
        for value in content:
            yield from spoken_texts(value, language)


@pytest.mark.parametrize("language", [FR, EN])
@pytest.mark.parametrize("path", [*CLIENTS, *PRESETS], ids=lambda path: path.stem)
def test_everything_that_is_said_is_in_the_picture(path: Path, language: Language) -> None:
    script = load_script(path)
    svg = tree_of(script, language)
    words = "".join(reads(svg).split())
    for text in spoken_texts(script.model_dump(), language):
        for part in re.split(r"\{\w+\}", text):
            assert "".join(part.split()) in words, part
    numbers = [svg_id for g in svg.iter(f"{SVG}g") if (svg_id := g.get("id"))]
    assert sorted(numbers) == sorted(f"step-{n + 1}" for n in range(len(script.steps)))


def _holds(box: tuple[float, ...], x: float, y: float) -> bool:
    left, top, width, height = box
    return left <= x <= left + width and top <= y <= top + height


@pytest.mark.parametrize("language", [FR, EN])
@pytest.mark.parametrize("path", [*CLIENTS, *PRESETS], ids=lambda path: path.stem)
def test_no_text_leaves_the_box_it_stands_in(path: Path, language: Language) -> None:
    svg = tree_of(load_script(path), language)
    boxes = [
        tuple(float(rect.get(side, "0")) for side in ("x", "y", "width", "height"))
        for rect in svg.iter(f"{SVG}rect")
    ]
    for text in svg.iter(f"{SVG}text"):
        x, y = float(text.get("x", "0")), float(text.get("y", "0"))
        pen = Pen(float(text.get("font-size", "0")), bold=text.get("font-weight") == "bold")
        wide = pen.width(text.text or "")
        begins = x - wide / 2 if text.get("text-anchor") else x
        around = [box for box in boxes if _holds(box, x, y)]
        left, _top, width, _height = min(around, key=lambda box: box[2] * box[3])
        assert left <= begins, text.text
        assert begins + wide <= left + width, text.text


def test_the_picture_says_what_it_is_and_in_which_language() -> None:
    svg = drawn(language=EN)
    assert svg.get("lang") == "en"
    assert svg.findtext(f"{SVG}title") == "How we answer your calls (petit)"
    assert svg.findtext(f"{SVG}desc") == "other activity, texts in English"


def test_a_step_that_several_ways_lead_to_is_drawn_once_and_named_elsewhere() -> None:
    svg = drawn()
    pills = [link.get("href") for link in svg.iter(f"{SVG}a")]
    # The menu again, the message twice, the goodbye after appointment and message.
    assert sorted(p for p in pills if p) == ["#step-1", "#step-4", "#step-4", "#step-5", "#step-5"]


def test_each_choice_is_a_way_with_its_key() -> None:
    assert "1 pour un rendez-vous p. ex. rendez-vous" in reads(drawn())


def test_what_is_urgent_is_told_with_the_clients_own_words() -> None:
    words = reads(drawn(changed(("trade: other", "trade: artisan"))))
    assert "ou l’un de ces mots : très urgent" in words
    assert "composer le 18 ou le 112" in words


FIRST = """\
steps:
  first:
    cases: [{when: {open: false, days: sat-sun}, go: asked}]
    otherwise: welcome
  asked:
    ask: {fr: "Déjà venu ?", en: "Been here?"}
    answer: yes_no
    note: {fr: "Connu", en: "Known"}
    "yes": welcome
    "no": message
"""
FACT = """\
start: first
facts:
  fees:
    words: {fr: [tarif], en: [fee]}
    say: {fr: "Trente euros.", en: "Thirty euros."}"""


def test_a_question_a_case_and_a_fact_are_told_as_one_would() -> None:
    words = reads(drawn(changed(("start: welcome", FACT), ("steps:\n", FIRST))))
    assert "le samedi ou le dimanche, si vous êtes fermé" in words
    assert "réponse : oui ou non noté pour vous : Connu" in words
    assert "tarif « Trente euros. »" in words


def test_a_text_of_angle_brackets_and_ampersands_stays_a_text() -> None:
    svg = drawn(changed(('"4, place du Marché."', '"</text> & <script>"')))
    assert "« </text> & <script> »" in reads(svg)
    assert svg.find(f".//{SVG}script") is None


def test_an_endless_word_is_cut_into_lines() -> None:
    svg = drawn(changed(('"4, place du Marché."', f'"{"W" * 600}"')))
    texts = [element.text or "" for element in svg.iter(f"{SVG}text")]
    lines = [text for text in texts if "WW" in text]
    assert len(lines) > 10
    assert max(map(len, lines)) < 60


def test_ways_within_ways_become_sections_before_there_is_no_room_left() -> None:
    asked = "".join(
        f'  q{n}:\n    ask: {{fr: "Et {n} ?", en: "And {n}?"}}\n    answer: yes_no\n'
        f'    "yes": q{n + 1}\n    "no": e{n}\n'
        f'  e{n}:\n    end: {{fr: "Fin {n}", en: "End {n}"}}\n'
        for n in range(12)
    )
    text = changed(("    go: welcome\n", "    go: q0\n"))
    script = parse_script(f'{text}{asked}  q12:\n    end: {{fr: "Ouf", en: "Phew"}}\n', "p.yaml")
    cards = [rect for rect in tree_of(script, FR).iter(f"{SVG}rect") if rect.get("rx") == "8"]
    assert min(float(card.get("width", "0")) for card in cards) > 150


STATUSES = {"leave": StatusRule.model_validate({"label": {"fr": "En congés", "en": "On leave"}})}


@pytest.mark.parametrize(
    ("given", "french", "english"),
    [
        ({"open": True}, "si vous êtes ouvert", "if you are open"),
        ({"days": "mon-fri, sun"}, "du lundi au vendredi ou le dimanche",
         "from Monday to Friday or on Sunday"),
        ({"hours": "19:00-24:00"}, "entre 19:00 et 24:00", "between 19:00 and 24:00"),
        ({"dates": ["2026-12-24/2027-01-01"]}, "du 24 déc. 2026 au 1er janv. 2027",
         "from 24 Dec 2026 to 1 Jan 2027"),
        ({"status": "leave", "caller": ["known", "vip"]},
         "si vous êtes «\xa0En congés\xa0» et l’appelant est déjà connu ou est prioritaire",
         "if you are “On leave” and the caller is known or has priority"),
        ({"language": "en", "dates": "2026-05-01"}, "le 1er mai 2026, si on parle anglais",
         "on 1 May 2026, if we speak English"),
    ],
)  # fmt: skip
def test_a_condition_is_put_in_words(given: dict[str, object], french: str, english: str) -> None:
    condition = Condition.model_validate(given)
    assert condition_in_words(condition, STATUSES, FR) == french
    assert condition_in_words(condition, STATUSES, EN) == english


def test_both_languages_have_the_same_words() -> None:
    placeholders = [
        {key: set(re.findall(r"\{\w+\}", text)) for key, text in WORDS[language].items()}
        for language in (FR, EN)
    ]
    assert placeholders[0] == placeholders[1]
    assert set(TRADES[FR]) == set(TRADES[EN]) == set(Trade)


@pytest.mark.parametrize(
    ("heights", "columns", "counts"),
    [([10, 10, 10], 3, [1, 1, 1]), ([30, 10, 10, 10], 2, [1, 3]), ([5], 1, [1])],
)
def test_columns_are_filled_in_order_and_evenly(
    heights: list[float], columns: int, counts: list[int]
) -> None:
    assert in_columns(heights, columns, 0) == counts


def test_draw_writes_the_same_octets_each_time(tmp_path: Path) -> None:
    first, second = tmp_path / "a.svg", tmp_path / "b.svg"
    for output in (first, second):
        assert run("draw", PRESETS[0], "--output", output).exit_code == 0
    assert first.read_bytes() == second.read_bytes()
    assert run("draw", PRESETS[0]).output.encode() == first.read_bytes()


def test_draw_of_a_broken_file_tells_its_mistakes_and_writes_nothing(tmp_path: Path) -> None:
    broken, output = tmp_path / "petit.yaml", tmp_path / "petit.svg"
    broken.write_text(changed(("go: directions", "go: nowhere")), encoding="utf-8")
    result = run("draw", broken, "--output", output)
    assert result.exit_code == 1
    assert f"{broken}:21: steps.welcome.choices.1.go: no step is called 'nowhere'" in result.output
    assert list(tmp_path.iterdir()) == [broken]


def test_draw_in_a_language_the_script_does_not_speak(tmp_path: Path) -> None:
    (tmp_path / "petit.yaml").write_text(
        'trade: other\ngreeting: "Bonjour."\nstart: bye\nsteps: {bye: {end: "Fin."}}\n',
        encoding="utf-8",
    )
    result = run("draw", tmp_path / "petit.yaml", "--language", "en")
    assert (result.exit_code, result.output) == (1, "Error: petit is not in en\n")


def test_draw_to_where_nothing_can_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    result = run("draw", PRESETS[0], "--output", tmp_path / "file" / "a.svg")
    assert result.exit_code == 1
    assert "cannot be written" in result.output


def test_the_client_reads_that_callers_may_be_put_on_the_waiting_list() -> None:
    assert "liste d’attente" in reads(drawn())
    assert "waiting list" in reads(drawn(language=EN))
