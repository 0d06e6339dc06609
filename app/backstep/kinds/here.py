"""Own code in the very process that trains or checks with it, so that a step costs little more than
its arithmetic. Only worker processes import this: they have no store, and get limits by it.
"""

import os
import sys
from collections.abc import Mapping
from typing import Any

from backstep.engine.kind import Array
from backstep.errors import OwnCode
from backstep.kinds import shelf
from backstep.kinds.computing import Computing, flaw_of
from backstep.kinds.process import Failed
from backstep.kinds.version import Version
from backstep.own import child
from backstep.own.asked import seed_all
from backstep.own.compute import Computing as Inside
from backstep.own.limits import Kept


class Here(Computing):
    """One version of a file, run in this process once it is needed."""

    def __init__(self, version: Version) -> None:
        super().__init__(version)
        self._inside: Inside | None = None

    @property
    def inside(self) -> Inside:
        """Raises KindChanged, and OwnCode where the file cannot be run."""
        self.look()
        if self._inside is None:
            confine(torch="torch" in self.version.text)
            inside = Inside()
            version = self.version
            self.answered(
                inside.answer(
                    (
                        "read",
                        {
                            "path": version.path,
                            "text": version.text,
                            "name": version.name,
                            "known": version.manifest,
                        },
                    )
                )[0]
            )
            self._inside = inside
        return self._inside

    def run(self, calls: tuple[Any, ...], known: list[Any]) -> list[Array]:
        answer, made = self.inside.run(calls, known)
        self.answered(answer)
        return made

    def asked_shapes(self, settings: Mapping[str, Any], into: Mapping[str, Any]) -> dict[str, Any]:
        answer, _ = self.inside.answer(("shapes", (dict(settings), dict(into))))
        if "error" in answer:
            raise Failed(tuple(answer["error"]), answer["line"], answer["at"])
        found: dict[str, Any] = answer["ok"]
        return found

    def answered(self, answer: Mapping[str, Any]) -> None:
        if "error" in answer:
            failed = Failed(tuple(answer["error"]), answer["line"], answer["at"])
            raise OwnCode(flaw_of(self.version, failed))


def hold(versions: tuple[Version, ...]) -> None:
    """Have exactly these, to be computed in this process."""
    shelf.hold(versions, Here)


confined: list[bool] = []


def confine(*, torch: bool) -> None:
    """What a process has to be before own code runs in it: limited, and heard by nobody."""
    if not confined:
        confined.append(True)
        child.bound({"torch": torch})
        for name in [name for name in os.environ if name.upper().startswith("BACKSTEP_")]:
            del os.environ[name]
        sys.stdout = sys.stderr = Kept()
        seed_all()
