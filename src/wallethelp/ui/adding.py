"""Details asked for after the outcome: one after the other, each of them skipped at once."""

from collections.abc import Callable
from datetime import datetime

from msgspec import Struct

from wallethelp.core.case import Case, Item
from wallethelp.core.session import Session, World, add
from wallethelp.core.values import Answer, Detail
from wallethelp.i18n import _, answered, helping, say
from wallethelp.render.value_words import reply_in_words
from wallethelp.ui.details import ask_detail
from wallethelp.ui.prompts import UI, Back


class Adding(Struct, frozen=True, kw_only=True):
    """Whoever is asked for details, and where each goes before the next is asked."""

    world: World
    now: Callable[[], datetime]
    save: Callable[[Session], None]
    currency: str | None = None

    def ask(self, case: Case, ui: UI) -> Session:
        """The session with what was told; back from the first detail leaves it at that."""
        session, items, place = case.session, still_missing(case), 0
        with helping(session.helping):
            while place < len(items):
                spec = items[place].spec
                earlier = {given.key: given.reply for given in session.added}
                reply = ask_detail(
                    ui,
                    spec,
                    {
                        "key": items[place].field,
                        "question": say(spec.ask),
                        "heading": _("Detail {n} of {total}").format(n=place + 1, total=len(items)),
                        "explanation": (_("It helps whoever you turn to. Skip what you lack."),),
                        "can_go_back": True,
                        "optional": True,
                    },
                    now=self.now(),
                    calendar=self.world.calendar,
                    default=earlier.get(items[place].field),
                    currency=self.currency,
                )
                if isinstance(reply, Back):
                    if place == 0:
                        break
                    place -= 1
                    continue
                if isinstance(reply, Detail):
                    given = Answer(key=items[place].field, reply=reply, time=self.now())
                    session = add(session, given)
                    self.save(session)
                    told = reply_in_words(reply, spec, seen_from=given.time)
                    ui.tell([answered(say(spec.label), told)], "good")
                place += 1
        return session


def still_missing(case: Case) -> tuple[Item, ...]:
    """What the case names and nobody has yet."""
    return tuple(item for item in case.bring if item.state in ("missing", "later"))
