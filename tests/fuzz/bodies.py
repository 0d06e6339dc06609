"""Bodies as nobody would send them: any kind, any setting at its bounds and beyond, any tensor."""

import math
from copy import deepcopy
from random import Random
from typing import Any

from backstep.datasets import DATASETS
from backstep.engine.registry import INITIALIZERS, LAYERS, LOSSES, OPTIMIZERS
from backstep.setting import Setting

Json = dict[str, Any]

NUMBERS = (
    0, -0.0, 1, -1, 2, 0.5, 1e-320, -5e-324, 2.2e-308, 1e-160, 1e-16, 0.1, 3, 17, 1e3, 65536, 1e16,
    1e154, 1e300, -1e308, 1.7976931348623157e308, 2**53 + 1, 2**63, 10**30,
)  # fmt: skip
SPECIAL = ("NaN", "Infinity", "-Infinity")
STRANGE = (
    None, True, False, "", "x", "NaN", [], {}, [[]], {"shape": []}, "\u0000", "\ud83d\ude00",
    "é" * 70, -1, 1.5, "1", [1], {"kind": "linear"}, 10**400, "l1.W", "٣",
)  # fmt: skip
EXPRESSIONS = (
    "x", "sqrt(x)", "sqrt(sqrt(x))", "log(x)", "x*log(x)", "1/x", "x^x", "x^0.5", "x^-3", "abs(x)",
    "max(x,0)", "exp(exp(x))", "tan(x)", "relu(x)^2", "x/x", "0*x", "sin(1/x)", "e^pi", "2x",
    "sen(x)", "((((x))))", "x^1000", "max(x,x)", "min(1,x)", "sigmoid(100*x)", "x,", "1e400*x",
    "0.1x+",
)  # fmt: skip


def strange(rng: Random) -> Any:
    """A value that fits almost nowhere; one's own, to be changed as one likes."""
    return deepcopy(rng.choice(STRANGE))


def number(rng: Random) -> Any:
    """Mostly an ordinary number; now and then one of the ends of float64."""
    kind = rng.random()
    if kind < 0.6:
        return round(rng.uniform(-3, 3), rng.randrange(4))
    if kind < 0.97:
        return rng.choice(NUMBERS)
    return rng.choice(SPECIAL) if kind < 0.998 else 10**400


def tensor(rng: Random, shape: tuple[int, ...]) -> Any:
    """Nested lists, or a shape and flat data; now and then with a fault in it."""
    cells = math.prod(shape)
    if rng.random() < 0.3:
        body: Json = {"shape": list(shape), "data": [number(rng) for _ in range(cells)]}
        if rng.random() < 0.05:
            body[rng.choice(("shape", "data", "more"))] = strange(rng)
        return body
    if not shape:
        return number(rng)
    rows = [tensor_rows(rng, shape[1:]) for _ in range(shape[0])]
    if rng.random() < 0.03 and rows:
        rows[rng.randrange(len(rows))] = strange(rng)
    return rows


def tensor_rows(rng: Random, shape: tuple[int, ...]) -> Any:
    return [tensor_rows(rng, shape[1:]) for _ in range(shape[0])] if shape else number(rng)


def setting(rng: Random, declared: Setting) -> Any:
    """A value of a setting: usual, at its bounds, or beside them."""
    if rng.random() < 0.03:
        return strange(rng)
    if declared.choices:
        return rng.choice(declared.choices)
    match declared.type:
        case "boolean":
            return rng.random() < 0.5
        case "initializer":
            return kind(rng, INITIALIZERS)
        case "text":
            return rng.choice(EXPRESSIONS)
    bounds = [
        b for b in (declared.min, declared.max, declared.above, declared.below) if b is not None
    ]
    if declared.type == "integer":
        few = [rng.randint(1, 4)] * 24
        return rng.choice([*few, *(int(b) for b in bounds)])
    return rng.choice([0.5, 0.1, 1.0, 0.9, 2.0, *bounds]) if rng.random() < 0.9 else number(rng)


def kind(rng: Random, known: dict[str, Any], name: str | None = None) -> Json:
    """One of the kinds with its needed settings, and some of the others."""
    chosen = known[name or rng.choice(list(known))]
    given = {"kind": chosen.name}
    for declared in chosen.settings.values():
        needed = declared.required or declared.default is None
        if rng.random() < (0.98 if needed else 0.3):
            given[declared.name] = setting(rng, declared)
    if rng.random() < 0.02:
        given[rng.choice(("units", "kind", "more", ""))] = strange(rng)
    return given


