"""A pack that extends the shipped one: what is put together, and where its mistakes are told."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml
from msgspec.structs import replace

from tests.checks.breaking import good_pack
from tests.support import FLOWS, LOOKED_UP, loaded
from wallethelp.cli.flows.check import checked_pack
from wallethelp.core.conditions import FieldIs
from wallethelp.core.extending import Change
from wallethelp.core.guide import End
from wallethelp.core.model import OTHER_WALLET, Pack
from wallethelp.core.names import parts, references
from wallethelp.pack.load import BrokenPackError, load
from wallethelp.pack.phrases import load_concepts, load_phrases

TODAY = LOOKED_UP.date()
BEGINNING = "format: 1\nextends: wallethelp\ntitle: {zh: 我们的, en: Ours}\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The pack beside the ways to break it."""
    return good_pack(tmp_path / "ours", "extension")


def bare(folder: Path, **files: str) -> Path:
    """A pack that extends the shipped one and holds these files, by their names without `.yaml`."""
    for name, text in {"pack": "", **files}.items():
        path = folder / f"{name}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text((BEGINNING if name == "pack" else "") + text, encoding="utf-8")
    return folder


def pack_of(folder: Path) -> Pack:
    found = load(folder)
    assert found.mistakes == ()
    return found.pack


def told(folder: Path) -> list[tuple[str, str, int]]:
    return [(one.code, one.file, one.line) for one in checked_pack(folder, TODAY).mistakes]


def test_a_title_alone_is_the_shipped_pack_under_another_name(tmp_path: Path) -> None:
    ours, shipped = pack_of(bare(tmp_path / "ours")), loaded(FLOWS).pack
    info = replace(ours.info, extends=None, title=shipped.info.title, made_by=shipped.info.made_by)
    assert replace(ours, info=info) == shipped
    assert (ours.info.title.en, ours.info.made_by) == ("Ours", None)


def test_what_is_new_is_added_and_what_is_called_alike_replaced(folder: Path) -> None:
    ours, shipped = pack_of(folder), loaded(FLOWS).pack
    assert ours.guides.keys() - shipped.guides.keys() == {"card-lost"}
    assert ours.wallets.keys() - shipped.wallets.keys() == {"sunpay"}
    assert [*ours.wallets][-1] == OTHER_WALLET
    assert [*ours.guides] == sorted(ours.guides)
    assert ours.fields["expected-by"] != shipped.fields["expected-by"]
    assert ours.fields.keys() - shipped.fields.keys() == {"card-lost"}
    assert ours.facts.items() > shipped.facts.items()
    shown = [category.id for category in ours.info.categories]
    assert shown == [*(category.id for category in shipped.info.categories), "cards"]
    assert ours.info.opening == shipped.info.opening


def test_it_is_named_kind_by_kind(folder: Path) -> None:
    assert set(checked_pack(folder, TODAY).changes) == {
        Change(kind="wallet", name="sunpay", how="added"),
        Change(kind="guide", name="card-lost", how="added"),
        Change(kind="field", name="card-lost", how="added"),
        Change(kind="field", name="expected-by", how="replaced"),
        Change(kind="fact", name="sunpay.card", how="added"),
        Change(kind="category", name="cards", how="added"),
        Change(kind="text", name="solved", how="replaced"),
        Change(kind="text", name="look", how="added"),
    }


def test_a_wording_of_its_own_stands_in_shipped_guides_too(folder: Path) -> None:
    ours, shipped = pack_of(folder), loaded(FLOWS).pack
    before = shipped.info.texts["solved"]
    places = [
        (name, step_name)
        for name, guide in shipped.guides.items()
        for step_name, step in guide.steps.items()
        if getattr(step, "title", None) == before
    ]
    assert places
    for name, step in places:
        assert getattr(ours.guides[name].steps[step], "title", None) == ours.info.texts["solved"]


def test_a_shipped_wording_can_be_named(tmp_path: Path) -> None:
    text = "format: 1\nextends: wallethelp\ntitle: {text: login-ask}\n"
    folder = bare(tmp_path / "ours")
    (folder / "pack.yaml").write_text(text, encoding="utf-8")
    assert pack_of(folder).info.title == loaded(FLOWS).pack.info.texts["login-ask"]


CONTACTS = """\
sides: {own-bank: beyond}
steps:
  wait:
    do: wait
    short: {zh: 等等, en: Wait}
    text: {zh: 等到时间。, en: Wait for it.}
"""


def test_contacts_are_laid_over_name_by_name(tmp_path: Path) -> None:
    ours = pack_of(bare(tmp_path / "ours", contacts=CONTACTS)).onward
    shipped = loaded(FLOWS).pack.onward
    assert ours is not None
    assert shipped is not None
    assert ours.sides == {**shipped.sides, "own-bank": "beyond"}
    assert [*ours.steps] == [*shipped.steps]
    assert ours.steps["wait"] != shipped.steps["wait"]
    same = ("patience", "rules", "letters", "lines", "statements", "secrets")
    assert [getattr(ours, key) for key in same] == [getattr(shipped, key) for key in same]


