"""Small screens: a window on one block, a map above it, a sheet below it, the keys at the thumb."""

import re
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.e2e.test_lesson import at_scene

pytestmark = pytest.mark.long

PHONES = [(390, 844), (360, 640)]


@pytest.fixture
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    """A telephone with a touch screen."""
    size = {"viewport": {"width": 390, "height": 844}, "has_touch": True}
    return {**browser_context_args, **size}


def open_at(page: Page, query: str, size: tuple[int, int] = PHONES[0]) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.goto(f"/?{query}")
    expect(page.locator(".stage .cell").first).to_be_visible()


def inside(page: Page, selector: str) -> bool:
    """Whether the first of these is wholly within the part of the stage that is seen."""
    found: bool = page.locator(selector).first.evaluate(
        """part => {
             const scroller = part.closest('.scroller').getBoundingClientRect();
             const { left, right, top, bottom } = part.getBoundingClientRect();
             return left >= scroller.left - 1 && right <= scroller.right + 1
               && top >= scroller.top - 1 && bottom <= scroller.bottom + 1;
           }"""
    )
    return found


@pytest.mark.parametrize("size", PHONES)
@pytest.mark.parametrize("lang", ["en", "es"])
def test_nothing_sticks_out_and_the_keys_are_large(
    page: Page, size: tuple[int, int], lang: str
) -> None:
    open_at(page, f"preset=course&step=10&lang={lang}", size)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    for key in page.locator(".keys button, .blockmap button, [data-go=next]").all():
        box = key.bounding_box()
        assert box is not None and box["width"] >= 40 and box["height"] >= 40
    bar = page.locator(".keys").bounding_box()
    assert bar is not None and abs(bar["y"] + bar["height"] - size[1]) < 1
    clipped = page.evaluate(
        """() => [...document.querySelectorAll('.stage .cell, .blockmap button, .tl-title, .chip')]
             .filter(part => part.offsetParent && part.scrollWidth > part.clientWidth + 1
                     && getComputedStyle(part).textOverflow !== 'ellipsis')
             .map(part => part.textContent)"""
    )
    assert clipped == []


# The block at work in the middle of what the lanes' names, at the left edge, leave; what is written
# wholly within.
IN_THE_WINDOW = """() => {
  const { left, width } = document.querySelector('.frame.now').getBoundingClientRect();
  const written = '[data-look="written"] .cells, .readout-e[data-look="written"]';
  const [room, spot] = ['.scroller', written].map((one) =>
    document.querySelector(one).getBoundingClientRect());
  return Math.abs(left + width / 2 - innerWidth / 2) < 12
    && spot.left >= room.left - 1 && spot.right <= room.right + 1
    && spot.top >= room.top - 1 && spot.bottom <= room.bottom + 1;
}"""


@pytest.mark.parametrize("size", PHONES)
def test_every_step_brings_its_block_and_what_it_writes_into_the_window(
    page: Page, size: tuple[int, int]
) -> None:
    page.emulate_media(reduced_motion="reduce")
    open_at(page, "preset=course&lang=en", size)
    forward = page.locator(".keys [data-go=forward]")
    for step in range(20):
        forward.tap()
        expect(page.locator(".tick.now")).to_have_attribute("data-step", str(step))
        now = page.locator(".blockmap [aria-current]").get_attribute("data-block")
        expect(page.locator(".frame.now")).to_have_attribute("data-node", now or "")
        page.wait_for_function(IN_THE_WINDOW)


def test_the_map_brings_a_block_into_the_window_without_a_step(page: Page) -> None:
    page.emulate_media(reduced_motion="reduce")
    open_at(page, "preset=course&step=10&lang=en")
    assert not inside(page, '[data-tensor="l3.W"]')
    page.locator(".blockmap [data-block=l3]").tap()
    expect(page.locator('[data-tensor="l3.W"]')).to_be_in_viewport(ratio=1)
    assert inside(page, '[data-tensor="l3.W"]')
    expect(page.locator(".tick.now")).to_have_attribute("data-step", "10")


def test_the_sheet_says_the_step_and_opens(page: Page) -> None:
    open_at(page, "preset=course&step=10&lang=en")
    expect(page.locator(".step-name")).to_be_in_viewport()
    expect(page.locator(".chain-panel")).not_to_be_in_viewport()
    page.locator(".handle").tap()
    expect(page.locator(".handle")).to_have_attribute("aria-expanded", "true")
    page.locator(".number-panel").scroll_into_view_if_needed()
    expect(page.locator(".number-panel .row-total")).to_be_in_viewport()
    expect(page.locator(".keys .play")).to_be_in_viewport(ratio=1)
    page.locator(".close-sheet").tap()
    expect(page.locator(".handle")).to_have_attribute("aria-expanded", "false")


