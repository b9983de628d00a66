"""The words of a dictated number, with what is said in several words said in one.

"La fin c'est" becomes ``ending``, "je me mélange" ``correction``: the signs of ``dictation.py``.
"""

import re

from telesec.assistant.understanding.text import lazily

_SPELLED_OUT = lazily(
    r"\b(?:je veux dire|plus exactement|c est (?:plutot )?l inverse|a l envers|i mean|make that"
    r"|(?:the )?other way (?:a)?round|let me correct that|ou plutot|or rather|(?:i )?tell a lie"
    r"|(?:je dis )?n importe quoi|qu est ce que je (?:dis|raconte)"
    r"|je (?:me melange|m embrouille|confonds)|au(?:tant| temps) pour moi|my bad|silly me"
    r"|scratch that)\b"
)
_AT_THE_END = lazily(
    r"\b(?:(?:le dernier(?: chiffre| numero)?|la fin|the last(?: digit| number| it| one)?|the end)"
    r"(?= c est| est| is| s)"
    r"|(?:se )?(?:termine|finit|finissant|terminant)(?: bien)? par"
    r"|(?:ends|ending|finishes|finishing)(?: in| with)"
    r"|(?:les |the )?(?:(?:deux|trois|quatre|2|3|4) derniers?|derniers? (?:deux|trois|quatre)"
    r"|(?:last|final) (?:two|three|four|five|six|2|3|4))(?: chiffres?| digits| numbers)?)\b"
)
_AT_THE_START = lazily(
    r"\b(?:(?:(?:le|au)(?: tout)? debut|(?:at )?the start|(?:at )?the beginning)"
    r"(?= c est| est| is| s| it s| it is)"
    r"|commence(?: bien)? par|(?:starts|begins)(?: with| in)?(?= \d| oh| zero| plus))\b"
)
# "ou peut-être 79", where a part of a number follows.
_OR_PERHAPS = lazily(
    r"\b(ou|or) (?:(?:bien|alors|encore|peut etre|c est|maybe|perhaps|possibly|it s|is it|else)"
    r" )+(?:(?:le|the) )?(?!0\d)(?=[a-z]+\b|\d{1,3}\b)"
)
_MAYBE_SO = lazily(r"\b(?:peut etre|possibly|maybe|perhaps) (?:le |the )?(?!0)(?=\d{1,3}$)")
# "et non 64" denies; "les deux derniers chiffres" counts digits and is none.
_ET_NON = lazily(
    r"\b(?:(?:et|and) (?:non(?: pas)?|not)|plutot que(?: (?:le|au|sur le))?|rather than(?: the)?)\b"
)
_NO_DENIAL = lazily(
    r"\b(?:n est ce pas|pas une (?:erreur|faute)|not an? (?:mistake|error)|no mistake"
    r"|n hesitez pas|pas de (?:souci|probleme)s?|why not)\b"
)
_COUNTED_DIGITS = lazily(
    r"\b(?:les |the )?(?:(?:deux|trois|quatre|cinq|six|2|3|4) (?:premiers?|chiffres?)"
    r"|(?:derniers?|premiers?) chiffres?|premiers? (?:deux|trois|quatre)"
    r"|first (?:two|three|four|five|six|2|3|4)(?: digits| numbers)?"
    r"|(?:two|three|four|five|six|ten|eleven) digits)(?: chiffres)?\b"
)
_IN_PLACE_OF = lazily(  # "non, 73 à la place de 92"
    r"(?<!\d )\b(\d{1,3}) (?:a la place d[eu]|au lieu d[eu]|instead of|in place of)(?: the)?"
    r" (\d{1,3})\b(?! \d)"
)
# "remplacez 62 par 52", "à la place du 62 mettez 52", "le 62 est faux, c'est 52"
_REPLACED = lazily(
    r"\b(?:(?:rempla\w+|chang\w+|corrige\w*|modifie\w*|replac\w+|correct|swap) (?:le |the )?"
    r"(\d{1,3}) (?:par|en|with|by|for|to|into)"
    r"|(?:a la place d[eu]|au lieu d[eu]|instead of)(?: the)? (\d{1,3})"
    r" (?:mettez|notez|ecrivez|marquez|put|write)"
    r"|(?:le|the) (\d{1,3}) (?:(?:c )?(?:n )?est (?:faux|pas (?:bon|ca|juste|correct)|une erreur)"
    r"|(?:is|s) (?:wrong|not right|a mistake)) (?:c est|mettez|it s|it is|it should be|put))"
    r" (?:le |un |the |a )?(\d{1,3})\b(?! \d)"
)
_ONE_DIGIT = (
    r"(?:\d|zero|deux|trois|quatre|cinq|six|sept|huit|neuf|one|two|three|four|five|seven|eight"
    r"|nine)"
)
_MAYBE_IN_PLACE_OF = lazily(  # "ou 73 à la place de 92"
    r"\b(ou|or) (\d{1,3}) (?:a la place d[eu]|au lieu d[eu]|instead of|in place of)(?: the)?"
    r" \d{1,3}\b(?! \d)"
)
_SAID_INSTEAD = lazily(  # "j'ai dit 52, c'est 42"
    r"\b(?:j ai dit|j avais dit|i said) (?:le |the )?(\d{1,3}) (?:(?:mais|et|but|and) )?"
    r"(?:c est|c etait|it s|it is|je voulais dire|i meant) (?:le |the )?(\d{1,3})\b(?! \d)"
)
_NUMBER_WORD = (
    r"(?:zero|oh|une?|one|deux|two|trois|three|quatre|four|cinq|five|six|sept|seven|huit"
    r"|eight|neuf|nine|dix|onze|douze|treize|quatorze|quinze|seize|vingts?|trente|quarante"
    r"|cinquante|soixante|septante|huitante|octante|nonante|cent|et|ten|eleven|twelve|\w+teen"
    r"|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)"
)
_HEARD_WRONGLY = lazily(  # "vous avez dit 58, non, 57": what the secretary repeated
    r"\b(?:(?:vous|t) (?:avez|aviez|as) (?:bien )?(?:dit|mis|note|ecrit|compris|marque|repete"
    r"|entendu|lu)|you (?:said|put|wrote|read|heard|ve (?:got|put|written)|have (?:got|put)?)"
    r"|did you (?:say|put|get)) (?:un |le |a |the )?(?!0|zero|oh)"
    r"(?=(?:\d{1,4}|"
    + _NUMBER_WORD
    + "(?: "
    + _NUMBER_WORD
    + r"){0,3}) (?:(?:ah|euh|heu|mais|but|ben|oh|um) )*"
    r"(?:non|no|c est|it s|it is|pas|alors que|instead)\b)"
)
_SIGH = lazily(  # and no zero
    r"\boh (?=(?:no|wait|sorry|hang|hold|dear|god|gosh|bother|at|it|that|i|well|actually|yes"
    r"|right)\b)"
)
_ET_UN = lazily(r"\b(vingt|trente|quarante|cinquante|soixante) (?:est|ai) (?=(?:un|une|onze)\b)")
_APART = lazily(r"\b(?:en (?:deux|2|trois|3) fois|in (?:two|2) parts)\b")  # "60, 12"
_DIX = lazily(r"\bdis (?=(?:sept|huit|neuf|7|8|9)\b)")
_A_DIGIT = lazily(  # "c'est un deux, pas un trois"
    rf"\b(c est|est|pas|is|s|not|correction) (?:un|a|an) (?={_ONE_DIGIT}\b(?! \d| {_ONE_DIGIT}\b))"
)
# "Sans le zéro", "a minute or two": no figures of the number.
_NO_ZERO = lazily(
    r"\b(?:enlev\w+|retir\w+|otez|supprim\w+|sans|drop|lose|without|leave (?:off|out)|minus)"
    r" (?:le |the )?(?:premier |first |leading )?(?:zero|nought|0|oh)\b"
)
_ONE_OR_TWO = lazily(r"\b(?:une?|a|an) \w+ (?:ou|or) (?:deux|2|two|trois|3|so)\b")
_A_HUNDRED = lazily(r"\ba (?=hundred\b)")
# Heard for a number where it stands between two.
_HOMOPHONES = {
    "cet": "sept", "set": "sept", "cette": "sept", "vin": "vingt", "vain": "vingt", "dis": "dix",
    "sis": "six", "si": "six", "sang": "cent",
}  # fmt: skip
_HOMOPHONE = lazily(
    r"(?:(?<=\d )|(?<=zero )|(?<=quatre )|(?<=vingt )|(?<=soixante )|(?<=trente )|(?<=quarante ))"
    rf"(?P<heard>{'|'.join(_HOMOPHONES)})(?= (?:\d|{_NUMBER_WORD}\b))"
)
_HANG_ON = lazily(r"\b(?:hang|hold) on\b(?= (?:it s |that s )?(?:\d|" + _NUMBER_WORD + r"\b))")
_NO_FIGURE = lazily(
    r"\b(last|the|this|(?<!got )that|other|wrong|the right|which|good|new|old|french|english|work"
    r"|home|mobile) one\b"
)


