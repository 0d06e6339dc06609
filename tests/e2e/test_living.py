"""While it trains, all that is on the screen moves; a tab that nobody looks at is not told."""

import json
import re
from typing import Any, Literal

import httpx
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

MOST_BYTES = 150_000  # a second
A_SECOND = 11  # pictures
HIDE = """(state) => {
  Object.defineProperty(document, 'visibilityState', {value: state, configurable: true});
  document.dispatchEvent(new Event('visibilitychange'));
}"""
# Every cell of the stage, and every canvas, as they are now.
LOOK = """() => [...document.querySelectorAll('.board .cell, .board canvas, .readout-e b')]
  .map((node) => node instanceof HTMLCanvasElement ? node.toDataURL() : node.textContent)"""


def begin(page: Page, preset: str) -> list[dict[str, Any]]:
    """A training that goes on for long; what the page asks to be told of it."""
    orders: list[dict[str, Any]] = []

    def note(request: Any) -> None:
        if request.url.endswith("/train"):
            orders.append(json.loads(request.post_data))

    page.on("request", note)
    page.goto(f"/?preset={preset}&lang=en")
    expect(page.locator(".tick").first).to_be_visible()
    page.keyboard.press("d")
    expect(page.locator(".plane-marks svg")).to_be_visible()
    page.locator('[data-train="when"]').click()
    page.locator('[data-train="iterations"]').fill("1000000")
    page.keyboard.press("Enter")
    return orders


def moved(page: Page) -> int:
    """The iteration that is read, once it is another one."""
    reading = page.locator('[data-read="iteration"] b')
    before = reading.text_content() or ""
    expect(reading).not_to_have_text(before)
    return int(reading.text_content() or 0)


IDLE = "new Promise((done) => requestIdleCallback(() => done()))"
# How often boards came onto the stage, however many were tried at once.
BUILT = """() => { window.built = 0;
  new MutationObserver((found) => { window.built += Number(found.some(({ addedNodes }) =>
    [...addedNodes].some((node) => node.classList?.contains('board'))));
  }).observe(document, {childList: true, subtree: true}); }"""


@pytest.mark.own_page
@pytest.mark.parametrize("preset", ["spiral", "course"])
def test_a_board_is_built_once_when_the_page_opens_and_once_more_for_the_training(
    page: Page, preset: str
) -> None:
    page.add_init_script(f"({BUILT})()")
    page.goto(f"/?preset={preset}&lang=en")
    expect(page.locator(".tick").first).to_be_visible()
    page.keyboard.press("d")
    expect(page.locator(".plane-marks svg")).to_be_visible()
    page.evaluate(IDLE)
    assert page.evaluate("window.built") == 2
    page.keyboard.press("d")
    expect(page.locator(".timeline")).to_be_visible()
    page.keyboard.press("d")
    expect(page.locator(".plane-marks svg")).to_be_visible()
    page.evaluate(IDLE)
    assert page.evaluate("window.built") == 4


@pytest.mark.long
def test_a_link_to_a_training_lays_its_network_out_beside_it_at_once(page: Page) -> None:
    page.add_init_script(f"({BUILT})()")
    page.goto("/?preset=spiral&view=training&lang=en")
    expect(page.locator(".board .frame").first).to_be_visible()
    expect(page.locator(".plane-marks svg")).to_be_visible()
    page.evaluate(IDLE)
    assert page.evaluate("window.built") == 1


# Waits for so many pictures of a training.
PICTURES = """(many) => new Promise((done) => { let seen = 0;
  const observer = new MutationObserver(() => {
    seen += 1;
    if (seen < many) return;
    observer.disconnect();
    done();
  });
  observer.observe(document.querySelector('.reads'),
    {childList: true, characterData: true, subtree: true}); })"""
SEEN = 20
LAID_OUT = 2  # times a picture, at most


@pytest.mark.parametrize("preset", ["spiral", "classifier"])
def test_a_picture_of_a_training_is_laid_out_once(page: Page, preset: str) -> None:
    begin(page, preset)
    moved(page)
    client = page.context.new_cdp_session(page)
    client.send("Performance.enable")

    def laid_out() -> int:
        metrics = client.send("Performance.getMetrics")["metrics"]
        return int(next(one["value"] for one in metrics if one["name"] == "LayoutCount"))

    before = laid_out()
    page.evaluate(PICTURES, SEEN)
    found = laid_out() - before
    client.detach()
    assert found <= LAID_OUT * SEEN, found


