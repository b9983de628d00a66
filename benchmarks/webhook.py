"""A signed mid-call webhook: what it costs the server, beside the least that could be done.

The floor checks the signature with the carrier's own validator, inserts one row durably and
answers TwiML. Ours reads the call, understands the caller, keeps the turn and goes on.
`python -m benchmarks.webhook`
"""

import sqlite3
import tempfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from threading import local
from time import perf_counter
from urllib.parse import urlencode

from flask import Flask, Response, abort, request
from sqlalchemy import select
from twilio.request_validator import RequestValidator
from twilio.twiml.voice_response import VoiceResponse

from benchmarks.agenda import house as _house
from benchmarks.serving import CONNECTIONS, Connection, Rate, Server, gunicorn
from telesec.clients.client import Client
from telesec.database import make_engine, prepare_file, transaction
from telesec.gateways.telephony.signature import sign
from telesec.notifications.notification import Channel, NotificationKind
from telesec.notifications.outbox import queue
from telesec.tables import metadata
from tests.telephone import PRACTICE, make_practice

TOKEN = "token"
PUBLIC_URL = "https://telesec.example"
CALLS = 600
ROUNDS = 3
PEERS_CONNECTIONS = 8  # as the peers were measured
WARM_UP = 40  # calls whose turns fill what every process keeps
CALLBACKS = ("a call comes in", "it has ended", "the same told again", "a text is delivered")
DELIVERED = {"AccountSid": "AC" + "0" * 32, "MessageStatus": "delivered", "CallSid": ""}
TURNS = (
    "je voudrais laisser un message",
    "c'est pour le certificat de sport de mon fils il en a besoin avant samedi",
    "Sandrine Morel",
)


def house(database: str) -> Flask:
    """The real web application over that database."""
    return _house(database)


def floor(database: str) -> Flask:
    """Bare Flask, the carrier's validator, one durable insert, the carrier's TwiML builder."""
    app = Flask("floor")
    validator = RequestValidator(TOKEN)
    threads = local()

    def connection() -> sqlite3.Connection:
        if not hasattr(threads, "connection"):
            threads.connection = sqlite3.connect(database, timeout=5)
            threads.connection.execute("PRAGMA synchronous=FULL")
        opened: sqlite3.Connection = threads.connection
        return opened

    @app.post("/<path:rest>")
    def turn(rest: str) -> Response:
        url = f"{PUBLIC_URL}/{rest}"
        if not validator.validate(url, request.form, request.headers["X-Twilio-Signature"]):
            abort(403)
        words = request.form.get("SpeechResult", "")
        with connection() as db:
            db.execute(
                "INSERT INTO heard (call_sid, words) VALUES (?, ?)",
                (request.form["CallSid"], words),
            )
        response = VoiceResponse()
        gather = response.gather(
            input="dtmf speech", action=url, method="POST", language="fr-FR", timeout=5
        )
        gather.say("Quel est votre nom, s’il vous plaît ?", voice="Polly.Lea-Neural")
        return Response(str(response), content_type="text/xml")

    return app


def webhook(path: str, fields: dict[str, str]) -> bytes:
    """A signed webhook as it goes over the wire."""
    body = urlencode(fields).encode()
    signature = sign(TOKEN, PUBLIC_URL + path, [(name, [value]) for name, value in fields.items()])
    lines = (
        f"POST {path} HTTP/1.1",
        "Host: 127.0.0.1",
        "Content-Type: application/x-www-form-urlencoded",
        f"Content-Length: {len(body)}",
        f"X-Twilio-Signature: {signature}",
        "",
        "",
    )
    return "\r\n".join(lines).encode() + body


def fields_of(call: int, **more: str) -> dict[str, str]:
    """What the carrier sends with every webhook of a call."""
    return {
        "CallSid": f"CA{call:032d}",
        "AccountSid": "AC" + "0" * 32,
        "From": "+33612345678",
        "To": PRACTICE,
        "Caller": "+33612345678",
        "Called": PRACTICE,
        "CallStatus": "in-progress",
        "ApiVersion": "2010-04-01",
        "Direction": "inbound",
        "CallerCountry": "FR",
        "CalledCountry": "FR",
        "FromCountry": "FR",
        "ToCountry": "FR",
        "FromCity": "",
        "ToCity": "",
    } | more


def posted(server: Server, batches: Sequence[list[bytes]]) -> Rate:
    """Each batch over a connection of its own, all together; in order within a batch."""

    def post_all(batch: list[bytes]) -> None:
        connection = Connection(server.port)
        for one in batch:
            answer = connection.ask(one)
            assert answer.status in {200, 204}, answer.body
            assert b"souci technique" not in answer.body
        connection.close()

    number = sum(len(batch) for batch in batches)
    before, start = server.cpu_seconds(), perf_counter()
    with ThreadPoolExecutor(len(batches)) as pool:
        list(pool.map(post_all, batches))
    took = perf_counter() - start
    return Rate(number / took, (server.cpu_seconds() - before) / number * 1000)


def measured(app: str, connections: int) -> Rate:
    """Every call comes in (not measured), then all their turns are answered (measured)."""
    with gunicorn(app) as server:
        calls = range(CALLS)
        posted(server, [[webhook("/voice/incoming", fields_of(call)) for call in calls]])
        posted(server, turns_of(range(WARM_UP), connections))
        return posted(server, turns_of(range(WARM_UP, CALLS), connections))


