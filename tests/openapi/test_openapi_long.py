"""Schemathesis asks for long, and for trainings too. To collect these takes seconds by itself."""

import schemathesis
from hypothesis import settings
from schemathesis import Case
from schemathesis.config import SchemathesisConfig

from tests.openapi.asked import SAME, app, ask, schema

thorough = schemathesis.openapi.from_asgi("/openapi.json", app, config=SchemathesisConfig())


@thorough.exclude(operation_id="train").parametrize()
@settings(SAME, max_examples=40)
def test_nor_do_many_such_requests(case: Case) -> None:
    ask(case)


@schema.include(operation_id="train").parametrize()
@settings(SAME, max_examples=20)
def test_nor_do_trainings(case: Case) -> None:
    ask(case)
