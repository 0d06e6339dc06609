"""The OpenAPI document: FastAPI's routes, with the schemas that our answers really have."""

from functools import cache
from typing import Any

from fastapi import FastAPI

from backstep.api.data_schemas import DATA_ANSWERS, DATA_BODIES
from backstep.api.description_schema import description_schemas
from backstep.api.fits import FITS_ANSWERS, FITS_BODIES
from backstep.api.function import FUNCTION_ANSWERS
from backstep.api.schemas import ANSWERS, BODIES
from backstep.api.training_schemas import TRAINING_ANSWERS, TRAINING_BODIES


def include_openapi(app: FastAPI) -> None:
    """Let the application describe itself with our components."""
    generate = app.openapi

    @cache  # it is the same for all who ask, and takes milliseconds of the event loop
    def complete() -> dict[str, Any]:
        document = generate()
        components = document.setdefault("components", {})
        components["schemas"] = (
            ANSWERS
            | BODIES
            | FUNCTION_ANSWERS
            | FITS_ANSWERS
            | FITS_BODIES
            | DATA_ANSWERS
            | DATA_BODIES
            | TRAINING_ANSWERS
            | TRAINING_BODIES
            | description_schemas()
        )
        # Where there is a key; a browser that has given it has a cookie instead.
        components["securitySchemes"] = {"key": {"type": "http", "scheme": "bearer"}}
        document["security"] = [{}, {"key": []}]
        return document

    app.openapi = complete  # type: ignore[method-assign]
