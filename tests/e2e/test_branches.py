"""Networks that branch in a real browser: arcs, parts and sums, paths, mirrors, folded layers."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.long


def test_a_value_used_twice_has_an_arc_each_way_and_its_gradient_is_a_sum_of_parts(
    page: Page,
) -> None:
    page.goto("/?preset=residual&step=10&lang=en")
    expect(page.locator("[data-arc]")).to_have_count(2)
    there, home = page.locator("[data-arc]").all()
    expect(there).to_have_attribute("data-phase", "forward")
    expect(home).to_have_attribute("data-phase", "ghost")
    page.keyboard.press("ArrowRight")
    expect(page.locator(".step-name")).to_have_text("∂E/∂other₄")
    expect(page.locator("[data-arc]").last).to_have_attribute("data-phase", "backward")
    parts = page.locator(".addends figure")
    expect(parts).to_have_count(2)
    assert parts.locator("figcaption").all_inner_texts() == ["Layer 2", "Layer 4"]
    for _ in range(5):
        page.keyboard.press("ArrowRight")
    expect(page.locator(".step-name")).to_have_text("∂E/∂y₁")
    rows = page.locator(".chain .row")
    expect(rows).to_have_count(3)
    expect(page.locator(".chain-panel .middle")).to_have_text("2 paths, and their products add up")
    labels = [
        tile.get_attribute("aria-label") for tile in page.locator("[aria-label*='used by']").all()
    ]
    assert any("used by Layer 2 and Layer 4" in (label or "") for label in labels), labels
    page.locator(".addends figcaption").first.hover()
    expect(page.locator(".arc.lit")).to_have_count(2)


def test_a_shared_weight_has_a_mirror_that_leads_to_its_owner(page: Page) -> None:
    page.goto("/?preset=recurrent&step=6&lang=es")
    page.locator("[data-opens]").last.click()
    mirrors = page.locator(".mirror")
    expect(mirrors.first).to_be_attached()
    owner = mirrors.first.get_attribute("data-source")
    mirrors.first.click()
    expect(page.locator(f"figure[data-tensor='{owner}']")).to_be_in_viewport()
    expect(page.locator(".number-panel")).to_contain_text("W")


def test_layers_of_one_group_are_one_block_until_they_are_unfolded(page: Page) -> None:
    page.goto("/?preset=transformer&step=10&lang=en")
    folded = page.locator(".frame.folded")
    expect(folded).to_have_count(2)
    expect(page.locator(".inside .now")).to_have_text("Attention")
    blocks = page.locator(".frame").count()
    name = page.locator(".step-name").inner_text()
    page.locator("[data-opens]").first.click()
    expect(folded).to_have_count(1)
    expect(page.locator(".frame")).to_have_count(blocks + 6)
    expect(page.locator(".step-name")).to_have_text(name)
    page.locator(".bracket").click()
    expect(folded).to_have_count(2)


@pytest.mark.parametrize("preset", ["residual", "attention", "transformer", "recurrent"])
def test_a_network_that_branches_is_walked_there_and_back(page: Page, preset: str) -> None:
    page.goto(f"/?preset={preset}&step=0&lang=es")
    expect(page.locator(".tick.now")).to_be_attached()
    last = page.locator(".tick").count() - 1
    for step in range(last):
        expect(page.locator(f".tick.now[data-step='{step}']")).to_be_attached()
        page.keyboard.press("ArrowRight")
    expect(page.locator(f".tick.now[data-step='{last}']")).to_be_attached()
    expect(page.locator("[data-arc][data-phase='ghost']")).to_have_count(0)
    found = Axe().run(page).response["violations"]
    assert not found, [(one["id"], one["nodes"][0]["html"][:200]) for one in found]
