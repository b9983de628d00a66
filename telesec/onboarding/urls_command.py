"""``telesec urls``: what to type into the carrier's console, and each client's feed."""

import click
from sqlalchemy import select

from telesec.agenda.feed import Feed
from telesec.agenda.feeds import feed_url
from telesec.billing.command import Opened
from telesec.clients.client import Line
from telesec.database import transaction
from telesec.gateways.telephony.addresses import Addresses


@click.command()
@click.pass_obj
def urls(opened: Opened) -> None:
    """Print every webhook address to configure at the carrier, and every feed."""
    settings = opened.settings
    addresses = Addresses(settings.public_url)
    with transaction(opened.engine, reads_only=True) as db:
        click.echo("For each line, in the Twilio console (Phone Numbers, Voice):")
        click.echo(f"  A call comes in (POST)     {addresses.incoming()}")
        click.echo(f"  Primary handler fails      {addresses.fallback()}")
        click.echo(f"  Call status changes (POST) {addresses.status()}")
        click.echo(f"  A message comes in (POST)  {addresses.text_incoming()}")
        click.echo("\nLines:")
        for line in db.scalars(select(Line).where(Line.active).order_by(Line.number)):
            click.echo(f"  {line.number}  {line.client.name} ({line.client.key})")
        click.echo("\nFeeds (secret: whoever has one can read the agenda):")
        live = select(Feed).where(Feed.revoked_at.is_(None)).order_by(Feed.client_id, Feed.id)
        for feed in db.scalars(live):
            url = feed_url(settings.public_url, feed, settings.secret_key)
            click.echo(f"  {feed.client.key}, {feed.whose}, {feed.label} ({feed.details.value})")
            click.echo(f"    {url}")
