"""A client's colour by the name that calendars know it by."""

# The names of CSS3 that can be told apart on a telephone (RFC 7986 5.9 allows names only).
NAMED = {
    "black": "#000000",
    "brown": "#a52a2a",
    "chocolate": "#d2691e",
    "crimson": "#dc143c",
    "darkcyan": "#008b8b",
    "darkgreen": "#006400",
    "darkmagenta": "#8b008b",
    "darkorange": "#ff8c00",
    "darkslateblue": "#483d8b",
    "darkslategray": "#2f4f4f",
    "deeppink": "#ff1493",
    "dimgray": "#696969",
    "gold": "#ffd700",
    "indigo": "#4b0082",
    "limegreen": "#32cd32",
    "navy": "#000080",
    "olive": "#808000",
    "royalblue": "#4169e1",
    "sienna": "#a0522d",
    "teal": "#008080",
}


def named_colour(colour: str) -> str:
    """The CSS3 name nearest to ``#rrggbb``."""
    return min(NAMED, key=lambda name: _distance(_parts(NAMED[name]), _parts(colour)))


def _parts(colour: str) -> tuple[int, ...]:
    return tuple(bytes.fromhex(colour.removeprefix("#")))


def _distance(one: tuple[int, ...], other: tuple[int, ...]) -> int:
    return sum((a - b) ** 2 for a, b in zip(one, other, strict=True))
