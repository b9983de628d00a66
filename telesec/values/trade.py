"""What clients do for a living, and what follows from it."""

from enum import StrEnum


class Trade(StrEnum):
    """What the client does; each but ``other`` has a preset in call_scripts/presets/."""

    MEDICAL = "medical"
    DENTAL = "dental"
    PHYSIOTHERAPY = "physiotherapy"
    PAEDIATRICS = "paediatrics"
    VETERINARY = "veterinary"
    LEGAL = "legal"
    NOTARY = "notary"
    ACCOUNTING = "accounting"
    REAL_ESTATE = "real_estate"
    ARTISAN = "artisan"
    ASSOCIATION = "association"
    OTHER = "other"


# Whose callers are patients: what a visit is for is a secret of health.
OF_PATIENTS = frozenset({Trade.MEDICAL, Trade.DENTAL, Trade.PHYSIOTHERAPY, Trade.PAEDIATRICS})

# Where it is a secret that somebody called at all (code pénal 226-13): summaries say only that
# there is something to read.
SECRETIVE = OF_PATIENTS | {Trade.LEGAL, Trade.NOTARY}
