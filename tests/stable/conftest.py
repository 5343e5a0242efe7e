"""The command line in this process, and a clock that stands still."""

from tests.casework.conftest import cli, clock, home, quick

__all__ = ["cli", "clock", "home", "quick"]
