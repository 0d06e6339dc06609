"""The lessons say the same in every language, and every number that they name is there."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from backstep.describe.description import normalise
from backstep.describe.network import build
from backstep.lessons import LESSONS, summary_of
from backstep.plan.chain import chain
from backstep.presets import PRESETS
from backstep.run.iterate import advance
from backstep.run.state import initial_state
from backstep.run.tape import Tape

ROOT = Path(__file__).parents[2]
LANGUAGES = ("en", "es")
SUMS = 10  # in the texts of the lessons, in each language, at least
SCENES = [
    pytest.param(lesson, scene, id=f"{lesson['name']}-{scene['id']}")
    for lesson in LESSONS.values()
    for scene in lesson["scenes"]
]
PART = r"(?:@[a-z]\w*(?:\.\w+)?)?"  # of a gradient: its reader, and the input there
SLOT = re.compile(rf"\{{(before:)?([\w.:]+?{PART})(?:>(\w+))?(?:@([\d,]*))?\}}")
ROW = re.compile(rf"([\w.:]+?{PART})(?:@([\d,]*))?")  # of what stands side by side
LEADS_ON = ("insert", "next", "set")  # what is said afterwards is said of another checkpoint


def texts(scene: dict[str, Any], language: str) -> list[str]:
    said = [*scene["text"][language], *scene.get("options", {}).get(language, ())]
    said += scene.get("labels", {}).get(language, ())
    return said + [scene[f][language] for f in ("title", "request", "hint", "done") if f in scene]


def setting_of(lesson: dict[str, Any], scene: dict[str, Any]) -> dict[str, Any]:
    """The scene that says which network stands on the stage during this one."""
    passed = lesson["scenes"][: lesson["scenes"].index(scene) + 1]
    return next(s for s in reversed(passed) if "network" in s)


def tape_of(lesson: dict[str, Any], scene: dict[str, Any]) -> Tape:
    """The iteration that the scene shows; its network may have had a layer inserted."""
    setting = setting_of(lesson, scene)
    inserted = setting.get("edit", {}).get("insert")
    return run(lesson, setting["network"], setting.get("iteration", 0), inserted)


def tape_after(lesson: dict[str, Any], scene: dict[str, Any]) -> Tape:
    """What the stage shows once the scene's wish is done."""
    setting, ask = setting_of(lesson, scene), scene.get("ask", {})
    inserted = setting.get("edit", {}).get("insert")
    if ask.get("do") == "insert":
        inserted = {"after": ask["after"], "layer": {"kind": ask["kind"]}}
    later = setting.get("iteration", 0) + (ask.get("do") == "next")
    return run(lesson, setting["network"], later, inserted)


def tape_before(lesson: dict[str, Any], scene: dict[str, Any]) -> Tape:
    """The other moment that the scene's texts speak of."""
    return run(lesson, scene["before"]["network"], scene["before"].get("iteration", 0))


def run(lesson: dict[str, Any], name: str, iteration: int, inserted: Any = None) -> Tape:
    raw = {**lesson["networks"][name]}
    if inserted:
        place = int(inserted["after"][1:])
        layers = [*raw["network"]["layers"]]
        layers.insert(place, inserted["layer"])
        moved = {shifted(a, place): p for a, p in raw["parameters"].items()}
        raw = {**raw, "network": {**raw["network"], "layers": layers}, "parameters": moved}
    network = build(normalise(raw))
    state, _ = advance(network, initial_state(network), 0, iteration)
    tape = Tape(network, state, iteration)
    tape.run()
    return tape


def said_of(
    lesson: dict[str, Any], scene: dict[str, Any], language: str
) -> Iterator[tuple[str, Tape]]:
    """Every text of a scene, with the iteration whose numbers it names."""
    stands = tape_of(lesson, scene)
    done = scene.get("done", {}).get(language)
    for text in texts(scene, language):
        later = text == done and scene["ask"]["do"] in LEADS_ON
        yield text, tape_after(lesson, scene) if later else stands


def shifted(address: str, place: int) -> str:
    layer, _, name = address.partition(".")
    position = int(layer[1:])
    return f"l{position + (position > place)}.{name}"


def test_a_lesson_says_how_long_it_is_and_what_is_known_afterwards() -> None:
    assert next(iter(LESSONS)) == "backpropagation"
    for lesson in LESSONS.values():
        assert 8 <= len(lesson["scenes"]) <= 14 or lesson["name"] == "backpropagation"
        assert [len(lesson["known"][language]) for language in LANGUAGES] == [4, 4]
        shown = summary_of(lesson)
        assert [s["id"] for s in shown["scenes"]] == [s["id"] for s in lesson["scenes"]]
        assert any(s["works_out"] for s in shown["scenes"]) and shown["minutes"] > 0


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
    for text, shown in said_of(lesson, scene, "en"):
        for before, address, node, at in SLOT.findall(text):
            plan = (tape_before(lesson, scene) if before else shown).plan
            assert not at or len(at.split(",")) == len(plan.tensors[address].shape)
            assert not node or address in read_by(node, shown), "the node reads it"
    compared = scene.get("compare")
    for place in compared["places"] if compared else ():
        other = run(lesson, place["network"], place.get("iteration", 0))
        for row in compared.get("tensors", ()):
            address, at = split(row)
            assert (compared["what"] == "value") == bool(at), "a number is of a cell, a norm is not"
            assert address in other.plan.tensors
            assert not at or np.isfinite(other.value(address)[tuple(map(int, at.split(",")))])


