"""The command line in this process."""

from tests.casework.conftest import cli, home, quick

__all__ = ["cli", "home", "quick"]
