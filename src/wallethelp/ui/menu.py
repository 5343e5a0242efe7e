"""The first screens: which problem it is, in the person's own words or from a list."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Literal

from wallethelp.core.guide import Guide
from wallethelp.core.model import Pack
from wallethelp.core.privacy import Passed, find_secret, inspect
from wallethelp.core.text import Language, clean
from wallethelp.core.triage import Triage
from wallethelp.i18n import _, language, readable, say, speak
from wallethelp.render import words
from wallethelp.ui.prompts import BACK, UI, Back, Choice, Select, Sign, TextPrompt, Value

MOST_COMMON = 5
"""Problems on the first screen: with them it has at most nine lines."""
LONGEST_NAME = 40
"""Characters of the name of the person helped: it stands in headings."""
_OTHER: dict[Language, tuple[Language, str]] = {"zh": ("en", "English"), "en": ("zh", "中文")}


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks, as far as it is known: their wallet, and for whom they ask."""

    wallet: str | None = None
    helping: str | None = None


@dataclass(frozen=True, slots=True)
class Chosen:
    """What the menu came to, and the screen on which it was chosen: going back leads there."""

    guide: str
    asker: Asker
    on: Literal["first", "rest", "found"] = "first"
    said: str = ""
    """The sentence it was found by."""


@dataclass(frozen=True, slots=True)
class Resume:
    """The person goes on with an unfinished case; `label` says its line in the menu, in the
    language in use by then.
    """

    case_id: str
    label: Callable[[], str]


