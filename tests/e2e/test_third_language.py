"""A third language: offered, chosen, spoken, and English where it has no words."""

import re
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.third_language import CODE, made

pytestmark = pytest.mark.own_page  # of a server of its own


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server of a copy of the project that has one language more."""
    place = tmp_path_factory.mktemp("third")
    command = [sys.executable, "-m", "backstep", "--port=0", "--no-open", "--store=memory:"]
    process = subprocess.Popen(
        command, cwd=place, env=made(place), stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    yield process.stdout.readline().split()[3].rstrip("/")
    process.terminate()
    process.wait(timeout=60)
    process.stdout.close()


@pytest.fixture(scope="session")
def base_url(server: str) -> str:
    return server


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any], base_url: str) -> dict[str, Any]:
    """What other modules' tests have opened before leads to their server."""
    return {**browser_context_args, "base_url": base_url}


def test_the_page_offers_a_third_language_and_speaks_it(page: Page) -> None:
    page.goto("/?preset=course&lang=en&step=0")
    page.locator(f'[data-set="{CODE}"]').click()
    expect(page.locator("html")).to_have_attribute("lang", CODE)
    lessons = page.locator('[data-set="lessons"]')
    expect(lessons).to_contain_text("Xlessons")
    expect(page.locator(".inspector .say")).to_contain_text("xmultiplies")
    expect(page.locator('[data-tool="build"]')).to_have_attribute(
        "title", re.compile("Change the network")
    )
    page.reload()
    expect(page.locator("html")).to_have_attribute("lang", CODE)
    expect(lessons).to_contain_text("Xlessons")
    page.goto("/?preset=course&lang=es")
    expect(page.locator("html")).to_have_attribute("lang", "es")


@pytest.mark.parametrize("width", [pytest.param(1440, marks=pytest.mark.long), 390])
def test_every_part_says_something_in_it(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 844})
    for query in ("preset=course&step=0", "preset=classifier&step=3", "preset=xor&step=9"):
        page.goto(f"/?{query}&lang={CODE}")
        expect(page.locator(".inspector")).not_to_contain_text("undefined")
        assert "undefined" not in page.locator("body").inner_text()
    if width > 1000:
        page.locator('[data-tool="build"]').click()
        layer = page.locator(".arch .layer").first
        expect(layer).to_contain_text("Xlinear")
        layer.locator(".title").click()
        expect(layer.locator(".form")).to_be_visible()
        assert "undefined" not in page.locator("body").inner_text()
    page.goto(f"/lessons/backpropagation?lang={CODE}")
    expect(page.locator(".lesson h2")).to_be_visible()
    assert "undefined" not in page.locator("body").inner_text()
