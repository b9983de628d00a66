"""The web application, lent from test to test: to make one takes as long as to show some pages."""

from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask
from sqlalchemy import Engine

from telesec.app import create_app, move_in
from telesec.settings import Settings
from telesec.values.clock import Clock

_idle: list[Flask] = []


@contextmanager
def lent_application(settings: Settings, engine: Engine, clock: Clock) -> Iterator[Flask]:
    """The application in a house of these parts: all that it knows of one test is there."""
    if _idle:
        app = _idle.pop()
        before = dict(app.extensions)
        move_in(app, settings, engine, clock)
        kept = {name for name, one in before.items() if app.extensions[name] is one}
        assert kept == {"csrf"}, "what is remembered of another test"
    else:
        app = create_app(settings, engine, clock)
    yield app
    if "wsgi_app" not in vars(app):  # where a test has put another house in its place
        _idle.append(app)
