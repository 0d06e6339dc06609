"""Reading a description: every field checked, every default filled in, nothing computed yet."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from backstep.describe import sharing
from backstep.describe.arrays import read_tensor
from backstep.describe.dataset import read_dataset
from backstep.describe.flaws import Flaws, escape_pointer, shorten, type_name
from backstep.describe.given import GIVEN, without_given
from backstep.describe.kinds import read_kind, read_object, read_setting
from backstep.describe.limits import Limits
from backstep.describe.network import build, build_blocks, shape_of_x
from backstep.describe.own_names import NAMES, read_own_names
from backstep.describe.wires import add_dead_ends, read_inputs
from backstep.engine.kind import Setting
from backstep.engine.registry import LAYERS

FIELDS = (
    "network", "data", "batch", "seed", "dtype", "parameters", "frozen",
    "optimizer_state", "layer_state",
)  # fmt: skip
SEED = Setting("seed", "integer", ("Seed", "Semilla"), 0, min=0, max=2**63 - 1)
SIZE = Setting("size", "integer", ("Batch size", "Tamaño del lote"), min=1, max=2**31)
FRACTION = Setting(
    "test_fraction", "number", ("Test share", "Parte de prueba"), 0.0, min=0, below=1
)
DTYPE = Setting(
    "dtype", "text", ("Precision", "Precisión"), "float64", choices=("float64", "float32")
)
SWITCH = Setting("switch", "boolean", ("Switch", "Interruptor"), False)


def normalise(raw: Any, limits: Limits | None = None) -> dict[str, Any]:
    """The description with all defaults filled in and its tensors as float64 arrays.

    Raises DescriptionError with all the flaws of the first stage that fails. What `network.build`
    checks (shapes, classes, addresses) needs the whole and is not looked at here, but where a
    tensor is ragged: that is only said once everything that comes before it is sound.
    """
    limits, flaws = limits or Limits(), Flaws()
    given = read_object(raw, "", FIELDS, ("network", "data"), flaws)
    description = {
        "network": read_network(given["network"], flaws, limits) if "network" in given else {},
        "data": read_data(given["data"], flaws) if "data" in given else {},
        "batch": read_batch(given.get("batch", {}), flaws),
        "seed": read_setting(SEED, given.get("seed", SEED.default), "/seed", flaws),
        "dtype": read_setting(DTYPE, given.get("dtype", DTYPE.default), "/dtype", flaws),
        "frozen": read_names(given.get("frozen", []), "/frozen", flaws),
    }
    for field in GIVEN:
        description[field] = read_tensors(given.get(field, {}), f"/{field}", flaws)
    check_stages_before(description, flaws, limits)
    flaws.raise_first_stage()
    return description


def check_stages_before(description: dict[str, Any], flaws: Flaws, limits: Limits) -> None:
    """Raise what is wrong before the first ragged tensor: shapes, and for a parameter the data."""
    data = description["data"]
    if flaws.first_stage == "parameters":
        build({**without_given(description), "frozen": []}, limits)
    elif flaws.first_stage == "data" and data["x"] is not None:
        build_blocks(description, shape_of_x(data), limits)


def read_network(value: Any, flaws: Flaws, limits: Limits) -> dict[str, Any]:
    fields = read_object(
        value, "/network", ("layers", "loss", "optimizer"), ("layers", "loss"), flaws
    )
    layers = fields.get("layers", [])
    if not isinstance(layers, list):
        detail = f"layers is a list, and this is {type_name(layers)}"
        flaws.add("wrong_type", detail, "/network/layers", shorten(layers), type="list")
        layers = []
    if len(layers) > limits.max_layers:
        detail = f"{len(layers)} layers are too many; at most {limits.max_layers} are allowed"
        flaws.add("out_of_range", detail, "/network/layers", len(layers), max=limits.max_layers)
        layers = layers[:0]
    optimizer = fields.get("optimizer", {"kind": "sgd", "lr": 0.1})
    return {
        "layers": read_layers(layers, flaws),
        "loss": read_kind(fields["loss"], "loss", "/network/loss", flaws)
        if "loss" in fields
        else {},
        "optimizer": read_kind(optimizer, "optimizer", "/network/optimizer", flaws),
    }


def read_layers(given: list[Any], flaws: Flaws) -> list[dict[str, Any]]:
    """The layers with their settings, and what each says of others."""
    layers: list[dict[str, Any]] = []
    for i, raw in enumerate(given):
        layers.append(read_layer(layers, raw, f"/network/layers/{i}", flaws))
    if all(layers):
        add_dead_ends(layers, flaws)
    return layers


def read_layer(before: list[dict[str, Any]], raw: Any, place: str, flaws: Flaws) -> dict[str, Any]:
    """A layer that stands after these."""
    said = raw if isinstance(raw, dict) else {}
    share = sharing.read_share(before, said.get("share"), f"{place}/share", flaws)
    told = sharing.inherited(before, said, share) if share else raw
    # whose owner is not found is told that, and not that it lacks what the owner would have given
    layer = read_kind(told, "layer", place, flaws, whole=said.get("share") is None)
    if not layer:
        return layer
    kind = LAYERS[layer["kind"]]
    inputs = read_inputs(kind, said.get("inputs"), len(before), f"{place}/inputs", flaws)
    layer |= {"inputs": inputs} if inputs else {}
    if share:
        layer["share"] = share
        sharing.add_flaws(before, said, layer, place, flaws)
        layer = sharing.less_inherited(before, layer)
    return layer


def read_data(value: Any, flaws: Flaws) -> dict[str, Any]:
    common = ("test_fraction", "standardize")
    if isinstance(value, dict) and "dataset" in value:
        return read_dataset(value, common, flaws) | read_split(value, flaws)
    given = read_object(value, "/data", ("x", "target", *NAMES, *common), ("x", "target"), flaws)
    data: dict[str, Any] = {
        name: read_tensor(given[name], f"/data/{name}", flaws)
        for name in ("x", "target")
        if name in given
    }
    return data | read_own_names(given, flaws) | read_split(given, flaws)


def read_split(given: Mapping[str, Any], flaws: Flaws) -> dict[str, Any]:
    return {
        "test_fraction": read_setting(
            FRACTION, given.get("test_fraction", 0.0), "/data/test_fraction", flaws
        ),
        "standardize": read_setting(
            SWITCH, given.get("standardize", False), "/data/standardize", flaws
        ),
    }


def read_batch(value: Any, flaws: Flaws) -> dict[str, Any]:
    given = read_object(value, "/batch", ("size", "shuffle"), (), flaws)
    size = given.get("size")
    if size is not None:
        size = read_setting(SIZE, size, "/batch/size", flaws)
    shuffle = read_setting(SWITCH, given.get("shuffle", False), "/batch/shuffle", flaws)
    return {"size": size, "shuffle": shuffle}


def read_tensors(value: Any, pointer: str, flaws: Flaws) -> dict[str, np.ndarray | None]:
    if not isinstance(value, dict):
        detail = f"{pointer[1:]} maps addresses to tensors, and this is {type_name(value)}"
        flaws.add("wrong_type", detail, pointer, shorten(value), type="object")
        return {}
    return {
        address: read_tensor(tensor, f"{pointer}/{escape_pointer(address)}", flaws)
        for address, tensor in sorted(value.items())
    }


def read_names(value: Any, pointer: str, flaws: Flaws) -> list[str]:
    if not isinstance(value, list):
        detail = f"{pointer[1:]} is a list of names, and this is {type_name(value)}"
        flaws.add("wrong_type", detail, pointer, shorten(value), type="list")
        return []
    for i, name in enumerate(value):
        if not isinstance(name, str):
            detail = f"a name is text, and this is {type_name(name)}"
            flaws.add("wrong_type", detail, f"{pointer}/{i}", shorten(name), type="text")
    return [name for name in value if isinstance(name, str)]
