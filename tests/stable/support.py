"""The releases whose promises are kept."""

from pathlib import Path

RELEASES = Path(__file__).parent
PACKS = ("pack", "english", "extension")
"""A whole one, one of one language, and one that extends the shipped one."""
VERSIONS = sorted(folder.name for folder in RELEASES.iterdir() if (folder / "pack").is_dir())
PRINTED = (
    ("channels",),
    ("channels", "kdou"),
    ("guides",),
    ("guides", "lost-card"),
    ("guides", "--find", "I lost my card"),
    ("cases",),
    ("cases", "show", "1120-1"),
    ("cases", "show", "1120-4"),
    ("flows", "check"),
    ("flows", "check", "--stats"),
    ("flows", "facts"),
    ("flows", "test"),
)
"""What prints JSON: of the pack and the cases of a release."""
