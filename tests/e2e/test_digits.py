"""Numbers stay numbers: in every frame, at every size, and never with a wrong sign or size."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.test_stage import TWO_FRAMES, check_numbers, open_at, open_network, tiles

DRAWER = "d"
FRAMES = [
    pytest.param(900, 600, "hide=memory,chain&lock=1", "", id="a frame of 900×600"),
    pytest.param(1440, 900, "", DRAWER, id="the training"),
    pytest.param(1280, 720, "", DRAWER, id="the training on a small screen"),
    pytest.param(1280, 720, "present=1", "", id="a projector"),
    pytest.param(390, 844, "", "", id="a telephone"),
]
SIZE = "() => parseFloat(getComputedStyle(document.querySelector('.board .cell')).fontSize)"


@pytest.mark.parametrize("preset", (pytest.param("course", marks=pytest.mark.long), "classifier"))
@pytest.mark.parametrize("width, height, query, key", FRAMES)
def test_a_small_network_never_becomes_colours(
    page: Page, preset: str, width: int, height: int, query: str, key: str
) -> None:
    page.set_viewport_size({"width": width, "height": height})
    trace = open_at(page, f"preset={preset}&step=999&{query}")
    if key:
        page.keyboard.press(key)
        expect(page.locator(".in-training .pic")).to_be_visible()
        page.evaluate(TWO_FRAMES)
    assert not [tile for tile in tiles(page) if tile["form"] == "map" and not tile["compact"]]
    # beside a training all of the iteration is seen, and nothing has moved
    seen = [k for k, step in enumerate(trace["steps"]) if not key or step["phase"] != "update"]
    check_numbers(page, trace, seen[-1])
    assert page.evaluate(SIZE) >= (15 if "present" in query else 11)
    cut = """() => [...document.querySelectorAll('.board .cell')].filter((cell) => {
      const range = document.createRange();
      range.selectNodeContents(cell);
      return range.getBoundingClientRect().width > cell.getBoundingClientRect().width + .5;
    }).map((cell) => cell.textContent)"""
    assert page.evaluate(cut) == []


def test_presenting_makes_the_numbers_larger_and_leaves_out_no_digit(page: Page) -> None:
    open_at(page, "preset=course&step=13")
    before, size = [tile["text"] for tile in tiles(page)], page.evaluate(SIZE)
    page.keyboard.press("b")
    expect(page.locator("html.present")).to_be_attached()
    page.evaluate(TWO_FRAMES)
    assert [tile["text"] for tile in tiles(page)] == before
    assert page.evaluate(SIZE) >= 1.3 * size


@pytest.mark.parametrize("lang", ("en", "es"))
def test_a_projector_has_all_of_a_small_network_side_by_side_and_tells_the_step(
    page: Page, lang: str
) -> None:
    wide = """() => { const { scrollWidth, clientWidth } = document.querySelector('.scroller');
      return scrollWidth - clientWidth; }"""
    for width, height in ((1024, 768), (1280, 720), (1440, 900)):
        page.set_viewport_size({"width": width, "height": height})
        for preset in ("course", "xor"):
            open_at(page, f"preset={preset}&step=7&present=1&lang={lang}")
            assert page.evaluate(wide) <= 0, (preset, width)
            expect(page.locator(".board")).not_to_contain_class("scrolls")
            assert page.evaluate(SIZE) >= 15
        said = page.locator(".announcer")
        expect(said).to_be_in_viewport(ratio=1)
        expect(said).to_contain_text("∂E/∂")
        box = said.bounding_box()
        assert box and box["width"] == width
        page.locator(".open-sheet").click()
        expect(page.locator(".inspector .step-name")).to_be_in_viewport()


@pytest.mark.parametrize(
    "weights, shown",
    [
        ([1e300, -1.0], ["1e300", "−1e0"]),
        ([-149999.84, 9999.0], ["−1.50e5", "1.00e4"]),
        ([-1.1, 0.323], ["−1.10", "0.32"]),
        ([1.125, -1.075], ["1.13", "−1.08"]),
        ([0.6, 6e-17], ["0.60", "≈0"]),
        ([0.5, -0.005], ["0.50", "−0.01"]),
        ([3e-7, -2e-308], ["3e−7", "−2e−308"]),
    ],
)
def test_numbers_of_any_size_keep_their_sign_and_size(
    page: Page, weights: list[float], shown: list[str]
) -> None:
    description: dict[str, Any] = {
        "network": {
            "layers": [{"kind": "linear", "units": 2}, {"kind": "linear", "units": 1}],
            "loss": {"kind": "squared_error"},
        },
        "data": {"x": [[1.0, -1.0], [0.5, 0.25]], "target": [[0.0], [1.0]]},
        "parameters": {"l1.W": [weights, weights[::-1]]},
    }
    trace = open_network(page, description, step=999)
    check_numbers(page, trace, len(trace["steps"]) - 1)
    page.keyboard.press("Home")
    cells = page.locator('figure[data-tensor="l1.W"] .cell')
    expect(cells).to_have_text(shown + shown[::-1])


def test_what_the_optimizer_keeps_is_folded_away_until_the_update(page: Page) -> None:
    course = page.request.get("/api/v1/catalog").json()["presets"]["course"]["description"]
    course["network"]["optimizer"] = {"kind": "adam", "lr": 0.01}
    trace = open_network(page, course, step=4)
    first, last = page.locator(".tray").first, page.locator(".tray").last
    fold = page.locator(".fold").first
    expect(fold).to_have_attribute("aria-expanded", "false")
    expect(page.locator(".tray:visible")).to_have_count(0)
    page.keyboard.press("3")
    expect(last).to_be_visible()
    expect(page.locator(".tray:visible")).to_have_count(1)  # of the parameter that moves
    check_numbers(page, trace, len(trace["steps"]) - 1)
    page.keyboard.press("2")
    expect(last).to_be_hidden()
    fold.click()
    expect(first).to_be_visible()
    expect(fold).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("ArrowLeft")
    expect(first).to_be_visible()
    fold.click()
    expect(first).to_be_hidden()
