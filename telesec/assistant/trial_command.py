"""``telesec scripts rehearse FILE``: talk with a call script in the terminal."""

import re
import sys
from datetime import UTC, datetime
from pathlib import Path

import click

from telesec.assistant.command import local_instant
from telesec.assistant.speaking import spoken_moment
from telesec.assistant.trial import Outcome, Trial, open_trial
from telesec.onboarding.command import read_clients_file
from telesec.scripts.command import scripts
from telesec.values.conversation import (
    HangUp,
    Heard,
    HeardKind,
    Hold,
    Listen,
    Prompt,
    RecordMessage,
    Refuse,
    Ring,
    RingOutcome,
)
from telesec.values.language import Language, text_in
from telesec.values.telephone import NotATelephoneNumber, national, parse_number
from telesec.values.yaml_file import BadFile

KEYS = re.compile(r"[0-9*]{1,12}#?")
GOODBYES = {"/raccroche", "/hangup", "/q"}
MOST_TURNS = 200

WORDS = {
    Language.FR: {
        "help": "Écrivez ce que dit l’appelant ; des chiffres sans espace sont des touches ;"
        " une ligne vide est un silence ; /raccroche pour raccrocher.",
        "telesec": "telesec ",
        "caller": "appelant",
        "rings": "☎ on sonne {whom}. Décroche-t-on ? (o/n)",
        "yes": "o",
        "waits": "… l’appelant attend une personne (ligne vide : il attend encore)",
        "beep": "● bip : le message après le signal sonore",
        "refused": "■ l’appel est refusé : l’appelant l’entend occupé",
        "over": "■ fin de l’appel après {turns} tours",
        "message": "message",
        "urgent": "message URGENT",
        "partial": "message incomplet",
        "urgent_partial": "message URGENT incomplet",
        "appointment": "rendez-vous",
        "listed": "sur la liste d’attente",
        "nothing": "ni message, ni rendez-vous",
        "nameless": "sans nom",
    },
    Language.EN: {
        "help": "Write what the caller says; figures without a space are keys; an empty line is"
        " silence; /hangup to hang up.",
        "telesec": "telesec",
        "caller": "caller ",
        "rings": "☎ ringing {whom}. Does anybody pick up? (y/n)",
        "yes": "y",
        "waits": "… the caller waits for a person (empty line: waits on)",
        "beep": "● beep: the message after the tone",
        "refused": "■ the call is refused: the caller hears it busy",
        "over": "■ end of the call after {turns} turns",
        "message": "message",
        "urgent": "URGENT message",
        "partial": "unfinished message",
        "urgent_partial": "unfinished URGENT message",
        "appointment": "appointment",
        "listed": "on the waiting list",
        "nothing": "neither message nor appointment",
        "nameless": "no name",
    },
}

# Of a message: whether it is urgent, and whether it was not finished.
_KINDS = {
    (False, False): "message",
    (True, False): "urgent",
    (False, True): "partial",
    (True, True): "urgent_partial",
}


@scripts.command("rehearse")
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--clients",
    "clients_file",
    type=click.Path(path_type=Path),
    help="A clients file: the client that uses the script answers, with its own agenda.",
)
@click.option("--at", "at", help='Local time of the client, "2026-12-06 22:10"; default: now.')
@click.option("--from", "caller", default="06 12 34 56 78", help='"" hides the number.')
@click.option(
    "--language",
    type=click.Choice([code.value for code in Language]),
    help="The call begins in it. Default: as calls to the client do.",
)
def rehearse_script(
    file: Path,
    clients_file: Path | None,
    at: str | None,
    caller: str,
    language: str | None,
) -> None:
    """Talk with the call script in FILE, here in the terminal. Nothing is kept or sent."""
    try:
        number = parse_number(caller) if caller else None
        clients = read_clients_file(clients_file) if clients_file else None
        chosen = Language(language) if language else None
        with open_trial(
            file,
            at=lambda client: local_instant(client, at) if at else datetime.now(UTC),
            clients=clients,
            caller=number,
            language=chosen,
        ) as trial:
            _talk(trial)
    except BadFile as bad:
        raise click.ClickException(str(bad)) from bad
    except NotATelephoneNumber as error:
        raise click.ClickException(str(error)) from error


