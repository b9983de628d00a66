"""Each rule of the check: what is broken, and what the author is told, with file and line."""

from pathlib import Path
from time import process_time

import pytest

from telesec.scripts.reading import load_script, parse_script
from telesec.values.yaml_file import BadFile, parse_yaml
from tests.scripts.examples import SOUND, changed, mistakes_in

SAY = 'say: {fr: "4, place du Marché.", en: "4 place du Marché."}'
MENU = 'menu: {fr: "Que puis-je faire pour vous ?", en: "How can I help?"}'
CHOICE_2 = "      - key: 2\n"
END = 'end: {fr: "Au revoir.", en: "Goodbye."}'
GREETING = 'greeting: {fr: "Cabinet Petit, bonjour.", en: "Petit’s office, good morning."}'


def test_the_sound_example_is_sound() -> None:
    assert parse_script(SOUND, "call_scripts/petit.yaml").start == "welcome"


# What is changed in the sound example (old, new), then what the author is told.
Case = tuple[tuple[str, str] | str, ...]

SHAPE: dict[str, Case] = {
    "an unknown field": (
        ("start: welcome", "start: welcome\nmusic: jazz"),
        "10: music: unknown field; look for a misspelling",
    ),
    "an unknown field of a step": (
        ("offers: 2", "offres: 2"),
        "23: steps.appointment.appointment.offres: unknown field; look for a misspelling",
    ),
    "a field of another kind of step": (
        (END, END + "\n    go: welcome"),
        "37: steps.goodbye.go: unknown field; look for a misspelling",
    ),
    "a missing field": (("trade: other\n", ""), "1: trade: is missing"),
    "a missing way on": (
        ("    otherwise: message\n  directions", "  directions"),
        "22: steps.appointment.otherwise: is missing",
    ),
    "a step of no kind": (
        (SAY, "sagen: {fr: x}"),
        "26: steps.directions: must have exactly one of: menu, ask, cases, say, appointment,"
        " change, message, transfer, end",
    ),
    "a step of two kinds": (
        (END, f"{END}\n    {SAY}"),
        "35: steps.goodbye: must have exactly one of: menu, ask, cases, say, appointment, change,"
        " message, transfer, end",
    ),
    "a trade we do not know": (
        ("trade: other", "trade: baker"),
        "1: trade: Input should be 'medical', 'dental', 'physiotherapy', 'paediatrics',"
        " 'veterinary', 'legal', 'notary', 'accounting', 'real_estate', 'artisan',"
        " 'association' or 'other'",
    ),
    "a language we do not speak": (
        ("[fr, en]\n", "[fr, en, de]\n"),
        "2: languages.2: Input should be 'fr' or 'en'",
    ),
    "a language twice": (
        ("[fr, en]\n", "[fr, en, fr]\n"),
        "2: languages: names a language twice",
    ),
    "ringing for too long": (
        ("to: on_call,", "to: on_call, seconds: 61,"),
        "33: steps.on_call.transfer.seconds: Input should be less than or equal to 60",
    ),
    "more offers than a caller remembers": (
        ("offers: 2", "offers: 4"),
        "23: steps.appointment.appointment.offers: Input should be less than or equal to 3",
    ),
    "a name of our own": (
        ("trade: other", "name: petit\ntrade: other"),
        "1: name: unknown field; the file's own name is the name",
    ),
    "an accent in the name of a step": (
        (f"  goodbye:\n    {END}", f"  goodbye:\n    {END}\n  réponse:\n    {END}"),
        "37: steps.réponse: 'réponse' is not a name: up to 40 of a-z, 0-9, - and _,"
        " a letter first, no accents",
        "37: steps.réponse: nobody reaches this step",
    ),
}
TEXTS: dict[str, Case] = {
    "an empty text": (
        ('"4 place du Marché."', '" "'),
        "27: steps.directions.say.en: is empty",
    ),
    "a text nobody could listen to": (
        ('"4 place du Marché."', f'"{"a" * 701}"'),
        "27: steps.directions.say.en: is 701 characters long; at most 700 can be said",
    ),
    "a greeting nobody would wait for": (
        ('"Cabinet Petit, bonjour."', f'"{"a" * 251}"'),
        "3: greeting.fr: is 251 characters long; a greeting has at most 250",
    ),
    "a control character": (
        ('"4 place du Marché."', '"4\\a place"'),
        "27: steps.directions.say.en: contains a control character",
    ),
    "a text missing in a language": (
        (SAY, 'say: {fr: "4, place du Marché."}'),
        "27: steps.directions.say: is missing in en",
    ),
    "a greeting missing in a language": (
        (GREETING, 'greeting: {fr: "Cabinet Petit, bonjour."}'),
        "3: greeting: is missing in en",
    ),
    "a text in a language that is not declared": (
        (SAY, 'say: {fr: "x", en: "x", de: "x"}'),
        "27: steps.directions.say.de: Input should be 'fr' or 'en'",
    ),
    "one text for two languages": (
        (SAY, 'say: "4, place du Marché."'),
        "27: steps.directions.say: must be given once per language, as {fr: ..., en: ...}",
    ),
    "a placeholder we cannot fill": (
        ('"4 place du Marché."', '"{address}"'),
        "27: steps.directions.say.en: {address} is no placeholder; there is only {client}",
    ),
    "half a placeholder": (
        ('"4 place du Marché."', '"{client is here"'),
        "27: steps.directions.say.en: has a brace without its other half",
    ),
    "an announcement that hides the machine": (
        (
            "start: welcome",
            'announce: {fr: "Je suis Julie.", en: "I’m the automated assistant."}\nstart: welcome',
        ),
        "9: announce.fr: must say that the assistant is automatic (EU AI Act, article 50)",
    ),
    "a hint with a comma": (
        ("fr: [Petit, rendez-vous]", 'fr: [Petit, "Petit, Jean"]'),
        "4: hints.fr.1: has a comma: the recogniser would take it for two entries",
    ),
    "a hint that is too long": (
        ("en: [Petit]", f"en: [{'a' * 101}]"),
        "4: hints.en.0: is 101 characters long; the recogniser takes 100",
    ),
    "too many hints": (
        ("en: [Petit]", f"en: [{', '.join(f'n{i}' for i in range(501))}]"),
        "4: hints.en: Tuple should have at most 500 items after validation, not 501",
    ),
    "a phrase without a letter": (
        ("en: [very urgent]", 'en: ["!!"]'),
        "6: urgent.words.en.0: has no letter and no digit",
    ),
}
MENUS: dict[str, Case] = {
    "the same key twice": (
        (CHOICE_2, "      - key: 1\n"),
        "18: steps.welcome.choices.1.key: key '1' belongs to choice 1",
    ),
    "the key of a person": (
        (CHOICE_2, "      - key: 0\n"),
        "18: steps.welcome.choices.1.key: 0 is reserved everywhere: it asks for a person",
    ),
    "the key of the languages": (
        (CHOICE_2, "      - key: 9\n"),
        "18: steps.welcome.choices.1.key: 9 is reserved everywhere: it changes the language",
    ),
    "the key that repeats": (
        (CHOICE_2, '      - key: "*"\n'),
        "18: steps.welcome.choices.1.key: * is reserved everywhere: it repeats the question",
    ),
    "something that is no key": (
        (CHOICE_2, "      - key: 12\n"),
        "18: steps.welcome.choices.1.key: must be a key from 1 to 8",
    ),
    "a choice without words in a language": (
        ("{fr: [adresse], en: [address]}", "{fr: [adresse]}"),
        "19: steps.welcome.choices.1.words: is missing in en",
    ),
    "a choice with no word at all in a language": (
        ("{fr: [adresse], en: [address]}", "{fr: [adresse], en: []}"),
        "19: steps.welcome.choices.1.words.en: has no words",
    ),
    "a phrase of two choices": (
        ("{fr: [adresse], en: [address]}", "{fr: [adresse, Rendez vous], en: [address]}"),
        "19: steps.welcome.choices.1.words.fr.1: phrase 'rendez vous' belongs to choice 1",
    ),
}
FLOW: dict[str, Case] = {
    "a start that is no step": (
        ("start: welcome", "start: welcom"),
        "9: start: no step is called 'welcom'; did you mean 'welcome'?",
    ),
    "a choice that leads nowhere": (
        ("go: directions", "go: direction"),
        "21: steps.welcome.choices.1.go: no step is called 'direction'; did you mean 'directions'?",
    ),
    "an otherwise that leads nowhere": (
        ("    otherwise: message\n  goodbye", "    otherwise: xyz\n  goodbye"),
        "34: steps.on_call.otherwise: no step is called 'xyz'",
    ),
    "urgent words that lead nowhere": (
        ("then: on_call", "then: oncall"),
        "8: urgent.then: no step is called 'oncall'; did you mean 'on_call'?",
    ),
    "a message that is taken for ever": (
        ("    go: goodbye\n  on_call", "    go: message\n  on_call"),
        "29: steps.message: dead end: from here the call can never come to an end:"
        " message → message",
        "32: steps.on_call: dead end: from here the call can never come to an end:"
        " on_call → message → message",
    ),
    "a full agenda that is searched for ever": (
        ("    otherwise: message\n  directions", "    otherwise: appointment\n  directions"),
        "22: steps.appointment: endless loop in which the caller is asked nothing:"
        " appointment → appointment",
    ),
    "a transfer and an agenda that pass the caller to each other": (
        ("    otherwise: message\n  directions", "    otherwise: on_call\n  directions"),
        ("    otherwise: message\n  goodbye", "    otherwise: appointment\n  goodbye"),
        "22: steps.appointment: endless loop in which the caller is asked nothing:"
        " appointment → on_call → appointment",
        "29: steps.message: nobody reaches this step",
    ),
    "a step nobody reaches": (
        (END, f"{END}\n  office:\n    {END}"),
        "37: steps.office: nobody reaches this step",
    ),
}


