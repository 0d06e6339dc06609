"""Explanations, chains and histories over HTTP."""

import pytest
from fastapi.testclient import TestClient

from tests.api.conftest import Json, assert_problem


def test_a_number_is_explained_by_cells_one_step_back(
    client: TestClient, create, course: Json
) -> None:
    place = create(course)
    trace = client.get(f"{place}/trace").json()
    found = client.get(f"{place}/explain/l3.dW?at=1,0").json()
    step = trace["steps"][found["step"]]
    assert (found["address"], found["at"], step["writes"]) == ("l3.dW", [1, 0], "l3.dW")
    assert found["value"] == found["expr"]["value"] == trace["tensors"]["l3.dW"]["data"][1]
    assert {"latex", "mathml"} == found["formula"].keys()
    cells = [leaf for leaf in leaves(found["expr"]) if leaf["op"] == "cell"]
    assert len(cells) == 8
    assert {cell["address"] for cell in cells} == set(step["reads"].values())
    for cell in cells:
        tensor = trace["tensors"][cell["address"]]
        n, j = cell["at"]
        assert cell["value"] == tensor["data"][n * tensor["shape"][1] + j]


def leaves(tree: Json) -> list[Json]:
    return [leaf for arg in tree["args"] for leaf in leaves(arg)] if "args" in tree else [tree]


def test_a_scalar_is_explained_at_the_empty_place(client: TestClient, create, course: Json) -> None:
    found = client.get(f"{create(course)}/explain/loss.E?at=").json()
    assert found["at"] == []
    assert found["value"] == 2.617968675


def test_a_number_that_no_step_wrote_is_itself(client: TestClient, create, course: Json) -> None:
    found = client.get(f"{create(course)}/explain/l1.W?at=0,1").json()
    assert found["step"] is None
    assert found["expr"] == {"op": "cell", "address": "l1.W", "at": [0, 1], "value": 0.6}


def test_long_sums_keep_as_many_terms_as_asked_for(client: TestClient, create, tiny: Json) -> None:
    tiny["data"] = {"x": [[k / 100, 1] for k in range(100)], "target": [[0]] * 100}
    place = create(tiny)
    for terms, least, most in ((4, 1, 12), (4096, 200, 300)):
        found = client.get(f"{place}/explain/l1.dW?at=0,0&terms={terms}").json()
        kept = leaves(found["expr"])
        assert least <= len(kept) <= most
        assert any(leaf["op"] == "rest" for leaf in kept) == (terms == 4)


def test_the_chain_names_the_blocks_in_the_middle(client: TestClient, create, course: Json) -> None:
    place = create(course)
    chain = client.get(f"{place}/chain/l1.dW").json()
    assert chain["address"] == "l1.dW"
    assert chain["in_the_middle"] == ["l2", "l3", "loss"]
    assert [link["node"] for link in chain["links"]] == ["loss", "l3", "l2", "l1"]
    first = {"numerator": "loss.E", "denominator": "l3.y", "node": "loss", "input": "x"}
    assert chain["links"][0] == first and chain["paths"] == [chain["links"]]
    for asked, answered in {"l1.W": "l1.dW", "l2.y": "l2.dy", "data.x": "data.dx"}.items():
        assert client.get(f"{place}/chain/{asked}").json()["address"] == answered
    for nothing in ("loss.E", "data.target", "l1.W:next"):
        assert_problem(client.get(f"{place}/chain/{nothing}"), 404, "unknown_address")


def test_history_is_the_loss_of_every_iteration_up_to_this_one(
    client: TestClient, create, course: Json
) -> None:
    base = create(course).removesuffix(".0")
    history = client.get(f"{base}.7/history").json()
    each = [client.get(f"{base}.{k}/trace?tensors=none").json()["loss"] for k in range(8)]
    assert history["losses"] == [[k, loss] for k, loss in enumerate(each)]
    name = base.rpartition("/")[2]
    assert history["points"] == [
        {"id": f"{name}.{k}", "iteration": k, "loss": loss} for k, loss in enumerate(each)
    ]


