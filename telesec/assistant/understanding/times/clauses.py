"""The clauses of a sentence, and which of them tell of something else than the wish.

"Lundi je dépose ma voiture le matin mais à 14 h 30 je suis à vous": a recogniser writes no commas,
so clauses begin where somebody does something. What was, or what others said, is left out; what
keeps the caller from coming becomes "je peux pas", the one form that the grammar knows.

Works on plain text with figures.
"""

from dataclasses import dataclass, replace

from telesec.assistant.understanding.text import lazily, word_set
from telesec.assistant.understanding.times import english_verbs, french_verbs
from telesec.assistant.understanding.times.calendar_words import MONTHS, WEEKDAYS
from telesec.assistant.understanding.times.named_times import A_DAY, AN_HOUR
from telesec.assistant.understanding.times.token_kinds import BREAKS, CANNOT, TIMES, Kind, kind_of
from telesec.assistant.understanding.times.verb_roles import Role, Said
from telesec.values.language import Language

_SAYS = {Language.FR: french_verbs.said_at, Language.EN: english_verbs.said_at}
_SO = {Language.FR: ["donc"], Language.EN: ["so"]}
_BLANK = ["~"]

_EXCEPT = {
    Language.FR: word_set("sauf pas hormis excepte jamais part"),
    Language.EN: word_set("apart except not but excluding other never bar"),
}
_TO_COME = {
    Language.FR: word_set("demain prochain prochaine"),
    Language.EN: word_set("tomorrow next"),
}
_ONCE = {
    Language.FR: word_set("demain hui prochain prochaine ce cet cette"),
    Language.EN: word_set("tomorrow today tonight next this"),
}
_THEN = {  # what comes after the wish is its reason: "lundi matin, je travaille ensuite"
    Language.FR: lazily(r"\b(?:ensuite|derriere|apres|avant|d ici la|jusque la)$"),
    Language.EN: lazily(
        r"\b(?:afterwards|after|before|(?:after|till|until|before|by) (?:that|then)|from then)$"
    ),
}
_AND = word_set("et ou and or ni")
_ALL_OF_IT = {"all day", "all day long", "the whole day", "toute la journee", "all week"}
_REPORTED = word_set(
    "said told offered suggested gave booked dit propose conseille indique donne mis reserve"
    " bloque fixe note arrive atterrit arrives lands down"
)
_HOURS = word_set("heure heures h")  # "à neuf heures dix je dépose le grand"
_MINUTES = word_set("demi demie quart")  # "dix heures et quart"
_PARTS = word_set(
    "matin matins matinee midi soir soirs soiree morning mornings afternoon afternoons evening"
    " evenings"
)
_CORRECTS = word_set("attendez attends pardon plutot disons mettons")
_ORDERS = word_set("er st nd rd th")
_UP_TO = word_set("a au jusqu de du to until till from")
_LEADS = word_set("a au le la l les ce cet cette apres at on the this")
_BOUND_WORDS = word_set("avant apres before after until till")
_UNTIL = word_set("until till by before")  # "until then" is no new thought
_LEAVES = lazily(
    r"(?:je|on|nous|il|elle) (?:m |s |nous )?(?:envol\w+|pars|part|partons|embarqu\w+)$"
)
_THEN_WORDS = word_set("apres ensuite puis after then avant before")


@dataclass(slots=True)
class _Clause:
    """Tokens ``start`` to ``end``; ``verb`` is where its subject stands, after a topic."""

    start: int
    verb: int
    after_verb: int
    end: int
    role: Role


def without_what_is_told(figured: str, language: Language) -> str:
    """``figured`` with what was left out, and what prevents the caller as "je peux pas"."""
    tokens = figured.split()
    clauses = _clauses(tokens, language)
    if all(clause.role is Role.WISH for clause in clauses):
        return figured
    if not _anything_wished(tokens, clauses, language):
        clauses = [_only_told(tokens, clause, language) for clause in clauses]
    kept: list[str] = []
    place = 0
    for clause in clauses:
        if clause.role is Role.WISH:
            continue
        kept += tokens[place : clause.start]
        kept += _put(tokens, clause, language)
        place = clause.end
    left = " ".join(kept + tokens[place:])
    if AN_HOUR[language].search(left) and not A_DAY[language].search(left):
        left = f"{_day_reported(tokens, clauses, language)} {left}".strip()
    return left


