"""Numbers in the reader's hands: typed, dragged, undone and pinned, in a real browser."""

import re
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.test_page import open_at, shown, stepped_to, trace_of

pytestmark = pytest.mark.long

FIELD = ".touch .entry"


def cell(page: Page, address: str, n: int = 0) -> Locator:
    return page.locator(f'[data-tensor="{address}"] .cell').nth(n)


def typed(page: Page, address: str, n: int, text: str) -> None:
    """Clicks a cell twice, as a reader does, and types."""
    cell(page, address, n).click()
    cell(page, address, n).click()
    page.locator(FIELD).fill(text)
    page.keyboard.press("Enter")


def checkpoint(page: Page) -> str:
    found: str = trace_of(page)["checkpoint"]
    return found


@pytest.mark.parametrize(
    ("text", "value"), [("0,5", 0.5), ("1/2", 0.5), ("-3e-2", -0.03), ("−2", -2.0)]
)
def test_a_weight_is_typed_and_the_trace_follows_up_to_the_step(
    page: Page, text: str, value: float
) -> None:
    before = open_at(page, "preset=course&step=2&lang=en")
    typed(page, "l3.W", 2, text)
    expect(page.locator(FIELD)).to_be_hidden()
    expect(cell(page, "l3.W", 2)).to_have_attribute("title", f"{value:g}")
    stepped_to(page, 2)
    after = trace_of(page)
    assert after["tensors"]["l3.W"]["data"][2] == value
    assert shown(page, "l3.y") == after["tensors"]["l3.y"]["data"]
    assert shown(page, "l3.y") != before["tensors"]["l3.y"]["data"]
    expect(cell(page, "l3.W", 2)).to_be_focused()


@pytest.mark.parametrize("address", ["data.x", "data.target", "l1.b"])
def test_inputs_targets_and_biases_can_be_typed(page: Page, address: str) -> None:
    open_at(page, "preset=course&step=3&lang=es")
    typed(page, address, 1, "1,25")
    expect(cell(page, address, 1)).to_have_attribute("title", "1.25")
    assert trace_of(page)["tensors"][address]["data"][1] == 1.25


def test_enter_opens_the_field_and_escape_changes_nothing(page: Page) -> None:
    before = open_at(page, "preset=course&lang=en")["checkpoint"]
    cell(page, "l1.W").click()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(page.locator(FIELD)).to_be_focused()
    page.keyboard.type("7")
    page.keyboard.press("Escape")
    expect(page.locator(FIELD)).to_be_hidden()
    expect(cell(page, "l1.W", 1)).to_be_focused()
    assert checkpoint(page) == before


def test_a_wrong_entry_says_what_is_allowed_and_loses_nothing(page: Page) -> None:
    before = open_at(page, "preset=course&lang=en")
    typed(page, "l1.W", 0, "1,5 apples")
    expect(page.locator(".touch .entry-note")).to_contain_text("A number looks like")
    expect(page.locator(FIELD)).to_have_value("1,5 apples")
    page.locator(FIELD).fill("1,5")
    expect(page.locator(".touch .entry-note")).to_be_hidden()
    page.keyboard.press("Enter")
    expect(cell(page, "l1.W")).to_have_attribute("title", "1.5")
    assert trace_of(page)["tensors"]["l1.W"]["data"][1:] == before["tensors"]["l1.W"]["data"][1:]


def test_what_a_step_computed_cannot_be_typed(page: Page) -> None:
    open_at(page, "preset=course&step=4&lang=en")
    cell(page, "l1.y").click()
    cell(page, "l1.y").click()
    page.keyboard.press("Enter")
    expect(page.locator(FIELD)).to_be_hidden()
    expect(page.locator(".change")).to_be_hidden()


def drag(page: Page, address: str, n: int, by: int, stops: int = 6) -> None:
    cell(page, address, n).click()
    box = cell(page, address, n).bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    for k in range(1, stops + 1):
        page.mouse.move(x + by * k / stops, y)
        page.evaluate("() => new Promise(requestAnimationFrame)")
    page.mouse.up()


def wait_for(page: Page, address: str, value: float, by: float) -> dict[str, Any]:
    """The trace of the address bar's checkpoint, once its first number of a tensor is `value`."""
    page.wait_for_function(
        """([address, value, by]) => {
          const cell = document.querySelector(`[data-tensor="${address}"] .cell`);
          return Math.abs(Number(cell.title) - value) <= by;
        }""",
        arg=[address, value, by],
    )
    while abs((trace := trace_of(page))["tensors"][address]["data"][0] - value) > by:
        page.evaluate("() => new Promise(requestAnimationFrame)")
    return trace


@pytest.mark.own_page  # a browser counts no more than 50 entries of a page
def test_a_drag_changes_the_number_and_is_one_step_for_undo(page: Page) -> None:
    before = open_at(page, "preset=course&step=1&lang=en")
    start, entries = before["tensors"]["l2.W"]["data"][0], page.evaluate("history.length")
    drag(page, "l2.W", 0, 60)
    expect(page.locator(FIELD)).to_be_hidden()
    after = wait_for(page, "l2.W", start + 60 * 0.002, 0.003)
    stepped_to(page, 1)
    assert page.evaluate("history.length") == entries + 1
    page.keyboard.press("Control+z")
    expect(cell(page, "l2.W")).to_have_attribute("title", repr(start))
    assert checkpoint(page) == before["checkpoint"]
    page.keyboard.press("Control+Shift+z")
    expect(cell(page, "l2.W")).to_have_attribute("title", repr(after["tensors"]["l2.W"]["data"][0]))


