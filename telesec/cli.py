"""The telesec command: one group, a command for each thing a person does."""

import gc
import sys
from importlib.metadata import EntryPoint

import click

from telesec.database import BEHIND, is_behind
from telesec.processes.listening import CannotListen
from telesec.processes.opened import Opened
from telesec.settings import BadSettings
from telesec.values.yaml_file import BadFile

# Each is loaded when it is asked for: the whole house takes seconds, most commands need little.
COMMANDS = {
    "accounts": "telesec.clients.command:accounts",
    "agenda": "telesec.handover.command:agenda",
    "busy": "telesec.onboarding.busy_command:busy",
    "calendars": "telesec.onboarding.calendars_command:calendars",
    "callers": "telesec.assistant.command:callers",
    "clients": "telesec.onboarding.command:clients",
    "demo": "telesec.demonstration.command:demo",
    "doctor": "telesec.doctor.command:doctor",
    "invoices": "telesec.billing.command:invoices",
    "lines": "telesec.reconciliation.lines_command:lines",
    "migrate": "telesec.processes.run_command:migrate",
    "reconcile": "telesec.reconciliation.command:reconcile",
    "rehearse": "telesec.assistant.command:rehearse",
    "run": "telesec.processes.run_command:run",
    "scripts": "telesec.assistant.trial_command:scripts",
    "status": "telesec.assistant.command:status",
    "understand": "telesec.assistant.understanding.command:understand",
    "urls": "telesec.onboarding.urls_command:urls",
    "web": "telesec.processes.web_command:web",
    "worker": "telesec.processes.worker_command:worker",
}


class OnDemand(click.Group):
    """Loads a command's module when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Their names, in alphabetical order."""
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, or None."""
        del ctx
        return loaded(cmd_name) if cmd_name in COMMANDS else None


def loaded(name: str) -> click.Command:
    """The command of that name. Raises KeyError."""
    gc.disable()  # what is imported stays; looking through it for rubbish takes a sixth of the time
    try:
        command: click.Command = EntryPoint(name, COMMANDS[name], "telesec").load()
    finally:
        gc.enable()
    return command


@click.group(cls=OnDemand)
@click.version_option(package_name="telesec")
@click.pass_context
def telesec(context: click.Context) -> None:
    """A telephone secretariat: calls answered in each client's name, from ring to invoice."""
    context.obj = Opened()


def main() -> None:
    """The entry point: mistakes of settings and files are told in one line, with exit code 1."""
    try:
        telesec(standalone_mode=True)
    except (BadSettings, BadFile, CannotListen) as error:
        click.echo(f"telesec: {error}", err=True)
        sys.exit(1)
    except Exception as error:
        if not is_behind(error):
            raise
        click.echo(f"telesec: {BEHIND}", err=True)
        sys.exit(1)