def _day_reported(tokens: list[str], clauses: list[_Clause], language: Language) -> str:
    """ "On m'avait dit mardi 10 heures, je voudrais 11 heures": the day holds."""
    for clause in clauses:
        verb = set(tokens[clause.verb : clause.after_verb + 2])
        if clause.role is Role.TOLD and verb & _REPORTED:
            day = A_DAY[language].search(" ".join(tokens[clause.after_verb : clause.end]))
            return day[0] if day else ""
    return ""


def _anything_wished(tokens: list[str], clauses: list[_Clause], language: Language) -> bool:
    """Whether a day or an hour is named outside of what keeps people busy, and of what was."""
    told = {
        n
        for clause in clauses
        if clause.role in {Role.BUSY, Role.TOLD}
        for n in range(_told_from(tokens, clause, language), clause.end)
    }
    return any(kind_of(tokens, n, language) in TIMES for n in range(len(tokens)) if n not in told)


def _told_from(tokens: list[str], clause: _Clause, language: Language) -> int:
    """From its verb, when that has times of its own: "lundi 14 h, je travaille le matin"."""
    own = any(kind_of(tokens, n, language) in TIMES for n in range(clause.after_verb, clause.end))
    return clause.verb if own and clause.role is Role.BUSY else clause.start


def _only_told(tokens: list[str], clause: _Clause, language: Language) -> _Clause:
    """ "J'ai l'audience le 22 à 9 heures" rules out nothing: one thing on one day is no habit."""
    said = tokens[clause.start : clause.end]
    once = any(token.isdigit() or token in _ONCE[language] for token in said)
    if clause.role is Role.BUSY and once:
        return replace(clause, role=Role.TOLD)
    return clause


def _put(tokens: list[str], clause: _Clause, language: Language) -> list[str]:
    topic = tokens[clause.start : clause.verb]
    if clause.role is Role.TOLD:
        reported = tokens[clause.after_verb - 1] in _REPORTED
        to_come = reported or any(token in _TO_COME[language] for token in topic)
        return [*topic, *_BLANK] if to_come else _BLANK
    rest = tokens[clause.after_verb : clause.end]
    if clause.role is Role.FREE:
        return [*topic, *_BLANK, *rest]
    first = next((n for n in range(len(rest)) if kind_of(rest, n, language) in TIMES), len(rest))
    while 0 < first < len(rest) and kind_of(rest, first - 1, language) is Kind.GLUE:
        first -= 1
    rest = rest[first:]
    if not topic and " ".join(rest) in _ALL_OF_IT:
        return _BLANK
    if not topic:
        kinds = {kind_of(rest, n, language) for n in range(len(rest))}
        if {Kind.DAY, Kind.HOUR} <= kinds and not _AND & set(rest):
            return [*rest, *CANNOT[language], *_BLANK, *_SO[language]]
        return [*CANNOT[language], *rest] if rest else _BLANK
    if rest:
        return [*topic, *_BLANK, *CANNOT[language], *rest, *_BLANK]
    return [*topic, *CANNOT[language], *_BLANK, *_SO[language]]


def _clauses(tokens: list[str], language: Language) -> list[_Clause]:
    """Every clause with a verb of its own, in order."""
    says = _SAYS[language]
    found: list[tuple[int, Said]] = []
    at = 0
    while at < len(tokens):
        said = says(tokens, at)
        if said:
            found.append((at, said))
        at = said.end if said else at + 1
    clauses: list[_Clause] = []
    for number, (verb, said) in enumerate(found):
        following = found[number + 1][0] if number + 1 < len(found) else len(tokens)
        floor = clauses[-1].after_verb if clauses else 0
        start = _topic_start(tokens, verb, floor, language)
        previous = clauses[-1] if clauses else None
        if previous and start < previous.end:
            start = _shared_topic(tokens, previous, start, verb, language)
        leaves = _LEAVES.match(" ".join(tokens[verb : said.end]))
        if not clauses and (leaves or said.role in {Role.BUSY, Role.TOLD}):
            own = _own_topic(tokens, start, verb, said.end, language)
            if own > start:
                end = _clause_end(tokens, range(said.end, following), language, set())
                clauses.append(_Clause(own, own, said.end, end, Role.TOLD))
                continue
        topic = {kind_of(tokens, n, language) for n in range(start, verb)} & {*TIMES}
        again = tokens[verb - 1] in tokens[verb:following]
        if not (topic or again) and _is_ruled_out(tokens, verb, language):
            topic = {Kind.DAY}
        one = topic if said.role is not Role.WISH else set()
        end = _clause_end(tokens, range(said.end, following), language, one)
        if (
            said.role is Role.BUSY
            and start < verb
            and _is_reason(tokens, start, verb, end, language)
        ):
            clauses.append(_Clause(verb, verb, said.end, end, Role.TOLD))
            continue
        clauses.append(_Clause(start, verb, said.end, end, said.role))
    return clauses


