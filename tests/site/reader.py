"""A guide as a page to read and print: for who has no computer at hand, or cannot install.

Nothing is decided for the reader here, so every branch stands on the page, numbered: the steps in
the order in which they are come to, then what they end in.
"""

import re
from collections.abc import Iterator, Sequence

from tests.site.branches import Branches
from tests.site.pages import Page, both, box, plain, said
from wallethelp.core.guide import (
    Action,
    Ask,
    AskMany,
    Collect,
    Decide,
    End,
    Guide,
    Step,
    Target,
    Tell,
    ToGuide,
    Try,
)
from wallethelp.core.model import Pack
from wallethelp.core.text import Language, Text
from wallethelp.i18n import _, joined, labelled, language, say, speaking
from wallethelp.render import words
from wallethelp.render.condition_words import condition_words, length_words

_SPACED_BLANK = re.compile(r" ?(〔[^〕]*〕) ?")


def guide_page(guide: Guide, pack: Pack, spoken: Language) -> Page:
    """Everything that `guide` says to a person, in `spoken`; its picture is `{id}.svg`."""
    with speaking(spoken):
        text = "\n".join(_Reader(guide, pack).page())
    return Page(language=spoken, path=f"guides/{guide.id}.md", text=text)


def in_order(guide: Guide, branches: Branches) -> Sequence[str]:
    """The steps as a reader comes to them, those that end it last."""
    found: dict[str, None] = {}
    ahead: list[Target] = [branches.start]
    while ahead:
        target = ahead.pop()
        if isinstance(target, ToGuide) or target in found:
            continue
        found[target] = None
        ahead.extend(reversed(list(branches.after(target))))
    return sorted(found, key=lambda name: isinstance(guide.steps[name], End))


