"""What the kinds compute is what PyTorch computes, where it is installed, float64 to 1e-12."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from backstep.engine.kind import Example
from backstep.engine.registry import LAYERS, LOSSES, OPTIMIZERS
from tests.engine.harness import Case, prepare, settings_of

torch = pytest.importorskip("torch", reason="PyTorch is not installed (make peers installs it)")
pytestmark = pytest.mark.peer
F = torch.nn.functional
Tensors = dict[str, Any]

IMAGE = (2, 3, 7, 6)
LAYER_CASES: list[tuple[str, tuple[int, ...], dict[str, Any], Callable[..., Any]]] = [
    ("linear", (4, 3), {"units": 2}, lambda t: t["x"] @ t["W"] + t["b"]),
    ("linear", (2, 4, 3), {"units": 2}, lambda t: t["x"] @ t["W"] + t["b"]),
    ("bias", IMAGE, {}, lambda t: t["x"] + t["b"][:, None, None]),
    ("relu", (4, 3), {}, lambda t: F.relu(t["x"])),
    ("leaky_relu", (4, 3), {"slope": 0.2}, lambda t: F.leaky_relu(t["x"], 0.2)),
    ("elu", (4, 3), {"alpha": 0.7}, lambda t: F.elu(t["x"], 0.7)),
    ("sigmoid", (4, 3), {}, lambda t: torch.sigmoid(t["x"])),
    ("tanh", (4, 3), {}, lambda t: torch.tanh(t["x"])),
    ("softplus", (4, 3), {}, lambda t: F.softplus(t["x"])),
    ("silu", (4, 3), {}, lambda t: F.silu(t["x"])),
    ("gelu", (4, 3), {}, lambda t: F.gelu(t["x"])),
    ("softmax", (4, 3), {}, lambda t: F.softmax(t["x"], 1)),
    ("softmax", (2, 3, 4), {"axis": 2}, lambda t: F.softmax(t["x"], 2)),
    ("softmax", (2, 3, 4), {"axis": -1}, lambda t: F.softmax(t["x"], -1)),
    ("flatten", IMAGE, {}, lambda t: t["x"].flatten(1)),
    ("conv2d", IMAGE, {"filters": 4, "size": 3}, lambda t: F.conv2d(t["x"], t["W"], t["b"])),
    (
        "conv2d", IMAGE, {"filters": 2, "size": 3, "stride": 2, "padding": 2},
        lambda t: F.conv2d(t["x"], t["W"], t["b"], stride=2, padding=2),
    ),
    (
        "conv2d", IMAGE, {"filters": 2, "size": 2, "stride": 3, "padding": 4, "bias": False},
        lambda t: F.conv2d(t["x"], t["W"], stride=3, padding=4),
    ),
    ("max_pool", IMAGE, {"size": 2}, lambda t: F.max_pool2d(t["x"], 2)),
    ("max_pool", IMAGE, {"size": 3, "stride": 2}, lambda t: F.max_pool2d(t["x"], 3, 2)),
    ("max_pool", IMAGE, {"size": 2, "stride": 4}, lambda t: F.max_pool2d(t["x"], 2, 4)),
    ("avg_pool", IMAGE, {"size": 2}, lambda t: F.avg_pool2d(t["x"], 2)),
    ("avg_pool", IMAGE, {"size": 3, "stride": 1}, lambda t: F.avg_pool2d(t["x"], 3, 1)),
    (
        "layer_norm", IMAGE, {},
        lambda t: F.layer_norm(t["x"], IMAGE[1:], t["gamma"], t["beta"]),
    ),
    (
        "layer_norm", (2, 4, 3), {"axes": "last"},
        lambda t: F.layer_norm(t["x"], (3,), t["gamma"], t["beta"]),
    ),
    ("select", (2, 3, 4), {"axis": 1, "index": 2}, lambda t: t["x"][:, 2]),
    ("mean", (2, 3, 4), {"axis": 1}, lambda t: t["x"].mean(1)),
    ("position", (2, 3, 4), {}, lambda t: t["x"] + t["P"]),
    ("add_constant", (4, 3), {"value": 2.0}, lambda t: t["x"] + 2),
    ("multiply_constant", (4, 3), {"value": -3.0}, lambda t: t["x"] * -3),
    ("power", (4, 3), {"exponent": 3.0}, lambda t: t["x"] ** 3),
]  # fmt: skip


def attending(t: Tensors, heads: int, causal: bool) -> Any:
    """PyTorch's own attention, heads side by side."""
    q, k, v = (t[name].unflatten(2, (heads, -1)).transpose(1, 2) for name in "qkv")
    y = F.scaled_dot_product_attention(q, k, v, is_causal=causal)
    return y.transpose(1, 2).flatten(2)


