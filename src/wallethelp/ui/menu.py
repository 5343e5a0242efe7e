"""The first screens: which problem it is, in the person's own words or from a list."""

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Literal

from msgspec import Struct
from msgspec.structs import replace

from wallethelp.core.model import Listed, Pack
from wallethelp.core.privacy.verdicts import Passed
from wallethelp.core.text import Language, clean
from wallethelp.i18n import _, language, readable, say, speak
from wallethelp.render import words
from wallethelp.ui.prompts import BACK, UI, Back, Choice, Select, Sign, TextPrompt, Value

if TYPE_CHECKING:
    from wallethelp.core.triage.guides import Triage


MOST_COMMON = 5
"""Problems on the first screen: with them it has at most nine lines."""
LONGEST_SAID = 80
"""Characters of a sentence said back: so that the person knows it for theirs."""
SECOND_PROBLEM = 0.2
"""Beside an emergency, a problem scored so is offered too."""
LONGEST_NAME = 40
"""Characters of the name of the person helped: it stands in headings."""
_OTHER: dict[Language, tuple[Language, str]] = {"zh": ("en", "English"), "en": ("zh", "中文")}


class Asker(Struct, frozen=True):
    """Who asks, as far as it is known: their wallet, and for whom they ask."""

    wallet: str | None = None
    helping: str | None = None


class Chosen(Struct, frozen=True):
    """What the menu came to, and the screen on which it was chosen: going back leads there."""

    guide: str
    asker: Asker
    on: Literal["first", "rest", "every", "found"] = "first"
    said: str = ""
    """The sentence it was found by."""


class Resume(Struct, frozen=True):
    """The person goes on with an unfinished case; `label` says its line in the menu, in the
    language in use by then.
    """

    case_id: str
    label: Callable[[], str]


class Due(Struct, frozen=True):
    """The person looks at a case in which something is due; `label` as for Resume."""

    case_id: str
    label: Callable[[], str]


DUE_SIGNS = (Sign.DUE, Sign.DUE_NEXT)
"""Lines for what is due: more would push the problems off the screen."""


