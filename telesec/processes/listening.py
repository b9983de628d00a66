"""Whether an address of this machine is to be had."""

import socket

LOOPBACK = "127.0.0.1"


class CannotListen(RuntimeError):
    """The address is not this machine's, or somebody listens there already."""


def check_address(host: str, port: int) -> None:
    """Raises CannotListen, with what to do, when ``port`` of ``host`` is not to be had."""
    try:
        family, kind, protocol, *_ = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((host, port))
    except (OSError, OverflowError) as error:
        reason = getattr(error, "strerror", None) or error
        raise CannotListen(
            f"cannot listen on {host}, port {port}: {reason}; give others with --host and --port"
        ) from error
