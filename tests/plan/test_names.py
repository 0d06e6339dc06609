"""What a rule calls x is x₁ on the page; a block's words stand in both languages, at every rank."""

import numpy as np
import pytest

from backstep.describe.address import INPUT, TARGET
from backstep.plan.chain import chain
from backstep.plan.names import block_names, update_symbols, written
from backstep.plan.plan import plan
from tests.networks import describe, make, start

RANKS = [(2,), (2, 3), (2, 3, 4), (2, 3, 4, 4), (2, 3, 2, 2, 2)]


def test_the_data_are_the_first_input_unless_several_read_them() -> None:
    assert [written(INPUT).sub, written(INPUT, several=True).sub] == ["1", ""]
    assert [written(TARGET).sub, written("l3.y").sub, written("loss.E").sub] == ["", "3", ""]
    found = written("data.dx")
    assert (found.sub, found.gradient) == ("1", True)


def test_a_part_of_a_gradient_is_written_as_its_reader_writes_it() -> None:
    found = written("l2.dy@l5.other")
    assert (found.base, found.sub, found.gradient) == ("other", "5", True)
    assert written("l1.dW@l3").use == "3"


def test_an_update_writes_the_parameter_its_gradient_and_its_new_value() -> None:
    table = {"p": "l2.W", "dp": "l2.dW", "next": "l2.W:next", "m": "l2.W:m"}
    found = update_symbols("W", 2, table)
    assert {(found[n].base, found[n].sub) for n in ("p", "dp", "p_next")} == {("W", "2")}
    assert (found["dp"].gradient, found["p_next"].new, found["m"].sub) == (True, True, "W2")


@pytest.mark.parametrize("shape", RANKS)
def test_words_for_a_feature_and_the_batch_stand_in_both_languages(shape: tuple[int, ...]) -> None:
    made = plan(make(describe([{"kind": "tanh"}], np.zeros(shape), np.zeros(shape))), 2)
    block = made.network.layers[0]
    names = block_names(made.edges, block)
    assert all(en and es for en, es in names.values())
    assert names["feature"][0] == ("number" if len(shape) == 1 else names["feature"][0])
    assert (names["batch"][1] == "todos los ejemplos y píxeles") == (len(shape) == 4)


def test_in_a_chain_the_data_have_their_place_if_one_layer_reads_them() -> None:
    layers = [{"kind": "tanh"}, {"kind": "sigmoid", "inputs": {"x": "data"}},
              {"kind": "add", "inputs": {"x": "l1", "other": "l2"}}]  # fmt: skip
    x = np.ones((2, 3))
    one, several = start(describe([{"kind": "tanh"}], x, x)), start(describe(layers, x, x))
    told = [(chain(tape.plan, "data.dx") or {})["latex"] for tape in (one, several)]
    assert told[0].endswith(r"{\partial x_{1}}") and told[1].endswith(r"{\partial x}")
    layered = start(describe([{"kind": "tanh"}, {"kind": "tanh"}], x, x)).plan
    assert r"{\partial y_{1}}" in (chain(layered, "l1.dy") or {})["latex"]
