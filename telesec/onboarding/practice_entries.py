"""Parts of the clients file about how a practice works: places, and what its people share."""

from pydantic import BaseModel, ConfigDict, Field

from telesec.onboarding.fields import Key, Line100, Line120, Line300
from telesec.values.language import Language
from telesec.values.opening_hours import WeeklyHours


class Entry(BaseModel):
    """A part of the file. A field we do not know is a misspelling."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class PlaceEntry(Entry):
    """A place other than the practitioners' usual one."""

    key: Key
    names: dict[Language, Line100] = Field(min_length=1)
    address: Line300


class ElsewhereEntry(Entry):
    """When a practitioner is at one of the places; not at the usual one then."""

    place: Key
    opening_hours: WeeklyHours


class ResourceEntry(Entry):
    """What some appointments need, and of which there are so many."""

    key: Key
    name: Line120
    capacity: int = Field(default=1, ge=1, le=1000, strict=True)