def test_a_network_is_built_on_a_telephone(page: Page) -> None:
    open_at(page, "preset=course&step=3&lang=en")
    page.locator('[data-tool="build"]').tap()
    expect(page.locator(".architecture")).to_be_in_viewport()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.locator(".architecture .flow button").nth(1).tap()
    page.locator(".kinds [data-kind=tanh]").tap()
    expect(page.locator(".blockmap button")).to_have_count(6)


def test_a_number_is_typed_on_a_telephone(page: Page) -> None:
    open_at(page, "preset=course&step=3&lang=en")
    page.locator('.blockmap [data-block="l1"]').tap()
    cell = page.locator('[data-tensor="l1.W"] .cell').first
    cell.tap()
    page.locator('[data-tensor="l1.W"] .cell.target').tap()
    field = page.locator(".touch input")
    expect(field).to_be_in_viewport()
    field.fill("0,25")
    field.press("Enter")
    expect(cell).to_have_text("0.25")


def test_the_lesson_has_room_for_stage_and_words(page: Page) -> None:
    page.goto("/lessons/backpropagation?scene=6&lang=es")
    expect(page.locator(".stage .cell").first).to_be_visible()
    at_scene(page, 5)
    stage, card = (page.locator(name).bounding_box() for name in (".scroller", ".lesson"))
    assert stage is not None and card is not None
    assert stage["height"] > 250
    assert card["y"] + card["height"] <= 844 - 61
    expect(page.locator(".lesson .next")).to_be_in_viewport(ratio=1)


def test_in_a_low_window_the_lesson_leaves_the_numbers_on_the_stage(page: Page) -> None:
    page.set_viewport_size({"width": 1024, "height": 768})
    page.goto("/lessons/backpropagation?scene=6&lang=es")
    expect(page.locator('[data-tensor="l2.W"] .cell').first).to_be_visible()
    at_scene(page, 5)
    expect(page.locator(".lesson")).to_be_in_viewport(ratio=1)
    over = page.evaluate(
        """() => {
             const card = document.querySelector('.lesson').getBoundingClientRect();
             return [...document.querySelectorAll('.controls > *, .stage-bar > *')]
               .filter(part => part.getBoundingClientRect().right > card.left + 1).length;
           }"""
    )
    assert over == 0


def test_a_page_that_is_enlarged_twice_keeps_its_stage_in_sight(page: Page) -> None:
    page.set_viewport_size({"width": 720, "height": 450})
    page.goto("/?preset=course&step=9&lang=es")
    expect(page.locator('[data-tensor="l2.db"] .cell').first).to_be_in_viewport(ratio=1)
    stage = page.locator(".scroller").bounding_box()
    assert stage and stage["height"] > 150
    expect(page.locator(".inspector header").first).to_be_in_viewport()


def test_the_inspector_slides_between_761_and_1200(page: Page) -> None:
    page.set_viewport_size({"width": 1024, "height": 768})
    page.goto("/?preset=course&step=5&lang=en")
    expect(page.locator(".stage .cell").first).to_be_visible()
    expect(page.locator(".inspector")).to_be_hidden()
    page.locator(".open-sheet").tap()
    expect(page.locator(".step-name")).to_be_in_viewport()
    page.keyboard.press("Escape")
    expect(page.locator(".inspector")).to_be_hidden()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_on_a_telephone(page: Page, theme: str) -> None:
    scheme = "dark" if theme == "dark" else "light"
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    open_at(page, "preset=course&step=10&lang=en")
    found = Axe().run(page)
    assert found.violations_count == 0, re.sub(r"\s+", " ", found.generate_report())


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("width", [360, 390, 761, 800, 1000, 1024, 1200])
def test_no_button_lies_beside_the_screen(page: Page, language: str, width: int) -> None:
    """Nor can the page be dragged sideways; beside the buttons the network's name is read whole."""
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"/lessons/backpropagation?lang={language}&scene=9")
    page.locator(".lesson [data-key=leave]").click()  # the way back to it is on the stage's bar now
    expect(page.locator(".resume")).to_be_visible()
    size = "[document.documentElement.scrollWidth, document.documentElement.scrollHeight]"
    assert page.evaluate(size) == [width, 900]
    buttons = page.locator(".controls button:visible, .settings button:visible, .resume:visible")
    for box in buttons.evaluate_all("all => all.map(b => b.getBoundingClientRect().toJSON())"):
        assert 0 <= box["left"] and box["right"] <= width + 1, box
    if width > 760:
        name = page.locator(".network > .btn b")
        assert name.evaluate("name => name.scrollWidth <= name.clientWidth + 1")
