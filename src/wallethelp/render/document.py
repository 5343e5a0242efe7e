"""A case put in one language: the document behind every export."""

from collections.abc import Iterator
from datetime import date

from msgspec.structs import replace

from wallethelp.core.advice import Ranked
from wallethelp.core.case import Case, Item, aged_since
from wallethelp.core.duration import Length
from wallethelp.core.evidence import Pieces
from wallethelp.core.guide import Region
from wallethelp.core.history import Contacted, Today
from wallethelp.core.model import OTHER_WALLET, Channel, Pack, Rung
from wallethelp.core.transfer import Transfer
from wallethelp.core.values import ChoseMany, Moment, Money, Picked, Value, Words
from wallethelp.i18n import _, helping, language, plural, say
from wallethelp.render import words
from wallethelp.render.contact_words import contact_in_words
from wallethelp.render.foreign import foreign
from wallethelp.render.message import Size, fill, message, size_for
from wallethelp.render.questions import wallet_called
from wallethelp.render.schema import (
    AmountData,
    BringLine,
    CaseDocument,
    ContactLine,
    FollowUpLine,
    HistoryLine,
    Named,
    NextPart,
    ReasonLine,
    SayLine,
    TimeData,
    ToldLine,
    TriedLine,
)
from wallethelp.render.story import story
from wallethelp.render.value_words import date_of, time_of, value_in_words


def document_of(
    case: Case,
    pack: Pack,
    *,
    case_id: str,
    log: tuple[Contacted, ...] = (),
    size: Size | None = None,
    today: Today | None = None,
    evidence: Pieces = (),
    guides: str = "",
    is_timed: bool = False,
) -> CaseDocument:
    """`case` in the language in use, with all that was noted since, and what is next `today`.

    It says whatever they hold: what leaves goes through `core.redact` before. `size` shapes the
    message; by default it suits the channel advised first. `guides` is which state of the guides
    the case was made with. Nothing is told in the order of time before something was noted, unless
    `is_timed`.
    """
    with helping(words.named(case.session.helping)):
        document = _document(case, pack, case_id, log, size)
        document = replace(document, kept=_kept(case, log, evidence, today, guides))
        if evidence:
            from wallethelp.render.evidence import evidence_lines

            lines = evidence_lines(evidence, seen_from=case.finished)
            document = replace(document, evidence=lines)
        if today is None or not (log or today.closing or evidence or is_timed):
            return document
        # Most cases have no log, and most commands need none of this.
        from wallethelp.render.onward_part import onward_line
        from wallethelp.render.timeline import timeline

        return replace(
            document,
            onward=onward_line(case, log, today),
            timeline=timeline(case, log, today, evidence),
        )


def _document(
    case: Case, pack: Pack, case_id: str, log: tuple[Contacted, ...], size: Size | None
) -> CaseDocument:
    about = case.session.about
    called = wallet_called(pack, about, case.replies)
    contacts, ladder = _contacts(case, pack)
    best = case.advice.best
    first = best.channel if best is not None else None
    kind = _channel(case, pack, best).kind if best is not None else None
    text = message(
        case,
        pack,
        size=size or size_for(kind if case.outcome in ("wait", "contact") else None),
    )
    follow_guide = pack.guides.get(case.follow_up_guide or "")
    return CaseDocument(
        id=case_id,
        language=language(),
        started=case.session.started,
        finished=case.finished,
        helping=words.whom(case.session.helping),
        wallet=Named(id=about, name=called) if about is not None and called is not None else None,
        guide=Named(id=case.ref.guide, name=say(pack.guides[case.ref.guide].title)),
        outcome=case.outcome,
        outcome_text=words.outcome(case.outcome),
        title=say(case.end.title),
        story=story(case),
        because=case.because,
        do_now=(*(say(action) for action in case.actions), *_still_to_try(case)),
        happened=tuple(_happened(case)),
        tried=tuple(
            TriedLine(
                key=check.key,
                what=say(check.what),
                result=check.result,
                result_text=words.tried(check.result, check.words),
            )
            for check in case.tried
        ),
        bring=tuple(_bring(item, case) for item in case.bring),
        contact=contacts,
        ruled_out=tuple(
            _channel_line(r, _channel(case, pack, r), case.finished.date())
            for r in case.advice.ruled_out
        ),
        say=_say(case, first, text) if text else None,
        scripts=tuple(_scripts(case, pack)),
        next=NextPart(
            expect=fill(case.end.expect, case, pack) if case.end.expect is not None else None,
            follow_up=_follow_up(case),
            guide=Named(id=follow_guide.id, name=say(follow_guide.title)) if follow_guide else None,
            ladder=ladder,
        ),
        onward=None,
        timeline=(),
        evidence=(),
        history=tuple(_history(contact, case, pack) for contact in log),
        safety=tuple(say(text) for text in pack.info.safety),
        careful=_careful(case, pack),
        aged=_aged(case, pack),
        facts=case.facts,
        claims=tuple(say(pack.facts[name].claim) for name in case.facts),
        answers=case.session.answers,
        kept=_kept(case, log, (), None, ""),
        pack=foreign(pack),
    )