def read_by(node: str, tape: Tape) -> set[str]:
    """The tensors that a node reads."""
    (block,) = (each for each in tape.network.nodes(1) if each["id"] == node)
    return {tape.plan.canonical(f"{node}.{name}") for name in block["inputs"]}


def split(row: str) -> tuple[str, str | None]:
    """`l1.dy@l4.other@0,1` as the tensor and its cell."""
    found = ROW.fullmatch(row)
    assert found, row
    return found[1], found[2]


def sums(lesson: dict[str, Any], scene: dict[str, Any], text: str, tape: Tape) -> Iterator[Any]:
    """Left and right of each `2 · 0.5 + 1 · 3 = 4`, with the stage's numbers in its slots."""

    def number(slot: re.Match[str]) -> str:
        if slot[4] is None:
            return "tensor"
        source = tape_before(lesson, scene) if slot[1] else tape
        at = tuple(int(i) for i in slot[4].split(",") if i)
        return f"({float(source.value(slot[2])[at])!r})"

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
        for text, tape in said_of(lesson, scene, language)
        for pair in sums(lesson, scene, text, tape)
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


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_number_outside_the_slots_is_a_setting_or_one_to_type(language: str) -> None:
    lesson = LESSONS["backpropagation"]
    known = {repr(lesson["networks"]["course"]["network"]["optimizer"]["lr"]), "1.4"}
    for scene in lesson["scenes"]:
        for text in texts(scene, language):
            assert set(re.findall(r"\d+\.\d+", SLOT.sub("", text))) <= known, text


def asks(do: str) -> list[Any]:
    return [
        pytest.param(case.values[1], id=case.id)
        for case in SCENES
        if case.values[1].get("ask", {}).get("do") == do
    ]


@pytest.mark.parametrize("scene", asks("choose"))
def test_a_choice_has_one_right_answer_and_a_hint(scene: dict[str, Any]) -> None:
    for language in LANGUAGES:
        options = scene["options"][language]
        assert len(options) == len(set(options)) >= 2
        assert 0 <= scene["ask"]["right"] < len(options)
        assert scene["hint"][language]


def test_a_choice_among_stored_tensors_is_what_the_step_reads() -> None:
    lesson = LESSONS["backpropagation"]
    by_id = {scene["id"]: scene for scene in lesson["scenes"]}
    for name, written in (("error-in-the-middle", "l3.dW"), ("tanh-inside", "l1.dy")):
        scene = by_id[name]
        tape = tape_of(lesson, scene)
        chosen = SLOT.findall(scene["options"]["en"][scene["ask"]["right"]])[0][1]
        assert written in tape.plan.memory[chosen]
        for option in scene["options"]["en"]:
            address = SLOT.findall(option)[0][1]
            assert (address == chosen) == (written in tape.plan.memory.get(address, ()))


def test_what_the_lessons_claim_of_their_networks_is_so() -> None:
    def tapes(name: str, *networks: str, iteration: int = 0) -> list[Tape]:
        return [run(LESSONS[name], network, iteration) for network in networks]

    def norm(tape: Tape, address: str) -> float:
        return float(np.linalg.norm(tape.value(address)))

    batch, twice, turned, total = tapes("batches", "batch", "twice", "turned", "sum")
    for address in ("l1.dW", "l1.db"):
        assert np.allclose(batch.value(address), twice.value(address))
        assert np.allclose(batch.value(address), turned.value(address))
        assert np.allclose(3 * batch.value(address), total.value(address))
    here, there = tapes("batches", "ones", "ones-turned", iteration=3)
    assert not np.allclose(here.value("l1.W"), there.value("l1.W"))

    losses = {
        name: [run(LESSONS["descent"], name, k).loss for k in range(6)]
        for name in ("small", "right", "large", "wild")
    }
    assert losses["wild"] == sorted(losses["wild"]), "it diverges"
    assert losses["right"][5] < losses["large"][5] < losses["small"][5]
    steep, flat = tapes("descent", "adam")[0].value("l1.W:delta").ravel()
    assert steep == pytest.approx(flat, rel=1e-6), "steps that are alike"
    sgd, momentum, adam = tapes("descent", "valley", "momentum", "adam", iteration=40)
    assert momentum.loss < min(sgd.loss, adam.loss)

    dead, leaky, woken = tapes("when-it-goes-wrong", "dead", "leaky", "woken")
    assert (dead.value("l1.dW")[:, 1] == 0).all() and (leaky.value("l1.dW")[:, 1] != 0).all()
    assert (woken.value("l1.dW")[:, 1] != 0).all()
    sigmoid, kept, exploding = tapes("when-it-goes-wrong", "sigmoid", "orthogonal", "exploding")
    assert norm(sigmoid, "l2.dy") < 1e-5 * norm(sigmoid, "l20.dy"), "it vanishes"
    assert norm(kept, "l2.dy") > 0.2 * norm(kept, "l20.dy")
    assert norm(exploding, "l2.dy") > 1e3 * norm(exploding, "l20.dy"), "it explodes"
    alike, different = tapes("when-it-goes-wrong", "alike", "different")
    assert np.array_equal(*alike.value("l1.dW").T) and not np.array_equal(
        *different.value("l1.dW").T
    )
    breaking, broken = (run(LESSONS["when-it-goes-wrong"], "breaking", k) for k in (3, 5))
    assert np.isfinite(breaking.value("l2.y")).all() and np.isinf(breaking.loss)
    assert np.isnan(broken.value("l1.W")).all()


