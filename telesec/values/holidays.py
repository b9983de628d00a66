"""Public holidays, by country and region, as opening hours name them."""

from datetime import date
from enum import StrEnum
from functools import lru_cache

from holidays import country_holidays


class Holidays(StrEnum):
    """Whose public holidays a client keeps. Regions only where they differ from their country;
    for Switzerland, whose cantons decide, every canton: ``ch`` alone is what all of them keep.
    """

    FR = "fr"
    FR_ALSACE_MOSELLE = "fr-alsace-moselle"
    FR_GUADELOUPE = "fr-guadeloupe"
    FR_MARTINIQUE = "fr-martinique"
    FR_GUYANE = "fr-guyane"
    FR_REUNION = "fr-reunion"
    FR_MAYOTTE = "fr-mayotte"
    FR_SAINT_BARTHELEMY = "fr-saint-barthelemy"
    FR_SAINT_MARTIN = "fr-saint-martin"
    FR_SAINT_PIERRE_ET_MIQUELON = "fr-saint-pierre-et-miquelon"
    FR_WALLIS_ET_FUTUNA = "fr-wallis-et-futuna"
    FR_POLYNESIE = "fr-polynesie"
    FR_NOUVELLE_CALEDONIE = "fr-nouvelle-caledonie"
    BE = "be"
    LU = "lu"
    CH = "ch"
    CH_AG = "ch-ag"
    CH_AI = "ch-ai"
    CH_AR = "ch-ar"
    CH_BE = "ch-be"
    CH_BL = "ch-bl"
    CH_BS = "ch-bs"
    CH_FR = "ch-fr"
    CH_GE = "ch-ge"
    CH_GL = "ch-gl"
    CH_GR = "ch-gr"
    CH_JU = "ch-ju"
    CH_LU = "ch-lu"
    CH_NE = "ch-ne"
    CH_NW = "ch-nw"
    CH_OW = "ch-ow"
    CH_SG = "ch-sg"
    CH_SH = "ch-sh"
    CH_SO = "ch-so"
    CH_SZ = "ch-sz"
    CH_TG = "ch-tg"
    CH_TI = "ch-ti"
    CH_UR = "ch-ur"
    CH_VD = "ch-vd"
    CH_VS = "ch-vs"
    CH_ZG = "ch-zg"
    CH_ZH = "ch-zh"


# The library's names of French regions (ISO 3166-2, where it has them); a canton's are its own.
_REGIONS = {
    Holidays.FR_ALSACE_MOSELLE: "57",
    Holidays.FR_GUADELOUPE: "971",
    Holidays.FR_MARTINIQUE: "972",
    Holidays.FR_GUYANE: "973",
    Holidays.FR_REUNION: "974",
    Holidays.FR_MAYOTTE: "976",
    Holidays.FR_SAINT_BARTHELEMY: "BL",
    Holidays.FR_SAINT_MARTIN: "MF",
    Holidays.FR_SAINT_PIERRE_ET_MIQUELON: "PM",
    Holidays.FR_WALLIS_ET_FUTUNA: "WF",
    Holidays.FR_POLYNESIE: "PF",
    Holidays.FR_NOUVELLE_CALEDONIE: "NC",
}


def holiday_on(kept: Holidays, day: date) -> str | None:
    """The French name of the holiday that falls on that local day, or None."""
    return _of_year(kept, day.year).get(day)


@lru_cache(maxsize=256)
def _of_year(kept: Holidays, year: int) -> dict[date, str]:
    country, _, region = kept.value.upper().partition("-")
    subdivision = _REGIONS.get(kept, region or None)
    found = country_holidays(country, subdiv=subdivision, years=year, language="fr")
    return dict(found)
