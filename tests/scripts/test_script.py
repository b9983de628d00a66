"""A sound file becomes the script its author meant."""

import pytest
from pydantic import ValidationError

from telesec.scripts.reading import fingerprint, parse_script
from telesec.scripts.script import DEFAULT_ANNOUNCE, Script, WhoAnswers
from telesec.scripts.steps import (
    AppointmentStep,
    EndStep,
    MenuStep,
    MessageStep,
    SayStep,
    TransferStep,
    next_steps,
)
from telesec.scripts.texts import filled
from telesec.values.language import Language
from tests.scripts.examples import SOUND, changed, mistakes_in

FR, EN = Language.FR, Language.EN

ONE_LANGUAGE = """\
trade: artisan
greeting: "{client}, bonjour."
hints: [fuite]
start: ask
steps:
  ask:
    menu: "Que puis-je faire pour vous ?"
    choices:
      - {key: "1", words: [rendez-vous], label: "pour un rendez-vous", go: book}
  book: {appointment: , go: bye, otherwise: bye}
  bye: {end: "Au revoir."}
"""


def petit() -> Script:
    return parse_script(SOUND, "call_scripts/petit.yaml")


def test_a_script_is_named_after_its_file() -> None:
    assert petit().name == "petit"


def test_each_step_is_what_its_own_key_says() -> None:
    kinds = {name: type(step) for name, step in petit().steps.items()}
    assert kinds == {
        "welcome": MenuStep,
        "appointment": AppointmentStep,
        "directions": SayStep,
        "message": MessageStep,
        "on_call": TransferStep,
        "goodbye": EndStep,
    }


@pytest.mark.parametrize(
    ("name", "following"),
    [
        ("welcome", ("appointment", "directions")),
        ("appointment", ("goodbye", "message")),
        ("directions", ("welcome",)),
        ("message", ("goodbye",)),
        ("on_call", ("message",)),
        ("goodbye", ()),
    ],
)
def test_the_steps_that_may_follow(name: str, following: tuple[str, ...]) -> None:
    script = petit()
    assert next_steps(script.step(name)) == following


def test_two_choices_may_lead_to_the_same_step() -> None:
    directions = SOUND[SOUND.index("  directions:") : SOUND.index("  message:")]
    text = changed(("go: directions", "go: appointment"), (directions, ""))
    script = parse_script(text, "petit.yaml")
    assert next_steps(script.step("welcome")) == ("appointment",)


def test_what_is_not_said_has_its_default() -> None:
    script = petit()
    assert script.announce == DEFAULT_ANNOUNCE
    assert script.answer_first.open is script.answer_first.closed is WhoAnswers.ASSISTANT
    message, transfer = script.step("message"), script.step("on_call")
    assert isinstance(message, MessageStep)
    assert isinstance(transfer, TransferStep)
    assert message.message.ask_name
    assert message.message.ask_number
    assert message.message.urgency == "routine"
    assert transfer.transfer.seconds == 20
    assert transfer.transfer.announce


def test_one_word_says_who_answers_at_any_hour() -> None:
    script = parse_script("answer_first: secretary\n" + SOUND, "petit.yaml")
    assert script.answer_first.open == script.answer_first.closed == WhoAnswers.SECRETARY


def test_the_secretary_may_answer_by_opening_hours() -> None:
    hours = "answer_first: {open: secretary, seconds: 15}\n"
    first = parse_script(hours + SOUND, "petit.yaml").answer_first
    assert (first.open, first.closed, first.seconds) == ("secretary", "assistant", 15)


def test_one_greeting_serves_open_and_closed() -> None:
    greeting = petit().greeting
    assert greeting.texts(is_open=False) == greeting.texts(is_open=True)


def test_a_closed_greeting_is_used_when_closed() -> None:
    text = changed(
        (
            'greeting: {fr: "Cabinet Petit, bonjour.", en: "Petit’s office, good morning."}',
            "greeting: {open: {fr: Ouvert, en: Open}, closed: {fr: Fermé, en: Closed}}",
        )
    )
    greeting = parse_script(text, "petit.yaml").greeting
    assert greeting.texts(is_open=True)[FR] == "Ouvert"
    assert greeting.texts(is_open=False)[FR] == "Fermé"


def test_a_script_in_one_language_may_write_plain_texts() -> None:
    script = parse_script(ONE_LANGUAGE, "moreau.yaml")
    menu = script.step("ask")
    assert isinstance(menu, MenuStep)
    assert script.greeting.open == {FR: "{client}, bonjour."}
    assert script.announce == {FR: DEFAULT_ANNOUNCE[FR]}
    assert menu.choices[0].words == {FR: ("rendez-vous",)}
    assert script.hints == {FR: ("fuite",)}


def test_plain_texts_of_a_script_in_english_are_english() -> None:
    script = parse_script("languages: [en]\n" + ONE_LANGUAGE, "moreau.yaml")
    assert list(script.greeting.open) == list(script.announce) == [EN]


def test_a_folded_block_is_one_line_of_speech() -> None:
    text = ONE_LANGUAGE.replace(
        '{end: "Au revoir."}', "\n    end: |\n      Merci\n      et au revoir.\n"
    )
    assert parse_script(text, "moreau.yaml").steps["bye"] == EndStep(
        end={FR: "Merci et au revoir."}
    )


def test_yes_and_no_are_words() -> None:
    text = changed(("en: [address]", "en: [yes, no, on]"))
    menu = parse_script(text, "petit.yaml").step("welcome")
    assert isinstance(menu, MenuStep)
    assert menu.choices[1].words[EN] == ("yes", "no", "on")


def test_a_script_cannot_be_changed() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        petit().start = "goodbye"  # type: ignore[misc]


def test_the_client_is_named_when_it_is_spoken() -> None:
    assert filled("{client}, bonjour.", "Plomberie Moreau") == "Plomberie Moreau, bonjour."


def test_the_fingerprint_is_the_sha256_of_the_text() -> None:
    assert fingerprint("é") == "4a99557e4033c3539de2eb65472017cad5f9557f7a0625a09f1c3f6e2ba69c4c"
    assert fingerprint(SOUND) != fingerprint(SOUND + " ")


def test_the_file_name_must_be_a_name() -> None:
    assert mistakes_in(SOUND, "Maître Durand.yaml") == [
        "Maître Durand.yaml:1: name: 'Maître Durand' is not a name: up to 40 of a-z, 0-9, - and _,"
        " a letter first, no accents"
    ]


OWN_REASON = "offers: 2, ask_reason: true, ask_reason_as: {fr: 'Quel bien ?', en: 'Which one?'}"


def test_the_reason_may_be_asked_in_the_words_of_the_trade() -> None:
    step = parse_script(changed(("offers: 2", OWN_REASON)), "petit.yaml").step("appointment")
    assert isinstance(step, AppointmentStep)
    assert step.appointment.ask_reason_as == {FR: "Quel bien ?", EN: "Which one?"}
    english_lacks = OWN_REASON.replace(", en: 'Which one?'", "")
    [told] = mistakes_in(changed(("offers: 2", english_lacks)))
    assert told.endswith("steps.appointment.appointment.ask_reason_as: is missing in en")


def test_own_words_for_a_reason_that_is_never_asked_are_a_mistake() -> None:
    [told] = mistakes_in(changed(("offers: 2", OWN_REASON.replace("true", "false"))))
    assert "ask_reason_as is never asked without ask_reason: true" in told
