"""`wallethelp` and `python -m wallethelp`."""

import gc
import sys


def main() -> None:
    """Run the command line and exit with its code."""
    # Loading all that a command needs makes many objects and no circles to look for: doing so took
    # a twentieth of the time of a command, and a sixth once more at its end.
    gc.set_threshold(200_000, 20, 50)
    from wallethelp.cli.boundary import run

    code = run(sys.argv[1:])
    gc.freeze()
    sys.exit(code)


if __name__ == "__main__":
    main()
