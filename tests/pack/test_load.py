"""A folder of YAML as a pack: all its mistakes at once, and what can still run."""

from pathlib import Path

import pytest

from tests.support import (
    FLOWS,
    SMALL_PACK,
    WeekendsOnly,
    begin,
    reply_with,
    small_world,
    write_pack,
)
from wallethelp.core.guide import ToGuide
from wallethelp.core.limits import MAX_BYTES
from wallethelp.core.session import AtEnd, World, current
from wallethelp.core.sound import LEFT_OUT
from wallethelp.core.values import Unknown
from wallethelp.pack.find import shipped_pack
from wallethelp.pack.load import BrokenPackError, Loaded, load

LOST = "guides/lost.yaml"
COMMON = ["pack.yaml", "fields.yaml", "ladder.yaml", "facts.yaml"]
Seen = tuple[str, str, int, int]


def _seen(found: Loaded | BrokenPackError) -> list[Seen]:
    """File, code, line and column of every mistake."""
    return [(m.file, m.code, m.line, m.column) for m in found.mistakes]


def _broken(folder: Path, files: dict[str, str] | None = None) -> BrokenPackError:
    if files is not None:
        write_pack(folder, files)
    with pytest.raises(BrokenPackError) as caught:
        load(folder)
    return caught.value


def _edited(old: str, new: str, file: str = LOST) -> dict[str, str]:
    assert SMALL_PACK[file].count(old) == 1, old
    return {file: SMALL_PACK[file].replace(old, new)}


# --- a sound pack ---------------------------------------------------------------------------------


def test_a_sound_pack_is_whole(tmp_path: Path) -> None:
    loaded = load(write_pack(tmp_path, {}))
    assert loaded.mistakes == ()
    assert loaded.left_out == ()
    assert set(loaded.pack.guides) == {"emergency", "lost"}
    assert set(loaded.pack.wallets) == {"upay"}
    assert set(loaded.pack.fields) == {"amount", "due"}


def test_the_shipped_pack_is_found_beside_the_sources() -> None:
    assert shipped_pack().resolve() == FLOWS.resolve()


def test_the_shipped_pack_leaves_nothing_out() -> None:
    assert load(FLOWS).left_out == ()


def test_the_shipped_pack_holds_no_contact_of_a_wallet() -> None:
    for wallet in load(FLOWS).pack.wallets.values():
        for channel in wallet.channels.values():
            assert channel.contacts == ()


def test_guides_and_wallets_come_in_the_order_of_their_files_and_the_other_wallet_last(
    tmp_path: Path,
) -> None:
    files = {
        f"wallets/{name}.yaml": SMALL_PACK["wallets/upay.yaml"].replace("id: upay", f"id: {name}")
        for name in ("other", "zpay", "apay")
    }
    assert list(load(write_pack(tmp_path, files)).pack.wallets) == ["apay", "upay", "zpay", "other"]


def test_the_opening_question_is_put_before_the_guides_that_need_it(tmp_path: Path) -> None:
    pack = load(write_pack(tmp_path, {})).pack
    assert pack.guides["lost"].start == "safety-first"
    assert pack.guides["emergency"].start == "stop"


def test_shared_wording_is_filled_in(tmp_path: Path) -> None:
    own = SMALL_PACK[LOST].replace(
        "start: gone", "texts:\n  wait: {zh: 等, en: Please wait}\nstart: gone"
    )
    own = own.replace("title: {zh: 等, en: Wait}", "title: {text: wait}")
    guide = load(write_pack(tmp_path, {LOST: own})).pack.guides["lost"]
    assert guide.steps["wait"].title.en == "Please wait"  # type: ignore[union-attr]
    assert guide.steps["done"].title.en == "Solved"  # type: ignore[union-attr]


def test_shared_wording_of_a_guide_comes_before_that_of_the_pack(tmp_path: Path) -> None:
    own = SMALL_PACK[LOST].replace(
        "start: gone", "texts:\n  solved: {zh: 行, en: Own}\nstart: gone"
    )
    guide = load(write_pack(tmp_path, {LOST: own})).pack.guides["lost"]
    assert guide.steps["done"].title.en == "Own"  # type: ignore[union-attr]


