"""French and European identifiers of businesses and accounts: their form and their check digits.

Pure. Each function returns the identifier without spaces, or raises ValueError for its author.
"""

import re

LA_POSTE = "356000000"  # its establishments do not follow Luhn's rule, but a rule of their own


def parse_siren(text: str) -> str:
    """A SIREN: nine digits that satisfy Luhn's rule (INSEE)."""
    digits = _compact(text)
    if not re.fullmatch(r"[0-9]{9}", digits) or not _luhn(digits):
        raise ValueError(f"{text!r} is not a SIREN: nine digits with a true check digit")
    return digits


def parse_siret(text: str) -> str:
    """A SIRET: a SIREN and five digits, Luhn's rule over all fourteen."""
    digits = _compact(text)
    true = re.fullmatch(r"[0-9]{14}", digits) and _luhn(digits[:9])
    if not true or not (_luhn(digits) or _post_office(digits)):
        raise ValueError(f"{text!r} is not a SIRET: fourteen digits with true check digits")
    return digits


def parse_vat_number(text: str) -> str:
    """An intra-Community VAT number; for France the key must fit its SIREN."""
    compact = _compact(text).upper()
    if not re.fullmatch(r"[A-Z]{2}[0-9A-Z+*]{2,13}", compact):
        raise ValueError(f"{text!r} is not a VAT number such as FR44732829320")
    if compact.startswith("FR"):
        _check_french_vat_number(text, compact)
    return compact


def parse_iban(text: str) -> str:
    """An IBAN whose check digits are true (ISO 13616: the remainder by 97 is 1)."""
    compact = _compact(text).upper()
    form = re.fullmatch(r"[A-Z]{2}[0-9]{2}[0-9A-Z]{11,30}", compact)
    if not form or int("".join(str(int(c, 36)) for c in compact[4:] + compact[:4])) % 97 != 1:
        raise ValueError(f"{text!r} is not an IBAN with true check digits")
    if compact.startswith("FR") and len(compact) != 27:
        raise ValueError(f"{text!r} is not a French IBAN: it has 27 characters")
    return compact


def parse_bic(text: str) -> str:
    """A BIC of eight or eleven characters (ISO 9362)."""
    compact = _compact(text).upper()
    if not re.fullmatch(r"[A-Z]{6}[0-9A-Z]{2}([0-9A-Z]{3})?", compact):
        raise ValueError(f"{text!r} is not a BIC such as AGRIFRPP")
    return compact


def _compact(text: str) -> str:
    return re.sub(r"[\s.]", "", text)


def _luhn(digits: str) -> bool:
    doubled = (int(d) * (1 + at % 2) for at, d in enumerate(reversed(digits)))
    return sum(d - 9 if d > 9 else d for d in doubled) % 10 == 0


def _post_office(digits: str) -> bool:
    return digits.startswith(LA_POSTE) and sum(int(d) for d in digits) % 5 == 0


def _check_french_vat_number(text: str, compact: str) -> None:
    key, siren = compact[2:4], compact[4:]
    if not re.fullmatch(r"[0-9]{9}", siren):
        raise ValueError(f"{text!r} is not a French VAT number: FR, a key and a SIREN")
    # Keys with letters exist for others than companies; their rule is not published.
    if key.isdecimal() and int(key) != (12 + 3 * (int(siren) % 97)) % 97:
        raise ValueError(f"{text!r} is not a French VAT number: its key does not fit its SIREN")
