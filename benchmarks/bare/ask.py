"""Two questions with Questionary: against the wizard's."""

import questionary
import typer

app = typer.Typer()


@app.command()
def ask() -> None:
    """Ask two questions."""
    choices = ["It was not credited", "It was refused", "My account", "Something else"]
    typer.echo(questionary.select("What is going on?", choices=choices).ask())
    typer.echo(questionary.select("Is that all?", choices=["Yes", "No"]).ask())


if __name__ == "__main__":
    app()
