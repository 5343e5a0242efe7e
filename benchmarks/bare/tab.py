"""What a Tab asks of a bare program: names that a function offers."""

from typing import Annotated

import typer

app = typer.Typer()


def names() -> list[str]:
    """The names there are."""
    return ["kdou", "topay", "upay", "other"]


@app.command()
def channels(wallet: Annotated[str, typer.Argument(autocompletion=names)]) -> None:
    """Take one of them."""
    typer.echo(wallet)


@app.command()
def guides() -> None:
    """Be the second command, so that the first has to be named."""


if __name__ == "__main__":
    app(prog_name="bare")
