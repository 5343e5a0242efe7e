"""The first screens: what kind of trouble, which wallet, which guide."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from wallethelp.core.model import Pack
from wallethelp.core.privacy import Passed, find_secret, inspect
from wallethelp.core.text import Language, clean
from wallethelp.core.triage import Triage
from wallethelp.i18n import _, language, say, speak
from wallethelp.render import words
from wallethelp.ui.prompts import BACK, UI, Back, Choice, Select, Sign, TextPrompt, Value

PAGE_SIZE = 8
"""Entries before “more”: a list has at most nine lines."""
LONGEST_NAME = 40
"""Characters of the name of the person helped: it stands in headings."""
_OTHER: dict[Language, tuple[Language, str]] = {"zh": ("en", "English"), "en": ("zh", "中文")}


@dataclass(frozen=True, slots=True)
class Chosen:
    """What the menu came to. An emergency names no wallet: there is no time to ask."""

    wallet: str | None
    guide: str
    helping: str | None = None


@dataclass(frozen=True, slots=True)
class Resume:
    """The person goes on with an unfinished case; `label` says its line in the menu, in the
    language in use then.
    """

    case_id: str
    label: Callable[[], str]


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks, as far as it is known before the menu: their wallet, and for whom they ask."""

    wallet: str | None = None
    helping: str | None = None


def choose(
    pack: Pack,
    ui: UI,
    known: Asker,
    *,
    find: Callable[[str], Triage],
    remember: Callable[[Language], None],
    unfinished: Resume | None = None,
) -> Chosen | Resume:
    """Ask until a guide is chosen; `find` ranks the guides for a sentence, and `remember` is told
    when the language is switched. A wallet already known is not asked for. `unfinished` is offered
    to go on with.
    """
    while True:
        what = _what(pack, ui, remember, unfinished)
        if what is Sign.RESUME and unfinished is not None:
            return unfinished
        if what is Sign.EMERGENCY:
            return Chosen(known.wallet, pack.info.emergency, known.helping)
        if isinstance(what, Sign):
            chosen = _describe(pack, ui, known, find)
        else:
            chosen = _wallet_and_guide(pack, ui, what, known)
        if not isinstance(chosen, Back):
            return chosen


def _describe(pack: Pack, ui: UI, known: Asker, find: Callable[[str], Triage]) -> Chosen | Back:
    text = ui.text(
        TextPrompt(
            key="menu:describe",
            question=_("What happened? One sentence is enough."),
            notes=(_("In your own words. No passwords or codes."),),
        )
    )
    if isinstance(text, Back) or not text.strip():
        return BACK
    return choose_found(pack, ui, known, text, find(text))


def choose_found(pack: Pack, ui: UI, known: Asker, text: str, triage: Triage) -> Chosen | Back:
    """The guide meant by a sentence, confirmed by the person; BACK where it is none of them."""
    secret = find_secret(clean(text))
    if secret is not None:
        ui.tell([words.refused(secret)], "warning")
    if triage.is_off_topic and not triage.is_alarm:
        ui.tell([_("This does not look like a problem one of the guides is for.")], "quiet")
        return BACK
    found = [match.guide for match in triage.matches[: 1 if triage.is_clear else 3]]
    chosen = ui.select(
        Select(
            key="menu:found",
            question=_("Is it this?") if triage.is_clear else _("Which of these is it?"),
            choices=(
                *(Choice(guide, say(pack.guides[guide].title)) for guide in found),
                Choice(Sign.NONE, _("None of these: show me everything")),
            ),
            default=found[0],
        )
    )
    if isinstance(chosen, Back | Sign):
        return BACK
    known = Asker(known.wallet or triage.wallet, known.helping)
    if chosen == pack.info.emergency:
        return Chosen(known.wallet, chosen, known.helping)
    about = choose_wallet(pack, ui, known, can_go_back=True)
    return about if isinstance(about, Back) else Chosen(about.wallet, chosen, about.helping)


