"""Rows from entries: places, and what a practice's people share."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from telesec.agenda.place import HoursElsewhere, Place
from telesec.agenda.places import place_has_moved
from telesec.agenda.practitioner import AppointmentType
from telesec.agenda.resource import Resource
from telesec.clients.client import Client
from telesec.onboarding.client_file import ClientEntry, PractitionerEntry


def put_places(db: Session, client: Client, entry: ClientEntry, now: datetime) -> bool:
    """The client's places. One that is not listed stays: appointments may be there."""
    known = {
        place.key: place for place in db.scalars(select(Place).where(Place.client_id == client.id))
    }
    changed = False
    for one in entry.places:
        row = known.get(one.key) or Place(client_id=client.id, key=one.key)
        moved = row.id is not None and row.address != one.address
        for name, value in (("names", one.names), ("address", one.address)):
            if getattr(row, name) != value:
                setattr(row, name, value)
                changed = True
        db.add(row)
        if moved:
            place_has_moved(db, row, now)
    db.flush()
    return changed


def hours_elsewhere(entry: PractitionerEntry) -> tuple[HoursElsewhere, ...]:
    """When the practitioner is at which place, as it is kept."""
    return tuple(
        HoursElsewhere(place=one.place, hours=one.opening_hours) for one in entry.elsewhere
    )


def put_resources(
    db: Session, client: Client, entry: ClientEntry
) -> tuple[dict[str, Resource], bool]:
    """The client's resources, by key, and whether anything changed; those not listed are gone."""
    known = {
        one.key: one for one in db.scalars(select(Resource).where(Resource.client_id == client.id))
    }
    listed: dict[str, Resource] = {}
    changed = False
    for one in entry.resources:
        row = known.get(one.key) or Resource(client_id=client.id, key=one.key)
        changed |= row.name != one.name or row.capacity != one.capacity
        row.name, row.capacity = one.name, one.capacity
        db.add(row)
        listed[one.key] = row
    for key in known.keys() - listed.keys():
        _take_out(db, known[key])
        changed = True
    db.flush()
    return listed, changed


def _take_out(db: Session, resource: Resource) -> None:
    kinds = select(AppointmentType).where(AppointmentType.resources.contains(resource))
    for kind in db.scalars(kinds):
        kind.resources.remove(resource)
    db.flush()
    db.delete(resource)


def put_needs(kind: AppointmentType, resources: list[Resource]) -> bool:
    """What appointments of that kind need; whether that changed."""
    if {one.id for one in kind.resources} == {one.id for one in resources}:
        return False
    kind.resources = resources
    return True
