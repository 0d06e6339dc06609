"""The kinds' names, settings, defaults and intermediates are a contract; this is its table."""

import pytest

from backstep.engine.kind import Kind
from backstep.engine.registry import INITIALIZERS, KINDS, LAYERS, LOSSES, OPTIMIZERS

REQUIRED = object()
GLOROT = {"kind": "glorot_uniform"}
ADAM = {"lr": REQUIRED, "beta1": 0.9, "beta2": 0.999, "eps": 1e-8}
ADAM_RULES = ["t:next", "m:next", "v:next", "mhat", "vhat", "delta", "next"]
MEASURES = ["mean", "var", "z", "y", "dgamma", "dbeta", "dz", "dx"]
POOLING = {"size": REQUIRED, "stride": "=size"}

# name: settings with their defaults, and the tensors that its rules write
TABLE: dict[str, dict[str, tuple[dict[str, object], list[str]]]] = {
    "layer": {
        "linear": ({"units": REQUIRED, "bias": True, "init": GLOROT}, ["y", "dW", "db", "dx"]),
        "bias": ({}, ["y", "db", "dx"]),
        "relu": ({}, ["y", "dx"]),
        "leaky_relu": ({"slope": 0.01}, ["y", "dx"]),
        "elu": ({"alpha": 1}, ["y", "dx"]),
        "sigmoid": ({}, ["y", "dx"]),
        "tanh": ({}, ["y", "dx"]),
        "softplus": ({}, ["y", "dx"]),
        "silu": ({}, ["y", "dx"]),
        "gelu": ({}, ["y", "dx"]),
        "softmax": ({"axis": 1}, ["e", "y", "dx"]),
        "dropout": ({"rate": REQUIRED}, ["mask", "y", "dx"]),
        "add": ({}, ["y", "dx", "dother"]),
        "flatten": ({}, ["y", "dx"]),
        "select": ({"axis": REQUIRED, "index": REQUIRED}, ["y", "dx"]),
        "mean": ({"axis": REQUIRED}, ["y", "dx"]),
        "position": ({"init": {"kind": "normal", "std": 0.02}}, ["y", "dP", "dx"]),
        "multiply": ({}, ["y", "dx", "dother"]),
        "concatenate": ({"axis": 1}, ["y", "dx", "dother"]),
        "attention": (
            {"heads": 1, "causal": False}, ["s", "a", "y", "dv", "da", "ds", "dq", "dk"],
        ),
        "embedding": (
            {"rows": REQUIRED, "units": REQUIRED, "init": {"kind": "normal", "std": 1.0}},
            ["y", "dW"],
        ),
        "conv2d": (
            {
                "filters": REQUIRED, "size": REQUIRED, "stride": 1, "padding": 0, "bias": True,
                "init": GLOROT,
            },
            ["patches", "y", "dW", "db", "dx"],
        ),
        "max_pool": (POOLING, ["y", "winner", "dx"]),
        "avg_pool": (POOLING, ["y", "dx"]),
        "batch_norm": (
            {"eps": 1e-5, "momentum": 0.1}, [*MEASURES, "running_mean:next", "running_var:next"],
        ),
        "layer_norm": ({"eps": 1e-5, "axes": "all"}, MEASURES),
        "add_constant": ({"value": REQUIRED}, ["y", "dx"]),
        "multiply_constant": ({"value": REQUIRED}, ["y", "dx"]),
        "power": ({"exponent": REQUIRED}, ["y", "dx"]),
    },
    "loss": {
        "squared_error": ({"half": False, "reduction": "mean"}, ["E", "dx"]),
        "mean_squared_error": ({}, ["E", "dx"]),
        "absolute_error": ({"reduction": "mean"}, ["E", "dx"]),
        "huber": ({"delta": 1}, ["E", "dx"]),
        "cross_entropy": ({}, ["E", "dx"]),
        "softmax_cross_entropy": ({}, ["lse", "p", "E", "dx"]),
        "binary_cross_entropy": ({}, ["E", "dx"]),
        "sigmoid_cross_entropy": ({}, ["E", "dx"]),
    },
    "optimizer": {
        "sgd": ({"lr": REQUIRED, "l2": 0}, ["grad", "next"]),
        "momentum": ({"lr": REQUIRED, "mu": 0.9, "l2": 0}, ["grad", "v:next", "next"]),
        "nesterov": ({"lr": REQUIRED, "mu": 0.9, "l2": 0}, ["grad", "v:next", "next"]),
        "adagrad": ({"lr": REQUIRED, "eps": 1e-10, "l2": 0}, ["grad", "s:next", "next"]),
        "rmsprop": (
            {"lr": REQUIRED, "rho": 0.99, "eps": 1e-8, "l2": 0}, ["grad", "s:next", "next"],
        ),
        "adam": ({**ADAM, "l2": 0}, ["t:next", "grad", *ADAM_RULES[1:]]),
        "adamw": ({**ADAM, "weight_decay": 0.01}, ADAM_RULES),
        "sign_sgd": ({"lr": REQUIRED, "l2": 0}, ["grad", "next"]),
    },
    "initializer": {
        **dict.fromkeys(
            ["zeros", "ones", "glorot_uniform", "glorot_normal", "he_uniform", "he_normal",
             "lecun_normal", "orthogonal"],
            ({}, []),
        ),
        "constant": ({"value": REQUIRED}, []),
        "normal": ({"std": REQUIRED}, []),
        "uniform": ({"limit": REQUIRED}, []),
    },
}  # fmt: skip
ROWS = [(role, name) for role, kinds in TABLE.items() for name in kinds]


