"""What does not learn is marked, explained and changeable, with keys and for screen readers too."""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.e2e.test_stage import open_at

Json = dict[str, Any]
DB3 = 8  # Mazur's step that computes ∂E/∂b₃, which no update uses


def nodes(page: Page) -> Json:
    id = page.evaluate("new URLSearchParams(location.search).get('checkpoint')")
    found: Json = page.request.get(f"/api/v1/checkpoints/{id}").json()
    return {node["id"]: node["frozen"] for node in found["nodes"]}


@pytest.mark.parametrize(
    "lang, word",
    [pytest.param("en", "frozen", marks=pytest.mark.long), ("es", "congelado")],
)
def test_what_does_not_learn_is_marked_and_explained(page: Page, lang: str, word: str) -> None:
    open_at(page, f"preset=mazur&step={DB3}&lang={lang}")
    page.goto(f"/?preset=mazur&step={DB3}&lang={lang}")
    for address in ("l1.b", "l3.b", "l3.db"):
        expect(page.locator(f'figure[data-tensor="{address}"] .frozen')).to_be_visible()
    expect(page.locator('figure[data-tensor="l3.W"] .frozen')).to_have_count(0)
    grid = page.locator('figure[data-tensor="l3.b"] [role="grid"]')
    assert word in (grid.get_attribute("aria-label") or "")
    expect(page.locator(".frozen-note")).to_contain_text(word)
    expect(page.locator("[aria-live=polite]")).to_contain_text(word)
    assert "b₁, b₃" in (page.locator(".tl-frozen").get_attribute("aria-label") or "")


def test_a_parameter_is_let_go_where_its_gradient_is_explained(page: Page) -> None:
    open_at(page, f"preset=mazur&step={DB3}")
    page.locator('[data-thaw="l3.b"]').click()
    expect(page.locator(".frozen-note")).to_have_count(0)
    expect(page.locator('.tick[aria-label*="b₃"]')).to_have_count(2)  # its gradient, its update
    assert (nodes(page)["l1"], nodes(page)["l3"]) == (["b"], [])
    page.locator(".stage").focus()
    page.keyboard.press("Control+z")
    expect(page.locator(".frozen-note")).to_be_visible()


def test_parameters_and_whole_layers_are_frozen_and_let_go_with_keys(page: Page) -> None:
    page.emulate_media(reduced_motion="reduce")
    open_at(page, f"preset=mazur&step={DB3}")
    page.locator('[data-tool="build"]').click()
    page.locator('[data-key="row0"]').click()
    switches = page.locator(".learning").get_by_role("switch")
    expect(switches).to_have_count(3)
    whole, weights, bias = (
        page.get_by_role("switch", name=name, exact=True) for name in ("The whole layer", "W", "b")
    )
    expect(bias).not_to_be_checked()
    expect(weights).to_be_checked()
    bias.press(" ")
    expect(bias).to_be_checked()
    expect(whole).to_be_checked()
    expect(bias).to_be_focused()
    whole.press(" ")
    expect(weights).not_to_be_checked()
    mark = page.locator('figure[data-tensor="l1.W"] .frozen')
    expect(mark).to_be_visible()
    assert nodes(page)["l1"] == ["W", "b"]
    weights.press(" ")
    expect(weights).to_be_checked()
    expect(mark).to_have_count(0)
    assert nodes(page)["l1"] == ["b"]
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


def test_a_locked_page_explains_and_does_not_offer(page: Page) -> None:
    open_at(page, f"preset=mazur&step={DB3}&lock=1")
    expect(page.locator(".frozen-note")).to_be_visible()
    expect(page.locator("[data-thaw]")).to_have_count(0)
