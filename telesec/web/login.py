"""Signing in and out, and what every page behind it may rely on."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import wraps
from typing import Any
from urllib.parse import urlsplit

from flask import (
    Blueprint,
    Response,
    abort,
    g,
    jsonify,
    redirect,
    render_template,
    request,
    session,
    url_for,
)
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from telesec.clients.account import Account, Role, account_by_email, clients_open_to
from telesec.clients.client import Client
from telesec.clients.signing_in import (
    LONGEST_EMAIL,
    TooManyAtOnce,
    end_sessions,
    kept_hash,
    note_attempt,
    password_fits,
)
from telesec.values.language import Language
from telesec.web.house import house
from telesec.web.translations import _

logger = logging.getLogger(__name__)

login_pages = Blueprint("login", __name__)

IDLE = timedelta(hours=8)

Page = Callable[..., Any]


@login_pages.get("/login")
def login() -> str:
    """The way in."""
    return render_template("login.html", email="", target=request.args.get("next", ""))


@login_pages.post("/login")
def enter() -> tuple[str, int] | AnyResponse:
    """Check address and password; the slow comparison happens outside any transaction."""
    email, target = text_of("email", LONGEST_EMAIL), request.form.get("next")
    password, now = request.form.get("password", ""), house().now()
    with house().reading() as db:
        kept = kept_hash(db, email)
    try:
        right = password_fits(kept, password)
    except TooManyAtOnce:
        busy = _("Trop de connexions en ce moment ; réessayez dans quelques secondes.")
        return render_template("login.html", error=busy, email=email, target=target), 429
    with house().writing() as db:
        let_in = note_attempt(db, email, kept, now, right=right)
        account = account_by_email(db, email)
    if account is None or not let_in:
        logger.warning("sign_in_refused", extra={"account_id": account.id if account else None})
        wrong = _(
            "Adresse ou mot de passe incorrect. Après cinq erreurs, patientez un quart d’heure."
        )
        return render_template("login.html", error=wrong, email=email, target=target), 401
    language = session.get("language")
    session.clear()  # a session begun by somebody else is not carried over
    session.update(account=account.id, number=account.session_number, seen=_stamp())
    session["language"] = language or account.language.value
    return redirect(_within(target))


@login_pages.post("/logout")
def logout() -> AnyResponse:
    """The way out: every open session of the account ends, also one whose cookie was copied."""
    with house().writing() as db:
        account = current_account(db)
        if account:
            end_sessions(account)
    language = session.get("language")
    session.clear()
    session["language"] = language
    return redirect(url_for("login.login"))


@login_pages.post("/language/<code>")
def choose_language(code: str) -> AnyResponse:
    """Pages in this language from now on, also at the next sign-in."""
    if code not in set(Language):
        abort(404)
    session["language"] = code
    with house().writing() as db:
        account = current_account(db)
        if account:
            account.language = Language(code)
    return redirect(_within(request.form.get("back")))


def text_of(name: str, most: int) -> str:
    """A one-line field of the form, cut to ``most`` and without control characters."""
    given = request.form.get(name, "")
    return "".join(c for c in given if c.isprintable()).strip()[:most]


def current_account(db: Session) -> Account | None:
    """Who is signed in: unless away too long, or signed out everywhere meanwhile."""
    account = db.get(Account, session["account"]) if "account" in session else None
    if account is None or account.session_number != session.get("number"):
        return None
    last = datetime.fromisoformat(session["seen"])
    return account if house().now() - last <= IDLE else None


class Visitor:
    """Who looks at a page, and the clients open to them: every look-up starts from here."""

    def __init__(self, db: Session, account: Account) -> None:
        self.db = db
        self.account = account
        self.clients = clients_open_to(db, account)
        self.ids = [client.id for client in self.clients]

    @property
    def is_staff(self) -> bool:
        """Whether this is a secretary or the owner, not a client."""
        return self.account.role != Role.CLIENT

    @property
    def is_owner(self) -> bool:
        """Whether the business is theirs."""
        return self.account.role == Role.OWNER

    def client(self, key: str) -> Client:
        """The client of that key, if it is open to them; 404 otherwise."""
        found = next((client for client in self.clients if client.key == key), None)
        return found if found else abort(404)


def signed_in(*, staff: bool = False, writes: bool = False) -> Callable[[Page], Page]:
    """A page for who is signed in. The route's first argument is the Visitor, with the one
    transaction of the request; ``staff``: not for clients (404, as if it were not there).
    """

    def wrap(page: Page) -> Page:
        @wraps(page)
        def opened(**kwargs: Any) -> Any:
            with house().writing() if writes else house().reading() as db:
                account = current_account(db)
                if account is None:
                    return _to_the_door()
                visitor = g.visitor = Visitor(db, account)
                if staff and not visitor.is_staff:
                    abort(404)
                if not request.path.endswith(".json"):  # a page that asks by itself is no person
                    session["seen"] = _stamp()
                return page(visitor, **kwargs)

        return opened

    return wrap


def _to_the_door() -> AnyResponse | tuple[Response, int]:
    if request.path.endswith(".json"):
        return jsonify(error=_("Votre session est terminée ; reconnectez-vous.")), 401
    target = request.full_path.rstrip("?") if request.method == "GET" else None
    return redirect(url_for("login.login", next=target))


def _stamp() -> str:
    return house().now().isoformat(timespec="minutes")


def _within(target: str | None) -> str:
    """A path of ours to go to; anything that leads elsewhere becomes the desk."""
    path = target or ""
    parts = urlsplit(path)
    ours = path.startswith("/") and not path.startswith(("//", "/\\"))
    if not ours or parts.scheme or parts.netloc or any(c in path for c in "\r\n\t\\"):
        return url_for("desk.desk")
    return path
