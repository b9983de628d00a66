"""Run the telephone network and the mailbox by themselves: python -m telesec.simulator."""

import argparse
import json
import signal
import sys
from datetime import UTC, datetime
from pathlib import Path
from threading import Event as Flag
from typing import Any

from telesec.simulator.clock import Clock, RealClock, SharedClock
from telesec.simulator.mailbox import Mailbox
from telesec.simulator.network import Network


def main(arguments: list[str] | None = None) -> int:
    """Serve until SIGTERM or Ctrl-C; exit status 2 when something given makes no sense."""
    options = _options().parse_args(arguments)
    try:
        network = Network(options.account_sid, options.auth_token, _clock(options.clock_file))
        for number in _numbers(options.numbers):
            network.add_number(**number)
    except (OSError, ValueError, TypeError) as error:
        sys.stderr.write(f"telesec.simulator: {error}\n")
        return 2
    return _serve(network, options)


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m telesec.simulator", description=__doc__)
    parser.add_argument("--numbers", type=Path, required=True, help="JSON list of our numbers")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8091, help="REST API and telephone page")
    parser.add_argument("--smtp-port", type=int, default=8025)
    parser.add_argument("--account-sid", required=True)
    parser.add_argument("--auth-token", required=True)
    parser.add_argument("--mail-dir", type=Path, help="also write each mail there, as .eml")
    parser.add_argument("--clock-file", type=Path, help="share a clock through this file")
    return parser


def _clock(path: Path | None) -> Clock:
    if path is None:
        return RealClock()
    clock = SharedClock(path, datetime.now(UTC))
    clock.run()
    return clock


def _numbers(path: Path) -> list[dict[str, Any]]:
    """A list of objects: number, label, voice_url, voice_fallback_url, status_callback, sms_url."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise ValueError(f"{path} is not JSON: {error}") from error
    if not isinstance(content, list) or not all(isinstance(item, dict) for item in content):
        raise ValueError(f"{path} must hold a list of numbers, each an object")
    return content


def _serve(network: Network, options: argparse.Namespace) -> int:
    stop = Flag()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    with Mailbox(options.host, options.smtp_port, options.mail_dir) as mailbox:
        url = network.serve(options.host, options.port, automatic=True)
        sys.stdout.write(f"telephone page and REST API: {url}\nmailbox: {mailbox.url}\n")
        sys.stdout.flush()
        stop.wait()
        network.close()
    for problem in network.problems:
        sys.stderr.write(f"problem: {problem}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
