"""What was typed before anybody could see what is asked, where prompt_toolkit keeps it."""

from prompt_toolkit.application import get_app_session
from prompt_toolkit.input import Input
from prompt_toolkit.input.typeahead import clear_typeahead

from wallethelp.ui.typed_ahead import flush_terminal


def drop_typed_ahead() -> None:
    """Forget the keys that wait in the terminal of this session and in prompt_toolkit."""
    source = get_app_session().input
    clear_typeahead(source)
    _drain(source)


def _drain(source: Input) -> None:
    try:
        flush_terminal(source.fileno())
    except (NotImplementedError, AttributeError, ValueError, OSError):
        return
