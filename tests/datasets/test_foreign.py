"""Files that are no tables are named for what they are, as bytes and as text."""

import io
import json
import zipfile

import pytest

from backstep.datasets.foreign import WHAT
from backstep.datasets.table import decode
from tests.datasets.own_tables import refusal, samples


def zipped(name: str) -> bytes:
    body = io.BytesIO()
    with zipfile.ZipFile(body, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(name, "x" * 100)
    return body.getvalue()


def ods() -> bytes:
    body = io.BytesIO()
    with zipfile.ZipFile(body, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", "x" * 100)
    return body.getvalue()


FILES = {
    "xlsx": zipped("xl/workbook.xml"),
    "ods": ods(),
    "zip": zipped("table.csv"),
    "xls": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100),
    "png": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)),
    "jpeg": b"\xff\xd8\xff\xe0\0\x10JFIF" + bytes(range(256)),
    "gif": b"GIF89a" + bytes(100),
    "pdf": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n",
    "sqlite": b"SQLite format 3\0" + bytes(100),
    "json": json.dumps([{"a": 1, "b": 2}]).encode(),
    "html": b"<!DOCTYPE html><html><table><tr><td>1",
    "utf-16": "a,b\n1,2\n3,4\n".encode("utf-16-le"),
    "binary": b"a,b\n1,2\0\n3,4\n",
}


@pytest.mark.parametrize("kind", WHAT)
def test_a_file_is_named_for_what_it_is(kind: str) -> None:
    told = refusal(decode(FILES[kind])).problems
    assert [(p.code, p.found, p.allowed) for p in told] == [("wrong_type", kind, {"of": "file"})]
    assert told[0].detail == f"This is {WHAT[kind]}."


def test_other_json_is_json_too_and_quotes_are_a_table() -> None:
    for text in ('{"a": [1]}', "[1, 2]", "[[1, 2], [3, 4]]", "{}"):
        assert refusal(text).problems[0].found == "json"
    assert samples('"a","b"\n1,2\n').features == ("a",)
