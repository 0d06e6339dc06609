"""The page in a real browser: what it shows is what the API says, step by step, both ways."""

import re
from math import isclose
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.e2e.conftest import Watch

LAST = 19  # the index of the last of the course network's 20 steps


def open_at(page: Page, query: str) -> dict[str, Any]:
    """Opens the page at a query and gives the trace that it shows, as the API answers it."""
    page.goto(f"/?{query}")
    expect(page.locator(".tick").first).to_be_visible()
    return trace_of(page)


def trace_of(page: Page) -> dict[str, Any]:
    expect(page).to_have_url(re.compile(r"checkpoint="))
    checkpoint = page.evaluate("new URLSearchParams(location.search).get('checkpoint')")
    answer = page.request.get(f"/api/v1/checkpoints/{checkpoint}/trace")
    assert answer.ok
    trace: dict[str, Any] = answer.json()
    return trace


def stepped_to(page: Page, index: int) -> None:
    expect(page.locator(".panel header span").nth(1)).to_contain_text(f"{index + 1} ")


def shown(page: Page, address: str) -> list[float]:
    """The numbers of a tensor as the page holds them, all their digits."""
    cells = page.locator(f'[data-tensor="{address}"] .cell')
    return [float(text) for text in cells.evaluate_all("cells => cells.map(cell => cell.title)")]


def picture(page: Page) -> list[str]:
    """Everything that can be read on the stage and in the inspector, shapes in ghosts as well."""
    page.wait_for_function("document.querySelector('.terms, .single, .step-name')")
    read: list[str] = page.evaluate(
        """() => [...document.querySelectorAll('.stage figure, .stage [data-memory]')]
             .map(place => `${place.dataset.tensor ?? place.dataset.memory}`
                         + ` ${place.dataset.look} ${place.innerText}`)
             .concat(document.querySelector('.step-name').innerText)"""
    )
    return read


def test_every_step_shows_the_numbers_of_the_api(page: Page) -> None:
    trace = open_at(page, "preset=course&lang=en")
    assert len(trace["steps"]) == LAST + 1
    assert page.locator(".tick").count() == LAST + 1
    for step in trace["steps"]:
        page.keyboard.press("ArrowRight")
        stepped_to(page, step["index"])
        place, wanted = step["writes"].removesuffix(":next"), trace["tensors"][step["writes"]]
        if wanted["shape"]:
            assert shown(page, place) == wanted["data"], step["writes"]
    error = page.locator(".readout.err b")
    expect(error).to_have_attribute("title", repr(trace["loss"]))
    expect(error).to_have_text(f"{trace['loss']:.3f}")


def test_stepping_back_shows_exactly_what_was_there_before(page: Page) -> None:
    open_at(page, "preset=course&lang=en")
    forward = []
    for index in range(-1, LAST + 1):
        stepped_to(page, index)
        forward.append(picture(page))
        page.keyboard.press("ArrowRight")
    for index in range(LAST, -1, -1):
        stepped_to(page, index)
        assert picture(page) == forward[index + 1], f"step {index}"
        page.keyboard.press("ArrowLeft")
    assert picture(page) == forward[0]


def test_what_is_not_known_yet_shows_a_shape_and_no_number(page: Page) -> None:
    open_at(page, "preset=course&step=-1&lang=en")
    ghost = page.locator('[data-tensor="l1.y"]')
    expect(ghost).to_have_attribute("data-look", "unknown")
    expect(ghost).to_contain_text("4×3")
    assert shown(page, "l1.y") == []


def test_a_gradient_cell_tells_its_terms(page: Page) -> None:
    trace = open_at(page, "preset=course&step=5&lang=en")
    page.locator('[data-tensor="l3.dW"] .cell').nth(1).click()
    expect(page.locator(".panel header", has_text="This number")).to_contain_text("∂E/∂W₃[1,0]")
    rows = page.locator(".terms tbody tr:not([class])")
    expect(rows).to_have_count(4)
    numbers = rows.evaluate_all(
        "rows => rows.map(row => [...row.querySelectorAll('[data-exact]')].map("
        "cell => Number(cell.dataset.exact)))"
    )
    x, dy = (trace["tensors"][address]["data"] for address in ("l2.y", "l3.dy"))
    for n, (first, second, product) in enumerate(numbers):
        assert {first, second} == {x[3 * n + 1], dy[n]}
        assert isclose(product, first * second, rel_tol=1e-12)
    total = float(page.locator(".row-total data").get_attribute("value") or "")
    assert total == trace["tensors"]["l3.dW"]["data"][1]
    assert isclose(total, sum(product for *_, product in numbers), rel_tol=1e-9)


