"""Networks that branch in a real browser: arcs, parts and sums, paths, mirrors, folded layers."""

import re

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


def test_of_a_sum_of_many_parts_some_are_shown_and_all_on_demand(page: Page) -> None:
    reads = [{"kind": "add", "inputs": {"other": "l1"}} for _ in range(5)]
    network = {
        "layers": [{"kind": "linear", "units": 2}, *reads],
        "loss": {"kind": "squared_error"},
    }
    data = {"x": [[1.0, 2.0]], "target": [[0.5, 1.0]]}
    made = page.request.post("/api/v1/checkpoints", data={"network": network, "data": data})
    page.goto(f"/?checkpoint={made.json()['id']}&lang=en")
    parts, pluses = page.locator(".addends figure"), page.locator(".addends > i")
    expect(parts).to_have_count(6)
    assert [part.is_visible() for part in parts.all()] == [True] * 3 + [False] * 3
    assert [plus.is_visible() for plus in pluses.all()] == [True] * 2 + [False] * 3
    more = page.get_by_role("button", name="+ 3 more")
    more.click()
    assert all(part.is_visible() for part in [*parts.all(), *pluses.all()])
    expect(more).to_be_hidden()


def test_a_shared_weight_has_a_mirror_that_leads_to_its_owner(page: Page) -> None:
    page.goto("/?preset=recurrent&step=6&lang=es")
    page.locator("[data-opens]").last.click()
    mirrors = page.locator(".mirror")
    expect(page.locator(".row-f .mirror canvas")).to_have_count(3)
    names = page.locator(".row-b .mirror > span").all_inner_texts()
    assert names == ["∂E/∂W₂⁽¹⁰⁾", "∂E/∂b₂⁽¹⁰⁾", "∂E/∂W₆⁽¹¹⁾"]
    expect(page.locator(".row-b .mirror canvas")).to_have_count(0)  # forward is not over yet
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
    expect(page.locator(".bracket")).to_be_focused()
    page.keyboard.press("Enter")
    expect(folded).to_have_count(2)
    expect(page.locator("[data-opens]").first).to_be_focused()
    unknown = page.locator(".addends .ghost").first
    expect(unknown).to_have_attribute("aria-label", re.compile("from Layer .*, not known yet$"))


@pytest.mark.parametrize("language", ["en", "es"])
def test_folded_layers_stand_on_one_screen_and_unfolded_ones_show_all_their_numbers(
    page: Page, language: str
) -> None:
    page.goto(f"/?preset=transformer&step=50&lang={language}")
    expect(page.locator(".frame.folded")).to_have_count(2)
    hidden = "(() => { const s = document.querySelector('.scroller'); "
    hidden += "return [s.scrollWidth - s.clientWidth, s.scrollHeight - s.clientHeight] })()"
    assert page.evaluate(hidden) == [0, 0]
    for left in (1, 0):
        page.locator("[data-opens]").first.click()
        expect(page.locator(".frame.folded")).to_have_count(left)
    expect(page.locator("figure.tensor.numbers").first).to_be_attached()
    pictures = page.locator("figure.tensor.map").evaluate_all(
        "all => all.map(one => one.dataset.tensor)"
    )
    assert pictures == []


def test_a_sum_is_added_up_before_the_eye_and_stands_at_once_where_motion_is_unwelcome(
    page: Page,
) -> None:
    page.goto("/?preset=residual&step=10&lang=en")
    expect(page.locator(".tick.now[data-step='10']")).to_be_attached()
    page.evaluate(
        "window.begun = []; document.addEventListener("
        "'animationstart', ({animationName}) => window.begun.push(animationName))"
    )
    page.keyboard.press("ArrowRight")  # Layer 4's part goes home by its arc
    page.wait_for_function("() => ['home', 'land'].every((name) => window.begun.includes(name))")
    page.wait_for_function("() => !document.querySelector('.moving')")
    assert not page.evaluate("window.begun.includes('rule')")
    page.locator(".tick[data-step='15']").click()
    page.keyboard.press("ArrowRight")
    expect(page.locator(".step-name")).to_have_text("∂E/∂y₁")
    page.wait_for_function("() => window.begun.includes('rule')")
    page.emulate_media(reduced_motion="reduce")
    lasts = "getComputedStyle(document.querySelector('.addends.adding'), '::after')"
    assert page.evaluate(f"parseFloat({lasts}.animationDuration)") == 0


def test_in_a_window_on_one_block_an_arc_says_where_it_goes_and_the_map_shows_it(
    page: Page,
) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.emulate_media(reduced_motion="reduce")  # it stands where it is read
    page.goto("/?preset=residual&step=16&lang=es")
    expect(page.locator(".step-name")).to_have_text("∂E/∂y₁")
    labels = page.locator(".arcs text")
    expect(labels).to_have_text(
        ["otra₄ · Capa 1", "otra₄ · Capa 4", "∂E/∂otra₄ · Capa 1", "∂E/∂otra₄ · Capa 4"]
    )
    expect(labels.last).to_be_in_viewport(ratio=1)
    expect(page.locator(".blockmap .over path.passed")).to_have_count(1)
    part, sum_ = (
        page.locator(f"figure[data-tensor='{address}']").bounding_box()
        for address in ("l1.dy@l4.other", "l1.dy")
    )
    assert part and sum_
    assert part["x"] + part["width"] <= 390 and sum_["x"] + sum_["width"] <= 390
    page.goto("/?preset=transformer&step=40&lang=es")
    names = ["x", "Capa 1", "Capa 2", "Q · K · V", "MLP", "Capa 15", "Error"]
    expect(page.locator(".blockmap button")).to_have_text(names)
    expect(page.locator(".blockmap [aria-current]")).to_have_text("MLP")


def test_on_a_low_screen_the_board_comes_down_to_what_is_written_below(page: Page) -> None:
    page.set_viewport_size({"width": 900, "height": 600})
    page.goto("/?preset=recurrent&step=16&lang=es")
    expect(page.locator(".tick.now[data-step='16']")).to_be_attached()
    page.keyboard.press("ArrowRight")  # within folded layers, on the way back
    expect(page.locator(".got").last).to_be_in_viewport(ratio=1)
    page.goto("/?preset=recurrent&step=40&lang=es")
    expect(page.locator(".tick.now[data-step='40']")).to_be_attached()
    page.keyboard.press("ArrowRight")  # a sum of the data, which have no block
    expect(page.locator(".step-name")).to_have_text("∂E/∂x")
    expect(page.locator("figure[data-tensor='data.dx']")).to_be_in_viewport(ratio=1)


@pytest.mark.parametrize("preset", ["residual", "attention", "transformer", "recurrent"])
def test_a_network_that_branches_is_walked_there_and_back(page: Page, preset: str) -> None:
    page.emulate_media(reduced_motion="reduce")
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