ACROSS = dict.fromkeys("kv", (2, 5, 4))  # as many places are looked at as there are
JOINING_CASES: list[tuple[str, Example, Callable[..., Any]]] = [
    ("add", Example(), lambda t: t["x"] + t["other"]),
    ("multiply", Example(), lambda t: t["x"] * t["other"]),
    (
        "concatenate", Example((2, 3, 4), {"axis": 2}, others={"other": (2, 3, 1)}),
        lambda t: torch.cat((t["x"], t["other"]), 2),
    ),
    (
        "embedding", Example((2, 3), {"rows": 4, "units": 2}, "indices"),
        lambda t: F.embedding(t["x"].long(), t["W"]),
    ),
    *(
        (
            "attention", Example((2, 3, 4), {"heads": heads, "causal": causal}, others=others),
            lambda t, heads=heads, causal=causal: attending(t, heads, causal),
        )
        for heads in (1, 2, 4)
        for causal in (False, True)
        for others in ({}, ACROSS)
    ),
]  # fmt: skip


@pytest.mark.parametrize(("name", "example", "theirs"), JOINING_CASES)
def test_a_layer_that_joins_or_chooses(
    name: str, example: Example, theirs: Callable[..., Any]
) -> None:
    hold(prepare(LAYERS[name], example), theirs)


def as_torch(case: Case) -> Tensors:
    """The case's given tensors, those with a gradient marked."""
    wanted = {name for name in case.kind.inputs if case.kind.passes_back(name)}
    wanted |= {*case.kind.parameters}
    return {
        name: torch.tensor(np.asarray(value), requires_grad=name in wanted)
        for name, value in case.tensors.items()
    }


def same(ours: Any, theirs: Any) -> None:
    np.testing.assert_allclose(ours, theirs.detach().numpy(), rtol=1e-11, atol=1e-12)


@pytest.mark.parametrize(("name", "shape", "given", "theirs"), LAYER_CASES)
def test_a_layer_and_its_gradients(
    name: str, shape: tuple[int, ...], given: dict[str, Any], theirs: Callable[..., Any]
) -> None:
    hold(prepare(LAYERS[name], Example(shape=shape, settings=given)), theirs)


def hold(case: Case, theirs: Callable[..., Any]) -> None:
    """The output, and every gradient that there is."""
    tensors = as_torch(case)
    case.run()
    y = theirs(tensors)
    y.backward(tensors["dy"])
    same(case.tensors["y"], y)
    inputs = [read for read in case.kind.inputs if case.kind.passes_back(read)]
    for parameter in (*inputs, *case.kind.parameters):
        if parameter in tensors:
            same(case.tensors[f"d{parameter}"], tensors[parameter].grad)


@pytest.mark.parametrize("shape", [(5, 3), (3, 2, 4, 4)])
def test_batch_norm_with_its_running_statistics(shape: tuple[int, ...]) -> None:
    case = prepare(LAYERS["batch_norm"], Example(shape=shape))
    t = as_torch(case)
    case.run()
    mean, var = t["running_mean"], t["running_var"]  # torch moves these in place
    y = F.batch_norm(t["x"], mean, var, t["gamma"], t["beta"], training=True)
    y.backward(t["dy"])
    same(case.tensors["y"], y)
    for name in ("x", "gamma", "beta"):
        same(case.tensors[f"d{name}"], t[name].grad)
    same(case.tensors["running_mean:next"], mean)
    same(case.tensors["running_var:next"], var)


NOT_FINITE = {"infinite": [0.0, np.inf, -np.inf, 1000.0], "not a number": [0.0, np.nan, -9.0, 1.0]}


def filled(case: Case, values: list[float]) -> Case:
    """Half of x becomes such numbers."""
    rng, x = np.random.default_rng(3), case.tensors["x"]
    case.tensors["x"] = np.where(rng.random(x.shape) < 0.5, rng.choice(values, size=x.shape), x)
    return case


