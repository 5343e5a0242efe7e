"""Asking for one detail: a choice from a list, or text that passes the one door."""

from datetime import datetime
from typing import TypedDict

from wallethelp.core.duration import Calendar
from wallethelp.core.entry import NotUnderstood, read_entry
from wallethelp.core.model import FieldSpec
from wallethelp.core.privacy import Doubtful, Refused
from wallethelp.core.text import Text
from wallethelp.core.values import Detail, Picked, Reply, Skipped, Unknown
from wallethelp.i18n import _, say
from wallethelp.render import words
from wallethelp.render.formats import evidence_states
from wallethelp.ui.prompts import UI, Back, Choice, Select, Sign, TextPrompt, Value


class Frame(TypedDict):
    """What stands around a question, whatever its kind."""

    key: str
    question: str
    heading: str
    explanation: tuple[str, ...]
    can_go_back: bool
    optional: bool


def ask_detail(
    ui: UI,
    spec: FieldSpec,
    frame: Frame,
    *,
    now: datetime,
    calendar: Calendar,
    default: Reply | None = None,
) -> Detail | Unknown | Skipped | Back:
    """Ask for the field `spec` until there is a reply that may be kept, or BACK."""
    if spec.kind in ("choice", "evidence"):
        return _chosen(ui, spec, frame, default)
    return _typed(ui, spec, frame, now, calendar, default)


def _chosen(
    ui: UI, spec: FieldSpec, frame: Frame, default: Reply | None
) -> Detail | Unknown | Skipped | Back:
    labels = (
        evidence_states()
        if spec.kind == "evidence"
        else {name: say(option.label) for name, option in spec.options.items()}
    )
    match default:
        case Detail(value=Picked(option=name)):
            start: Value = name
        case Unknown():
            start = Sign.UNKNOWN
        case _:
            # A hasty Enter must not claim that something is at hand.
            start = Sign.SKIP if frame["optional"] else Sign.UNKNOWN
    last = [Choice(Sign.UNKNOWN, _("I don't know"))]
    if frame["optional"]:
        last.append(Choice(Sign.SKIP, _("Skip this")))
    chosen = ui.select(
        Select(
            **frame,
            notes=why_and_find(spec.why, spec.find),
            choices=(*(Choice(name, label) for name, label in labels.items()), *last),
            default=start,
        )
    )
    if isinstance(chosen, Back):
        return chosen
    if isinstance(chosen, Sign):
        return Unknown() if chosen is Sign.UNKNOWN else Skipped()
    return Detail(value=Picked(option=chosen), words=labels[chosen])


def _typed(
    ui: UI,
    spec: FieldSpec,
    frame: Frame,
    now: datetime,
    calendar: Calendar,
    default: Reply | None,
) -> Detail | Unknown | Skipped | Back:
    notes = (
        *why_and_find(spec.why, spec.find),
        words.hint(spec),
        _("If you don't know, press Enter to skip."),
    )
    start = default.words if isinstance(default, Detail) else ""
    problem = ""
    while True:
        raw = ui.text(
            TextPrompt(
                **frame,
                notes=tuple(note for note in notes if note),
                default=start,
                problem=problem,
            )
        )
        if isinstance(raw, Back):
            return raw
        entry = read_entry(raw, spec, now=now, calendar=calendar)
        if isinstance(entry, Doubtful) and _confirm(ui, frame["key"], entry):
            entry = read_entry(raw, spec, now=now, calendar=calendar, confirmed=True)
        match entry:
            case NotUnderstood(problem=why):
                problem, start = words.not_understood(why, spec), raw[:200]
            case Refused(secret=secret):
                problem, start = words.refused(secret), ""
            case Doubtful():
                problem, start = _("It was not saved."), ""
            case Detail() | Unknown() | Skipped():
                return entry


def _confirm(ui: UI, key: str, doubt: Doubtful) -> bool:
    chosen = ui.select(
        Select(
            key=f"{key}?",
            question=words.doubtful(doubt.doubt),
            notes=(_("Card numbers and keys are never kept. If you are not sure, say no."),),
            choices=(Choice(Sign.NO, _("No, or not sure")), Choice(Sign.YES, _("Yes, keep it"))),
            default=Sign.NO,
        )
    )
    return chosen is Sign.YES


def why_and_find(why: Text | None, find: Text | None) -> tuple[str, ...]:
    """Why it is asked and where to look, as far as the author says."""
    templates = ((_("Why: {text}"), why), (_("Where to look: {text}"), find))
    return tuple(template.format(text=say(text)) for template, text in templates if text)