class Menu(Struct, frozen=True, kw_only=True):
    """The first screens. `find` ranks the guides for a sentence, `remember` is told when the
    language is switched, `due` stands below the emergency, and `unfinished` is offered to go on
    with.
    """

    pack: Pack
    ui: UI
    find: "Callable[[str], Triage]"
    remember: Callable[[Language], None]
    unfinished: Resume | None = None
    due: tuple[Due, ...] = ()

    def choose(self, asker: Asker, *, left: Chosen | None = None) -> Chosen | Resume | Due:
        """Ask until a guide is chosen, beginning on the screen where `left` was."""
        chosen = self._once_more(asker, left) if left is not None else None
        while not isinstance(chosen, Chosen):
            match self._first_screen(asker):
                case Sign.DUE | Sign.DUE_NEXT as sign:
                    return self.due[DUE_SIGNS.index(sign)]
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

    def understood(self, asker: Asker, text: str) -> Chosen | Back | None:
        """`found` for what somebody began with: the guide it is about is told at once.

        They read it while prompts are loaded and the sentence is searched for secrets.
        """
        triage = self.find(text)
        if triage.is_clear or triage.is_alarm:
            first = say(self.pack.guides[triage.matches[0].guide].title)
            self.ui.tell([_("This sounds like: {guide}").format(guide=first)])
        return self._confirmed(asker, text, triage)

    def found(self, asker: Asker, text: str, *, left: Chosen | None = None) -> Chosen | Back | None:
        """The guide meant by a sentence, confirmed by the person.

        None where it is like no guide, which is said. Begins on the screen where `left` was.
        """
        return self._confirmed(asker, text, self.find(text), left=left)

    def _confirmed(
        self, asker: Asker, text: str, triage: "Triage", *, left: Chosen | None = None
    ) -> Chosen | Back | None:
        said = self._said_back(text)
        named = replace(asker, wallet=asker.wallet or triage.wallet)
        if not triage.matches and triage.wallet is not None and not triage.is_off_topic:
            wallet = say(self.pack.wallets[triage.wallet].name)
            self.ui.tell([*said, _("{wallet}: what happened?").format(wallet=wallet)])
            return self._every(named, text)
        if not triage.matches:
            nothing = _("I did not understand that. Try other words, or choose below.")
            self.ui.tell([*said, nothing], "quiet")
            return None
        if triage.is_off_topic and not triage.is_alarm:
            said = (*said, _("This does not look like a problem one of the guides is for."))
        listed = _offered(triage)
        on_every = left is not None and left.on == "every"
        while True:
            chosen: Value | Back = Sign.NONE
            if not on_every:
                chosen = self.ui.select(
                    Select(
                        key="menu:found",
                        question=_("Is it this?")
                        if len(listed) == 1
                        else _("Which of these is it?"),
                        notes=said,
                        choices=(
                            *self._titles(self._listed(listed)),
                            Choice(Sign.NONE, _("None of these: show me everything")),
                        ),
                        default=listed[0],
                    )
                )
            on_every = False
            if isinstance(chosen, Back):
                return BACK
            if isinstance(chosen, str):
                return Chosen(chosen, named, "found", text)
            every = self._every(named, text)
            if isinstance(every, Chosen):
                return every

    def _once_more(self, asker: Asker, left: Chosen) -> Chosen | Back | None:
        """The screen where `left` was chosen, and from there what leads on."""
        if left.said:
            return self._describe(asker, left)
        if left.on == "first":
            return None
        return self._rest(asker, left)

    def _said_back(self, text: str) -> tuple[str, ...]:
        """A sentence as it was understood to stand there, unless it may hold a secret."""
        from wallethelp.core.privacy.door import find_secret, inspect

        secret = find_secret(clean(text))
        if secret is not None:
            self.ui.tell([words.refused(secret)], "warning")
        verdict = inspect(clean(text), "free")
        if not isinstance(verdict, Passed):
            return ()
        shown = verdict.text
        if len(shown) > LONGEST_SAID:
            shown = shown[: LONGEST_SAID - 1] + "…"
        return (_("You wrote: {text}").format(text=shown),)

    def _describe(self, asker: Asker, left: Chosen | None = None) -> Chosen | Back | None:
        from wallethelp.core.privacy.door import inspect

        text = left.said if left is not None else ""
        while True:
            if left is None:
                given = self.ui.text(
                    TextPrompt(
                        key="menu:describe",
                        question=_("What happened? One sentence is enough."),
                        notes=(_("In your own words. No passwords or codes."),),
                        # A secret is not offered again.
                        default=text if isinstance(inspect(clean(text), "free"), Passed) else "",
                    )
                )
                if isinstance(given, Back) or not given.strip():
                    return BACK
                text = given
            found = self.found(asker, text, left=left)
            if not isinstance(found, Back):
                return found
            left = None

    def _first_screen(self, asker: Asker) -> Value | Back:
        while True:
            (emergency,) = self._listed([self.pack.info.emergency])
            resume = self.unfinished
            switched, name = _OTHER[language()]
            more = Choice(Sign.MORE, _("Something else"))
            chosen = self.ui.select(
                Select(
                    key="menu:what",
                    heading=_(
                        "Not any wallet's own program · offline · asks for no passwords or codes"
                    ),
                    question=self._question(asker, _("What is going on?")),
                    notes=self._marks(),
                    choices=(
                        Choice(Sign.EMERGENCY, say(emergency.about or emergency.title)),
                        *(
                            Choice(sign, due.label())
                            for sign, due in zip(DUE_SIGNS, self.due, strict=False)
                        ),
                        Choice(Sign.DESCRIBE, _("Describe the problem in one sentence")),
                        *([Choice(Sign.RESUME, resume.label())] if resume is not None else []),
                        *self._titles(self._common),
                        *([more] if self._others or asker.helping is None else []),
                        *([Choice(Sign.LANGUAGE, name)] if switched in readable() else []),
                    ),
                    # A double Enter must not start an emergency.
                    default=Sign.DESCRIBE,
                    can_go_back=False,
                    explanation=(
                        _("Choose what comes nearest; the questions after it find out the rest."),
                        _("Nothing you type here is sent anywhere."),
                    ),
                )
            )
            if chosen is not Sign.LANGUAGE:
                return chosen
            speak(switched)
            self.remember(switched)

    def _marks(self) -> tuple[str, ...]:
        """Whose guides these are, where they did not come with the program."""
        if self.pack.fingerprint is None:
            return ()
        from wallethelp.render.foreign import foreign

        part = foreign(self.pack)
        return (part.text,) if part is not None else ()

    def _rest(self, asker: Asker, left: Chosen | None = None) -> Chosen | Back:
        """The guides that are not on the first screen; here a person can say whom they help."""
        helped = left.asker.helping if left is not None and left.on == "every" else None
        while True:
            if helped is None:
                helping = Choice(Sign.HELPING, _("I am helping somebody else"))
                chosen = self.ui.select(
                    Select(
                        key="menu:guide",
                        question=self._question(asker, _("What is the problem?")),
                        choices=(
                            *self._titles(self._others),
                            *([helping] if asker.helping is None else []),
                        ),
                    )
                )
                if isinstance(chosen, Back):
                    return BACK
                if isinstance(chosen, str):
                    return Chosen(chosen, asker, "rest")
            about_them = self._for_somebody(asker, helped)
            if isinstance(about_them, Chosen):
                return about_them
            helped = None

    def _for_somebody(self, asker: Asker, helped: str | None) -> Chosen | Back:
        """Whom the person helps, and every guide once more, about them."""
        name = ""
        while True:
            whom = helped if helped is not None else _whom(self.ui, name)
            helped = None
            if not whom:
                return BACK
            chosen = self._every(replace(asker, helping=whom))
            if isinstance(chosen, Chosen):
                return chosen
            name = whom

    def _every(self, asker: Asker, said: str = "") -> Chosen | Back:
        """Every guide, in the order of the menu groups."""
        chosen = self.ui.select(
            Select(
                key="menu:guide",
                question=self._question(asker, _("What is the problem?")),
                choices=self._titles(self._guides),
            )
        )
        return Chosen(chosen, asker, "every", said) if isinstance(chosen, str) else BACK

    def _question(self, asker: Asker, question: str) -> str:
        if asker.helping is None:
            return question
        return _("For {name}: {question}").format(name=asker.helping, question=question)

    @property
    def _guides(self) -> Sequence[Listed]:
        """Every guide that can be chosen, in the order of the menu groups."""
        return self.pack.in_menu

    @property
    def _common(self) -> list[Listed]:
        """The guides on the first screen."""
        named = self._listed(self.pack.info.common)
        # The emergency has a line of its own.
        common = [g for g in named or self._guides if g.id != self.pack.info.emergency]
        lines = (self.unfinished is not None) + len(self.due)
        return common[: MOST_COMMON - lines]

    @property
    def _others(self) -> list[Listed]:
        """The guides that are not on the first screen."""
        shown = {self.pack.info.emergency, *(guide.id for guide in self._common)}
        return [guide for guide in self._guides if guide.id not in shown]

    def _listed(self, names: Iterable[str]) -> list[Listed]:
        listed = {guide.id: guide for guide in self.pack.listed}
        return [listed[name] for name in names]

    def _titles(self, guides: Iterable[Listed]) -> tuple[Choice, ...]:
        return tuple(Choice(guide.id, say(guide.title)) for guide in guides)


