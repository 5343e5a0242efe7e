"""A first question with Questionary: against the wizard's."""

import questionary
import typer

app = typer.Typer()


@app.command()
def ask() -> None:
    """Ask one question."""
    choices = ["It was not credited", "It was refused", "My account", "Something else"]
    typer.echo(questionary.select("What is going on?", choices=choices).ask())


if __name__ == "__main__":
    app()
