"""The API is what its OpenAPI document says: asked by hand, and by schemathesis at random."""

import re
from typing import Any

import jsonschema_rs
import pytest
import schemathesis
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, settings
from schemathesis import Case
from schemathesis.checks import not_a_server_error
from schemathesis.config import SchemathesisConfig
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
    unsupported_method,
)  # fmt: skip

from backstep.main import create_app
from backstep.presets import PRESETS
from backstep.settings import Settings
from tests.api.conftest import API, Json

OPERATIONS = {
    "get_catalog", "trace_description", "create_checkpoint", "get_checkpoint", "get_trace",
    "get_step", "get_tensor", "explain_cell", "get_chain", "get_history", "edit_checkpoint",
    "next_checkpoint", "predict", "healthz", "readyz",
}  # fmt: skip
CHECKS = (
    not_a_server_error, status_code_conformance, content_type_conformance,
    response_schema_conformance, response_headers_conformance, negative_data_rejection,
    unsupported_method,
)  # fmt: skip

app = create_app(
    Settings(
        store="memory:",
        max_work=50_000_000,
        max_parameters=50_000,
        max_activations=500_000,
        training_seconds=0.05,
        look_seconds=10.0,
        compute_seconds=10.0,
    )
)
place = (TestClient(app).post(f"{API}/checkpoints", json=PRESETS["course"]["description"])).headers[
    "location"
]
quick = SchemathesisConfig.from_dict({"phases": {"coverage": {"enabled": False}}})
schema = schemathesis.openapi.from_asgi("/openapi.json", app, config=quick)
thorough = schemathesis.openapi.from_asgi("/openapi.json", app, config=SchemathesisConfig())
# What is tried is the same each time: a fault that it finds can be found again.
SAME = settings(derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))


# A training is a process's work: it is left to the long tests.
@schema.exclude(operation_id="train").parametrize()
@settings(SAME, max_examples=10)
def test_no_request_made_from_the_document_gets_an_answer_that_it_does_not_describe(
    case: Case,
) -> None:
    ask(case)


@pytest.mark.long
@thorough.exclude(operation_id="train").parametrize()
@settings(SAME, max_examples=40)
def test_nor_do_many_such_requests(case: Case) -> None:
    ask(case)


@pytest.mark.long
@schema.include(operation_id="train").parametrize()
@settings(SAME, max_examples=20)
def test_nor_do_trainings(case: Case) -> None:
    ask(case)


def ask(case: Case) -> None:
    """Half of the requests about a checkpoint are about one that exists."""
    if "id" in (case.path_parameters or {}) and len(case.path_parameters["id"]) % 2:
        case.path_parameters["id"] = place.rpartition("/")[2]
        case.path_parameters.update({k: v for k, v in REAL.items() if k in case.path_parameters})
    checks = list(CHECKS)
    if fits_another(case.operation.path):
        checks.remove(unsupported_method)
    case.call_and_validate(checks=checks)


def fits_another(path: str) -> bool:
    """`/datasets/csv` is `/datasets/{dataset}` too: another method is answered by that one."""
    templates = [re.sub(r"{\w+}", "[^/]+", other) for other in schema.raw_schema["paths"]]
    return sum(re.fullmatch(template, path) is not None for template in templates) > 1


REAL = {"k": "5", "address": "l2.dW"}


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