@dataclass(frozen=True, kw_only=True, slots=True)
class Menu:
    """The first screens. `find` ranks the guides for a sentence, `remember` is told when the
    language is switched, and `unfinished` is offered to go on with.
    """

    pack: Pack
    ui: UI
    find: Callable[[str], Triage]
    remember: Callable[[Language], None]
    unfinished: Resume | None = None

    def choose(self, asker: Asker, *, left: Chosen | None = None) -> Chosen | Resume:
        """Ask until a guide is chosen, beginning on the screen where `left` was."""
        chosen: Chosen | Back = BACK
        if left is not None and left.on == "rest":
            chosen = self._rest(asker)
        elif left is not None and left.on == "found":
            chosen = self.found(asker, left.said)
        while isinstance(chosen, Back):
            match self._first_screen(asker):
                case Sign.RESUME if self.unfinished is not None:
                    return self.unfinished
                case Sign.EMERGENCY:
                    chosen = Chosen(self.pack.info.emergency, asker)
                case Sign.DESCRIBE:
                    chosen = self._describe(asker)
                case str() as guide:
                    chosen = Chosen(guide, asker)
                case _:
                    chosen = self._rest(asker)
        return chosen

    def found(self, asker: Asker, text: str) -> Chosen | Back:
        """The guide meant by a sentence, confirmed by the person; BACK where it is none of them."""
        secret = find_secret(clean(text))
        if secret is not None:
            self.ui.tell([words.refused(secret)], "warning")
        triage = self.find(text)
        said = "" if secret is not None else _("You wrote: {text}").format(text=text.strip())
        if not triage.matches:
            not_understood = _("I did not understand that. Try other words, or choose below.")
            self.ui.tell([said, not_understood] if said else [not_understood], "quiet")
            return BACK
        if triage.is_off_topic and not triage.is_alarm:
            off_topic = _("None of the guides is about that.")
            self.ui.tell([said, off_topic] if said else [off_topic], "quiet")
            return BACK
        listed = [match.guide for match in triage.matches[: 1 if triage.is_clear else 3]]
        chosen = self.ui.select(
            Select(
                key="menu:found",
                question=_("Is it this?") if triage.is_clear else _("Which of these is it?"),
                notes=(said,) if said else (),
                choices=(
                    *self._titles(self.pack.guides[name] for name in listed),
                    Choice(Sign.NONE, _("None of these: show me everything")),
                ),
                default=listed[0],
            )
        )
        if isinstance(chosen, str):
            asker = replace(asker, wallet=asker.wallet or triage.wallet)
            return Chosen(chosen, asker, "found", text)
        return BACK if isinstance(chosen, Back) else self._rest(asker)

    def _describe(self, asker: Asker) -> Chosen | Back:
        text = self.ui.text(
            TextPrompt(
                key="menu:describe",
                question=_("What happened? One sentence is enough."),
                notes=(_("In your own words. No passwords or codes."),),
            )
        )
        return BACK if isinstance(text, Back) or not text.strip() else self.found(asker, text)

    def _first_screen(self, asker: Asker) -> Value | Back:
        while True:
            emergency = self.pack.guides[self.pack.info.emergency]
            resume = self.unfinished
            switched, name = _OTHER[language()]
            chosen = self.ui.select(
                Select(
                    key="menu:what",
                    heading=_(
                        "Not any wallet's own program · offline · asks for no passwords or codes"
                    ),
                    question=self._question(asker, _("What is going on?")),
                    choices=(
                        Choice(Sign.EMERGENCY, say(emergency.about or emergency.title)),
                        Choice(Sign.DESCRIBE, _("Describe the problem in one sentence")),
                        *([Choice(Sign.RESUME, resume.label())] if resume is not None else []),
                        *self._titles(self._common),
                        Choice(Sign.MORE, _("Something else")),
                        *([Choice(Sign.LANGUAGE, name)] if switched in readable() else []),
                    ),
                    # A double Enter must not start an emergency.
                    default=Sign.DESCRIBE,
                    can_go_back=False,
                )
            )
            if chosen is not Sign.LANGUAGE:
                return chosen
            speak(switched)
            self.remember(switched)

    def _rest(self, asker: Asker) -> Chosen | Back:
        """The guides that are not on the first screen; here a person can say whom they help."""
        shown = {self.pack.info.emergency, *(guide.id for guide in self._common)}
        rest = [guide for guide in self._guides if guide.id not in shown]
        while True:
            helping = Choice(Sign.HELPING, _("I am helping somebody else"))
            chosen = self.ui.select(
                Select(
                    key="menu:guide",
                    question=self._question(asker, _("What is the problem?")),
                    choices=(
                        *self._titles(rest),
                        *([helping] if asker.helping is None else []),
                    ),
                )
            )
            if isinstance(chosen, Back):
                return BACK
            if isinstance(chosen, str):
                return Chosen(chosen, asker, "rest")
            whom = _whom(self.ui)
            if whom is not None:
                return self._for_somebody(replace(asker, helping=whom))

    def _for_somebody(self, asker: Asker) -> Chosen | Back:
        """All the guides once more, about the person helped."""
        chosen = self.ui.select(
            Select(
                key="menu:guide",
                question=self._question(asker, _("What is the problem?")),
                choices=self._titles(self._guides),
            )
        )
        return Chosen(chosen, asker, "rest") if isinstance(chosen, str) else BACK

    def _question(self, asker: Asker, question: str) -> str:
        if asker.helping is None:
            return question
        return _("For {name}: {question}").format(name=asker.helping, question=question)

    @property
    def _guides(self) -> list[Guide]:
        """Every guide that can be chosen, in the order of the menu groups."""
        groups = self.pack.info.categories
        return [guide for group in groups for guide in self.pack.in_category(group.id)]

    @property
    def _common(self) -> list[Guide]:
        """The guides on the first screen."""
        emergency = self.pack.info.emergency
        named = [self.pack.guides[name] for name in self.pack.info.common]
        common = named or [guide for guide in self._guides if guide.id != emergency]
        return common[: MOST_COMMON - (self.unfinished is not None)]

    def _titles(self, guides: Iterable[Guide]) -> tuple[Choice, ...]:
        return tuple(Choice(guide.id, say(guide.title)) for guide in guides)


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
