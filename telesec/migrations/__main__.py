"""Write the next migration: ``python -m telesec.migrations "What it adds"``, for developers."""

import sys
import tempfile
from pathlib import Path

from alembic import command

from telesec.database import make_engine
from telesec.migrations.upgrading import HERE, configuration, upgrade

WORDS_AFTER_COMMAND = 2


def main() -> None:
    """Compare the models with a database migrated so far, and write the difference as a step."""
    if len(sys.argv) != WORDS_AFTER_COMMAND:
        sys.exit('usage: python -m telesec.migrations "What it adds"')
    number = len(list((HERE / "versions").glob("[0-9]*.py"))) + 1
    with tempfile.TemporaryDirectory() as directory:
        engine = make_engine(f"sqlite:///{Path(directory) / 'empty.db'}")
        upgrade(engine)
        config = configuration()
        config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
        with engine.begin() as connection:
            config.attributes["connection"] = connection
            command.revision(config, sys.argv[1], autogenerate=True, rev_id=f"{number:04d}")
        engine.dispose()


if __name__ == "__main__":
    main()