def test_what_is_said_of_a_value_used_twice_is_so() -> None:
    name = "used-twice"
    lesson = LESSONS[name]
    for preset in ("residual", "attention", "recurrent"):
        assert lesson["networks"][preset] == PRESETS[preset]["description"]

    def tape(network: str) -> Tape:
        return run(lesson, network, 0)

    def paths(shown: Tape, address: str) -> int:
        found = chain(shown.plan, address)
        return int(found["path_count"]) if found else 0

    residual, silent = tape("residual"), tape("silent")
    for part in ("l3.dy", "l1.dy@l4.other"):
        assert np.array_equal(residual.value(part), residual.value("l4.dy")), "all to each"
    assert paths(residual, "l1.dy") == 2
    assert not silent.value("l1.dy@l2.x").any() and silent.value("l1.dy").any()
    assert np.array_equal(silent.value("l1.dy"), silent.value("l1.dy@l4.other"))

    deep, arcs = tape("deep"), tape("deep-residual")
    for k in range(12):
        assert np.array_equal(deep.value(f"l{3 * k + 1}.W"), arcs.value(f"l{3 * k + 1}.W"))
    sizes, kept = (
        [float(np.linalg.norm(each.value(f"l{3 * k}.dy"))) for k in range(12, 0, -1)]
        for each in (deep, arcs)
    )
    assert sizes == sorted(sizes, reverse=True), "each makes it smaller"
    assert (sizes[-1] / sizes[0]) ** (1 / 11) == pytest.approx(0.5, abs=0.05), "by half"
    assert sizes[-1] < sizes[0] / 1000
    assert 0.5 < kept[-1] / kept[0] < 2, "about as large"
    assert paths(arcs, "data.dx") == 2**12 == 4096

    written = [step.writes for step in tape("attention").plan.steps]
    parts = [address for address in written if address.startswith("data.dx@")]
    assert parts == ["data.dx@l3.x", "data.dx@l2.x", "data.dx@l1.x"], "in the order that is told"
    uses = [step.writes for step in tape("recurrent").plan.steps if "l2.dW@" in step.writes]
    assert uses == ["l2.dW@l10", "l2.dW@l5", "l2.dW@l2"]


def test_what_the_lesson_says_about_the_shelf_is_what_backward_reads() -> None:
    lesson = LESSONS["backpropagation"]
    by_id = {scene["id"]: scene for scene in lesson["scenes"]}
    plain = tape_of(lesson, by_id["use"]).plan.memory
    assert [a for a in plain if a != "l3.y"] == ["data.x", "l1.y", "l2.y"]  # l3.y is the error's
    # tanh's own output is RL2's input: kept once, read by both
    bent = tape_of(lesson, by_id["tanh-inside"]).plan.memory
    assert set(bent["l2.y"]) == {"l3.dW", "l1.dy"}
    assert "l1.y" not in bent


NAMED = re.compile(r"(?<!\*)\*([A-ZÁÉÍÓÚ][^*]*)\*(?!\*)")


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_a_scene_calls_by_a_name_is_called_so_on_the_page(language: str) -> None:
    words = json.loads((ROOT / "static/i18n" / f"{language}.json").read_text(encoding="utf-8"))
    known = {*words.values(), *(preset["title"][language] for preset in PRESETS.values())}
    scenes = [scene for lesson in LESSONS.values() for scene in lesson["scenes"]]
    named = {name for s in scenes for text in texts(s, language) for name in NAMED.findall(text)}
    assert len(named) > 3
    assert named <= known, named - known
