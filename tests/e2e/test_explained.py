"""The explanation of a number has the cases, the values and the fractions of its formula."""

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.test_stage import open_at

DY = "preset=classifier&step=6&cell=l4.dy"


@pytest.mark.parametrize("cell, taken", [("4,1", "≠ 0"), ("4,0", "= 0")])
def test_a_case_reads_as_in_the_formula_whether_taken_or_not(
    page: Page, cell: str, taken: str
) -> None:
    open_at(page, f"{DY},{cell}")
    branches = page.locator(".number-panel .branch")
    expect(branches).to_have_count(3)
    formula = page.locator(".f")
    expect(formula).to_contain_text("≠")
    assert "|" not in formula.inner_text()
    expect(page.locator(".number-panel .branch.taken .when")).to_have_text(taken)
    expect(branches.nth(0)).to_contain_text(taken.replace(" ", ""))
    expect(branches.nth(1).locator(".when")).to_have_text("≠ 0")
    expect(branches.nth(2).locator(".when")).to_have_text("= 0")
    assert "|" not in branches.nth(0).inner_text()
    expect(branches.nth(2).locator(".bare")).to_have_text("0")
    expect(branches.nth(2).locator(".num")).to_have_count(0)


def test_a_fraction_of_a_fraction_has_one_bar_and_sums_have_braces(page: Page) -> None:
    open_at(page, f"{DY},4,1")
    bars = page.locator(".number-panel .branch.taken .over > i")
    expect(bars).to_have_count(1)
    assert bars.bounding_box() is not None
    bar = page.locator(".number-panel .branch.taken .over")
    above, line, below = (part.bounding_box() for part in bar.locator("> *").all())
    assert above and line and below
    assert above["y"] + above["height"] <= line["y"] <= below["y"]
    assert line["width"] >= max(above["width"], below["width"]) - 1
    lines = page.locator(".number-panel .part > small")
    assert lines.first.evaluate("node => getComputedStyle(node).borderTopWidth") == "0px"
