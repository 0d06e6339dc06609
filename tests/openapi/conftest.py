"""Schemathesis, which makes requests out of the OpenAPI document, is loaded here only."""

import pytest


def pytest_configure(config: pytest.Config) -> None:
    config.pluginmanager.import_plugin("schemathesis.pytest.plugin")
