"""What public functions raise is said in their docstrings; Ruff sees to it that they have one."""

import ast
from collections.abc import Iterator

from tests.support import ROOT

SOURCES = sorted((ROOT / "src").rglob("*.py"))


def raised_in(function: ast.AST) -> Iterator[str]:
    """What is raised there and then: the name of its type, or of the function that makes it."""
    for part in ast.iter_child_nodes(function):
        if isinstance(part, ast.Raise) and isinstance(part.exc, ast.Call):
            yield ast.unparse(part.exc.func).rpartition(".")[2]
        if not isinstance(part, ast.FunctionDef | ast.Lambda):
            yield from raised_in(part)


def unsaid(source: str) -> Iterator[str]:
    """The public functions that raise what neither they nor their class speak of."""

    def below(node: ast.AST, said: str) -> Iterator[str]:
        for part in ast.iter_child_nodes(node):
            match part:
                case ast.ClassDef(name=name) if not name.startswith("_"):
                    yield from below(part, ast.get_docstring(part) or "")
                case ast.FunctionDef(name=name) if not name.startswith("_"):
                    words = f"{said} {ast.get_docstring(part) or ''}"
                    for raised in raised_in(part):
                        # `raise unknown_name(…)`: what it makes is known where it is declared.
                        wanted = raised if raised[0].isupper() else "aise"
                        if wanted not in words:
                            yield f"{name}: {raised}"

    yield from below(ast.parse(source), "")


def test_what_a_public_function_raises_is_in_its_docstring() -> None:
    found = {path.name: list(unsaid(path.read_text("utf-8"))) for path in SOURCES}
    assert {name: raised for name, raised in found.items() if raised} == {}


def test_what_is_not_said_is_found() -> None:
    said = "def f():\n    '''Raises OSError.'''\n    raise OSError(1)\n"
    assert list(unsaid(said)) == []
    assert list(unsaid(said.replace("Raises OSError", "Opens it"))) == ["f: OSError"]
    assert list(unsaid(said.replace("raise OSError", "raise KeyError"))) == ["f: KeyError"]
    made = "def f():\n    '''Opens it.'''\n    raise unknown(1)\n"
    assert list(unsaid(made)) == ["f: unknown"]
