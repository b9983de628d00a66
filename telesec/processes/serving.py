"""The web process: gunicorn with our application."""

import gc
from typing import Any

from flask import Flask
from gunicorn.app.base import BaseApplication

from telesec.app import create_app
from telesec.database import prepare_file
from telesec.processes.opened import clock_of, open_engine, set_up_logging
from telesec.settings import Settings

OBJECTS_BEFORE_COLLECTING = 50_000  # more than are made than let go; Python's own number is 700


class WebServer(BaseApplication):  # type: ignore[misc]  # gunicorn ships no types
    """gunicorn with our application; each of its processes opens its own database."""

    def __init__(self, settings: Settings, host: str, port: int) -> None:
        self.settings = settings
        self.options: dict[str, Any] = {
            "bind": f"{host}:{port}",
            "workers": settings.web_workers,
            "threads": settings.web_threads,
            "worker_class": "gthread",
            "timeout": 30,
            "graceful_timeout": 10,
            "keepalive": 20,
            "control_socket_disable": True,
            "loglevel": "warning",
        }
        super().__init__()

    def load_config(self) -> None:
        """Give gunicorn our options."""
        for name, value in self.options.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        """The application, made in each of gunicorn's processes."""
        app = create_app(self.settings, open_engine(self.settings), clock_of(self.settings))
        collect_seldom()
        return app


def collect_seldom() -> None:
    """Let Python's garbage collector look at what is made from now on, and less often: an answer
    that writes thousands of appointments would set it off several times, over all there is.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(OBJECTS_BEFORE_COLLECTING)


def serve_web(settings: Settings, host: str, port: int) -> None:
    """Serve the web application until told to stop."""
    set_up_logging()
    engine = open_engine(settings)
    prepare_file(engine)  # once, before gunicorn's processes open the file together
    engine.dispose()
    WebServer(settings, host, port).run()
