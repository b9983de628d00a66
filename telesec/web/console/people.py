"""People found again: who has had appointments, by name or number."""

from flask import Blueprint, render_template

from telesec.agenda.people import find_people
from telesec.web.console.lists import asked
from telesec.web.house import house
from telesec.web.login import Visitor, signed_in

people = Blueprint("people", __name__)

MOST_PEOPLE = 30


@people.get("/people")
@signed_in()
def people_list(visitor: Visitor) -> str:
    """Who is meant by ``?q=``, at the clients one may see; ``?client=`` narrows."""
    wanted = asked(visitor)
    found = find_people(visitor.db, wanted.client_ids, wanted.words)
    return render_template(
        "people.html",
        visitor=visitor,
        asked=wanted,
        people=found[:MOST_PEOPLE],
        more=len(found) > MOST_PEOPLE,
        now=house().now(),
    )
