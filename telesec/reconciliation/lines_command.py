"""``telesec lines sync``: what differs between our lines and the carrier's numbers."""

import sys

import click

from telesec.billing.command import told_plainly
from telesec.database import transaction
from telesec.gateways.telephony.addresses import Addresses
from telesec.gateways.telephony.numbers import owned_numbers, set_number, wanted_settings
from telesec.gateways.telephony.rest import CarrierError, TelephonyRest
from telesec.reconciliation.command import Opened
from telesec.reconciliation.lines import ComparedNumber, compared, our_lines

FRENCH, ENGLISH = 0, 1
WORDS = {
    "right": ("en ordre", "in order"),
    "absent": (
        "absent du compte Twilio : achetez-le, ou retirez la ligne",
        "not in the Twilio account: buy it, or take the line out",
    ),
    "stranger": (
        "dans le compte Twilio, mais n’est la ligne d’aucun client",
        "in the Twilio account, but no line of any client",
    ),
    "differs": ("diffère", "differs"),
    "set": ("réglé", "set"),
    "empty": ("(vide)", "(empty)"),
    "apply": (
        "Pour régler ce qui diffère : telesec lines sync --apply",
        "To set what differs: telesec lines sync --apply",
    ),
}


@click.group()
def lines() -> None:
    """Our lines beside the carrier's numbers."""


@lines.command()
@click.option("--apply", "applies", is_flag=True, help="Set what differs.")
@click.option("--client", "client_key", help="Only this client's lines (its key).")
@click.option("--language", type=click.Choice(["fr", "en"]), default="fr", show_default=True)
@click.pass_obj
def sync(opened: Opened, applies: bool, client_key: str | None, language: str) -> None:
    """Show what differs from what `telesec urls` prints. Exit code 1 when something does.

    Only numbers that are lines of ours are ever changed.
    """
    place = FRENCH if language == "fr" else ENGLISH
    carrier = TelephonyRest(opened.settings)
    wanted = wanted_settings(Addresses(opened.settings.public_url))
    with told_plainly(), transaction(opened.engine, reads_only=True) as db:
        ours = our_lines(db, client_key)
    try:
        found = compared(ours, owned_numbers(carrier), wanted, strangers=client_key is None)
        for one in found:
            for line in _told(one, place):
                click.echo(line)
            if applies and one.changes:
                changes = {name: to for name, (_, to) in one.changes.items()}
                set_number(carrier, one.sid, changes, one.account)
                click.echo(f"    {WORDS['set'][place]}")
    except CarrierError as error:
        click.echo(f"telesec: the carrier does not answer: {error}", err=True)
        sys.exit(2)
    left = [one for one in found if one.client and not one.is_right]
    if applies:
        left = [one for one in left if not one.changes]
    elif left:
        click.echo(WORDS["apply"][place])
    sys.exit(1 if left else 0)


def _told(one: ComparedNumber, place: int) -> list[str]:
    if not one.client:
        return [f"{one.number}  -  {WORDS['stranger'][place]}"]
    if not one.sid:
        return [f"{one.number}  {one.client}  {WORDS['absent'][place]}"]
    if one.is_right:
        return [f"{one.number}  {one.client}  {WORDS['right'][place]}"]
    empty = WORDS["empty"][place]
    changes = [
        f"    {name}: {was or empty} → {to or empty}" for name, (was, to) in one.changes.items()
    ]
    return [f"{one.number}  {one.client}  {WORDS['differs'][place]}", *changes]