def wire(rng: Random, place: int, layer: Json) -> None:
    """What it reads and shares, if it needs to say so: mostly what is there, now and then not."""
    nodes = ["data", *(f"l{k}" for k in range(1, place + 1))]
    known = LAYERS.get(str(layer["kind"]))
    names = known.inputs if known else ("x",)
    read = {n: rng.choice(nodes) for n in names[1:] if rng.random() < 0.97}
    if rng.random() < 0.15:
        read[rng.choice(("x", "other", ""))] = rng.choice((*nodes, "l9", "loss", "l01", None, 5))
    if read:
        layer["inputs"] = read if rng.random() < 0.97 else strange(rng)
    if rng.random() < 0.05:
        layer["share"] = rng.choice((*nodes, "l9", None, 5))
    if rng.random() < 0.05:
        layer["group"] = rng.choice(("Block", "", 5, "\u202e"))


def description(rng: Random) -> Json:
    """A description that fits rather often."""
    rank = rng.choice((2, 2, 2, 4, 1, 3))
    samples = rng.choice((1, 2, 3, 5))
    shape = (samples, *(rng.choice((1, 2, 3, 6)) for _ in range(rank - 1)))
    names = [n for n in LAYERS if rank == 4 or n not in ("conv2d", "max_pool", "avg_pool")]
    layers = [kind(rng, LAYERS, rng.choice(names)) for _ in range(rng.choice((0, 1, 1, 2, 3, 4)))]
    for place, layer in enumerate(layers):
        if rng.random() < 0.1:
            layer["label"] = rng.choice(("RL1", "", "é" * 40, "\u202e", 5))
        wire(rng, place, layer)
    body: Json = {
        "network": {"layers": layers, "loss": kind(rng, LOSSES)},
        "data": data(rng, shape),
    }
    if rng.random() < 0.4:
        body["network"]["optimizer"] = kind(rng, OPTIMIZERS)
    extras: Json = {
        "batch": {"size": rng.choice((None, 1, 2, 10**9, 0)), "shuffle": rng.random() < 0.5},
        "seed": rng.choice((0, 7, 2**53 + 1, 2**64, -1, 10**400)),
        "dtype": rng.choice(("float32", "float32", "float64", "int8")),
        "frozen": rng.choice((["l1"], ["l1.W"], ["l9"], [5], "l1", ["l1", "l1.b"])),
        "parameters": {rng.choice(ADDRESSES): tensor(rng, (2, 2))},
        "optimizer_state": {rng.choice(ADDRESSES): tensor(rng, (2,))},
        "layer_state": {rng.choice(ADDRESSES): tensor(rng, (2,))},
    }
    for name, value in extras.items():
        if rng.random() < 0.12:
            body[name] = value
    if rng.random() < 0.04:
        body[rng.choice(("network", "data", "more"))] = strange(rng)
    return body


def mended(rng: Random, body: Json, problem: Json) -> Json:
    """The same with a target of the shape that a problem asks for, if it asks for one."""
    first = problem["errors"][0]
    shape = (first["allowed"] or {}).get("shape")
    if first["pointer"] != "/data/target" or not shape or "dataset" in body["data"]:
        return body
    return body | {"data": body["data"] | {"target": tensor(rng, tuple(shape))}}


def data(rng: Random, shape: tuple[int, ...]) -> Json:
    """Samples given, with a target that suits some network; or a data set's."""
    if rng.random() < 0.25:
        dataset = DATASETS[rng.choice(list(DATASETS))]
        body: Json = {"dataset": dataset.name}
        for declared in dataset.settings.values():
            if rng.random() < 0.3:
                body[declared.name] = setting(rng, declared)
    else:
        wanted = rng.choice((shape, shape, (shape[0], 1), (shape[0],), (shape[0], 2)))
        target = tensor(rng, wanted)
        if rng.random() < 0.3:
            target = [rng.choice((0, 0, 1, 1, 2, -1, 0.5)) for _ in range(shape[0])]
        body = {"x": tensor(rng, shape), "target": target}
    for name, values in (
        ("test_fraction", (0.5, 0, 1, 0.99, -1)),
        ("standardize", (True, True, 1)),
    ):
        if rng.random() < 0.15:
            body[name] = rng.choice(values)
    for name in ("classes", "features"):
        if rng.random() < 0.05:
            body[name] = rng.choice((["a", "b"], [], ["a", "a"], [1], "ab", ["\u0000", "b"]))
    return body


ADDRESSES = (
    "l1.W", "l1.b", "l1.y", "l1.dW", "l1.db", "l1.dy", "l2.x", "l2.dx", "l2.y", "l2.W", "data.x",
    "data.target", "data.dx", "loss.E", "loss.lse", "loss.p", "l1.W:next", "l1.W:m", "l1.W:t",
    "l1.W:m:next", "l1.gamma", "l1.running_mean", "l1.running_mean:next", "l1.mask", "l1.patches",
    "l1.winner", "l1.mean", "l1.dz", "l9.W", "", ".", "l1", "l1.", "loss", "l1.W:grad", "e", "l٣.W",
    "l1.W%00", "..", "l1.w", "optimizer", "l1.W:next:next", "l1.dy@l2.x", "l1.dy@l2.other",
    "l2.other", "l2.dother", "l1.dW@l1", "l1.dW@l2", "data.dx@l1.x", "data.dx@l2.other", "l1.dy@",
    "l1.dy@l2.",
)  # fmt: skip


