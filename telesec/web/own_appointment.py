"""/r/<token>: where a caller sees, moves or cancels their own appointment, without an account.

Whoever has the link has the appointment, as with a key; so the page says no more than date, time,
place and whom it is with; of an address for a reminder its first letter and domain. To look changes
nothing: programs that preview links and scan mails do it unasked. What changes something is a form
that we sealed for this very appointment as it stood.
No cookie is set, nothing of anybody else's is fetched, and no address stands in a log.
"""

import logging
from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import wraps
from typing import Any, NamedTuple, cast

from flask import (
    Blueprint,
    Flask,
    Response,
    current_app,
    g,
    redirect,
    render_template,
    request,
    url_for,
)
from sqlalchemy.orm import Session
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response as AnyResponse

from telesec.agenda.booking import SlotTaken
from telesec.agenda.by_link import (
    ChangedMeanwhile,
    NotOpen,
    cancel_by_link,
    move_by_link,
    put_address_by_link,
)
from telesec.agenda.caller_calendar import caller_calendar
from telesec.agenda.caller_link import appointment_by_link
from telesec.agenda.change import ChangeKind
from telesec.agenda.leaving_list import has_given_up
from telesec.agenda.waiting_list import offer_by_nonce
from telesec.clients.own_hand import OwnAct
from telesec.database import is_away
from telesec.dispatch.near_appointments import tell_changed_by_link
from telesec.dispatch.telling_callers import tell_caller
from telesec.values.caller_link import TOKEN_LENGTH, nonce_in
from telesec.values.email_address import LONGEST_EMAIL, parse_email
from telesec.values.language import Language
from telesec.web.house import house
from telesec.web.link_visit import LinkKey, LinkVisit
from telesec.web.pace import Pace
from telesec.web.translations import _, current_language

logger = logging.getLogger(__name__)

own_appointment = Blueprint("own_appointment", __name__, url_prefix="/r")

# In a minute and in each web process. A person needs fewer; right tokens cannot be tried out.
MOST_VISITS, MOST_WRONG = 40, 120
HEADERS = {
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
    "Cache-Control": "no-store",
}
LONGEST_FIELD = LONGEST_EMAIL + 1  # what is longer is no address
LATEST_MINUTE = 2**31 // 60 * 60

Answer = str | Response | AnyResponse | tuple[str, int]
Page = Callable[..., Answer]

EXTENSION = "telesec_caller_links"


class Paces(NamedTuple):
    """How fast one link may be used, and wrong tokens tried from one address."""

    of_link: Pace
    of_wrong_tokens: Pace


def give_links_memory(app: Flask) -> None:
    """Each application counts by itself, as each has its own clock."""
    app.extensions[EXTENSION] = Paces(Pace(MOST_VISITS), Pace(MOST_WRONG))


def _paces() -> Paces:
    return cast(Paces, current_app.extensions[EXTENSION])


def by_link(*, writes: bool = False) -> Callable[[Page], Page]:
    """A page of a link: its first argument is the LinkVisit, with the transaction of the request.

    Unknown, revoked and long gone links look alike; forged ones are told without the database.
    """

    def wrap(page: Page) -> Page:
        @wraps(page)
        def opened(token: str, **kwargs: Any) -> Answer:
            home = house()
            now = home.now()
            nonce, refused = admitted(token)
            if refused is not None:
                return refused
            with home.writing() if writes else home.reading() as db:
                appointment = appointment_by_link(db, nonce, now)
                if appointment is None and offer_by_nonce(db, nonce):
                    return redirect(url_for("own_appointment.offer", token=token), 303)
                if appointment is None or not appointment.client.callers_may:
                    return gone()
                key = LinkKey(token, nonce, home.settings.secret_key)
                return page(LinkVisit(db, appointment, key, now), **kwargs)

        return opened

    return wrap


def admitted(token: str) -> tuple[str, Answer | None]:
    """The nonce of a token of ours, and nothing; or what whoever came with it is answered."""
    home = house()
    now = home.now()
    nonce = nonce_in(token[: TOKEN_LENGTH + 1], home.settings.secret_key)
    if nonce is None:
        wait = _paces().of_wrong_tokens.wait(request.remote_addr or "", now)
        return "", _slower(wait) if wait else gone()
    wait = _paces().of_link.wait(nonce, now)
    return nonce, _slower(wait) if wait else None


