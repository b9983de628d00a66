"""What was learnt or listed, kept beside the code: files of data/."""

from importlib.resources import files


def stored(name: str) -> str:
    """The text of the data file ``name``."""
    return files("telesec.assistant.understanding").joinpath("data", name).read_text("utf-8")
