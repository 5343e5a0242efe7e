"""Putting one question of a guide to whoever is there, and reading the reply."""

from collections.abc import Callable
from datetime import datetime

from msgspec import Struct

from wallethelp.core.graph import most_to_go
from wallethelp.core.guide import Ask, AskMany, Collect, Region, Try
from wallethelp.core.model import FieldSpec
from wallethelp.core.opening import OPENING_STEP
from wallethelp.core.questions import Question
from wallethelp.core.session import (
    Path,
    Session,
    World,
    default_for,
    like_before,
    start_of,
)
from wallethelp.core.values import (
    Chose,
    ChoseMany,
    Detail,
    Money,
    Reply,
    Skipped,
    Tried,
    Unknown,
    Words,
)
from wallethelp.core.which_wallet import WALLET_KEY
from wallethelp.i18n import _, language, say
from wallethelp.render import words
from wallethelp.render.questions import (
    progress,
    question_of,
    told_before,
    visit_in_words,
    wallet_called,
)
from wallethelp.ui.details import Frame, Start, ask_detail, why_and_find
from wallethelp.ui.prompts import UI, Back, Choice, Select, SelectMany, Sign, Value


class Habits(Struct, frozen=True):
    """What is likely, from the cases before: offered as the default, never taken unasked."""

    currency: str | None = None
    wallet: str | None = None
    region: Region | None = None


class Asker(Struct, frozen=True):
    """Who asks, of whom, and when."""

    world: World
    ui: UI
    now: Callable[[], datetime]
    habits: Habits

    def asked(
        self,
        session: Session,
        path: Path,
        question: Question,
        *,
        before: Reply | None = None,
        can_go_back: bool = True,
    ) -> "Asking":
        """The question, with the reply `before` as the default, or the one remembered."""
        default = before if before is not None else default_for(session, question)
        return Asking(
            world=self.world,
            session=session,
            path=path,
            question=question,
            ui=self.ui,
            now=self.now(),
            habits=self.habits,
            default=default,
            can_go_back=can_go_back,
        )


