"""``telesec worker``: the other process that ``telesec run`` keeps."""

import click

from telesec.processes.keeper import end_with
from telesec.processes.opened import Opened, set_up_logging
from telesec.worker import run_worker


@click.command()
@click.option("--keeper", type=int, hidden=True)
@click.pass_obj
def worker(opened: Opened, keeper: int | None) -> None:
    """Deliver, import and issue: what needs no caller on the line."""
    end_with(keeper)
    set_up_logging()
    run_worker(opened.settings, opened.engine, opened.clock)
