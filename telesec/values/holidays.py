"""Public holidays, by country and region, as opening hours name them."""

from datetime import date
from enum import StrEnum
from functools import lru_cache

from holidays import country_holidays


class Holidays(StrEnum):
    """Whose public holidays a client keeps. Regions only where they differ from their country."""

    FR = "fr"
    FR_ALSACE_MOSELLE = "fr-alsace-moselle"
    FR_GUADELOUPE = "fr-guadeloupe"
    FR_MARTINIQUE = "fr-martinique"
    FR_GUYANE = "fr-guyane"
    FR_REUNION = "fr-reunion"
    FR_MAYOTTE = "fr-mayotte"
    BE = "be"
    CH = "ch"
    LU = "lu"


# The library's names (ISO 3166-2, where it has them).
_REGIONS = {
    Holidays.FR_ALSACE_MOSELLE: "57",
    Holidays.FR_GUADELOUPE: "971",
    Holidays.FR_MARTINIQUE: "972",
    Holidays.FR_GUYANE: "973",
    Holidays.FR_REUNION: "974",
    Holidays.FR_MAYOTTE: "976",
}


def holiday_on(kept: Holidays, day: date) -> str | None:
    """The French name of the holiday that falls on that local day, or None."""
    return _of_year(kept, day.year).get(day)


@lru_cache(maxsize=256)
def _of_year(kept: Holidays, year: int) -> dict[date, str]:
    country = kept.value.partition("-")[0].upper()
    found = country_holidays(country, subdiv=_REGIONS.get(kept), years=year, language="fr")
    return dict(found)
