"""Building in a real browser: what is clicked leads to the network that the API then has."""

import re
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, Route, expect

from tests.e2e.conftest import Watch

pytestmark = pytest.mark.long

Json = dict[str, Any]


def open_at(page: Page, query: str = "preset=course&lang=en&step=6") -> Json:
    page.goto(f"/?{query}")
    expect(page.locator(".tick").first).to_be_visible()
    return checkpoint(page)


def checkpoint(page: Page) -> Json:
    """What the page shows, as the API has it."""
    expect(page).to_have_url(re.compile(r"checkpoint="))
    name = page.evaluate("new URLSearchParams(location.search).get('checkpoint')")
    found: Json = page.request.get(f"/api/v1/checkpoints/{name}").json()
    return found


def trace(page: Page) -> Json:
    found: Json = page.request.get(f"/api/v1/checkpoints/{checkpoint(page)['id']}/trace").json()
    return found


def kinds(page: Page) -> list[str]:
    return [node["kind"] for node in checkpoint(page)["nodes"] if node["role"] == "layer"]


def changed(page: Page, before: Json) -> Json:
    """Waits until an edit has led to another checkpoint."""
    expect(page).not_to_have_url(re.compile(re.escape(before["id"]) + "&"))
    expect(page.locator(".transport")).not_to_have_class(re.compile("busy"))
    return checkpoint(page)


def menu(page: Page, anchor: str) -> Locator:
    page.locator(anchor).click()
    found = page.locator(".kinds")
    expect(found).to_be_visible()
    return found


def build(page: Page) -> Locator:
    page.get_by_role("button", name="Build", exact=True).click()
    panel = page.locator(".architecture")
    expect(panel).to_be_visible()
    return panel


def field(page: Page, path: str) -> Locator:
    return page.locator(f'[data-key="/description/{path}"]')


def give(page: Page, path: str, text: str) -> None:
    field(page, path).fill(text)
    field(page, path).press("Enter")


def test_a_plus_inserts_a_layer_and_keeps_the_weights_and_the_step(page: Page) -> None:
    before, old = open_at(page), trace(page)
    menu(page, '.board [data-insert="1"]').locator('[data-kind="tanh"]').click()
    now = changed(page, before)
    assert kinds(page) == ["linear", "tanh", "linear", "linear"]
    assert now["parent"] == before["id"]
    new = trace(page)
    for was, is_ in {"l1.W": "l1.W", "l2.W": "l3.W", "l3.b": "l4.b"}.items():
        assert old["tensors"][was]["data"] == new["tensors"][is_]["data"]
    expect(page.locator(".step-name")).to_have_text("∂E/∂b₄")  # it was ∂E/∂b₃ before
    expect(page.locator('.board [data-swap="l2"]')).to_contain_text("Tanh")


@pytest.mark.own_page
@pytest.mark.parametrize("spot", ['[data-swap="l2"]', '[data-insert="1"]'])
def test_who_clicks_on_the_network_before_the_page_is_whole_is_heard(page: Page, spot: str) -> None:
    held: list[Route] = []
    rest = re.compile(r"/around\.js")
    page.route(rest, lambda route: held.append(route))
    with page.expect_request(rest):
        page.goto("/?preset=course&lang=en&step=6")
    page.locator(f".board {spot}").click()
    expect(page.locator('[data-tool="build"]')).to_have_count(0)
    for route in held:
        route.continue_()
    page.unroute(rest)
    expect(page.locator('.kinds [data-kind="tanh"]')).to_be_visible()


def test_a_name_swaps_its_layer(page: Page) -> None:
    before = open_at(page)
    found = menu(page, '.board [data-swap="l2"]')
    expect(found.get_by_text("3 in, 3 out")).to_be_visible()
    expect(found.locator('[data-kind="linear"] small')).to_have_text("in use")
    found.locator('[data-kind="relu"]').click()
    changed(page, before)
    assert kinds(page) == ["linear", "relu", "linear"]


def test_the_menu_offers_first_what_fits(page: Page) -> None:
    open_at(page)
    found = menu(page, '.board [data-insert="1"]')
    order = found.locator(".list .divide, .list [data-kind]").evaluate_all(
        "all => all.map(item => item.dataset.kind ?? '|')"
    )
    fit, unfit = order[: order.index("|")], order[order.index("|") + 1 :]
    assert {"linear", "tanh", "batch_norm"} <= set(fit)
    assert {"conv2d", "max_pool"} <= set(unfit)
    assert len(order) - 1 == len(page.request.get("/api/v1/catalog").json()["layers"])


