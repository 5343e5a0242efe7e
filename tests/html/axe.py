"""axe-core, which finds what keeps people with a disability from reading a page."""

import os
from functools import cache
from pathlib import Path
from typing import Any

from tests.html.browser import BrowserError, Tab

AXE_MISSING = (
    "no axe-core to look at the HTML export with: `npm pack axe-core`,"
    " and set AXE to its axe.min.js"
)
_FOUND = """
axe.run(document, {resultTypes: ['violations', 'incomplete']}).then(results => ({
  passes: results.passes.length,
  found: [...results.violations, ...results.incomplete]
    .map(rule => ({id: rule.id, nodes: rule.nodes.filter(node => !(%s))}))
    .filter(rule => rule.nodes.length)
    .map(rule => `${rule.id}: ${rule.nodes.map(node => node.html.slice(0, 120)).join(' | ')}`),
}))
"""
_COVERED = "node.any.some(check => /^elmPartially/.test(check.data?.messageKey))"


@cache
def source() -> str | None:
    """The script that AXE names, or None where it names none."""
    named = os.environ.get("AXE")
    if not named:
        return None
    if not Path(named).is_file():
        raise BrowserError(f"AXE names no file: {named}")
    return Path(named).read_text("utf-8")


def looked_at(tab: Tab, *, scrolls: bool = False) -> tuple[int, list[str]]:
    """How many rules the open page passes, and what axe finds or cannot decide.

    Of a page in which parts scroll by themselves, axe cannot decide the contrast of what is half
    scrolled away or beside such a text; with `scrolls` that is left out.
    """
    script = source()
    if script is None:
        raise BrowserError(AXE_MISSING)
    tab.evaluate(f"{script};0")
    seen: dict[str, Any] = tab.evaluate(_FOUND % (_COVERED if scrolls else "false"))
    return seen["passes"], seen["found"]
