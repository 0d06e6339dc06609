"""The first minute: a page without history says what it is, and offers three ways to begin."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page, expect

pytestmark = pytest.mark.long

New = Callable[..., BrowserContext]


def opened(
    new_context: New,
    path: str = "/?lang=en",
    size: tuple[int, int] = (1440, 900),
    scheme: Any = "light",
) -> Page:
    page = new_context(first_visit=True).new_page()
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    page.goto(path)
    expect(page.locator(".tick").first).to_be_visible()
    return page


def test_the_first_step_ends_the_first_minute_for_good(new_context: New) -> None:
    page = opened(new_context)
    first = page.locator(".panel.first")
    expect(first).to_contain_text("20 steps")
    page.keyboard.press("ArrowRight")
    expect(first).to_be_hidden()
    expect(page.locator(".step-name")).to_have_text("y₁")
    page.keyboard.press("Home")
    expect(page.locator(".inspector")).to_contain_text("Before the first step")
    page.reload()
    expect(page.locator(".tick").first).to_be_visible()
    expect(first).to_be_hidden()


def test_the_lesson_is_a_click_away_and_offered_again_where_it_was_left(new_context: New) -> None:
    page = opened(new_context, "/?lang=es")
    page.get_by_role("button", name="Comenzar").click()
    expect(page.locator(".lesson .badge")).to_contain_text("1 de 28")
    for _ in range(3):
        page.locator(".lesson .next").click()
    expect(page.locator(".lesson .badge")).to_contain_text("4 de 28")
    page.goto("/?lang=es")
    first = page.locator(".panel.first")
    expect(first).to_contain_text("«Se almacena ahora, se usa después»")
    first.get_by_role("button", name="Seguir").click()
    expect(page.locator(".lesson .badge")).to_contain_text("4 de 28")


def test_a_network_is_made_from_nothing(new_context: New) -> None:
    page = opened(new_context)
    page.get_by_role("button", name="From nothing").click()
    expect(page.locator(".kinds")).to_be_visible()
    expect(page.locator(".board [data-insert]")).to_have_count(1)
    expect(page.locator(".panel.architecture")).to_contain_text("Put a layer between them.")
    expect(page.locator(".panel.first")).to_be_hidden()
    page.locator('.kinds [data-kind="linear"]').click()
    expect(page.locator('.board [data-swap="l1"]')).to_be_visible()
    expect(page.locator(".panel.architecture")).not_to_contain_text("Put a layer")
    page.keyboard.press("Escape")
    for _ in range(4):
        page.keyboard.press("ArrowRight")
    expect(page.locator(".step-name")).to_have_text(re.compile("∂E/∂"))


def test_a_frame_or_a_link_to_a_step_has_no_first_minute(new_context: New) -> None:
    page = opened(new_context, "/?preset=course&step=5&lang=en")
    expect(page.locator(".panel.first")).to_be_hidden()
    expect(page.locator(".step-name")).to_be_visible()


@pytest.mark.parametrize("lang", ["en", "es"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [(1440, 900), (1280, 720), (1024, 768), (390, 844)])
def test_all_three_ways_are_whole_at_every_size(
    new_context: New, size: tuple[int, int], scheme: Any, lang: str
) -> None:
    page = opened(new_context, f"/?lang={lang}", size, scheme)
    ways = page.locator(".panel.first .way")
    expect(ways).to_have_count(3)
    for k in range(3):
        expect(ways.nth(k).locator("h3")).to_be_in_viewport(ratio=1)
    expect(page.locator(".panel.first .btn.solid")).to_be_in_viewport(ratio=1)
    assert Axe().run(page).response["violations"] == []
