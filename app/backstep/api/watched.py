"""What is to be watched while training: `watch` of `POST …/train`, read against the network."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from typing import Annotated, Any, Literal

from pydantic import Field
from typing_extensions import TypeAliasType

from backstep.api.bodies import Grid, Predict, Taken, read_predict
from backstep.api.endpoints.predicting import answered, check_samples, grid_points, output_address
from backstep.api.shapes import TensorInput
from backstep.describe.flaws import Flaws, is_whole, shorten, spell
from backstep.describe.kinds import read_object, read_setting
from backstep.describe.limits import Limits
from backstep.describe.network import Network
from backstep.describe.shapes import check_cell
from backstep.engine.kind import Array, Index, Setting
from backstep.errors import BackstepError, Flaw, LimitError, QueryError
from backstep.plan.plan import plan
from backstep.store.cost import iteration_work
from backstep.training.job import Watch

SWITCH = Setting("switch", "boolean", ("Watch", "Observar"), False)
ENCODING = Setting(
    "encoding", "text", ("Encoding", "Codificación"), "json", choices=("json", "packed")
)
MAX_INLINE = 4096
INLINE = Setting("inline", "integer", ("Cells", "Celdas"), 16, min=0, max=MAX_INLINE)
MAX_PICTURES = 20.0
PICTURES = Setting(
    "pictures", "number", ("Pictures", "Imágenes"), MAX_PICTURES, min=0, max=MAX_PICTURES
)
MAX_TENSORS, MAX_PACKED, MAX_CELLS = 16, 1024, 64
MAX_EXACT, MAX_UNITS = 256, 16
FIELDS = (
    "norms", "metrics", "outputs", "predict", "tensors", "exact", "cells", "units", "encoding",
    "inline", "pictures", "curves",
)  # fmt: skip


class WatchedCell(Taken):
    """One number."""

    address: str
    at: list[Annotated[int, Field(ge=0)]]


class UnitsOfGrid(Taken):
    """Layers' outputs over a plane."""

    grid: Grid
    addresses: list[str] = Field(max_length=MAX_UNITS)


class UnitsOfSamples(Taken):
    """Layers' outputs for points of one's own, such as those along one input."""

    x: TensorInput
    addresses: list[str] = Field(max_length=MAX_UNITS)


WatchedUnits = TypeAliasType("WatchedUnits", UnitsOfGrid | UnitsOfSamples)


class Watched(Taken):
    """What to tell while training."""

    norms: bool = False
    metrics: bool = False
    outputs: bool = False
    predict: Predict | None = None
    tensors: list[str] = Field(default_factory=list, max_length=MAX_PACKED)
    exact: list[str] = Field(default_factory=list, max_length=MAX_EXACT)
    cells: list[WatchedCell] = Field(default_factory=list, max_length=MAX_CELLS)
    units: WatchedUnits | None = None
    encoding: Literal["json", "packed"] = "json"
    inline: Annotated[int, Field(ge=0, le=MAX_INLINE)] = 16
    pictures: Annotated[float, Field(ge=0, le=MAX_PICTURES)] | None = None
    curves: bool = False


def read_watch(raw: Any, flaws: Flaws) -> dict[str, Any]:
    """A `watch` whose parts have the right types."""
    watch = read_object(raw, "/watch", FIELDS, (), flaws)
    for name in ("norms", "metrics", "outputs", "curves"):
        watch[name] = read_setting(SWITCH, watch.get(name, False), f"/watch/{name}", flaws)
    for setting in (ENCODING, INLINE):
        given = watch.get(setting.name, setting.default)
        watch[setting.name] = read_setting(setting, given, f"/watch/{setting.name}", flaws)
    if watch.get("pictures") is not None:
        watch["pictures"] = read_setting(PICTURES, watch["pictures"], "/watch/pictures", flaws)
    packed = watch["encoding"] == "packed"
    _read_names(
        watch.setdefault("tensors", []), "tensors", MAX_PACKED if packed else MAX_TENSORS, flaws
    )
    _read_names(watch.setdefault("exact", []), "exact", MAX_EXACT if packed else MAX_TENSORS, flaws)
    if watch.get("units") is not None:
        over = "x" if isinstance(watch["units"], dict) and "x" in watch["units"] else "grid"
        names = (over, "addresses")
        units = read_object(watch["units"], "/watch/units", names, names, flaws)
        _read_names(units.get("addresses", []), "units/addresses", MAX_UNITS, flaws)
    _read_cells(watch.setdefault("cells", []), flaws)
    return watch


def _read_names(names: Any, field: str, most: int, flaws: Flaws) -> None:
    pointer = f"/watch/{field}"
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        detail = f"{field} is a list of addresses"
        flaws.add("wrong_type", detail, pointer, shorten(names), type="list")
    elif len(names) > most:
        detail = f"at most {most} tensors are watched at once in this way"
        flaws.add("out_of_range", detail, pointer, len(names), max=most)


