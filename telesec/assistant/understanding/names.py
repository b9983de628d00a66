"""Who is calling: names as callers say them."""

import re
import unicodedata
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.resources import files

from telesec.assistant.understanding.answers import Answer, understand_answer
from telesec.assistant.understanding.spelling import find_spelling, heard_as, respelled
from telesec.assistant.understanding.text import LONGEST, normalise, plain, word_set
from telesec.values.language import Language

LONGEST_NAME = 80
MOST_WORDS = 6  # "Jean Pierre de La Tour Martin"; more is a sentence


@dataclass(frozen=True, slots=True)
class Name:
    """A caller's name as it is written down; ``spelled``: the letters were dictated."""

    full: str
    spelled: bool

    @property
    def first_name(self) -> str | None:
        """What stands before the surname, or after it if only that is a first name."""
        return " ".join(self._parts()[0]) or None

    @property
    def surname(self) -> str:
        """The family's name, with its "de" and "le"; all of it where no first name was said."""
        return " ".join(self._parts()[1])

    def _parts(self) -> tuple[list[str], list[str]]:
        chunks = self.full.split(" ")
        if len(chunks) == 1 or plain(chunks[0]) in _PARTICLES:
            return [], chunks
        if not _is_first_name(chunks[0]) and _is_first_name(chunks[-1]):
            return chunks[-1:], chunks[:-1]
        most = len(chunks) - 1
        count = next((at for at in range(1, most) if not _is_first_name(chunks[at])), most)
        return chunks[:count], chunks[count:]


@dataclass(frozen=True, slots=True)
class _Word:
    """One word as written, its plain form, and what joins it to the word before."""

    raw: str
    plain: str
    joint: str


_WORD = re.compile(r"[^\W\d_]+|\d+|[^\w\s]+")
_JOINTS = {"-", "'"}

