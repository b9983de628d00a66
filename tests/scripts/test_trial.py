"""Talking with a call script in the terminal, before a caller does."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from telesec.cli import telesec
from tests.scripts.examples import SOUND, changed

SHIPPED = Path(__file__).parents[2] / "call_scripts"
PRESETS = SHIPPED / "presets"
HOUSE = SHIPPED.parent / "docs" / "examples" / "house.yaml"
AT = ("--at", "2026-12-03 10:10")
FRENCH = """\
trade: other
languages: [fr]
greeting: "Cabinet Petit, bonjour."
start: goodbye
steps:
  goodbye:
    end: "Au revoir."
"""


def rehearse(file: Path, said: list[str], *options: str) -> Result:
    arguments = ["scripts", "rehearse", str(file), *(options or AT)]
    return CliRunner().invoke(telesec, arguments, input="".join(f"{line}\n" for line in said))


def test_an_appointment_is_made_in_the_terminal_and_told_at_the_end() -> None:
    result = rehearse(
        PRESETS / "dental.yaml",
        [
            *("bonjour je voudrais un rendez-vous", "mardi matin", "le premier"),
            *("Marie Dupont", "3 mars 1980", "oui", "non"),
        ],
    )
    assert result.exit_code == 0, result.output
    assert "Je suis l’assistant vocal automatique" in result.output
    told = result.output.split("■ fin de l’appel")[1]
    assert "→ rendez-vous · mardi 8 décembre à 9 heures" in told
    assert "Marie Dupont" in told


def test_a_message_is_taken_and_told_with_the_callers_number() -> None:
    said = ["je voudrais laisser un message", "c'est pour annuler la livraison", "Paul Martin"]
    result = rehearse(PRESETS / "artisan.yaml", [*said, *["oui"] * 3, "non"])
    told = result.output.split("■ fin de l’appel")[1]
    assert "Paul Martin, 06 12 34 56 78" in told
    assert "c'est pour annuler la livraison" in told


def test_whoever_is_at_the_terminal_picks_up_in_place_of_the_one_on_call() -> None:
    result = rehearse(PRESETS / "legal.yaml", ["je suis placé en garde à vue", "o"])
    assert "☎ on sonne 06 00 00 00 01" in result.output
    assert "→ message URGENT · sans nom, 06 12 34 56 78" in result.output


def test_or_lets_it_ring_and_the_assistant_goes_on() -> None:
    said = ["je suis placé en garde à vue", "n", "n", "mon frère à Lille", "Paul Martin", "oui"]
    result = rehearse(PRESETS / "legal.yaml", said)
    told = result.output.split("■ fin de l’appel")[1]
    assert "→ message URGENT · Urgence · Paul Martin" in told
    assert "je suis placé en garde à vue" in told
    assert "mon frère à Lille" in told


def test_a_hidden_number_is_asked_for() -> None:
    said = ["je voudrais laisser un message", "rappelez-moi pour le devis", "Paul Martin"]
    result = rehearse(PRESETS / "artisan.yaml", said, *AT, "--from", "")
    assert "À quel numéro" in result.output


def test_the_trial_is_in_english_when_wanted() -> None:
    result = rehearse(PRESETS / "dental.yaml", ["/hangup"], *AT, "--language", "en")
    assert "Write what the caller says" in result.output
    assert "automated voice assistant" in result.output
    assert "neither message nor appointment" in result.output


def test_the_language_is_chosen_for_a_client_of_the_clients_file_too() -> None:
    options = ("--clients", str(HOUSE), "--language", "en")
    said = ["I'd like to leave a message", "/hangup"]
    result = rehearse(SHIPPED / "cabinet-martin.yaml", said, *AT, *options)
    assert result.exit_code == 0, result.output
    assert "Write what the caller says" in result.output
    assert "Doctor Martin and Doctor Lefèvre’s practice, hello" in result.output
    assert "what message" in result.output


def test_without_a_choice_the_terminal_speaks_as_the_call_does(tmp_path: Path) -> None:
    english = tmp_path / "petit.yaml"
    english.write_text(changed(("languages: [fr, en]", "languages: [en, fr]")), encoding="utf-8")
    result = rehearse(english, ["/hangup"])
    assert "Write what the caller says" in result.output
    assert "How can I help" in result.output


def test_a_language_that_the_script_does_not_speak_is_told(tmp_path: Path) -> None:
    french = tmp_path / "petit.yaml"
    french.write_text(FRENCH, encoding="utf-8")
    result = rehearse(french, ["/hangup"], *AT, "--language", "en")
    assert result.exit_code == 1
    assert "languages: does not name en" in result.output


@pytest.mark.parametrize(("language", "nameless"), [("fr", "sans nom"), ("en", "no name")])
def test_an_appointment_without_a_name_is_told_as_such(language: str, nameless: str) -> None:
    said = {
        "fr": ["je voudrais un rendez-vous pour un divorce", "mardi matin", "le premier", "1"],
        "en": ["I'd like an appointment about a divorce", "Tuesday morning", "the first one", "1"],
    }[language]
    result = rehearse(PRESETS / "legal.yaml", [*said, "1", "2"], *AT, "--language", language)
    assert f"· {nameless}\n" in result.output
    assert "None" not in result.output


def test_keys_silence_and_hanging_up_are_written_as_they_come() -> None:
    result = rehearse(PRESETS / "dental.yaml", ["", "0", "/raccroche"])
    assert result.exit_code == 0
    assert "■ fin de l’appel après" in result.output


def test_the_end_of_the_input_is_the_caller_hanging_up() -> None:
    result = rehearse(PRESETS / "dental.yaml", [])
    assert result.exit_code == 0
    assert "■ fin de l’appel après" in result.output


def test_nothing_is_left_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    rehearse(PRESETS / "dental.yaml", ["/raccroche"])
    assert list(tmp_path.iterdir()) == []


def test_a_client_of_the_clients_file_answers_with_its_own_agenda() -> None:
    script = SHIPPED / "cabinet-martin.yaml"
    result = rehearse(script, ["/raccroche"], *AT, "--clients", str(HOUSE))
    assert result.exit_code == 0, result.output
    assert "Cabinet des docteurs Martin et Lefèvre, bonjour" in result.output


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--at", "2026-13-06"], "is not a time such as"),
        (["--from", "12"], "12"),
        (["--clients", "nowhere.yaml"], "nowhere.yaml"),
    ],
)
def test_what_cannot_be_used_is_told_plainly(options: list[str], told: str) -> None:
    result = rehearse(PRESETS / "dental.yaml", [], *options)
    assert result.exit_code == 1
    assert told in result.output
    assert "Traceback" not in result.output


def test_a_script_with_a_mistake_is_told_with_its_line(tmp_path: Path) -> None:
    bad = tmp_path / "bad.yaml"
    bad.write_text(SOUND.replace("start: ", "start: nowhere_"), encoding="utf-8")
    result = rehearse(bad, [])
    assert result.exit_code == 1
    assert f"{bad}:" in result.output
    assert "no step is called" in result.output


def test_a_clients_file_without_the_script_is_told() -> None:
    result = rehearse(PRESETS / "dental.yaml", [], *AT, "--clients", str(HOUSE))
    assert result.exit_code == 1
    assert "no client uses the script 'dental'" in result.output


def test_who_would_come_earlier_is_on_the_list_at_the_end() -> None:
    said = [
        "bonjour c'est Marie Dupont une consultation avec le docteur Martin mardi matin",
        "le premier mais prévenez-moi si une place se libère avant",
        *("3 mars 1980", "oui", "non"),
    ]
    file = SHIPPED / "cabinet-martin.yaml"
    result = rehearse(file, said, *AT, "--clients", str(HOUSE))
    assert "C’est noté : vous recevrez un SMS si une place se libère plus tôt" in result.output
    told = result.output.split("■ fin de l’appel")[1]
    assert "→ sur la liste d’attente · consultation · Marie Dupont, 06 12 34 56 78" in told


@pytest.mark.parametrize(
    ("options", "said", "told"),
    [
        (AT, "j'ai la main coupée ça saigne beaucoup", "→ message URGENT incomplet"),
        ((*AT, "--language", "en"), "my husband can't breathe", "→ unfinished URGENT message"),
    ],
)
def test_an_urgent_message_that_breaks_off_is_told_as_urgent(
    options: tuple[str, ...], said: str, told: str
) -> None:
    result = rehearse(PRESETS / "medical.yaml", [said, "n", "n"], *options)
    assert told in result.output