def _read_cells(cells: Any, flaws: Flaws) -> None:
    if not isinstance(cells, list):
        detail = f"cells is a list of objects, and this is {spell(cells)}"
        flaws.add("wrong_type", detail, "/watch/cells", shorten(cells), type="list")
        return
    if len(cells) > MAX_CELLS:
        detail = f"at most {MAX_CELLS} numbers are watched at once"
        flaws.add("out_of_range", detail, "/watch/cells", len(cells), max=MAX_CELLS)
        return
    for i, raw in enumerate(cells):
        place, names = f"/watch/cells/{i}", ("address", "at")
        cell = read_object(raw, place, names, names, flaws)
        if not isinstance(cell.get("address", ""), str):
            detail = f"an address is text, and this is {spell(cell['address'])}"
            flaws.add("wrong_type", detail, f"{place}/address", shorten(cell["address"]))
        at = cell.get("at", [])
        if not isinstance(at, list) or not all(is_whole(index) for index in at):
            detail = f"at is a list of whole numbers, and this is {spell(at)}"
            flaws.add("wrong_type", detail, f"{place}/at", shorten(at), type="list")


def checked_watch(watch: dict[str, Any], network: Network, limits: Limits) -> Watch:
    """The same with canonical addresses and points, checked against the network."""
    tensors, exact = (
        tuple(
            address_in(network, name, f"/watch/{field}/{i}") for i, name in enumerate(watch[field])
        )
        for field in ("tensors", "exact")
    )
    cells = tuple(
        _cell(network, cell, f"/watch/cells/{i}") for i, cell in enumerate(watch["cells"])
    )
    points = address = grid = None
    if watch.get("predict") is not None:
        with _pointing_into("predict"):
            x, grid, asked = read_predict(watch["predict"])
            address = output_address(network, asked)
            points = x if grid is None else grid_points(grid["x"], grid["y"])
            assert points is not None
            check_samples(network, points, address, "/x" if grid is None else "/grid", limits)
    units: tuple[str, ...] = ()
    plane = None
    if watch.get("units") is not None:
        units, plane = _units(watch["units"], network, limits)
    if watch["metrics"]:
        check_metrics(network, limits, "/watch/metrics")
    if watch["outputs"]:
        check_outputs(network)
    return Watch(
        watch["norms"],
        watch["metrics"],
        tensors,
        cells,
        points=points,
        address=address,
        outputs=watch["outputs"],
        grid=grid is not None,
        packed=watch["encoding"] == "packed",
        inline=watch["inline"],
        exact=exact,
        units=units,
        plane=plane,
        pictures=watch.get("pictures"),
        curves=watch["curves"],
    )


def _units(
    asked: dict[str, Any], network: Network, limits: Limits
) -> tuple[tuple[str, ...], Array]:
    """Canonical addresses, and the points of the plane or of a line, as `predict` takes them."""
    with _pointing_into("units"):
        place = "x" if "x" in asked else "grid"
        x, grid, _ = read_predict({place: asked[place]})
        points = x if grid is None else grid_points(grid["x"], grid["y"])
        assert points is not None
    found: list[str] = []
    for i, name in enumerate(asked["addresses"]):
        with _pointing_into("units", {"/address": f"/watch/units/addresses/{i}"}):
            address = output_address(network, name)
            assert address is not None
            check_samples(network, points, address, f"/{place}", limits)
        found.append(address)
    return tuple(found), points


def _cell(network: Network, cell: dict[str, Any], pointer: str) -> tuple[str, Index]:
    """A cell of the whole batch; the last batch of an epoch may not have it."""
    address = address_in(network, cell["address"], f"{pointer}/address")
    at = tuple(map(int, cell["at"]))  # 2.0 is 2
    shape = plan(network, network.batch_size).tensors[address].shape
    check_cell(address, shape, at, f"{pointer}/at")
    return address, at


def address_in(network: Network, name: str, pointer: str) -> str:
    """The canonical address of a tensor. Raises QueryError (unknown_address)."""
    found = plan(network, network.batch_size).canonical(name)
    if found is None:
        detail = f"this network has no tensor {name[:60]!r}"
        raise QueryError(Flaw("unknown_address", detail, pointer, name[:60]))
    return found


@contextmanager
def _pointing_into(field: str, places: Mapping[str, str] | None = None) -> Iterator[None]:
    """What is wrong there is wrong in this field of `watch`, or at the place given for it."""
    try:
        yield
    except BackstepError as error:
        known = places or {}
        raise type(error)(
            *(
                replace(flaw, pointer=known.get(flaw.pointer, f"/watch/{field}{flaw.pointer}"))
                for flaw in error.flaws
            )
        ) from None


def check_metrics(network: Network, limits: Limits, pointer: str) -> None:
    samples = network.data.samples + len(network.data.test_x)
    work = iteration_work(network) * samples / network.batch_size
    if work > limits.max_work:
        detail = f"the metrics of {samples:,} samples are too much work for this server"
        flaw = Flaw("too_much_work", detail, pointer, samples, {"max": limits.max_work})
        raise LimitError(flaw)


def check_outputs(network: Network) -> None:
    """Raises LimitError where the outputs of all training samples are more than a picture needs."""
    samples = network.data.samples
    numbers = samples * answered(network, None)
    if numbers > MAX_INLINE:
        detail = (
            f"{samples:,} samples have {numbers:,} outputs, and at most {MAX_INLINE:,} are told"
        )
        flaw = Flaw("too_much_work", detail, "/watch/outputs", numbers, {"max": MAX_INLINE})
        raise LimitError(flaw)
