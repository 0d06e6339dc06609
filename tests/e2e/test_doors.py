"""The server's own pages in a browser: the key is asked for once, and there is a way out."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from backstep.doors.key import VARIABLE
from tests.e2e.conftest import Watch
from tests.test_main import backstep


@pytest.fixture
def locked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, watch: Watch) -> Iterator[str]:
    """The address of a server that asks for its key, which is `sésamo`."""
    monkeypatch.setenv(VARIABLE, "sésamo")
    with backstep(tmp_path, "--port=0", "--store=memory:") as (_, address):
        watch.home = address.rstrip("/")
        yield watch.home


def test_the_key_is_asked_for_once_and_leads_to_where_the_link_was_going(
    locked: str, page: Page, watch: Watch
) -> None:
    watch.expect("401")
    watch.expect("Password forms")
    page.goto(f"{locked}/?preset=mazur&step=3&lang=es")
    field = page.get_by_label("Clave")
    expect(field).to_be_focused()
    field.fill("abracadabra")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_have_text("Esa no es la clave.")
    page.get_by_label("Clave").fill("sésamo")
    page.get_by_role("button", name="Abrir").click()
    expect(page.locator(".stage")).not_to_be_empty()
    assert re.search(r"preset=mazur.*step=3.*lang=es", page.url)
    page.reload()
    expect(page.locator(".stage")).not_to_be_empty()
    assert page.evaluate("document.cookie") == "", "no script can read the cookies"


def test_an_address_at_which_nothing_is_leads_to_the_page(page: Page, watch: Watch) -> None:
    watch.expect("404")
    page.goto("/nothing/of/that/name")
    expect(page.get_by_role("heading")).to_have_text("There is nothing here")
    expect(page.locator("code")).to_have_text("/nothing/of/that/name")
    page.get_by_role("link", name="Open the course").click()
    expect(page.locator(".stage")).not_to_be_empty()
