"""A name as it is written down, and which of it is the first name."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Name:
    """A caller's name as it is written down; ``spelled``: letters of it were dictated.

    ``surname`` is the family's, with its "de" and "le"; either is None where it was not said.
    """

    first_name: str | None
    surname: str | None
    spelled: bool = False

    @property
    def full(self) -> str:
        """Both, the first name first."""
        return " ".join(filter(None, (self.first_name, self.surname)))