def with_case(when: str) -> tuple[str, str]:
    """The sound example begins with a case."""
    case = f"      - when: {when}\n        go: message\n    otherwise: welcome\n"
    return "start: welcome\nsteps:\n", f"start: first\nsteps:\n  first:\n    cases:\n{case}"


LEAVE = (
    "trade: other\n",
    'trade: other\nstatuses: {leave: {label: {fr: "Congés", en: "Leave"}}}\n',
)
CONDITIONS: dict[str, Case] = {
    "a status the client never has": (
        LEAVE,
        with_case("{status: leaves}"),
        "14: steps.first.cases.0.when.status: no status is called 'leaves'; did you mean 'leave'?",
    ),
    "one of several": (
        LEAVE,
        with_case("{status: [leave, surgery]}"),
        "14: steps.first.cases.0.when.status: no status is called 'surgery'",
    ),
    "a status where there are none": (
        with_case("{status: leave}"),
        "13: steps.first.cases.0.when.status: no status is called 'leave'",
    ),
}
CASES = {**SHAPE, **TEXTS, **MENUS, **FLOW, **CONDITIONS}


@pytest.mark.parametrize("broken", CASES)
def test_the_author_is_told_where_and_what(broken: str) -> None:
    changes = [part for part in CASES[broken] if isinstance(part, tuple)]
    told = [f"call_scripts/petit.yaml:{part}" for part in CASES[broken] if isinstance(part, str)]
    assert mistakes_in(changed(*changes)) == told


