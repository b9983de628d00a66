"""What a call is about, by its words."""

import re
from enum import StrEnum
from functools import lru_cache

from telesec.assistant.understanding.answers.answers import wants_person
from telesec.assistant.understanding.matters.held_by_whom import ASKED_AFTER
from telesec.assistant.understanding.matters.mentions import mentions
from telesec.assistant.understanding.matters.move_orders import MOVE_ORDERS
from telesec.assistant.understanding.text import any_of, lazily, plain
from telesec.values.language import Language


class Intent(StrEnum):
    """Why somebody calls."""

    EMERGENCY_LIFE = "emergency_life"
    URGENT = "urgent"
    WRONG_NUMBER = "wrong_number"
    SALES_CALL = "sales_call"
    APPOINTMENT_CANCEL = "appointment_cancel"
    APPOINTMENT_MOVE = "appointment_move"
    APPOINTMENT_QUERY = "appointment_query"
    LATE = "late"  # on the way to an appointment
    PRESCRIPTION_RENEWAL = "prescription_renewal"
    RESULTS_QUERY = "results_query"
    DOCUMENT_REQUEST = "document_request"
    BILLING_QUERY = "billing_query"
    OPENING_HOURS = "opening_hours"
    ADDRESS = "address"
    CALLBACK_REQUEST = "callback_request"
    MESSAGE = "message"
    APPOINTMENT_NEW = "appointment_new"
    SPEAK_TO_PERSON = "speak_to_person"
    OTHER = "other"


# About an appointment that the caller has: never the wish for another one.
_ABOUT_ONES_OWN = frozenset(
    {Intent.APPOINTMENT_CANCEL, Intent.APPOINTMENT_MOVE, Intent.APPOINTMENT_QUERY, Intent.LATE}
)

# "Un rendez-vous pour changer un chauffe-eau": what is changed is not the appointment.
_A_NEW_ONE = lazily(
    r"\b(?:une?|premiere?) (?:\w+ )?(?:rendez vous|rdv|visite|intervention|creneau|consultation)"
    r" (?:pour|afin)\b|\b(?:an?|make|book) (?:\w+ )?(?:appointment|visit|slot) (?:to|for)\b"
)

# Said in this or a call script's own words, these are never weighed against anything else.
_LIFE = (
    "ne respire plus", "respire plus", "n'arrive plus à respirer", "arrive plus à respirer",
    "n'arrive pas à respirer",
    "peux plus respirer", "mal à respirer", "étouffe", "s'étouffe", "inconscient", "inconsciente",
    "a perdu connaissance", "perd connaissance", "douleur dans la poitrine",
    "douleurs dans la poitrine",
    "douleur à la poitrine", "douleur thoracique", "mal dans la poitrine", "mal à la poitrine",
    "crise cardiaque", "fait un infarctus", "fait un avc",
    "convulse", "convulsions", "hémorragie", "saigne beaucoup", "veux mourir", "envie de mourir",
    "me suicider", "se suicider", "en finir", "overdose",
    "can't breathe", "cannot breathe", "not breathing", "unconscious", "chest pain", "heart attack",
    "having a stroke", "bleeding heavily", "kill myself", "suicidal", "choking", "passed out",
)  # fmt: skip
_URGENT = (
    "urgent", "urgente", "urgence", "urgemment", "c'est grave", "emergency", "urgently",
    "it's serious", "au plus vite",
)  # fmt: skip

_RDV = r"(?:rendez vous|rdv|consultation|creneau|seance|visite|intervention)"
_APPOINTMENT = r"(?:appointment|booking|visit|slot|consultation|session)"

# "Changer un robinet, il me faudrait un rendez-vous": what is changed is not the appointment,
_WANTS_ONE = (
    r"(?:prendre|avoir|fixer|voudrais|veux|faudrait|faut|besoin|souhaite|aimerais|demande|prevoir"
    r"|auriez|avez|book|make|need|want|like|get|arrange|please|an|une?(?! autre))\b"
)
# nor is it in "un rendez-vous jeudi pour changer un robinet".
_A_THING = (
    r" (?:un|une|le|la|l|les|des|du|mon|ma|mes|notre|nos|deux|trois|toute?s?|quelques)\b"
    rf"(?! (?:autre |prochaine? )?(?:{_RDV}|dates?|jours?|heures?|horaires?|moment|semaine))"
)