def _talk(trial: Trial) -> None:
    prompt = trial.picks_up()
    language = trial.language
    words = WORDS[language]
    click.secho(words["help"], dim=True)
    for _ in range(MOST_TURNS):
        _say(prompt, words)
        heard = _answer(prompt, words)
        if heard is None:
            break
        prompt = trial.hears(heard)
    _tell(trial.ends(), language)


def _say(prompt: Prompt, words: dict[str, str]) -> None:
    for sentence in prompt.says:
        click.secho(f"{words['telesec']}  {sentence.text}", fg="cyan")


def _answer(prompt: Prompt, words: dict[str, str]) -> Heard | None:
    """What happens next; None when the call is over."""
    match prompt.then:
        case HangUp():
            return None
        case Refuse():
            click.echo(words["refused"])
            return None
        case Ring():
            whom = ", ".join(national(number, "FR") for number in prompt.then.numbers)
            line = _line(words["rings"].format(whom=whom))
            taken = (line or "").lower().startswith(words["yes"])
            outcome = RingOutcome.TAKEN if taken else RingOutcome.NO_ANSWER
            return Heard(kind=HeardKind.RING_OVER, ring_outcome=outcome)
        case RecordMessage():
            line = _line(words["beep"])
            if line is None:
                return None
            seconds = max(1, len(line.split()) // 2)
            sid = "RE" + "0" * 32
            return Heard(kind=HeardKind.RECORDING, recording_sid=sid, recording_seconds=seconds)
        case Hold():
            line = _line(words["waits"])
        case Listen() | _:
            line = _line(words["caller"])
    if line is None or line in GOODBYES:
        return None
    if not line:
        return Heard(kind=HeardKind.SILENCE)
    if KEYS.fullmatch(line):
        return Heard(kind=HeardKind.DIGITS, text=line.rstrip("#"))
    return Heard(kind=HeardKind.SPEECH, text=line, confidence=1.0)


def _line(what: str) -> str | None:
    """A line of the person at the terminal; None at the end of the input."""
    click.echo(f"{what}  ", nl=False)
    try:
        line = sys.stdin.readline()
    except KeyboardInterrupt:
        line = ""
    if not line or not sys.stdin.isatty():  # lines from a file are shown as if they were typed
        click.echo(line.strip())
    return line.strip() if line else None


def _tell(outcome: Outcome, language: Language) -> None:
    words, client = WORDS[language], outcome.client
    click.echo(words["over"].format(turns=outcome.turns))
    for message in outcome.messages:
        kind = _KINDS[message.urgency == "urgent", message.status == "partial"]
        number = national(message.callback_number, "FR") if message.callback_number else ""
        who = f"{message.caller_name or words['nameless']}, {number}".rstrip(", ")
        subject = f" · {message.subject}" if message.subject else ""
        click.secho(f"  → {words[kind]}{subject} · {who}", bold=True)
        for line in message.body.splitlines():
            click.echo(f"     {line}")
    for one in outcome.appointments:
        local = client.local(one.starts_at).replace(tzinfo=None)
        when = spoken_moment(local, language, client.local(outcome.ended_at).date())
        kind = text_in(one.appointment_type.names, language)
        head = f"  → {words['appointment']} · {when} · {one.practitioner.name} · {kind}"
        click.secho(f"{head} · {one.caller_name or words['nameless']}", bold=True)
        for line in one.notes.splitlines():
            click.echo(f"     {line}")
    for entry in outcome.waiting:
        kind = text_in(entry.appointment_type.names, language)
        number = national(entry.telephone, client.country)
        who = f"{entry.caller_name or words['nameless']}, {number}"
        click.secho(f"  → {words['listed']} · {kind} · {who}", bold=True)
    if not (outcome.messages or outcome.appointments or outcome.waiting):
        click.echo(f"  → {words['nothing']} ({outcome.disposition})")
