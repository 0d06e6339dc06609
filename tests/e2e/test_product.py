"""The product of matrices, or their sum, in the inspector: the numbers that meet."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.test_lesson import says, trace_of
from tests.e2e.test_page import stepped_to

CELLS = """all => all.map(m => [m.dataset.product, [...m.querySelectorAll('span')].map(
  (s) => s.textContent)])"""

# How far the product that is drawn with a step's words goes beyond its column.
WIDE = """() => {
  const product = document.querySelector('.in-numbers:not([hidden]) .product');
  return product && product.scrollWidth - product.clientWidth;
}"""


def opened(page: Page, query: str) -> dict[str, Any]:
    page.goto(f"/?{query}&lang=en")
    expect(page.locator(".f").first).to_be_visible()
    expect(page).to_have_url(re.compile("checkpoint="))
    return trace_of(page)


def test_the_product_shows_the_numbers_and_follows_the_cell_that_is_asked_for(page: Page) -> None:
    trace = opened(page, "preset=course&step=5")
    matrices = page.locator(".product .brackets")
    expect(matrices).to_have_count(3)
    shown = dict(matrices.evaluate_all(CELLS))
    assert list(shown) == ["l2.y", "l3.dy", "l3.dW"]
    for address, texts in shown.items():
        data, shape = trace["tensors"][address]["data"], trace["tensors"][address]["shape"]
        if address == "l2.y":  # transposed: x₃ᵀ
            data = [data[n * shape[1] + k] for k in range(shape[1]) for n in range(shape[0])]
        assert all(map(says, texts, data)), address
    expect(page.locator(".product .met")).to_have_text(shown["l3.dW"][0])
    page.locator('[data-tensor="l3.dW"] .cell').nth(2).click()
    expect(page.locator(".product .met")).to_have_text(shown["l3.dW"][2])
    page.locator('[data-product="l3.dW"] span').nth(1).click()
    expect(page.locator('[data-tensor="l3.dW"] .cell.target')).to_have_text(shown["l3.dW"][1])
    expect(page.locator(".f .shapes")).to_be_hidden()


def test_a_sum_shows_the_same_cell_in_each_part_and_in_what_they_give(page: Page) -> None:
    trace = opened(page, "preset=residual&step=16")
    matrices = page.locator(".product .brackets")
    expect(matrices).to_have_count(3)
    shown = dict(matrices.evaluate_all(CELLS))
    assert list(shown) == ["l1.dy@l4.other", "l1.dy@l2.x", "l1.dy"]
    for address, texts in shown.items():
        assert all(map(says, texts, trace["tensors"][address]["data"])), address
    page.locator('[data-product="l1.dy"] span').nth(5).click()
    expect(page.locator(".product .met")).to_have_text([texts[5] for texts in shown.values()])
    expect(page.locator(".f .shapes")).to_be_hidden()


@pytest.mark.long
@pytest.mark.parametrize("width", [1280, 1440])
@pytest.mark.parametrize("preset", ["course", "spiral", "digits", "residual"])
def test_no_product_is_wider_than_its_column(page: Page, preset: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    trace = opened(page, f"preset={preset}&step=0")
    products = 0
    for step in trace["steps"]:
        stepped_to(page, step["index"])
        wide = page.evaluate(WIDE)
        assert wide is None or wide <= 0, step["writes"]
        products += wide is not None
        page.keyboard.press("ArrowRight")
    assert products >= 2


def test_what_is_to_be_guessed_is_not_given_away_and_large_ones_keep_their_shapes(
    page: Page,
) -> None:
    opened(page, "preset=digits&step=0")
    expect(page.locator(".product .out").first).to_be_visible()
    expect(page.locator(".f .shapes")).to_be_visible()
    page.goto("/?preset=course&step=-1&lang=en")
    expect(page.locator(".tick").first).to_be_visible()
    page.keyboard.press("g")
    page.keyboard.press("ArrowRight")
    expect(page.locator(".guessing input")).to_be_visible()
    expect(page.locator(".in-numbers")).to_be_hidden()


def test_steps_that_follow_within_one_frame_leave_the_formulas_of_the_last(page: Page) -> None:
    page.goto("/?preset=course&step=0&lang=en")
    expect(page.locator(".f dd math").first).to_be_visible()
    for key, name in (("ArrowRight", "∂E/∂x₁"), ("ArrowLeft", "y₁")):
        page.evaluate(
            "async key => { for (let k = 0; k < 13; k += 1) {"
            " document.body.dispatchEvent(new KeyboardEvent('keydown', {key, bubbles: true}));"
            " for (let turn = 0; turn < 9; turn += 1) await null; } }",
            key,
        )
        expect(page.locator(".step-name")).to_have_text(name)
        expect(page.locator(".f dd math").first).to_be_visible()
