"""An agenda as a table (CSV), as other programs export them: French or English headings, any of
the usual separators, dates and encodings.
"""

import csv
import io
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from telesec.agenda.names import folded
from telesec.handover.incoming import Incoming, Refused, Unreadable
from telesec.values.email_address import parse_email
from telesec.values.opening_hours import instant
from telesec.values.telephone import E164, NotATelephoneNumber, parse_number

# What programs write over each column; compared without accents, capitals and signs.
HEADINGS: Mapping[str, tuple[str, ...]] = {
    "date": ("date", "jour", "day", "date rdv", "date du rendez vous", "start date"),
    "start": ("heure", "debut", "heure debut", "heure de debut", "start", "time", "start time"),
    "end": ("fin", "heure fin", "heure de fin", "end", "end time"),
    "minutes": ("duree", "duree min", "minutes", "duration"),
    "name": ("nom", "patient", "client", "name", "nom complet", "nom du patient", "surname"),
    "first_name": ("prenom", "first name"),
    "telephone": ("telephone", "tel", "portable", "mobile", "phone", "numero"),
    "email": (
        *("e mail", "email", "mail", "courriel", "mel", "email address", "e mail address"),
        *("adresse e mail", "adresse email", "adresse mail"),
    ),
    "birth_date": ("naissance", "date de naissance", "ne le", "ne e le", "born", "birth date"),
    "kind": ("motif", "type", "type de rendez vous", "reason", "acte"),
    "practitioner": ("praticien", "medecin", "docteur", "practitioner", "avec", "agenda"),
    "notes": ("notes", "note", "remarque", "commentaire", "comment"),
}
NEEDED = ("date", "start", "name")
LARGEST = 20_000_000  # octets of a file
MOST_ROWS = 100_000
_BY_HEADING = {heading: field for field, names in HEADINGS.items() for heading in names}
_DATES = ("%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y", "%d-%m-%Y", "%d/%m/%y")
_TIME = re.compile(r"(\d{1,2})\s*(?:[:hH.]\s*(\d{2})?)?(?::\d{2})?")


def read_table(
    body: bytes, *, zone: ZoneInfo, country: str, minutes_of: Callable[[str], int]
) -> Iterator[Incoming | Refused]:
    """Each row as an appointment, or why it is none. Wall times are those of ``zone``.

    ``minutes_of`` gives the length of a kind, where a row has neither end nor duration.
    Raises Unreadable when the file is no table or lacks a column that is needed.
    """
    reader = csv.reader(io.StringIO(_text(body)), _dialect(_text(body)))
    headings = next(reader, [])
    columns = _columns(headings)
    for row in reader:
        if reader.line_num > MOST_ROWS:
            raise Unreadable(f"line {MOST_ROWS + 1}: no more than {MOST_ROWS} rows are read")
        if any(cell.strip() for cell in row):
            cells = {
                field: row[at].strip() if at < len(row) else "" for field, at in columns.items()
            }
            yield _row(f"line {reader.line_num}", cells, zone, country, minutes_of)


def _text(body: bytes) -> str:
    if len(body) > LARGEST:
        raise Unreadable(f"the file has {len(body):,} octets; at most {LARGEST:,} are read")
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            text = body.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" in text:
            raise Unreadable("the file is no table: it holds binary data; export it as CSV")
        return text
    raise Unreadable("the file is neither UTF-8 nor Windows-1252 text; export it as CSV in UTF-8")


def _dialect(text: str) -> type[csv.Dialect]:
    first = text.partition("\n")[0]

    class Found(csv.excel):
        delimiter = max(";,\t", key=first.count)

    return Found


def _columns(headings: list[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for at, heading in enumerate(headings):
        field = _BY_HEADING.get(" ".join(re.sub(r"[^a-z]", " ", folded(heading)).split()))
        if field and field not in found:
            found[field] = at
    missing = [field for field in NEEDED if field not in found]
    if missing:
        wanted = "; ".join(f"{field} ({', '.join(HEADINGS[field][:3])}…)" for field in missing)
        raise Unreadable(f"line 1: no column for {wanted}; name the columns in the first line")
    return found


def _row(
    where: str,
    cells: Mapping[str, str],
    zone: ZoneInfo,
    country: str,
    minutes_of: Callable[[str], int],
) -> Incoming | Refused:
    what = " ".join(filter(None, (cells["date"], cells["start"], _name(cells))))
    try:
        day, start = _date(cells["date"]), _minute(cells["start"])
        starts_at = instant(day, start, zone)
        ends_at = _ends_at(cells, day, start, starts_at, zone, minutes_of)
        birth = cells.get("birth_date", "")
        number, email = cells.get("telephone", ""), cells.get("email", "")
        return Incoming(
            where,
            f"csv:{starts_at.isoformat()}:{folded(_name(cells))}",
            starts_at,
            ends_at,
            _name(cells),
            _telephone(number, country) if number else None,
            # An apostrophe before a sign keeps spreadsheets from taking it for a formula.
            parse_email(re.sub(r"^'(?=[=+-])", "", email)) if email else None,
            _date(birth) if birth else None,
            cells.get("kind", ""),
            cells.get("practitioner", ""),
            cells.get("notes", ""),
        )
    except ValueError as error:
        return Refused(where, what, str(error))


def _name(cells: Mapping[str, str]) -> str:
    return " ".join(filter(None, (cells.get("first_name", ""), cells["name"])))


def _date(text: str) -> date:
    for form in _DATES:
        try:
            return datetime.strptime(text[:10].strip(), form).date()  # noqa: DTZ007 - a day
        except ValueError:
            continue
    raise ValueError(f"{text!r} is not a date such as 2027-01-31 or 31/01/2027")


def _minute(text: str) -> int:
    found = _TIME.fullmatch(text.rpartition(" ")[2] if " " in text.strip() else text.strip())
    if found:
        try:
            at = time(int(found[1]), int(found[2] or 0))
        except ValueError:
            pass
        else:
            return at.hour * 60 + at.minute
    raise ValueError(f"{text!r} is not a time such as 14:30 or 14h30")


def _ends_at(  # noqa: PLR0917 - what a row may say of its end
    cells: Mapping[str, str],
    day: date,
    start: int,
    starts_at: datetime,
    zone: ZoneInfo,
    minutes_of: Callable[[str], int],
) -> datetime:
    if cells.get("end"):
        end = _minute(cells["end"])
        if end <= start:
            raise ValueError(f"it ends at {cells['end']}, before it begins")
        return instant(day, end, zone)
    given = cells.get("minutes", "")
    digits = re.match(r"\d+", given)
    if given and not (digits and 0 < int(digits[0]) <= 24 * 60):
        raise ValueError(f"{given!r} is not a length in minutes")
    return starts_at + timedelta(
        minutes=int(digits[0]) if digits else minutes_of(cells.get("kind", ""))
    )


def _telephone(text: str, country: str) -> E164:
    try:
        return parse_number(text, country)
    except NotATelephoneNumber as error:
        raise ValueError(f"{text!r} is not a telephone number") from error
