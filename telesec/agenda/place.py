"""Places: where a practitioner sees people, when it is not the usual one."""

from pydantic import BaseModel, ConfigDict
from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from telesec.database import AsJson, Base
from telesec.values.language import Language
from telesec.values.opening_hours import WeeklyHours


class Place(Base):
    """A place of a client's. ``names`` are as said behind a time: "à la clinique des Lilas"."""

    __tablename__ = "places"
    __table_args__ = (UniqueConstraint("client_id", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    client_id: Mapped[int] = mapped_column(ForeignKey("clients.id"))
    key: Mapped[str] = mapped_column(String(60))
    names: Mapped[dict[Language, str]] = mapped_column(AsJson(dict[Language, str]))
    address: Mapped[str] = mapped_column(String(300))


class HoursElsewhere(BaseModel):
    """When a practitioner is at the place with that key. There, and then, these hours win over
    those at the usual place; of several, the first.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    place: str
    hours: WeeklyHours
