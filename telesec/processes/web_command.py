"""``telesec web``: one of the processes that ``telesec run`` keeps."""

import click

from telesec.processes.keeper import end_with
from telesec.processes.listening import LOOPBACK
from telesec.processes.opened import Opened
from telesec.processes.serving import serve_web


@click.command()
@click.option("--host", default=LOOPBACK, show_default=True, help="Address to listen on.")
@click.option("--port", default=8000, show_default=True, help="Port to listen on.")
@click.option("--keeper", type=int, hidden=True)
@click.pass_obj
def web(opened: Opened, host: str, port: int, keeper: int | None) -> None:
    """Serve webhooks, console and feeds, without the worker."""
    end_with(keeper)
    serve_web(opened.settings, host, port)
