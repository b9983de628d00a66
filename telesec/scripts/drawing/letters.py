"""How wide a text is, without a font at hand: never less than it will be.

The widths are those of DejaVu Sans, rounded up; the other fonts a picture may be shown in
(Helvetica, Arial) are narrower.
"""

from dataclasses import dataclass

FAMILY = "DejaVu Sans, Helvetica, Arial, sans-serif"

# Of a letter, in parts of the size of the font.
_REGULAR = {
    0.2: "\N{NARROW NO-BREAK SPACE}",
    0.3: "'IJijlíîïÎÏ",
    0.35: " ,./:;\\|‘’·\N{NO-BREAK SPACE}",
    0.4: "()-[]ft",
    0.45: "!r",
    0.5: '"*_`–°',
    0.55: "?cszç“”",
    0.6: "FLkvxyÿ",
    0.65: "$0123456789EPSTYabdeghnopqu{}àâäáãéèêëñóôöõúùûüßÉÈÊË«»€",
    0.7: "ABCKRVXZÀÂÄÇ",
    0.75: "NUÙÛÜ",
    0.8: "&DGHOQÔÖ",
    0.85: "#+<=>^w~→×",
    0.9: "M",
    1.0: "%@WmæÆ…—½",
    1.1: "œŒ",
}
_BOLD = {
    0.2: "\N{NARROW NO-BREAK SPACE}",
    0.35: " 'ijlíîï\N{NO-BREAK SPACE}",
    0.4: ",./:;IJ\\|ÎÏ‘’·",
    0.45: "-f",
    0.5: "!()[]_`rt–°",
    0.55: '"*',
    0.6: "?cszç",
    0.65: "Lx«»",
    0.7: "$0123456789EFTaekovyàâäáãéèêëóôöõÿÉÈÊË“”€",
    0.75: "CPSYZbdghnpqu{}ñúùûüßÇ",
    0.8: "ABKRVXÀÂÄ",
    0.85: "#+<=>DGHNU^~ÙÛÜ→×",
    0.9: "&OQÔÖ",
    0.95: "w",
    1.0: "@M…—",
    1.1: "%mæ½œÆ",
    1.2: "WŒ",
}
_WIDEST = 1.25  # of signs we do not know


def _by_letter(widths: dict[float, str]) -> dict[str, float]:
    return {letter: width for width, letters in widths.items() for letter in letters}


_WIDTHS = {False: _by_letter(_REGULAR), True: _by_letter(_BOLD)}


@dataclass(frozen=True, slots=True)
class Pen:
    """How a text is written: size of the letters, their colour, bold or not, slanted or not."""

    size: float
    colour: str = "#0f172a"
    bold: bool = False
    slanted: bool = False

    @property
    def line(self) -> float:
        """From one line to the next."""
        return round(self.size * 1.4)

    def width(self, text: str) -> float:
        """How wide the text is, at most."""
        widths = _WIDTHS[self.bold]
        return self.size * sum(widths.get(letter, _WIDEST) for letter in text)

    def wrapped(self, text: str, room: float) -> list[str]:
        """The text in lines no wider than ``room``; a word that is wider is cut."""
        lines: list[str] = []
        for word in text.split(" "):
            longer = f"{lines[-1]} {word}" if lines else word
            if lines and self.width(longer) <= room:
                lines[-1] = longer
            else:
                lines += self._cut(word, room)
        return lines

    def shortened(self, text: str, room: float) -> str:
        """The text in one line, its end left out if there is no room for it."""
        if self.width(text) <= room:
            return text
        kept = text
        while kept and self.width(kept + "…") > room:
            kept = kept[:-1]
        return kept.rstrip(" ,;:.\N{NO-BREAK SPACE}") + "…"

    def _cut(self, word: str, room: float) -> list[str]:
        parts = [""]
        for letter in word:
            if parts[-1] and self.width(parts[-1] + letter) > room:
                parts.append("")
            parts[-1] += letter
        return parts
