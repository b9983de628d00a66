"""The words around the spoken texts of a picture, in both languages."""

import re
from collections.abc import Mapping

from telesec.values.language import Language
from telesec.values.trade import Trade

WORDS: Mapping[Language, Mapping[str, str]] = {
    Language.FR: {
        "title": "Comment nous répondons à vos appels",
        "language": "textes en français",
        "word_for_word": "Entre guillemets : mot pour mot ce que l’appelant entend.",
        "greeting": "La première phrase",
        "greeting_open": "aux heures d’ouverture",
        "greeting_closed": "en dehors",
        "greeting_always": "à toute heure",
        "announce": "puis toujours",
        "first": "Qui décroche",
        "open": "ouvert",
        "closed": "fermé",
        "always": "à toute heure",
        "assistant": "l’assistant vocal",
        "secretary": "la secrétaire ; sans réponse après {seconds} s, l’assistant vocal",
        "queue": "l’appelant attend une secrétaire, {wait} au plus, puis laisse un message",
        "voicemail": "le répondeur",
        "number": "le {number} ; sans réponse après {seconds} s, l’assistant vocal",
        "vip": "Vos appelants prioritaires : on les passe à {whom}.",
        "statuses": "Quand vous nous dites que vous êtes",
        "until_when": "jusqu’à {hour} sauf avis contraire",
        "midnight": "minuit",
        "status_says": "on ajoute : {said}",
        "status_answers": "décroche : {whom}",
        "until": "[jusqu’à telle heure]",
        "client": "[votre nom]",
        "urgent": "Urgent : à tout moment de l’appel",
        "urgent_trade": "Dès que l’appelant dit ce qui est urgent dans votre métier",
        "urgent_words": "ou l’un de ces mots : {words}",
        "urgent_vital": "Si une vie est en danger, on dit plutôt de raccrocher et de composer le"
        " {number} ou le 112.",
        "vital_words": "Aussi quand il dit : {words}",
        "facts": "Ce qu’on peut nous demander à tout moment",
        "facts_then": "La réponse donnée, la question en cours est posée de nouveau.",
        "keys": "À tout moment : la touche 0 demande une personne, * répète la question{nine}.",
        "nine": ", 9 change de langue",
        "agreed": "Bon pour accord",
        "agreed_who": "Nom, date et signature",
        "version": "version {version}",
        "menu": "question",
        "ask": "question",
        "cases": "selon le cas",
        "say": "réponse",
        "appointment": "rendez-vous",
        "message": "message",
        "urgent_message": "message urgent",
        "transfer": "mise en relation",
        "end": "fin de l’appel",
        "title_cases": "Selon le cas",
        "title_appointment": "Prendre rendez-vous",
        "title_message": "Prendre un message",
        "title_urgent_message": "Prendre un message urgent",
        "title_transfer": "Appeler {whom}",
        "title_end": "Prendre congé",
        "yes": "oui",
        "no": "non",
        "otherwise": "sinon",
        "booked": "rendez-vous pris",
        "not_booked": "aucun créneau ne convient",
        "nobody": "si personne ne répond",
        "heard": "p. ex. {words}",
        "answer_text": "réponse libre",
        "answer_number": "réponse : un nombre",
        "answer_date": "réponse : une date",
        "answer_yes_no": "réponse : oui ou non",
        "noted": "noté pour vous : {note}",
        "may_be_booked": "on peut réserver : {types}",
        "any_type": "tout ce que vous proposez",
        "with_whom": "avec : {people}",
        "offers": "{offers} créneaux proposés à la fois",
        "one_offer": "un créneau proposé à la fois",
        "reason": "le motif est demandé et noté",
        "reason_as": "le motif est demandé ainsi, et noté : {said}",
        "name": "le nom est demandé ainsi : {said}",
        "birth_date": "la date de naissance est demandée",
        "change": "rendez-vous",
        "title_change": "Retrouver, déplacer ou annuler un rendez-vous",
        "proof_number": "il faut le nom, et appeler du numéro qui a pris le rendez-vous",
        "proof_birth_date": "il faut le nom et la date de naissance",
        "notice": "à moins de {hours} h, rien n’est changé sans vous",
        "notice_of_client": "passé le délai que vous avez fixé, rien n’est changé sans vous",
        "waiting_list": "si rien n’est libre assez tôt et que vous tenez une liste d’attente, on y"
        " inscrit l’appelant qui le veut",
        "changed": "c’est fait",
        "not_changed": "introuvable, trop proche ou rien d’autre de libre",
        "asks": "on demande aussi {what}",
        "asks_name": "le nom",
        "asks_number": "le numéro à rappeler",
        "and": "et",
        "or": "ou",
        "at_once": "vous est signalé comme urgent",
        "rings": "on sonne {whom}, {seconds} s",
        "times": "{times} fois",
        "announced": "qui est appelé entend d’abord de quoi il s’agit, puis accepte",
        "blind": "l’appelant est mis en relation dès qu’on décroche",
        "to_secretary": "la secrétaire",
        "to_on_call": "la personne d’astreinte",
    },
    Language.EN: {
        "title": "How we answer your calls",
        "language": "texts in English",
        "word_for_word": "Between quotation marks: word for word what the caller hears.",
        "greeting": "The first words",
        "greeting_open": "in opening hours",
        "greeting_closed": "outside them",
        "greeting_always": "at any hour",
        "announce": "then always",
        "first": "Who picks up",
        "open": "open",
        "closed": "closed",
        "always": "at any hour",
        "assistant": "the voice assistant",
        "secretary": "the secretary; without an answer after {seconds} s, the voice assistant",
        "queue": "the caller waits for a secretary, {wait} at most, then leaves a message",
        "voicemail": "the answering machine",
        "number": "{number}; without an answer after {seconds} s, the voice assistant",
        "vip": "Your priority callers are put through to {whom}.",
        "statuses": "When you tell us that you are",
        "until_when": "until {hour} unless told otherwise",
        "midnight": "midnight",
        "status_says": "we add: {said}",
        "status_answers": "picks up: {whom}",
        "until": "[until such a time]",
        "client": "[your name]",
        "urgent": "Urgent: at any moment of the call",
        "urgent_trade": "As soon as the caller says what is urgent in your trade",
        "urgent_words": "or any of these words: {words}",
        "urgent_vital": "If a life is in danger, callers are told instead to hang up and dial"
        " {number} or 112.",
        "vital_words": "Also when they say: {words}",
        "facts": "What callers may ask at any time",
        "facts_then": "Once it is answered, the open question is asked again.",
        "keys": "At any time: key 0 asks for a person, * repeats the question{nine}.",
        "nine": ", 9 changes the language",
        "agreed": "Agreed",
        "agreed_who": "Name, date and signature",
        "version": "version {version}",
        "menu": "question",
        "ask": "question",
        "cases": "depending on the case",
        "say": "answer",
        "appointment": "appointment",
        "message": "message",
        "urgent_message": "urgent message",
        "transfer": "transfer",
        "end": "end of the call",
        "title_cases": "Depending on the case",
        "title_appointment": "Make an appointment",
        "title_message": "Take a message",
        "title_urgent_message": "Take an urgent message",
        "title_transfer": "Call {whom}",
        "title_end": "Say goodbye",
        "yes": "yes",
        "no": "no",
        "otherwise": "otherwise",
        "booked": "appointment made",
        "not_booked": "no slot suits",
        "nobody": "if nobody answers",
        "heard": "e.g. {words}",
        "answer_text": "any answer",
        "answer_number": "answer: a number",
        "answer_date": "answer: a date",
        "answer_yes_no": "answer: yes or no",
        "noted": "written down for you: {note}",
        "may_be_booked": "may be booked: {types}",
        "any_type": "all that you offer",
        "with_whom": "with: {people}",
        "offers": "{offers} slots offered at a time",
        "one_offer": "one slot offered at a time",
        "reason": "the reason is asked and written down",
        "reason_as": "the reason is asked like this, and written down: {said}",
        "name": "the name is asked like this: {said}",
        "birth_date": "the date of birth is asked",
        "change": "appointment",
        "title_change": "Find, move or cancel an appointment",
        "proof_number": "by name, and from the number that made the appointment",
        "proof_birth_date": "by name and date of birth",
        "notice": "within {hours} h nothing is changed without you",
        "notice_of_client": "once it is too near by your own rule, nothing is changed without you",
        "waiting_list": "if nothing is free soon enough and you keep a waiting list, callers who"
        " wish are put on it",
        "changed": "done",
        "not_changed": "not found, too soon, or nothing else free",
        "asks": "also asked: {what}",
        "asks_name": "the name",
        "asks_number": "the number to call back",
        "and": "and",
        "or": "or",
        "at_once": "you are told that it is urgent",
        "rings": "{whom} is rung for {seconds} s",
        "times": "{times} times",
        "announced": "whoever is rung first hears what it is about, then accepts",
        "blind": "the caller is joined with whoever picks up, at once",
        "to_secretary": "the secretary",
        "to_on_call": "the person on call",
    },
}

