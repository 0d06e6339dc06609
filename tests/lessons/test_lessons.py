"""The lessons say the same in every language, and every number that they name is there."""

import re
from collections.abc import Iterator
from typing import Any

import pytest

from app.lessons import LESSONS
from app.trace.description import normalise
from app.trace.iterate import advance
from app.trace.network import build
from app.trace.state import initial_state
from app.trace.tape import Tape

LANGUAGES = ("en", "es")
SUMS = 10  # in the texts of the lessons, in each language, at least
SCENES = [
    pytest.param(lesson, scene, id=f"{lesson['name']}-{scene['id']}")
    for lesson in LESSONS.values()
    for scene in lesson["scenes"]
]
SLOT = re.compile(r"\{([\w.:]+)(?:@([\d,]*))?\}")


def texts(scene: dict[str, Any], language: str) -> list[str]:
    said = list(scene["text"][language])
    return said + [scene[f][language] for f in ("title", "request", "done") if f in scene]


def tape_of(lesson: dict[str, Any], scene: dict[str, Any]) -> Tape:
    """The iteration that the scene shows; its network may have had a layer inserted."""
    name = next(
        s["network"]
        for s in reversed(lesson["scenes"][: lesson["scenes"].index(scene) + 1])
        if "network" in s
    )
    raw = {**lesson["networks"][name]}
    inserted = scene.get("edit", {}).get("insert")
    if inserted:
        place = int(inserted["after"][1:])
        layers = [*raw["network"]["layers"]]
        layers.insert(place, inserted["layer"])
        moved = {shifted(a, place): p for a, p in raw["parameters"].items()}
        raw = {**raw, "network": {**raw["network"], "layers": layers}, "parameters": moved}
    network = build(normalise(raw))
    iteration = scene.get("iteration", 0)
    state, _ = advance(network, initial_state(network), 0, iteration)
    tape = Tape(network, state, iteration)
    tape.run()
    return tape


def shifted(address: str, place: int) -> str:
    layer, _, name = address.partition(".")
    position = int(layer[1:])
    return f"l{position + (position > place)}.{name}"


def test_the_course_is_taught_whole_and_in_its_order() -> None:
    points = [scene["point"] for scene in LESSONS["backpropagation"]["scenes"]]
    assert points == sorted(points)
    assert set(points) == set(range(1, 9))


@pytest.mark.parametrize(("lesson", "scene"), SCENES)
def test_a_scene_says_the_same_in_every_language(
    lesson: dict[str, Any], scene: dict[str, Any]
) -> None:
    assert lesson["title"].keys() == set(LANGUAGES)
    counted = [
        [sorted(SLOT.findall(text)) for text in texts(scene, language)] for language in LANGUAGES
    ]
    assert counted[0] == counted[1]
    for en, es in zip(*(texts(scene, language) for language in LANGUAGES), strict=True):
        words = re.findall(r"[a-z]{2,}", SLOT.sub("", en))
        assert en != es or len(words) < 3


@pytest.mark.parametrize(("lesson", "scene"), SCENES)
def test_a_scene_only_names_what_its_stage_holds(
    lesson: dict[str, Any], scene: dict[str, Any]
) -> None:
    tape = tape_of(lesson, scene)
    nodes = {node["id"] for node in tape.network.nodes(1)}
    for place in scene["highlight"]:
        assert place in nodes or place in tape.plan.tensors, place
    for field in ("step",):
        assert scene[field] is None or scene[field] in tape.plan.writer
    target = scene.get("ask", {}).get("to")
    assert target is None or target in tape.plan.writer
    for text in texts(scene, "en"):
        for address, at in SLOT.findall(text):
            shape = tape.plan.tensors[address].shape
            assert not at or len(at.split(",")) == len(shape)


def sums(tape: Tape, text: str) -> Iterator[tuple[str, str]]:
    """Left and right of each `2 · 0.5 + 1 · 3 = 4`, with the stage's numbers in its slots."""

    def number(slot: re.Match[str]) -> str:
        if slot[2] is None:
            return "tensor"
        at = tuple(int(i) for i in slot[2].split(",") if i)
        return f"({float(tape.value(slot[1])[at])!r})"

    for sentence in re.split(r"[;:] |\. |(?<=,) ", SLOT.sub(number, text)):
        for left, right in re.findall(r"([-\d.()·+−/ ]+) = ([-\d.()−]+)", sentence):
            expression = left.replace("·", "*").replace("−", "-").strip()
            if re.fullmatch(r"[-\d.()*+/ e]+", expression) and "(" in expression:
                yield expression, right


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sums_in_a_lesson_come_out(language: str) -> None:
    found = [
        pair
        for lesson in LESSONS.values()
        for scene in lesson["scenes"]
        for text in texts(scene, language)
        for pair in sums(tape_of(lesson, scene), text)
    ]
    assert len(found) >= SUMS
    for left, right in found:
        assert evaluate(left) == pytest.approx(evaluate(right)), (left, right)


def evaluate(expression: str) -> float:
    """Plain arithmetic, read by a small calculator of our own."""
    tokens = re.findall(r"\d+\.?\d*(?:e-?\d+)?|[-+*/()]", expression)
    value, rest = add(tokens)
    assert not rest, expression
    return value


def add(tokens: list[str]) -> tuple[float, list[str]]:
    value, tokens = multiply(tokens)
    while tokens and tokens[0] in "+-":
        sign = 1 if tokens[0] == "+" else -1
        term, tokens = multiply(tokens[1:])
        value += sign * term
    return value, tokens


def multiply(tokens: list[str]) -> tuple[float, list[str]]:
    value, tokens = single(tokens)
    while tokens and tokens[0] in "*/":
        operator = tokens[0]
        factor, tokens = single(tokens[1:])
        value = value * factor if operator == "*" else value / factor
    return value, tokens


def single(tokens: list[str]) -> tuple[float, list[str]]:
    if tokens[0] == "-":
        value, tokens = single(tokens[1:])
        return -value, tokens
    if tokens[0] == "(":
        value, tokens = add(tokens[1:])
        return value, tokens[1:]
    return float(tokens[0]), tokens[1:]


def test_the_weights_of_the_lesson_give_the_error_that_its_texts_quote() -> None:
    lesson = LESSONS["backpropagation"]
    tape = tape_of(lesson, lesson["scenes"][0])
    assert tape.loss == 0.625
    assert float(tape.value("l1.dW")[1, 0]) == 1.5


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_number_outside_the_slots_is_one_that_holds_for_the_whole_lesson(language: str) -> None:
    lesson = LESSONS["backpropagation"]
    tape = tape_of(lesson, lesson["scenes"][0])
    known = {repr(tape.loss), repr(lesson["networks"]["course"]["network"]["optimizer"]["lr"])}
    for scene in lesson["scenes"]:
        for text in texts(scene, language):
            assert set(re.findall(r"\d+\.\d+", SLOT.sub("", text))) <= known, text


def test_what_the_lesson_says_about_the_shelf_is_what_backward_reads() -> None:
    lesson = LESSONS["backpropagation"]
    by_id = {scene["id"]: scene for scene in lesson["scenes"]}
    plain = tape_of(lesson, by_id["use"]).plan.memory
    assert [a for a in plain if a != "l3.y"] == ["data.x", "l1.y", "l2.y"]  # l3.y is the error's
    # tanh's own output is RL2's input: kept once, read by both
    bent = tape_of(lesson, by_id["tanh-inside"]).plan.memory
    assert set(bent["l2.y"]) == {"l3.dW", "l1.dy"}
    assert "l1.y" not in bent
