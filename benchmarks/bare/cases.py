"""Rows of JSON in SQLite, one of them shown as a table: against `cases` and `export`."""

import json
import sqlite3
from pathlib import Path

import typer
from rich.console import Console
from rich.table import Table

app = typer.Typer()


@app.command()
def cases(file: Path) -> None:
    """List what is kept in a file."""
    with sqlite3.connect(file) as connection:
        rows = connection.execute("SELECT id, session FROM cases ORDER BY updated DESC").fetchall()
    table = Table("case", "answers")
    for name, session in rows:
        table.add_row(name, str(len(json.loads(session)["session"]["answers"])))
    Console().print(table)


if __name__ == "__main__":
    app()