@pytest.mark.parametrize("values", NOT_FINITE.values(), ids=NOT_FINITE)
@pytest.mark.parametrize(("name", "shape", "given", "theirs"), LAYER_CASES)
def test_a_layer_of_numbers_that_are_not_finite(
    name: str,
    shape: tuple[int, ...],
    given: dict[str, Any],
    theirs: Callable[..., Any],
    values: list[float],
) -> None:
    case = filled(prepare(LAYERS[name], Example(shape=shape, settings=given)), values)
    case.run()
    y = case.tensors["y"]
    case.tensors["dy"] = np.where(np.isnan(y), np.nan, case.tensors["dy"])  # as a loss gives it
    tensors = as_torch(case)
    case.run()
    out = theirs(tensors)
    out.backward(tensors["dy"])
    same(y, out)
    same(case.tensors["dx"], tensors["x"].grad)


def test_a_tie_in_max_pooling_goes_to_the_first() -> None:
    case = prepare(LAYERS["max_pool"], Example(shape=(1, 1, 4, 4), settings={"size": 2}))
    case.tensors["x"] = np.zeros((1, 1, 4, 4))
    t = as_torch(case)
    case.run()
    F.max_pool2d(t["x"], 2).backward(t["dy"])
    same(case.tensors["dx"], t["x"].grad)


LOSS_CASES: list[tuple[str, Example, Callable[..., Any]]] = [
    ("squared_error", Example(), lambda x, t: ((x - t) ** 2).sum(1).mean()),
    ("mean_squared_error", Example(), F.mse_loss),
    ("absolute_error", Example(), lambda x, t: F.l1_loss(x, t, reduction="sum") / len(x)),
    ("huber", Example(settings={"delta": 0.4}), lambda x, t: F.huber_loss(x, t, delta=0.4)),
    (
        "cross_entropy", Example(inputs="rows", targets="classes"),
        lambda x, t: F.nll_loss(x.log(), t.argmax(1)),
    ),
    (
        "softmax_cross_entropy", Example(targets="classes"),
        lambda x, t: F.cross_entropy(x, t.argmax(1)),
    ),
    ("softmax_cross_entropy", Example(targets="real"), F.cross_entropy),
    (
        "softmax_cross_entropy", Example(shape=(2, 3, 4), targets="classes"),
        lambda x, t: F.cross_entropy(x.flatten(0, 1), t.argmax(2).flatten()),
    ),
    (
        "softmax_cross_entropy", Example(shape=(2, 3, 4)),
        lambda x, t: F.cross_entropy(x.flatten(0, 1), t.flatten(0, 1)),
    ),
    (
        "cross_entropy", Example(shape=(2, 3, 4), inputs="probabilities", targets="classes"),
        lambda x, t: F.nll_loss(x.log().flatten(0, 1), t.argmax(2).flatten()),
    ),
    (
        "softmax_cross_entropy", Example(shape=(2, 3, 2, 2)),
        lambda x, t: F.cross_entropy(x, t) * 4,
    ),
    ("binary_cross_entropy", Example(inputs="probabilities"), F.binary_cross_entropy),
    ("sigmoid_cross_entropy", Example(targets="bits"), F.binary_cross_entropy_with_logits),
    (
        "sigmoid_cross_entropy", Example(shape=(2, 3, 4)),
        F.binary_cross_entropy_with_logits,
    ),
]  # fmt: skip


@pytest.mark.parametrize(("name", "example", "theirs"), LOSS_CASES)
def test_a_loss_and_its_gradient(name: str, example: Example, theirs: Callable[..., Any]) -> None:
    case = prepare(LOSSES[name], example)
    t = as_torch(case)
    case.run()
    loss = theirs(t["x"], t["target"])
    loss.backward()
    same(case.tensors["E"], loss)
    same(case.tensors["dx"], t["x"].grad)


NONFINITE_LOSSES: dict[str, Callable[..., Any]] = {
    "squared_error": lambda x, t: ((x - t) ** 2).sum(1).mean(),
    "mean_squared_error": F.mse_loss,
    "absolute_error": lambda x, t: F.l1_loss(x, t, reduction="sum") / len(x),
    "huber": F.huber_loss,
    "cross_entropy": lambda x, t: -torch.xlogy(t, x).sum() / len(x),
    "softmax_cross_entropy": F.cross_entropy,
    "binary_cross_entropy": lambda x, t: -(torch.xlogy(t, x) + torch.xlogy(1 - t, 1 - x)).mean(),
    "sigmoid_cross_entropy": F.binary_cross_entropy_with_logits,
}


