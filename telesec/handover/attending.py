"""Whose e-mail address an event of another house holds: the caller's, or nobody's we are sure of.

Calendar programs list whoever was invited: the practitioner, rooms, colleagues. A reminder must not
go to any of them, so that an address is taken only where it can be no one else's.
"""

import re
from collections.abc import Iterator
from typing import Any

from telesec.agenda.names import has_first_name, is_alike, parts_of
from telesec.values.email_address import parse_email

LONGEST_LOOKED_AT = 4_000  # characters of a description
_NO_PERSON = frozenset({"ROOM", "RESOURCE", "GROUP"})  # RFC 5545 3.2.3
# As our own export writes it under the telephone, and as many people do.
_WRITTEN = re.compile(r"^\s*(?:e-?mail|mail|courriel|mél)\s*:\s*(\S+@\S+?)[.,;]?\s*$", re.I | re.M)


def address_in(event: Any, name: str) -> str | None:
    """The address of the caller called ``name``: of the attendee with that name, or else the one
    that stands in the description as an e-mail address. A surname alone may be a relative's or a
    colleague's: it is enough for nobody, and to doubt an address there must be no more.
    """
    guests = [one for one in _guests(event) if is_alike(one[1], name)]
    sure = all(_is_whole_name(called, name) for _, called in guests)
    named = {address for address, _ in guests} if sure else set()
    written = {
        address
        for found in _WRITTEN.findall(str(event.get("DESCRIPTION", ""))[:LONGEST_LOOKED_AT])
        if (address := _parsed(found))
    }
    for addresses in (named, written):
        if len(addresses) == 1:
            return addresses.pop()
    return None


def _is_whole_name(called: str, name: str) -> bool:
    """Whether both tell a first name, and the one no more than the other."""
    counts = {sum(part.isalpha() for part in parts_of(one)) for one in (called, name)}
    return has_first_name(called) and has_first_name(name) and len(counts) == 1


def _guests(event: Any) -> Iterator[tuple[str, str]]:
    """Address and name of each person who was invited by name. Who stands there without any, or
    with the address for one as Google writes it, is as often the practitioner as the caller.
    """
    host = _parsed(str(event.get("ORGANIZER", "")))
    attending = event.get("ATTENDEE", [])
    for one in attending if isinstance(attending, list) else [attending]:
        address = _parsed(str(one))
        told = getattr(one, "params", {})
        if address is None or address == host or str(told.get("CUTYPE", "")).upper() in _NO_PERSON:
            continue
        called = str(told.get("CN", "")).strip()
        if "@" not in called:
            yield address, called


def _parsed(text: str) -> str | None:
    try:
        return parse_email(re.sub(r"^mailto:", "", text.strip(), flags=re.IGNORECASE))
    except ValueError:
        return None