class Asking(Struct, frozen=True, kw_only=True):
    """One question, put to one UI."""

    world: World
    session: Session
    path: Path
    question: Question
    ui: UI
    now: datetime
    habits: Habits
    default: Reply | None
    can_go_back: bool

    def put(self) -> Reply | Back:
        """The reply of the person, or BACK."""
        match self.question.step:
            case Ask() as step:
                return self.ask(step)
            case AskMany() as step:
                return self.ask_many(step)
            case Try() as step:
                return self.try_(step)
            case Collect():
                return self.detail(self.question.field) if self.question.field else Skipped()

    def ask(self, step: Ask) -> Reply | Back:
        """Which one of the options; Unknown for who does not know."""
        choices = [Choice(name, say(option.label)) for name, option in step.options.items()]
        match self.default:
            case Chose(option=name):
                default: Value | None = name
            case Unknown():
                default = Sign.UNKNOWN
            case _ if self.question.key == WALLET_KEY:
                # Of several wallets none is likelier than another.
                default = self.habits.wallet or Sign.UNKNOWN
            case _:
                default = self._likely_place(step)
        notes = why_and_find(step.why, step.find)
        why = why_and_find(step.why, None)
        chosen = self._select(choices, default, notes, _("I don't know"), why=why)
        if isinstance(chosen, Back):
            return chosen
        return Unknown() if isinstance(chosen, Sign) else Chose(option=chosen)

    def _likely_place(self, step: Ask) -> str | None:
        """Where the person said they were before, in a question that asks for it."""
        places = ((name, option.region) for name, option in step.options.items())
        return next((n for n, place in places if place and place == self.habits.region), None)

    def ask_many(self, step: AskMany) -> Reply | Back:
        """Which of the options, none of them included; Unknown for who does not know."""
        choices = [Choice(name, say(option.label)) for name, option in step.options.items()]
        match self.default:
            case ChoseMany(options=names):
                defaults: tuple[Value, ...] = names or (Sign.NONE,)
            case Unknown():
                defaults = (Sign.UNKNOWN,)
            case _:
                defaults = ()
        problem = ""
        while True:
            chosen = self.ui.select_many(
                SelectMany(
                    **self._common(),
                    notes=(
                        *why_and_find(step.why, step.find),
                        _("You can choose several."),
                    ),
                    reasons=why_and_find(step.why, None),
                    hints=(_("You can choose several."),),
                    choices=(
                        *choices,
                        Choice(Sign.NONE, _("None of these")),
                        Choice(Sign.UNKNOWN, _("I don't know")),
                    ),
                    defaults=defaults,
                    alone=(Sign.NONE, Sign.UNKNOWN),
                    problem=problem,
                )
            )
            if isinstance(chosen, Back):
                return chosen
            options = tuple(value for value in chosen if isinstance(value, str))
            if options == chosen or chosen == (Sign.NONE,):
                return ChoseMany(options=options)
            if chosen == (Sign.UNKNOWN,):
                return Unknown()
            problem, defaults = words.excluded(), options

    def try_(self, step: Try) -> Reply | Back:
        """What a check came to."""
        how = tuple(f"{number}. {say(text)}" for number, text in enumerate(step.how, 1))
        why = (_("Why: {text}").format(text=say(step.why)),) if step.why is not None else ()
        stock = {
            "fixed": _("That solved it"),
            "not-fixed": _("It did not help"),
            "not-tried": _("Not tried, or I cannot"),
        }
        own: dict[str, str] = {result: say(text) for result, text in step.results.items()}
        choices = [Choice(result, own.get(result, label)) for result, label in stock.items()]
        unknown = _("I don't know") if own else _("I don't know whether it helped")
        match self.default:
            case Tried(result=result):
                default: Value | None = result
            case Unknown():
                default = Sign.UNKNOWN
            case _:
                # A double Enter answers this too: it must claim neither that all is well, nor in
                # the message that something was tried.
                default = "not-tried"
        notes = (*how, _("Do this, then choose."), *why)
        chosen = self._select(choices, default, notes, unknown, why=why, steps=how)
        match chosen:
            case Back():
                return chosen
            case "fixed" | "not-fixed" | "not-tried":
                return Tried(result=chosen)
            case _:
                return Unknown()

    def detail(self, spec: FieldSpec) -> Reply | Back:
        """A detail: read, checked for secrets and confirmed before it is one."""
        return ask_detail(
            self.ui,
            spec,
            self._common(),
            now=self.now,
            calendar=self.world.calendar,
            default=self.default or like_before(spec, self.path.replies) or self._retold(spec),
            start=self._start(spec),
            currency=self._likely_currency(),
        )

    def _retold(self, spec: FieldSpec) -> Detail | None:
        """What was told in the guide before, to be sent as it is or changed."""
        text = told_before(self.world.pack, self.path, self.question.ref.guide)
        return Detail(value=Words(text=text), words=text) if spec.retells and text else None

    def _start(self, spec: FieldSpec) -> Start | None:
        found = start_of(spec, self.path.replies)
        if found is None:
            return None
        field, time = found
        return Start(say(self.world.pack.fields[field].label), time)

    def _likely_currency(self) -> str | None:
        """The currency used last in this case; otherwise the one handed in."""
        for given in reversed((*self.session.kept, *self.session.answers)):
            reply = given.reply
            if isinstance(reply, Detail) and isinstance(reply.value, Money):
                return reply.value.currency
        return self.habits.currency or ("CNY" if language() == "zh" else None)

    def _select(
        self,
        choices: list[Choice],
        default: Value | None,
        notes: tuple[str, ...],
        unknown: str,
        *,
        why: tuple[str, ...] = (),
        steps: tuple[str, ...] = (),
    ) -> Value | Back:
        return self.ui.select(
            Select(
                **self._common(),
                notes=notes,
                reasons=why,
                steps=steps,
                choices=(*choices, Choice(Sign.UNKNOWN, unknown)),
                default=default,
                must_choose=self.question.ref.step == OPENING_STEP,
                # Whom to contact can be said without it, for any wallet.
                unasked=Sign.UNKNOWN if self.question.key == WALLET_KEY else None,
            )
        )

    def _common(self) -> Frame:
        return {
            "key": self.question.key,
            "question": question_of(self.question),
            "heading": self._heading(),
            "explanation": tuple(self._explanation()),
            "can_go_back": self.can_go_back,
            "optional": not self.question.required,
            "is_fresh": self.question.ref.guide == self.world.pack.info.emergency,
        }

    def _heading(self) -> str:
        pack = self.world.pack
        helped = self.session.helping
        if self.question.key in self.path.replies:
            where = _("Changing an answer")
        else:
            where = progress(len(self.path.visits) + 1, most_to_go(pack, self.path))
        return words.titled(
            _("For {name}").format(name=helped) if helped is not None else None,
            wallet_called(pack, self.path.about, self.path.replies),
            say(pack.guides[self.question.ref.guide].title),
            where,
        )

    def _explanation(self) -> list[str]:
        """What led here, and what the question rests on."""
        before = [visit for visit in self.path.visits if isinstance(visit.question.step, Ask)]
        lines = [_("You are asked this because of what you answered before:")] if before else []
        lines += ["- " + visit_in_words(visit) for visit in before[-3:]]
        claims = [self.world.pack.facts[name] for name in self.question.step.facts]
        if claims:
            lines.append(_("It rests on:"))
            for fact in claims:
                doubt = "" if fact.confidence == "high" else _(" (confirm before you rely on it)")
                lines.append(f"- {say(fact.claim)}{doubt}")
        return lines or [_("This helps to find the right next step.")]