# Who came until now, or would have: not who comes for some thing, or at certain hours.
_NO_LONGER_COMES = {
    Language.FR: r"(?:peux|peut|pouvons|pourrai|pourra|pourrons) plus (?:\w+ )?venir(?! (?:avant"
    r"|apres|chercher|recuperer|prendre|deposer|a pied|en voiture|en bus|seule?|vous voir|chez|au"
    r"|le|les|que)\b)",
    Language.EN: r"(?:can t|cannot|won t be able to|unable to) (?:come|make it|attend) (?:after all"
    r"|any ?more|any longer)|(?:can|could) no longer (?:come|make it|attend)"
    r"(?! (?:before|after|by|for|to)\b)",
}

_PATTERNS: dict[Language, tuple[tuple[Intent, re.Pattern[str]], ...]] = {
    Language.FR: (
        (Intent.LATE, any_of(r"(?:suis|serai|vais etre|arrive|arriverai) (?:\w+ ){0,3}en retard",
            r"(?:aurai|ai|vais avoir) (?:\w+ ){0,4}retard")),
        (Intent.WRONG_NUMBER, any_of("(?:trompee?|erreur) de numero", "mauvais numero",
            "faux numero", "je me suis trompee?", "c est une erreur")),
        (Intent.SALES_CALL, any_of(
            "(?:vous )?(?:proposer|presenter) (?:nos|notre|une|des|un) (?:offres?|solutions?"
            "|services?|produits?|logiciel|contrat)", "demarchage",
            "panneaux (?:solaires|photovoltaiques)", "isolation a 1 euro",
            "compte (?:personnel de )?formation", "fournisseur d (?:energie|electricite)",
            "responsable des achats", "offre (?:commerciale|exceptionnelle|promotionnelle)",
            "partenariat", "(?:changer|change) (?:de|votre) (?:contrat|fournisseur|mutuelle)",
            "(?:proposer|presenter) (?:nos|notre) \\w+")),
        (Intent.APPOINTMENT_MOVE, MOVE_ORDERS[Language.FR]),
        (Intent.APPOINTMENT_MOVE, any_of(
            r"(?:peux|pourrai|pourra|peut) (?:pas|plus) (?:\w+ ){0,8}(?:un|une) autre (?:jour|date"
            r"|heure|horaire|moment|creneau)",
            r"(?:mettre|met|passer|remettre) (?:\w+ ){0,2}(?:un|une|a un) autre (?:jour|date"
            r"|heure|moment)")),
        (Intent.APPOINTMENT_CANCEL, any_of(
            r"(?:viendrai|viens|viendra|viendrons) (?:pas|plus)", r"donner (?:ma|notre) place",
            rf"(?:annul\w+|supprimer|decommander) (?:\w+ ){{0,4}}{_RDV}",
            rf"{_RDV} (?:\w+ ){{0,6}}annul\w+", "annul(?:er|ation|e)",
            _NO_LONGER_COMES[Language.FR],
            rf"(?:ne|n) (?:pourrai|peux|pourra|peut|viendrai) (?:pas"
            rf"|plus) (?:\w+ ){{0,3}}(?:venir|etre la|honorer|me rendre"
            rf"|assister)(?: \w+){{0,3}} {_RDV}")),
        (Intent.APPOINTMENT_MOVE, any_of(
            rf"(?:deplacer|decaler|reporter|repousser|avancer|changer|modifier|remettre"
            rf"|bouger) (?:une? )?(?:(?!{_WANTS_ONE})\w+ ){{0,4}}(?:{_RDV}|date|heure|horaire)",
            rf"{_RDV} (?:\w+ ){{0,6}}(?:deplacer|decaler|reporter|repousser|avancer|changer"
            rf"|modifier)(?!{_A_THING})",
            "(?:le|la) (?:deplacer|decaler|reporter|repousser|avancer)")),
        (Intent.APPOINTMENT_QUERY, any_of(
            rf"c est bien (?:\w+ ){{0,6}}(?:mon|notre|le) {_RDV}",
            rf"(?:quand|quelle heure|quel jour|quelle date)(?: \w+){{0,5}} (?:mon|notre|le|son"
            rf"|ma) {_RDV}",
            rf"(?:confirmer|verifier|rappeler|retrouver|oublie|connaitre) (?:\w+ ){{0,4}}{_RDV}",
            rf"{_RDV} (?:c est|est) (?:quand|a quelle heure|quel jour)",
            rf"je (?:ne )?(?:sais|me souviens|rappelle) (?:plus|pas)(?: \w+){{0,6}} {_RDV}")),
        (Intent.APPOINTMENT_QUERY, ASKED_AFTER[Language.FR]),
        (Intent.PRESCRIPTION_RENEWAL, any_of(
            "(?:renouvel\\w*|refaire|prolonger)(?: \\w+){0,4} (?:ordonnance|traitement"
            "|medicaments?|prescription|pilule)", "(?:ordonnance|prescription)",
            "plus de (?:medicaments?|traitement|cachets?|comprimes?|pilules?|gouttes|sirop)")),
        (Intent.RESULTS_QUERY, any_of("(?:mes|les|des|ses|nos) (?:resultats?|analyses?)",
            "resultats?(?: \\w+){0,4} (?:analyses?|prise de sang|examens?|radio|irm|scanner"
            "|biopsie|labo\\w*)",
            "compte rendu (?:d|de) (?:\\w+ ){0,2}(?:examen|radio|irm|scanner|analyse)\\w*")),
        (Intent.DOCUMENT_REQUEST, any_of("certificat", "attestation", "(?:une )?copie (?:de|du)",
            "justificatif", "arret (?:de travail|maladie)", "duplicata",
            "(?:recevoir|envoyer|recuperer|avoir|transmettre) (?:\\w+ ){0,3}(?:documents?"
            "|dossier|papiers?|acte|courrier|contrat|compte rendu|bulletins?|fiches? de paie)",
            "mon dossier medical")),
        (Intent.BILLING_QUERY, any_of("factur\\w+", "reglement", "payer", "paiement",
            "rembours\\w+", "feuille de soins?", "tarifs?", "prix",
            "combien (?:(?:ca|cela) )?(?:coute\\w*|va couter)", "honoraires", "tiers payant",
            "devis", "impaye\\w*", "carte bancaire", "cheque")),
        (Intent.OPENING_HOURS, any_of("(?:vos|les|quels sont vos) (?:horaires?|heures d ouverture)",
            "horaires? d ouverture",
            "(?:vous etes|etes vous|c est|le cabinet est) (?:ouverts?|ouvertes?|fermee?s?)",
            "(?:ouvrez|fermez|ferme|ouvre) (?:vous )?(?:a quelle heure|quand|le|jusqu)?",
            "jusqu a quelle heure", "a quelle heure (?:ouvr\\w+|ferm\\w+|vous)")),
        (Intent.ADDRESS, any_of("(?:votre|l|quelle est votre) adresse(?! (?:mail|e mail|email))",
            "ou (?:etes vous|se trouve|est ce que vous etes|est situe|vous trouvez)",
            "vous etes ou",
            "comment (?:on )?(?:venir|vient|se rendre|vous trouver|y aller|acceder)",
            "(?:se garer|parking|stationn\\w+)", "quel(?:le)? (?:etage|batiment|metro|arret|code)",
            "digicode", "code (?:d entree|de la porte|de l immeuble)", "acces handicape\\w*")),
        (Intent.CALLBACK_REQUEST, any_of("(?:me|nous|m|le|la) (?:rappel\\w+|recontact\\w+)",
            "rappelez moi", "(?:etre|que quelqu un me|qu on me) rappelee?",
            "qu(?: elle| il| on)? (?:me|nous) rappelle",
            "(?:retour|suite) (?:de|a) (?:votre|son|un) appel", "on m a appelee?",
            "vous (?:m avez|avez essaye de me|avez cherche a me) (?:appelee?|joindre|contacter)")),
        (Intent.MESSAGE, any_of(
            "(?:laisser|transmettre|faire passer|donner|prendre"
            "|deposer) (?:\\w+ ){0,2}(?:messages?|mot|information|commission)",
            "(?:lui|leur) (?:dire|transmettre|signaler|faire savoir)", "message",
            "(?:pouvez vous|vous pouvez) lui dire", "prevenir (?:le|la|monsieur|madame|maitre|que)",
            "je (?:previens|signale)")),
        (Intent.APPOINTMENT_NEW, any_of(
            rf"(?:prendre|avoir|fixer|reserver|obtenir|voudrais|veux|souhaite\w*|aimerais"
            rf"|besoin d|faudrait|pour|poser|demander|prevoir|trouver|programmer"
            rf"|est ce que je peux avoir) (?:\w+ ){{0,4}}{_RDV}",
            rf"(?:un|prise de|de|nouveau|premier) {_RDV}", rf"{_RDV}",
            "(?:avez|auriez|reste|resterait|y a|aurait) (?:vous |encore |il )?(?:de la place"
            "|des (?:disponibilites|places)|une (?:place|dispo\\w*)|un creneau)",
            "(?:voir|consulter) (?:le |la |l |un |une )?(?:docteur|medecin|maitre|avocate?"
            "|notaire|dentiste|kine\\w*|veterinaire|pediatre|specialiste)", "faire venir quelqu un",
            "(?:pour|faire) (?:un )?(?:vaccin\\w*|detartrage|bilan|controle)")),
    ),
    Language.EN: (
        (Intent.WRONG_NUMBER, any_of("wrong number", "(?:dialled|dialed) (?:the )?wrong",
            "by mistake")),
        (Intent.SALES_CALL, any_of("special offer", "our (?:services|products|solutions?|offer)",
            "solar panels", "energy supplier",
            "(?:person|someone) (?:in charge of|responsible for) purchasing",
            "business opportunity", "(?<!civil )partnership", "marketing",
            "calling (?:from|on behalf of) (?:\\w+ ){0,4}(?:agency|company|insurance)")),
        (Intent.APPOINTMENT_MOVE, MOVE_ORDERS[Language.EN]),
        (Intent.APPOINTMENT_MOVE, any_of(
            "(?:can t|cannot|won t|not) (?:\\w+ ){0,12}another (?:day|time|date|slot)")),
        (Intent.APPOINTMENT_CANCEL, any_of("cancel\\w*", _NO_LONGER_COMES[Language.EN],
            rf"(?:can t|cannot|won t) (?:\w+ ){{0,3}}(?:come|make it|make"
            rf"|attend)(?: \w+){{0,3}} {_APPOINTMENT}")),
        (Intent.APPOINTMENT_MOVE, any_of("reschedul\\w*",
            rf"(?:move|change|postpone|shift|push back|bring forward"
            rf"|rearrange) (?:an )?(?:(?!{_WANTS_ONE})\w+ ){{0,6}}{_APPOINTMENT}",
            "(?:move|change|shift|push back|bring forward|rearrange) (?:(?:it|this|that|to|the|my"
            "|our|your|his|her|their|a|an|s|different|another|new|other|start|starting|viewing"
            "|signing|delivery) ){0,4}(?:date|time)", "postpone")),
        (Intent.APPOINTMENT_QUERY, any_of(
            rf"(?:when|what time|what day|which day)(?: \w+){{0,3}} (?:my|our|the) {_APPOINTMENT}",
            rf"(?:confirm|check|forgot\w*|verify|remember) (?:\w+ ){{0,5}}{_APPOINTMENT}")),
        (Intent.APPOINTMENT_QUERY, ASKED_AFTER[Language.EN]),
        (Intent.PRESCRIPTION_RENEWAL, any_of("prescriptions?", "refill", "repeat medication",
            "(?:run|running|ran) out of (?:\\w+ ){0,2}(?:medication|medicine|pills|tablets)")),
        (Intent.RESULTS_QUERY, any_of("(?:my|the|test|blood|lab|scan) results?", "results? of")),
        (Intent.DOCUMENT_REQUEST, any_of("certificate", "sick note", "(?:a )?copy of", "documents?",
            "paperwork", "medical records?", "doctor s note")),
        (Intent.BILLING_QUERY, any_of("invoices?", "bills?", "billing", "pay(?:ment)?",
            "refund\\w*", "fees?", "prices?", "how much (?:does|is|do|would)", "quote",
            "reimburse\\w*")),
        (Intent.OPENING_HOURS, any_of("(?:opening|business|office) (?:hours|times)", "your hours",
            "(?:are you|when are you|what time (?:are|do) you) (?:open|closed?|opening"
            "|closing)\\w*", "(?:open|close) (?:on|until|today|tomorrow)",
            "what time do you (?:open|close)")),
        (Intent.ADDRESS, any_of("(?:your|the) address(?! is)",
            "where (?:\\w+ )?(?:are|is) (?:you|your|the)(?: \\w+)?",
            "how (?:do|can) i (?:get|find) (?:there|to|you)", "directions", "parking",
            "(?:which|what) floor", "door code", "wheelchair access")),
        (Intent.CALLBACK_REQUEST, any_of("call(?:ed)? (?:me|us) back", "call back", "callback",
            "ring (?:me|us) back", "(?:return|returning) (?:\\w+ ){0,2}call",
            "missed (?:a |your )?call", "phone me back", "get back to (?:me|us)")),
        (Intent.MESSAGE, any_of("(?:leave|take|pass on|give|send) (?:\\w+ ){0,3}message", "message",
            "(?:tell|let) (?:him|her|them|the doctor)", "pass (?:it|this|that) on")),
        (Intent.APPOINTMENT_NEW, any_of(f"{_APPOINTMENT}s?",
            "(?:see|consult) (?:the |a |an )?(?:doctor|lawyer|dentist|physio\\w*|vet"
            "|specialist|notary)",
            "book (?:\\w+ ){0,4}in",
            "(?:are there|do you have) (?:any )?(?:openings?|availabilit\\w+|slots?)", "check ?up",
            "vaccin\\w+")),
    ),
}  # fmt: skip