TRADES: Mapping[Language, Mapping[Trade, str]] = {
    Language.FR: {
        Trade.MEDICAL: "cabinet médical",
        Trade.DENTAL: "cabinet dentaire",
        Trade.PHYSIOTHERAPY: "cabinet de kinésithérapie",
        Trade.PAEDIATRICS: "cabinet de pédiatrie",
        Trade.VETERINARY: "cabinet vétérinaire",
        Trade.LEGAL: "cabinet d’avocats",
        Trade.NOTARY: "office notarial",
        Trade.ACCOUNTING: "cabinet comptable",
        Trade.REAL_ESTATE: "agence immobilière",
        Trade.ARTISAN: "artisan",
        Trade.ASSOCIATION: "association",
        Trade.OTHER: "autre activité",
    },
    Language.EN: {
        Trade.MEDICAL: "medical practice",
        Trade.DENTAL: "dental practice",
        Trade.PHYSIOTHERAPY: "physiotherapy practice",
        Trade.PAEDIATRICS: "paediatric practice",
        Trade.VETERINARY: "veterinary practice",
        Trade.LEGAL: "law firm",
        Trade.NOTARY: "notary’s office",
        Trade.ACCOUNTING: "accounting firm",
        Trade.REAL_ESTATE: "estate agency",
        Trade.ARTISAN: "tradesperson",
        Trade.ASSOCIATION: "association",
        Trade.OTHER: "other activity",
    },
}