def test_phrases_of_both_count_its_own_first(folder: Path) -> None:
    ours = pack_of(folder)
    (folder / "phrases/en/top-up-failed.yaml").write_text("- sun top up lost\n", encoding="utf-8")
    found, mistakes = load_phrases(folder, ours)
    shipped, _none = load_phrases(FLOWS, loaded(FLOWS).pack)
    assert mistakes == ()
    assert set(found["en"]["top-up-failed"]) == {*shipped["en"]["top-up-failed"], "sun top up lost"}
    assert "the plastic of SunPay is gone" in found["en"]["card-lost"]
    (folder / "phrases/concepts.yaml").write_text("plastic: [the plastic]\n", encoding="utf-8")
    concepts, danger, _none = load_concepts(folder, ours)
    below, danger_below, _none = load_concepts(FLOWS)
    assert (concepts, danger) == ({**below, "plastic": ("the plastic",)}, danger_below)


# --- mistakes -----------------------------------------------------------------------------------


def test_what_does_not_exist_cannot_be_extended(folder: Path) -> None:
    text = (folder / "pack.yaml").read_text("utf-8")
    (folder / "pack.yaml").write_text(text.replace("wallethelp", "/etc"), encoding="utf-8")
    with pytest.raises(BrokenPackError) as broken:
        load(folder)
    assert [(one.file, one.line) for one in broken.value.mistakes] == [("pack.yaml", 2)]
    assert "wallethelp" in broken.value.mistakes[0].names["expected"]


@pytest.mark.parametrize("name", sorted(loaded(FLOWS).pack.guides))
def test_a_shipped_guide_with_one_step_renamed_is_told_at_it(tmp_path: Path, name: str) -> None:
    """Whatever others of the shipped guides ask of a guide, nothing is told of their files."""
    data = yaml.safe_load((FLOWS / f"guides/{name}.yaml").read_text("utf-8"))
    for step in data["steps"].values():
        for key in ("ask", "ask_many"):
            if key in step:
                step["options"] = {f"{o}-new": v for o, v in step["options"].items()}
    folder = bare(tmp_path / "ours")
    (folder / "guides").mkdir()
    written = yaml.safe_dump(data, allow_unicode=True, sort_keys=False)
    (folder / f"guides/{name}.yaml").write_text(written, encoding="utf-8")
    for code, file, line in told(folder):
        assert (file, line > 0) == (f"guides/{name}.yaml", True), code


@pytest.mark.parametrize("name", sorted(loaded(FLOWS).pack.fields))
def test_a_field_of_another_kind_is_told_once_at_it(tmp_path: Path, name: str) -> None:
    words = {"zh": "名字", "en": "A name"}
    spec: dict[str, Any] = {"kind": "text", "label": words, "ask": words, "missing": words}
    if loaded(FLOWS).pack.fields[name].kind == "choice":
        spec |= {"kind": "choice", "options": {"another": {"label": words}}}
    folder = bare(tmp_path / "ours", fields=json.dumps({name: spec}))
    found = load_or_mistakes(folder)
    assert [(one.code, one.file, one.line) for one in found] in (
        [],
        [("breaks-base", "fields.yaml", 1)],
    )
    assert bool(found) == _is_compared(name)


def _is_compared(name: str) -> bool:
    """Whether a shipped guide or field counts on the kind or the options of a field."""
    pack = loaded(FLOWS).pack
    for value in (pack.guides, pack.fields, pack.info):
        for _place, part in parts(value):
            if isinstance(part, FieldIs) and part.field == name and part.known is None:
                return True
            if any(n == name and to == "time" for _at, to, n in references(part)):
                return True
            if isinstance(part, End) and part.until == name:
                return True
    return False


def load_or_mistakes(folder: Path) -> tuple[Any, ...]:
    try:
        return load(folder).mistakes
    except BrokenPackError as error:
        return error.mistakes


def test_a_broken_guide_of_its_own_is_left_out(folder: Path) -> None:
    path = folder / "guides/card-lost.yaml"
    path.write_text(path.read_text("utf-8").replace("start: used", "start: usd"), encoding="utf-8")
    found = load(folder)
    assert found.left_out == ("guides/card-lost.yaml",)
    assert "card-lost" not in found.pack.guides


def test_a_copy_of_a_shipped_guide_replaces_it_without_a_word(tmp_path: Path) -> None:
    folder = bare(tmp_path / "ours")
    for part in ("guides", "walks"):
        (folder / part).mkdir()
        shutil.copy(FLOWS / f"{part}/send-feedback.yaml", folder / part)
    assert told(folder) == []
    assert pack_of(folder).guides == loaded(FLOWS).pack.guides


def test_so_many_entries_are_read(tmp_path: Path) -> None:
    fact = {"claim": {"zh": "事", "en": "So"}, "source": "s", "read_on": "2026-01-05"}
    many = {f"many.n{number}": {**fact, "confidence": "high"} for number in range(2000)}
    folder = bare(tmp_path / "ours", facts=json.dumps(many))
    assert len(pack_of(folder).facts) == len(loaded(FLOWS).pack.facts) + 2000