@pytest.mark.parametrize("kind", LOSSES.values(), ids=lambda kind: kind.name)
@pytest.mark.parametrize("value", [np.nan, np.inf, 1e6, 0.0])
def test_a_loss_of_a_number_that_is_not_finite(kind: Any, value: float) -> None:
    for example in kind.examples():
        if np.isinf(value) and kind.name == "sigmoid_cross_entropy" and example.targets == "real":
            continue  # ∞ − ∞ · t as it is written, where PyTorch has ∞ · (1 − t)
        case = prepare(kind, Example(inputs=example.inputs, targets=example.targets))
        case.tensors["x"][1, 2] = value
        case.run()
        t = {name: torch.tensor(case.tensors[name]) for name in ("x", "target")}
        same(case.tensors["E"], NONFINITE_LOSSES[kind.name](t["x"], t["target"]))


OPTIMIZER_CASES: list[tuple[str, dict[str, Any], Callable[..., Any]]] = [
    ("sgd", {"lr": 0.1}, lambda p: torch.optim.SGD([p], lr=0.1)),
    ("momentum", {"lr": 0.1, "mu": 0.8}, lambda p: torch.optim.SGD([p], lr=0.1, momentum=0.8)),
    (
        "nesterov", {"lr": 0.1},
        lambda p: torch.optim.SGD([p], lr=0.1, momentum=0.9, nesterov=True),
    ),
    ("sgd", {"lr": 0.1, "l2": 0.3}, lambda p: torch.optim.SGD([p], lr=0.1, weight_decay=0.3)),
    (
        "momentum", {"lr": 0.1, "l2": 0.3},
        lambda p: torch.optim.SGD([p], lr=0.1, momentum=0.9, weight_decay=0.3),
    ),
    (
        "nesterov", {"lr": 0.1, "l2": 0.3},
        lambda p: torch.optim.SGD([p], lr=0.1, momentum=0.9, weight_decay=0.3, nesterov=True),
    ),
    (
        "adagrad", {"lr": 0.1, "l2": 0.3},
        lambda p: torch.optim.Adagrad([p], lr=0.1, weight_decay=0.3),
    ),
    (
        "rmsprop", {"lr": 0.1, "l2": 0.3},
        lambda p: torch.optim.RMSprop([p], lr=0.1, weight_decay=0.3),
    ),
    ("adam", {"lr": 0.1, "l2": 0.3}, lambda p: torch.optim.Adam([p], lr=0.1, weight_decay=0.3)),
    ("adagrad", {"lr": 0.1}, lambda p: torch.optim.Adagrad([p], lr=0.1)),
    ("rmsprop", {"lr": 0.1}, lambda p: torch.optim.RMSprop([p], lr=0.1)),
    ("adam", {"lr": 0.1}, lambda p: torch.optim.Adam([p], lr=0.1)),
    ("adamw", {"lr": 0.1}, lambda p: torch.optim.AdamW([p], lr=0.1)),
    (
        "adamw", {"lr": 0.1, "weight_decay": 0.3},
        lambda p: torch.optim.AdamW([p], lr=0.1, weight_decay=0.3),
    ),
]  # fmt: skip


@pytest.mark.parametrize(("name", "given", "theirs"), OPTIMIZER_CASES)
def test_an_optimizer_over_five_updates(
    name: str, given: dict[str, Any], theirs: Callable[..., Any]
) -> None:
    kind = OPTIMIZERS[name]
    case = Case(kind, Example(), settings_of(kind, given))
    rng = np.random.default_rng(4)
    p = rng.normal(size=(4, 3))
    case.tensors = {"p": p, **{s: np.zeros(np.shape(p) if s != "t" else ()) for s in kind.states}}
    q = torch.nn.Parameter(torch.tensor(p))
    optimizer = theirs(q)
    for _ in range(5):
        case.tensors["dp"] = rng.normal(size=(4, 3))
        q.grad = torch.tensor(case.tensors["dp"])
        optimizer.step()
        case.run()
        same(case.tensors["next"], q)
        case.tensors |= {s: case.tensors[f"{s}:next"] for s in kind.states}
        case.tensors["p"] = case.tensors["next"]