def test_the_menu_is_walked_with_the_keyboard(page: Page) -> None:
    before = open_at(page)
    page.locator('.board [data-insert="1"]').focus()
    page.keyboard.press("Enter")
    expect(page.locator(".kinds [role=menuitem]").first).to_be_focused()
    page.keyboard.press("End")
    page.keyboard.press("ArrowDown")
    expect(page.locator(".kinds [role=menuitem]").first).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator('.board [data-insert="1"]')).to_be_focused()
    page.keyboard.press("Enter")
    page.locator(".kinds").wait_for()
    page.keyboard.press("t")
    page.keyboard.press("Enter")
    changed(page, before)
    assert kinds(page) == ["linear", "tanh", "linear", "linear"]


@pytest.mark.parametrize(
    ("language", "typed", "first"),
    [("en", "norm", "batch_norm"), ("es", "convolucion", "conv2d"), ("es", "aleatori", "")],
)
def test_the_menu_is_grouped_and_can_be_searched(
    page: Page, language: str, typed: str, first: str
) -> None:
    before = open_at(page, f"preset=convolution&lang={language}&step=6")
    found = menu(page, '.board [data-insert="1"]')
    catalog = page.request.get("/api/v1/catalog").json()
    groups = found.locator("[role=group]")
    assert groups.count() >= len(catalog["groups"]) - 1
    names = {words[language] for words in catalog["groups"].values()}
    assert set(groups.evaluate_all("all => all.map(one => one.ariaLabel)")) & names
    found.get_by_role("searchbox").fill(typed)
    shown = found.locator("[data-kind]:visible")
    if not first:
        expect(shown).to_have_count(0)
        expect(found.locator(".found")).to_have_text("Ninguna capa se llama así.")
        page.keyboard.press("Escape")
        expect(shown).to_have_count(len(catalog["layers"]))
        return
    expect(shown.first).to_have_attribute("data-kind", first)
    expect(found.locator(".found")).to_contain_text(catalog["layers"][first]["title"][language])
    assert shown.count() < len(catalog["layers"]) / 2
    page.keyboard.press("ArrowDown")
    expect(shown.first).to_be_focused()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    changed(page, before)
    assert kinds(page)[1] == first


def test_layers_are_removed_and_moved_with_pointer_and_keys(page: Page) -> None:
    before = open_at(page)
    build(page)
    page.locator('[data-layer="0"] .grip').focus()
    page.keyboard.press("ArrowDown")  # RL1 takes 2 numbers and RL2 took 3: both are drawn anew
    middle = changed(page, before)
    labels = [node["label"] for node in middle["nodes"] if node["role"] == "layer"]
    assert labels == ["RL2", "RL1", "RL3"]
    expect(page.locator('[data-grip="1"]')).to_be_focused()
    grip, last = page.locator('[data-grip="1"]'), page.locator('[data-layer="0"]')
    place, onto = grip.bounding_box(), last.bounding_box()
    assert place and onto
    page.mouse.move(place["x"] + 5, place["y"] + 5)
    page.mouse.down()
    page.mouse.move(place["x"] + 5, onto["y"] + 12, steps=4)
    page.mouse.up()
    last_one = changed(page, middle)
    assert [n["label"] for n in last_one["nodes"] if n["role"] == "layer"] == ["RL1", "RL2", "RL3"]
    page.locator('[data-remove="1"]').click()
    changed(page, last_one)
    assert len(kinds(page)) == 2


@pytest.mark.parametrize(("typed", "value"), [("0,5", 0.5), ("1/2", 0.5), ("3e-2", 0.03)])
def test_the_learning_rate_changes_live_and_weights_stay(
    page: Page, typed: str, value: float
) -> None:
    before, old = open_at(page), trace(page)
    build(page)
    give(page, "network/optimizer/lr", typed)
    changed(page, before)
    new = trace(page)
    assert next(n for n in new["nodes"] if n["role"] == "optimizer")["settings"]["lr"] == value
    assert new["tensors"]["l1.W"]["data"] == old["tensors"]["l1.W"]["data"]
    expect(page.locator(".step-name")).to_have_text("∂E/∂b₃")


