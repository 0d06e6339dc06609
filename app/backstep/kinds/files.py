"""Which files are named on the command line, and whether it is safe to run what stands in them."""

import ast
import os
import re
import stat
from dataclasses import dataclass
from pathlib import Path

from backstep.engine.registry import OWN
from backstep.languages import Words

OTHERS = stat.S_IWGRP | stat.S_IWOTH
LONGEST = 60  # characters of a kind's name


class Unsafe(ValueError):
    """Why a file is not run, in both languages."""

    def __init__(self, en: str, es: str) -> None:
        super().__init__(en)
        self.words: Words = (en, es)


@dataclass(frozen=True)
class Named:
    """A file, and in it a class or a call of one; a file of functions has no name besides."""

    path: Path
    name: str = ""

    @property
    def kind(self) -> str:
        """What its kind is called: own:dense, own:Linear(4,3)."""
        return OWN + (re.sub(r"\s+", "", self.name) or self.path.stem)[:LONGEST]


def named(text: str) -> Named:
    """FILE, or FILE:NAME. Raises Unsafe."""
    path, name = text, ""
    if not Path(text).is_file() and ":" in text:
        path, _, name = text.rpartition(".py:")
        path = f"{path}.py" if path else text
    found = Named(Path(os.path.abspath(Path(path).expanduser())), name.strip())
    check(found.path)
    if found.name and not is_call(found.name):
        raise Unsafe(
            f"{found.name} is neither a class nor a call of one, such as 'Linear(4, 3)'",
            f"{found.name} no es una clase ni una llamada a una, como 'Linear(4, 3)'",
        )
    return found


def is_call(text: str) -> bool:
    """Whether a text names a class, or calls one with plain values."""
    try:
        found = ast.parse(text, mode="eval").body
        if isinstance(found, ast.Call):
            for value in (*found.args, *(keyword.value for keyword in found.keywords)):
                ast.literal_eval(value)
            found = found.func
    except (SyntaxError, ValueError):
        return False
    return isinstance(found, ast.Name)


def check(path: Path) -> None:
    """Raises Unsafe where a file is not there, or others than its user may write it."""
    if path.suffix != ".py" or not path.is_file():
        raise Unsafe(
            f"{path} is no Python file that is there",
            f"{path} no es un archivo de Python que esté ahí",
        )
    if not hasattr(os, "getuid"):
        return
    real = path.resolve()
    for place in dict.fromkeys((real, real.parent, path.parent)):
        found = place.stat()
        if found.st_uid not in (os.getuid(), 0):
            raise Unsafe(
                f"{place} belongs to somebody else: who may change it could run code here",
                f"{place} es de otra persona: quien puede cambiarlo podría ejecutar código aquí",
            )
        others = found.st_mode & OTHERS
        if others & stat.S_IWGRP and alone_in(found.st_gid):
            others &= ~stat.S_IWGRP
        if others:
            raise Unsafe(
                f"others may write {place}: who does could run code here; chmod go-w {place}",
                f"otros pueden escribir en {place}: quien lo haga podría ejecutar código aquí; "
                f"chmod go-w {place}",
            )


def alone_in(group: int) -> bool:
    """Whether a group has nobody in it but this user, as many systems make one for each."""
    try:
        import grp
        import pwd

        mine = pwd.getpwuid(os.getuid())
        members = set(grp.getgrgid(group).gr_mem) - {mine.pw_name}
        users = [user for user in pwd.getpwall() if user.pw_gid == group]
    except (ImportError, KeyError):
        return False
    return (
        mine.pw_gid == group and not members and all(user.pw_uid == mine.pw_uid for user in users)
    )
