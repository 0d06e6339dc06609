"""What all tests share: an application of their own, with its runs in memory."""

import os
from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from app.main import create_app
from app.settings import Settings

# A developer's own settings must not change what the tests see.
for name in [name for name in os.environ if name.startswith("BACKSTEP_")]:
    if name != "BACKSTEP_REQUIRE_BROWSER":
        del os.environ[name]
# Where others keep the machine busy, a process that gives way to them would not get on at all.
os.environ["BACKSTEP_NICENESS"] = "0"
os.environ["BACKSTEP_ALLOWED_HOSTS"] = "testserver"  # what TestClient calls every server


@pytest.fixture(scope="session")
def client() -> Iterator[TestClient]:
    """A client of the whole application, with the default settings and nothing kept on disk."""
    with TestClient(create_app(Settings(store="memory:"))) as client:
        yield client
