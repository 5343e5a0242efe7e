"""`wallethelp flows docs GUIDE`: a guide as a page for whoever signs it off."""

from pathlib import Path

from wallethelp.cli.desk import Desk
from wallethelp.cli.errors import unknown_name
from wallethelp.cli.flows.opened import check_guide, folder_of, open_whole
from wallethelp.cli.writing import write_output
from wallethelp.core.version import version_of_guide
from wallethelp.i18n import _, language
from wallethelp.render.review import review_of
from wallethelp.render.review_formats import review_html, review_markdown

FORMATS = ("markdown", "html")


def docs(
    desk: Desk, guide: str, given: str | None, *, form: str, output: Path | None, force: bool
) -> None:
    """Every text, branch and fact of the guide, both languages side by side.

    Raises UsageError for an unknown guide or format, GivenError for a pack that cannot be used.
    """
    if form not in FORMATS:
        raise unknown_name(_("format"), form, FORMATS)
    opened = open_whole(desk, folder_of(desk, given))
    check_guide(desk, opened, guide)
    pack = opened.world.pack
    review = review_of(pack.guides[guide], pack, version_of_guide(pack.guides[guide]))
    text = review_html(review, language()) if form == "html" else review_markdown(review)
    if output is None:
        desk.put(text)
    else:
        write_output(output, text, force=force, is_shared=True)
        desk.say(_("Written: {path}").format(path=output))
