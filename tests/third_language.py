"""A copy of the project that speaks a third language: one file for the page, one for the server."""

import json
import os
import shutil
from pathlib import Path

ROOT = Path(__file__).parents[1]
CODE = "xx"
PAGE = {"lesson.menu": "Xlessons", "layer": "Xlayer {n}"}
SERVER = {
    "Linear": "Xlinear",
    "# linear layers": "# xlinear xlayers",
    "Layer #": "Xlayer #",
    "and": "xand",
    "{Layer} multiplies its input {x} by {W}, adds {b} and hands on {y}.": (
        "{Layer} xmultiplies {x} {W} {b} {y}."
    ),
    "All iterations are done: this is iteration {iteration}.": "Xdone at {iteration}.",
}


def made(place: Path) -> dict[str, str]:
    """Puts the copy into a folder; the environment in which Python finds it first."""
    clean = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "app" / "backstep", place / "app" / "backstep", ignore=clean)
    for name in ("static", "templates"):
        shutil.copytree(ROOT / name, place / name)
    words = place / "app" / "backstep" / "words"
    words.mkdir(exist_ok=True)
    for folder, said in ((words, SERVER), (place / "static" / "i18n", PAGE)):
        (folder / f"{CODE}.json").write_text(json.dumps(said), "utf-8")
    return os.environ | {"PYTHONPATH": str(place / "app"), "PYTHONDONTWRITEBYTECODE": "1"}