@own_appointment.get("/<token>")
@by_link()
def show(visit: LinkVisit) -> Answer:
    """The appointment, and what can be done."""
    return _shown(visit, said=request.args.get("said", ""))


@own_appointment.get("/<token>/appointment.ics")
@by_link()
def calendar(visit: LinkVisit) -> Answer:
    """The appointment for the caller's own calendar."""
    if not visit.stands:
        return gone()
    file = caller_calendar(visit.appointment, current_language())
    response = Response(file, content_type="text/calendar; charset=utf-8")
    # Shown by the telephone's own calendar rather than kept among the downloads.
    response.headers["Content-Disposition"] = 'inline; filename="appointment.ics"'
    return response


@own_appointment.get("/<token>/times")
@by_link()
def times(visit: LinkVisit) -> Answer:
    """Free times, from ``?from=`` on."""
    return _times(visit) if OwnAct.MOVE in visit.acts else _shown(visit)


@own_appointment.get("/<token>/times/<int:minute>")
@by_link()
def chosen(visit: LinkVisit, minute: int) -> Answer:
    """The time that was chosen, read back before anything changes."""
    if OwnAct.MOVE not in visit.acts:
        return _shown(visit)
    starts_at = _instant(minute)
    if starts_at is None or not visit.is_free(starts_at):
        return _times(visit, _taken()), 409
    return render_template("own_move.html", visit=visit, minute=minute, starts_at=starts_at)


@own_appointment.post("/<token>/move")
@by_link(writes=True)
def move(visit: LinkVisit) -> Answer:
    """Move it to the time in the form."""
    seen, minute = _number("seen"), _number("minute")
    starts_at = _instant(minute)
    if starts_at is None or not visit.made("move", seen, _seal(), minute):
        return _shown(visit, error=_spoilt()), 400
    try:
        moved = move_by_link(visit.db, visit.appointment, starts_at, visit.now, seen=seen)
    except SlotTaken:
        return _times(visit, _taken()), 409
    except (ChangedMeanwhile, NotOpen) as refusal:
        return _shown(visit, error=_refused(refusal)), 409
    if moved:
        _tell(visit.db, visit, ChangeKind.MOVED)
    return redirect(url_for("own_appointment.show", token=visit.token, said="moved"), 303)


@own_appointment.get("/<token>/cancel")
@by_link()
def ask_cancel(visit: LinkVisit) -> Answer:
    """Whether it is really to be cancelled."""
    if OwnAct.CANCEL not in visit.acts:
        return _shown(visit)
    return render_template("own_cancel.html", visit=visit)


@own_appointment.post("/<token>/cancel")
@by_link(writes=True)
def cancel(visit: LinkVisit) -> Answer:
    """Cancel it."""
    seen = _number("seen")
    if not visit.made("cancel", seen, _seal()):
        return _shown(visit, error=_spoilt()), 400
    try:
        cancelled = cancel_by_link(visit.db, visit.appointment, visit.now, seen=seen)
    except (ChangedMeanwhile, NotOpen) as refusal:
        return _shown(visit, error=_refused(refusal)), 409
    if cancelled:
        _tell(visit.db, visit, ChangeKind.CANCELLED)
    return redirect(url_for("own_appointment.show", token=visit.token, said="cancelled"), 303)


@own_appointment.post("/<token>/email")
@by_link(writes=True)
def remind_by_email(visit: LinkVisit) -> Answer:
    """Take the address in the form for a reminder; with ``forget=yes`` take it out."""
    if not visit.made("email", _number("seen"), _seal()):
        return _shown(visit, error=_spoilt()), 400
    forgets = request.form.get("forget") == "yes"
    try:
        address = None if forgets else parse_email(request.form.get("email", "")[:LONGEST_FIELD])
    except ValueError:
        return _shown(visit, error=_("Cette adresse e-mail n’est pas valable.")), 400
    if address and visit.email_reminder_at is None:
        return _shown(visit, error=_("Cela ne peut plus se faire ici.")), 409
    try:
        put_address_by_link(visit.db, visit.appointment, address, visit.now)
    except ChangedMeanwhile as refusal:
        return _shown(visit, error=_refused(refusal)), 409
    said = "email" if address else "no_email"
    return redirect(url_for("own_appointment.show", token=visit.token, said=said), 303)