def test_what_is_no_number_is_said_and_not_sent(page: Page) -> None:
    before = open_at(page)
    build(page)
    give(page, "network/optimizer/lr", "fast")
    expect(field(page, "network/optimizer/lr")).to_have_attribute("aria-invalid", "true")
    expect(page.locator(".field .wrong:not(:empty)")).to_contain_text("not a number")
    assert checkpoint(page)["id"] == before["id"]


@pytest.mark.parametrize(("typed", "taken"), [("0,25", True), ("fast", False)])
def test_what_is_typed_is_taken_though_the_panel_is_drawn_anew_meanwhile(
    page: Page, typed: str, taken: bool
) -> None:
    before = open_at(page)
    held: list[Route] = []
    page.route("**/fits", lambda route: held.append(route))
    with page.expect_request("**/fits"):
        build(page)
    rate = field(page, "network/optimizer/lr")
    rate.fill(typed[:-1])
    drawn = rate.element_handle()
    for route in held:  # which errors suit the network is known only now
        route.continue_()
    page.unroute("**/fits")
    page.wait_for_function("field => !field.isConnected", arg=drawn)
    expect(rate).to_have_value(typed[:-1])
    page.keyboard.type(typed[-1])  # where the caret was
    expect(rate).to_have_value(typed)
    page.keyboard.press("Enter")
    if taken:
        now = changed(page, before)
        assert now["description"]["network"]["optimizer"]["lr"] == 0.25
        assert now["parent"] == before["id"], "it was taken once, when it was whole"
    else:
        expect(rate).to_have_attribute("aria-invalid", "true")
        expect(page.locator(".field .wrong:not(:empty)")).to_contain_text("not a number")


def test_shapes_that_do_not_meet_are_shown_and_can_be_mended(page: Page, watch: Watch) -> None:
    watch.expect("status of 422")
    before = open_at(page)
    build(page)
    page.locator('[data-key="row2"]').click()
    give(page, "network/layers/2/units", "4")
    expect(page.locator(".flow.clash")).to_contain_text("4 ≠ 1")
    old = page.locator(".stage.outdated .before")
    expect(old).to_contain_text("The network before your change")
    expect(old).to_contain_text("gives rows of 4 numbers, and the target has rows of one number")
    expect(page.locator(".scroller")).to_have_attribute("inert", "")
    flows = page.locator(".flow")
    expect(flows).to_have_text(["4×2", "4×3", "4×3", "4 ≠ 1"])
    expect(page.locator(".arch .layer em")).to_have_text(["2→3 · 9", "3→3 · 12", ""])
    assert checkpoint(page)["id"] == before["id"], "the stage keeps the last that could be computed"
    found = menu(page, ".flow.clash button")
    expect(found.locator('[data-kind="linear"] small')).to_have_text("units 1")
    expect(found.locator(".list [data-kind]").first).not_to_have_class("unfit")
    found.locator('[data-kind="linear"]').click()
    changed(page, before)
    expect(page.locator(".before")).to_have_count(0)
    shapes = [n["output_shape"][1] for n in checkpoint(page)["nodes"] if n["role"] == "layer"]
    assert shapes == [3, 3, 4, 1]


def test_a_refused_change_can_be_taken_back(page: Page, watch: Watch) -> None:
    watch.expect("status of 422")
    before = open_at(page, "preset=course&lang=es&step=6")
    page.get_by_role("button", name="Construir").click()
    page.locator('[data-key="row0"]').click()
    give(page, "network/layers/0/units", "0")
    said = page.locator(".layer .wrong:not(:empty)")
    expect(said).to_have_text(
        "Capa 1 · unidades: 0 está fuera de rango: debe estar entre 1 y 65536, incluidos."
    )
    page.keyboard.press("Escape")
    page.keyboard.press("Control+z")
    expect(page.locator(".wrong:not(:empty)")).to_have_count(0)
    assert checkpoint(page)["id"] == before["id"]