class _Reader:
    """One guide, with the number of each of its steps."""

    def __init__(self, guide: Guide, pack: Pack) -> None:
        self.guide, self.pack = guide, pack
        self.branches = Branches(guide)
        self.numbers = {
            name: number for number, name in enumerate(in_order(guide, self.branches), 1)
        }

    def page(self) -> Iterator[str]:
        guide = self.guide
        yield f"# {said(guide.title)}\n"
        if guide.about is not None:
            yield f"{said(guide.about)}\n"
        yield self._danger()
        yield from self._first_advice()
        yield both(
            "从第 1 步开始，按你的情况点箭头后面的步骤；印在纸上的，看编号。"
            "会有好几步用不上，跳过就行。\n",
            "Begin with step 1 and follow the arrow behind your answer; on paper, follow the "
            "numbers. You will need only some of the steps.\n",
        )
        for name in self.numbers:
            yield from self._step(name, guide.steps[name])
        yield from self._rungs()
        yield from self._picture()
        yield from self._facts()

    def _danger(self) -> str:
        if self.guide.id == self.pack.info.emergency:
            return box(
                "danger",
                both("先做这几件事，再往下看", "Do this first, then read on"),
                [said(text) for text in self.pack.info.safety],
            )
        emergency = said(self.pack.guides[self.pack.info.emergency].title)
        return box(
            "danger",
            both("先停一下", "Stop first"),
            [
                both(
                    "有人催你付钱、要验证码或密码、让你共享屏幕，或者钱正在被转走："
                    f"先看[{emergency}](emergency.md)。",
                    "Somebody presses you to pay, wants a code or a password, or has you share "
                    f"your screen, or money is leaving: read [{emergency}](emergency.md) first.",
                )
            ],
        )

    def _first_advice(self) -> Iterator[str]:
        now = self.guide.now
        if now is not None:
            lines = [said(text) for text in (now.avoid, now.do) if text is not None]
            yield box("warning", _("First advice"), lines)

    # --- steps ------------------------------------------------------------------------------------

    def _step(self, name: str, step: Step) -> Iterator[str]:
        yield f"## {self.numbers[name]}. {self._heading(step)} {{#{name}}}\n"
        match step:
            case Ask(ask=text) | AskMany(ask_many=text):
                yield f"**{said(text)}**\n"
                yield from self._hints(step.why, step.find)
                yield from self._options(name, step)
            case Try(try_=text, short=short):
                if short is not None:
                    yield f"**{said(text)}**\n"
                yield from self._hints(step.why, None)
                yield from _numbered(said(line) for line in step.how)
                fixed = words.tried("fixed", step.results.get("fixed"))
                yield from self._ways(name, [plain(fixed), _("otherwise")])
            case Collect():
                yield from self._details(step.collect, step.optional)
                yield from self._ways(name, [_("go on")])
            case Tell(tell=text):
                yield f"{said(text)}\n"
                yield from self._ways(name, [_("go on")])
            case Decide():
                yield from self._decide(name)
            case End():
                yield from self._end(step)

    def _heading(self, step: Step) -> str:
        match step:
            case Ask(ask=text, short=short) | AskMany(ask_many=text, short=short):
                return said(short or text)
            case Try(try_=text, short=short):
                return said(short or text)
            case Collect():
                return both("记下这些", "Note these down")
            case Tell():
                return both("先知道这件事", "Good to know")
            case Decide():
                return both("看你的情况", "Which is your case?")
            case End(title=title):
                return said(title)

    def _hints(self, why: Text | None, find: Text | None) -> Iterator[str]:
        for hint in (why, find):
            if hint is not None:
                yield f"{said(hint)}\n"

    def _options(self, name: str, step: Ask | AskMany) -> Iterator[str]:
        labels = [said(option.label) for option in step.options.values()]
        if isinstance(step, Ask):
            yield from self._ways(name, [*labels, _("I don't know")])
            return
        yield from (f"- {label}" for label in labels)
        yield ""
        yield from self._ways(name, [_("go on"), _("I don't know")])

    def _decide(self, name: str) -> Iterator[str]:
        rest = {
            "any": both("都不是，或者不知道", "none of these, or not known"),
            "else": _("otherwise"),
            "unknown": _("not known"),
        }
        yield from self._ways(
            name,
            [
                rest[case.rest]
                if case.when is None
                else plain(condition_words(case.when, self.guide.id, self.pack))
                for case in self.branches.cases(name)
            ],
        )

    def _ways(self, name: str, labels: Sequence[str]) -> Iterator[str]:
        """Where each answer leads; answers beside each other that lead to one place together."""
        found: list[tuple[Target, list[str]]] = []
        for label, target in zip(labels, self.branches.after(name), strict=True):
            if found and found[-1][0] == target:
                found[-1][1].append(label)
            else:
                found.append((target, [label]))
        for target, answers in found:
            yield f"- {both('；', '; ').join(answers)} → {self._to(target)}"
        yield ""

    def _to(self, target: Target) -> str:
        if isinstance(target, ToGuide):
            title = said(self.pack.guides[target.guide].title)
            return labelled(both("另一份指南", "another guide"), f"[{title}]({target.guide}.md)")
        number, heading = self.numbers[target], self._heading(self.guide.steps[target])
        return f"[{both(f'第 {number} 步', f'step {number}')}](#{target}) {heading}"

    def _details(self, needed: Sequence[str], optional: Sequence[str]) -> Iterator[str]:
        for name in (*needed, *optional):
            spec = self.pack.fields[name]
            if_there = both("（有就记）", " (if you have it)") if name in optional else ""
            find = f" · {said(spec.find)}" if spec.find is not None else ""
            yield f"- **{said(spec.label)}**{if_there}{find}"
        yield ""

    # --- ends -------------------------------------------------------------------------------------

    def _end(self, step: End) -> Iterator[str]:
        yield f"**{plain(words.outcome(step.end))}**\n"
        if step.do:
            yield f"### {both('现在做什么', 'What to do now')}\n"
            yield from _numbered(self._action(action) for action in step.do)
        if step.request is not None:
            yield f"### {both('怎么说', 'What to say')}\n"
            for receiver, ask in step.request.asks.items():
                situation = [step.request.situation] if step.request.situation else []
                to = plain(words.receiver(receiver))
                told = joined(self._filled(text) for text in (*situation, ask))
                yield f"{labelled(to, '')}\n\n> {told}\n"
        if step.bring:
            yield f"### {both('手边准备好', 'Have at hand')}\n"
            yield from self._details(step.bring, ())
        if step.end in ("contact", "escalate") and step.request is not None:
            yield both(
                "怎样找到真正的客服：[按钱包查](../wallets/index.md)。不要在搜索里找电话。\n",
                "How to find genuine support: [by wallet](../wallets/index.md). "
                "Do not search for a number.\n",
            )
        yield from self._afterwards(step)

    def _action(self, action: Action) -> str:
        if action.when is None:
            return said(action.text)
        condition = plain(condition_words(action.when, self.guide.id, self.pack))
        return joined([_("({condition})").format(condition=condition), said(action.text)])

    def _filled(self, text: Text) -> str:
        """A sentence with a blank for every detail, named after what belongs there."""

        def blank(name: str) -> str:
            return f"〔{say(self.pack.fields[name].label)}〕"

        filled = say(text, field=blank, known=lambda _name: True)
        return plain(_SPACED_BLANK.sub(r"\1", filled) if language() == "zh" else filled)

    def _afterwards(self, step: End) -> Iterator[str]:
        if step.expect is None and step.follow_up is None and not step.rungs:
            return
        yield f"### {both('接下来', 'What happens next')}\n"
        if step.expect is not None:
            yield f"{self._filled(step.expect)}\n"
        if step.follow_up is not None:
            after = length_words(step.follow_up.after)
            to = f" → {self._to(step.follow_up.next)}" if step.follow_up.next is not None else ""
            yield both(
                f"对方没说时间的话，{after}后还没解决{to}\n",
                f"If nobody named a time and it is not solved after {after}{to}\n",
            )
        if step.rungs:
            rungs = (f"[{said(self.pack.ladder[name].title)}](#rung-{name})" for name in step.rungs)
            yield labelled(both("还不行，再找", "After that"), f"{_(', ').join(rungs)}\n")

    # --- the rest ---------------------------------------------------------------------------------

    def _rungs(self) -> Iterator[str]:
        ends = [step for step in self.guide.steps.values() if isinstance(step, End)]
        names = list(dict.fromkeys(name for end in ends for name in end.rungs))
        if names:
            yield f"## {both('客服之后还能找谁', 'Who comes after support')}\n"
        for name in names:
            rung = self.pack.ladder[name]
            yield f"### {said(rung.title)} {{#rung-{name}}}\n"
            yield from self._hints(rung.purpose, rung.not_for)
            yield f"{said(rung.how)}\n"

    def _picture(self) -> Iterator[str]:
        alt = both(
            "这份指南的图：每个方框是一步，箭头是回答。内容和上面的文字一样。",
            "The guide as a picture: a box for each step, an arrow for each answer. "
            "It says the same as the text above.",
        )
        yield f"## {both('画成图', 'As a picture')}\n"
        yield f"[![{alt}]({self.guide.id}.svg)]({self.guide.id}.svg)\n"

    def _facts(self) -> Iterator[str]:
        used = [step.facts for step in self.guide.steps.values()]
        first = self.guide.now.facts if self.guide.now is not None else ()
        yield f"## {_('Facts')}\n"
        for name in dict.fromkeys(name for names in (first, *used) for name in names):
            fact = self.pack.facts[name]
            where = _("{source}, read on {date}, confidence {level}").format(
                source=fact.source, date=fact.read_on.isoformat(), level=fact.confidence
            )
            source = _("({condition})").format(condition=plain(where))
            yield f"- {joined([said(fact.claim), source])}"
        yield ""


def _numbered(lines: Iterator[str]) -> Iterator[str]:
    yield from (f"{number}. {line}" for number, line in enumerate(lines, 1))
    yield ""
