"""A pack whose guide asks every kind of question."""

from pathlib import Path

from tests.support import SMALL_PACK, WeekendsOnly, write_pack
from wallethelp.core.session import World
from wallethelp.pack.load import load

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


def every_kind(folder: Path, guide: str = EVERY_KIND) -> World:
    """A small pack whose guide `every` asks every kind of question."""
    files = {
        "guides/every.yaml": guide,
        "fields.yaml": SMALL_PACK["fields.yaml"] + MORE_FIELDS,
    }
    loaded = load(write_pack(folder, files))
    assert not [mistake for mistake in loaded.mistakes if not mistake.is_warning]
    return World(pack=loaded.pack, calendar=WeekendsOnly())