def test_files_that_are_no_yaml_are_not_looked_at(tmp_path: Path) -> None:
    files = {"guides/README.md": "# hello", "guides/lost.yaml~": "[", "notes.txt": "x"}
    assert load(write_pack(tmp_path, files)).mistakes == ()


# --- every mistake at once ------------------------------------------------------------------------


def test_all_mistakes_of_a_file_come_at_once_with_their_places(tmp_path: Path) -> None:
    text = """\
id: lost
title: {zh: 丢钱}
categry: money
start: gone
steps:
  gone:
    ask: {zh: 扣了吗, en: Is it gone}
    options:
      Charged: {label: {zh: 是, en: Charged}, next: details}
      not-charged: {label: {zh: 否, en: ""}, next: done}
  details:
    collect: amount
    next: done
  both:
    ask: {zh: 一, en: One}
    end: resolved
  done:
    end: resovled
    title: {text: slved}
    needs: [quik]
"""
    loaded = load(write_pack(tmp_path, {LOST: text}))
    assert loaded.left_out == (LOST,)
    assert _seen(loaded) == [
        (LOST, "schema.missing", 2, 1),
        (LOST, "schema.extra_forbidden", 3, 1),
        (LOST, "schema.missing", 6, 3),
        (LOST, "schema.string_pattern_mismatch", 9, 7),
        (LOST, "schema.string_too_short", 10, 36),
        (LOST, "schema.tuple_type", 12, 5),
        (LOST, "schema.step_kind", 14, 3),
        (LOST, "schema.literal_error", 18, 5),
        (LOST, "unknown-text", 19, 13),
        (LOST, "schema.literal_error", 20, 13),
    ]
    near = {(m.line, m.closest) for m in loaded.mistakes if m.closest}
    assert near == {(3, "category"), (18, "resolved"), (19, "solved"), (20, "quick")}
    missing = {m.line: m.names["key"] for m in loaded.mistakes if m.code == "schema.missing"}
    assert missing == {2: "en", 6: "unknown"}


def test_mistakes_of_all_files_come_at_once_in_order(tmp_path: Path) -> None:
    files = {
        **_edited("next: early", "next: erly"),
        **_edited("replies: minutes", "replies: soon", "wallets/upay.yaml"),
        "wallets/apay.yaml": SMALL_PACK["wallets/upay.yaml"].replace("id: upay", "id: apay"),
        "guides/more.yaml": "id: more\nid: more\n",
        "guides/empty.yaml": "",
    }
    loaded = load(write_pack(tmp_path, files))
    assert [(file, code) for file, code, *_ in _seen(loaded)] == [
        ("wallets/upay.yaml", "schema.literal_error"),
        ("guides/empty.yaml", "empty"),
        (LOST, "unknown-step"),
        *[("guides/more.yaml", "schema.missing")] * 4,
        ("guides/more.yaml", "double-key"),
    ]
    assert loaded.left_out == (
        "guides/empty.yaml",
        LOST,
        "guides/more.yaml",
        "wallets/upay.yaml",
    )


def test_mistakes_of_all_common_files_come_at_once(tmp_path: Path) -> None:
    files = {
        **_edited("format: 1", "format: 2", "pack.yaml"),
        **_edited("kind: money", "kind: mony", "fields.yaml"),
        **_edited("confidence: high", "confidence: hgh", "facts.yaml"),
        **_edited("purpose:", "purpos:", "ladder.yaml"),
    }
    error = _broken(tmp_path, files)
    assert [(file, code) for file, code, *_ in _seen(error)] == [
        ("pack.yaml", "schema.literal_error"),
        ("fields.yaml", "schema.literal_error"),
        ("facts.yaml", "schema.literal_error"),
        ("ladder.yaml", "schema.extra_forbidden"),
    ]


KEYS = [
    ("category: money", "categry: money", "category"),
    ("unknown: details", "unknwon: details", "unknown"),
    ("collect: [amount]", "colect: [amount]", None),
    ("until: due", "untill: due", "until"),
    ("needs: [quick]", "can_login: true", "can_log_in"),
    ("else: report", "esle: report", "else"),
    ("needs: [quick]", "zzzzz: true", None),
]


