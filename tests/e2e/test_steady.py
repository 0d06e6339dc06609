"""The board keeps still: lanes keep their names in view, a long one has an overview to move by."""

import re
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.e2e.test_stage import TWO_FRAMES

PLACES = """() => [...document.querySelectorAll('.frame')].map((frame) => {
  const { left, top, width } = frame.getBoundingClientRect();
  return [frame.dataset.node, left, top, width].map((v) => (v.toFixed ? Math.round(v) : v)); })"""
LEFT = "() => Math.round(document.querySelector('.scroller').scrollLeft)"
LAYERS = [{"kind": "linear", "units": 6} if k % 2 == 0 else {"kind": "tanh"} for k in range(28)] + [
    {"kind": "linear", "units": 1}
]
LONG: dict[str, Any] = {
    "network": {"layers": LAYERS, "loss": {"kind": "squared_error"}},
    "data": {"x": [[1, 2], [0.5, -1], [0.2, 0.3]], "target": [[1], [0], [1]]},
}


def opened(page: Page, query: str, size: tuple[int, int] = (1440, 900)) -> None:
    page.emulate_media(reduced_motion="reduce")
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.goto(f"/?{query}&lang=en")
    expect(page.locator(".frame").first).to_be_visible()


def steps(page: Page) -> int:
    return page.locator(".timeline .tick").count()


@pytest.mark.parametrize(
    "size", [(1440, 900), (390, 844), pytest.param((900, 600), marks=pytest.mark.long)]
)
def test_the_names_of_lanes_and_blocks_stay_in_view_wherever_the_board_is_scrolled_to(
    page: Page, size: tuple[int, int]
) -> None:
    opened(page, "preset=classifier&step=9", size)
    scroller = page.locator(".scroller")
    for left in (0, 400, 9999):
        scroller.evaluate("(s, left) => s.scrollTo(left, left)", left)
        for lane in ("fwd", "mem", "bwd"):
            name = page.locator(f".lane-name.{lane}")
            seen = name.evaluate(
                """name => { const a = name.getBoundingClientRect();
                  const b = document.querySelector('.scroller').getBoundingClientRect();
                  const [top, bottom] = [Math.max(a.top, b.top), Math.min(a.bottom, b.bottom)];
                  return [a.left >= b.left - 1 && a.right <= b.right + 1, bottom - top]; }"""
            )
            word = name.locator("b")
            assert seen[0], (lane, left)
            if seen[1] > 70:  # so much of the lane is in view: then all of its name is
                expect(word).to_be_in_viewport(ratio=0.9)
        above = page.evaluate(
            """() => { const top = document.querySelector('.scroller').getBoundingClientRect().top;
              const heads = [...document.querySelectorAll('.mod-head')];
              return heads.filter((head) => head.getBoundingClientRect().top < top - 1).length; }"""
        )
        assert not above, (above, left)


def test_nothing_moves_when_a_step_is_taken_or_numbers_arrive(page: Page) -> None:
    opened(page, "preset=course&step=-1")
    expect(page.locator(".tick").first).to_be_visible()
    before = page.evaluate(PLACES)
    for _ in range(steps(page)):
        page.keyboard.press("ArrowRight")
        assert page.evaluate(PLACES) == before
    page.keyboard.press("Home")
    for iteration in range(2, 7):
        page.keyboard.press("n")
        expect(page.locator(".readout b").first).to_have_text(str(iteration))
        assert page.evaluate(PLACES) == before, iteration


LYING = """() => { const { left, top } = document.querySelector('.board').getBoundingClientRect();
  const lying = '.board > .frame, .board > :not(.trays) .slot, .board > .lane, .chip-slot';
  return [...document.querySelectorAll(lying)].map((node) => {
    const box = node.getBoundingClientRect();
    return [box.left - left, box.top - top, box.width, box.height]; }); }"""
SIZES = ((1440, 900), (900, 600), (390, 844))


