"""Feeds over HTTP: /calendars/<secret>.ics, which calendar programs ask for again and again."""

import hashlib
import logging
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, cast

from flask import Blueprint, Flask, Response, current_app, request
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.datastructures import Headers
from werkzeug.exceptions import HTTPException
from werkzeug.http import http_date

from telesec.agenda.feed_bodies import Asked, Body, FeedBodies, asked, note_fetch
from telesec.agenda.feeds import SECRET_LENGTH, emptied_at, fingerprint
from telesec.agenda.time_zones import zone_lines
from telesec.database import glance, is_away
from telesec.web.house import EXTENSION as HOUSE
from telesec.web.house import House, house
from telesec.web.pace import Pace

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment

logger = logging.getLogger(__name__)

feeds = Blueprint("feeds", __name__)

EXTENSION = "telesec_feeds"
PACE = "telesec_feeds_pace"
NOTED_EVERY = timedelta(minutes=1)
RETRY_SECONDS = 60
COMMON = {
    "Cache-Control": "private, no-cache",  # keep it, but ask again
    "Vary": "Accept-Encoding",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex",
}

# Nobody's calendar, with nothing in it.
_HEAD = ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//telesec//telesec//FR", "CALSCALE:GREGORIAN")
EMPTY = "\r\n".join((*_HEAD, *zone_lines("UTC"), "END:VCALENDAR", "")).encode()

# Rule of thumb for robots: nothing here is for them, but some calendar services ask before
# they fetch a feed.
ROBOTS = "User-agent: *\nAllow: /calendars/\nDisallow: /\n"


class NotModified(Response):
    """A 304, sent as it is: Werkzeug would take Last-Modified away, which programs that know no
    tags need, and spend more time on it than the look-up takes.
    """

    default_mimetype = None

    def get_wsgi_headers(self, environ: "WSGIEnvironment") -> Headers:
        """The headers as sent."""
        del environ
        return self.headers


def give_feeds_memory(app: Flask) -> None:
    """Each application has its own memory of bodies, because it has its own database."""
    settings = app.extensions[HOUSE].settings
    app.extensions[EXTENSION] = FeedBodies(largest=settings.feed_octets)
    app.extensions[PACE] = Pace(settings.feed_requests)


@feeds.get("/robots.txt")
def robots() -> Response:
    """What robots may fetch."""
    return Response(ROBOTS, mimetype="text/plain")


@feeds.get("/calendars/<secret>.ics")
def calendar(secret: str) -> Response:
    """An agenda as iCalendar. Unknown and revoked addresses look alike."""
    if len(secret) != SECRET_LENGTH or not secret.isascii():
        return _not_found()
    home, bodies = house(), _bodies()
    now, sha256 = home.now(), fingerprint(secret)
    try:
        found = _look_up(home, bodies, sha256, now)
    except Exception as error:
        if not is_away(error):
            raise
        return _while_away(bodies, sha256, now)
    if found is None:
        return _emptied(home, sha256, now) or _not_found()
    feed, body = found
    wait = cast(Pace, current_app.extensions[PACE]).wait(sha256, now)
    if wait:
        logger.warning("feed_asked_too_often", extra={"feed_id": feed.feed_id})
        return _later("Too many requests\n", 429, wait)
    _note(home, feed, now)
    return _answer(body, now)


@feeds.errorhandler(Exception)
def failed(error: Exception) -> Response | HTTPException:
    """Answer 500 ourselves: the framework would write the address, secret and all, to the log."""
    if isinstance(error, HTTPException):
        return error
    logger.error("feed_failed", extra={"error": type(error).__name__, "at": _raised_at(error)})
    return _plain("Internal error\n", 500)


def _bodies() -> FeedBodies:
    return cast(FeedBodies, current_app.extensions[EXTENSION])


def _look_up(
    home: House, bodies: FeedBodies, sha256: str, now: datetime
) -> tuple[Asked, Body] | None:
    with glance(home.engine) as connection:
        feed = asked(connection, sha256, now)
    if feed is None:
        bodies.forget(sha256)
        return None
    body = bodies.known(feed)
    if body is None:
        with home.reading() as db:
            body = bodies.body(db, feed)
    bodies.remember(sha256, feed)
    return feed, body


