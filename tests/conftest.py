"""What all tests share: an application of their own, with its runs in memory."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from backstep.main import create_app
from backstep.settings import Settings

BROWSER = Path(__file__).with_name("e2e")
ALL_LONG = "_long.py"
PLAYWRIGHT = "pytest_playwright.pytest_playwright"

# A developer's own settings must not change what the tests see.
for name in [name for name in os.environ if name.startswith("BACKSTEP_")]:
    if name != "BACKSTEP_REQUIRE_BROWSER":
        del os.environ[name]
# Where others keep the machine busy, a process that gives way to them would not get on at all, and
# what takes a moment may take many: time is up only where a test is about that.
os.environ |= {"BACKSTEP_NICENESS": "0", "BACKSTEP_SPARE_WORKERS": "0"}
os.environ |= {"BACKSTEP_LOOK_SECONDS": "300", "BACKSTEP_COMPUTE_SECONDS": "300"}
os.environ["BACKSTEP_ALLOWED_HOSTS"] = "testserver"  # what TestClient calls every server
# Worker processes are sent functions of tests too, and find their modules here.
os.environ["PYTHONPATH"] = os.pathsep.join(
    [str(Path(__file__).parents[1]), *filter(None, [os.environ.get("PYTHONPATH")])]
)


@pytest.fixture(scope="session")
def client() -> Iterator[TestClient]:
    """A client of the whole application, with the default settings and nothing kept on disk."""
    with TestClient(create_app(Settings(store="memory:"))) as client:
        yield client


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """The browser's tests run where they are named, so that their plugin is loaded in time; a file
    of nothing but long ones is not even read where those are not wanted.
    """
    if collection_path.name.endswith(ALL_LONG) and config.option.markexpr == "not long":
        return True
    if collection_path == BROWSER and not config.pluginmanager.has_plugin(PLAYWRIGHT):
        return True
    return None  # as always


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.name.endswith(ALL_LONG):
            item.add_marker("long")


def pytest_report_header(config: pytest.Config) -> str | None:
    around = any(Path(argument).resolve() in BROWSER.parents for argument in config.args)
    if around and not config.pluginmanager.has_plugin(PLAYWRIGHT):
        return "the browser's tests are left out: pytest tests/e2e runs them"
    return None


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A set has another order in each process, and processes share the tests between them."""
    for mark in metafunc.definition.iter_markers("parametrize"):
        assert not isinstance(mark.args[1], set | frozenset), metafunc.definition.nodeid
