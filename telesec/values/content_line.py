"""Content lines of iCalendar (RFC 5545 3.1): folded, so that no calendar program chokes on them."""

LONGEST_LINE = 75  # octets, without the line break


def content_line(text: str) -> bytes:
    """One content line, folded after at most 75 octets and never inside a character."""
    octets = text.encode("utf-8", "replace")
    if len(octets) <= LONGEST_LINE:
        return octets + b"\r\n"
    parts, start, room = [], 0, LONGEST_LINE
    while len(octets) - start > room:
        end = start + room
        while octets[end] & 0xC0 == 0x80:  # the middle of a character
            end -= 1
        parts.append(octets[start:end])
        start, room = end, LONGEST_LINE - 1  # a continued line begins with a space
    parts.append(octets[start:])
    return b"\r\n ".join(parts) + b"\r\n"
