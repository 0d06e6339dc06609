"""Plans: the order of the steps, what forward keeps for backward, and every tensor's role."""

from typing import Any

import numpy as np
import pytest

from backstep.engine.kind import Example, Kind
from backstep.plan.plan import Plan, plan
from tests.networks import Raw, around, course, dense, describe, every_kind, make, start


def plan_of(raw: Raw) -> Plan:
    network = make(raw)
    return plan(network, network.batch_size)


def writes(made: Plan, phase: str) -> list[str]:
    return [step.writes for step in made.steps if step.phase == phase]


def test_the_courses_network_has_the_20_steps_of_the_contract() -> None:
    made = plan_of(course())
    assert [step.index for step in made.steps] == list(range(20))
    assert writes(made, "forward") == ["l1.y", "l2.y", "l3.y"]
    assert writes(made, "error") == ["loss.E"]
    assert writes(made, "backward") == [
        "l3.dy", "l3.dW", "l3.db", "l2.dy", "l2.dW", "l2.db", "l1.dy", "l1.dW", "l1.db", "data.dx",
    ]  # fmt: skip
    assert writes(made, "update") == [
        "l1.W:next", "l1.b:next", "l2.W:next", "l2.b:next", "l3.W:next", "l3.b:next",
    ]  # fmt: skip


def test_phases_come_in_their_order() -> None:
    phases = [step.phase for step in plan_of(course()).steps]
    assert list(dict.fromkeys(phases)) == ["forward", "error", "backward", "update"]
    assert phases == sorted(phases, key=["forward", "error", "backward", "update"].index)


def test_a_step_names_its_node_rule_reads_and_settings() -> None:
    steps = {step.writes: step for step in plan_of(course()).steps}
    told = [(s.node, s.rule_name, s.reads) for s in (steps["l1.y"], steps["l3.dy"], steps["l2.dy"])]
    assert told == [
        ("l1", "y", {"x": "data.x", "W": "l1.W", "b": "l1.b"}),
        ("loss", "dx", {"x": "l3.y", "target": "data.target"}),
        ("l3", "dx", {"dy": "l3.dy", "W": "l3.W"}),
    ]
    update = steps["l2.b:next"]
    assert (update.node, update.rule_name) == ("l2", "next")
    assert update.reads == {"p": "l2.b", "dp": "l2.db"}
    assert update.settings == {"lr": 0.1}


def test_memory_holds_what_a_backward_step_reads_and_names_its_readers() -> None:
    assert plan_of(course()).memory == {
        "data.x": ["l1.dW"],
        "l1.y": ["l2.dW"],
        "l2.y": ["l3.dW"],
        "l3.y": ["l3.dy"],
    }


def test_memory_holds_intermediates_and_masks_but_no_parameter_and_no_target() -> None:
    layers = [{"kind": "batch_norm"}, {"kind": "dropout", "rate": 0.5}, {"kind": "tanh"}]
    made = plan_of(describe(layers, np.zeros((4, 2)), np.zeros((4, 2))))
    assert made.memory == {
        "l1.var": ["data.dx"],
        "l1.z": ["l1.dgamma", "data.dx"],
        "l2.mask": ["l1.dy"],
        "l3.y": ["l3.dy", "l2.dy"],
    }


def test_adam_updates_a_parameter_in_the_order_of_the_contract() -> None:
    made = plan_of(dense(1, 1, samples=1, optimizer="adam"))
    names = ["t:next", "m:next", "v:next", "mhat", "vhat", "delta", "next"]
    assert writes(made, "update") == [f"l1.{p}:{name}" for p in ("W", "b") for name in names]
    steps = {step.rule_name: step for step in made.steps if step.writes.startswith("l1.W:")}
    assert steps["mhat"].reads == {"m_next": "l1.W:m:next", "t_next": "l1.W:t:next"}
    assert made.tensors["l1.W:t"].shape == made.tensors["l1.W:t:next"].shape == ()
    roles = {name: made.tensors[f"l1.W:{name}"].role for name in ("m", "mhat", "delta", "m:next")}
    assert roles == {
        "m": "state", "mhat": "intermediate", "delta": "intermediate", "m:next": "updated",
    }  # fmt: skip


def test_what_is_frozen_has_a_gradient_but_no_update() -> None:
    made = plan_of(course(frozen=["l1.b", "l2"], optimizer="adam"))
    assert {"l1.db", "l2.dW", "l2.db"} <= set(writes(made, "backward"))
    updated = {address.split(":")[0] for address in writes(made, "update")}
    assert updated == {"l1.W", "l3.W", "l3.b"}
    assert "l1.b:next" not in made.tensors


def test_without_bias_there_is_no_b() -> None:
    raw = course()
    raw["network"]["layers"][1]["bias"] = False
    made = plan_of(raw)
    assert len(made.steps) == 18
    assert not [address for address in made.tensors if address.startswith(("l2.b", "l2.db"))]
    assert next(s for s in made.steps if s.writes == "l2.y").reads == {"x": "l1.y", "W": "l2.W"}


