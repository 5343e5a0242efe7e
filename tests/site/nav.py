"""What stands where in the menu of the site, in both languages."""

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from tests.site.pages import Page
from wallethelp.core.text import Language

Nav = list[dict[str, object]]


class Part(Struct, frozen=True, kw_only=True):
    """One heading of the menu with its pages: those named, or all in a folder."""

    zh: str
    en: str
    pages: Mapping[str, str] = {}
    """The Chinese title of each page, used where there is no Chinese page to have one."""
    folder: str = ""


PARTS = (
    Part(
        zh="开始",
        en="Start",
        pages={
            "start-trouble.md": "遇到了问题",
            "start-helping.md": "帮别人",
            "start-author.md": "写指南",
            "start-contributor.md": "改程序",
            "use.md": "怎么用",
        },
    ),
    Part(zh="指南", en="Guides", folder="guides"),
    Part(zh="真正的客服", en="Genuine support", folder="wallets"),
    Part(zh="命令", en="Commands", folder="commands"),
    Part(
        zh="安全",
        en="Safety",
        pages={
            "safety.md": "保存什么，拒绝什么",
            "genuine.md": "怎样确认程序是真的",
            "hazards.md": "可能的伤害",
            "accessibility.md": "无障碍",
            "security.md": "报告安全问题",
        },
    ),
    Part(
        zh="给写指南的人",
        en="For authors",
        pages={
            "authors.md": "从空文件夹到测试过的指南包",
            "guides.md": "写指南：参考",
            "formats.md": "文件里能写什么",
            "checks.md": "每一种错误",
            "facts.md": "全部依据",
            "facts-missing.md": "还缺的依据",
        },
    ),
    Part(
        zh="怎么造的",
        en="How it is built",
        pages={
            "design.md": "设计",
            "decisions.md": "决定，和不做的事",
            "measured.md": "数字是怎么量的",
            "house.md": "每个文件",
            "api.md": "不用终端跑指南",
            "stability.md": "什么不会变",
            "platforms.md": "平台",
            "journeys.md": "走一遍要多久",
            "stories.md": "持续几周的事",
            "vignettes.md": "六十四个人",
            "testing.md": "测试",
            "mutation.md": "变异测试",
            "contributing.md": "参与",
            "changelog.md": "更新记录",
        },
    ),
)
HOME = "index.md"
_UNLISTED = ("readme.md",)
"""What the home page says already, for who reads the repository."""


def nav_of(language: Language, pages: Sequence[Page]) -> Nav:
    """The menu of a language's tree. Raises ValueError for a page of which it knows no place."""
    titles = {page.path: page.title for page in pages if page.language == language}
    english = {page.path for page in pages if page.language == "en"}
    nav: Nav = [{titles[HOME]: HOME}]
    placed = {HOME, *_UNLISTED}
    for part in PARTS:
        entries = list(_entries(part, language, titles, english))
        placed |= {path for entry in entries for path in entry.values()}
        nav.append({part.zh if language == "zh" else part.en: entries})
    if lost := sorted(titles.keys() - placed):
        raise ValueError(f"no place in the menu, see {__name__}: {', '.join(lost)}")
    return nav


def _entries(
    part: Part, language: Language, titles: Mapping[str, str], english: set[str]
) -> Iterator[dict[str, str]]:
    inside = [path for path in titles if part.folder and path.startswith(f"{part.folder}/")]
    for path in sorted(inside, key=lambda path: not path.endswith("/index.md")):
        yield {titles[path]: path}
    for path, chinese in part.pages.items():
        if path in titles:
            yield {titles[path]: path}
        elif language == "zh" and path in english:
            yield {f"{chinese}（英文）": f"../en/{path.removesuffix('.md')}.html"}