def callbacks(app: str) -> list[Rate]:
    """A call comes in; the word of its end, told for the first time; and told again; and what
    became of a text message, which is the work of the peers' status callback: read, write.
    """
    over = {"CallStatus": "completed", "CallDuration": "31"}
    calls = [webhook("/voice/incoming", fields_of(call)) for call in range(CALLS)]
    ends = [webhook("/voice/status", fields_of(call, **over)) for call in range(CALLS)]
    receipts = [
        webhook(f"/sms/status/{text + 1}", {"MessageSid": f"SM{text:032d}", **DELIVERED})
        for text in range(CALLS)
    ]
    before = [webhook("/voice/incoming", fields_of(CALLS + call)) for call in range(WARM_UP)]
    with gunicorn(app) as server:
        posted(server, _spread(before))
        return [posted(server, _spread(batch)) for batch in (calls, ends, ends, receipts)]


def _spread(requests: list[bytes]) -> list[list[bytes]]:
    return [requests[start::PEERS_CONNECTIONS] for start in range(PEERS_CONNECTIONS)]


def turns_of(calls: range, connections: int) -> list[list[bytes]]:
    """All turns of these calls, spread over the connections; a call's own are in order."""
    batches: list[list[bytes]] = [[] for _ in range(connections)]
    for call in calls:
        for turn, words in enumerate(TURNS, start=1):
            fields = fields_of(call, SpeechResult=words, Confidence="0.93")
            batches[call % connections].append(webhook(f"/voice/turn/{turn}", fields))
    return batches


def make_house(path: Path) -> None:
    """A database with the medical practice in it."""
    engine = make_engine(f"sqlite:///{path}")
    prepare_file(engine)
    with engine.begin() as connection:
        metadata.create_all(connection)
    with transaction(engine) as db:
        make_practice(db)
        practice = db.scalars(select(Client)).one()
        for number in range(CALLS):  # for their receipts
            queue(
                db,
                client_id=practice.id,
                call_id=None,
                kind=NotificationKind.SUMMARY,
                channel=Channel.SMS,
                recipient="+33612345678",
                subject="",
                body="Cabinet Martin : un message vous attend",
                once_key=f"benchmark:{number}",
                now=datetime(2026, 11, 26, 9, tzinfo=UTC),
            )
    engine.dispose()


def compared(directory: Path, connections: int) -> list[tuple[Rate, Rate]]:
    """The floor and the house in turns, each house with a database of its own."""
    pairs = []
    for number in range(ROUNDS):
        ours = directory / f"ours-{connections}-{number}.db"
        make_house(ours)
        floor = measured(f"benchmarks.webhook:floor('{directory / 'floor.db'}')", connections)
        pairs.append((floor, measured(f"benchmarks.webhook:house('{ours}')", connections)))
    return pairs


def told(title: str, pairs: list[tuple[Rate, Rate]], goal: str) -> list[str]:
    """Lines to print about some rounds."""
    ratio = median(ours.cpu_ms / floor.cpu_ms for floor, ours in pairs)
    return [
        title,
        *(
            f"  floor {floor.cpu_ms:5.2f} ms CPU {floor.per_second:6.0f}/s"
            f"   telesec {ours.cpu_ms:5.2f} ms CPU {ours.per_second:6.0f}/s"
            for floor, ours in pairs
        ),
        f"  ratio {ratio:5.2f} x the floor's CPU, median of {ROUNDS} ({goal})",
    ]


def run() -> list[str]:
    """Lines to print: the cost of a turn, and its ratio to the floor.

    What a request costs is seen one after another: cores that share their caches make each
    other's seconds dearer, and the floor, which mostly waits for the disk, less so than us.
    """
    with tempfile.TemporaryDirectory() as directory:
        with sqlite3.connect(Path(directory) / "floor.db") as connection:
            connection.execute("PRAGMA journal_mode=WAL")
            connection.execute("CREATE TABLE heard (id INTEGER PRIMARY KEY, call_sid, words)")
        one, many = (compared(Path(directory), count) for count in (1, CONNECTIONS))
        ours = Path(directory) / "callbacks.db"
        make_house(ours)
        floor = callbacks(f"benchmarks.webhook:floor('{Path(directory) / 'floor.db'}')")
        ends = callbacks(f"benchmarks.webhook:house('{ours}')")
    title = "A signed mid-call webhook, SQLite synchronous=FULL, 2 processes"
    return [
        *told(f"{title}, one after another", one, "goal: at most 2.5"),
        *told(f"{title}, {CONNECTIONS} connections", many, "no goal: on two busy cores"),
        f"Signed callbacks, {PEERS_CONNECTIONS} connections"
        " (peers, same kind of machine: a call comes in 121-190/s, a status 191-212/s, 8.7 ms CPU)",
        *(
            f"  {what:24} floor {least.per_second:5.0f}/s {least.cpu_ms:5.2f} ms CPU"
            f"   telesec {ours.per_second:5.0f}/s {ours.cpu_ms:5.2f} ms CPU"
            for what, least, ours in zip(CALLBACKS, floor, ends, strict=True)
        ),
    ]


if __name__ == "__main__":
    print("\n".join(run()))
