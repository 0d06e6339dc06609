"""Forward stores: each stored tensor is said at one step, by the block that will read it again."""

import pytest

from backstep.engine.kind import Array, Example, Kind
from backstep.engine.registry import LAYERS
from backstep.plan.plan import plan
from tests.networks import around, course, every_kind, make


@pytest.mark.parametrize(("kind", "example"), every_kind())
def test_whatever_is_stored_is_said_once_for_each_reader(kind: Kind, example: Example) -> None:
    made = plan(make(around(kind, example)), example.shape[0])
    told = [
        (address, reader, step)
        for step in made.steps
        for address, readers in step.stores.items()
        for reader in readers
    ]
    pairs = [(address, reader) for address, readers in made.memory.items() for reader in readers]
    assert sorted((address, reader) for address, reader, _ in told) == sorted(pairs)
    for address, reader, step in told:
        assert step.phase in ("forward", "error")
        assert step.node == made.writer[reader].node
        assert address in (step.writes, *step.reads.values())
        writer = made.writer.get(address)
        assert writer is None or writer.node != step.node or writer is step
        for sentence, word in zip(step.sentence.values(), ("stores", "almacena"), strict=True):
            behind = sentence.partition(f" {word} ")[2]
            assert len(sentence.split()) <= 45 and "  " not in sentence
            assert f"{{{address}}}" in behind and f"{{{reader}}}" in behind


def test_the_course_says_what_its_layers_store() -> None:
    first = plan(make(course()), 3).steps[0]
    assert first.stores == {"data.x": ["l1.dW"]}
    assert first.sentence == {
        "en": "RL1 multiplies its input {data.x} by {l1.W}, adds {l1.b} and hands on {l1.y}, "
        "and stores {data.x} for {l1.dW}.",
        "es": "RL1 multiplica su entrada {data.x} por {l1.W}, suma {l1.b} y entrega {l1.y}, "
        "y almacena {data.x} para {l1.dW}.",
    }


def quadratic() -> Kind:
    """y = x · other + other²: the gradient of other reads both."""
    kind = Kind(
        "quadratic", "layer", "y", ("Quadratic", "Cuadrática"), ("", ""), inputs=("x", "other")
    )

    def y(x: Array, other: Array) -> Array:
        return x * other + other * other

    def dx(dy: Array, other: Array) -> Array:
        return dy * other

    def dother(dy: Array, x: Array, other: Array) -> Array:
        return dy * (x + 2 * other)

    kind.forward("{Layer} hands on {y}.", "{Layer} entrega {y}.")(y)
    kind.backward("{x} moves {y}.", "{x} mueve {y}.")(dx)
    kind.backward("{other} moves {y}.", "{other} mueve {y}.")(dother)
    return kind


def test_what_a_rule_reads_by_two_names_is_stored_for_it_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    kind = quadratic()
    monkeypatch.setitem(LAYERS, kind.name, kind)
    made = plan(make(around(kind, Example())), 4)
    one, two = "data.dx@l1.x", "data.dx@l1.other"
    assert made.memory["data.x"] == [one, two]
    assert made.steps[0].sentence["en"].count(f"{{{two}}}") == 1


def test_a_layer_without_memory_says_nothing_of_it() -> None:
    raw = course()
    raw["network"]["layers"].insert(1, {"kind": "add_constant", "value": 1})
    step = plan(make(raw), 3).steps[1]
    assert step.stores == {}
    assert "stores" not in step.sentence["en"]