def found(role: str, name: str) -> Kind:
    return KINDS[role][name]  # type: ignore[index]


@pytest.mark.parametrize(("role", "name"), ROWS)
def test_a_kind_has_exactly_its_settings_and_defaults(role: str, name: str) -> None:
    settings = found(role, name).settings.values()
    declared = {s.name: REQUIRED if s.required else s.default for s in settings}
    assert declared == TABLE[role][name][0]


@pytest.mark.parametrize(("role", "name"), ROWS)
def test_a_kind_writes_exactly_its_tensors_in_this_order(role: str, name: str) -> None:
    assert list(found(role, name).rules) == TABLE[role][name][1]


def test_parameters_and_states_start_where_they_should() -> None:
    starts = {
        (kind.name, p.name): p.init or p.start
        for kind in [*LAYERS.values(), *OPTIMIZERS.values()]
        for p in [*kind.parameters.values(), *kind.states.values()]
    }
    ones = {pair for pair, start in starts.items() if start == 1}
    assert ones == {
        ("batch_norm", "gamma"), ("batch_norm", "running_var"), ("layer_norm", "gamma"),
    }  # fmt: skip
    drawn = {pair for pair, start in starts.items() if start == "init"}
    assert {("linear", "W"), ("conv2d", "W")} <= drawn
    assert all(start == 0 for pair, start in starts.items() if pair not in ones | drawn)


def test_classes_are_taken_by_the_two_losses_that_are_about_classes() -> None:
    takers = {name for name, kind in LOSSES.items() if kind.classes}
    assert takers == {"cross_entropy", "softmax_cross_entropy"}


@pytest.mark.parametrize("kind", INITIALIZERS.values(), ids=lambda kind: kind.name)
def test_every_initializer_draws_and_knows_its_spread(kind: Kind) -> None:
    assert kind.drawing is not None
    assert kind.spread is not None


def test_sizes_of_a_weight_that_two_kinds_share_have_the_same_bounds() -> None:
    shared = [
        (kind.settings[own], LAYERS[other].settings[theirs])
        for kind in LAYERS.values()
        for other, names in kind.transposes.items()
        for own, theirs in names.items()
    ]
    assert shared
    assert all((one.min, one.max) == (two.min, two.max) for one, two in shared)
