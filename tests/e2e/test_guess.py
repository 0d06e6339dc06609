"""Guess first: what was just written stays hidden until it is guessed, and slips are named."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.e2e.test_page import open_at
from tests.e2e.test_standing import Held

pytestmark = pytest.mark.long

SIZES = [(1440, 900), (1024, 768), (390, 844)]
TOLD, GUESS = ".told", ".guess-row .entry"


def at_step(page: Page, index: int) -> None:
    expect(page.locator(".tick.now")).to_have_attribute("data-step", str(index))


def guess(page: Page, text: str) -> None:
    page.locator(GUESS).fill(text)
    page.keyboard.press("Enter")


def hidden_at(page: Page, query: str) -> dict[str, list[float]]:
    """The page before a step that is then taken, so that it is to be guessed. Gives the numbers."""
    tensors = open_at(page, query)["tensors"]
    page.get_by_role("button", name="Guess first").click()
    page.keyboard.press("ArrowRight")
    expect(page.locator(GUESS)).to_be_visible()
    return {address: tensor["data"] for address, tensor in tensors.items()}


def asked(page: Page, address: str) -> list[str]:
    return page.locator(f'[data-tensor="{address}"] .cell').all_inner_texts()


def test_the_new_tensor_is_hidden_everywhere_until_the_guess_is_right(page: Page) -> None:
    numbers = hidden_at(page, "preset=course&step=4&lang=en&pin=l3.dW,0,0")["l3.dW"]
    assert asked(page, "l3.dW") == ["?"] * 3
    stage = page.locator(".stage, .inspector, .pins")
    assert all(
        repr(number) not in stage.nth(k).evaluate("e => e.outerHTML")
        for number in numbers
        for k in range(stage.count())
    )
    expect(page.locator(".pinned b")).to_have_text("?")
    expect(page.locator("h3", has_text="This number")).to_have_count(0)
    page.keyboard.press("ArrowRight")
    at_step(page, 5)
    expect(page.locator(GUESS)).to_be_focused()
    guess(page, f"{numbers[0]:.2f}".replace(".", ","))
    expect(page.locator(".right")).to_contain_text("∂E/∂W₃[0,0]")
    assert "?" not in asked(page, "l3.dW")
    page.keyboard.press("ArrowRight")
    at_step(page, 6)
    assert asked(page, "l3.db") == ["?"]


def test_digits_typed_on_the_stage_are_the_guess(page: Page) -> None:
    numbers = hidden_at(page, "preset=course&step=5&lang=en")["l3.db"]
    page.keyboard.type(f"{numbers[0]:.2f}")
    expect(page.locator(GUESS)).to_have_value(f"{numbers[0]:.2f}")
    at_step(page, 6)
    page.keyboard.press("Enter")
    expect(page.locator(".right")).to_contain_text("∂E/∂b₃[0]")
    page.keyboard.press("1")
    at_step(page, 2)


def test_another_cell_can_be_chosen_and_the_tensor_can_be_shown(page: Page) -> None:
    hidden_at(page, "preset=course&step=4&lang=en")
    page.locator('[data-tensor="l3.dW"] .cell').nth(2).click()
    expect(page.locator(".guessing h3")).to_have_text("∂E/∂W₃[2,0] = ?")
    assert asked(page, "l3.dW") == ["?"] * 3
    expect(page.locator(".stage .band")).to_have_count(0)
    page.get_by_role("button", name="Mark what it takes").click()
    expect(page.locator(".stage .band").first).to_be_visible()
    page.get_by_role("button", name="Show it").click()
    assert "?" not in asked(page, "l3.dW")
    expect(page.locator("h3", has_text="This number")).to_be_visible()


def test_slips_are_named_and_not_the_answer(page: Page) -> None:
    numbers = hidden_at(page, "preset=course&step=4&lang=en")
    value = numbers["l3.dW"][0]
    product = numbers["l2.y"][0] * numbers["l3.dy"][0]
    for text, told in [
        (f"{product:.3f}", "sample 0 alone"),
        (f"{-value:.3f}", "sign"),
        (f"{4 * value:.3f}", "4 times"),
        (f"{numbers['l3.dW'][2]:.3f}", "another cell"),
        ("123", "No usual slip"),
        ("a lot", "This is not a number"),
    ]:
        guess(page, text)
        expect(page.locator(TOLD)).to_contain_text(told)
        assert f"{value:.2f}".strip("-") not in page.locator(TOLD).inner_text()
    assert asked(page, "l3.dW") == ["?"] * 3


def test_a_verdict_that_comes_late_is_not_told_of_another_cell(page: Page) -> None:
    hidden_at(page, "preset=course&step=4&lang=en")
    held = Held(page, re.compile("/slips/"))
    with page.expect_request(held.url):
        guess(page, "123")
    page.locator('[data-tensor="l3.dW"] .cell').nth(2).click()
    expect(page.locator(".guessing h3")).to_have_text("∂E/∂W₃[2,0] = ?")
    held.let_go()
    expect(page.locator(".guessing")).not_to_contain_text("No usual slip")


def test_a_missing_factor_of_the_error_is_named(page: Page) -> None:
    numbers = hidden_at(page, "preset=course&step=3&lang=en")
    guess(page, f"{numbers['l3.y'][1] - numbers['data.target'][1]:.3f}")
    expect(page.locator(TOLD)).to_contain_text("A factor is missing: 2 / N")


def test_the_error_is_hidden_in_the_transport_too(page: Page) -> None:
    error = hidden_at(page, "preset=course&step=2&lang=en")["loss.E"][0]
    expect(page.locator(".readout.err b")).to_have_text("—")
    expect(page.locator(".readout-e b")).to_have_text("?")
    guess(page, f"{error:.2f}")
    expect(page.locator(".readout.err b")).to_have_text(f"{error:.3f}")


def test_playing_stops_where_it_is_the_readers_turn(page: Page) -> None:
    open_at(page, "preset=course&lang=es")
    page.keyboard.press("g")
    page.keyboard.press("Space")
    expect(page.locator(GUESS)).to_be_visible()
    at_step(page, 0)
    expect(page.get_by_role("button", name="Reproducir")).to_be_visible()
    page.keyboard.press("g")
    assert "?" not in asked(page, "l1.y")


@pytest.mark.parametrize("preset", ["convolution"])
def test_a_large_tensor_is_hidden_as_a_whole(page: Page, preset: str) -> None:
    hidden_at(page, f"preset={preset}&step=-1&lang=en")
    page.get_by_role("button", name="Show it").click()
    expect(page.locator(GUESS)).to_be_hidden()


@pytest.mark.parametrize("size", SIZES)
def test_the_turn_to_guess_leaves_the_stage_in_view_and_clips_nothing(
    page: Page, size: tuple[int, int]
) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})
    open_at(page, "preset=course&step=4&lang=es&pin=l3.dW,0,0")
    page.get_by_role("button", name="Adivinar primero").click()
    page.keyboard.press("ArrowRight")
    guess(page, "12,5")
    expect(page.locator(TOLD)).to_contain_text("Ningún descuido")
    panel = page.locator(".guessing")
    assert panel.evaluate("e => e.scrollWidth <= e.clientWidth")
    field = page.locator(GUESS).bounding_box()
    assert field and field["x"] >= 0 and field["y"] + field["height"] <= size[1]
    page.wait_for_function(
        """() => {
          const cell = document.querySelector('[data-tensor="l3.dW"] .cell');
          const { left, top } = cell.getBoundingClientRect();
          const there = document.elementFromPoint(left + 5, top + 5);
          return there?.closest('[data-tensor]')?.dataset.tensor === 'l3.dW';
        }"""
    )


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_wrong_with_guessing_and_following(page: Page, scheme: str) -> None:
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    open_at(page, "preset=course&step=5&lang=en&cell=l3.dW,1,0&pin=l3.W,0,0&pin=l1.dW,0,0")
    page.get_by_role("button", name="Follow row 2 of the batch").last.click()
    page.locator('[data-tensor="l3.W"] .cell').first.click()
    expect(page.locator(".change")).to_be_visible()
    assert not problems(page)
    page.locator('[data-tensor="l3.W"] .cell').first.click()
    guess_field = page.locator(".touch .entry")
    guess_field.fill("x")
    page.keyboard.press("Enter")
    assert not problems(page)
    page.keyboard.press("Escape")
    page.keyboard.press("g")
    page.get_by_role("button", name="One step forward").click()
    guess(page, "77")
    expect(page.locator(TOLD)).to_be_visible()
    assert not problems(page)


def problems(page: Page) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [f"{problem['id']}: {problem['nodes'][0]['html'][:200]}" for problem in found]