def _kept(
    case: Case, log: tuple[Contacted, ...], evidence: Pieces, today: Today | None, guides: str
) -> Transfer:
    session = case.session
    return Transfer(
        zone=getattr(session.zone, "key", None),
        guides=guides,
        # Answers off the path are no part of a case.
        session=replace(session, kept=()),
        contacts=log,
        evidence=evidence,
        closed=today is not None and today.closed,
        closing=today.closing if today is not None else None,
    )


def _aged(case: Case, pack: Pack) -> str | None:
    since = aged_since(case, pack)
    if since is None:
        return None
    return _(
        "Some of this was last checked on {date}, over a year before. Confirm it first."
    ).format(date=since.isoformat())


def _scripts(case: Case, pack: Pack) -> Iterator[SayLine]:
    request = case.end.request
    if request is not None and request.others:
        for to in request.asks:
            yield SayLine(to=to, channel=None, text=message(case, pack, size="short", to=to))


def _say(case: Case, channel: str | None, text: str) -> SayLine:
    to = case.end.request.to if case.end.request is not None else "support"
    return SayLine(to=to, channel=channel, text=text, tips=tuple(map(say, case.tips)))


def _careful(case: Case, pack: Pack) -> str:
    """The line of safety that fits what the case is about."""
    category = pack.category(pack.guides[case.ref.guide])
    fitting = category.careful if category is not None else None
    return say(fitting or pack.info.safety[0])


def _happened(case: Case) -> Iterator[ToldLine]:
    for told in case.told:
        chosen = _(", ").join(say(option.label) for option in told.options)
        if not chosen:
            chosen = _("none of these") if isinstance(told.reply, ChoseMany) else _("I don't know")
        yield ToldLine(key=told.key, question=say(told.question), answer=chosen)


def _bring(item: Item, case: Case) -> BringLine:
    value = typed = data = None
    if item.detail is not None:
        data = _data(item.detail.value)
        value = value_in_words(item.detail.value, item.spec, seen_from=case.finished)
        typed = item.detail.words
    find = item.spec.find
    return BringLine(
        field=item.field,
        label=say(item.spec.label),
        state=item.state,
        state_text=words.item_state(item.state),
        value=value,
        words=typed,
        data=data,
        where=say(find) if find is not None and item.state in ("missing", "later") else None,
    )


def _data(value: Value) -> TimeData | AmountData | str:
    match value:
        case Moment(earliest=first, latest=last, about=about):
            return TimeData(from_=first, to=last, about=about)
        case Money(amount=amount, currency=currency, about=about):
            return AmountData(amount=f"{amount:f}", currency=currency, about=about)
        case Words(text=text):
            return text
        case Picked(option=option):
            return option


def _contacts(case: Case, pack: Pack) -> tuple[tuple[ContactLine, ...], tuple[ContactLine, ...]]:
    """Whom to contact, best first, and the rungs that come after.

    In an emergency, and when it is taken further, the rungs themselves are whom to contact.
    """
    rungs = [(name, pack.ladder[name]) for name in case.rungs]
    first = case.outcome in ("emergency", "escalate")
    lines = [_rung_line(name, rung, pack) for name, rung in rungs]
    channels = [
        _channel_line(ranked, _channel(case, pack, ranked), case.finished.date())
        for ranked in case.advice.recommended
    ]
    ranked_lines = [*lines, *channels[:1]] if first else channels
    if first and _only_the_wallet_can_stop_it(case):
        ranked_lines = [*channels[:1], *lines]
    numbered = tuple(replace(line, rank=number) for number, line in enumerate(ranked_lines, 1))
    return numbered, () if first else tuple(lines)


def _only_the_wallet_can_stop_it(case: Case) -> bool:
    """Whether, in an emergency, the wallet and the police are told, and no bank."""
    request = case.end.request
    asks = request.asks if request is not None and request.to == "support" else {}
    return case.outcome == "emergency" and "police" in asks and "bank" not in asks


MOST_TO_TRY = 2
"""Checks left for later that are named: the rest stands among what was tried."""


