"""A person as a UI: replies in order whatever is asked, and a record of what was."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests.support import SMALL_PACK, WeekendsOnly, write_pack
from wallethelp.core.session import World
from wallethelp.pack.load import load
from wallethelp.ui.prompts import (
    Back,
    Choice,
    Prompt,
    Select,
    SelectMany,
    TextPrompt,
    Tone,
    Value,
    meant_by,
)

Reply = Value | tuple[Value, ...] | Back
"""A sign of ours may be given by its name, as in an answers file."""


@dataclass(slots=True)
class Person:
    """Gives `replies` one after the other; running out of them is a mistake of the test."""

    replies: list[Reply]
    asked: list[Prompt] = field(default_factory=list)
    log: list[str] = field(default_factory=list)
    """What happened in its order: `ask KEY`, `tell TONE`, and whatever a test adds."""
    told: list[str] = field(default_factory=list)

    def select(self, prompt: Select) -> Value | Back:
        reply = self._next(prompt)
        assert not isinstance(reply, tuple), prompt.key
        return reply if isinstance(reply, Back) else self._meant(reply, prompt)

    def select_many(self, prompt: SelectMany) -> tuple[Value, ...] | Back:
        reply = self._next(prompt)
        if isinstance(reply, Back):
            return reply
        assert isinstance(reply, tuple), prompt.key
        return tuple(self._meant(each, prompt) for each in reply)

    def text(self, prompt: TextPrompt) -> str | Back:
        reply = self._next(prompt)
        assert isinstance(reply, str | Back), prompt.key
        return reply

    def tell(self, lines: Sequence[str], tone: Tone = "plain") -> None:
        self.log.append(f"tell {tone}")
        self.told.extend(lines)

    def prompt(self, key: str) -> Prompt:
        """The last prompt of this key."""
        return next(prompt for prompt in reversed(self.asked) if prompt.key == key)

    @property
    def keys(self) -> list[str]:
        """The keys asked for, in order."""
        return [prompt.key for prompt in self.asked]

    def _meant(self, reply: Value, prompt: Select | SelectMany) -> Value:
        known = [choice.value for choice in prompt.choices]
        meant = meant_by(reply, known)
        assert meant is not None, (prompt.key, reply, known)
        return meant

    def _next(self, prompt: Prompt) -> Reply:
        self.asked.append(prompt)
        self.log.append(f"ask {prompt.key}")
        assert self.replies, f"nothing left to reply to {prompt.key}"
        reply = self.replies.pop(0)
        if isinstance(reply, Back):
            assert prompt.can_go_back, f"no way back from {prompt.key}"
        return reply


def person(*replies: Reply) -> Person:
    """A person with these replies."""
    return Person(list(replies))


def values(choices: Iterable[Choice]) -> list[str]:
    """The values of choices, in order; a sign of ours by its name."""
    return [c.value if isinstance(c.value, str) else c.value.value for c in choices]


EVERY_KIND = """\
id: every
title: {zh: 全部, en: Every kind}
category: money
start: gone
steps:
  gone:
    ask: {zh: 扣了吗, en: Is it gone}
    options:
      charged: {label: {zh: 是, en: Charged}, next: seen}
      not-charged: {label: {zh: 否, en: Not charged}, next: refresh}
    unknown: seen
    facts: [general.one]
  seen:
    ask_many: {zh: 看到什么, en: What do you see}
    options:
      notice: {label: {zh: 通知, en: A notice}, says: {zh: 有通知。, en: There is a notice.}}
      error: {label: {zh: 报错, en: An error}, needs: [record]}
      nothing: {label: {zh: 没有, en: An empty page}, says: {zh: 空白。, en: It is empty.}}
    next: refresh
    unknown: refresh
  refresh:
    try: {zh: 刷新, en: Refresh}
    fixed: done
    next: details
  details:
    collect: [amount, due]
    optional: [order, note, proof]
    next: report
  report:
    end: contact
    title: {zh: 联系, en: Contact}
    request: {zh: "查 {amount} {due} {order} {note}", en: "Trace {amount} {due} {order} {note}"}
    needs: [quick]
  done:
    end: resolved
    title: {text: solved}
"""

MORE_FIELDS = """\
order:
  kind: reference
  label: {zh: 单号, en: Order}
  ask: {zh: 单号, en: Which order}
  missing: {zh: 某单号, en: some order}
note:
  kind: text
  label: {zh: 说明, en: Note}
  ask: {zh: 怎么了, en: What happened}
  missing: {zh: 无, en: nothing}
proof:
  kind: evidence
  label: {zh: 截图, en: Proof}
  ask: {zh: 有截图吗, en: Is there proof}
  missing: {zh: 截图, en: proof}
"""


def every_kind(folder: Path) -> World:
    """A small pack whose guide `every` asks every kind of question."""
    files = {
        "guides/every.yaml": EVERY_KIND,
        "fields.yaml": SMALL_PACK["fields.yaml"] + MORE_FIELDS,
    }
    loaded = load(write_pack(folder, files))
    assert not [mistake for mistake in loaded.mistakes if not mistake.is_warning]
    return World(pack=loaded.pack, calendar=WeekendsOnly())