def words_in(text: str) -> list[str]:
    """The words, figures and plus signs of normalised text; "the last one" is no figure."""
    words = " ".join(re.findall(r"[a-z]+|\d+|\+", _NO_FIGURE.sub(r"\1 it", text)))
    words = _HOMOPHONE.sub(lambda found: _HOMOPHONES[found["heard"]], words)
    words = _NO_ZERO.sub("it", _ONE_OR_TWO.sub("it", _A_HUNDRED.sub("one ", words)))
    words = _DIX.sub("dix ", _ET_UN.sub(r"\1 et ", _SIGH.sub("", words)))
    words = _HANG_ON.sub("wait", words)
    words = _HEARD_WRONGLY.sub("it pas ", words)
    words = _SAID_INSTEAD.sub(r"correction pas \1 \2", words)
    words = _REPLACED.sub(
        lambda found: f"correction pas {found[1] or found[2] or found[3]} {found[4]}", words
    )
    words = _MAYBE_SO.sub("ou ", words)
    words = _MAYBE_IN_PLACE_OF.sub(r"\1 \2", _OR_PERHAPS.sub(r"\1 ", words))
    words = _IN_PLACE_OF.sub(r"correction pas \2 \1", words)
    words = _APART.sub("separement", _NO_DENIAL.sub("it", words))
    words = _AT_THE_START.sub("starting", words)
    words = _COUNTED_DIGITS.sub("it", _AT_THE_END.sub("ending", _ET_NON.sub("pas", words)))
    return _A_DIGIT.sub(r"\1 ", _SPELLED_OUT.sub("correction", words)).split()
