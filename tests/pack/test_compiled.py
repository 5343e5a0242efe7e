"""The compiled form of a pack is the pack."""

import os
from pathlib import Path
from typing import Any

import pytest
from msgspec.msgpack import encode

from tests.pack.generated import write_generated_pack
from tests.support import FLOWS, loaded, write_pack
from wallethelp.core.model import Pack
from wallethelp.pack.compiled import CompiledFile, Opened, Origin, compiled
from wallethelp.pack.load import Loaded, load

PARTS = Pack.__struct_fields__


def again(whole: Loaded, place: Path) -> Opened:
    """The pack, written to a file and read from there."""
    place.write_bytes(compiled(whole.pack, whole.left_out, Origin()))
    return CompiledFile(os.open(place, os.O_RDONLY)).opened(_never)


def _never() -> Pack:
    raise AssertionError("nothing was damaged")


def _is_same(whole: Loaded, opened: Opened) -> None:
    assert opened.left_out == whole.left_out
    for part in PARTS:
        one, other = getattr(whole.pack, part), getattr(opened.pack, part)
        assert one == other, part
        if part not in ("info", "fingerprint"):
            assert list(one) == list(other), "in the same order"
            # As bytes: 1 and 1.0 are equal, and not the same.
            assert encode(dict(one)) == encode(dict(other)), part
    assert list(opened.pack.listed) == list(whole.pack.listed)


def test_the_shipped_pack(tmp_path: Path) -> None:
    _is_same(loaded(FLOWS), again(loaded(FLOWS), tmp_path / "it"))


@pytest.mark.parametrize("tens", range(20))
def test_packs_nobody_wrote(tmp_path: Path, tens: int) -> None:
    for number in range(10 * tens, 10 * tens + 10):
        whole = load(write_generated_pack(tmp_path / str(number), number))
        assert not whole.left_out, whole.mistakes
        _is_same(whole, again(whole, tmp_path / "it"))


def test_a_pack_with_mistakes_is_what_is_left_of_it(tmp_path: Path) -> None:
    files = {"guides/broken.yaml": "id: broken\n", "wallets/none.yaml": "[]\n"}
    whole = load(write_pack(tmp_path / "pack", files))
    opened = again(whole, tmp_path / "it")
    _is_same(whole, opened)
    assert opened.left_out == ("guides/broken.yaml", "wallets/none.yaml")


def test_only_what_is_looked_at_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []
    decoded = CompiledFile._at

    def at(self: CompiledFile, place: Any, kind: Any) -> Any:
        read.append(kind.__name__)
        return decoded(self, place, kind)

    monkeypatch.setattr(CompiledFile, "_at", at)
    pack = again(loaded(FLOWS), tmp_path / "it").pack
    assert read == ["PackInfo"]
    assert pack.wallet_named("upay") is not None
    assert pack.wallet_named("UPay") is pack.wallets["upay"]
    assert read[1:] == ["dict", "Wallet"]
    assert pack.in_menu
    assert "emergency" in pack.guides
    assert read[3:] == ["dict"]
    assert pack.guides["emergency"] is pack.guides["emergency"]
    assert read[4:] == ["Guide"]
