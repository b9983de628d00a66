"""How long a text message is, and making one short enough: a segment is what is paid for.

3GPP TS 23.038: 160 characters of the GSM-7 alphabet, 153 each where there are several; some take
two places. One character that is not in it makes the whole message UCS-2: 70, and 67.
"""

from telesec.dispatch.wording import GSM_7
from telesec.values.caller_link import MARK, ROOM_FOR_LINK

IN_ONE, IN_ONE_OF_SEVERAL = 160, 153
UCS_2_IN_ONE, UCS_2_IN_ONE_OF_SEVERAL = 70, 67
DOUBLE = frozenset("^{}\\[~]|€\f")


def segments_of(text: str) -> int:
    """How many segments a text takes as it is sent."""
    if set(text) <= GSM_7 | DOUBLE:
        length, one, several = gsm_length(text), IN_ONE, IN_ONE_OF_SEVERAL
    else:
        length = len(text.encode("utf-16-be")) // 2
        one, several = UCS_2_IN_ONE, UCS_2_IN_ONE_OF_SEVERAL
    return 1 if length <= one else -(-length // several)


def gsm_length(text: str) -> int:
    """The places a text of GSM-7 takes; a mark that stands for a link takes a link's room."""
    links = len(MARK.findall(text))
    bare = MARK.sub("", text)
    return len(bare) + sum(character in DOUBLE for character in bare) + links * ROOM_FOR_LINK