def _tell(db: Session, visit: LinkVisit, happened: ChangeKind) -> None:
    tell_changed_by_link(db, visit.appointment, visit.now)
    tell_caller(db, visit.appointment, happened, visit.now)


def _shown(visit: LinkVisit, *, said: str = "", error: str = "") -> str:
    true = {"cancelled"} if not visit.stands else {"moved", visit.said_of_email}
    if said not in true:
        said = ""  # an address kept from earlier
    off_list = said == "cancelled" and has_given_up(visit.db, visit.appointment)
    return render_template(
        "own_appointment.html", visit=visit, said=said, off_list=off_list, error=error
    )


def _times(visit: LinkVisit, error: str = "") -> str:
    found = visit.times(_day("from"))
    return render_template("own_times.html", visit=visit, found=found, error=error)


def _instant(minute: int) -> datetime | None:
    seconds = minute * 60
    return datetime.fromtimestamp(seconds, UTC) if 0 <= seconds < LATEST_MINUTE else None


def _number(name: str) -> int:
    """A number of our own form; -1, which no form of ours has, for anything else."""
    given = request.form.get(name, "")
    return int(given) if given.isascii() and given.isdecimal() and len(given) < 10 else -1


def _seal() -> str:
    return request.form.get("seal", "")


def _day(name: str) -> date | None:
    try:
        return date.fromisoformat(request.args.get(name, ""))
    except ValueError:
        return None


def _taken() -> str:
    return _("Cet horaire vient d’être pris ; choisissez-en un autre.")


def _spoilt() -> str:
    return _("La demande n’est pas arrivée entière ; recommencez.")


def _refused(refusal: Exception) -> str:
    if isinstance(refusal, ChangedMeanwhile):
        return _("Ce rendez-vous a changé entre-temps : voici ce qu’il en est.")
    return _("Cela ne peut plus se faire ici.")


def gone() -> Answer:
    """What is said of links that are not valid, whatever the reason."""
    return _told(_("Ce lien n’est pas valable, ou ne l’est plus."), 404)


def _slower(seconds: int) -> Answer:
    answer = Response(_told(_("Trop de demandes ; réessayez dans une minute."), 429)[0], 429)
    answer.headers["Retry-After"] = str(seconds)
    return answer


def _told(text: str, code: int) -> tuple[str, int]:
    return render_template("own_told.html", text=text), code


@own_appointment.before_request
def _choose_language() -> None:
    """``?language=`` wins over the browser's, for this page and those it leads to."""
    wanted = request.args.get("language", "")
    if wanted in set(Language):
        g.page_language = g.chosen_language = Language(wanted)


@own_appointment.url_defaults
def _keep_language(endpoint: str, values: dict[str, Any]) -> None:
    del endpoint
    if "chosen_language" in g:
        values.setdefault("language", g.chosen_language.value)


@own_appointment.after_request
def _discreetly(response: Response) -> Response:
    for name, value in HEADERS.items():
        response.headers[name] = value
    return response


@own_appointment.errorhandler(Exception)
def _failed(error: Exception) -> Answer | HTTPException:
    """A page of our own: the framework would write the address, token and all, to the log."""
    if isinstance(error, HTTPException):
        return error
    if is_away(error):
        logger.warning("link_unavailable")
        return _told(_("La page ne répond pas en ce moment ; réessayez dans un instant."), 503)
    logger.error("link_failed", extra={"error": type(error).__name__, "at": raised_at(error)})
    return _told(_("Une erreur est survenue ; elle est notée."), 500)


def raised_at(error: Exception) -> str:
    """Where, by file and line: what an error says could hold what callers said."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace else ""