@pytest.mark.parametrize(("old", "new", "closest"), KEYS)
def test_an_unknown_key_is_refused_with_the_closest_that_is_known(
    tmp_path: Path, old: str, new: str, closest: str | None
) -> None:
    loaded = load(write_pack(tmp_path, _edited(old, new)))
    assert loaded.left_out == (LOST,)
    line = SMALL_PACK[LOST][: SMALL_PACK[LOST].index(old)].count("\n") + 1
    refused = [m for m in loaded.mistakes if m.code == "schema.extra_forbidden"]
    if old.startswith("collect"):
        assert [m.code for m in loaded.mistakes] == ["schema.step_kind"]
    else:
        assert [(m.line, m.closest) for m in refused] == [(line, closest)]


BAD_SHAPES = [
    ("needs: [quick]", "needs: [quick, fast]", "schema.literal_error"),
    ("needs: [quick]", "follow_up: {after: 3 weeks, basis: ours}", "schema.no_length"),
    ("needs: [quick]", "facts: [one]", "schema.fact_id"),
    ("needs: [quick]", "do: fast", "schema.tuple_type"),
    ("field: due, after: now", "field: due", "schema.one_comparison"),
    ("field: due, after: now", "field: due, after: now, known: true", "schema.one_comparison"),
    ("field: due, after: now", "fild: due, after: now", "schema.condition_kind"),
    ("field: due, after: now", "all: []", "schema.too_short"),
    ("field: due, after: now", "field: due, older_than: long", "schema.no_length"),
    ("title: {zh: 等, en: Wait}", 'title: {zh: 等, en: "Wa\\eit"}', "schema.unsafe_characters"),
    ("title: {zh: 等, en: Wait}", "title: Wait", "schema.dict_type"),
    ("title: {zh: 等, en: Wait}", "title: {text: wiat}", "unknown-text"),
    ("id: lost", "id: lots", "id-is-file-name"),
    ("id: lost", "id: Lost!", "schema.string_pattern_mismatch"),
]


@pytest.mark.parametrize(("old", "new", "code"), BAD_SHAPES)
def test_a_bad_shape_is_found_on_its_line(tmp_path: Path, old: str, new: str, code: str) -> None:
    loaded = load(write_pack(tmp_path, _edited(old, new)))
    assert loaded.left_out == (LOST,)
    line = SMALL_PACK[LOST][: SMALL_PACK[LOST].index(old)].count("\n") + 1
    assert [m.code for m in loaded.mistakes] == [code]
    (mistake,) = loaded.mistakes
    assert mistake.line == line
    assert mistake.column


def test_an_option_that_leads_nowhere_is_named_where_it_stands(tmp_path: Path) -> None:
    (mistake,) = load(
        write_pack(tmp_path, _edited("Charged}, next: details}", "Charged}}"))
    ).mistakes
    assert (mistake.code, mistake.names["name"]) == ("schema.option_next", "charged")
    assert (
        mistake.line == SMALL_PACK[LOST][: SMALL_PACK[LOST].index("      charged:")].count("\n") + 1
    )


def test_a_comma_in_flow_style_prose_is_found_as_such(tmp_path: Path) -> None:
    loaded = load(write_pack(tmp_path, _edited("en: Is it gone}", "en: Is it, well, gone}")))
    assert [(m.code, m.line) for m in loaded.mistakes] == [("prose-in-flow-style", 7)]


# --- one broken guide -----------------------------------------------------------------------------

BROKEN = "id: broken\ntitle: {zh: 坏, en: Broken}\n"
TO_BROKEN = _edited("Not charged}, next: done}", "Not}, next: {guide: broken}}")[LOST].replace(
    "else: report", "else: done"
)


@pytest.mark.parametrize(
    "text",
    [BROKEN, "", "[", "id: other\n", "a: &b 1\n", "\x00", "x: {" * 100],
    ids=["incomplete", "empty", "syntax", "other id", "anchor", "control", "deep"],
)
def test_one_broken_guide_is_left_out_and_the_others_run(tmp_path: Path, text: str) -> None:
    world = small_world(tmp_path, {"guides/broken.yaml": text})
    assert set(world.pack.guides) == {"emergency", "lost"}
    session = reply_with(world, begin(world, "lost"), "nobody", "not-charged")
    assert isinstance(current(world, session), AtEnd)