def edit(rng: Random) -> Json:
    """Cells, a patch, or a redraw."""
    body: Json = {}
    if rng.random() < 0.6:
        body["set"] = [
            {"address": rng.choice(ADDRESSES), "at": indices(rng), "value": number(rng)}
            for _ in range(rng.randrange(3))
        ]
    if rng.random() < 0.6:
        whole = description(rng)
        patch: Json = rng.choice(
            (
                {"network": {"layers": [{"from": "l1"}, *whole_layers(whole)]}},
                {
                    "network": {
                        "layers": [{"from": f"l{rng.randrange(4)}", "units": rng.randrange(4)}]
                    }
                },
                {"network": {"layers": rewired(rng)}},
                {"network": {"loss": kind(rng, LOSSES)}},
                {"network": {"optimizer": kind(rng, OPTIMIZERS)}},
                {k: v for k, v in whole.items() if rng.random() < 0.3},
                {"batch": {"size": rng.choice((1, 2, None))}, "seed": rng.randrange(9)},
            )
        )
        body["description"] = patch
    if rng.random() < 0.2:
        body["redraw"] = rng.choice((True, False, ["l1"], ["l9"], [1], "l1", []))
    if rng.random() < 0.05:
        body[rng.choice(("set", "description", "redraw", "more"))] = strange(rng)
    return body


def rewired(rng: Random) -> list[Json]:
    """Layers that go on, in another order, some twice, with other wires."""
    layers: list[Json] = [{"from": f"l{rng.randrange(1, 5)}"} for _ in range(rng.randrange(1, 6))]
    for place, layer in enumerate(layers):
        if rng.random() < 0.2:
            layer["kind"] = rng.choice(("add", "tanh", "linear", "concatenate"))
        if rng.random() < 0.2:
            layer["kind"] = rng.choice(("add", "tanh"))
            wire(rng, place, layer)
        if rng.random() < 0.1:
            layer["share"] = rng.choice((None, "l1", "l2", "l9"))
    return layers


def whole_layers(body: Json) -> list[Any]:
    network = body.get("network")
    found = network.get("layers") if isinstance(network, dict) else None
    return found if isinstance(found, list) else []


def indices(rng: Random) -> Any:
    if rng.random() < 0.1:
        return strange(rng)
    return [rng.choice((0, 0, 0, 1, 2, -1, 10**20)) for _ in range(rng.choice((2, 2, 1, 0, 4)))]


def train(rng: Random) -> Json:
    """A short training, watched in many ways."""
    body: Json = {"iterations": rng.choice((1, 2, 20)), "keep": rng.choice((0, 1, 50))}
    if rng.random() < 0.5:
        watch: Json = {"norms": True, "metrics": rng.random() < 0.5}
        if rng.random() < 0.5:
            watch["tensors"] = [rng.choice(ADDRESSES) for _ in range(rng.choice((1, 1, 3, 17)))]
        if rng.random() < 0.5:
            watch["predict"] = predict(rng)
        body["watch"] = watch
    if rng.random() < 0.3:
        body["until"] = until(rng)
    if rng.random() < 0.1:
        body[rng.choice(("iterations", "keep", "watch", "until", "more"))] = strange(rng)
    return body


def until(rng: Random) -> Json:
    """What a training is to stop for; some of it is no condition at all."""
    return dict(
        rng.choice(
            (
                ("loss_below", number(rng)),
                ("nonfinite", rng.choice((True, False, 1))),
                ("norm_below", {rng.choice(ADDRESSES): number(rng)}),
                ("norm_above", rng.choice(({rng.choice(ADDRESSES): number(rng)}, [], {"": 1}))),
                ("dead", rng.choice((["l1"], ["l2", "l9"], "l1", [1], ["l1"] * 65))),
                ("accuracy_above", rng.choice((0.5, 1, 2, number(rng)))),
            )
        )
        for _ in range(rng.choice((1, 1, 2)))
    )


def predict(rng: Random) -> Json:
    ends = [number(rng), number(rng), rng.choice((1, 2, 5, 512, 513, 0, "2"))]
    grid = {"x": ends, "y": [-1, 1, 3]}
    if rng.random() < 0.1:
        grid = rng.choice(({"x": 1, "y": 2}, {"x": []}, grid | {"z": ends}))
    shape = (rng.choice((1, 2, 0)), rng.choice((1, 2, 3)))
    body: Json = {"grid": grid} if rng.random() < 0.5 else {"x": tensor(rng, shape)}
    if rng.random() < 0.3:
        body["address"] = rng.choice(ADDRESSES)
    return body
