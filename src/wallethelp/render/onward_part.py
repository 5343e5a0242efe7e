"""The part of a document that says what is next after the contacts noted."""

from wallethelp.core.case import Case
from wallethelp.core.history import Log, Today
from wallethelp.core.model import Pack
from wallethelp.core.next_step import Next, next_step, side_of
from wallethelp.i18n import say
from wallethelp.render.letter import READERS, letter_of, step_in_words, target_of
from wallethelp.render.schema import Named, OnwardLine, SayLine


def onward_line(case: Case, log: Log, today: Today) -> OnwardLine | None:
    """What is next `today`; None where the pack has no rules, or nothing is left to do."""
    step = None if today.closed else next_step(today.world, case, log, today.now)
    if step is None:
        return None
    pack = today.world.pack
    to = _goes_to(step)
    letter = letter_of(step, case, log, pack, today.now)
    reader = READERS.get(side_of(pack, case, to), "support") if to is not None else "support"
    return OnwardLine(
        do=step.step.do,
        text=step_in_words(step, case, pack, today.now),
        # What is to be done now is due today, however often it is asked.
        at=step.until or (today.now if letter else None),
        basis=step.basis,
        to=Named(id=to, name=target_of(step, case, pack)) if to is not None else None,
        how=_how(to, case, pack) if letter else (),
        say=SayLine(to=reader, channel=step.channel, text=letter) if letter else None,
        facts=step.step.facts,
    )


def _goes_to(step: Next) -> str | None:
    return step.rung or step.channel or step.party[-1].channel


def _how(to: str | None, case: Case, pack: Pack) -> tuple[str, ...]:
    """How to get there."""
    wallet = pack.wallet(case.channels_of)
    channel = wallet.channels.get(to or "") if wallet is not None else None
    if channel is not None:
        return tuple(say(step) for step in channel.find)
    rung = pack.ladder.get(to or "")
    return (say(rung.how),) if rung is not None else ()
