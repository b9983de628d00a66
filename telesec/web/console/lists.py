"""What a list page was asked for: whose, of which day, with which words, from where on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, TypeVar

from flask import request, url_for
from sqlalchemy import ColumnElement, or_
from sqlalchemy.orm import InstrumentedAttribute

from telesec.values.opening_hours import instant
from telesec.web.console.forms import optional_day, whole
from telesec.web.login import Visitor
from telesec.web.translations import _

MOST_SHOWN = 100
LONGEST_SEARCH = 80
FEWEST_DIGITS = 3  # that are looked for in telephone numbers

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Asked:
    """The filters of a list, checked. ``client_ids`` are never others than the visitor's."""

    client_ids: list[int]
    chosen: str
    words: str
    on: date | None
    day: tuple[datetime, datetime] | None  # that local day, as instants
    before: int | None  # rows older than the one of this id

    @property
    def is_narrowed(self) -> bool:
        """Whether anything is left out on purpose."""
        return bool(self.chosen or self.words or self.on)

    def found_in(
        self, texts: Sequence[InstrumentedAttribute[Any]], numbers: InstrumentedAttribute[Any]
    ) -> ColumnElement[bool]:
        """Where the words stand in one of these columns; numbers as people write them."""
        places = [column.icontains(self.words, autoescape=True) for column in texts]
        digits = "".join(c for c in self.words if c.isdigit() and c.isascii()).removeprefix("0")
        if len(digits) >= FEWEST_DIGITS:
            places.append(numbers.contains(digits, autoescape=True))
        return or_(*places) if places else numbers.is_(None) & numbers.is_not(None)


def asked(visitor: Visitor) -> Asked:
    """The filters in the address. 404 for another's client; FormError for what is no day."""
    key = request.args.get("client", "")
    ids = [visitor.client(key).id] if key else visitor.ids
    words = "".join(c for c in request.args.get("q", "") if c.isprintable()).strip()
    on = optional_day("day")
    return Asked(
        client_ids=ids,
        chosen=key,
        words=words[:LONGEST_SEARCH],
        on=on,
        day=_instants(visitor, on, key) if on and visitor.clients else None,
        before=whole("before", _("Suite")) if request.args.get("before") else None,
    )


def _instants(visitor: Visitor, on: date, key: str) -> tuple[datetime, datetime]:
    zone = (visitor.client(key) if key else visitor.clients[0]).zone
    return instant(on, 0, zone), instant(on + timedelta(days=1), 0, zone)


def cut(rows: Sequence[Row]) -> tuple[Sequence[Row], bool]:
    """At most one page of rows, of ``MOST_SHOWN + 1`` that were looked for; whether more follow."""
    return rows[:MOST_SHOWN], len(rows) > MOST_SHOWN


def older_url(endpoint: str, last_id: int) -> str:
    """The address of the next page of the same list."""
    same: dict[str, Any] = {
        name: value for name, value in request.args.items() if name != "before" and value
    }
    return url_for(endpoint, **(same | {"before": str(last_id)}))
