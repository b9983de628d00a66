"""``telesec``, and ``python -m telesec``: the telesec command."""

import sys
from importlib.metadata import EntryPoint

# What another program may start for a single sentence does not load the whole house first.
ALONE = {"understand": "telesec.assistant.understanding.command:understand"}


def main() -> None:
    """Run the command that was asked for."""
    asked = sys.argv[1] if len(sys.argv) > 1 else ""
    if asked in ALONE:
        command = EntryPoint(asked, ALONE[asked], "telesec").load()
        command.main(args=sys.argv[2:], prog_name=f"telesec {asked}")
    EntryPoint("telesec", "telesec.cli:main", "telesec").load()()


if __name__ == "__main__":
    main()