_LEADS = tuple(
    tuple(lead.split())
    for lead in (
        "je m appelle", "m appelle", "mon nom est", "mon nom c est", "mon nom de famille est",
        "mon nom de famille c est", "le nom c est",
        "le nom est", "nom de famille", "c est au nom de", "au nom de", "c est", "je suis",
        "moi c est", "de la part de", "ici",
        "my name is", "my name s", "the name is", "the name s", "the name", "this is", "i am",
        "i m", "it is", "it s", "name s", "under the name of", "under", "here is", "call me",
    )
)  # fmt: skip
_BEFORE = word_set(
    "oui ouais non euh heu hum ben bah ah oh alors donc bonjour bonsoir allo eh et voila bien sur "
    "ok mais monsieur madame mademoiselle mr mme mlle m docteur dr maitre me professeur le la"
    " nom prenom "
    "famille mon enfin attendez pardon mrs ms miss mister doctor uh um er well hello hi yes"
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
_LOWER = {"de", "d", "du", "des", "l"}
_LOWER_UNLESS_WRITTEN = {"von", "van", "der", "den", "del", "della", "di", "da", "dos", "bin",
    "ben", "e", "y"}  # fmt: skip
_SPEAKING_OF_A_NAME = {"monsieur", "madame", "mademoiselle", "mrs", "mr", "miss", "docteur"}


_CORRECTIONS = {"pardon", "sorry"}
_HYPHENS = {"tiret", "hyphen", "dash"}
_PARTICLES = {"de", "d", "du", "des", "le", "la", "van", "von", "el", "di", "da", "del"}


def _is_first_name(chunk: str) -> bool:
    """Whether it is one by itself, or begins with one: Jean-Pierre."""
    return plain(chunk).split()[0] in first_names()


@lru_cache
def first_names() -> frozenset[str]:
    """First names often given, plain."""
    text = files(__package__).joinpath("data", "first_names.txt").read_text("utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    return frozenset(" ".join(lines).split())


def understand_name(text: str, language: Language) -> Name | None:
    """The name in an answer to "who is calling?"; None when there is none in it.

    Politeness and titles go, capitals are set as names are written; at most LONGEST_NAME
    characters. A spelling counts more than the word the recogniser heard.
    """
    words = _words(text)
    spelling = find_spelling([word.plain for word in words], language)
    if spelling:
        said = _name_words(words[: spelling.start]) or _name_words(words[spelling.end :])
        return _named(_with_spelling(said, spelling.letters), spelled=True)
    if _asks_for_something(text, language) and not _announced(words):
        return None
    said = _first_name_and_surname(_hyphened(_corrected(words)))
    if not said or _count(said) > MOST_WORDS or not _believable(said):
        return None
    corrected = respelled(said[-1].raw, plain(text))
    said[-1] = _Word(corrected, plain(corrected), said[-1].joint)
    return _named(said, spelled=False)


def _words(text: str) -> list[_Word]:
    """The words of ``text``, hyphens and apostrophes kept as joints."""
    composed = unicodedata.normalize("NFC", unicodedata.normalize("NFKC", text[:LONGEST]))
    found: list[_Word] = []
    joint = " "
    place = 0
    for match in _WORD.finditer(composed.replace("’", "'").replace("‑", "-")):
        between = match.start() > place
        place = match.end()
        if match[0] in _JOINTS:
            joint = " " if between else match[0]
            continue
        is_word = match[0][0].isalnum()
        if is_word:
            found.append(_Word(match[0], normalise(match[0]), " " if between else joint))
        joint = " "
    return [word for word in found if word.plain]


def _announced(words: list[_Word]) -> bool:
    """Whether "je m'appelle", "my name is" or a title introduces what is said."""
    forms = [word.plain for word in words]
    titled = any(form in _SPEAKING_OF_A_NAME for form in forms)
    return titled or any(_stands(lead, forms, at) for at in range(len(forms)) for lead in _LEADS)


def _asks_for_something(text: str, language: Language) -> bool:
    return understand_answer(text, language) in {Answer.OPERATOR, Answer.REPEAT}


def _corrected(words: list[_Word]) -> list[_Word]:
    """What is said last: "Morel, non pardon, Moreau"."""
    at = max((at for at, word in enumerate(words) if word.plain in _CORRECTIONS), default=0)
    later = words[at + 1 :]
    return later if at and _name_words(later) else words


def _hyphened(words: list[_Word]) -> list[_Word]:
    """ "Martin tiret Dubois" is Martin-Dubois."""
    found: list[_Word] = []
    for before, word in zip([None, *words], words, strict=False):
        if word.plain in _HYPHENS and found:
            continue
        joins = before is not None and before.plain in _HYPHENS and bool(found)
        found.append(replace(word, joint="-") if joins else word)
    return found


def _first_name_and_surname(words: list[_Word]) -> list[_Word]:
    """The name's words; "nom Durand, prénom Claire" is Claire Durand."""
    forms = [word.plain for word in words]
    if "prenom" not in forms[1:]:
        return _name_words(words)
    at = forms.index("prenom", 1)
    surname, first_name = _name_words(words[:at]), _name_words(words[at + 1 :])
    spaced = [replace(word, joint=" ") for word in surname[:1]]
    return [*first_name, *spaced, *surname[1:]]


def _count(said: list[_Word]) -> int:
    """How many words, those joined by hyphen or apostrophe taken as one."""
    return sum(word.joint == " " for word in said[1:]) + 1


def _name_words(words: list[_Word]) -> list[_Word]:
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
        elif forms[at] in _BEFORE and not _is_article_of_name(forms, at):
            at += 1
        else:
            break
    return at


def _is_article_of_name(forms: list[str], at: int) -> bool:
    """Whether "le" or "la" belongs to the name (Le Goff) and not to "le nom"."""
    following = forms[at + 1 : at + 2]
    return forms[at] in {"le", "la"} and bool(following) and following[0] not in _BEFORE | _AFTER


def _believable(said: list[_Word]) -> bool:
    letters = "".join(word.plain for word in said)
    if all(word.plain in _ANSWERS for word in said):
        return False
    if any(word.plain in _NOT_NAMES for word in said if word.plain not in {"le", "des", "les"}):
        return False
    return len(letters) >= 2 and not re.search(r"(.)\1{3}", letters) and len(said[-1].plain) > 1


def _with_spelling(said: list[_Word], letters: str) -> list[_Word]:
    """``said`` with the word that was spelled replaced; the surname is added when unlike all."""
    spelled = _Word(letters, normalise(letters), " ")
    if not said or _count(said) > MOST_WORDS:
        return [spelled]
    if _letters(said) == "".join(filter(str.isalpha, spelled.plain)):
        return said
    chunks = _chunks(said)
    at = heard_as(letters, [*map(_letters, chunks), _letters(said)])
    if at == len(chunks):
        return [spelled]
    if at is None:
        return [*said, spelled]
    kept = [*chunks[:at], [spelled], *chunks[at + 1 :]]
    return [word for chunk in kept for word in chunk]


def _chunks(said: list[_Word]) -> list[list[_Word]]:
    """The words, those joined by hyphen or apostrophe together."""
    chunks: list[list[_Word]] = []
    for word in said:
        if chunks and word.joint != " ":
            chunks[-1].append(word)
        else:
            chunks.append([word])
    return chunks


def _letters(said: list[_Word]) -> str:
    return "".join(word.plain for word in said)


def _named(said: list[_Word], *, spelled: bool) -> Name | None:
    full = ""
    for position, word in enumerate(said):
        first = position == 0
        full += ("" if first else word.joint) + _capitals(word, first=first)
    # Some figures of other scripts count as letters of words.
    full = "".join(sign for sign in full if sign.isalpha() or sign in " -'")
    full = full[:LONGEST_NAME].strip(" -'")
    return Name(full, spelled) if full else None


def _capitals(word: _Word, *, first: bool) -> str:
    """The word as in a name: Jean-Pierre, de, d', McDonald. All capitals count as none."""
    if word.plain in _LOWER and not first:
        return word.raw.lower()
    if word.plain in _LOWER_UNLESS_WRITTEN and not first and not word.raw.istitle():
        return word.raw.lower()
    if not word.raw.isupper() and not word.raw.islower() and word.raw[0].isupper():
        return word.raw
    return re.sub(r"[^\W\d_]+", lambda part: part[0].capitalize(), word.raw)