def _is_ruled_out(tokens: list[str], verb: int, language: Language) -> bool:
    """ "Not tomorrow, I'm moving house": the verb says why, so the next day is another one."""
    day = verb > 1 and kind_of(tokens, verb - 1, language) is Kind.DAY
    return day and bool(_EXCEPT[language] & set(tokens[max(verb - 4, 0) : verb - 1]))


def _is_reason(tokens: list[str], start: int, verb: int, end: int, language: Language) -> bool:
    """ "Lundi matin, après je travaille": it tells what comes after the wish, or before it."""
    if tokens[verb - 1] in _THEN_WORDS and verb - 1 > start:
        return True
    return bool(_THEN[language].search(" ".join(tokens[verb:end])))


def _day_first(tokens: list[str], at: int, verb: int, language: Language) -> bool:
    """Whether a day comes first there: "mardi et le jeudi je travaille"."""
    kinds = (kind_of(tokens, n, language) for n in range(at, verb))
    return next((kind for kind in kinds if kind is not Kind.GLUE), None) is Kind.DAY


def _topic_start(tokens: list[str], verb: int, floor: int, language: Language) -> int:
    """Where the days and hours begin that stand directly before the verb's subject."""
    at = verb
    while at > floor and (
        kind_of(tokens, at - 1, language) is not Kind.OTHER
        or (tokens[at - 1] == "et" and tokens[at] in _MINUTES)
        or (tokens[at - 1].isdigit() and tokens[max(at - 2, 0)] in _HOURS)
        or (floor == 0 and tokens[at - 1] in _AND and _day_first(tokens, at, verb, language))
    ):
        at -= 1
    while at < verb and tokens[at] in _AND:
        at += 1
    listed = tokens[max(at - 1, 0)] in {"and", "et", "to", "ou", "or"}
    if listed and not any(kind_of(tokens, n, language) is Kind.DAY for n in range(at, verb)):
        return verb  # "between one and six they said"
    named = tokens[at:verb]
    an_hour = not _HOURS.isdisjoint(named) and not any(
        kind_of(named, n, language) is Kind.DAY for n in range(len(named))
    )
    if an_hour and tokens[max(at - 1, 0)] in _CORRECTS:
        return verb  # "non attendez dix heures trente, j'ai le kiné"
    ruled_out = any(token in _EXCEPT[language] for token in tokens[max(at - 1, 0) : at + 1])
    if ruled_out or not any(kind_of(tokens, n, language) in TIMES for n in range(at, verb)):
        return verb
    return at


def _own_topic(tokens: list[str], start: int, verb: int, end: int, language: Language) -> int:
    """Where the clause's own times begin, when a whole wish stands directly before them.

    "Demain avant dix heures, à dix heures et quart je suis chez l'opticien"; not where something
    else is wished for later ("lundi matin mardi matin je travaille, mercredi ça irait").
    """
    if any(
        kind_of(tokens, n, language) is Kind.DAY and tokens[n - 1] not in _UP_TO
        for n in range(end, len(tokens))
    ):
        return start
    return _last_times(tokens, start, verb, language) or start


def _last_times(tokens: list[str], start: int, verb: int, language: Language) -> int:
    """Where the last of several days with their hours begins; 0 when there is only one."""
    own, said = 0, _Times()
    for n in range(start, verb):
        if kind_of(tokens, n, language) in TIMES and said.begins_anew(tokens, n, start, language):
            own, said = _with_its_glue(tokens, n, max(own, start)), _Times()
        said.add(tokens, n, language)
    return own


def _with_its_glue(tokens: list[str], at: int, floor: int) -> int:
    """From the last small word that leads to the time at ``at``: "à", "l'", "jeudi"."""
    while at - 1 > floor and tokens[at - 1] in _LEADS and tokens[at - 2] not in _LEADS:
        at -= 1
    return at


