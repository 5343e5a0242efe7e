"""What was typed for a parameter, made the value its command declares.

Typer has pydantic do it, and loads and builds that anew for each command: half as long as all else
it does before the command begins. Text, paths and flags need none of it.
"""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

_MADE: dict[Any, Callable[[Any], Any]] = {str: str, bool: bool, Path: Path, list[str]: list}


class _Coercion:
    """What Typer asks of a parameter's coercion; see `RuntimeParam` in `typer._coercion`."""

    def __init__(self, make: Callable[[Any], Any]) -> None:
        self._make = make

    def coerce(self, value: Any, param: Any, ctx: Any) -> Any:
        """The value of the parameter, None where nothing was typed."""
        return None if value is None else self._make(value)


def read_as_written(parameters: Iterable[Any]) -> None:
    """Have those parameters that need no more than their text read without pydantic.

    For any other type, and should Typer come to do it otherwise, all stays as Typer does it.
    """
    for parameter in parameters:
        make = _MADE.get(parameter.type_descriptor.annotation)
        if make is not None:
            parameter._runtime_param = _Coercion(make)
