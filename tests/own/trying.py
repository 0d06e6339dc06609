"""Puts a text into a file and checks it, in this process: the texts of tests are to be trusted."""

from pathlib import Path

from backstep.own.check import check
from backstep.own.functions import Functions
from backstep.own.objects import Object
from backstep.own.source import read
from backstep.own.subject import Subject
from backstep.own.verdict import Report


def subject_of(folder: Path, text: str, name: str = "", target: bool = False) -> Subject:
    path = folder / "layer.py"
    path.write_text(text, encoding="utf-8")
    source = read(str(path))
    return Object(source, name, target) if name else Functions(source)


def checked(
    folder: Path,
    text: str,
    name: str = "",
    target: bool = False,
    x: tuple[int, ...] | None = None,
    seed: int = 0,
) -> Report:
    return check(subject_of(folder, text, name, target), x, seed)