@dataclass(slots=True)
class _Times:
    """What a run of days and hours has named so far."""

    day: bool = False
    part: bool = False
    clock: bool = False
    bounded: bool = False  # "avant dix heures", "entre neuf et onze": whole

    def add(self, tokens: list[str], at: int, language: Language) -> None:
        kind, dated = kind_of(tokens, at, language), _is_dated(tokens, at, language)
        self.day = self.day or kind is Kind.DAY or dated or _is_today(tokens, at)
        self.part = self.part or tokens[at] in _PARTS
        self.clock = self.clock or (kind is Kind.HOUR and tokens[at] not in _PARTS and not dated)
        self.bounded = self.bounded or tokens[at] in _BOUND_WORDS

    def begins_anew(self, tokens: list[str], at: int, floor: int, language: Language) -> bool:
        """Whether the time at ``at`` is said of something else than these."""
        first = at - 1 if tokens[at] == "midi" and tokens[at - 1] == "apres" else at
        before = tokens[first - 1] if first > floor else ""
        if before in _AND or (at - 1 > floor and tokens[at - 2] in _AND):
            return False
        names_a_part = tokens[at] in MONTHS[language] or before in {"of", "de", "du"}
        if names_a_part or (tokens[at] in WEEKDAYS[language] and before in _UP_TO):
            return False  # "la semaine du lundi", "du lundi au vendredi"
        names_a_day = kind_of(tokens, at, language) is Kind.DAY or _is_today(tokens, at)
        if names_a_day or _is_dated(tokens, at, language):
            return self.day and (self.clock or self.part)
        if tokens[at] in _PARTS:
            return before in {"l", "le", "the"} and (self.part or (self.clock and self.day))
        bound = self.day and before in _BOUND_WORDS
        return self.clock and (bound or (self.bounded and before in {"a", "at"}))


def _is_dated(tokens: list[str], at: int, language: Language) -> bool:
    """Whether the number there is a day of a month."""
    following = tokens[at + 1 : at + 2]
    orders = following and (following[0] in MONTHS[language] or following[0] in _ORDERS)
    return bool(tokens[at].isdigit() and orders)


def _ends_a_date(tokens: list[str], at: int, language: Language) -> bool:
    """The month of "jeudi 16 avril", which is no second day."""
    return tokens[at] in MONTHS[language] and any(
        _is_dated(tokens, n, language) for n in range(max(at - 2, 0), at)
    )


def _is_today(tokens: list[str], at: int) -> bool:
    """ "Ce soir", "this morning"."""
    return at > 0 and tokens[at] in _PARTS and tokens[at - 1] in {"ce", "cet", "cette", "this"}


def _shared_topic(
    tokens: list[str], previous: _Clause, start: int, verb: int, language: Language
) -> int:
    """Who owns the days between two verbs: the first, when it has none of its own yet."""
    own = [
        n
        for n in [*range(previous.start, previous.verb), *range(previous.after_verb, start)]
        if kind_of(tokens, n, language) in TIMES
    ]
    days = [
        n
        for n in range(start, verb)
        if kind_of(tokens, n, language) is Kind.DAY and not _ends_a_date(tokens, n, language)
    ]
    if not own and len(days) < 2:
        start = _last_times(tokens, start, verb, language)
        if not start:
            return verb
        previous.end = min(previous.end, start)
        return start
    if not own:
        start = days[-1]
    previous.end = min(previous.end, start)
    return start


def _clause_end(tokens: list[str], places: range, language: Language, topic: set[Kind]) -> int:
    """Where it ends: at a word that begins another thought, or at a day when it has one."""
    again = {Kind.DAY} if Kind.DAY in topic else topic
    named = False
    for n in places:
        kind = kind_of(tokens, n, language)
        if tokens[n] in _AND and not named and _day_first(tokens, n + 1, places.stop, language):
            return n  # "I've asked my wife and Monday"
        if tokens[n] == "~" and named:
            return n
        named = named or kind in TIMES
        if tokens[n] in BREAKS[language] and tokens[n - 1] not in _UNTIL:
            return n
        if kind in again:
            day = n
            while day > places.start and kind_of(tokens, day - 1, language) is Kind.GLUE:
                day -= 1
            return day
    return places.stop
