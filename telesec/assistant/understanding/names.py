"""Who is calling: names as callers say them."""

import re
from dataclasses import dataclass, replace

from telesec.assistant.understanding.answers import Answer, answer_by_words
from telesec.assistant.understanding.name_remarks import Part, segments
from telesec.assistant.understanding.name_words import (
    Word,
    chunks_of,
    letters_of,
    split_words,
    written_name,
)
from telesec.assistant.understanding.spelling import find_spelling, heard_as, respelled
from telesec.assistant.understanding.text import normalise, plain, word_set
from telesec.assistant.understanding.written_names import PARTICLES, Name, first_names
from telesec.values.language import Language

MOST_WORDS = 6  # "Jean Pierre de La Tour Martin"; more is a sentence


_LEADS = tuple(
    tuple(lead.split())
    for lead in (
        "je m appelle", "m appelle", "mon nom est", "mon nom c est", "mon nom de famille est",
        "mon nom de famille c est", "le nom c est",
        "le nom est", "nom de famille", "c est au nom de", "au nom de", "c est", "je suis",
        "moi c est", "de la part de", "ici",
        "my name is", "my name s", "that ll be", "it ll be",
        "the name is", "the name s", "the name", "this is", "i am",
        "i m", "it is", "it s", "name s", "under the name of", "under", "here is", "call me",
    )
)  # fmt: skip
_BEFORE = word_set(
    "oui ouais non euh heu hum ben bah ah oh alors donc bonjour bonsoir allo eh et voila bien sur "
    "ok mais monsieur madame mademoiselle mr mme mlle m docteur dr maitre me professeur le la"
    " nom prenom "
    "famille mon enfin attendez pardon professeure abbe adjudant capitaine colonel lieutenant"
    " professor prof reverend lady sir lord captain put just nee mrs ms miss mister doctor uh"
    " um er well hello hi yes"
    " yeah sure okay the name "
    "good morning afternoon evening sorry so tres"
)  # fmt: skip
_AFTER = word_set(
    "je j il elle on nous vous et qui que pour avec a au aux en par sur dans chez c ca cela"
    " est merci voila "
    "svp s si telephone appareil ici rendez veux voudrais souhaite appelle rappeler prends"
    " comme epele epelle "
    "ecrit mon ma mes votre vos mais puis alors euh heu hum toujours deja client cliente"
    " patient patiente "
    "monsieur madame bonjour bonsoir oui non pardon prenom nom numero "
    "i we you he she and for with at on in calling speaking here please thanks thank is my"
    " your spelled spelt "
    "that it but so uh um from about who would want need number yes no hello"
)  # fmt: skip
_NOT_NAMES = word_set(
    "quoi comment pourquoi quand rien personne quelqu aucun rien bof allo message urgent"
    " urgence docteur secretaire "
    "seconde instant moment complique sais peux entends attendez can could would you if not rather"
    " one say hear moi lui elle ca "
    "hang sec hold wait attends cheri cherie darling chut tais "
    "confidentiel confidential private prive dire venu venue business ami amie meme same pareil"
    " pareille rather last before none "
    "rendez rdv consultation demain aujourd what why how nothing nobody someone appointment"
    " message urgent "
    "the this what when where le les des"
)  # fmt: skip
_ANSWERS = word_set(
    "tout fait exact exactement absolument parfait bien sur bon peut etre pas jamais correct"
    " entendu volontiers "
    "certainement effectivement affirmatif super fine right exactly correct great maybe not"
    " nope perfect "
    "good please ouh mhm test"
)  # fmt: skip
_SPEAKING_OF_A_NAME = {"monsieur", "madame", "mademoiselle", "mrs", "mr", "miss", "docteur"}


_CORRECTIONS = {"pardon", "sorry"}
_HYPHENS = {"tiret", "hyphen", "dash"}
_FIRST_HALVES = {"jean", "marie", "anne", "pierre", "louis", "charles", "paul", "rose", "lou"}
_JUST_CALLED = ("call me", "c est", "ici", "appelle", "it s", "this is", "i m", "name s", "name is")
_ALSO_SURNAMES = word_set(
    "martin thomas bernard simon david robert richard laurent vincent michel henry paul george"
    " james lewis lee kelly scott alexander patrick andre gilles roland leon girard guillaume"
)
_REMARK = re.compile(r" (?:avec|with|ca s ecrit|deux|double|two)\b")


