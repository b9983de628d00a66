"""Questions after an appointment somebody has: "Martine Lefort a rendez-vous quand ?".

Pure. Who is seen there, "le docteur a un rendez-vous de libre", holds none.
"""

from telesec.assistant.understanding.text import any_of
from telesec.values.language import Language

_OF_THE_HOUSE = (
    r"(?!(?:vous|y|il y|the|you|they|we|there|(?:le |la |the )?(?:docteure?|dr|doctor|medecin"
    r"|kine\w*|dentiste?|maitre|notaire|avocate?|veterinaire|vet|physio\w*|lawyer|notary|solicitor))\b)"
)
_WHO = rf"{_OF_THE_HOUSE}(?:\w+ ){{1,4}}?"
# Whoever tells it of others by name or kin; all that is said besides is when.
_ONE_OF_THEM = {
    Language.FR: r"(?:(?:mon|ma|mes|notre|nos) \w+(?: \w+){0,2}"
    r"|(?:madame|monsieur|mme|mlle)(?: \w+){1,2})",
    Language.EN: r"(?:(?:my|our) \w+(?: \w+){0,2}|(?:mr|mrs|ms|miss)(?: \w+){1,2})",
}
_HAS_FR = r"(?:a|ai|ont|avons|avait|avais) (?:(?:bien|deja|toujours) )?"
_HAS_EN = r"(?<!can i )(?<!could i )(?<!may i )(?<!can we )(?<!to )(?:has|have|had|ve|s)(?: got)? "
_RDV = r"(?:rendez vous|rdv)"
_APPOINTMENT = r"(?:appointment|visit|session|consultation)"
_ANY = r"(?:an?|her|his|their|my|our|the) (?:next )?"
_WHEN_FR = r"(?:quand|quelle heure|quel jour|quelle date|avec qui)"
_WHEN_EN = r"(?:when|what (?:time|day|date)|which day)"
# Between the two, nothing is asked of the house: "j'ai rendez-vous demain, vous fermez quand".
_UP_TO_FR = r"(?: (?!(?:vous|ouvr\w*|ferm\w*|cabinet|peux|peut|pourr\w*|voud\w*)\b)\w+){0,6}?"
_UP_TO_EN = r"(?: (?!(?:you|open|close|can|could|would)\b)\w+){0,6}?"
_ASIDE = (
    r"(?: (?!(?:et|mais|and|but|pas|plus|not|ne|n|prendre|libre|possible|make|book)\b)\w+){0,4}$"
)
_HELLO = r"^(?:(?:bonjour|bonsoir|allo|madame|monsieur|oui|alors|hello|hi|good morning) )*"

ASKED_AFTER = {
    Language.FR: any_of(
        rf"{_WHEN_FR} (?:est ce qu(?:e|il|elle)? )?(?:\w+ ){{0,4}}?(?<!y ){_HAS_FR}(?:t (?:il|elle)"
        rf" )?{_RDV}",
        rf"(?<!y ){_HAS_FR}(?:un )?{_RDV}{_UP_TO_FR} {_WHEN_FR}(?! (?:vous|je|on|ouvr|ferm)\w*\b)",
        rf"(?:est ce que?|savoir si|verifier si|regarder si|dire si) {_WHO}(?<!y ){_HAS_FR}{_RDV}",
        rf"(?:est ce que?|savoir si|verifier si|regarder si|dire si) {_WHO}(?<!y )(?:a|ai|ont) bien"
        rf" un {_RDV}",
        rf"{_ONE_OF_THEM[Language.FR]} (?:a|ont) bien (?:un )?{_RDV}",
        rf"{_HELLO}{_ONE_OF_THEM[Language.FR]} (?:a|ont) (?:un )?{_RDV}{_ASIDE}",
    ),
    Language.EN: any_of(
        rf"{_WHEN_EN} (?:do|does|did) {_WHO}have {_ANY}{_APPOINTMENT}",
        rf"(?:do|does|if|whether) {_WHO}(?:have|has|has got|have got) {_ANY}{_APPOINTMENT}"
        r"(?! (?:free|available|slot|for (?:me|us|my)))",
        rf"(?:has|have) {_WHO}got {_ANY}{_APPOINTMENT}(?! (?:free|available|slot))",
        rf"{_HAS_EN}{_ANY}{_APPOINTMENT}{_UP_TO_EN} {_WHEN_EN}(?: (?:is|was|s|does|should) (?!the"
        r" (?:doctor|office|practice))\w+|$)",
        rf"{_HELLO}{_ONE_OF_THEM[Language.EN]} {_HAS_EN}{_ANY}{_APPOINTMENT}{_ASIDE}",
    ),
}
