"""What was typed before anybody could see what is asked, where a terminal keeps it."""

import sys


def flush_terminal(descriptor: int) -> None:
    """Forget what the terminal behind a file descriptor holds ready. Nothing where it is none."""
    if sys.platform == "win32":
        import msvcrt

        while msvcrt.kbhit():
            msvcrt.getwch()
        return
    import termios

    try:
        termios.tcflush(descriptor, termios.TCIFLUSH)
    except (termios.error, ValueError, OSError):
        return