def test_nothing_moves_when_an_optimizers_numbers_come_into_sight(page: Page) -> None:
    catalog = page.request.get("/api/v1/catalog").json()
    for kind in catalog["optimizers"]:
        for preset in ("course", "convolution") if kind == "adam" else ("course",):
            description = catalog["presets"][preset]["description"]
            description["network"]["optimizer"] = {"kind": kind, "lr": 0.01}
            made = page.request.post("/api/v1/checkpoints", data=description).json()["id"]
            opened(page, f"checkpoint={made}&step=0")
            for width, height in SIZES if kind == "adam" else SIZES[:1]:
                page.set_viewport_size({"width": width, "height": height})
                page.evaluate(TWO_FRAMES)
                page.keyboard.press("Home")
                expect(page.locator(".tray:visible")).to_have_count(0)
                before = page.evaluate(LYING)
                page.keyboard.press("2")
                page.keyboard.press("ArrowRight")
                trays = page.locator(".tray")
                if trays.count():
                    seen = page.locator(".tray:visible [data-look=written], .tray:visible")
                    expect(seen.first).to_be_in_viewport(ratio=0.9)
                expect(page.locator(".frame.now")).to_have_attribute("data-phase", "update")
                places = zip(before, page.evaluate(LYING), strict=True)
                moved = [(a, b) for a, b in places if a != pytest.approx(b, abs=1)]
                assert not moved, (kind, preset, width)


def test_without_a_shelf_an_optimizers_numbers_lie_over_no_other(page: Page) -> None:
    catalog = page.request.get("/api/v1/catalog").json()
    description = catalog["presets"]["course"]["description"]
    description["network"]["optimizer"] = {"kind": "adam", "lr": 0.01}
    made = page.request.post("/api/v1/checkpoints", data=description).json()["id"]
    opened(page, f"checkpoint={made}&step=14&hide=memory", (900, 600))
    expect(page.locator(".tray.open")).to_have_count(1)
    covered = page.evaluate(
        """() => { const tray = document.querySelector('.tray.open').getBoundingClientRect();
          const others = document.querySelectorAll('.board > :not(.trays) :is(.cell, figcaption)');
          return [...others].filter((one) => { const spot = one.getBoundingClientRect();
            return spot.width && spot.right > tray.left && spot.left < tray.right
              && spot.bottom > tray.top && spot.top < tray.bottom; }).length; }"""
    )
    assert not covered


def test_a_board_that_is_too_wide_moves_seldom_and_shows_what_is_written(page: Page) -> None:
    opened(page, "preset=classifier&step=0")
    moves = set()
    for _ in range(14):
        moves.add(page.evaluate(LEFT))
        written = page.locator(".tensor[data-look=written]")
        if written.count():  # the error is no tensor with a place of its own
            expect(written.first).to_be_in_viewport(ratio=0.9)
        page.keyboard.press("ArrowRight")
    assert len(moves) <= 3, moves


@pytest.mark.long
def test_an_overview_of_a_long_network_moves_the_board(page: Page) -> None:
    opened(page, "preset=course&step=0")
    expect(page.locator(".overview")).to_be_hidden()
    made = page.request.post("/api/v1/checkpoints", data=LONG).json()
    opened(page, f"checkpoint={made['id']}&step=0")
    overview = page.locator(".overview")
    expect(overview).to_be_visible()
    expect(overview.locator("rect")).to_have_count(60)
    box = overview.bounding_box()
    assert box
    page.mouse.click(box["x"] + box["width"] * 0.995, box["y"] + 10)
    expect(page.locator('.frame[data-node="loss"]')).to_be_in_viewport(ratio=0.5)
    expect(overview).to_have_attribute("aria-valuenow", "100")
    page.keyboard.press("Home")
    expect(page.locator('.frame[data-node="l1"]')).to_be_in_viewport(ratio=0.5)
    expect(page.locator(".step-name")).to_have_text("y₁")  # its keys move the board, and no step
    page.keyboard.press("End")
    expect(page.locator('.frame[data-node="loss"]')).to_be_in_viewport(ratio=0.5)
    seen = re.compile(r"In view: Layer 2\d to Error, of 30 blocks")
    expect(overview).to_have_attribute("aria-valuetext", seen)
    view = overview.locator(".view").bounding_box()
    assert view
    page.mouse.move(view["x"] + view["width"] / 2, view["y"] + 10)
    page.mouse.down()
    page.mouse.move(box["x"] + 4, box["y"] + 10, steps=4)
    page.mouse.up()
    expect(page.locator('.frame[data-node="l1"]')).to_be_in_viewport(ratio=0.5)
    page.locator(".stage").focus()
    page.keyboard.press("ArrowRight")
    expect(overview.locator(".now")).to_have_count(1)
    assert Axe().run(page).response["violations"] == []
