"""The demonstration's directory: emptied at the start, and one demonstration's at a time."""

import fcntl
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

MARK = ".made-by-telesec-demo"
CHOOSE = "choisissez un autre dossier avec --directory."


class DemonstrationFailed(RuntimeError):
    """The demonstration cannot go on; the message says why, in French, and what can be done."""


@contextmanager
def own_directory(directory: Path) -> Iterator[Path]:
    """The directory, empty, and nobody else's until the end.

    Raises DemonstrationFailed, and touches nothing, when another demonstration runs in it or it
    holds things that no demonstration made.
    """
    with _marked(directory) as mark:
        try:
            # Held as long as the file is open, so that it ends with us however we end.
            fcntl.flock(mark, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise DemonstrationFailed(
                f"une démonstration tourne déjà dans {directory} : arrêtez-la d’abord (Ctrl-C),"
                f" ou {CHOOSE}"
            ) from error
        _empty(directory)
        yield directory.resolve()


def _marked(directory: Path) -> TextIO:
    mark = directory / MARK
    try:
        if directory.exists() and not directory.is_dir():
            raise DemonstrationFailed(f"{directory} est un fichier, pas un dossier : {CHOOSE}")
        directory.mkdir(parents=True, exist_ok=True)
        if not mark.exists() and any(directory.iterdir()):
            raise DemonstrationFailed(
                f"{directory} contient autre chose qu’une démonstration, rien n’y est touché :"
                f" {CHOOSE}"
            )
        return mark.open("a")
    except OSError as error:
        raise DemonstrationFailed(
            f"{directory} ne peut pas servir ({error.strerror}) : {CHOOSE}"
        ) from error


def _empty(directory: Path) -> None:
    for thing in directory.iterdir():
        if thing.name == MARK:
            continue
        if thing.is_dir() and not thing.is_symlink():
            shutil.rmtree(thing, ignore_errors=True)
        else:
            thing.unlink()