def test_the_slider_moves_the_number_and_stays_in_the_hand(page: Page) -> None:
    open_at(page, "preset=course&step=3&lang=en")
    cell(page, "l3.W").click()
    slider = page.locator(".change [type=range]")
    start = float(slider.input_value())
    slider.focus()
    for _ in range(3):
        before = cell(page, "l3.W").get_attribute("title") or ""
        page.keyboard.press("ArrowRight")
        expect(cell(page, "l3.W")).not_to_have_attribute("title", before)
        expect(slider).to_be_focused()
    there = float(cell(page, "l3.W").get_attribute("title") or 0)
    assert there > start
    wait_for(page, "l3.W", there, 0)
    stepped_to(page, 3)


def test_two_taps_open_the_field(new_context: Any) -> None:
    page = new_context(has_touch=True).new_page()
    open_at(page, "preset=course&lang=es")
    cell(page, "l1.W").tap()
    cell(page, "l1.W").tap()
    page.locator(FIELD).fill("0,75")
    page.keyboard.press("Enter")
    expect(cell(page, "l1.W")).to_have_attribute("title", "0.75")


def test_a_pinned_number_stays_in_view_while_stepping(page: Page) -> None:
    trace = open_at(page, "preset=course&step=5&lang=en")
    cell(page, "l3.dW", 1).click()
    page.keyboard.press("p")
    pin = page.locator(".pinned")
    expect(pin).to_contain_text("∂E/∂W₃[1,0]")
    expect(pin.locator("b")).to_have_text(
        f"{trace['tensors']['l3.dW']['data'][1]:.3f}".replace("-", "−")
    )
    page.keyboard.press("Home")
    expect(pin.locator("b")).to_have_text("—")
    page.reload()
    expect(pin).to_contain_text("∂E/∂W₃[1,0]")
    page.get_by_role("button", name="Let go of ∂E/∂W₃[1,0]").click()
    expect(pin).to_have_count(0)
    expect(page).not_to_have_url(re.compile("pin="))


def test_a_pinned_weight_shows_its_new_value_after_the_update(page: Page) -> None:
    trace = open_at(page, "preset=course&step=19&lang=en&pin=l1.W,0,0")
    new = trace["tensors"]["l1.W:next"]["data"][0]
    expect(page.locator(".pinned-name")).to_have_attribute("title", repr(new))
    page.locator(".pinned-name").click()
    expect(page.locator('[data-tensor="l1.W"] .cell.target')).to_be_visible()


PASTED = {
    "1\t2\t3\n4\t5\t6\n": [1, 2, 3, 4, 5, 6],
    "array([[ 1.5, -2. ,  3. ],\n       [ 4. ,  nan,  6. ]])": [1.5, -2, 3, 4, "NaN", 6],
}
MISFITS = {
    "1 2\n3 4": "W₁ is 2×3, and what you pasted is 2×2. Nothing has changed.",
    "1\tx\t3\n4\t5\t6": "“x” in what you pasted is not a number. Nothing has changed.",
}


def paste(page: Page, text: str) -> None:
    """As the keys do it: an event with the text, at what has the focus."""
    page.evaluate(
        """text => {
            const clipboardData = new DataTransfer();
            clipboardData.setData('text/plain', text);
            const options = { clipboardData, bubbles: true, cancelable: true };
            document.activeElement.dispatchEvent(new ClipboardEvent('paste', options));
        }""",
        text,
    )


def test_a_matrix_that_is_pasted_fills_the_tensor_as_one_edit(page: Page) -> None:
    page.goto("/?preset=course&lang=en&step=2&cell=l1.W,0,0")
    field = page.locator(".change input.entry")
    expect(field).to_have_value("−0.7")
    expect(page).to_have_url(re.compile("checkpoint="))
    before = page.evaluate("new URLSearchParams(location.search).get('checkpoint')")

    def weights() -> Any:
        name = page.evaluate("new URLSearchParams(location.search).get('checkpoint')")
        return page.request.get(f"/api/v1/checkpoints/{name}/tensors/l1.W").json()["data"]

    for text, said in MISFITS.items():
        field.focus()
        paste(page, text)
        expect(page.locator(".change .entry-note")).to_have_text(said)
    paste(page, "1 2\n3 4\n5 6")
    page.get_by_role("button", name="Paste its transpose").click()
    expect(field).to_have_value("1")
    assert weights() == [1, 3, 5, 2, 4, 6]
    for text, numbers in PASTED.items():
        page.locator(".cell.target").first.focus()
        paste(page, text)
        expect(page.locator(".touch .entry-note")).to_contain_text("6 numbers are now in W₁")
        assert weights() == numbers
        page.keyboard.press("Escape")
    for _ in range(3):
        page.keyboard.press("Control+z")
    expect(page).to_have_url(re.compile(re.escape(before)))
