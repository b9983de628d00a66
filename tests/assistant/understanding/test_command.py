"""`telesec understand`: JSON lines in, JSON lines out, in order, whatever comes."""

import json
import subprocess
import sys
from typing import Any

import pytest

from telesec.assistant.understanding.command import answer_to

NOW = "2026-11-26T10:00"


def answered(**fields: object) -> dict[str, Any]:
    return answer_to(json.dumps({"id": 7, "language": "fr-FR", **fields}))


def run(text: str) -> tuple[int, list[dict[str, Any]]]:
    """The command in a process of its own, as another program would start it."""
    command = [sys.executable, "-m", "telesec", "understand"]
    done = subprocess.run(command, input=text, capture_output=True, text=True, check=False)
    return done.returncode, [json.loads(line) for line in done.stdout.splitlines()]


def test_each_kind_is_answered() -> None:
    when = answered(kind="when", now=NOW, text="mardi en huit vers quinze heures")
    assert when == {"id": 7, "windows": [["2026-12-08T15:00", "2026-12-08T15:00"]], "ask": False}
    phone = answered(kind="phone", text="zéro six douze trente quatre cinquante six 78")
    assert phone == {"id": 7, "e164": "+33612345678"}
    name = answered(kind="name", text="bonjour c'est Sandrine Morel")
    assert name == {"id": 7, "surname": "Morel", "first_name": "Sandrine"}
    intent = answered(kind="intent", trade="medical", text="je voudrais annuler mon rendez-vous")
    assert intent == {"id": 7, "intent": "appointment_cancel"}
    assert answered(kind="yesno", text="ouais c'est ça") == {"id": 7, "answer": "yes"}


def test_two_readings_are_told_and_asked_about() -> None:
    found = answered(kind="when", now=NOW, text="vendredi prochain")
    assert found["ask"]
    assert [start for start, _ in found["windows"]] == ["2026-11-27T00:00", "2026-12-04T00:00"]


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("mon mari a mal à la poitrine c'est peut-être rien", "emergency_life"),
        ("il a eu un infarctus il y a dix ans je voudrais un rendez-vous", "appointment_new"),
        ("je serai en retard de dix minutes à mon rendez-vous", "message"),
        ("bla", "other"),
    ],
)
def test_danger_comes_first_and_only_when_it_is_meant(text: str, intent: str) -> None:
    assert answered(kind="intent", trade="medical", text=text)["intent"] == intent


@pytest.mark.parametrize(
    ("text", "surname", "first_name"),
    [
        ("madame Lefèvre", "Lefèvre", None),
        ("Dupont Marie", "Dupont", "Marie"),
        ("Jean Pierre Martin", "Martin", "Jean-Pierre"),
        ("Jean-Pierre de La Tour", "de La Tour", "Jean-Pierre"),
        ("nom Durand prénom Claire", "Durand", "Claire"),
        ("Morel non pardon Moreau", "Moreau", None),
        ("c'est Claire Martin tiret Dubois", "Martin-Dubois", "Claire"),
        ("pardon", None, None),
        ("quoi", None, None),
    ],
)
def test_first_names_and_surnames(text: str, surname: str | None, first_name: str | None) -> None:
    found = answered(kind="name", text=text)
    assert (found["surname"], found["first_name"]) == (surname, first_name)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("no json", "line 3: is no JSON"),
        ("[1]", "line 3: is no object"),
        ("[" * 19_000, "line 3: is no JSON"),
        ('"' + "a" * 20_000 + '"', "line 3: is 20002 characters long"),
        ('{"kind": "what", "text": "x"}', "kind: 'what' is none of when, phone"),
        ('{"kind": "yesno"}', "text: is missing"),
        ('{"kind": "yesno", "text": 3}', "text: must be a text"),
        ('{"kind": "yesno", "text": "x", "language": "de-DE"}', "language: 'de-DE'"),
        ('{"kind": "phone", "text": "x", "country": "France"}', "country: 'FRANCE'"),
        ('{"kind": "when", "text": "x"}', "now: is missing"),
        ('{"kind": "when", "text": "x", "now": "tomorrow"}', "now: 'tomorrow' is no time"),
        ('{"kind": "when", "text": "demain", "now": "9999-12-31T10:00"}', "is not between 1900"),
        ('{"kind": "when", "text": "hier", "now": "0001-01-01T00:00"}', "is not between 1900"),
        ('{"id": NaN, "kind": "yesno", "text": "x"}', "line 3: id: "),
        ('{"id": [1e999], "kind": "yesno", "text": "x"}', "line 3: id: "),
        (" ", "line 3: is empty"),
        ("\ufeff", "line 3: is empty"),
        ('{"kind": "intent", "text": "x", "trade": "plombier"}', "trade: 'plombier' is none of"),
        ('{"kind": "intent", "text": "x", "trade": "plumber"}', "artisan, association, other"),
        ('{"kind": "intent", "text": "x", "trade": ""}', "trade: '' is none of medical, dental"),
        ('{"kind": "intent", "text": "x", "trade": 3}', "trade: must be a text"),
    ],
)
def test_a_line_that_makes_no_sense_says_why(line: str, told: str) -> None:
    assert told in answer_to(line, 3)["error"]