def test_a_factor_leads_to_its_own_cell(page: Page) -> None:
    open_at(page, "preset=course&step=5&lang=en")
    factor = page.locator(".terms button.num").first
    name = (factor.get_attribute("aria-label") or "").partition(" = ")[0]
    factor.click()
    expect(page.locator(".panel header", has_text="This number")).to_contain_text(name)
    expect(page).to_have_url(re.compile("cell="))


def test_one_click_speaks_spanish_and_it_is_remembered(page: Page) -> None:
    trace = open_at(page, "preset=course&step=5&lang=en")
    page.get_by_role("button", name="Spanish").click()
    expect(page.locator("html")).to_have_attribute("lang", "es")
    expect(page.locator(".badge")).to_have_text("Backward · RL3")
    expect(page.locator(".timeline")).to_contain_text("Actualización")
    start = trace["steps"][5]["sentence"]["es"].partition("}")[2].partition("**")[0]
    expect(page.locator(".say").first).to_contain_text(start.strip())
    page.goto("/")
    expect(page.locator(".step-name")).to_have_text("Antes del primer paso")


def test_a_link_reopens_exactly_this(page: Page, browser: Browser) -> None:
    open_at(page, "preset=course&lang=es")
    page.keyboard.press("n")
    expect(page.locator(".readout b").first).to_have_text("2")
    page.keyboard.press("2")
    page.locator('[data-tensor="l2.dW"] .cell').nth(4).click()
    expect(page).to_have_url(re.compile("cell=l2.dW,1,1"))
    other = browser.new_page(locale="en-US", viewport={"width": 1440, "height": 900})
    other.goto(page.url)
    expect(other.locator(".readout b").first).to_have_text("2")
    expect(other.locator(".row-total")).to_contain_text("∂E/∂W₂[1,1]")
    assert picture(other) == picture(page)
    assert other.evaluate("document.documentElement.lang") == "es"
    other.close()


def test_a_preset_link_survives_a_server_that_forgot(page: Page, watch: Watch) -> None:
    watch.expect("status of 404")
    page.goto("/?preset=course&checkpoint=00000000000000000000.2&step=5&lang=en")
    expect(page.locator(".readout b").first).to_have_text("3")
    expect(page.locator(".step-name")).to_have_text("∂E/∂W₃")
    expect(page).not_to_have_url(re.compile("0{20}"))


def test_the_next_iteration_is_a_page_of_the_history(page: Page) -> None:
    first = open_at(page, "preset=course&step=19&lang=en")
    page.keyboard.press("n")
    expect(page.locator(".readout b").first).to_have_text("2")
    second = trace_of(page)
    assert second["tensors"]["l1.W"]["data"] == first["tensors"]["l1.W:next"]["data"]
    assert shown(page, "l1.W") == second["tensors"]["l1.W"]["data"]
    page.go_back()
    expect(page.locator(".readout b").first).to_have_text("1")
    stepped_to(page, LAST)
    page.go_forward()
    expect(page.locator(".readout b").first).to_have_text("2")


def test_the_keys_of_the_table_do_what_it_says(page: Page) -> None:
    open_at(page, "preset=course&lang=en")
    for key, index in (("1", 2), ("2", 13), ("3", LAST), ("Home", -1), ("2", 13)):
        page.keyboard.press(key)
        stepped_to(page, index)
    page.keyboard.press("[")
    stepped_to(page, 8)
    page.keyboard.press("]")
    stepped_to(page, 11)
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()


def test_play_walks_on_and_pauses(page: Page) -> None:
    open_at(page, "preset=course&step=16&lang=en")
    page.get_by_role("button", name="Speed").click()
    page.get_by_role("button", name="Speed").click()
    page.keyboard.press("Space")
    expect(page.get_by_role("button", name="Pause")).to_be_visible()
    stepped_to(page, LAST)
    expect(page.get_by_role("button", name="Play")).to_be_visible()


