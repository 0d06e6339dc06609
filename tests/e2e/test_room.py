"""Everything keeps to its room at every width, and is heard in the order in which it is seen."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.test_stage import LANGUAGES, TWO_FRAMES, open_at, open_network

pytestmark = pytest.mark.long

# What leaves its room: names of what flows between blocks that reach into one (the word for old
# counts too, though no range of text holds it), formulas wider than their block, a legend or a
# control beyond its bar.
OUTSIDE = """() => {
  const box = (node) => node.getBoundingClientRect();
  const frames = [...document.querySelectorAll('.board .frame')].map(box);
  const faults = [];
  for (const name of document.querySelectorAll('.board .wire figcaption')) {
    const { left, right } = box(name), air = parseFloat(getComputedStyle(name).paddingLeft);
    for (const frame of frames)
      if (Math.min(right - air, frame.right) - Math.max(left + air, frame.left) > 1)
        faults.push(`${name.textContent} reaches into a block`);
  }
  for (const card of document.querySelectorAll('.board .card')) {
    const { left, right } = box(card), middle = (left + right) / 2;
    if (left === right) continue;  // given up, so that the blocks fit side by side
    const mine = frames.find((frame) => frame.left < middle && middle < frame.right);
    if (!mine || left < mine.left || right > mine.right)
      faults.push(`${card.textContent} leaves its block`);
  }
  for (const [bar, part] of [['.stage-bar', '.legend'], ['.transport', '.controls > *']]) {
    const room = box(document.querySelector(bar));
    for (const node of document.querySelectorAll(part))
      if (box(node).width > 1 && box(node).right > room.right)
        faults.push(`${node.textContent} leaves its bar`);
  }
  return faults;
}"""

POOLING: dict[str, Any] = {
    "network": {
        "layers": [
            {"kind": "conv2d", "filters": 2, "size": 2},
            {"kind": "max_pool", "size": 2},
            {"kind": "flatten"},
            {"kind": "linear", "units": 2},
        ],
        "loss": {"kind": "softmax_cross_entropy"},
    },
    "data": {"x": [[[[(3 * i + j) % 4 / 2 for j in range(5)] for i in range(5)]]], "target": [1]},
}


def widths(page: Page, sizes: tuple[tuple[int, int], ...]) -> list[str]:
    faults = []
    for width, height in sizes:
        page.set_viewport_size({"width": width, "height": height})
        page.evaluate(TWO_FRAMES)
        faults += [f"{width}: {fault}" for fault in page.evaluate(OUTSIDE)]
    return faults


@pytest.mark.parametrize("language", [pytest.param("en", marks=pytest.mark.long), "es"])
@pytest.mark.parametrize("preset", ["course", pytest.param("mazur", marks=pytest.mark.long)])
def test_names_legend_and_controls_keep_to_their_room(
    page: Page, preset: str, language: str
) -> None:
    open_at(page, f"preset={preset}&step=999")  # at the end most names say: old
    page.get_by_role("button", name=LANGUAGES[language.upper()]).click()
    expect(page.locator("html")).to_have_attribute("lang", language)
    sizes = ((1440, 900), (1361, 800), (1280, 800), (1024, 768), (800, 600))
    assert not (faults := widths(page, sizes)), "\n".join(faults)


@pytest.mark.parametrize("lang", ("en", "es"))
def test_the_sizes_of_a_network_stand_by_its_name_on_a_tablet_too(page: Page, lang: str) -> None:
    page.set_viewport_size({"width": 1000, "height": 700})
    open_at(page, f"preset=course&step=3&lang={lang}")
    whole = "(part) => part.scrollWidth <= part.clientWidth && part.clientWidth > 40"
    for width in (1000, 900, 880, 761):
        page.set_viewport_size({"width": width, "height": 700})
        page.evaluate(TWO_FRAMES)
        for part in (page.locator(".network .sizes"), page.locator(".network b").first):
            assert part.evaluate(whole), width
            expect(part).to_be_in_viewport(ratio=1)


def test_a_formula_wider_than_its_block_fades_out_inside_it(page: Page) -> None:
    own = "sqrt(1 + x^2 + x^4 + x^6 + x^8 + x^10 + x^12 + x^14 + x^16)"  # one root is one line
    layers = [{"kind": "function", "expression": own}, *POOLING["network"]["layers"]]
    open_network(page, POOLING | {"network": POOLING["network"] | {"layers": layers}}, step=999)
    assert not (faults := widths(page, ((1440, 900), (1280, 800)))), "\n".join(faults)
    expect(page.locator(".card.cut").first).to_be_visible()


LABELS = """() => {
  const box = (node) => node.getBoundingClientRect();
  const frames = [...document.querySelectorAll('.board .frame')].map(box);
  const faults = [];
  for (const label of document.querySelectorAll('.board .sum span')) {
    const range = document.createRange();
    range.selectNodeContents(label);
    const { left, right } = range.getBoundingClientRect(), wire = label.closest('.wire');
    const mine = frames.find((frame) => frame.left < left + 1 && right - 1 < frame.right);
    const other = frames.find((frame) => frame.left < right - 1 && left + 1 < frame.right);
    if (wire ? other : !mine) faults.push(`${label.textContent} leaves its tile`);
  }
  return faults;
}"""


@pytest.mark.parametrize("preset", ["spiral", "convolution"])
def test_the_ends_of_a_scale_stay_with_their_tile(page: Page, preset: str) -> None:
    open_at(page, f"preset={preset}&step=999")
    expect(page.locator(".sum div span").first).to_be_attached()
    for width, height in ((1440, 900), (1280, 800), (1024, 768)):
        page.set_viewport_size({"width": width, "height": height})
        page.evaluate(TWO_FRAMES)
        faults = page.evaluate(LABELS)
        assert not faults, (width, faults)


def test_the_error_stays_in_sight_while_the_page_reconnects(page: Page, watch: Any) -> None:
    watch.expect("net::ERR_")
    open_at(page, "preset=course&step=13&lang=en")
    page.context.set_offline(True)
    page.keyboard.press("n")
    expect(page.locator(".reconnecting")).to_be_visible()
    faults = widths(page, ((1440, 900), (1280, 800), (1024, 768)))
    page.context.set_offline(False)
    assert not faults, "\n".join(faults)


def test_the_tab_key_goes_through_the_board_from_left_to_right(page: Page) -> None:
    open_at(page, "preset=course&step=19")
    columns = page.evaluate(
        """() => [...document.querySelectorAll('.board [tabindex="0"], .board .swap')].map((stop) =>
             Number(getComputedStyle(stop.closest('.board > *')).gridColumnStart))"""
    )
    assert columns == sorted(columns) and len(set(columns)) == 8


def test_the_column_that_slides_over_the_stage_is_closed_by_its_button(page: Page) -> None:
    page.set_viewport_size({"width": 1024, "height": 768})
    open_at(page, "preset=course&step=8")
    for opener in ('[data-go="sheet"]', '[data-tool="build"]'):
        page.locator(opener).click()
        expect(page.locator(".inspector")).to_be_in_viewport()
        page.locator(".close-sheet").click()
        expect(page.locator(".inspector")).not_to_be_visible()


def test_formulas_are_tab_stops_only_where_they_scroll(page: Page) -> None:
    open_at(page, "preset=course&step=8")
    expect(page.locator(".bead").first).to_be_visible()
    page.evaluate(TWO_FRAMES)
    assert page.locator(".f [tabindex='0'], .chain[tabindex='0']").count() == 0
    product = "*".join(f"{name}(x)" for name in ("sin", "cos", "tanh", "sigmoid", "exp", "tan"))
    layers = [{"kind": "function", "expression": product}]  # a product is never broken
    network = {"layers": layers, "loss": {"kind": "squared_error"}}
    body = {"network": network, "data": {"x": [[0.5]], "target": [[0.0]]}}
    made = page.request.post("/api/v1/checkpoints", data=body).json()
    open_at(page, f"checkpoint={made['id']}&step=0")
    expect(page.locator(".f [tabindex='0']")).not_to_have_count(0)
    page.wait_for_function(
        """() => { const wider = [...document.querySelectorAll('.f *')].filter((part) =>
             getComputedStyle(part).overflowX === 'auto' && part.scrollWidth > part.clientWidth);
           const stops = document.querySelectorAll(".f [tabindex='0']");
           return wider.length && wider.length === stops.length
             && wider.every((part) => part.getAttribute('tabindex') === '0'); }"""
    )


def test_the_way_back_before_the_first_step_is_announced(page: Page) -> None:
    open_at(page, "preset=course&step=-1")
    live = page.locator("[aria-live=polite]")
    expect(live).to_be_empty()  # a page that opens has its title
    page.keyboard.press("ArrowRight")
    expect(live).to_contain_text("Step 1 of 20")
    page.keyboard.press("Home")
    expect(live).to_contain_text("Before the first step")


def test_a_cell_without_a_number_stays_hatched_when_it_is_old(page: Page) -> None:
    network = {"layers": [{"kind": "linear", "units": 1}], "loss": {"kind": "squared_error"}}
    data = {"x": [["NaN"], [1.0]], "target": [[0.0], [0.0]]}
    open_network(page, {"network": network, "data": data}, step=999)
    cell = page.locator('figure[data-tensor="l1.y"][data-look="old"] .cell.nan')
    assert "repeating-linear-gradient" in cell.evaluate("cell => getComputedStyle(cell).background")
