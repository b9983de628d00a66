"""What several callers or workers do in one instant."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier


def at_once(works: Sequence[Callable[[], str]]) -> list[str]:
    """Run all of them, released together; what each came to."""
    barrier = Barrier(len(works))

    def run(work: Callable[[], str]) -> str:
        barrier.wait()
        return work()

    with ThreadPoolExecutor(len(works)) as pool:
        return list(pool.map(run, works))
