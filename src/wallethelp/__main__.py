"""`wallethelp` and `python -m wallethelp`."""

import gc
import sys


def main() -> None:
    """Run the command line and exit with its code."""
    # Loading all that a command needs makes many objects and no circles to look for: it took an
    # eighth of the time of a command.
    gc.set_threshold(50_000, 20, 50)
    from wallethelp.cli.boundary import run

    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
