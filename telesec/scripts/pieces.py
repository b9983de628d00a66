"""What every piece of a call script is made of."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

RingSeconds = Annotated[int, Field(ge=5, le=60)]


class Piece(BaseModel):
    """A frozen piece of a script; unknown fields are mistakes."""

    model_config = ConfigDict(frozen=True, extra="forbid")
