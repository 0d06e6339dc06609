"""A step on paper: the stage, its sentence, its formulas, this number, on one page of A4."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.test_steady import LONG

pytestmark = pytest.mark.long

PAPER = 703  # what the margins leave of A4, in pixels


@pytest.mark.parametrize("scheme", [pytest.param("light", marks=pytest.mark.long), "dark"])
def test_a_step_is_printed_on_one_page_black_on_white(page: Page, scheme: Any) -> None:
    page.emulate_media(color_scheme=scheme)
    page.goto("/?preset=course&step=5&lang=es")
    expect(page.locator(".number-panel .terms")).to_be_visible()
    if scheme == "dark":  # a projector's large numbers go onto the page as well
        page.keyboard.press("b")
        expect(page.locator("html.present .board")).to_be_visible()
    pdf = page.pdf(prefer_css_page_size=True, print_background=True)
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) == 1
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print", color_scheme=scheme)
    page.set_viewport_size({"width": PAPER, "height": 1000})
    for part in (".board", ".step-name", ".say", ".f", ".product", ".number-panel .terms"):
        box = page.locator(part).first.bounding_box()
        assert box and box["x"] >= -1 and box["x"] + box["width"] <= PAPER + 1, part
    for part in (".topbar", ".transport", ".stage-bar", ".drawer", ".chain-panel", ".plus"):
        expect(page.locator(part).first).to_be_hidden()
    white, ink = page.evaluate(
        "[document.body, document.querySelector('.say')].map((e) => getComputedStyle(e))"
        ".map((style, k) => (k ? style.color : style.backgroundColor))"
    )
    assert white == "rgb(255, 255, 255)"
    assert max(map(int, re.findall(r"\d+", ink)[:3])) < 60
    expect(page.locator(".print-head")).to_contain_text("3 capas lineales 2 → 3 → 3 → 1")
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    expect(page.locator("html")).not_to_have_attribute("data-theme", "light")


@pytest.mark.long
@pytest.mark.parametrize("network", ["convolution", "long"])
def test_of_a_board_too_long_for_paper_the_part_at_work_is_printed(
    page: Page, network: str
) -> None:
    query = f"preset={network}"
    if network == "long":
        made = page.request.post("/api/v1/checkpoints", data=LONG).json()
        query = f"checkpoint={made['id']}"
    page.goto(f"/?{query}&step=12&lang=en")
    expect(page.locator(".frame.now")).to_be_visible()
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    page.set_viewport_size({"width": PAPER, "height": 1000})
    box = page.locator(".frame.now").bounding_box()
    assert box and box["x"] >= 0 and box["x"] + box["width"] <= PAPER