def test_a_bad_line_stops_nothing_and_shows_at_the_end() -> None:
    good = json.dumps({"id": "a", "kind": "yesno", "language": "en-GB", "text": "yes please"})
    code, answers = run(f"{good}\n\nnope\n{good}\n")
    assert code == 1
    assert [one["id"] for one in answers] == ["a", None, None, "a"]
    assert answers[0]["answer"] == answers[3]["answer"] == "yes"
    assert answers[1]["error"] == "line 2: is empty"
    assert run(f"{good}\n")[0] == 0


@pytest.mark.parametrize("kind", ["when", "phone", "name", "intent", "yesno"])
@pytest.mark.parametrize(
    "text",
    ["a" * 19_000, "e" * 1_999 + " demain", "es" * 3_000, "anticonstitutionnellement" * 100,
     "0" * 15_000, "\ud800\udfff", "\x00", "́" * 3_000, "9" * 19_000 + " heures"],
    ids=["aaa", "eee", "eses", "long", "zeros", "halves", "nothing", "accents", "nines"],
)  # fmt: skip
def test_no_word_is_too_long_or_too_odd(kind: str, text: str) -> None:
    answer = answered(kind=kind, now=NOW, text=text, trade="medical")
    assert answer["id"] == 7
    assert "error" not in answer


def test_whatever_comes_every_line_has_its_answer() -> None:
    lines = [
        json.dumps({"id": "\ud800", "kind": "yesno", "text": "oui"}),
        json.dumps({"id": "é", "kind": "name", "text": "c'est Léa Roy"}),
        "",
        '{"id": NaN, "kind": "yesno", "text": "oui"}',
        json.dumps({"id": 5, "kind": "intent", "text": "a" * 19_000, "trade": "medical"}),
    ]
    code, answers = run("\n".join(lines) + "\n")
    assert code == 1
    assert [one["id"] for one in answers] == ["\ud800", "é", None, None, 5]
    assert answers[1]["surname"] == "Roy"


@pytest.mark.parametrize(
    ("language", "text"),
    [("fr-FR", "une fuite d'eau chez moi"), ("en-GB", "water is pouring out of the wall")],
)
def test_a_leak_is_urgent_to_a_plumber_and_the_trade_must_be_one_we_know(
    language: str, text: str
) -> None:
    def asked(trade: str, kind: str = "intent") -> dict[str, Any]:
        return answered(kind=kind, language=language, trade=trade, text=text)

    assert asked("artisan")["intent"] == asked("Artisan")["intent"] == "urgent"
    assert "trade: 'plumber' is none of medical" in asked("plumber")["error"]
    assert "error" not in asked("plumber", kind="yesno")  # which is read without any trade


def test_a_file_from_windows_is_read_from_its_first_line() -> None:
    """Notepad and PowerShell begin a file with a byte-order mark, and end lines with two signs."""
    command = [sys.executable, "-m", "telesec", "understand"]
    line = '{"id": 1, "kind": "name", "text": "c\'est Léa Roy"}\r\n'
    done = subprocess.run(
        command, input=(line * 2).encode("utf-8-sig"), capture_output=True, check=False
    )
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 0
    assert [one["surname"] for one in answers] == ["Roy", "Roy"]


def test_what_is_no_utf_8_stops_nothing() -> None:
    command = [sys.executable, "-m", "telesec", "understand"]
    spoken = b'{"id": 1, "kind": "yesno", "text": "oui \xff"}\n' * 2
    done = subprocess.run(command, input=spoken, capture_output=True, check=False)
    assert [json.loads(line)["id"] for line in done.stdout.splitlines()] == [1, 1]


def test_it_does_not_load_the_house() -> None:
    """Another program may start it for one sentence: no web, no database, no carrier."""
    code = (
        "import sys; sys.argv = ['telesec', 'understand']\n"
        "from telesec.__main__ import main\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "heavy = {'flask', 'sqlalchemy', 'twilio', 'apscheduler'} & set(sys.modules)\n"
        "assert not heavy, heavy\n"
    )
    subprocess.run([sys.executable, "-c", code], input="", text=True, check=True)
