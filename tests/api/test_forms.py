"""What the server demands of texts in paths and queries stands in its description."""

import re
from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from backstep.api import forms
from backstep.api.slices import slices
from backstep.errors import QueryError
from tests.api.conftest import Json

FREE = {"expression", "target", "inputs"}  # a formula; whatever a column may be called


def parameters(client: TestClient) -> Iterator[tuple[str, Json]]:
    for path, methods in client.get("/openapi.json").json()["paths"].items():
        for operation in methods.values():
            for parameter in operation.get("parameters", []):
                yield path, parameter


def test_every_text_has_its_form_its_choices_or_its_length(client: TestClient) -> None:
    found = list(parameters(client))
    assert len(found) > 50
    for path, parameter in found:
        schema = parameter["schema"].get("items", parameter["schema"])
        said = {"pattern", "enum", "maxLength", "minimum"} & schema.keys()
        assert said or schema["type"] != "string" or parameter["name"] in FREE, (path, parameter)
        if "pattern" in schema:
            re.compile(schema["pattern"])


def test_real_addresses_and_ids_have_the_form_that_is_described(
    client: TestClient, create, course: Json
) -> None:
    place = create(course)
    addresses = client.get(f"{place}/trace").json()["tensors"]
    for address in [*addresses, "l2.x", "l1.W:m:next", "l12.running_mean:next"]:
        assert re.fullmatch(forms.ADDRESS, address)
        assert re.fullmatch(forms.TENSORS, f"{address},{address}")
    assert re.fullmatch(forms.ID, place.rpartition("/")[2])
    assert all(re.fullmatch(forms.INDICES, text) for text in ("", "0", "-1", "1,0"))


@pytest.mark.parametrize("text", ["", "5", ":", "::", "0:32,0:32", "-1", "::-1, 3", "1:,:"])
def test_slices_of_the_form_that_is_described_are_read(text: str) -> None:
    assert re.fullmatch(forms.SLICES, text)
    assert len(slices("slice", text)) == (text.count(",") + 1 if text else 0)


@pytest.mark.parametrize("text", ["1-2", "1 2", "-", ",", ":::", "1" * 19, "1:2:3:4", "a", "1,"])
def test_others_are_refused(text: str) -> None:
    assert not re.fullmatch(forms.SLICES, text)
    with pytest.raises(QueryError):
        slices("slice", text)
