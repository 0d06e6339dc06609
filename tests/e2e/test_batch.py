"""The batch made visible: one row followed, gradients sample by sample, size and order."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.test_page import open_at, stepped_to, trace_of

pytestmark = pytest.mark.long


def follow(page: Page, sample: int) -> None:
    page.get_by_role("button", name=f"Follow row {sample} of the batch").last.click()


def followed(page: Page, address: str) -> list[str]:
    """The cells of a tensor that do not step back."""
    cells = page.locator(f'[data-tensor="{address}"] .cell:not(.other)')
    return cells.evaluate_all("cells => cells.map(cell => cell.dataset.at)")


def test_one_row_is_followed_through_all_lanes(page: Page) -> None:
    open_at(page, "preset=course&step=13&lang=en")
    follow(page, 2)
    for address, width in [("data.x", 2), ("l1.y", 3), ("l3.y", 1), ("l3.dy", 1), ("data.dx", 2)]:
        assert followed(page, address) == [f"2,{k}" for k in range(width)], address
    assert len(followed(page, "l1.W")) == 6 and len(followed(page, "l2.dW")) == 9
    page.keyboard.press("Home")
    assert followed(page, "data.target") == ["2,0"]
    page.get_by_role("button", name="none", exact=True).click()
    expect(page.locator(".cell.other")).to_have_count(0)


def test_a_gradient_is_told_sample_by_sample_and_adds_up(page: Page) -> None:
    trace = open_at(page, "preset=course&step=5&lang=en&cell=l3.dW,1,0")
    rows = page.locator(".parts tbody tr")
    expect(rows).to_have_count(4)
    parts = [float(rows.nth(n).locator("td").first.get_attribute("title") or "") for n in range(4)]
    api = page.request
    for n, part in enumerate(parts):
        url = f"/api/v1/checkpoints/{trace['checkpoint']}/tensors/l3.dW?sample={n}"
        assert part == api.get(url).json()["data"][1]
    assert sum(parts) == pytest.approx(trace["tensors"]["l3.dW"]["data"][1])
    alone = [float(rows.nth(n).locator("td").nth(1).get_attribute("title") or "") for n in range(4)]
    assert sum(alone) / 4 == pytest.approx(sum(parts))


def test_a_sum_in_place_of_the_mean_makes_the_gradient_larger(page: Page) -> None:
    before = open_at(page, "preset=course&step=5&lang=en&cell=l3.dW,1,0")
    page.locator(".parts-row").get_by_role("button", name="sum").click()
    expect(page.locator(".parts .note")).to_contain_text("E is a sum over 4 samples")
    stepped_to(page, 5)
    after = trace_of(page)["tensors"]["l3.dW"]["data"]
    assert after == pytest.approx([4 * value for value in before["tensors"]["l3.dW"]["data"]])


def test_what_is_no_gradient_of_a_parameter_has_no_parts(page: Page) -> None:
    open_at(page, "preset=course&step=4&lang=en")
    expect(page.locator(".parts")).to_be_hidden()


def test_size_and_order_of_the_batch_can_be_changed(page: Page) -> None:
    open_at(page, "preset=course&step=1&lang=en")
    follow(page, 3)
    size = page.get_by_label("Samples per batch")
    size.fill("3")
    size.press("Enter")
    expect(page.locator(".batch header")).to_contain_text(re.compile("samples 0, 1, 2$"))
    stepped_to(page, 1)
    assert len(trace_of(page)["batch"]["indices"]) == 3
    expect(page.locator(".cell.other")).to_have_count(0)
    page.get_by_role("button", name="shuffled").click()
    expect(page.get_by_role("button", name="shuffled")).to_have_attribute("aria-pressed", "true")
    indices = trace_of(page)["batch"]["indices"]
    expect(page.locator(".batch header")).to_contain_text(", ".join(map(str, indices)))
    page.keyboard.press("Control+z")
    expect(page.locator(".batch header")).to_contain_text("samples 0, 1, 2")


def test_a_wrong_size_says_what_is_allowed(page: Page) -> None:
    before = open_at(page, "preset=course&lang=es")["checkpoint"]
    size = page.get_by_label("Ejemplos por lote")
    size.fill("2,5")
    size.press("Enter")
    expect(page.locator(".batch .entry-note")).to_contain_text("1 o más")
    expect(size).to_have_value("2,5")
    assert trace_of(page)["checkpoint"] == before


@pytest.mark.parametrize(
    ("language", "why", "own"),
    [
        ("en", "Layer 2 looks at all samples of the batch together", "on its own"),
        ("es", "La capa 2 mira juntos todos los ejemplos del lote", "por sí solo"),
    ],
)
def test_where_samples_meet_in_a_layer_none_has_a_gradient_of_its_own(
    page: Page, language: str, why: str, own: str
) -> None:
    open_at(page, f"preset=convolution&step=13&lang={language}&cell=l5.dW,0,0")
    expect(page.locator(".parts .note")).to_contain_text(why)
    expect(page.locator(".parts thead th")).to_have_count(2)
    expect(page.locator(".parts thead")).not_to_contain_text(own)
