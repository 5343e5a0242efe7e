"""The lists that lead to the guides and the wallets, and how to reach each wallet."""

from collections.abc import Iterator
from datetime import date

from tests.site.pages import Page, both, box, plain, said
from wallethelp.core.model import Pack
from wallethelp.core.text import Language
from wallethelp.i18n import labelled, say, speaking
from wallethelp.render.channels_page import channels_page
from wallethelp.render.page import Block, Entry, Paragraph, Section, Title


def list_pages(pack: Pack, spoken: Language, today: date) -> Iterator[Page]:
    """`guides/index.md`, `wallets/index.md` and a page for each wallet."""
    with speaking(spoken):
        yield Page(language=spoken, path="guides/index.md", text="\n".join(_guides(pack)))
        yield Page(language=spoken, path="wallets/index.md", text="\n".join(_wallets(pack)))
        for wallet in pack.wallets.values():
            blocks = channels_page(wallet, pack, lambda: today)
            text = "\n".join(line for block in blocks for line in _block(block))
            yield Page(language=spoken, path=f"wallets/{wallet.id}.md", text=text)


def _guides(pack: Pack) -> Iterator[str]:
    yield f"# {both('遇到了什么问题？', 'What is going on?')}\n"
    emergency = pack.guides[pack.info.emergency]
    yield box(
        "danger",
        f"{say(emergency.title)}",
        [f"[{said(emergency.about or emergency.title)}]({emergency.id}.md)"],
    )
    yield both(
        "每份指南都能在手机上看，也能打印。不联网也不登录；这里不会问你任何东西。\n",
        "Each guide can be read on a phone and printed. Nothing is asked of you here.\n",
    )
    for category in pack.info.categories:
        yield f"## {said(category.title)}\n"
        for listed in pack.in_category(category.id):
            about = f"  \n    {said(listed.about)}" if listed.about is not None else ""
            yield f"- [{said(listed.title)}]({listed.id}.md){about}"
        yield ""


def _wallets(pack: Pack) -> Iterator[str]:
    yield f"# {both('怎样找到真正的客服', 'How to find genuine support')}\n"
    yield box("warning", both("先看这一句", "First"), [said(text) for text in pack.info.safety])
    for wallet in pack.wallets.values():
        names = both("、", ", ").join(said(channel.name) for channel in wallet.channels.values())
        yield f"- {labelled(f'[{said(wallet.name)}]({wallet.id}.md)', names)}"


def _block(block: Block) -> Iterator[str]:
    match block:
        case Title(text=text):
            yield f"# {plain(text)}\n"
        case Section(text=text):
            yield f"\n## {plain(text)}\n"
        case Entry(mark=mark, text=text):
            yield f"{mark}. {plain(text)}"
        case Paragraph(text=text):
            yield f"\n{plain(text)}\n"
        case _:
            return