def test_all_of_the_stage_moves_and_what_stops_goes_on_from_exactly_there(page: Page) -> None:
    begin(page, "course")
    moved(page)
    before = page.evaluate(LOOK)
    moved(page)
    moved(page)
    after = page.evaluate(LOOK)
    assert len(before) == len(after) > 60
    # a cell that says the same in two decimals has changed less than that
    assert sum(a != b for a, b in zip(before, after, strict=True)) > 10
    page.locator('figure[data-tensor="l2.W"] .cell[data-at="1,1"]').click()
    page.keyboard.press("Enter")  # what is typed over is the number that is seen
    field = page.locator(".touch .entry")
    expect(field).to_be_focused()
    expect(field).not_to_have_value("0.7")
    page.keyboard.press("Escape")
    page.keyboard.press("d")  # the steps live too
    expect(page.locator(".readout b").first).not_to_have_text("1")
    page.keyboard.press("d")
    page.locator('[data-train="go"]').click()
    expect(page.locator(".train-state")).to_contain_text("Stopped at iteration")
    found = re.search(r"checkpoint=([^&]+)", page.url)
    assert found
    base, iteration = found[1].split(".")
    expect(page.locator('[data-read="iteration"] b')).to_have_text(str(int(iteration) + 1))
    weight = page.request.get(f"/api/v1/checkpoints/{found[1]}/tensors/l2.W").json()["data"][4]
    cell = page.locator('figure[data-tensor="l2.W"] .cell[data-at="1,1"]')
    expect(cell).to_have_attribute("title", str(weight))
    page.locator('[data-train="one"]').click()
    expect(page).to_have_url(re.compile(rf"checkpoint={base}\.{int(iteration) + 1}&"))


@pytest.mark.long
def test_a_second_of_what_the_page_asks_for_fits_and_a_hidden_tab_asks_for_nothing(
    page: Page, server: str
) -> None:
    orders = begin(page, "spiral")
    moved(page)
    expect(page.locator(".unit-tiles canvas").first).to_be_visible()
    page.evaluate(HIDE, "hidden")
    while orders[-1]["watch"].get("pictures") != 0:
        page.wait_for_timeout(20)
    assert set(orders[-1]["watch"]) == {"encoding", "pictures"}
    page.evaluate(HIDE, "visible")
    while orders[-1]["watch"].get("pictures") == 0:
        page.wait_for_timeout(20)
    moved(page)
    page.locator('[data-train="go"]').click()
    expect(page.locator(".train-state")).to_contain_text("Stopped at iteration")

    watch = orders[-1]["watch"]
    assert watch["predict"] and watch["units"] and watch["metrics"] and watch["norms"]
    base = page.request.post("/api/v1/checkpoints", data=described(page)).json()["id"]
    body = {"iterations": 100_000, "keep": 0, "watch": watch}
    sizes: list[int] = []
    with httpx.stream("POST", f"{server}/api/v1/checkpoints/{base}/train", json=body) as answer:
        for line in answer.iter_lines():
            if line.startswith('data: {"iteration"') and '"tensors"' in line:
                sizes.append(len(line))
            if len(sizes) > 2 * A_SECOND:
                break
    assert sum(sizes[-A_SECOND:]) <= MOST_BYTES, sizes


def described(page: Page) -> Any:
    return page.request.get("/api/v1/catalog").json()["presets"]["spiral"]["description"]


@pytest.mark.long
def test_on_a_phone_the_picture_the_weights_and_their_gradients_are_in_one_column(
    page: Page,
) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    begin(page, "spiral")
    moved(page)
    picture = page.locator(".pic").bounding_box()
    mini = page.locator(".mini").bounding_box()
    keys = page.locator(".train-keys").bounding_box()
    assert picture and mini and keys
    assert picture["width"] == picture["height"] >= 360
    assert mini["y"] >= picture["y"] + picture["height"]
    assert mini["y"] + mini["height"] <= keys["y"] + 1 and keys["y"] + keys["height"] == 844
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.locator('[data-train="go"]').click()
    expect(page.locator(".train-state")).to_contain_text("Stopped at iteration")
    page.emulate_media(reduced_motion="reduce")  # a picture that fades in is pale
    for picture in range(1, 6):
        page.keyboard.press(str(picture))
        expect(page.locator("[data-picture]").nth(picture - 1)).to_have_attribute(
            "aria-selected", "true"
        )
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()


@pytest.mark.long
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_training_in_its_middle_and_at_its_condition_is_for_everybody(
    page: Page, scheme: Literal["light", "dark"]
) -> None:
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    begin(page, "spiral")
    moved(page)
    page.locator('[data-set="help"]').focus()
    for _ in range(2):  # what one does here comes before all of the stage
        page.keyboard.press("Tab")
    expect(page.locator('[data-train="go"]')).to_be_focused()
    states = [Axe().run(page)]
    page.keyboard.press("Enter")
    expect(page.locator(".train-state")).to_contain_text("Stopped at iteration")
    page.locator('[data-train="start"]').click()
    expect(page.locator('[data-read="iteration"] b')).to_have_text("1")
    expect(page.locator(".network button").first).to_have_text("Spiral2 → 16 → 16 → 3 · batch 32")
    page.locator('[data-train="when"]').click()
    states.append(Axe().run(page))
    page.locator('[data-train="bound-loss_below"]').fill("0.2")
    page.keyboard.press("Enter")
    expect(page.locator(".train-state")).to_contain_text(", below 0.2.")
    expect(page.locator(".readout-e.target")).to_be_visible()
    states.append(Axe().run(page))
    page.locator(".unit-tiles button").first.click()
    expect(page.locator(".big > header")).to_contain_text("Unit 0")
    states.append(Axe().run(page))
    assert [state.generate_report() for state in states if state.violations_count] == []


