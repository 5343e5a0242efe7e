"""Sentences with a pack that extends the shipped one: whatever it teaches, danger is heard."""

from functools import cache
from pathlib import Path

import pytest

from tests.checks.breaking import good_pack
from tests.pack.test_extending import bare, pack_of
from tests.support import FLOWS, loaded, shipped_index
from wallethelp.core.triage.guides import Index
from wallethelp.pack import phrases
from wallethelp.pack.phrases import learn, load_phrases
from wallethelp.pack.simplified import simplified


@cache
def _emergencies() -> tuple[str, ...]:
    pack = loaded(FLOWS).pack
    found, _mistakes = load_phrases(FLOWS, pack)
    return tuple(text for some in found.values() for text in some[pack.info.emergency])


def index_of(folder: Path) -> Index:
    below = shipped_index()
    return Index(learn(folder, pack_of(folder), below.learned), simplified, below)


def test_a_wallet_alone_teaches_its_names_and_nothing_is_learned_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = bare(tmp_path / "ours")
    wallet = good_pack(tmp_path / "good", "extension") / "wallets/sunpay.yaml"
    (folder / "wallets").mkdir()
    (folder / "wallets/sunpay.yaml").write_bytes(wallet.read_bytes())
    shipped_index()
    monkeypatch.setattr(phrases, "learn_index", None)
    index = index_of(folder)
    assert index.rank("my sun pay top-up has not arrived").wallet == "sunpay"
    assert index.rank("充值没到账") == shipped_index().rank("充值没到账")


def test_whoever_puts_emergencies_elsewhere_does_not_silence_them(tmp_path: Path) -> None:
    said = [text for text in _emergencies() if shipped_index().rank(text).is_alarm]
    assert len(said) > 100
    listed = "".join(f"- {text!r}\n" for text in said if "'" not in text)
    files = {f"phrases/{lang}/{name}": listed for lang in ("zh", "en") for name in FALSE}
    index = index_of(bare(tmp_path / "ours", **files))
    assert [text for text in said[::5] if not index.rank(text).is_alarm] == []
    ranked = index.rank(said[0])
    assert ranked.matches[0].guide == loaded(FLOWS).pack.info.emergency


FALSE = ("send-feedback", "_harmless", "_off-topic")
"""Where sentences of danger would be told from danger."""
