"""One file read with PyYAML's C loader and shown as a table: against `channels` and `guides`."""

from pathlib import Path
from typing import Any

import typer
import yaml
from rich.console import Console
from rich.table import Table

app = typer.Typer()


def _rows(data: dict[str, Any]) -> list[tuple[str, str]]:
    return [
        (name, str(value if isinstance(value, str) else len(value)))
        for name, value in data.items()
        if isinstance(value, str | dict | list)
    ]


@app.command()
def lookup(file: Path) -> None:
    """Show what stands in a file."""
    data = yaml.load(file.read_bytes(), yaml.CSafeLoader)
    table = Table("name", "value")
    for name, value in _rows(data):
        table.add_row(name, value)
    Console().print(table)


if __name__ == "__main__":
    app()