# Blocks whose head is higher than its place; names of lanes that lie over a block.
LIES_OVER = """() => {
  const box = (node) => node.getBoundingClientRect();
  const frames = [...document.querySelectorAll('.board .frame')].map(box);
  const heads = [...document.querySelectorAll('.board .mod-head')];
  const high = heads.filter(({offsetHeight}) => offsetHeight > 46);
  const names = [...document.querySelectorAll('.board .lane-name b')].filter(
    (name) => frames.some(({left, right}) => box(name).right > left && box(name).left < right));
  return [...high, ...names].map((node) => node.textContent);
}"""


@pytest.mark.long
@pytest.mark.parametrize(("preset", "lang"), [("course", "es"), ("spiral", "es")])
def test_all_of_a_small_network_is_in_view_beside_its_training(
    page: Page, preset: str, lang: str
) -> None:
    page.set_viewport_size({"width": 1280, "height": 720})
    page.goto(f"/?preset={preset}&lang={lang}&view=training")
    expect(page.locator(".plane-marks svg")).to_be_visible()
    whole = """() => { const s = document.querySelector('.stage .scroller');
      return s.scrollWidth <= s.clientWidth && s.scrollHeight <= s.clientHeight; }"""
    page.wait_for_function(whole)
    page.locator('[data-train="when"]').click()
    page.locator('[data-train="iterations"]').fill("100")  # numbers are small then, and longer
    page.keyboard.press("Enter")
    expect(page.locator(".train-state p")).to_be_visible()
    page.evaluate(IDLE)
    page.wait_for_function(whole)
    assert page.evaluate(LIES_OVER) == []
    area = page.locator(".plane-area").bounding_box()
    assert area and area["width"] == area["height"] == 480


@pytest.mark.long
@pytest.mark.parametrize(("preset", "whole"), [("digits", "canvas"), ("spiral", "table")])
def test_counts_of_classes_are_whole_in_their_card(page: Page, preset: str, whole: str) -> None:
    page.set_viewport_size({"width": 1280, "height": 720})
    page.goto(f"/?preset={preset}&lang=en&view=training")
    counts = page.locator(f'[aria-label="Classes"].plot-area {whole}')
    expect(counts).to_be_visible()
    area = page.locator('[aria-label="Classes"].plot-area').bounding_box()
    found = counts.bounding_box()
    assert area and found
    assert found["x"] >= area["x"] - 1 and found["y"] >= area["y"] - 1
    assert found["x"] + found["width"] <= area["x"] + area["width"] + 1
    assert found["y"] + found["height"] <= area["y"] + area["height"] + 1


@pytest.mark.long
@pytest.mark.parametrize(("width", "lang"), [(900, "en"), (900, "es"), (1280, "es"), (390, "es")])
def test_how_a_training_ended_is_read_whole(page: Page, width: int, lang: str) -> None:
    page.set_viewport_size({"width": width, "height": 700})
    page.goto(f"/?preset=spiral&lang={lang}&view=training")
    expect(page.locator(".plane-marks svg")).to_be_visible()
    page.locator('[data-train="when"]').click()
    page.locator('[data-train="iterations"]').fill("20")
    page.keyboard.press("Enter")
    words = page.locator(".train-state p")
    expect(words).to_be_visible()
    assert words.evaluate("p => p.scrollHeight <= p.clientHeight + 1")
    assert page.locator(".train-bar").evaluate("bar => bar.scrollHeight <= bar.clientHeight + 1")
    box = words.bounding_box()
    assert box and box["x"] >= 0 and box["x"] + box["width"] <= width


@pytest.mark.long
@pytest.mark.parametrize(("width", "lang"), [(1280, "es"), (1440, "en"), (390, "es")])
def test_why_a_training_diverged_is_read_whole(page: Page, width: int, lang: str) -> None:
    described = page.request.get("/api/v1/catalog").json()["presets"]["course"]["description"]
    described["network"]["optimizer"] = {"kind": "sgd", "lr": 5}
    made = page.request.post("/api/v1/checkpoints", data=described).json()["id"]
    page.set_viewport_size({"width": width, "height": 720})
    page.goto(f"/?checkpoint={made}&lang={lang}&view=training")
    expect(page.locator(".plane-marks svg")).to_be_visible()
    page.locator('[data-train="go"]').click()
    words = page.locator(".train-state.diverged p")
    expect(words).to_be_visible()
    assert words.evaluate("p => p.scrollHeight <= p.clientHeight + 1")
    box = page.locator(".train-bar").bounding_box()
    read = words.bounding_box()
    assert box and read
    assert width < 760 or (read["y"] >= box["y"] and read["height"] <= box["height"])
