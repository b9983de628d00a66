"""``telesec scripts``: for the person who writes call scripts."""

from pathlib import Path

import click

from telesec.scripts.document import PRESETS
from telesec.scripts.drawing.page import picture
from telesec.scripts.outline import outline
from telesec.scripts.reading import load_script, load_version
from telesec.scripts.schema import schema_text
from telesec.scripts.turns import longest_way
from telesec.values.language import Language
from telesec.values.whole_file import write_atomically
from telesec.values.yaml_file import BadFile, Mistake

DIRECTORY = Path("call_scripts")

in_directory = click.option(
    "--directory",
    type=click.Path(path_type=Path),
    default=DIRECTORY,
    show_default=True,
    help="Where the call scripts are.",
)


@click.group()
def scripts() -> None:
    """Check, read and draw call scripts."""


@scripts.command("check")
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@in_directory
def check_files(files: tuple[Path, ...], directory: Path) -> None:
    """Check FILES, or every script and preset; exit 1 when one has a mistake."""
    chosen = files or _all_scripts(directory)
    if not chosen:
        raise click.ClickException(f"no call script in {directory}")
    told: set[Mistake] = set()
    for file in chosen:
        told |= _told(file, told)
    if told:
        raise click.exceptions.Exit(1)


@scripts.command("show")
@click.argument("name")
@in_directory
@click.option("--language", type=click.Choice([code.value for code in Language]))
def show(name: str, directory: Path, language: str | None) -> None:
    """Print the script or preset NAME on one page."""
    own, preset = (folder / f"{name}.yaml" for folder in (directory, directory / PRESETS))
    try:
        script = load_script(preset if preset.is_file() and not own.is_file() else own)
    except BadFile as bad:
        raise click.ClickException(str(bad)) from bad
    chosen = Language(language) if language else None
    if chosen and chosen not in script.languages:
        raise click.ClickException(f"{name} is not in {chosen.value}")
    click.echo("\n".join(outline(script, chosen)))


@scripts.command("schema")
@click.option(
    "--output", type=click.Path(path_type=Path), help="The file to write; default: standard output."
)
def schema(output: Path | None) -> None:
    """Print the JSON Schema of call scripts, by which editors complete and mark them."""
    _written(schema_text(), output)


@scripts.command("draw")
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--language",
    type=click.Choice([code.value for code in Language]),
    help="Default: the script's first.",
)
@click.option(
    "--output", type=click.Path(path_type=Path), help="The file to write; default: standard output."
)
def draw(file: Path, language: str | None, output: Path | None) -> None:
    """Draw the call script in FILE as a picture (SVG), for the client to agree to."""
    try:
        script, version = load_version(file)
    except BadFile as bad:
        raise _told_and_over(bad) from bad
    spoken = Language(language) if language else script.languages[0]
    if spoken not in script.languages:
        raise click.ClickException(f"{script.name} is not in {spoken.value}")
    _written(picture(script, spoken, version[:8]), output)


def _written(text: str, output: Path | None) -> None:
    """``text`` to a file, whole or not at all, or to standard output."""
    if output is None:
        click.echo(text, nl=False)
        return
    try:
        write_atomically(output, text.encode())
    except OSError as error:
        raise click.ClickException(f"{output} cannot be written: {error.strerror}") from error


def _told_and_over(bad: BadFile) -> click.exceptions.Exit:
    """Print the mistakes as ``check`` does, but beside the picture's own way out."""
    for mistake in bad.mistakes:
        click.echo(str(mistake), err=True)
    return click.exceptions.Exit(1)


def _all_scripts(directory: Path) -> tuple[Path, ...]:
    """Every script and preset. Files in .yml too: they would be overlooked, and are told so."""
    folders = (directory, directory / PRESETS)
    return tuple(path for folder in folders for path in sorted(folder.glob("*.y*ml")))


def _told(file: Path, before: set[Mistake]) -> set[Mistake]:
    """Print what there is to say of one file; a preset's mistake is told once only."""
    try:
        script = load_script(file)
    except BadFile as bad:
        for mistake in bad.mistakes:
            if mistake not in before:
                click.echo(str(mistake))
        return set(bad.mistakes)
    codes = ", ".join(script.languages)
    turns = longest_way(script).turns
    click.echo(f"{file}: OK ({len(script.steps)} steps; {codes}; at most {turns} questions)")
    return set()
