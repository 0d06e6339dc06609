"""A file of one's own as it stood at one time: all that a process needs to compute its layer."""

import hashlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

LENGTH = 24  # hexadecimal digits of a version's name


@dataclass(frozen=True)
class Version:
    """Plain data, which travels to the processes that compute."""

    kind: str  # the name of the kind: own:dense
    path: str
    text: str
    name: str = ""  # of a class, or a call of it: Linear(4, 3)
    manifest: dict[str, Any] = field(default_factory=dict, compare=False)

    @property
    def id(self) -> str:
        """The same for the same text, wherever the file stands."""
        whole = f"{self.name}\0{self.text}".encode()
        return hashlib.sha256(whole).hexdigest()[:LENGTH]

    @property
    def file(self) -> str:
        """What the file is called when it is spoken of."""
        return Path(self.path).name
