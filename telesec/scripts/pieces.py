"""What every piece of a call script is made of."""

from datetime import date
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

RingSeconds = Annotated[int, Field(ge=5, le=60)]


class Piece(BaseModel):
    """A frozen piece of a script; unknown fields are mistakes."""

    model_config = ConfigDict(frozen=True, extra="forbid")


def one_or_several(value: Any) -> Any:
    """One word stands for a list of one."""
    return [value] if isinstance(value, str | date) else value
