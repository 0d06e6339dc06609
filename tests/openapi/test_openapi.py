"""The API is what its OpenAPI document says: asked by hand, and by schemathesis at random."""

from typing import Any

import jsonschema_rs
import pytest
from fastapi.testclient import TestClient
from hypothesis import settings
from schemathesis import Case

from backstep.presets import PRESETS
from tests.api.conftest import API, Json
from tests.openapi.asked import SAME, app, ask, place, schema

OPERATIONS = {
    "get_catalog", "trace_description", "create_checkpoint", "get_checkpoint", "get_trace",
    "get_step", "get_tensor", "explain_cell", "explain_several", "get_slips", "get_chain",
    "get_history", "edit_checkpoint", "next_checkpoint", "predict", "healthz", "readyz",
}  # fmt: skip


# A training is a process's work: it is left to the long tests.
@schema.exclude(operation_id="train").parametrize()
@settings(SAME, max_examples=6)
def test_no_request_made_from_the_document_gets_an_answer_that_it_does_not_describe(
    case: Case,
) -> None:
    ask(case)


@pytest.fixture(scope="module")
def document() -> Json:
    found: Json = TestClient(app).get("/openapi.json").json()
    return found


def operations(document: Json) -> dict[str, tuple[str, str, Json]]:
    return {
        operation["operationId"]: (method, path, operation)
        for path, methods in document["paths"].items()
        for method, operation in methods.items()
    }


def test_every_operation_has_its_stable_id_and_its_problems(document: Json) -> None:
    found = operations(document)
    schemas = document["components"]["schemas"]
    assert found.keys() >= OPERATIONS
    for name, (_, path, operation) in found.items():
        assert path.startswith(API), name
        assert operation["summary"], name
        responses = operation["responses"]
        for status, response in responses.items():
            if int(status) >= 400:
                schema = response["content"]["application/problem+json"]["schema"]
                problem = schemas[schema["$ref"].rpartition("/")[2]]["properties"]
                assert problem.items() >= schemas["Problem"]["properties"].items(), name
        assert "422" in responses, name
        if "requestBody" in operation:
            assert {"400", "403", "413", "415"} <= responses.keys(), name
            assert operation["requestBody"]["required"] == (name != "stop_training"), name
        if "{id}" in path:
            assert {"404", "503"} <= responses.keys(), name


def test_every_reference_leads_somewhere_and_nothing_is_left_over(document: Json) -> None:
    def references(value: Any) -> set[str]:
        if isinstance(value, dict):
            own = {value["$ref"]} if isinstance(value.get("$ref"), str) else set()
            return own.union(*(references(child) for child in value.values()))
        if isinstance(value, list):
            return set().union(*(references(child) for child in value))
        return set()

    components = {f"#/components/schemas/{name}" for name in document["components"]["schemas"]}
    assert references(document) == components


@pytest.mark.parametrize(
    ("operation", "method", "path", "body"),
    [
        ("get_catalog", "GET", f"{API}/catalog", None),
        ("get_checkpoint", "GET", place, None),
        ("get_trace", "GET", f"{place}/trace?inline=4", None),
        ("get_step", "GET", f"{place}/steps/4", None),
        ("get_tensor", "GET", f"{place}/tensors/l1.W", None),
        ("explain_cell", "GET", f"{place}/explain/loss.E?at=", None),
        ("explain_several", "GET", f"{place}/explain?cells=loss.E[]&chains=l1.W", None),
        ("get_slips", "GET", f"{place}/slips/l1.dW?at=0,0", None),
        ("get_chain", "GET", f"{place}/chain/l1.W", None),
        ("get_history", "GET", f"{place}/history", None),
        ("next_checkpoint", "POST", f"{place}/next", {"iterations": 2}),
        ("edit_checkpoint", "POST", f"{place}/edit", {"redraw": True}),
        ("predict", "POST", f"{place}/predict", {"grid": {"x": [0, 1, 2], "y": [0, 1, 2]}}),
        ("trace_description", "POST", f"{API}/trace", PRESETS["convolution"]["description"]),
        ("create_checkpoint", "POST", f"{API}/checkpoints", PRESETS["classifier"]["description"]),
    ],
)
def test_bodies_and_answers_are_as_described(
    document: Json, operation: str, method: str, path: str, body: Json | None
) -> None:
    described = operations(document)[operation][2]

    def validate(content: Json, value: Any) -> None:
        root = content["application/json"]["schema"] | {"components": document["components"]}
        jsonschema_rs.validate(root, value)

    if body is not None:
        validate(described["requestBody"]["content"], body)
    answer = TestClient(app).request(method, path, json=body)
    assert answer.status_code < 300, answer.text
    validate(described["responses"][str(answer.status_code)]["content"], answer.json())
