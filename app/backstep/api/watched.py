"""What is to be watched while training: `watch` of `POST …/train`, read against the network."""

from typing import Any

from pydantic import Field

from backstep.api.bodies import Predict, Taken, read_predict
from backstep.api.endpoints.predicting import check_samples, grid_points, output_address
from backstep.describe.flaws import Flaws, shorten
from backstep.describe.kinds import read_object, read_setting
from backstep.describe.limits import Limits
from backstep.describe.network import Network
from backstep.engine.kind import Setting
from backstep.errors import BackstepError, Flaw, LimitError, QueryError
from backstep.plan.plan import plan
from backstep.store.cost import iteration_work
from backstep.training.job import Watch

SWITCH = Setting("switch", "boolean", ("Watch", "Observar"), False)
MAX_TENSORS = 16


class Watched(Taken):
    """What to tell while training."""

    norms: bool = False
    metrics: bool = False
    predict: Predict | None = None
    tensors: list[str] = Field(default_factory=list, max_length=MAX_TENSORS)


def read_watch(raw: Any, flaws: Flaws) -> dict[str, Any]:
    watch = read_object(raw, "/watch", ("norms", "metrics", "predict", "tensors"), (), flaws)
    for name in ("norms", "metrics"):
        watch[name] = read_setting(SWITCH, watch.get(name, False), f"/watch/{name}", flaws)
    tensors = watch.setdefault("tensors", [])
    if not isinstance(tensors, list) or not all(isinstance(name, str) for name in tensors):
        detail = "tensors is a list of addresses"
        flaws.add("wrong_type", detail, "/watch/tensors", shorten(tensors), type="list")
    elif len(tensors) > MAX_TENSORS:
        detail = f"at most {MAX_TENSORS} tensors are watched at once"
        flaws.add("out_of_range", detail, "/watch/tensors", len(tensors), max=MAX_TENSORS)
    return watch


def checked_watch(watch: dict[str, Any], network: Network, limits: Limits) -> Watch:
    """The same with canonical addresses and points, checked against the network."""
    tensors = tuple(
        address_in(network, name, f"/watch/tensors/{i}") for i, name in enumerate(watch["tensors"])
    )
    points = address = None
    if watch.get("predict") is not None:
        try:
            x, grid, asked = read_predict(watch["predict"])
            address = output_address(network, asked)
            points = x if grid is None else grid_points(grid["x"], grid["y"])
            assert points is not None
            check_samples(network, points, address, "/x" if grid is None else "/grid", limits)
        except BackstepError as error:
            raise type(error)(*(_inside(flaw) for flaw in error.flaws)) from None
    if watch["metrics"]:
        check_metrics(network, limits, "/watch/metrics")
    return Watch(watch["norms"], watch["metrics"], tensors, points, address)


def address_in(network: Network, name: str, pointer: str) -> str:
    """The canonical address of a tensor. Raises QueryError (unknown_address)."""
    found = plan(network, network.batch_size).canonical(name)
    if found is None:
        detail = f"this network has no tensor {name[:60]!r}"
        raise QueryError(Flaw("unknown_address", detail, pointer, name[:60]))
    return found


def _inside(flaw: Flaw) -> Flaw:
    pointer = f"/watch/predict{flaw.pointer}"
    return Flaw(flaw.code, flaw.detail, pointer, flaw.found, flaw.allowed)


def check_metrics(network: Network, limits: Limits, pointer: str) -> None:
    samples = network.data.samples + len(network.data.test_x)
    work = iteration_work(network) * samples / network.batch_size
    if work > limits.max_work:
        detail = f"the metrics of {samples:,} samples are too much work for this server"
        flaw = Flaw("too_much_work", detail, pointer, samples, {"max": limits.max_work})
        raise LimitError(flaw)