def choose_wallet(pack: Pack, ui: UI, known: Asker, *, can_go_back: bool) -> Asker | Back:
    """Which wallet it is about; here a person can also say that they ask for somebody else."""
    while known.wallet is None:
        choices = [Choice(name, say(wallet.name)) for name, wallet in pack.wallets.items()]
        if known.helping is None:
            choices.append(Choice(Sign.HELPING, _("I am helping somebody else")))
            question = _("Which wallet is it about?")
        else:
            question = _("For {name}: which wallet is it about?").format(name=known.helping)
        chosen = _pick(ui, "menu:wallet", question, choices, can_go_back)
        if isinstance(chosen, Back):
            return BACK
        if isinstance(chosen, str):
            return Asker(chosen, known.helping)
        known = Asker(None, _whom(ui))
    return known


def _whom(ui: UI) -> str | None:
    problem = ""
    while True:
        text = ui.text(
            TextPrompt(
                key="menu:helping",
                question=_("Whom are you helping? For example: my mother"),
                notes=(_("It stands in the case and in the message to support."),),
                problem=problem,
            )
        )
        if isinstance(text, Back):
            return None
        name, problem = read_name(text)
        if not problem:
            return name or None


def read_name(text: str) -> tuple[str, str]:
    """A name for the person helped that may be kept, or nothing; and why what was given may not."""
    # Looked at whole: half a recovery phrase would not be recognised any more.
    verdict = inspect(clean(text), "free")
    if not isinstance(verdict, Passed):
        return "", words.not_kept(verdict)
    name = verdict.text.strip()
    if len(name) > LONGEST_NAME:
        return "", _("Shorter, please: at most {n} characters.").format(n=LONGEST_NAME)
    return name, ""


def _what(
    pack: Pack, ui: UI, remember: Callable[[Language], None], unfinished: Resume | None
) -> Value:
    while True:
        emergency = pack.guides[pack.info.emergency]
        groups = [
            Choice(category.id, say(category.title))
            for category in pack.info.categories
            if category.id != emergency.category and pack.in_category(category.id)
        ]
        switched, name = _OTHER[language()]
        chosen = ui.select(
            Select(
                key="menu:what",
                heading=_(
                    "Not any wallet's own program · offline · asks for no passwords or codes"
                ),
                question=_("What is going on?"),
                choices=(
                    Choice(Sign.EMERGENCY, say(emergency.about or emergency.title)),
                    Choice(Sign.DESCRIBE, _("Describe the problem in one sentence")),
                    *groups,
                    *([Choice(Sign.RESUME, unfinished.label())] if unfinished is not None else []),
                    Choice(Sign.LANGUAGE, name),
                ),
                # A double Enter must not start an emergency.
                default=Sign.DESCRIBE,
                can_go_back=False,
            )
        )
        if chosen is Sign.LANGUAGE:
            speak(switched)
            remember(switched)
        elif not isinstance(chosen, Back):
            return chosen


def _wallet_and_guide(pack: Pack, ui: UI, category: str, known: Asker) -> Chosen | Back:
    guides = pack.in_category(category)
    while True:
        about = choose_wallet(pack, ui, known, can_go_back=True)
        if isinstance(about, Back):
            return BACK
        if len(guides) == 1:
            return Chosen(about.wallet, guides[0].id, about.helping)
        choices = [Choice(guide.id, say(guide.title)) for guide in guides]
        guide = _pick(ui, "menu:guide", _("What is the problem?"), choices, can_go_back=True)
        if isinstance(guide, str):
            return Chosen(about.wallet, guide, about.helping)
        if known.wallet is not None:
            return BACK


def _pick(
    ui: UI, key: str, question: str, choices: Sequence[Choice], can_go_back: bool
) -> Value | Back:
    first = 0
    while True:
        page = list(choices[first : first + PAGE_SIZE])
        rest = choices[first + PAGE_SIZE :]
        if len(rest) == 1:
            page, rest = [*page, *rest], ()
        if rest:
            page.append(Choice(Sign.MORE, _("More")))
        chosen = ui.select(
            Select(
                key=key,
                question=question,
                choices=tuple(page),
                can_go_back=can_go_back or first > 0,
            )
        )
        if chosen is Sign.MORE:
            first += PAGE_SIZE
        elif isinstance(chosen, Back) and first:
            first -= PAGE_SIZE
        else:
            return chosen