def test_a_guide_that_is_no_utf8_is_left_out(tmp_path: Path) -> None:
    write_pack(tmp_path, {})
    (tmp_path / "guides/broken.yaml").write_bytes("id: 坏".encode("gb18030"))
    loaded = load(tmp_path)
    assert loaded.left_out == ("guides/broken.yaml",)
    assert _seen(loaded) == [("guides/broken.yaml", "not-utf8", 1, 5)]


def test_a_huge_guide_is_left_out(tmp_path: Path) -> None:
    loaded = load(write_pack(tmp_path, {"guides/broken.yaml": "a" * (MAX_BYTES + 1)}))
    assert [(m.file, m.code) for m in loaded.mistakes] == [("guides/broken.yaml", "too-big")]


def test_a_folder_in_place_of_a_guide_is_left_out(tmp_path: Path) -> None:
    (write_pack(tmp_path, {}) / "guides/broken.yaml").mkdir()
    assert [(m.file, m.code) for m in load(tmp_path).mistakes] == [
        ("guides/broken.yaml", "unreadable")
    ]


def test_a_hand_over_to_a_broken_guide_still_reaches_an_end(tmp_path: Path) -> None:
    files = {LOST: TO_BROKEN, "guides/broken.yaml": BROKEN}
    loaded = load(write_pack(tmp_path, files))
    assert loaded.left_out == ("guides/broken.yaml",)
    assert not [m for m in loaded.mistakes if m.file == LOST]
    world = World(pack=loaded.pack, calendar=WeekendsOnly())
    position = current(world, reply_with(world, begin(world, "lost"), "nobody", "not-charged"))
    assert isinstance(position, AtEnd)
    assert (position.ref.guide, position.end.end) == ("broken", "contact")


def test_no_menu_offers_the_stand_in_of_a_broken_guide(tmp_path: Path) -> None:
    files = {LOST: TO_BROKEN, "guides/broken.yaml": BROKEN}
    pack = load(write_pack(tmp_path, files)).pack
    assert pack.guides["broken"].category == LEFT_OUT
    assert LEFT_OUT not in [category.id for category in pack.info.categories]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("needs: [quick]", "follow_up: {after: 1 day, basis: ours, next: {guide: broken}}"),
        ("field: due, after: now", "answer: broken/step, is: charged"),
    ],
)
def test_a_guide_that_only_names_a_broken_one_still_runs(
    tmp_path: Path, old: str, new: str
) -> None:
    loaded = load(write_pack(tmp_path, {**_edited(old, new), "guides/broken.yaml": BROKEN}))
    assert loaded.left_out == ("guides/broken.yaml",)
    assert not [m for m in loaded.mistakes if m.file == LOST]


@pytest.mark.parametrize("guide", sorted(load(FLOWS).pack.guides))
def test_any_shipped_guide_but_the_emergency_may_break_without_the_others(
    tmp_path: Path, guide: str
) -> None:
    for path in FLOWS.rglob("*.yaml"):
        copy = tmp_path / path.relative_to(FLOWS)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(path.read_bytes())
    (tmp_path / f"guides/{guide}.yaml").write_text(f"id: {guide}\n", encoding="utf-8")
    if guide == "emergency":
        assert _broken(tmp_path).mistakes
        return
    loaded = load(tmp_path)
    assert loaded.left_out == (f"guides/{guide}.yaml",)
    world = World(pack=loaded.pack, calendar=WeekendsOnly())
    for name in loaded.pack.guides:
        session = begin(world, name)
        while not isinstance(current(world, session), AtEnd):
            session = reply_with(world, session, Unknown())


def test_a_guide_whose_names_are_wrong_is_left_out_like_one_that_cannot_be_read(
    tmp_path: Path,
) -> None:
    loaded = load(write_pack(tmp_path, _edited("next: early", "next: nowhere")))
    assert loaded.left_out == (LOST,)
    assert set(loaded.pack.guides) == {"emergency"}


