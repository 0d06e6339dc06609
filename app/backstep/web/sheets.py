"""The page's style sheets, joined into one when the server starts: one request instead of many.

Later rules win over earlier ones, so the order matters: first what all others use, last what a
small screen changes, and paper. A sheet of a part that is fetched when it is first wanted is not
among them.
"""

from collections.abc import Mapping

JOINED = "css/page.css"
CSS = "text/css; charset=utf-8"
SHEETS = (
    "tokens.css",
    "layout.css",
    "parts.css",
    "transport.css",
    "inspector.css",
    "stage.css",
    "touch.css",
    "lesson.css",
    "first.css",
    "build.css",
    "check.css",
    "share.css",
    "manner.css",
    "drawer.css",
    "small.css",
    "print.css",
)


def joined(files: Mapping[str, tuple[bytes, str]]) -> tuple[bytes, str]:
    """Those that are there in one, from the files of `static` by name: its bytes, what they are."""
    names = [f"css/{name}" for name in SHEETS]
    return b"\n".join(files[name][0] for name in names if name in files), CSS