@lru_cache(maxsize=64)  # one turn asks for the same words several times
def subject_intent(text: str, language: Language) -> Intent | None:
    """Why the caller calls; None when no known word says so.

    Danger first, whatever else is said; then the more particular reason before the more general.
    """
    if mentions(text, _LIFE):
        return Intent.EMERGENCY_LIFE
    found = matter_of(text, language)
    if found not in {Intent.WRONG_NUMBER, Intent.SALES_CALL} and mentions(text, _URGENT):
        return Intent.URGENT
    return found


@lru_cache(maxsize=64)
def matter_of(text: str, language: Language) -> Intent | None:
    """What it is about, danger aside; the more particular reason before the more general."""
    said = plain(text)
    found = next((intent for intent, pattern in _PATTERNS[language] if pattern.search(said)), None)
    if found is None and wants_person(text, language):
        return Intent.SPEAK_TO_PERSON
    return found


def matters_in(text: str, language: Language) -> tuple[Intent, ...]:
    """Every matter of which some known word is said, the more particular before the general."""
    said = plain(text)
    return tuple(intent for intent, pattern in _PATTERNS[language] if pattern.search(said))


def is_about_ones_own(text: str, language: Language) -> bool:
    """Whether the caller speaks of an appointment that they have: to move, cancel, be late."""
    return subject_intent(text, language) in _ABOUT_ONES_OWN and not _A_NEW_ONE.search(plain(text))
