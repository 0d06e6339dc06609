"""References to the schemas of shapes: made once, and each the asker's own."""

import pytest

from backstep.api import openapi
from backstep.api.openapi import reference
from backstep.api.problem import Problem
from backstep.main import create_app
from backstep.settings import Settings


def test_whoever_changes_one_changes_nobody_elses() -> None:
    first = reference(Problem)
    kept = repr(first)
    first["$defs"].clear()
    assert repr(reference(Problem)) == kept


def test_a_second_application_makes_no_schema_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    create_app(Settings(store="memory:"))
    monkeypatch.setattr(openapi, "TypeAdapter", None)
    create_app(Settings(store="memory:"))
