"""Files that are no table of text, named for what they are: a spreadsheet, a picture, JSON."""

import re

from backstep.datasets.problem import Problem, TableError

HEAD = 65_536  # characters that are looked at: more would tell no more

# How a file begins, as text in which each byte is a character or has become one of Windows'.
BEGINNINGS = (
    ("PK\x03\x04", "zip"),
    ("\x89PNG", "png"),
    ("‰PNG", "png"),
    ("ÐÏ\x11à", "xls"),
    ("\xff\xd8\xff", "jpeg"),
    ("GIF8", "gif"),
    ("%PDF-", "pdf"),
    ("SQLite format 3", "sqlite"),
)
INSIDE = {  # of a spreadsheet's zip: a folder of Excel's, and what LibreOffice's begins with
    "xl/": "xlsx",
    "mimetypeapplication/vnd.oasis.opendocument.spreadsheet": "ods",
}

WHAT = {
    "xlsx": "an Excel file (.xlsx); save it as CSV and take that",
    "ods": "a LibreOffice file (.ods); save it as CSV and take that",
    "xls": "an Excel file (.xls); save it as CSV and take that",
    "zip": "a zip file; unpack it and take the table in it",
    "png": "a picture (PNG), no table",
    "jpeg": "a picture (JPEG), no table",
    "gif": "a picture (GIF), no table",
    "pdf": "a PDF document, no table",
    "sqlite": "a SQLite database; export a table of it as CSV",
    "json": "JSON; a table has a line for each sample",
    "html": "a page (HTML or XML), no table; save the table in it as CSV",
    "utf-16": "UTF-16 text without a byte order mark; save it as UTF-8",
    "binary": "no text: it has NUL characters; save the table as CSV",
}
JSON = re.compile(r'\s*(\{\s*("|\})|\[\s*(\{|\[|\]|"|-?\d))')
MARKUP = re.compile(r"\s*<(!doctype|html|\?xml|table|[a-z]+[\s>])", re.IGNORECASE)


def check_is_text(text: str) -> None:
    """Raise TableError where this is no table, saying what it is instead."""
    kind = what_it_is(text[:HEAD])
    if kind:
        detail = f"This is {WHAT[kind]}."
        raise TableError(Problem("wrong_type", 0, detail, kind, allowed={"of": "file"}))


def what_it_is(head: str) -> str:
    """The kind of file that a text was made of, a key of WHAT; empty where it may be a table."""
    for beginning, kind in BEGINNINGS:
        if head.startswith(beginning):
            sheets = (sheet for mark, sheet in INSIDE.items() if kind == "zip" and mark in head)
            return next(sheets, kind)
    if "\x00" in head:
        return "utf-16" if every_other(head) else "binary"
    if JSON.match(head):
        return "json"
    return "html" if MARKUP.match(head) else ""


def every_other(head: str) -> bool:
    """Whether NUL stands at every second place, as in Latin text written two bytes a character."""
    even, odd = head[0::2], head[1::2]
    counts = even.count("\x00"), odd.count("\x00")
    return max(counts) > 0.8 * len(odd) and min(counts) < 0.1 * len(odd)
