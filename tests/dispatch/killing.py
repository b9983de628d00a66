"""A process that is killed just before it commits, as kill -9 does."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import event
from sqlalchemy.orm import Session


class Killed(BaseException):
    """Nothing is committed, and nobody catches it."""


@contextmanager
def killed_before_it_commits() -> Iterator[None]:
    """What runs in the block dies at its first commit."""

    def dies(session: Session) -> None:
        del session
        raise Killed

    event.listen(Session, "before_commit", dies)
    try:
        with pytest.raises(Killed):
            yield
    finally:
        event.remove(Session, "before_commit", dies)
