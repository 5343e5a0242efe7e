"""A contact asked for: which way, what it came to, ticket and promise; the rest on request."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from msgspec import Struct
from msgspec.structs import replace

from wallethelp.core.history import LOG_FIELDS
from wallethelp.core.onward import RESULTS, Result
from wallethelp.core.session import World
from wallethelp.core.values import Detail, Moment, Reply
from wallethelp.i18n import _, labelled, say
from wallethelp.render import words
from wallethelp.render.value_words import reply_in_words
from wallethelp.ui.details import Start, ask_detail
from wallethelp.ui.prompts import BACK, UI, Back, Choice, Select

WHEN = "contacted-at"
"""The detail that is the time of the contact itself."""
_FIRST = ("ticket", "promised-by")
_PROMISING: tuple[Result | None, ...] = (None, "solved", "working", "asked-details")
"""Results with which somebody names a time."""
_CHANNEL, _RESULT, _MORE = "channel", "result", "more"


class Noted(Struct, frozen=True):
    """What is told of a contact; `channel` is None while it is not."""

    channel: str | None
    result: Result | None
    details: dict[str, Detail]


def time_of_contact(details: Mapping[str, Detail]) -> datetime | None:
    """When it was, where that was told."""
    at = details.get(WHEN)
    return at.value.latest if at is not None and isinstance(at.value, Moment) else None


def said_at(details: Mapping[str, Detail], now: datetime) -> Moment:
    """When the contact was: a promise given as a length counts from there."""
    return Moment.exactly(time_of_contact(details) or now)


class Asking(Struct, frozen=True):
    """What was not given is asked for, one prompt after the other."""

    ui: UI
    world: World
    now: datetime
    places: Mapping[str, str]
    about: str
    """The case, named on every screen."""

    def ask(self, given: Noted) -> Noted | None:
        """What is known by the end; None where the person goes back past the first prompt."""
        told, wants_more = given, False
        done: list[str] = []
        while True:
            left = (name for name in self._prompts(given, told, wants_more) if name not in done)
            name = next(left, None)
            if name is None:
                return told
            reply = self._put(name, told)
            if isinstance(reply, Back):
                if not done:
                    return None
                self._say_back(done.pop())
                continue
            done.append(name)
            if name == _MORE:
                wants_more = reply == _MORE
            else:
                told = _with(told, name, reply)

    def _prompts(self, given: Noted, told: Noted, wants_more: bool) -> Iterator[str]:
        """What is asked for, in order; whoever was asked for a secret is not kept waiting."""
        if given.channel is None:
            yield _CHANNEL
        if given.result is None:
            yield _RESULT
        if told.result == "asked-secret":
            return
        for name in _FIRST:
            is_asked = name != "promised-by" or told.result in _PROMISING
            if is_asked and name not in given.details:
                yield name
        more = [n for n in LOG_FIELDS if n not in _FIRST and n not in given.details]
        if more:
            yield _MORE
        if wants_more:
            yield from more

    def _put(self, name: str, told: Noted) -> Reply | str | Back:
        if name == _CHANNEL:
            question = _("Which way did you contact them?")
            return self._select(name, question, _("Contacted"), self.places, told.channel)
        if name == _RESULT:
            results: dict[str, str] = {one: words.result(one) for one in RESULTS}
            question = _("What came of it?")
            return self._select(name, question, _("Result"), results, told.result)
        if name == _MORE:
            choices = {
                "done": _("That is all"),
                _MORE: _("Add when, with whom, and what they said"),
            }
            return self._select(name, _("Anything else?"), _("Anything else?"), choices, "done")
        return self._detail(name, told)

    def _select(
        self, name: str, question: str, label: str, choices: Mapping[str, str], before: str | None
    ) -> str | Back:
        chosen = self.ui.select(
            Select(
                key=f"log/{name}",
                question=question,
                heading=self._heading(),
                explanation=(_("It helps you to follow up, and to complain if you have to."),),
                choices=tuple(Choice(value, text) for value, text in choices.items()),
                default=before,
                # Two Enters are not to note that it was solved.
                must_choose=name == _RESULT and before is None,
            )
        )
        if not isinstance(chosen, str):
            return BACK
        if name != _MORE:
            self._echo(label, choices[chosen])
        return chosen

    def _detail(self, name: str, told: Noted) -> Reply | Back:
        spec = LOG_FIELDS[name]
        reply = ask_detail(
            self.ui,
            spec,
            {
                "key": f"log/{name}",
                "question": self._question(name, told),
                "heading": self._heading(),
                "explanation": (_("It helps you to follow up, and to complain if you have to."),),
                "can_go_back": True,
                "optional": True,
            },
            now=self.now,
            calendar=self.world.calendar,
            default=told.details.get(name),
            start=Start(say(spec.label), said_at(told.details, self.now), is_when_said=True),
            on_enter=_("Press Enter for now.") if name == WHEN else "",
        )
        if isinstance(reply, Back):
            return reply
        is_now = name == WHEN and not isinstance(reply, Detail)
        shown = _("now") if is_now else reply_in_words(reply, spec, seen_from=self.now)
        self._echo(say(spec.label), shown)
        return reply

    def _question(self, name: str, told: Noted) -> str:
        if name == "promised-by" and told.result == "asked-details":
            return _("By when do they want it?")
        return say(LOG_FIELDS[name].ask)

    def _heading(self) -> str:
        return words.titled(_("Note a contact"), self.about)

    def _echo(self, label: str, value: str) -> None:
        self.ui.tell([labelled(label, value)], "good")

    def _say_back(self, name: str) -> None:
        questions = {
            _CHANNEL: _("Which way did you contact them?"),
            _RESULT: _("What came of it?"),
            _MORE: _("Anything else?"),
        }
        question = questions[name] if name in questions else say(LOG_FIELDS[name].ask)
        self.ui.tell([_("Back to: {question}").format(question=question)], "quiet")


def _with(told: Noted, name: str, reply: Reply | str) -> Noted:
    """What is known with one reply more."""
    if name == _CHANNEL:
        return replace(told, channel=str(reply))
    if name == _RESULT:
        return replace(told, result=next((one for one in RESULTS if one == reply), None))
    details = {key: value for key, value in told.details.items() if key != name}
    if isinstance(reply, Detail):
        details[name] = reply
    return replace(told, details=details)
