"""The console: pages for the secretary, the owner and the clients, behind a sign-in."""

import logging
from http import HTTPStatus

from flask import Flask, Request, Response, jsonify, render_template, request
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface
from flask_wtf.csrf import CSRFError, CSRFProtect
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.exceptions import HTTPException
from werkzeug.routing import IntegerConverter, Map
from werkzeug.wrappers import Response as AnyResponse

from telesec.database import is_away
from telesec.web.calendar_names import add_calendar_names
from telesec.web.console.absences import absences
from telesec.web.console.answering import answering
from telesec.web.console.appointment import appointment_pages
from telesec.web.console.appointments import appointments
from telesec.web.console.booking import booking
from telesec.web.console.busy_calendars import busy_calendars
from telesec.web.console.callers_links import callers_links
from telesec.web.console.calls import calls
from telesec.web.console.client_calendars import client_calendars
from telesec.web.console.clients import clients
from telesec.web.console.desk import desk
from telesec.web.console.forms import LARGEST_ID, FormError
from telesec.web.console.guide import guide
from telesec.web.console.invoices import invoices
from telesec.web.console.messages import messages
from telesec.web.console.no_shows import no_shows
from telesec.web.console.people import people
from telesec.web.console.reconciliations import reconciliations
from telesec.web.console.recordings import recordings
from telesec.web.console.subscriptions import subscriptions
from telesec.web.console.telephone import telephone
from telesec.web.console.waiting_lists import waiting_lists
from telesec.web.house import EXTENSION, House
from telesec.web.login import login_pages
from telesec.web.translations import _, add_translations

logger = logging.getLogger(__name__)

PAGES = (
    login_pages,
    desk,
    calls,
    messages,
    appointments,
    absences,
    appointment_pages,
    booking,
    people,
    busy_calendars,
    invoices,
    clients,
    client_calendars,
    answering,
    guide,
    reconciliations,
    recordings,
    subscriptions,
    telephone,
    callers_links,
    no_shows,
    waiting_lists,
)
NAMES = frozenset(pages.name for pages in PAGES)
# Not pages: the carrier signs its requests, and calendars and monitors send no form.
MACHINES = (
    "voice",
    "recorded",
    "legs",
    "sounds",
    "fallback",
    "text_messages",
    "feeds",
    "health",
    "own_appointment",  # people's, but its forms carry a seal of their own: it sets no cookie
)
MACHINE_PATHS = ("/voice", "/sms", "/calendars", "/health", "/static", "/r/")

HEADERS = {
    "Content-Security-Policy": "default-src 'self'; frame-ancestors 'none'; form-action 'self';"
    " base-uri 'none'; object-src 'none'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cache-Control": "no-store",
}

Answer = Response | AnyResponse | tuple[str | Response, int]


class PageSessions(SecureCookieSessionInterface):
    """Sessions for people's pages: the carrier and calendars are given none, and no cookie."""

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
        """The visitor's session; None for a machine."""
        if request.path.startswith(MACHINE_PATHS):
            return None
        return super().open_session(app, request)


class RowId(IntegerConverter):
    """The id of a row in an address: ``<row:call_id>``."""

    def __init__(self, map: Map) -> None:
        super().__init__(map, max=LARGEST_ID)


def register_console(app: Flask) -> None:
    """Put the console into the application: pages, sign-in, protection against forged forms."""
    joined: House = app.extensions[EXTENSION]
    https = joined.settings.public_url.startswith("https://")
    app.config.update(
        SESSION_COOKIE_NAME="telesec",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=https,
        WTF_CSRF_TIME_LIMIT=None,  # as long as the session
        WTF_CSRF_SSL_STRICT=https,
    )
    app.session_interface = PageSessions()
    app.template_folder = "templates"
    app.static_folder = "static"
    app.add_url_rule("/static/<path:filename>", endpoint="static", view_func=app.send_static_file)
    app.url_map.converters["row"] = RowId
    add_translations(app)
    add_calendar_names(app)
    forms = CSRFProtect(app)
    for name in MACHINES:
        if name in app.blueprints:
            forms.exempt(app.blueprints[name])
    for pages in PAGES:
        app.register_blueprint(pages)
    app.register_error_handler(FormError, _form_page)
    app.register_error_handler(HTTPException, _error_page)
    app.after_request(_protect)


def _protect(response: Response) -> Response:
    if request.blueprint in NAMES or response.mimetype == "text/html":
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
    return response


def _error_page(error: HTTPException) -> HTTPException | Answer:
    """A page in the visitor's language; machines get the bare answer."""
    if request.blueprint not in NAMES and request.path.startswith(MACHINE_PATHS):
        return error
    if error.response is not None or (error.code or 500) < HTTPStatus.BAD_REQUEST:
        return error  # a redirect is no error
    told = {
        400: _("La demande n’est pas valable."),
        404: _("Cette page n’existe pas, ou n’est pas pour vous."),
        405: _("Cela ne se demande pas ainsi."),
        413: _("C’est trop long."),
    }
    code = error.code or 500
    text = told.get(code, _("Une erreur est survenue ; elle est notée."))
    if isinstance(error, CSRFError):
        text = _("Le formulaire a expiré ; rechargez la page et recommencez.")
    return _page(text, code)


def _form_page(error: FormError) -> Answer:
    """What is wrong with an address or a form that has no page of its own to say it on."""
    return _page(str(error), HTTPStatus.BAD_REQUEST)


def _database_page(error: SQLAlchemyError) -> Answer:
    logger.error("console_database_error", exc_info=error)
    if is_away(error):
        text = _("La base de données ne répond pas ; réessayez dans un instant.")
        return _page(text, HTTPStatus.SERVICE_UNAVAILABLE)
    return _page(_("Une erreur est survenue ; elle est notée."), HTTPStatus.INTERNAL_SERVER_ERROR)


def _page(text: str, code: int) -> Answer:
    if request.path.endswith(".json"):
        return jsonify(error=text), code
    return render_template("error.html", text=text, code=code), code


for console_pages in PAGES:
    console_pages.register_error_handler(SQLAlchemyError, _database_page)