def test_an_error_that_does_not_suit_the_numbers_says_why_before_and_while_it_is_used(
    page: Page,
) -> None:
    before = open_at(page)
    expect(page.locator(".unsuited")).to_be_hidden()
    build(page)
    chosen = page.locator('[data-key="/description/network/loss/kind"]')
    apart = chosen.locator("optgroup")
    expect(apart).to_have_attribute("label", "These do not fit here as they are")
    losses = page.request.get("/api/v1/catalog").json()["losses"]
    told = page.request.post(
        "/api/v1/fits",
        data={
            "networks": [
                {**before["description"]["network"], "loss": {"kind": kind}} for kind in losses
            ],
            "x": [1, 2],
            "target": [1, 1],
            "target_range": before["target_range"],
        },
    ).json()["networks"]
    titles = [
        k["title"]["en"] for k, each in zip(losses.values(), told, strict=True) if each["errors"]
    ]
    assert apart.locator("option").all_inner_texts() == titles
    chosen.select_option(label="Binary cross entropy")
    changed(page, before)
    why = "It takes targets from 0 to 1; here they go from −1.7 to 2."
    outputs = "It takes probabilities, and these outputs can be any number"
    for place in (".architecture .doubt", ".unsuited"):
        expect(page.locator(place).filter(has_text=why)).to_be_visible()
        expect(page.locator(place).filter(has_text=outputs)).to_be_visible()
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Spanish").click()
    expect(page.locator(".unsuited")).to_contain_text("«Entropía cruzada binaria» no va con estos")
    found = menu(page, ".unsuited button")
    found.locator('[data-kind="squared_error"]').click()
    expect(page.locator(".unsuited")).to_be_hidden()


def test_loss_optimizer_and_label_are_changed(page: Page) -> None:
    before = open_at(page)
    build(page)
    page.locator('[data-key="/description/network/optimizer/kind"]').select_option(label="Adam")
    middle = changed(page, before)
    settings = next(n for n in middle["nodes"] if n["role"] == "optimizer")["settings"]
    assert (settings["lr"], settings["beta1"]) == (0.01, 0.9)
    expect(page.locator(".offered")).to_contain_text("begins with rate (α) = 0.01; it was 0.05")
    page.locator('[data-key="keep-lr"]').click()
    middle = changed(page, middle)
    assert next(n for n in middle["nodes"] if n["role"] == "optimizer")["settings"]["lr"] == 0.05
    expect(page.locator(".offered")).to_have_count(0)
    menu(page, '.board [data-swap="loss"]').locator('[data-kind="huber"]').click()
    later = changed(page, middle)
    assert next(n for n in later["nodes"] if n["role"] == "loss")["kind"] == "huber"
    page.locator('[data-key="row0"]').click()
    give(page, "network/layers/0/label", "primera")
    changed(page, later)
    expect(page.locator('.board [data-swap="l1"]')).to_contain_text("primera")


def test_an_initializer_shows_its_formula_and_its_spread(page: Page) -> None:
    open_at(page)
    build(page)
    page.locator('[data-key="row0"]').click()
    shown = page.locator(".nested > .help")
    expect(shown).to_have_count(2)
    expect(shown.last).to_contain_text("σ")
    field(page, "network/layers/0/init/kind").select_option(label="Orthogonal")
    expect(shown.last).to_contain_text("max(m,n)")


def test_new_weights_in_one_click_from_a_shown_seed(page: Page) -> None:
    before, old = open_at(page), trace(page)
    build(page)
    expect(field(page, "seed")).to_have_value("0")
    page.locator('[data-key="row1"]').click()
    page.locator('[data-redraw="l2"]').click()
    middle, new = changed(page, before), trace(page)
    expect(field(page, "seed")).to_have_value("1")
    assert new["tensors"]["l2.W"]["data"] != old["tensors"]["l2.W"]["data"]
    assert new["tensors"]["l1.W"]["data"] == old["tensors"]["l1.W"]["data"]
    page.locator('[data-redraw="all"]').click()
    changed(page, middle)
    drawn = trace(page)["tensors"]["l1.W"]["data"]
    give(page, "seed", "7")
    expect(field(page, "seed")).to_have_attribute("value", "7")
    assert trace(page)["tensors"]["l1.W"]["data"] != drawn
    give(page, "seed", "2")
    expect(field(page, "seed")).to_have_attribute("value", "2")
    assert trace(page)["tensors"]["l1.W"]["data"] == drawn, "the same seed, the same weights"


def test_changes_faster_than_the_server_answers_all_count(page: Page) -> None:
    open_at(page)
    build(page)
    page.route("**/edit", lambda route: (page.wait_for_timeout(300), route.continue_()))
    give(page, "network/optimizer/lr", "0,5")
    page.locator('[data-redraw="all"]').click()
    page.locator('[data-remove="1"]').click()
    expect(page.locator("[data-layer]")).to_have_count(2)
    description = checkpoint(page)["description"]
    assert (description["seed"], description["network"]["optimizer"]["lr"]) == (1, 0.5)


