"""Random networks that branch: every gradient and part is right, and sums are their parts."""

from functools import cache
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from backstep.ask.check import check
from backstep.ask.explain import explain
from backstep.describe.address import ERROR
from backstep.errors import BackstepError
from backstep.plan.chain import chain
from backstep.plan.edges import Edges
from backstep.run.state import initial_state
from backstep.run.tape import Tape
from tests.graphs import anything, graphs
from tests.networks import Raw, make, start

FEW = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
MANY = settings(max_examples=400, deadline=None, suppress_health_check=list(HealthCheck))


def assert_sound(raw: Raw) -> None:
    network = make(raw)
    tape = Tape(network, initial_state(network), 0)
    tape.run()
    values = {address: tape.value(address).copy() for address in tape.plan.tensors}
    for step in tape.plan.steps:
        if step.rule_name == "sum":
            first, *others = (values[part] for part in step.reads.values())
            for part in others:
                first = first + part
            np.testing.assert_array_equal(values[step.writes], first)
            at = (0,) * first.ndim
            assert explain(tape, step.writes, at)["expr"]["op"] == "+"
    assert_back_and_forth(tape, values)
    assert_ways(tape)
    report = check(network, initial_state(network), 0, everything=True)
    wrong = [address for address, found in report["tensors"].items() if found["ok"] is False]
    assert not wrong


def assert_back_and_forth(tape: Tape, values: dict[str, Any]) -> None:
    tape.goto(0)
    tape.run()
    for address, before in values.items():
        assert tape.value(address).tobytes() == before.tobytes(), address


def assert_ways(tape: Tape) -> None:
    """Ways are as many as a walk finds, and those listed differ and are in order."""
    walk = walker(tape.plan.edges)
    for address in ("data.dx", *(s.writes for s in tape.plan.steps if s.rule_name == "sum")):
        found = chain(tape.plan, address)
        if found is None:
            continue
        lengths = [len(path) for path in found["paths"]]
        assert lengths == sorted(lengths)
        told = {tuple((n["node"], n["input"]) for n in path) for path in found["paths"]}
        assert len(told) == min(found["path_count"], 16)
        if address.endswith((".dx", ".dy")):
            assert found["path_count"] == walk(address.replace(".d", ".", 1))


def walker(edges: Edges) -> Any:
    @cache
    def ways(address: str) -> int:
        if address == ERROR:
            return 1
        return sum(ways(reader.block.output) for reader in edges.readers[address])

    return ways


@FEW
@given(graphs())
def test_a_random_network_is_right_in_all_of_its_gradients_and_parts(raw: Raw) -> None:
    assert_sound(raw)


@pytest.mark.long
@MANY
@given(graphs())
def test_so_are_many(raw: Raw) -> None:
    assert_sound(raw)


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.composite(anything)())
def test_any_list_of_layers_is_traced_or_the_error_names_the_place(raw: Raw) -> None:
    try:
        tape = start(raw)
    except BackstepError as error:
        assert all(flaw.pointer.startswith(("/network", "/data")) for flaw in error.flaws)
        return
    tape.run()