def _offered(triage: "Triage") -> list[str]:
    """The guides to choose from: a clear winner alone, or beside another problem an emergency."""
    first, *others = [match.guide for match in triage.matches[:3]]
    if triage.is_alarm:
        others = [match.guide for match in triage.matches[1:2] if match.score >= SECOND_PROBLEM]
    elif triage.is_clear:
        others = []
    return [first, *others]


def _whom(ui: UI, name: str) -> str:
    """A name that may be kept, `name` by default; empty where nobody is helped after all."""
    problem = ""
    while True:
        text = ui.text(
            TextPrompt(
                key="menu:helping",
                question=_("Whom are you helping? For example: my mother"),
                notes=(_("It stands in the case and in the message to support."),),
                problem=problem,
                default=name,
            )
        )
        if isinstance(text, Back):
            return ""
        name, problem = read_name(text)
        if not problem:
            return name


def read_name(text: str) -> tuple[str, str]:
    """A name for the person helped that may be kept, or nothing; and why what was given may not."""
    from wallethelp.core.privacy.door import inspect

    # Looked at whole: half a recovery phrase would not be recognised any more.
    verdict = inspect(clean(text), "free")
    if not isinstance(verdict, Passed):
        return "", words.not_kept(verdict)
    name = verdict.text.strip()
    if len(name) > LONGEST_NAME:
        return "", _("Shorter, please: at most {n} characters.").format(n=LONGEST_NAME)
    return name, ""