# Where the house itself may be the danger, the fire brigade is dialled.
OF_THE_HOUSE = frozenset({Trade.ARTISAN, Trade.REAL_ESTATE})

# French puts a space before these signs and inside its quotation marks, at which no line breaks.
BEFORE_A_SIGN = re.compile(r" (?=[:;?!»])|(?<=«) ")


def set_in_type(text: str, language: Language) -> str:
    """The text with the spaces of its language: in French no line begins with a colon."""
    return BEFORE_A_SIGN.sub("\N{NO-BREAK SPACE}", text) if language is Language.FR else text


def quoted(text: str, language: Language) -> str:
    """The text between the quotation marks of its language."""
    marked = f"« {text} »" if language is Language.FR else f"“{text}”"
    return set_in_type(marked, language)


def readable(key: str) -> str:
    """A key as words: "first-consultation" is "first consultation"."""
    return key.replace("-", " ").replace("_", " ")


class Wording:
    """The words of one language."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self._words = WORDS[language]

    def __call__(self, key: str, **given: object) -> str:
        """The words of that key, filled with what is given."""
        return set_in_type(self._words[key].format(**given), self.language)

    def quoted(self, text: str) -> str:
        """The text between the quotation marks of the language."""
        return quoted(text, self.language)

    def listed(self, items: list[str], last: str = "and") -> str:
        """ "a, b et c"."""
        if len(items) < 2:
            return "".join(items)
        return f"{', '.join(items[:-1])} {self(last)} {items[-1]}"

    def person(self, to: str) -> str:
        """Whom a call is passed to: a contact goes by its key, written as a name."""
        return self(f"to_{to}") if to in {"secretary", "on_call"} else readable(to).title()
