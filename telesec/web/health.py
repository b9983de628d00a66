"""Is the house well? For load balancers and for the person who runs it."""

from datetime import timedelta

from flask import Blueprint, Response, jsonify
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from telesec.notifications.heartbeat import last_seen
from telesec.web.house import house

health = Blueprint("health", __name__)

WORKER_IS_LATE = timedelta(minutes=2)


@health.get("/health")
def check() -> Response:
    """200 when the database answers; says too whether the worker is alive. No secrets."""
    try:
        with house().reading() as db:
            db.execute(text("SELECT 1"))
            seen_at = last_seen(db)
    except SQLAlchemyError:
        response = jsonify(database="away", worker="unknown")
        response.status_code = 503
        return response
    late = seen_at is None or house().now() - seen_at > WORKER_IS_LATE
    return jsonify(database="well", worker="late" if late else "well")