def _while_away(bodies: FeedBodies, sha256: str, now: datetime) -> Response:
    """The last body we know, rather than an error that makes programs drop the calendar."""
    known = bodies.last_known(sha256)
    if known is None:
        logger.warning("feed_unavailable")
        return _later("Temporarily unavailable\n", 503, RETRY_SECONDS)
    feed_id, body = known
    logger.warning("feed_served_stale", extra={"feed_id": feed_id})
    return _answer(body, now)


def _emptied(home: House, sha256: str, now: datetime) -> Response | None:
    """An empty calendar, if this address showed an agenda that goes another way now."""
    with home.reading() as db:
        since = emptied_at(db, sha256)
    if since is None:
        return None
    # A second later than any date that was told of the full one, or it would look unchanged.
    changed_at = since.replace(microsecond=0) + timedelta(seconds=1)
    return _answer(Body(EMPTY, hashlib.sha256(EMPTY).hexdigest(), changed_at), now)


def _note(home: House, feed: Asked, now: datetime) -> None:
    """Note the fetch, at most once a minute. That it cannot be noted is no reason not to serve."""
    if feed.last_fetched_at and now - feed.last_fetched_at < NOTED_EVERY:
        return
    try:
        with home.writing() as db:
            note_fetch(db, feed.feed_id, request.headers.get("User-Agent", ""), now)
    except SQLAlchemyError:
        logger.warning("feed_fetch_not_noted", extra={"feed_id": feed.feed_id})


def _answer(body: Body, now: datetime) -> Response:
    """200, or 304 when the caller has it (RFC 9110 13.2.2: If-None-Match comes first)."""
    zipped = _wants_gzip()
    # Each coding has its own validator (RFC 9110 8.8.3.3); either shows that nothing changed.
    tags = (f"{body.digest}-gzip", body.digest) if zipped else (body.digest, f"{body.digest}-gzip")
    has = _tag_held(tags)
    # Not later than the date of this answer (RFC 9110 8.8.2.1).
    modified_at = min(body.modified_at, now.replace(microsecond=0))
    if has is None and _unchanged_since(body.modified_at, now):
        has = tags[0]
    headers = {
        **COMMON,
        "ETag": f'"{has or tags[0]}"',
        "Last-Modified": http_date(modified_at),
    }
    if has:
        return NotModified(status=304, headers=headers)
    if zipped:
        headers["Content-Encoding"] = "gzip"
    return Response(
        body.gzipped if zipped else body.plain,
        headers=headers,
        content_type="text/calendar; charset=utf-8",
    )


def _wants_gzip() -> bool:
    """Only when it is asked for by name: identity is what every program can read."""
    if not house().settings.feed_gzip:
        return False
    accepted = request.headers.get("Accept-Encoding", "")
    if "gzip" not in accepted:
        return False
    return request.accept_encodings["gzip"] > 0


def _tag_held(tags: tuple[str, str]) -> str | None:
    """The tag of ours that the caller names, by weak comparison (RFC 9110 13.1.2)."""
    if "If-None-Match" not in request.headers:
        return None
    if request.headers["If-None-Match"] == f'"{tags[0]}"':
        return tags[0]
    held = request.if_none_match
    return next((tag for tag in tags if held.contains_weak(tag)), None)


def _unchanged_since(modified_at: datetime, now: datetime) -> bool:
    """Whether only a date is given, it makes sense (RFC 9110 13.1.3), and nothing changed since."""
    if "If-None-Match" in request.headers:
        return False
    since = request.if_modified_since
    return since is not None and modified_at <= since <= now


def _not_found() -> Response:
    return _plain("Not found\n", 404)


def _later(text: str, status: int, seconds: int) -> Response:
    response = _plain(text, status)
    response.headers["Retry-After"] = str(seconds)
    return response


def _plain(text: str, status: int) -> Response:
    headers = {**COMMON, "Cache-Control": "no-store"}
    return Response(text, status, headers, mimetype="text/plain")


def _raised_at(error: Exception) -> str:
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace else ""