def test_batch_norms_inner_gradient_comes_after_its_parameters() -> None:
    made = plan_of(describe([{"kind": "batch_norm"}], np.zeros((4, 2)), np.zeros((4, 2))))
    assert writes(made, "forward") == ["l1.mean", "l1.var", "l1.z", "l1.y"]
    assert writes(made, "backward") == ["l1.dy", "l1.dgamma", "l1.dbeta", "l1.dz", "data.dx"]


def test_layer_state_is_updated_at_the_very_end_even_of_a_frozen_layer() -> None:
    layers = [{"kind": "batch_norm"}, {"kind": "linear", "units": 1}, {"kind": "batch_norm"}]
    raw = describe(layers, np.zeros((4, 2)), np.zeros((4, 1)), frozen=["l1"])
    states = [f"l{k}.running_{name}:next" for k in (1, 3) for name in ("mean", "var")]
    parameters = ["l2.W:next", "l2.b:next", "l3.gamma:next", "l3.beta:next"]
    assert writes(plan_of(raw), "update") == [*parameters, *states]


def test_a_loss_with_intermediates_writes_them_before_its_error() -> None:
    made = plan_of(dense(2, 3, loss="softmax_cross_entropy") | one_hot())
    assert writes(made, "error")[-1] == "loss.E"
    assert set(writes(made, "error")) == {"loss.lse", "loss.p", "loss.E"}
    assert made.memory["loss.p"] == ["l1.dy"]


def one_hot() -> Raw:
    return {"data": {"x": np.ones((3, 2)), "target": [0, 1, 2]}}


def test_a_mask_is_a_forward_step_of_role_drawn() -> None:
    made = plan_of(describe([{"kind": "dropout", "rate": 0.5}], [[1.0]], [[1.0]]))
    assert writes(made, "forward") == ["l1.mask", "l1.y"]
    assert made.tensors["l1.mask"].role == "drawn"


def test_without_layers_the_losss_gradient_is_that_of_x() -> None:
    made = plan_of(describe([], [[1.0]], [[2.0]]))
    assert [step.writes for step in made.steps] == ["loss.E", "data.dx"]
    assert made.memory == {"data.x": ["data.dx"]}
    assert made.canonical("loss.x") == "data.x"


def test_roles_are_those_of_the_contract() -> None:
    tensors = plan_of(course()).tensors
    assert {address: tensors[address].role for address in ROLES} == ROLES


ROLES = {
    "data.x": "input", "data.target": "target", "l1.W": "parameter", "l1.y": "activation",
    "l3.y": "activation", "loss.E": "loss", "l3.dy": "gradient", "l1.dW": "gradient",
    "data.dx": "gradient", "l1.W:next": "updated",
}  # fmt: skip


ALIASES = [
    ("l2.x", "l1.y"), ("l1.x", "data.x"), ("l2.dx", "l1.dy"), ("l1.dx", "data.dx"),
    ("loss.x", "l3.y"), ("loss.dx", "l3.dy"), ("loss.target", "data.target"), ("l1.W", "l1.W"),
    ("l3.W:next", "l3.W:next"), ("l4.x", None), ("l0.y", None), ("l1.w", None), ("", None),
    ("l1.x:next", None), ("loss.y", None), ("data.y", None),
]  # fmt: skip


@pytest.mark.parametrize(("asked", "found"), ALIASES)
def test_an_alias_leads_to_the_one_canonical_address(asked: str, found: str | None) -> None:
    assert plan_of(course()).canonical(asked) == found


def test_a_network_keeps_its_plans() -> None:
    network = make(course())
    assert plan(network, 3) is plan(network, 3)
    assert plan(network, 2).tensors["l1.y"].shape == (2, 3)


@pytest.mark.parametrize(("kind", "example"), every_kind())
def test_every_step_reads_what_is_known_and_writes_what_the_plan_says(
    kind: Kind, example: Example
) -> None:
    tape = start(around(kind, example))
    given = {"parameter", "input", "target", "state"}
    known = {address for address, info in tape.plan.tensors.items() if info.role in given}
    tape.run()
    for step in tape.plan.steps:
        assert set(step.reads.values()) <= known
        assert step.writes not in known
        known.add(step.writes)
        assert tape.value(step.writes).shape == tape.plan.tensors[step.writes].shape
    assert known == set(tape.plan.tensors)


@pytest.mark.parametrize(("kind", "example"), every_kind())
def test_every_step_can_be_told(kind: Kind, example: Example) -> None:
    made = start(around(kind, example)).plan
    slots = {f"{{{address}}}" for address in made.tensors}
    for step in made.steps:
        told: dict[str, Any] = made.told(step)
        assert set(told["formula"]) == {"general", "local", "cell", "all"}
        for sentence in told["sentence"].values():
            assert "{" not in "".join(part for part in split(sentence) if part not in slots)


def split(sentence: str) -> list[str]:
    """Words and slots apart."""
    return sentence.replace("{", "\0{").replace("}", "}\0").split("\0")


def test_64_layers_are_planned_step_by_step() -> None:
    made = plan_of(dense(2, *[2] * 64))
    assert len(made.steps) == 64 + 1 + 1 + 3 * 64 + 2 * 64
    assert made.steps[-1].writes == "l64.b:next"
    assert len(made.memory) == 65
