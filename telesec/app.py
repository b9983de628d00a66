"""create_app(): the one place where the web house is joined."""

from flask import Flask
from sqlalchemy import Engine

from telesec.gateways.language_model import open_model
from telesec.gateways.sound_store import open_store
from telesec.scripts.library import ScriptLibrary
from telesec.settings import Settings
from telesec.values.clock import Clock
from telesec.web.console import register_console
from telesec.web.fallback import fallback
from telesec.web.feeds import feeds, give_feeds_memory
from telesec.web.health import health
from telesec.web.house import EXTENSION, House
from telesec.web.legs import legs
from telesec.web.own_appointment import give_links_memory
from telesec.web.own_offer import own_pages
from telesec.web.recorded import recorded
from telesec.web.sounds import sounds
from telesec.web.text_messages import text_messages
from telesec.web.voice import voice

LARGEST_REQUEST = 256 * 1024  # bytes; a webhook has about two thousand
MOST_FIELDS = 500


def create_app(settings: Settings, engine: Engine, clock: Clock) -> Flask:
    """The web application: voice webhooks, console, feeds, callers' links, health."""
    app = Flask("telesec.web", static_folder=None)
    app.config.update(
        SECRET_KEY=settings.secret_key,
        MAX_CONTENT_LENGTH=LARGEST_REQUEST,
        MAX_FORM_MEMORY_SIZE=LARGEST_REQUEST,
        MAX_FORM_PARTS=MOST_FIELDS,
    )
    move_in(app, settings, engine, clock)
    for webhooks in (voice, recorded, legs, fallback, sounds, text_messages):
        app.register_blueprint(webhooks)
    app.register_blueprint(feeds)
    app.register_blueprint(own_pages)
    app.register_blueprint(health)
    register_console(app)
    return app


def move_in(app: Flask, settings: Settings, engine: Engine, clock: Clock) -> None:
    """Give the application its house: all that it knows of where it runs, or remembers."""
    app.extensions[EXTENSION] = House(
        settings=settings,
        engine=engine,
        clock=clock,
        scripts=ScriptLibrary(settings.call_scripts_dir),
        sounds=open_store(settings.recordings_url, settings.data_dir),
        model=open_model(settings),
    )
    give_feeds_memory(app)
    give_links_memory(app)
