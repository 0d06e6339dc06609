"""An application, its OpenAPI document, and requests that schemathesis makes out of it."""

import re

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
from tests.api.conftest import API

CHECKS = (
    not_a_server_error, status_code_conformance, content_type_conformance,
    response_schema_conformance, response_headers_conformance, negative_data_rejection,
    unsupported_method,
)  # fmt: skip
REAL = {"k": "5", "address": "l2.dW"}

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
# What is tried is the same each time: a fault that it finds can be found again.
SAME = settings(derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))


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
