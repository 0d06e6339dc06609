"""The lessons: one folder each, its scenes without words and a file of words for each language.

A scene puts the stage at a network, an iteration and a step, highlights what its text speaks of,
and may ask for something before it goes on. Texts hold slots: `{l1.W}` is written as the tensor's
name, `{l1.y>l2}` as the name that layer 2 has for it, `{l1.W@0,1}` as the number that stands there,
`{before:loss.E@}` as the number of another moment that the scene names; so what a text claims is
what the stage holds. A network is a description, or `{"preset": name}` and what parameters differ.
"""

import json
from pathlib import Path
from typing import Any

from backstep.languages import completed
from backstep.presets import PRESETS

Lesson = dict[str, Any]


def load() -> dict[str, Lesson]:
    """Every lesson by name, in the order of learning, its words joined to its scenes."""
    folders = sorted(p.parent for p in Path(__file__).parent.glob("*/scenes.json"))
    lessons = sorted(map(join, folders), key=lambda lesson: lesson["order"])
    return {lesson["name"]: lesson for lesson in lessons}


def join(folder: Path) -> Lesson:
    plot = read(folder / "scenes.json")
    words = {p.stem: read(p) for p in sorted(folder.glob("*.json")) if p.stem != "scenes"}
    said = {
        "name": folder.name,
        "order": plot["order"],
        "minutes": plot["minutes"],
        "title": {language: text["title"] for language, text in words.items()},
        "summary": {language: text["summary"] for language, text in words.items()},
        "known": {language: text["known"] for language, text in words.items()},
        "networks": {name: described(network) for name, network in plot["networks"].items()},
        "scenes": [scene | words_of(scene["id"], words) for scene in plot["scenes"]],
    }
    lesson: Lesson = completed(said)
    return lesson


def described(network: dict[str, Any]) -> dict[str, Any]:
    """A network of a lesson as a description; a preset's is the preset's own."""
    if "preset" not in network:
        return network
    preset: dict[str, Any] = PRESETS[network["preset"]]["description"]
    return preset | {"parameters": preset["parameters"] | network.get("parameters", {})}


def summary_of(lesson: Lesson) -> Lesson:
    """What a menu shows of a lesson: its words, and of each scene its title and whether the reader
    works out a number in it."""
    shown = {field: lesson[field] for field in ("name", "title", "summary", "minutes")}
    scenes = [
        {
            "id": scene["id"],
            "title": scene["title"],
            "works_out": scene.get("ask", {}).get("do") == "guess",
        }
        for scene in lesson["scenes"]
    ]
    return shown | {"scenes": scenes}


def words_of(scene: str, words: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """The words of a scene, in every language: `{"title": {"en": …, "es": …}, …}`."""
    found: dict[str, dict[str, Any]] = {}
    for language, lesson in words.items():
        for field, text in lesson["scenes"][scene].items():
            found.setdefault("request" if field == "ask" else field, {})[language] = text
    return found


def read(path: Path) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return content


LESSONS = load()
