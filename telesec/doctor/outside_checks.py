"""Checks of what is outside: the carrier, our public address, the clock, the mail server."""

import secrets
from collections.abc import Iterator
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import requests
from sqlalchemy import Engine, select

from telesec.clients.client import Client
from telesec.database import transaction
from telesec.doctor.finding import Finding, fine, look, wrong
from telesec.gateways.mail import MailDelayed, Mailer
from telesec.gateways.sound_store import open_store
from telesec.gateways.telephony import addresses as paths
from telesec.gateways.telephony.addresses import Addresses
from telesec.gateways.telephony.numbers import owned_numbers, wanted_settings
from telesec.gateways.telephony.rest import Busy, CarrierError, TelephonyRest
from telesec.gateways.telephony.signature import sign
from telesec.reconciliation.lines import compared, our_lines
from telesec.settings import Settings

SECONDS = 10
MOST_SECONDS_OFF = 30
LINES = ("lignes", "lines")
TEXTS = ("SMS", "text messages")
CARRIER = ("compte Twilio", "Twilio account")
PUBLIC = ("adresse publique", "public address")
CLOCK = ("horloge", "clock")
STORE = ("enregistrements", "recordings")
PROBE = b"telesec"
MAIL = ("serveur de courriel", "mail server")
NO_CONTENT, FORBIDDEN = 204, 403
REDIRECTS = range(300, 400)


def check_carrier(engine: Engine, settings: Settings) -> Iterator[Finding]:
    """The account opens, and every line of ours is set as it must be."""
    carrier = TelephonyRest(settings)
    try:
        owned = owned_numbers(carrier)
    except Busy as error:
        yield wrong(
            CARRIER, (f"refusé ({error})", f"refused ({error})"),
            ("vérifiez TWILIO_ACCOUNT_SID et TWILIO_AUTH_TOKEN (chaque région a les siens)",
             "check TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN (each region has its own)"),
        )  # fmt: skip
        return
    except CarrierError as error:
        yield wrong(
            CARRIER, (f"pas de réponse ({error})", f"no answer ({error})"),
            ("vérifiez TWILIO_API_BASE_URL et l’accès à Internet",
             "check TWILIO_API_BASE_URL and the way to the Internet"),
        )  # fmt: skip
        return
    yield fine(CARRIER)
    with transaction(engine, reads_only=True) as db:
        lines = our_lines(db)
    wanted = wanted_settings(Addresses(settings.public_url))
    bad = [one.number for one in compared(lines, owned, wanted) if one.client and not one.is_right]
    yield from _check_senders(engine, settings)
    if bad:
        yield wrong(
            LINES, (f"à régler : {', '.join(bad)}", f"to be set: {', '.join(bad)}"),
            ("telesec lines sync, puis --apply", "telesec lines sync, then --apply"),
        )  # fmt: skip
    elif lines:
        yield fine(LINES)
    else:
        yield look(LINES, ("aucune", "none"), ("telesec clients load",) * 2)


def _check_senders(engine: Engine, settings: Settings) -> Iterator[Finding]:
    """A number sends for its own account only: Twilio, error 21606."""
    if not settings.sms_from.startswith("+"):
        return
    in_another_account = select(Client.key).where(
        Client.account_sid != "", Client.text_from.is_(None)
    )
    with transaction(engine, reads_only=True) as db:
        keys = ", ".join(db.scalars(in_another_account.order_by(Client.key)))
    if keys:
        yield wrong(
            TEXTS, (f"sans numéro d’envoi à eux : {keys}", f"no number of their own: {keys}"),
            ("text_from dans le fichier des clients, ou un nom dans TELESEC_SMS_FROM",
             "text_from in the clients file, or a name in TELESEC_SMS_FROM"),
        )  # fmt: skip