def test_a_case_in_a_language_that_is_not_declared_never_comes() -> None:
    told = mistakes_in(
        changed(("languages: [fr, en]", "languages: [fr]"), with_case("{language: en}"))
    )
    place = "call_scripts/petit.yaml:13: steps.first.cases.0.when.language"
    assert f"{place}: no language is called 'en'" in told


def test_every_mistake_is_told_at_once_in_the_order_of_the_file() -> None:
    text = changed(
        ("trade: other", "trade: other\nmusic: jazz"),
        ("go: directions", "go: nowhere"),
        (', en: "Goodbye."', ""),
    )
    lines = [line.split(":")[1] for line in mistakes_in(text)]
    assert lines == ["2", "22", "37"]


def test_a_ninth_choice_is_one_too_many() -> None:
    choice = (
        "{{key: {key}, words: {{fr: [w{n}], en: [w{n}]}}, label: {{fr: l, en: l}}, go: goodbye}}"
    )
    keys = (3, 4, 5, 6, 7, 8, 8)
    more = "".join(f"      - {choice.format(key=key, n=n)}\n" for n, key in enumerate(keys))
    told = mistakes_in(changed(("  appointment:\n", more + "  appointment:\n")))
    assert told == [
        "call_scripts/petit.yaml:13: steps.welcome.choices: has 9 choices; a menu has at most 8",
        "call_scripts/petit.yaml:28: steps.welcome.choices.8.key: key '8' belongs to choice 8",
    ]


def test_a_menu_without_choices_asks_for_nothing() -> None:
    choices = SOUND[SOUND.index("    choices:\n") : SOUND.index("  appointment:\n")]
    told = mistakes_in(changed((choices, "    choices: []\n")))
    assert told[0] == "call_scripts/petit.yaml:13: steps.welcome.choices: has no choices"


@pytest.mark.parametrize("trade", ["medical", "dental"])
def test_a_practice_must_say_what_is_urgent(trade: str) -> None:
    urgent = SOUND[SOUND.index("urgent:") : SOUND.index("start:")]
    on_call = SOUND[SOUND.index("  on_call:") : SOUND.index("  goodbye:")]
    calm = changed((urgent, ""), (on_call, ""))
    assert parse_script(calm, "petit.yaml").urgent is None
    assert mistakes_in(calm.replace("trade: other", f"trade: {trade}")) == [
        f"call_scripts/petit.yaml:1: trade: a {trade} script must say what is urgent:"
        " add the field urgent"
    ]


