"""Whether every answer of a session can be taken back and changed, as anybody may do."""

from collections.abc import Iterator, Mapping
from typing import Literal

from msgspec import Struct

from wallethelp.core.session import (
    AtEnd,
    Session,
    Visit,
    back,
    default_for,
    follow,
    replay,
    revise,
)
from wallethelp.core.values import Answer, Reply
from wallethelp.core.walks.wander import Wanderer

Broken = Literal["back", "forth", "lost", "return"]
"""What does not hold.

`back`: going back does not come to the question before. `forth`: what was taken back is not offered
again. `lost`: answers that fit the changed way are gone, or others stayed. `return`: changed back,
with every answer offered again taken, it comes to another end.
"""


class Change(Struct, frozen=True, kw_only=True):
    """An answer of a session changed to another one, and what did not hold then, if anything."""

    key: str
    to: Reply
    session: Session
    """What it came to, answers drawn where something new was asked."""
    broken: Broken | None = None


def changes(wanderer: Wanderer, session: Session) -> Iterator[Change]:
    """Goes back to every question of the finished `session`, and changes every answer once."""
    world = wanderer.world
    visits = follow(world, session).visits
    earlier = session
    for visit in reversed(visits):
        before, earlier = earlier, back(earlier)
        position = follow(world, earlier).position
        if isinstance(position, AtEnd) or position.key != visit.answer.key:
            yield Change(key=visit.answer.key, to=visit.answer.reply, session=before, broken="back")
            return
        if default_for(earlier, position) != visit.answer.reply:
            yield Change(key=position.key, to=visit.answer.reply, session=before, broken="forth")
    for visit in visits:
        change = _changed(wanderer, session, visit)
        if change is not None:
            yield change


def _changed(wanderer: Wanderer, session: Session, visit: Visit) -> Change | None:
    world, key, reply = wanderer.world, visit.answer.key, visit.answer.reply
    others = [each.reply for each in wanderer.replies(visit.question) if each.reply != reply]
    if not others:
        return None
    other = wanderer.random.choice(others)
    changed = revise(world, session, Answer(key=key, reply=other, time=visit.answer.time))
    broken: Broken | None = None
    given = {each.key: each.reply for each in changed.answers}
    if given.get(key) != other or replay(world, changed).lost:
        broken = "lost"
    finished = wanderer.finish(changed, offered=_offered(changed)).session
    again = revise(world, finished, Answer(key=key, reply=reply, time=visit.answer.time))
    again = wanderer.finish(again, offered=_offered(session)).session
    if follow(world, again).passed != follow(world, session).passed:
        broken = broken or "return"
    return Change(key=key, to=other, session=finished, broken=broken)


def _offered(session: Session) -> Mapping[str, Reply]:
    """What is offered for each question: the answers given, or kept from before."""
    return {each.key: each.reply for each in (*session.kept, *session.answers)}
