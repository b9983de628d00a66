"""What an event of somebody else's calendar says of itself: whether it takes time, whose it is."""

from telesec.agenda.busy.lines import Component

FREE, TENTATIVE = "FREE", "TENTATIVE"


def takes_time(event: Component, *, tentative_is_free: bool) -> bool:
    """Whether its practitioner cannot be booked meanwhile. What says nothing does.

    Microsoft's word counts before RFC 5545's where both are there (MS-OXCICAL 2.1.3.1.1.20.31):
    busy, tentative, out of office, working elsewhere; words we do not know are busy.
    """
    status = event.value("STATUS").upper()
    if status == "CANCELLED":
        return False
    theirs = event.value("X-MICROSOFT-CDO-BUSYSTATUS").upper()
    if theirs:
        return theirs != FREE and not (theirs == TENTATIVE and tentative_is_free)
    if event.value("TRANSP").upper() == "TRANSPARENT":
        return False
    return not (status == TENTATIVE and tentative_is_free)


def period_takes_time(kind: str, *, tentative_is_free: bool) -> bool:
    """The same of a period of VFREEBUSY, by its FBTYPE."""
    told = kind.upper()
    return told != FREE and not (told == "BUSY-TENTATIVE" and tentative_is_free)


def newest(events: list[Component]) -> list[Component]:
    """Of several that bear one identity those of the last revision.

    Programs that give all their events one UID exist: what has the same revision stays.
    """
    revisions = [_whole(event.value("SEQUENCE")) for event in events]
    last = max(revisions, default=0)
    return [event for event, revision in zip(events, revisions, strict=True) if revision == last]


def _whole(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
