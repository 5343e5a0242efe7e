"""The command lines in a page of the documentation, as somebody would type them."""

import re
import shlex
from collections.abc import Collection, Iterator, Mapping
from itertools import dropwhile, groupby

Line = tuple[str, ...]
"""What is typed after `wallethelp`."""
Commands = Mapping[Line, Mapping[str, bool]]
"""Every command with its options, and whether they stand alone."""
_BLOCK = re.compile(r"^ *```(\w*)\n(.*?)^ *```", re.MULTILINE | re.DOTALL)
_INLINE = re.compile(r"`([^`]+)`")
_SHELLS = ("sh", "powershell")
_SUBSTITUTED = re.compile(r"\$\(([^)]*)\)")
_SEVERAL = re.compile(r"(--[\w-]+) (\w+(?:(?:, |、)\w+)+)")
"""An option with all its values: `--format text, json`."""
_ASSIGNED = re.compile(r"\w+=")
_MEANT = re.compile("[A-Z]+|文件夹?|指南|编号|名字")
"""What stands for a value."""
_SIGNS = frozenset("|&;()<>")


def in_blocks(page: str) -> Iterator[Line]:
    """What the blocks of shell lines start the program with."""
    for kind, text in _BLOCK.findall(page):
        if kind in _SHELLS:
            for line in text.replace("\\\n", " ").replace("\\", "/").splitlines():
                yield from typed(line)


def in_sentences(page: str, commands: Commands) -> Iterator[Line]:
    """What is named in sentences and tables: whole, or by a command or an option alone."""
    for paragraph in re.split(r"\n\s*\n", _BLOCK.sub("", page)):
        for code in _INLINE.findall(paragraph):
            for line in _one_a_value(" ".join(code.split())):
                yield from list(typed(line)) or _short(line, commands)


def typed(line: str) -> Iterator[Line]:
    """What a line of shell starts the program with, whatever else is started there."""
    words = _words(line)
    for word in words:
        for inner in _SUBSTITUTED.findall(word):
            yield from typed(inner)
    for is_sign, group in groupby(words, lambda word: _SIGNS.issuperset(word)):
        command = list(dropwhile(_ASSIGNED.match, group))
        if is_sign or not command:
            continue
        if command[0] == "uvx" or command[:2] == ["pipx", "run"]:
            command = list(dropwhile(lambda word: word != "wallethelp", command)) or command
        if command[0].rpartition("/")[2] in ("wallethelp", "wallethelp.exe"):
            yield tuple(command[1:])


def _words(line: str) -> list[str]:
    reader = shlex.shlex(line, posix=True, punctuation_chars="".join(_SIGNS))
    reader.whitespace_split = True
    try:
        return list(reader)
    except ValueError:
        return []


def _one_a_value(line: str) -> Iterator[str]:
    listed = _SEVERAL.search(line)
    if listed is None:
        yield line
    else:
        for value in re.split(r", |、", listed[2]):
            yield line.replace(listed[0], f"{listed[1]} {value}")


def _short(line: str, commands: Commands) -> Iterator[Line]:
    """A line that begins with a command, or an option of one, made whole."""
    words = _words(line)
    if not words or not (re.match("--[a-z]", words[0]) or (words[0],) in commands):
        return
    options: Collection[str] = {name for each in commands.values() for name in each}
    named, *values = words
    # What is only named need but be there.
    if tuple(words) in commands or (named in options and all(map(_MEANT.fullmatch, values))):
        return
    if words[0].startswith("--") and not any((word,) in commands for word in words):
        words = [*next((each for each in commands if words[0] in commands[each]), ()), *words]
    taking = commands.get(tuple(words[:2]), commands.get((words[0],), {}))
    yield tuple(words if taking.get(words[-1], True) else words[:-1])