def test_history_goes_back_through_edits_to_the_root(
    client: TestClient, create, course: Json
) -> None:
    course["seed"] = 99  # a run that no other test takes further
    root = create(course)
    parent = client.post(f"{root}/next", json={"iterations": 3}).json()["id"]
    change = {"set": [{"address": "l1.b", "at": [0], "value": 9}]}
    child = client.post(f"{root.removesuffix('0')}3/edit", json=change).headers["location"]
    later = client.post(f"{child}/next", json={"iterations": 2}).json()
    history = client.get(f"{child.removesuffix('3')}5/history").json()
    losses = dict(history["losses"])
    assert [iteration for iteration, _ in history["losses"]] == [0, 1, 2, 3, 4, 5]
    ids = [point["id"] for point in history["points"]]
    base = later["base"]
    assert ids == [
        *(f"{parent[:20]}.{k}" for k in range(4)), *(f"{base}.{k}" for k in (3, 4, 5)),
    ]  # fmt: skip
    before, after = (point["loss"] for point in history["points"] if point["iteration"] == 3)
    assert losses[3] == after != before
    assert before == client.get(f"{root.removesuffix('0')}3/trace").json()["loss"]


def test_a_long_history_is_thinned_and_is_the_same_whoever_asks_when(
    client: TestClient, create, course: Json
) -> None:
    place = client.post(f"{create(course)}/next", json={"iterations": 3000}).headers["location"]
    first = client.get(f"{place}/history").json()
    assert len(first["losses"]) <= 1000
    assert len(first["points"]) <= 200
    assert [first["losses"][0][0], first["losses"][-1][0]] == [0, 3000]
    assert first["points"][-1]["id"] == place.rpartition("/")[2]
    client.post(f"{place}/next", json={"iterations": 2000})
    assert client.get(f"{place}/history?v=other").json() == first


@pytest.mark.parametrize("dtype", ["float64", "float32"])
def test_an_explanation_has_exactly_the_bits_of_the_tensor(
    client: TestClient, create, course: Json, dtype: str
) -> None:
    course["dtype"] = dtype
    place = create(course)
    cell = client.get(f"{place}/tensors/l2.dW").json()["data"][4]
    assert client.get(f"{place}/explain/l2.dW?at=1,1").json()["value"] == cell


def test_several_numbers_and_chains_are_told_at_once_as_each_of_them_alone(
    client: TestClient, create, course: Json
) -> None:
    place = create(course)
    asked = {"l1.y": "0,1", "l1.W": "1,0", "loss.E": "", "l2.dW": "0,1", "l1.W:next": "0,0"}
    cells = ",".join(f"{address}[{at}]" for address, at in asked.items())
    found = client.get(f"{place}/explain?cells={cells}&chains=l1.W,data.x").json()
    assert found["explanations"] == [
        client.get(f"{place}/explain/{address}?at={at}").json() for address, at in asked.items()
    ]
    assert found["chains"] == [
        client.get(f"{place}/chain/{address}").json() for address in ("l1.W", "data.x")
    ]
    assert client.get(f"{place}/explain?cells=l1.y[0,0]").json()["chains"] == []


@pytest.mark.parametrize(
    ("query", "status", "code", "pointer"),
    [
        ("", 422, "missing_field", "/query/cells"),
        ("cells=", 422, "wrong_type", "/query/cells"),
        ("cells=l1.y", 422, "wrong_type", "/query/cells"),
        ("cells=l1.y[0,1]l1.y[0,0]", 422, "wrong_type", "/query/cells"),
        ("cells=l1.y[0,x]", 422, "wrong_type", "/query/cells"),
        ("cells=l1.y[0,99]", 422, "index_out_of_range", "/query/cells"),
        ("cells=l1.nothing[0]", 404, "unknown_address", None),
        ("cells=l1.y[0,0]&chains=l1", 422, "wrong_type", "/query/chains"),
        ("cells=l1.y[0,0]&chains=data.target", 404, "unknown_address", None),
        ("cells=" + ",".join(["loss.E[]"] * 33), 422, "out_of_range", "/query/cells"),
    ],
)
def test_what_of_several_cannot_be_told_is_named(
    client: TestClient,
    create,
    course: Json,
    query: str,
    status: int,
    code: str,
    pointer: str | None,
) -> None:
    problem = assert_problem(client.get(f"{create(course)}/explain?{query}"), status, code)
    if pointer:
        assert problem["errors"][0]["pointer"] == pointer
