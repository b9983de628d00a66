"""WebDAV's XML (RFC 4918): what is asked for, and what a server, perhaps a hostile one, answers."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

NAMES = {"D": "DAV:", "C": "urn:ietf:params:xml:ns:caldav"}
MOST_RESPONSES = 20_000
LONGEST_TEXT = 2_000


class NotDav(ValueError):
    """Not an answer of a WebDAV server."""


@dataclass(frozen=True, slots=True)
class Found:
    """One resource in an answer, with those of its properties that the server told."""

    href: str
    _properties: dict[str, Element] = field(repr=False)

    @property
    def is_calendar(self) -> bool:
        """Whether events can be put into it."""
        kind = self._properties.get(_full("D:resourcetype"))
        return kind is not None and kind.find("C:calendar", NAMES) is not None

    def text(self, name: str) -> str:
        """A property's text; empty when it has none."""
        found = self._properties.get(_full(name))
        return (found.text or "").strip()[:LONGEST_TEXT] if found is not None else ""

    def href_in(self, name: str) -> str:
        """The first address in a property; empty when there is none."""
        return next(iter(self.hrefs_in(name)), "")

    def hrefs_in(self, name: str) -> list[str]:
        """The addresses in a property."""
        found = self._properties.get(_full(name))
        given = found.findall("D:href", NAMES) if found is not None else []
        return [one.text.strip() for one in given if one.text and one.text.strip()]

    def values(self, name: str, child: str, attribute: str) -> set[str]:
        """That attribute of each such child of a property."""
        found = self._properties.get(_full(name))
        given = found.findall(child, NAMES) if found is not None else []
        return {one.get(attribute, "") for one in given}

    def names_in(self, name: str, child: str) -> set[str]:
        """The full names of what stands in each such child of a property."""
        found = self._properties.get(_full(name))
        given = found.findall(child, NAMES) if found is not None else []
        return {inner.tag for one in given for inner in one}


def propfind(properties: Sequence[str]) -> bytes:
    """The body of a request for these properties, each with its prefix: ``D:displayname``."""
    wanted = "".join(f"<{name}/>" for name in properties)
    spaces = " ".join(f'xmlns:{prefix}="{name}"' for prefix, name in NAMES.items())
    text = f'<?xml version="1.0" encoding="utf-8"?>\n<D:propfind {spaces}><D:prop>{wanted}'
    return f"{text}</D:prop></D:propfind>".encode()


def read_multistatus(body: bytes) -> list[Found]:
    """The resources in an answer. Raises NotDav for anything else than a plain multistatus."""
    # Without a declaration of entities none can grow; in any other coding than UTF-8, where such
    # a declaration would not be seen, there are zeros.
    if b"\x00" in body or b"<!DOCTYPE" in body or b"<!ENTITY" in body:
        raise NotDav
    try:
        root = ElementTree.fromstring(body)  # noqa: S314 - see above
    except (ElementTree.ParseError, ValueError, LookupError) as error:
        raise NotDav from error
    if root.tag != _full("D:multistatus"):
        raise NotDav
    return list(_responses(root))[:MOST_RESPONSES]


def _responses(root: Element) -> Iterator[Found]:
    for response in root.findall("D:response", NAMES):
        href = (response.findtext("D:href", "", NAMES) or "").strip()
        properties = {
            one.tag: one
            for part in response.findall("D:propstat", NAMES)
            if " 200 " in f"{part.findtext('D:status', '', NAMES)} "
            for given in part.findall("D:prop", NAMES)
            for one in given
        }
        if href:
            yield Found(href, properties)


def _full(name: str) -> str:
    prefix, _, local = name.partition(":")
    return f"{{{NAMES[prefix]}}}{local}"
