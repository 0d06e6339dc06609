"""What a step says of its letters and of memory; formulas that keep to their column."""

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.test_page import open_at, stepped_to

pytestmark = pytest.mark.long

HEADS = """async (trace) => {
  const { table } = await import('/static/js/lib/terms.js');
  const { decided } = await import('/static/js/lib/expr.js');
  const found = [];
  for (const step of trace.steps) {
    const at = trace.tensors[step.writes].shape.map((length) => length - 1).join();
    const url = `/api/v1/checkpoints/${trace.checkpoint}/explain/${step.writes}?at=${at}`;
    const { expr } = await (await fetch(url)).json();
    const parts = table(decided(expr), (address) => 'T', step.letters);
    for (const letter of parts?.over.split(',').filter(Boolean) ?? []) {
      const known = step.legend.some(({ symbol }) => symbol === letter);
      if (!known) found.push(`${step.writes}: ${letter}`);
    }
  }
  return found;
}"""


@pytest.mark.parametrize("preset", ["course", "classifier", "convolution", "spiral"])
def test_a_table_has_the_letters_that_the_legend_explains(page: Page, preset: str) -> None:
    trace = open_at(page, f"preset={preset}&step=1&lang=en")
    assert page.evaluate(HEADS, trace) == []


@pytest.mark.parametrize(
    ("language", "words", "stores"),
    [
        ("en", ["sample 0…3", "output 0…2", "input 0…1"], ["Stores", "for ∂E/∂W₁"]),
        ("es", ["ejemplo 0…3", "salida 0…2", "entrada 0…1"], ["Almacena", "para ∂E/∂W₁"]),
    ],
)
def test_a_step_explains_its_letters_and_says_what_it_stores(
    page: Page, language: str, words: list[str], stores: list[str]
) -> None:
    open_at(page, f"preset=course&step=0&lang={language}")
    expect(page.locator(".letters dt")).to_have_text(["n", "j", "k", ":"])
    for word in words:
        expect(page.locator(".letters")).to_contain_text(word)
    for word in stores:
        expect(page.locator(".io")).to_contain_text(word)
    expect(page.locator(".io .chip.store")).to_contain_text("x₁")
    page.keyboard.press("ArrowRight")
    stepped_to(page, 1)
    said = {"en": "and stores x₂ for ∂E/∂W₂.", "es": "y almacena x₂ para ∂E/∂W₂."}[language]
    expect(page.locator(".say").first).to_contain_text(said)
    expect(page.locator(".announcer")).to_contain_text(said)


@pytest.mark.parametrize("width", [1440, 1024])
def test_a_formula_keeps_to_its_column_and_breaks_between_terms(page: Page, width: int) -> None:
    """Batch norm's and convolution's are the widest."""
    page.set_viewport_size({"width": width, "height": 900})
    trace = open_at(page, "preset=convolution&step=0&lang=es")
    for step in trace["steps"]:
        if step["writes"] not in ("l1.patches", "l2.z", "l1.dy", "l1.dW", "data.dx"):
            continue
        open_at(page, f"preset=convolution&step={step['index']}&lang=es")
        if width < 1200:
            page.get_by_role("button", name="Este paso").click()
        expect(page.locator(".f .lines").last).to_be_visible()
        cut = "all => all.filter(dd => dd.scrollWidth > dd.clientWidth + 1).length"
        assert page.locator(".f dd").evaluate_all(cut) == 0, step["writes"]
