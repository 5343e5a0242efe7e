"""Mistakes in words: what is wrong, where, and what to write instead."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from wallethelp.core.mistakes import Mistake
from wallethelp.core.text import visible
from wallethelp.i18n import _, plural
from wallethelp.render.system_reasons import system_reason

MOST_OF_A_FILE = 20
"""Mistakes shown of one file: after that, mend these first."""
_MOST_PLACES = 5


def mistake_lines(mistakes: Iterable[Mistake]) -> Iterator[str]:
    """A line for each mistake with its code: of one file at most MOST_OF_A_FILE, then how many."""
    found = list(mistakes)
    left = Counter(one.file for one in found)
    shown: Counter[str] = Counter()
    for one in found:
        shown[one.file] += 1
        if shown[one.file] <= MOST_OF_A_FILE:
            yield f"{mistake_line(one)} [{one.code}]"
        elif shown[one.file] == MOST_OF_A_FILE + 1:
            more = plural("… and {n} more.", "… and {n} more.", left[one.file] - MOST_OF_A_FILE)
            yield visible(f"{one.file}: {more}")


def mistake_line(mistake: Mistake) -> str:
    """`file:line:column: what is wrong (did you mean …?)`."""
    kind = _("warning: ") if mistake.is_warning else ""
    # Names in it come from files that nobody has checked.
    return visible(f"{_place(mistake)}: {kind}{mistake_text(mistake)}")


def mistake_text(mistake: Mistake) -> str:
    """What is wrong, what was probably meant, and where else it is so."""
    text = _text(mistake.code, mistake.names)
    if mistake.closest is not None:
        text += _(" Did you mean “{name}”?").format(name=mistake.closest)
    if mistake.also:
        places = [_place(one) for one in mistake.also]
        more = len(places) - _MOST_PLACES
        listed = _(", ").join(places[:_MOST_PLACES]) + (", …" if more > 0 else "")
        text += _(" Also: {places}.").format(places=listed)
    return visible(text)


def _place(mistake: Mistake) -> str:
    line = f":{mistake.line}:{mistake.column}" if mistake.line else ""
    return f"{mistake.file}{line}"


def mistake_data(mistake: Mistake) -> dict[str, Any]:
    """The same as plain data for `--json`."""
    return {
        "code": mistake.code,
        "severity": "warning" if mistake.is_warning else "error",
        "file": mistake.file,
        "line": mistake.line or None,
        "column": mistake.column or None,
        "message": visible(_text(mistake.code, mistake.names)),
        "closest": mistake.closest,
        "also": [
            {"file": one.file, "line": one.line or None, "column": one.column or None}
            for one in mistake.also
        ],
    }


def codes() -> frozenset[str]:
    """Every code there are words for."""
    return frozenset({*_templates(), "syntax"})


def _text(code: str, names: Mapping[str, str]) -> str:
    if code == "syntax":
        return _syntax(names.get("problem", ""))
    template = _templates().get(code)
    if template is None:
        return _("This does not fit here.")
    listed = {name: names.get(name, "?").replace(", ", _(", ")) for name in ("known", "expected")}
    names = {**names, **listed}
    if code == "breaks-base":
        names = {**names, "problem": _text(names.get("why", ""), names)}
    if code == "unreadable":
        names = {**names, "problem": system_reason(int(names.get("errno", 0)))}
    return template.format_map(_Names(names))


class _Names(dict[str, str]):
    def __missing__(self, name: str) -> str:
        return "?"


def _syntax(problem: str) -> str:
    """What is wrong by the library for YAML or JSON, where it says what an author can use."""
    told = {
        "did not find expected key": _("a key is expected here, with a colon behind it"),
        "could not find expected ':'": _("a key is expected here, with a colon behind it"),
        "did not find expected ',' or": _("a comma or a closing bracket is missing"),
        "did not find expected '-'": _("a list goes on here without a hyphen"),
        "block sequence entries are not allowed": _("no list can begin here"),
        "found unexpected end of stream": _("a quote is not closed"),
        "found a tab character": _("a tab stands where spaces are needed"),
        "found character that cannot start": _("a text that begins like this needs quotes"),
        "found unknown escape character": _("a backslash in a text stands for itself only in '…'"),
        "Expecting property name": _("a key in double quotes is expected here"),
        "Expecting ':'": _("a colon is expected here"),
        "Expecting ','": _("a comma or a closing bracket is missing"),
        "Expecting value": _("a value is expected here"),
        "Extra data": _("something stands behind the end"),
        "Unterminated string": _("a quote is not closed"),
        "Invalid control character": _("a quote is not closed"),
    }
    what = next((what for known, what in told.items() if problem.startswith(known)), None)
    if what is None:
        return _("This is no valid YAML or JSON.")
    return _("This is no valid YAML or JSON: {problem}.").format(problem=what)


def _templates() -> dict[str, str]:
    return {
        "no-such-folder": _("There is no such folder."),
        "not-a-folder": _("This is not a folder. A pack is a folder with pack.yaml in it."),
        "missing-file": _("This file is missing; every pack has one."),
        "unreadable": _("The file cannot be read: {problem}."),
        "no-such-file": _("There is no such file."),
        "not-a-file": _("This is no ordinary file, so it is not read."),
        "link-out": _("This links to something outside the folder, so it is not read."),
        "too-many-files": _(
            "This folder holds more than {limit} YAML files, or {entries} files of any kind."
        ),
        "gave-up": _("So much is wrong before this file that reading ended here. Mend that first."),
        "more-mistakes": _("{count} more mistakes in this file are not listed."),
        "unprintable": _("The character {name} is not allowed here; delete it."),
        "nothing-there": _(
            "There is nothing in this folder. A pack has a guide and a wallet at least."
        ),
        "too-big": _("The file is larger than {limit} bytes."),
        "not-utf8": _("The file is not UTF-8 here. Save it as UTF-8."),
        "empty": _("The file is empty."),
        "too-deep": _("Values are nested more than {limit} levels deep."),
        "too-many-values": _("The file holds more than {limit} values."),
        "prose-in-flow-style": _(
            "A comma, a question mark or a brace inside {{…}} or […] breaks the text. Write it on a"
            " line of its own, as “zh: …” below the key, or put it in quotes."
        ),
        "bracket-open": _(
            "A “{{” or “[” is not closed here. In a text it needs quotes around the text."
        ),
        "comment-in-text": _(
            "“ #” ends a text: what stands behind it is not read. Put the text in quotes; before a"
            " comment leave two spaces."
        ),
        "full-width": _(
            "“{sign}” is a full-width sign, which means nothing here. Write “{instead}”."
        ),
        "undivided-list": _(
            "“{sign}” divides nothing, so this list has one item. Write “,” between items; if it is"
            " one, put it in quotes."
        ),
        "indentation": _(
            "This line belongs to none above it: indent it by as many spaces as those beside it."
        ),
        "tab": _("A tab stands where spaces are needed."),
        "no-space": _("“{name}” needs a space behind the colon or the hyphen."),
        "quote-in-text": _(
            "A text that begins with a quote ends with it. Put all of it in quotes, with '…' around"
            ' "…".'
        ),
        "to-be-written": _("“{name}” is as the template has it. Put your own words in its place."),
        "quote-open": _("The quote that begins here is not closed: put another at the end."),
        "colon-in-text": _("A colon followed by a space breaks the text. Put the text in quotes."),
        "double-key": _("“{name}” is written twice."),
        "key-not-text": _("A key must be text."),
        "alias": _("Aliases (*{name}) are not allowed. Put shared wording under “texts”."),
        "anchor": _("Anchors (&{name}) are not allowed. Put shared wording under “texts”."),
        "tag": _("Tags ({name}) are not allowed."),
        "second-document": _("A file holds one document only."),
        "unknown-text": _("“texts” has no “{name}”."),
        "id-is-file-name": _("The id “{id}” must be the file's name, “{file}”."),
        "copied": _(
            "This is a copy of {name} and has its id. Delete it, or give it an id and phrases of"
            " its own, and the id as its name."
        ),
        "unknown-step": _("There is no step “{name}”. Steps: {known}."),
        "unknown-guide": _("There is no guide “{name}”. Guides: {known}."),
        "unknown-category": _("There is no category “{name}”. Categories: {known}."),
        "unknown-field": _("There is no field “{name}”. Fields: {known}."),
        "unknown-fact": _("There is no fact “{name}” in facts.yaml."),
        "unknown-wallet": _("There is no wallet “{name}”. Wallets: {known}."),
        "unknown-rung": _("The ladder has no rung “{name}”. Rungs: {known}."),
        "unknown-option": _("The question has no option “{name}”. Options: {known}."),
        "unknown-time": _("“{name}” is no time. Times: {known}."),
        "unknown-placeholder": _("{{{name}}} names no field. Fields: {known}."),
        "unknown-onward": _("There is no next step “{name}”. Next steps: {known}."),
        "unknown-letter": _("There is no letter “{name}”. Letters: {known}."),
        "unknown-mark": _("{{{name}}} says nothing about a contact. Use: {known}."),
        "unknown-condition": _("“conditions” has no “{name}”."),
        "condition-circle": _("The conditions name each other in a circle: {ring}."),
        "condition-too-big": _(
            "With the conditions it names, this makes over {limit} comparisons, or is nested over"
            " {depth} deep."
        ),
        "answer-of-no-guide": _("In pack.yaml a step is named with its guide: GUIDE/{name}."),
        "rule-never": _("This rule is never reached: rule {rule} holds wherever it does."),
        "rules-end": _("The last one must hold always: leave its conditions out."),
        "not-a-question": _("The step “{name}” asks nothing, so it has no answer."),
        "not-a-time": _("The field “{name}” is no date or time."),
        "wrong-comparison": _("“{name}” does not suit a field of kind {kind}. Use: {known}."),
        "two-nows": _(
            "“now” may be the time or your field. Write “{instead}” for the time; for the field,"
            " turn the comparison round."
        ),
        "bad-limit": _("“{name}” is no amount. Write 100 or 100 CNY."),
        "reserved-step": _("The step id “{name}” is reserved for the opening question."),
        "no-effect": _("Choosing “{name}” changes nothing: no step, condition, message or need."),
        "same-effect": _("Choosing “{name}” does the same as “{other}”. Merge them."),
        "wait-before-opening": _(
            "Advice to wait needs the opening safety question before it; set “opening: true” on"
            " the guide's category."
        ),
        "wait-at-risk": _(
            "Whoever chooses “{name}” may be losing money, and can still be told to wait: {end}."
        ),
        "unreachable": _("Nothing leads to the step “{name}”."),
        "opening-circle": _(
            "The guide begins with the opening question, which leads to it. Put it into a category"
            " without “opening: true”."
        ),
        "misnamed": _("Nothing names “{name}”, but “{written}” is named in {count} places."),
        "breaks-base": _(
            "“{changed}” takes the place of a part of the shipped pack, and its “{base}” no longer"
            " fits. {problem}"
        ),
        "unread-file": _("Nobody reads this file here. Call it {instead}."),
        "wallet-name-twice": _("“{name}” is the wallet “{other}” already."),
        "never-true": _("This can never be true on any way that leads here."),
        "always-true": _("This is always true on every way that leads here: leave it out."),
        "rule-twice": _("This rule never decides: rule {rule} does wherever it would."),
        "asked-later": _("On no way is “{name}” asked for before this."),
        "may-be-past": _(
            "On some way here “{name}” may be so long ago that the day told is past. Lead only"
            " those here for whom “{{field: {name}, {rule}}}” holds."
        ),
        "not-collected": _("On no way here is “{name}” asked for, so it is never known."),
        "placeholder-one-language": _("{{{name}}} is missing in {language}."),
        "placeholder-not-here": _(
            "{{{name}}} is shown as it is here. Details stand in “request”, “expect” and “says”."
        ),
        "brace-open": _("A brace stands alone. Write a detail as {{field}}."),
        "no-message": _("This end sends to support and has no “request”: nothing to say there."),
        "contact-in-text": _(
            "“{name}” may be false tomorrow. Put it under a channel's “contacts”, with its source."
        ),
        "asks-secret": _("“{name}” asks for a secret. Nobody may ever be asked for one."),
        "unstated-number": _("No fact that is cited here states “{name}”."),
        "hard-to-read": _("This takes {count} years of school to read; at most {limit} are asked."),
        "long-sentence": _("A sentence has {count} characters; at most {limit} are easy to read."),
        "wrong-language": _("This is not written in {language}."),
        "other-language": _(
            "Nobody reads this: the pack is not in {language} (“languages” in pack.yaml)."
        ),
        "stale-contact": _("It was last checked on {date}, over a year ago. Check it again."),
        "stale-fact": _("It was last read on {date}, over a year ago. Read it again."),
        "future-date": _("The day {date} is still to come."),
        "no-walk": _("No walk goes through the guide “{name}”."),
        "unknown-end": _("There is no step “{name}” to end at."),
        "walk-elsewhere": _("The walk comes to “{name}”, not to “{wanted}”."),
        "silence-without-reason": _(
            "Write a reason behind “{name}”: without one it counts for nothing."
        ),
        "silence-unused": _("There is no warning “{name}” here to silence. Delete the comment."),
        "uncited-fact": _("Nothing cites the fact “{name}”, so it reaches nobody."),
        "no-which-wallet": _(
            "The pack has {count} wallets and never asks which one it is about. Write"
            " “which_wallet:” with the question."
        ),
        "unused-field": _("No guide uses the field “{name}”."),
        "unused-condition": _("Nothing names the condition “{name}”."),
        "phrase-twice": _("“{name}” is claimed by the guide “{other}” too."),
        "no-phrases": _("It has no phrases in {language}: nobody who types in it finds the guide."),
        "draft-walk": _(
            "“{name}” is a draft: read where it leads, mend the guide or the walk, and name it."
        ),
        "no-first-advice": _("The guide has no “now”: what to do, or not to do, at once."),
        "no-short": _("The step “{name}” has no “short”: a noun for where its answer is listed."),
        "too-wide": _("“{name}” takes {columns} columns in {language}; at most {limit} fit."),
        "lacks-channel": _("The wallet “{name}” has no channel for this end (needs: {needs})."),
        "tell-before-end": _(
            "What “{name}” tells stands above the next question, and an end may come first: "
            "say it there, in “do” or “expect”."
        ),
        "cycle": _("The steps go round in a circle: {ring}."),
        "too-long": _("The longest way through has {count} steps; {limit} are allowed."),
        "schema.missing": _("“{key}” is missing."),
        "schema.extra_forbidden": _("“{name}” is not known here."),
        "schema.string_type": _("This must be text, but is “{found}”."),
        "schema.string_too_short": _("The text is empty."),
        "schema.string_too_long": _("The text is longer than {max_length} characters."),
        "schema.string_pattern_mismatch": _(
            "“{found}” is not written as an id: small letters, digits and hyphens."
        ),
        "schema.fact_id": _(
            "“{found}” is not written as the name of a fact: small letters, digits and “_” in parts"
            " with dots between them, such as sunpay.card.block."
        ),
        "schema.basis": _(
            "“{found}” is neither “ours”, for what is your own suggestion, nor the name of a fact,"
            " such as sunpay.card.block."
        ),
        "schema.dict_type": _("This must hold “key: value” lines, but is “{found}”."),
        "schema.tuple_type": _("This must be a list, but is “{found}”."),
        "schema.bool_type": _("This must be true or false, but is “{found}”."),
        "schema.bool_parsing": _("This must be true or false, but is “{found}”."),
        "schema.literal_error": _("“{found}” is none of: {expected}."),
        "schema.too_long": _("There are {actual_length} here; {max_length} are allowed."),
        "schema.too_short": _("There are {actual_length} here; at least {min_length} are needed."),
        "schema.step_kind": _(
            "A step has exactly one of: ask, ask_many, try, collect, tell, decide, end."
        ),
        "schema.condition_kind": _(
            "A condition has exactly one of: answer, field, wallet, condition, all, any, not."
        ),
        "schema.pronoun": _("“<{name}>” is no word for the person; there are: {known}."),
        "schema.clause_open": _("A [ or ] stands alone: they go in pairs, none within another."),
        "schema.clause_bare": _("Between [ and ] there is no {{field}} that could be unknown."),
        "schema.now_empty": _("Say what to do now (do), what not to do (avoid), or both."),
        "schema.now_bare": _("Put “do:” or “avoid:” above it: what to do now, or what not to do."),
        "schema.phrases": _("Write the language above them: phrases: {{en: […]}}."),
        "schema.nothing": _("Nothing is written here: this is empty."),
        "schema.one_comparison": _("This needs exactly one of: {names}."),
        "schema.option_next": _("The option “{name}” and its “next” do not fit this step."),
        "schema.field_options": _("“options” belong to a field of kind choice, and only there."),
        "schema.no_length": _(
            "“{found}” is no length of time. Write a number with its unit: 3 working days, 3 days,"
            " 3 hours or 30 minutes."
        ),
        "schema.unsafe_characters": _("It holds an invisible control character; delete it."),
        "schema.date_from_datetime_parsing": _("“{found}” is no date. Write 2026-11-20."),
        "schema.date_from_datetime_inexact": _("“{found}” is no date. Write 2026-11-20."),
        "schema.date_type": _("“{found}” is no date. Write 2026-11-20."),
        "schema.no_time": _("“{found}” is no time. Write 2026-11-20 15:00."),
        "unknown-answer-key": _("No guide has a step or field called “{name}”."),
        "unknown-answer-option": _("“{name}” is no answer to “{key}”. Answers: {known}."),
        "not-understood": _("The answer for “{name}” was not accepted. {problem}"),
        "no-answer": _("“{key}” has no answer: {question}"),
        "off-path": _("“{name}” was not asked on this way, so it was not used."),
        "not-a-case": _("This is no case that wallethelp exported as JSON."),
        "newer-case": _("This case is of another version ({name}) than this wallethelp reads."),
        "does-not-fit": _("What stands here is no part of a case as wallethelp writes it."),
        "holds-secret": _("There is a password, a code or a key in “{name}”; it is never kept."),
        "text-too-long": _("The text in “{name}” is longer than any that wallethelp keeps."),
        "no-such-year": _("The time in “{name}” is out of reach."),
        "no-amount": _("The amount in “{name}” is out of reach."),
        "no-name": _("“{name}” does not name a guide, a step, a field or a channel here."),
        "no-digest": _("This is no fingerprint (SHA-256)."),
        "no-number": _("The evidence is not numbered, or not measured, as wallethelp does it."),
        "answers-shape": _(
            "An answers file holds “steps” and “fields”, each with key: value lines."
        ),
    }