def understand_name(text: str, language: Language) -> Name | None:
    """The name in an answer to "who is calling?"; None when there is none in it.

    Politeness and titles go, capitals are set as names are written; at most LONGEST_NAME
    characters. A spelling counts more than the word the recogniser heard.
    """
    joined = _hyphened_letters(text)
    words, confirmed = _without_confirming(split_words(joined), language)
    confirmed = confirmed or joined != text
    forms = [word.plain for word in words]
    if _asks_for_something(text, language) and not (
        _announced(words) or find_spelling(forms, language)
    ):
        return None
    found = [
        (segment, *_read([words[at] for at in segment.words], language))
        for segment in segments(forms)
    ]
    told = [
        _Told(segment.part, segment.said_after, chunks, spelled)
        for segment, chunks, spelled in found
        if chunks
    ]
    name = _joined(told, words, plain(text)) if told else None
    return replace(name, spelled=True) if name and confirmed else name


def _hyphened_letters(text: str) -> str:
    """ "L-E G-O-F-F" as "LE GOFF": a hyphen between letters, a blank between words."""
    groups = re.findall(r"\b\w(?:-\w)+\b", text)
    if len(groups) < 2:
        return text
    for group in groups:
        text = text.replace(group, group.replace("-", ""), 1)
    return text


def _without_confirming(words: list[Word], language: Language) -> tuple[list[Word], bool]:
    """Of several spellings, without those of the word just said: "Fabre, F A B R E, Lucie ..."."""
    spellings: list[tuple[int, int]] = []
    confirming: set[int] = set()
    at = 0
    while spelling := find_spelling([word.plain for word in words[at:]], language):
        start, at = at + spelling.start, at + spelling.end
        letters = "".join(filter(str.isalpha, normalise(spelling.letters)))
        spellings.append((start, at))
        if start and letters == words[start - 1].plain:
            confirming.update(range(start, at))
    if len(spellings) < 2 or not confirming:
        return words, False
    return [word for place, word in enumerate(words) if place not in confirming], True


@dataclass(frozen=True, slots=True)
class _Told:
    """What one segment says: chunks, each the words that hyphens and apostrophes join."""

    part: Part
    said_after: bool
    chunks: list[list[Word]]
    spelled: bool


def _read(words: list[Word], language: Language) -> tuple[list[list[Word]], bool]:
    """The chunks of the name in one segment, and whether they were spelled."""
    spelling = find_spelling([word.plain for word in words], language)
    if spelling:
        said = _around(_name_words(words[: spelling.start]), _name_words(words[spelling.end :]))
        return _once(chunks_of(_with_spelling(said, spelling.letters))), True
    said = _name_words(_hyphened(_corrected(words)))
    chunks = _once(chunks_of(said))
    if not said or len(chunks) > MOST_WORDS or not _believable(said):
        return [], False
    return _compound(chunks), False


def _around(before: list[Word], after: list[Word]) -> list[Word]:
    """What is said before and after the letters: "Yves, Y V E S, Yves Morin"."""
    if not before or not after or len(chunks_of(after)) > 2:
        return before or after
    said = [letters_of(chunk) for chunk in chunks_of(before)]
    if all(letters_of(chunk) in said for chunk in chunks_of(after)):
        return before
    if len(said) > 1:
        return after if len(chunks_of(after)) > 1 else before
    new = [chunk for chunk in chunks_of(after) if letters_of(chunk) not in said]
    return [*before, *(word for chunk in new for word in chunk)] if _is_first(before) else before


