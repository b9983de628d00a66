"""All of it: ``make bench``."""

from benchmarks import agenda, booking, invoice, storm, understanding, webhook


def main() -> None:
    """Print each benchmark's lines as it ends."""
    for module in (webhook, storm, agenda, booking, invoice, understanding):
        for line in module.run():
            print(line, flush=True)
        print(flush=True)


main()
