"""How often one address may be asked for: a program gone wild must not cost the others theirs."""

from collections import OrderedDict
from datetime import datetime
from threading import Lock

A_MINUTE = 60  # seconds


class Pace:
    """Requests by key within the clock's minute, in the memory of one process.

    Each web process counts by itself, so the true limit is as many times higher as there are
    processes: enough against a loop, and nothing that a database would have to be asked for.
    """

    def __init__(self, most: int, *, most_keys: int = 10_000) -> None:
        self._most = most  # in a minute; 0: no limit
        self._most_keys = most_keys
        self._counts: OrderedDict[str, tuple[int, int]] = OrderedDict()  # the minute, how many
        self._lock = Lock()

    def wait(self, key: str, now: datetime) -> int:
        """Seconds to wait before asking again; 0 when this request may be answered."""
        if not self._most:
            return 0
        minute, second = divmod(int(now.timestamp()), A_MINUTE)
        with self._lock:
            seen, count = self._counts.get(key, (minute, 0))
            count = count + 1 if seen == minute else 1
            self._counts[key] = minute, count
            self._counts.move_to_end(key)
            if len(self._counts) > self._most_keys:
                self._counts.popitem(last=False)
        return 0 if count <= self._most else A_MINUTE - second
