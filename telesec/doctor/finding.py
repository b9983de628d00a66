"""What one check found, in both languages."""

from dataclasses import dataclass
from enum import StrEnum

from telesec.values.language import Language


class Health(StrEnum):
    """Fine; worth a look, though calls are answered; or wrong."""

    FINE = "fine"
    LOOK = "look"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Finding:
    """What was looked at, how it is, and how to mend it. Texts are (French, English)."""

    what: tuple[str, str]
    health: Health
    told: tuple[str, str] = ("", "")
    mend: tuple[str, str] = ("", "")

    def lines(self, language: Language) -> list[str]:
        """As printed: a mark, what it is, and what to do about it."""
        place = 0 if language is Language.FR else 1
        mark = {Health.FINE: "✓", Health.LOOK: "!", Health.WRONG: "✗"}[self.health]
        told = f" : {self.told[place]}" if self.told[place] and place == 0 else ""
        told = told or (f": {self.told[place]}" if self.told[place] else "")
        lines = [f"{mark} {self.what[place]}{told}"]
        return [*lines, f"    → {self.mend[place]}"] if self.mend[place] else lines


def fine(what: tuple[str, str], told: tuple[str, str] = ("", "")) -> Finding:
    """In order."""
    return Finding(what, Health.FINE, told)


def wrong(what: tuple[str, str], told: tuple[str, str], mend: tuple[str, str]) -> Finding:
    """Calls, messages or invoices suffer from it."""
    return Finding(what, Health.WRONG, told, mend)


def look(what: tuple[str, str], told: tuple[str, str], mend: tuple[str, str]) -> Finding:
    """Worth a look."""
    return Finding(what, Health.LOOK, told, mend)
