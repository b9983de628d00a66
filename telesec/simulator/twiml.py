"""TwiML read: a document as a tree of verbs, with everything that is wrong with it.

https://www.twilio.com/docs/voice/twiml
"""

from dataclasses import dataclass, field
from xml.etree import ElementTree

from telesec.simulator.schema import Rule, rules_for
from telesec.simulator.speech_limits import say_problems

LARGEST_DOCUMENT = 64 * 1024


class BadDocument(Exception):
    """The carrier could not execute this; ``code`` is its error code."""

    def __init__(self, code: int, why: str) -> None:
        super().__init__(f"{code} {why}")
        self.code = code


@dataclass(frozen=True, slots=True)
class Verb:
    """One element of a document. ``text`` is what would be spoken, dialled or asked."""

    name: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: tuple["Verb", ...] = ()
    text: str = ""

    def get(self, name: str, default: str) -> str:
        """An attribute, or the carrier's default."""
        return self.attributes.get(name, default)

    def whole(self, name: str, default: int) -> int:
        """A whole number; the default when it is absent or no number (told elsewhere)."""
        text = self.attributes.get(name, "")
        return int(text) if text.isdecimal() else default

    def says_yes(self, name: str, default: bool) -> bool:
        """A true or false attribute."""
        return self.attributes.get(name, str(default).lower()) == "true"


@dataclass(frozen=True, slots=True)
class Document:
    """The verbs of one answer, in order, and what is wrong with them."""

    verbs: tuple[Verb, ...]
    problems: tuple[str, ...] = ()


def parse(body: bytes, for_voice: bool = True) -> Document:
    """Read a document. BadDocument (12100, 12102, 11750) when nothing of it can be executed.

    Unknown verbs, attributes and nestings are problems (12200); what is known of them is kept,
    as the carrier does.
    """
    if len(body) > LARGEST_DOCUMENT:
        raise BadDocument(11750, "the document is larger than 64 kB")
    if b"<!DOCTYPE" in body or b"<!ENTITY" in body:
        raise BadDocument(12100, "the document declares a DOCTYPE")
    try:
        # Entities, the danger of XML from others, are refused above.
        root = ElementTree.fromstring(body)  # noqa: S314
    except (ElementTree.ParseError, ValueError, LookupError) as error:
        raise BadDocument(12100, f"not well-formed XML: {error}") from error
    if root.tag != "Response":
        raise BadDocument(12102, f"the root is <{root.tag}>, not <Response>")
    problems: list[str] = []
    verb = _read(root, rules_for(for_voice), problems)
    return Document(verb.children, tuple(problems))


def _read(element: ElementTree.Element, rules: dict[str, Rule], problems: list[str]) -> Verb:
    name = str(element.tag)
    rule = rules[name]
    _check_attributes(element, rule, problems)
    children = []
    for child in element:
        if str(child.tag) not in rules:
            problems.append(f"12200 unknown verb <{child.tag}> in <{name}>")
        elif str(child.tag) not in rule.children:
            problems.append(f"12200 <{child.tag}> must not stand in <{name}>")
        else:
            children.append(_read(child, rules, problems))
    text = " ".join("".join(element.itertext()).split())
    own_text = (element.text or "") + "".join(child.tail or "" for child in element)
    if own_text.strip() and not rule.holds_text:
        problems.append(f"12200 text in <{name}>: {own_text.strip()[:40]!r}")
    verb = Verb(name, dict(element.attrib), tuple(children), text)
    problems += rule.judge(verb.attributes)
    if name == "Say":
        problems += say_problems(text, verb.attributes, ssml=bool(children))
    if rule.needs_text and not text and name != "Say":
        problems.append(f"12200 <{name}> is empty")
    return verb


def _check_attributes(element: ElementTree.Element, rule: Rule, problems: list[str]) -> None:
    for name, value in element.attrib.items():
        check = rule.attributes.get(name)
        if check is None:
            problems.append(f"12200 unknown attribute {name}={value!r} of <{element.tag}>")
        elif not check(value):
            problems.append(f"12200 bad value {name}={value[:60]!r} of <{element.tag}>")