def _once(chunks: list[list[Word]]) -> list[list[Word]]:
    """What is said twice is said once: "Dubois, Jean-Marc Dubois"; the surname comes last then."""
    forms = [letters_of(chunk) for chunk in chunks]
    for size in range(min(3, len(chunks) // 2), 0, -1):
        again = next(
            (at for at in range(size, len(forms)) if forms[at : at + size] == forms[:size]), None
        )
        if again == size:
            return _once(chunks[size:])
        if again is not None:
            return [*chunks[size:again], *chunks[:size]]
        if len(forms) > 2 and forms[-size:] == forms[-2 * size : -size]:
            return _once(chunks[:-size])
    return chunks


def _compound(chunks: list[list[Word]]) -> list[list[Word]]:
    """ "Jean Pierre Lambert" is Jean-Pierre Lambert."""
    if len(chunks) < 3 or letters_of(chunks[0]) not in _FIRST_HALVES:
        return chunks
    second = letters_of(chunks[1])
    if second not in first_names() or letters_of(chunks[0]) == second:
        return chunks
    joined = [replace(chunks[1][0], joint="-"), *chunks[1][1:]]
    return [[*chunks[0], *joined], *chunks[2:]]


def _joined(told: list[_Told], words: list[Word], said: str) -> Name | None:
    """One name of what the segments say."""
    spelled = any(one.spelled for one in told)
    first = next((one for one in told if one.part is Part.FIRST_NAME), None)
    others = [one for one in told if one.part is not Part.FIRST_NAME]
    rest = max(others, key=lambda one: one.part is Part.SURNAME, default=None)
    if first is None and rest and len(others) > 1:  # "Philip, surname Hughes"
        are_first = (all(map(_is_first, one.chunks)) and one is not rest for one in others)
        first = next((one for one, is_so in zip(others, are_first, strict=True) if is_so), None)
    if first is None and rest and rest.said_after and rest.part is Part.SURNAME:
        surname, given = rest.chunks[-1:], rest.chunks[:-1]
        if given and all(map(_is_first, given)):
            names = written_name(given), written_name(surname)
            return Name(" ".join(names), spelled, *names)
    if first is None:
        chunks = rest.chunks if rest else []
        if not (rest and rest.spelled):
            chunks = [*chunks[:-1], _as_remarked(chunks[-1], said)]
        return _whole(chunks, words, spelled=spelled)
    first_chunks = first.chunks
    is_told = rest is not None and rest.part is Part.SURNAME
    surname = [c for c in (rest.chunks if rest else []) if is_told or c not in first_chunks]
    if not surname and first.said_after and len(first_chunks) > 1:
        surname, first_chunks = first_chunks[:-1], first_chunks[-1:]
        surname = [one for one in _once(surname) if letters_of(one) != letters_of(first_chunks[0])]
    both = [written_name(first_chunks), written_name(surname)]
    if not any(both):
        return None
    return Name(" ".join(filter(None, both)), spelled, both[0] or None, both[1] or None)


def _whole(chunks: list[list[Word]], words: list[Word], *, spelled: bool) -> Name | None:
    """A name of which nothing was said; a first name alone only where it is introduced as one."""
    full = written_name(chunks)
    if not full:
        return None
    forms = [word.plain for word in words]
    alone = len(chunks) == 1 and not spelled and letters_of(chunks[0]) in first_names()
    titled = any(form in _SPEAKING_OF_A_NAME for form in forms)
    if alone and not titled and _is_just_called(forms, letters_of(chunks[0])):
        return Name(full, spelled, full, None)
    return Name(full, spelled)


def _is_just_called(forms: list[str], first: str) -> bool:
    """ "C'est Marie", "moi c'est Kevin"; Martin or Thomas may be a surname."""
    lead = " ".join(forms[: forms.index(first)]) if first in forms else ""
    return first not in _ALSO_SURNAMES and lead.endswith(_JUST_CALLED)


def _is_first(chunk: list[Word]) -> bool:
    return letters_of(chunk) in first_names()


def _as_remarked(chunk: list[Word], said: str) -> list[Word]:
    """ "Meunier avec deux n": a remark right after the name."""
    _, found, remark = said.replace("i grec", "y").rpartition(chunk[-1].plain)
    corrected = (
        respelled(chunk[-1].raw, remark) if found and _REMARK.match(remark) else chunk[-1].raw
    )
    return [*chunk[:-1], Word(corrected, plain(corrected), chunk[-1].joint)]


def _announced(words: list[Word]) -> bool:
    """Whether "je m'appelle", "my name is" or a title introduces what is said."""
    forms = [word.plain for word in words]
    titled = any(form in _SPEAKING_OF_A_NAME for form in forms)
    return titled or any(_stands(lead, forms, at) for at in range(len(forms)) for lead in _LEADS)


def _asks_for_something(text: str, language: Language) -> bool:
    return answer_by_words(text, language) in {Answer.OPERATOR, Answer.REPEAT}


def _corrected(words: list[Word]) -> list[Word]:
    """What is said last: "Morel, non pardon, Moreau"."""
    at = max((at for at, word in enumerate(words) if word.plain in _CORRECTIONS), default=0)
    later = words[at + 1 :]
    return later if at and _name_words(later) else words


def _hyphened(words: list[Word]) -> list[Word]:
    """ "Martin tiret Dubois" is Martin-Dubois."""
    found: list[Word] = []
    for before, word in zip([None, *words], words, strict=False):
        if word.plain in _HYPHENS and found:
            continue
        joins = before is not None and before.plain in _HYPHENS and bool(found)
        found.append(replace(word, joint="-") if joins else word)
    return found


def _count(said: list[Word]) -> int:
    """How many words, those joined by hyphen or apostrophe taken as one."""
    return sum(word.joint == " " for word in said[1:]) + 1


def _name_words(words: list[Word]) -> list[Word]:
    """The name itself: after the introduction, without titles, up to the next other word."""
    forms = [word.plain for word in words]
    start = max(
        (
            at + len(lead)
            for at in range(len(forms))
            for lead in _LEADS
            if _stands(lead, forms, at) and _something_follows(forms, at + len(lead))
        ),
        default=0,
    )
    start = _past_politeness(forms, start)
    end = start
    while end < len(words) and forms[end] not in _AFTER and not forms[end].isdigit():
        end += 1
    return words[start:end]


def _stands(lead: tuple[str, ...], forms: list[str], at: int) -> bool:
    return tuple(forms[at : at + len(lead)]) == lead


def _something_follows(forms: list[str], at: int) -> bool:
    """Whether a name can begin there: "c'est pour un rendez-vous" does not introduce one."""
    at = _past_politeness(forms, at)
    return at < len(forms) and forms[at] not in _AFTER


def _past_politeness(forms: list[str], at: int) -> int:
    """Where the name begins, after "oui, bonjour, d'accord, c'est monsieur"."""
    while at < len(forms):
        if forms[at : at + 2] == ["d", "accord"]:
            at += 2
        elif forms[at] in _BEFORE and not _is_part_of_name(forms, at):
            at += 1
        else:
            break
    return at


def _is_part_of_name(forms: list[str], at: int) -> bool:
    """Whether "le" or "la" belongs to the name (Le Goff, Ben Ahmed) and not to "le nom"."""
    following = forms[at + 1 : at + 2]
    if forms[at] == "ben":
        return len(forms) > at + 2 and following[0] not in _BEFORE | _AFTER | PARTICLES
    return forms[at] in {"le", "la"} and bool(following) and following[0] not in _BEFORE | _AFTER


def _believable(said: list[Word]) -> bool:
    letters = "".join(word.plain for word in said)
    if all(word.plain in _ANSWERS for word in said):
        return False
    if any(word.plain in _NOT_NAMES for word in said if word.plain not in {"le", "des", "les"}):
        return False
    return len(letters) >= 2 and not re.search(r"(.)\1{3}", letters) and len(said[-1].plain) > 1


def _with_spelling(said: list[Word], letters: str) -> list[Word]:
    """``said`` with the word that was spelled replaced; the surname is added when unlike all."""
    spelled = Word(letters, normalise(letters), " ")
    if not said or _count(said) > MOST_WORDS:
        return [spelled]
    if spelled.plain.endswith(letters_of(said[-1:])) and len(said[-1].plain) > 2:
        return said  # "double t, M A double T H E W S"
    if letters_of(said) == "".join(filter(str.isalpha, spelled.plain)):
        return said
    chunks = chunks_of(said)
    at = heard_as(letters, [*map(letters_of, chunks), letters_of(said)])
    if at == len(chunks):
        return [spelled]
    if at is None:
        return [*said, spelled]
    kept = [*chunks[:at], [spelled], *chunks[at + 1 :]]
    return [word for chunk in kept for word in chunk]
