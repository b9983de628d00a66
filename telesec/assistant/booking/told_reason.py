"""Why an appointment is wanted, told with the wish itself: "j'ai mal au dos, je voudrais …"."""

from collections.abc import Iterable, Sequence

from telesec.assistant.booking.words import tells_a_reason, tells_more_than_a_wish
from telesec.assistant.understanding.names.birth_words import without_birth
from telesec.values.language import Language


def told_reason(
    words: str,
    language: Language,
    *,
    asked: bool,
    people: Sequence[str],
    types: Iterable[str],
    noted: Sequence[str],
) -> str | None:
    """What the client reads of ``words`` as the reason; None where they are a mere wish.

    ``asked``: whether the script asks for the reason. ``people`` and ``types`` are the names of
    those that may be wished for; what is in ``noted`` already is not read twice.
    """
    if asked and not tells_a_reason(words, language, people):
        return None
    if asked:
        return "" if any(line.endswith(words) for line in noted) else words
    rest = words
    for line in noted:
        rest = rest.replace(line.partition(" : ")[2] or line, " ")
    rest = " ".join(rest.split()).strip(" ,")
    told = tells_more_than_a_wish(without_birth(rest), language, [*people, *types])
    return rest if told else None
