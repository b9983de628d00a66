"""Checks of what is ours: database, worker, disk, call scripts, invoices."""

import os
import shutil
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import Engine, select, text
from sqlalchemy.exc import SQLAlchemyError

from telesec.billing.issuer import Issuer
from telesec.clients.client import Client
from telesec.database import transaction
from telesec.doctor.finding import Finding, fine, look, wrong
from telesec.notifications.heartbeat import last_seen
from telesec.scripts.library import ScriptLibrary, UnknownScript
from telesec.values.yaml_file import BadFile

WORKER_IS_LATE = timedelta(minutes=2)
LITTLE_ROOM = 500_000_000  # bytes: some thousand recorded messages
DATABASE = ("base de données", "database")
WORKER = ("worker (SMS, courriels, factures)", "worker (text messages, e-mails, invoices)")
DISK = ("disque", "disk")
SCRIPTS = ("scénarios d’appel", "call scripts")
ISSUER = ("émetteur des factures", "issuer of the invoices")


def check_database(engine: Engine, newest: str) -> Finding:
    """Reachable, and brought up to this release."""
    try:
        with engine.connect() as connection:
            found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    except SQLAlchemyError as error:
        return wrong(
            DATABASE,
            (f"inaccessible ou vide ({type(error).__name__})",
             f"cannot be reached, or is empty ({type(error).__name__})"),
            ("vérifiez DATABASE_URL, puis : telesec migrate",
             "check DATABASE_URL, then: telesec migrate"),
        )  # fmt: skip
    if found != newest:
        return wrong(
            DATABASE,
            (f"à la version {found}, le programme veut {newest}",
             f"at {found}, the program wants {newest}"),
            ("telesec migrate", "telesec migrate"),
        )  # fmt: skip
    return fine(DATABASE)


def check_worker(engine: Engine, now: datetime) -> Finding:
    """Seen at work a moment ago."""
    with transaction(engine, reads_only=True) as db:
        seen = last_seen(db)
    if seen is None or now - seen > WORKER_IS_LATE:
        when = f"{seen:%Y-%m-%d %H:%M} UTC" if seen else "-"
        return wrong(
            WORKER,
            (f"pas vu depuis : {when}", f"not seen since: {when}"),
            ("démarrez-le : telesec run (ou telesec worker)",
             "start it: telesec run (or telesec worker)"),
        )  # fmt: skip
    return fine(WORKER)


def check_disk(directory: Path) -> Finding:
    """The data directory can be written, and has room."""
    probe = directory / f".doctor.{os.getpid()}"
    try:
        probe.write_bytes(b"x")
        probe.unlink()
        free = shutil.disk_usage(directory).free
    except OSError as error:
        return wrong(
            DISK,
            (f"{directory} : {error.strerror}", f"{directory}: {error.strerror}"),
            ("donnez à telesec le droit d’y écrire (TELESEC_DATA_DIR)",
             "let telesec write there (TELESEC_DATA_DIR)"),
        )  # fmt: skip
    if free < LITTLE_ROOM:
        return look(
            DISK,
            (f"{free // 1_000_000} Mo libres", f"{free // 1_000_000} MB free"),
            ("faites de la place : les messages enregistrés y sont gardés",
             "make room: recorded messages are kept there"),
        )  # fmt: skip
    return fine(DISK)


def check_scripts(engine: Engine, library: ScriptLibrary) -> Iterator[Finding]:
    """Every client's call script is there and sound."""
    with transaction(engine, reads_only=True) as db:
        used = db.execute(select(Client.key, Client.script).order_by(Client.key)).all()
    broken = 0
    for key, script in used:
        try:
            library.text_and_script(script)
        except (BadFile, UnknownScript) as error:
            broken += 1
            first = str(error).splitlines()[0]
            yield wrong(
                SCRIPTS, (f"{key} : {first}", f"{key}: {first}"),
                (f"telesec scripts check call_scripts/{script}.yaml",) * 2,
            )  # fmt: skip
    if not used:
        yield look(
            SCRIPTS, ("aucun client", "no client yet"),
            ("telesec clients load docs/examples/house.yaml",) * 2,
        )  # fmt: skip
    elif not broken:
        yield fine(SCRIPTS)


def check_issuer(engine: Engine) -> Finding:
    """What the law wants on invoices is known (code de commerce L441-9, R123-237)."""
    with transaction(engine, reads_only=True) as db:
        issuer = db.scalar(select(Issuer))
    if issuer is None:
        return look(
            ISSUER, ("inconnu : aucune facture ne sera émise", "unknown: no invoice is issued"),
            ("ajoutez issuer: au fichier des clients, puis telesec clients load",
             "add issuer: to the clients file, then telesec clients load"),
        )  # fmt: skip
    missing = [name for name in ("legal_form", "registration") if not getattr(issuer, name)]
    if missing:
        names = ", ".join(missing)
        return look(
            ISSUER, (f"il manque : {names}", f"missing: {names}"),
            ("complétez issuer: dans le fichier des clients",
             "complete issuer: in the clients file"),
        )  # fmt: skip
    return fine(ISSUER)