def _still_to_try(case: Case) -> Iterator[str]:
    """Checks that were passed over, where support would propose them first."""
    if case.outcome in ("wait", "contact"):
        # Where the guide has words of its own for it, they say why it was not.
        left = [
            check
            for check in case.tried
            if check.result in ("not-tried", "unknown") and check.words is None
        ]
        for check in left[:MOST_TO_TRY]:
            yield _("Not tried yet: {check}").format(check=say(check.what))


def _channel(case: Case, pack: Pack, ranked: Ranked) -> Channel:
    return pack.wallets[case.channels_of or OTHER_WALLET].channels[ranked.channel]


def _channel_line(ranked: Ranked, channel: Channel, seen_on: date) -> ContactLine:
    return ContactLine(
        kind="channel",
        id=ranked.channel,
        name=say(channel.name),
        medium=channel.kind,
        reasons=tuple(
            ReasonLine(code=r.code, text=words.reason(r.code), because=r.because)
            for r in ranked.reasons
        ),
        how=tuple(say(step) for step in ranked.find),
        caution=say(channel.caution) if channel.caution is not None else None,
        contacts=tuple(contact_in_words(contact, seen_on) for contact in channel.contacts),
    )


def _rung_line(name: str, rung: Rung, pack: Pack) -> ContactLine:
    facts = [pack.facts[fact] for fact in rung.facts]
    caution = say(rung.not_for) if rung.not_for is not None else None
    title = say(rung.title)
    if rung.regions:
        title = _("{name} ({region})").format(name=title, region=words.regions(rung.regions))
    return ContactLine(
        kind="rung",
        id=name,
        name=title,
        reasons=(ReasonLine(code="purpose", text=say(rung.purpose)),),
        how=(say(rung.how),),
        caution=caution,
        checked_on=min((fact.read_on for fact in facts), default=None),
        confirm=any(fact.confidence != "high" for fact in facts),
    )


def _follow_up(case: Case) -> FollowUpLine | None:
    appointment = case.appointment
    if appointment is None:
        return None
    length = case.end.follow_up.after if case.end.follow_up is not None else None
    whole_days = appointment.basis != "promise" and length is not None and "day" in length.unit
    show = date_of if whole_days else time_of
    when = show(appointment.at, seen_from=case.finished)
    if appointment.basis == "promise":
        text = _("Promised by {when}. If nothing has happened by then, follow up.")
    elif appointment.basis == "ours":
        text = _("If nobody names a time: we suggest to follow up after {when} ({length}).")
    else:
        text = _("Follow up after {when} ({length}); another time you were told comes first.")
    shown = text.format(when=when, length=_length(length) if length else "")
    if length is not None and length.unit == "working day" and appointment.basis != "promise":
        shown += _counted_by(appointment.region)
    if appointment.estimated:
        shown += _(" That year's holidays are not published yet, so the date is an estimate.")
    return FollowUpLine(
        at=appointment.at,
        text=shown,
        basis=appointment.basis,
        estimated=appointment.estimated,
    )


def _counted_by(region: Region | None) -> str:
    if region in (None, "mainland"):
        return _(" Working days are counted by mainland China's public holidays.")
    if region == "elsewhere":
        return _(" Monday to Friday are counted; the public holidays of that place are not known.")
    return _(" Working days are counted by the public holidays of {place}.").format(
        place=words.regions((region,))
    )


def _history(contact: Contacted, case: Case, pack: Pack) -> HistoryLine:
    wallet = pack.wallet(case.channels_of)
    channel = wallet.channels.get(contact.channel) if wallet is not None else None
    rung = pack.ladder.get(contact.channel)
    name = channel.name if channel is not None else rung.title if rung is not None else None
    promised = contact.promised_by
    return HistoryLine(
        at=contact.at,
        at_text=time_of(contact.at, seen_from=case.finished),
        channel=contact.channel,
        channel_text=say(name) if name is not None else contact.channel,
        whom=contact.text_of("whom"),
        ticket=contact.text_of("ticket"),
        said=contact.text_of("said"),
        result=contact.result,
        result_text=words.result(contact.result) if contact.result is not None else "",
        promised_by=promised,
        promised_text=time_of(promised, seen_from=case.finished) if promised is not None else "",
    )


def _length(length: Length) -> str:
    match length.unit:
        case "minute":
            return plural("{n} minute", "{n} minutes", length.count)
        case "hour":
            return plural("{n} hour", "{n} hours", length.count)
        case "day":
            return plural("{n} day", "{n} days", length.count)
        case "working day":
            return plural("{n} working day", "{n} working days", length.count)