def check_public_address(settings: Settings) -> Finding:
    """A request to ourselves, signed as the carrier signs, comes back accepted.

    It goes the way the carrier's requests go: through DNS, TLS and whatever stands before us.
    """
    url = settings.public_url + paths.CHECK
    fields = {"CallSid": "CA" + secrets.token_hex(16)}
    signature = sign(settings.twilio_auth_tokens[0], url, [(k, [v]) for k, v in fields.items()])
    try:
        answer = requests.post(
            url, data=fields, headers={"X-Twilio-Signature": signature},
            timeout=SECONDS, allow_redirects=False,
        )  # fmt: skip
    except requests.exceptions.SSLError:
        return wrong(
            PUBLIC, ("certificat TLS refusé", "TLS certificate refused"),
            ("Twilio le refuserait aussi : installez un certificat reconnu (Let’s Encrypt)",
             "Twilio would refuse it too: install a known certificate (Let’s Encrypt)"),
        )  # fmt: skip
    except requests.RequestException as error:
        name = type(error).__name__
        return wrong(
            PUBLIC, (f"injoignable ({name})", f"not reached ({name})"),
            ("telesec tourne-t-il ? Le nom existe-t-il, le proxy mène-t-il à son port ?"
             " (TELESEC_PUBLIC_URL)",
             "Is telesec running? Does the name exist, does the proxy lead to its port?"
             " (TELESEC_PUBLIC_URL)"),
        )  # fmt: skip
    return _public_answer(answer)


def _public_answer(answer: requests.Response) -> Finding:
    if answer.status_code == NO_CONTENT:
        return fine(PUBLIC)
    if answer.status_code == FORBIDDEN:
        return wrong(
            PUBLIC, ("la signature n’est pas reconnue", "the signature is not recognised"),
            ("TELESEC_PUBLIC_URL doit être l’adresse exacte que Twilio demande, et le programme qui"
             " tourne doit avoir le même TWILIO_AUTH_TOKEN",
             "TELESEC_PUBLIC_URL must be exactly the address that Twilio asks, and the program that"
             " runs must have the same TWILIO_AUTH_TOKEN"),
        )  # fmt: skip
    if answer.status_code in REDIRECTS:
        to = answer.headers.get("Location", "?")
        return wrong(
            PUBLIC, (f"redirige vers {to}", f"redirects to {to}"),
            ("une redirection perd ce que l’appelant a dit : mettez l’adresse finale (https) dans"
             " TELESEC_PUBLIC_URL",
             "a redirect loses what the caller said: put the final address (https) into"
             " TELESEC_PUBLIC_URL"),
        )  # fmt: skip
    return wrong(
        PUBLIC, (f"répond {answer.status_code}", f"answers {answer.status_code}"),
        ("le proxy doit mener à telesec : le chemin ou l’hôte est un autre",
         "the proxy must lead to telesec: path or host is another"),
    )  # fmt: skip


def check_store(settings: Settings) -> Finding:
    """Recordings can be kept, read and deleted."""
    store, name = open_store(settings.recordings_url, settings.data_dir), "recordings/check"
    try:
        store.keep(name, PROBE)
        same = store.read(name) == PROBE
        store.delete(name)
    except OSError as error:
        same, why = False, f"{type(error).__name__} {error}".strip()
    else:
        why = "?"
    if same:
        return fine(STORE)
    return wrong(
        STORE, (f"ne garde rien ({why})", f"keeps nothing ({why})"),
        ("vérifiez TELESEC_RECORDINGS_URL : hôte, clé, secret, région, et que le compartiment"
         " existe ; sinon TELESEC_DATA_DIR",
         "check TELESEC_RECORDINGS_URL: host, key, secret, region, and that the bucket exists;"
         " else TELESEC_DATA_DIR"),
    )  # fmt: skip


def check_clock(settings: Settings, now: datetime) -> Finding:
    """Ours beside the carrier's."""
    try:
        answer = requests.head(settings.twilio_api_base_url, timeout=SECONDS)
        theirs = parsedate_to_datetime(answer.headers["Date"]).astimezone(UTC)
    except (requests.RequestException, KeyError, ValueError):
        return look(CLOCK, ("pas de comparaison possible", "nothing to compare it with"), ("", ""))
    off = round((now - theirs).total_seconds())
    if abs(off) > MOST_SECONDS_OFF:
        return wrong(
            CLOCK, (f"{off:+d} s d’écart", f"{off:+d} s off"),
            ("mettez la machine à l’heure (NTP)", "set the machine's time (NTP)"),
        )  # fmt: skip
    return fine(CLOCK)


def check_mail(settings: Settings) -> Finding:
    """The mail server lets us in. Nothing is sent."""
    try:
        Mailer(settings.smtp_url, settings.mail_from).try_to_enter()
    except MailDelayed as error:
        return wrong(
            MAIL, (str(error), str(error)),
            ("vérifiez SMTP_URL : hôte, port, utilisateur, mot de passe",
             "check SMTP_URL: host, port, user, password"),
        )  # fmt: skip
    return fine(MAIL)
