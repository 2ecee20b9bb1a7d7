"""The command line and small tables, as the tests of the command line have them."""

from tests.cli.conftest import run, write

__all__ = ["run", "write"]