def test_a_guide_that_starts_nowhere_is_left_out(tmp_path: Path) -> None:
    loaded = load(write_pack(tmp_path, _edited("start: gone", "start: nowhere")))
    assert loaded.left_out == (LOST,)
    assert ("unknown-step", 4) in [(m.code, m.line) for m in loaded.mistakes]


def test_a_hand_over_stays_where_both_guides_are_sound(tmp_path: Path) -> None:
    files = _edited("Not charged}, next: done}", "Not}, next: {guide: emergency}}")
    text = files[LOST].replace("else: report", "else: done")
    step = load(write_pack(tmp_path, {LOST: text})).pack.guides["lost"].steps["gone"]
    assert step.options["not-charged"].next == ToGuide(guide="emergency")  # type: ignore[union-attr]


# --- a broken wallet ------------------------------------------------------------------------------


def test_one_broken_wallet_is_left_out_and_what_names_it_still_runs(tmp_path: Path) -> None:
    files = {
        **_edited("field: due, after: now", "wallet: apay"),
        "wallets/apay.yaml": "id: apay\n",
    }
    loaded = load(write_pack(tmp_path, files))
    assert loaded.left_out == ("wallets/apay.yaml",)
    assert set(loaded.pack.wallets) == {"upay"}
    assert {m.file for m in loaded.mistakes} == {"wallets/apay.yaml"}


# --- a broken pack --------------------------------------------------------------------------------


@pytest.mark.parametrize("file", COMMON)
def test_a_pack_needs_every_common_file(tmp_path: Path, file: str) -> None:
    (write_pack(tmp_path, {}) / file).unlink()
    assert _seen(_broken(tmp_path)) == [(file, "missing-file", 0, 0)]


@pytest.mark.parametrize("file", COMMON)
@pytest.mark.parametrize(
    ("text", "code"), [("", "empty"), ("[", "bracket-open"), ("a: *b", "alias")]
)
def test_a_common_file_that_cannot_be_used_breaks_the_pack(
    tmp_path: Path, file: str, text: str, code: str
) -> None:
    error = _broken(tmp_path, {file: text})
    assert (file, code) in [(m.file, m.code) for m in error.mistakes]
    assert error.mistakes[0].file == file


def test_wrong_names_in_a_common_file_break_the_pack(tmp_path: Path) -> None:
    error = _broken(tmp_path, _edited("next: go-on", "next: goon", "pack.yaml"))
    assert [(m.file, m.code, m.closest) for m in error.mistakes] == [
        ("pack.yaml", "unknown-step", "go-on")
    ]


@pytest.mark.parametrize("folder", ["guides", "wallets"])
def test_a_pack_without_a_guide_or_a_wallet_is_none(tmp_path: Path, folder: str) -> None:
    write_pack(tmp_path, {})
    for path in (tmp_path / folder).iterdir():
        path.unlink()
    assert _broken(tmp_path).mistakes


def test_a_pack_without_its_emergency_guide_cannot_run(tmp_path: Path) -> None:
    error = _broken(tmp_path, {"guides/emergency.yaml": "id: emergency\n"})
    assert "guides/emergency.yaml" in {m.file for m in error.mistakes}


def test_a_folder_that_is_not_there_or_is_none_is_said_so(tmp_path: Path) -> None:
    assert [m.code for m in _broken(tmp_path / "nowhere").mistakes] == ["no-such-folder"]
    file = tmp_path / "file"
    file.write_text("x", encoding="utf-8")
    assert [m.code for m in _broken(file).mistakes] == ["not-a-folder"]


def test_an_empty_folder_names_all_that_is_missing(tmp_path: Path) -> None:
    found = {(m.file, m.code) for m in _broken(tmp_path).mistakes}
    assert found == {(file, "missing-file") for file in COMMON}


def test_a_file_that_may_not_be_read_is_said_so(tmp_path: Path) -> None:
    file = write_pack(tmp_path, {}) / "pack.yaml"
    file.unlink()
    file.symlink_to(file)  # a circle, which even root cannot read
    assert [(m.file, m.code) for m in _broken(tmp_path).mistakes] == [("pack.yaml", "unreadable")]
