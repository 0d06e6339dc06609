"""Tensors: tiles, files, and each sample's part of a gradient."""

import io

import numpy as np
import pytest
from fastapi.testclient import TestClient

from tests.api.conftest import Json, assert_problem

CONV = {
    "network": {
        "layers": [{"kind": "batch_norm"}, {"kind": "relu"}],
        "loss": {"kind": "squared_error"},
    },
    "data": {"x": np.random.default_rng(0).normal(size=(4, 3, 5, 6)).tolist(),
             "target": np.zeros((4, 3, 5, 6)).tolist()},
}  # fmt: skip


def test_a_tensor_is_sent_whole_with_its_role_and_statistics(
    client: TestClient, create, course: Json
) -> None:
    tile = client.get(f"{create(course)}/tensors/l1.W").json()
    assert tile["address"] == "l1.W"
    assert tile["shape"] == tile["whole_shape"] == [2, 3]
    assert tile["data"] == [-0.7, 0.6, 0.2, 0.4, 0.1, -0.1]
    assert tile["role"] == "parameter"
    assert tile["slice"] is None
    assert tile["stats"]["min"] == -0.7


def test_an_alias_answers_under_its_canonical_address(
    client: TestClient, create, course: Json
) -> None:
    place = create(course)
    for alias, address in {"l2.x": "l1.y", "l2.dx": "l1.dy", "l1.x": "data.x"}.items():
        assert client.get(f"{place}/tensors/{alias}").json()["address"] == address
        assert client.get(f"{place}/explain/{alias}?at=0,0").json()["address"] == address


@pytest.mark.parametrize(
    "text", ["0:1,:,::2,1:4", ":,-1:,::-1,:", "1,2,:,:", "0,0,0,0", "9:,:,:,:", "-2,:,-3:-1,0"]
)
def test_a_slice_is_numpys(client: TestClient, create, text: str) -> None:
    place = create(CONV)
    whole = np.array(CONV["data"]["x"])  # type: ignore[index]
    expected = eval(f"whole[{text}]", {"whole": whole})
    tile = client.get(f"{place}/tensors/data.x?slice={text}").json()
    assert tile["shape"] == list(expected.shape)
    assert tile["whole_shape"] == [4, 3, 5, 6]
    assert tile["data"] == expected.ravel().tolist()
    assert tile["slice"] == text


def test_a_tile_above_inline_is_a_preview(client: TestClient, create) -> None:
    tile = client.get(f"{create(CONV)}/tensors/data.x?slice=0:2,:,:,:&inline=10&preview=4").json()
    assert tile["data"] is None
    assert tile["preview"]["shape"] == [2, 4]


def test_csv_is_rows_in_full_precision(client: TestClient, create, course: Json) -> None:
    place = create(course)
    answer = client.get(f"{place}/tensors/l1.dW", headers={"accept": "text/csv"})
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert "accept" in answer.headers["vary"].lower()
    exact = client.get(f"{place}/tensors/l1.dW").json()["data"]
    read = np.loadtxt(io.StringIO(answer.text), delimiter=",")
    assert read.shape == (2, 3)
    assert read.ravel().tolist() == exact
    scalar = client.get(f"{place}/tensors/loss.E", headers={"accept": "text/csv"}).text
    assert float(scalar) == client.get(f"{place}/trace").json()["loss"]
    rounded = client.get(f"{place}/tensors/l1.dW?digits=2", headers={"accept": "text/csv"}).text
    assert rounded.splitlines()[0] == ",".join(f"{value:.2g}" for value in exact[:3])


def test_csv_of_more_than_two_axes_asks_for_a_slice(client: TestClient, create) -> None:
    place, csv = create(CONV), {"accept": "text/csv"}
    answer = client.get(f"{place}/tensors/data.x", headers=csv)
    assert_problem(answer, 422, "shape_mismatch", "/query/slice")
    sliced = client.get(f"{place}/tensors/data.x?slice=0,1,:,:", headers=csv)
    assert len(sliced.text.splitlines()) == 5


@pytest.mark.parametrize("dtype", ["float64", "float32"])
def test_npy_is_read_by_numpy_with_type_and_shape(
    client: TestClient, create, course: Json, dtype: str
) -> None:
    course["dtype"] = dtype
    place = create(course)
    for address in ("l1.dW", "loss.E", "l2.b"):
        answer = client.get(f"{place}/tensors/{address}", headers={"accept": "application/x-npy"})
        assert answer.headers["content-type"] == "application/x-npy"
        read = np.load(io.BytesIO(answer.content), allow_pickle=False)
        tile = client.get(f"{place}/tensors/{address}").json()
        assert (read.dtype, list(read.shape)) == (dtype, tile["shape"])
        assert read.astype(float).ravel().tolist() == tile["data"]


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        ("*/*", "application/json"),
        ("image/png", "application/json"),
        ("text/html, text/csv;q=0.5", "text/csv; charset=utf-8"),
        ("text/csv;q=0.2, application/x-npy;q=0.8", "application/x-npy"),
        ("text/csv;q=0, application/json;q=0.1", "application/json"),
        ("text/csv;q=nonsense", "application/json"),
    ],
)
def test_the_client_gets_the_type_that_it_likes_best(
    client: TestClient, create, tiny: Json, accept: str, media_type: str
) -> None:
    answer = client.get(f"{create(tiny)}/tensors/l1.W", headers={"accept": accept})
    assert answer.headers["content-type"] == media_type


@pytest.mark.parametrize("description", ["course", "norm"])
def test_the_samples_parts_of_a_gradient_add_up_to_it(
    client: TestClient, create, course: Json, description: str
) -> None:
    if description == "norm":
        course["network"]["layers"].insert(1, {"kind": "batch_norm"})
        course["parameters"] = {}
    place = create(course)
    step = client.get(f"{place}/trace").json()
    gradients = [f"{node['id']}.d{name}" for node in step["nodes"] for name in node["parameters"]]
    assert len(gradients) >= 6
    for address in gradients:
        parts = [
            np.array(client.get(f"{place}/tensors/{address}?sample={n}").json()["data"])
            for n in range(4)
        ]
        assert np.allclose(sum(parts), step["tensors"][address]["data"], rtol=1e-12, atol=1e-15)
        assert not np.allclose(parts[0], parts[1])


@pytest.mark.parametrize(
    "address", ["l1", "W", "l4.W", "l1.Q", "l1.W:m", "data.y", "l1.W:next:next"]
)
@pytest.mark.parametrize("path", ["tensors/{}", "explain/{}?at=0,0", "chain/{}"])
def test_an_address_that_does_not_exist_is_unknown(
    client: TestClient, create, course: Json, path: str, address: str
) -> None:
    answer = client.get(f"{create(course)}/{path.format(address)}")
    assert_problem(answer, 404, "unknown_address")