def test_each_step_is_announced_with_its_sentence(page: Page) -> None:
    open_at(page, "preset=course&step=4&lang=en")
    page.keyboard.press("ArrowRight")
    live = page.locator("[aria-live=polite]")
    expect(live).to_contain_text("Step 6 of 20")
    expect(live).to_contain_text("W₃ cannot see the error directly")
    expect(live).to_contain_text("the error block is in the middle")


def test_the_preset_menu_opens_another_network(page: Page) -> None:
    open_at(page, "preset=course&lang=en")
    page.locator(".network > button").click()
    page.get_by_role("menuitemradio").nth(1).click()
    expect(page).to_have_url(re.compile("preset=mazur"))
    expect(page.locator(".network > button")).to_contain_text("Mazur")
    page.keyboard.press("3")
    expect(page.locator(".readout.err b")).to_have_attribute("title", "0.2983711087600027")


def test_playback_stops_at_the_first_number_that_breaks(page: Page) -> None:
    network = {"layers": [{"kind": "linear", "units": 1}], "loss": {"kind": "squared_error"}}
    description = {"network": network, "data": {"x": [[1e200], [1]], "target": [[1], [1]]}}
    made = page.request.post("/api/v1/checkpoints", data=description).json()
    page.goto(f"/?checkpoint={made['id']}&lang=en")
    expect(page.locator(".step-name")).to_have_text("Before the first step")
    page.get_by_role("button", name="Speed").click(click_count=2)
    page.keyboard.press("Space")
    stepped_to(page, 1)
    expect(page.get_by_role("button", name="Play")).to_be_visible()
    expect(page.locator(".say.warning")).to_contain_text("E = ∞")
    expect(page.locator(".tick.broken")).to_have_count(1)


def test_what_was_received_stays_when_the_server_is_away(page: Page, watch: Watch) -> None:
    watch.expect("net::ERR_")
    open_at(page, "preset=course&step=3&lang=en")
    page.context.set_offline(True)
    page.keyboard.press("n")
    expect(page.locator(".reconnecting")).to_have_text("Reconnecting")
    page.keyboard.press("2")
    stepped_to(page, 13)
    page.context.set_offline(False)
    expect(page.locator(".reconnecting")).to_have_count(0)
    expect(page.locator(".terms, .single").first).to_be_visible()


@pytest.mark.parametrize("theme", ["light", pytest.param("dark", marks=pytest.mark.long)])
@pytest.mark.parametrize(
    ("preset", "step"),
    [
        ("course", 5),
        pytest.param("course", -1, marks=pytest.mark.long),
        pytest.param("course", 15, marks=pytest.mark.long),
        pytest.param("classifier", 5, marks=pytest.mark.long),
        pytest.param("convolution", 22, marks=pytest.mark.long),
    ],
)
def test_axe_finds_nothing(page: Page, preset: str, step: int, theme: Any) -> None:
    page.emulate_media(color_scheme=theme, reduced_motion="reduce")
    open_at(page, f"preset={preset}&step={step}&lang=es")
    if step >= 0:
        expect(page.locator(".terms, .single").first).to_be_visible()
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()


@pytest.mark.parametrize(
    ("width", "height"),
    [pytest.param(1920, 1080, marks=pytest.mark.long), (1440, 900), (1024, 768), (390, 844)],
)
def test_the_page_itself_never_scrolls_sideways(page: Page, width: int, height: int) -> None:
    page.set_viewport_size({"width": width, "height": height})
    open_at(page, "preset=course&step=8&lang=es")
    assert page.evaluate("document.documentElement.scrollWidth") == width
    outside: list[str] = page.evaluate(
        """() => [...document.querySelectorAll('.topbar *, .transport *')].filter(element => {
             const box = element.getBoundingClientRect();
             return box.width > 1 && getComputedStyle(element).visibility === 'visible'
               && box.right > innerWidth + 1;
           }).map(element => `${element.className} ${element.textContent}`)"""
    )
    assert outside == []


def test_the_sheet_slides_over_the_stage_and_away(page: Page) -> None:
    page.set_viewport_size({"width": 1024, "height": 768})
    open_at(page, "preset=course&step=8&lang=en")
    expect(page.locator(".inspector")).to_be_hidden()
    page.get_by_role("button", name="This step").click()
    expect(page.locator(".step-name")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".inspector")).to_be_hidden()