def test_a_formula_of_ones_own_is_drawn_while_it_is_typed(page: Page, watch: Watch) -> None:
    watch.expect("status of 422")
    before = open_at(page)
    menu(page, '.board [data-insert="1"]').locator('[data-kind="function"]').click()
    middle = changed(page, before)
    typing = page.locator('[data-key$="/expression"]')
    expect(typing).to_be_focused()
    expect(page.locator(".curves .curve")).to_have_count(2)
    straight = page.locator(".curve.v").get_attribute("d")
    typing.fill("x * sigmoid(x)")
    expect(page.locator(".curve.v")).not_to_have_attribute("d", straight or "")
    expect(page.locator(".curves p.g")).to_contain_text("sigmoid")
    assert checkpoint(page)["id"] == middle["id"], "it is drawn before it is used"
    typing.fill("sin x")
    expect(page.locator(".spotted mark")).to_have_text("x")
    expect(page.locator(".field .wrong:not(:empty)")).to_contain_text("5: “x” cannot stand here")
    expect(page.locator(".curves svg")).to_have_count(0)
    page.locator(".meant", has_text="sin(x)").click()
    changed(page, middle)
    expect(page.locator(".curves .curve")).to_have_count(2)
    layer = next(n for n in checkpoint(page)["nodes"] if n["id"] == "l2")
    assert layer["settings"]["expression"] == "sin(x)"


def test_everything_is_undone_and_redone(page: Page) -> None:
    first = open_at(page)
    menu(page, '.board [data-insert="1"]').locator('[data-kind="tanh"]').click()
    second = changed(page, first)
    page.keyboard.press("n")
    third = changed(page, second)
    assert third["iteration"] == 1
    page.keyboard.press("Control+z")
    assert changed(page, third)["id"] == second["id"]
    page.get_by_role("button", name="Undo").click()
    assert changed(page, second)["id"] == first["id"]
    page.keyboard.press("Control+Shift+z")
    assert changed(page, first)["id"] == second["id"]
    page.get_by_role("button", name="Redo").click()
    assert changed(page, second)["id"] == third["id"]
    expect(page.locator('[data-tool="redo"]')).to_have_attribute("aria-disabled", "true")


def test_after_a_reload_undo_leads_to_what_the_checkpoint_came_from(page: Page) -> None:
    first = open_at(page)
    menu(page, '.board [data-insert="1"]').locator('[data-kind="tanh"]').click()
    second = changed(page, first)
    page.reload()
    expect(page.locator(".tick").first).to_be_visible()
    page.keyboard.press("Control+z")
    assert changed(page, second)["id"] == first["id"]


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("language", ["en", "es"])
def test_nobody_is_shut_out(page: Page, theme: str, language: str) -> None:
    page.emulate_media(color_scheme=theme, reduced_motion="reduce")  # type: ignore[arg-type]
    open_at(page, f"preset=course&lang={language}&step=6")
    page.locator('[data-tool="build"]').click()
    page.locator('[data-key="row0"]').click()
    expect(page.locator(".layer .form")).to_be_visible()
    found = Axe().run(page).response["violations"]
    assert not found, [(v["id"], [n["html"][:120] for n in v["nodes"]]) for v in found]
    menu(page, '.board [data-swap="l2"]')
    found = Axe().run(page).response["violations"]
    assert not found, [(v["id"], [n["html"][:120] for n in v["nodes"]]) for v in found]


@pytest.mark.parametrize("size", [(1440, 900), (1024, 768), (390, 844)])
@pytest.mark.parametrize("language", ["en", "es"])
def test_the_menu_and_the_panel_stay_on_the_page(
    page: Page, size: tuple[int, int], language: str
) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.emulate_media(reduced_motion="reduce")
    open_at(page, f"preset=course&lang={language}&step=6")
    page.locator('[data-tool="build"]').click()
    panel = page.locator(".architecture")
    expect(panel).to_be_visible()
    page.locator('[data-key="row0"]').click()
    assert panel.evaluate("panel => panel.scrollWidth <= panel.clientWidth")
    clipped = panel.locator("button, .name, .help, em, h3, h4").evaluate_all(
        "all => all.filter(x => x.scrollWidth > x.clientWidth + 1 && getComputedStyle(x).display"
        " !== 'inline').map(x => x.outerHTML.slice(0, 100))"
    )
    assert not clipped, clipped
    found = menu(page, '.architecture [data-insert="1"]')
    box = found.bounding_box()
    assert box and box["x"] >= 0 and box["y"] >= 0
    assert box["x"] + box["width"] <= size[0] and box["y"] + box["height"] <= size[1]