def test_life_threatening_words_are_needed_in_every_language_once_there_are_any() -> None:
    only_french = '  say: {fr: "Je comprends."', "  life_threatening: {fr: [infarctus]}\n"
    told = mistakes_in(changed((only_french[0], only_french[1] + only_french[0])))
    assert told == ["call_scripts/petit.yaml:7: urgent.life_threatening: is missing in en"]


def test_a_text_in_english_needs_english_declared() -> None:
    text = changed(("languages: [fr, en]\n", ""))
    assert "call_scripts/petit.yaml:26: steps.directions.say.en: languages does not name en" in (
        mistakes_in(text)
    )


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "petit.yaml:1: must be a mapping of fields to values"),
        ("- a\n- b\n", "petit.yaml:1: must be a mapping of fields to values"),
        ("trade: other\nsteps: {a: [\n", "petit.yaml:3: not valid YAML"),
        ("trade: other\ntrade: legal\n", "petit.yaml:2: not valid YAML: found duplicate key"),
        ("greeting: {client}, bonjour\n", "petit.yaml:1: not valid YAML"),
    ],
)
def test_what_is_not_yaml_is_told_by_line(text: str, told: str) -> None:
    assert mistakes_in(text, "petit.yaml")[0].startswith(told)


@pytest.mark.parametrize("field", ["languages", "greeting", "announce", "hints", "urgent", "steps"])
@pytest.mark.parametrize("value", ["7", "[7, [8]]", "{1: 2}", "", "{fr: {}, en: 3}", "text"])
def test_no_field_can_hold_what_makes_the_check_fail(field: str, value: str) -> None:
    start = next(i for i, line in enumerate(SOUND.splitlines()) if "steps:" in line)
    text = "".join(
        line + "\n"
        for line in SOUND.splitlines()[:start]
        if not line.startswith((field, " ")) and line != "urgent:"
    )
    assert mistakes_in(f"{text}{field}: {value}\n")


@pytest.mark.parametrize("value", ["7", "[7, [8]]", "{1: 2}", "", "{fr: {}, en: 3}", "text"])
@pytest.mark.parametrize("key", ["menu", "choices", "say", "message", "transfer", "go", "end"])
def test_no_step_can_hold_what_makes_the_check_fail(key: str, value: str) -> None:
    text = f"trade: other\ngreeting: Petit\nstart: a\nsteps:\n  a:\n    {key}: {value}\n"
    if (key, value) == ("end", "text"):
        assert parse_script(text, "petit.yaml")
    else:
        assert mistakes_in(text)


NINE_TIMES_NINE = "".join(
    f"{name}: &{name} [{', '.join([f'*{before}'] * 9)}]\n"
    for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)


@pytest.mark.parametrize(
    "text",
    [
        "trade: [medical]\nlanguages: [[fr]]\nstart: [a]\nsteps: {? [a, b] : {end: x}}\n",
        "trade: other\nsteps: &all {a: *all}\nstart: a\n",
        f"a: &a [x]\n{NINE_TIMES_NINE}steps: {{a: *i}}\nhints: *i\ngreeting: *i\n",
        f"steps: {'[' * 3000}{']' * 3000}\n",
        "trade: !!python/object x\nsteps: !!set {a}\n",
        "trade: a\x07b\n",
        'greeting: "\\ud800"\n',
    ],
    ids=["keys", "itself", "bomb", "deep", "tags", "control", "surrogate"],
)
def test_hostile_files_are_refused_in_a_moment(text: str) -> None:
    before = process_time()
    assert mistakes_in(text)
    assert process_time() - before < 2


def test_brackets_in_comments_are_none() -> None:
    assert parse_yaml("# [ à faire\n" * 100 + SOUND, "petit.yaml").content["trade"]


@pytest.mark.parametrize("before", ["", '"a\n # b", '])
def test_brackets_in_brackets_are_told_with_their_line(before: str) -> None:
    text = f"trade: other\nsteps: [{before}{'[' * 60}"
    line = text.count("\n") + 1
    with pytest.raises(BadFile, match=f":{line}: is nested too deeply"):
        parse_yaml(text, "petit.yaml")


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(BadFile, match=r"petit\.yaml:1: no such file"):
        load_script(tmp_path / "petit.yaml")


def test_a_file_in_another_encoding(tmp_path: Path) -> None:
    (tmp_path / "petit.yaml").write_bytes(SOUND.encode("latin-1", "replace"))
    with pytest.raises(BadFile, match=r"petit\.yaml:1: is not UTF-8 text"):
        load_script(tmp_path / "petit.yaml")


def test_a_file_the_library_would_overlook(tmp_path: Path) -> None:
    (tmp_path / "petit.yml").write_text(SOUND, encoding="utf-8")
    with pytest.raises(BadFile, match=r"must end in \.yaml"):
        load_script(tmp_path / "petit.yml")