def test_the_last_layer_swapped_for_a_misfit_is_shown_on_the_wire_into_the_error(
    page: Page, watch: Watch
) -> None:
    watch.expect("status of 422")
    open_at(page)
    page.locator('.board [data-swap="l3"]').click()
    page.locator('.kinds [data-kind="sigmoid"]').click()
    expect(page.locator(".flow").last).to_have_text("3 ≠ 1")
    expect(page.locator(".flow").last).to_have_class(re.compile("clash"))


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_layer_that_would_make_it_fit_is_inserted_by_a_button(
    page: Page, watch: Watch, language: str
) -> None:
    watch.expect("status of 422")
    open_at(page, f"preset=convolution&lang={language}&step=6")
    whole = kinds(page)
    page.locator('[data-tool="build"]').click()
    page.locator(f'[data-key="remove{whole.index("flatten")}"]').click()
    said = {
        "en": "(Linear) needs rows of numbers or tables of numbers and gets images of 2×4×4.",
        "es": "(Lineal): necesita filas de números o tablas de números y recibe imágenes de 2×4×4.",
    }[language]
    for place in (".refused", ".before"):
        expect(page.locator(place)).to_contain_text(said)
    expect(page.locator(".refused [data-mend]")).to_contain_text(
        "Flatten" if language == "en" else ""
    )
    page.locator(".refused [data-mend]").click()
    expect(page.locator(".before, .refused")).to_have_count(0)
    assert kinds(page) == whole
    expect(page.locator(f'[data-key="row{whole.index("flatten")}"]')).to_be_focused()


def test_a_layer_that_cannot_go_is_told_why_where_it_was_taken_out(
    page: Page, watch: Watch
) -> None:
    watch.expect("status of 422")
    before = open_at(page)
    page.locator('.board [data-swap="l3"]').click()
    page.locator(".kinds [data-remove]").click()
    expect(page.locator(".refused")).to_contain_text("3 ≠ 1: the shapes do not meet")
    page.locator('.refused [data-key="discard"]').click()
    expect(page.locator(".refused, .before")).to_have_count(0)
    assert checkpoint(page)["id"] == before["id"]


def test_the_kind_in_use_comes_first_and_choosing_it_changes_nothing(page: Page) -> None:
    before = open_at(page)
    found = menu(page, '.board [data-swap="l2"]')
    first = found.locator("[data-kind]").first
    expect(first).to_have_attribute("data-kind", "linear")
    expect(first.locator("small")).to_have_text("in use")
    overflow = "all => all.filter(line => line.scrollWidth > line.clientWidth + 1).length"
    assert found.locator(".says").evaluate_all(overflow) == 0
    page.keyboard.press("Enter")
    expect(found).to_be_hidden()
    assert checkpoint(page)["id"] == before["id"]


def test_a_layer_is_told_what_to_read_by_a_menu_and_who_reads_what_is_gone_is_told(
    page: Page, server: str, watch: Watch
) -> None:
    page.goto(f"{server}/?preset=residual&lang=en")
    expect(page.locator(".arc")).to_have_count(2)
    page.get_by_role("button", name="Build").click()
    page.locator('[data-key="row3"]').click()
    menu = page.locator('[data-key="/description/network/layers/3/inputs/other"]')
    expect(menu.locator("option:checked")).to_have_text("Layer 1 · Linear")
    assert menu.locator("optgroup option").all_inner_texts() == ["Input"]
    menu.select_option(label="Layer 2 · Tanh")
    expect(page.locator(".wire.forks.row-f")).to_have_attribute("data-wire", "l2.y")

    page.locator('[data-key="insert4"]').click()
    page.locator('[role=menuitem][data-kind="add"]').click()
    expect(page.locator(".arc")).to_have_count(4)
    expect(page.locator('[data-arc="l5.other"]').first).to_be_attached()

    watch.expect("status of 422")
    page.locator('[data-key="remove1"]').click()
    refused = page.locator(".refused")
    expect(refused).to_contain_text("what it read, Layer 2, is not there any more")
    refused.get_by_role("button", name="Back to what fits").click()
    page.locator('[data-key="remove4"]').click()
    page.locator('[data-key="remove3"]').click()
    expect(page.locator(".arc")).to_have_count(0)
