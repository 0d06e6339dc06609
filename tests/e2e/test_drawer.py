"""The training's own view in a real browser: it lives, and its curve goes back in time."""

import os
import re
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.long

Json = dict[str, Any]
MOONS: Json = {
    "network": {
        "layers": [
            {"kind": "linear", "units": 6},
            {"kind": "tanh"},
            {"kind": "linear", "units": 2},
        ],
        "loss": {"kind": "softmax_cross_entropy"},
        "optimizer": {"kind": "sgd", "lr": 0.5},
    },
    "data": {"dataset": "moons", "samples": 40, "test_fraction": 0.25},
}


def create(page: Page, **changes: Any) -> Json:
    found: Json = page.request.post("/api/v1/checkpoints", data=MOONS | changes).json()
    return found


def open_at(page: Page, query: str, lang: str = "en") -> None:
    page.goto(f"/?{query}&lang={lang}")
    expect(page.locator(".tick").first).to_be_visible()
    page.keyboard.press("d")
    expect(page.locator(".in-training .pic")).to_be_visible()


def shown(page: Page) -> str:
    """The id of the checkpoint in the address bar."""
    found = re.search(r"checkpoint=([^&]+)", page.url)
    return found.group(1) if found else ""


def train(page: Page, iterations: int) -> None:
    field = wish(page, 'input[data-train="iterations"]')
    field.fill(str(iterations))
    field.press("Enter")
    expect(page.locator(".stop-form")).to_be_hidden()


def wish(page: Page, selector: str) -> Any:
    """A part of the form that says when a training stops."""
    if page.locator(".stop-form").is_hidden():
        page.locator('[data-train="when"]').click()
    return page.locator(selector)


def slider(page: Page) -> Any:
    return page.get_by_role("slider", name="Iteration shown on the stage")


def settled(page: Page) -> int:
    """The iteration on the stage, once the stage has caught up with the pointer."""
    expect(page.locator(".transport")).not_to_have_class(re.compile("busy"))
    return int(page.locator(".readout b").first.text_content() or 0) - 1


def trained(page: Page, iterations: int = 60) -> Json:
    start = create(page)
    open_at(page, f"checkpoint={start['id']}")
    train(page, iterations)
    expect(page).to_have_url(re.compile(rf"checkpoint={start['base']}\.{iterations}&"))
    expect(page.locator(".train-state")).to_contain_text("All iterations are done")
    return start


def test_training_leads_to_the_iteration_that_was_asked_for(page: Page) -> None:
    start = trained(page)
    history = page.request.get(f"/api/v1/checkpoints/{start['base']}.60/history").json()
    expect(slider(page)).to_have_attribute("aria-valuemax", "61")
    path = page.locator(".time path.plot-line").first.get_attribute("d")
    assert path is not None and len(re.findall("[ML]", path)) == len(history["losses"])
    expect(page.locator(".time .plot-line.test")).to_have_count(1)
    expect(page.locator(".conf td.hit").first).to_be_visible()


def test_classes_of_the_confusion_matrix_are_told_apart_without_scrolling(page: Page) -> None:
    start = create(page, data={"dataset": "moons", "samples": 40})
    open_at(page, f"checkpoint={start['id']}", "es")
    names = page.locator(".conf .name")
    expect(names).to_have_count(4)
    cut = "e => e.scrollWidth > e.clientWidth + 1 || e.scrollHeight > e.clientHeight + 1"
    assert [name.evaluate(cut) for name in names.all()] == [False] * 4
    area = page.locator(".card .plot-area:has(.conf)")
    assert area.evaluate("e => e.scrollWidth <= e.clientWidth")


def test_dragging_shows_exactly_that_iteration_and_stepping_goes_on_there(page: Page) -> None:
    start = trained(page)
    area = slider(page).bounding_box()
    assert area is not None
    middle = area["y"] + area["height"] / 2
    page.mouse.move(area["x"] + area["width"] - 20, middle)
    page.mouse.down()
    page.mouse.move(area["x"] + area["width"] / 2, middle, steps=8)
    page.mouse.up()
    iteration = settled(page)
    assert 20 <= iteration < 40
    expect(page).to_have_url(re.compile(rf"checkpoint={start['base']}\.{iteration}&"))
    trace = page.request.get(f"/api/v1/checkpoints/{shown(page)}/trace").json()
    assert trace["iteration"] == iteration
    expect(slider(page)).to_have_attribute("aria-valuenow", str(iteration + 1))
    page.keyboard.press("d")
    page.keyboard.press("ArrowRight")
    expect(page.locator(".tick.now")).to_have_attribute("data-step", "0")
    page.get_by_role("button", name="To the end of: Backward").click()
    expect(page.locator(".readout.err b")).to_have_attribute("title", str(trace["loss"]))
    page.keyboard.press("d")
    expect(slider(page)).to_have_attribute("aria-valuenow", str(iteration + 1))
    page.locator('[data-train="one"]').click()
    expect(page).to_have_url(re.compile(rf"checkpoint={start['base']}\.{iteration + 1}&"))
    expect(slider(page)).to_have_attribute("aria-valuemax", "61")


def test_the_keyboard_walks_along_the_curve(page: Page) -> None:
    start = trained(page, 20)
    slider(page).press("Home")
    expect(page).to_have_url(re.compile(rf"checkpoint={start['base']}\.0&"))
    slider(page).press("ArrowRight")
    expect(page).to_have_url(re.compile(rf"checkpoint={start['base']}\.1&"))
    slider(page).press("End")
    expect(page).to_have_url(re.compile(rf"checkpoint={start['base']}\.20&"))


def test_a_training_is_stopped_and_what_it_reached_is_shown(page: Page) -> None:
    start = create(page)
    open_at(page, f"checkpoint={start['id']}")
    train(page, 1_000_000)
    expect(page.locator(".train-line")).to_be_visible()
    expect(page.locator(".train-line")).to_have_attribute("title", re.compile("left"))
    page.locator('[data-train="go"]').click()
    expect(page.locator(".train-state")).to_contain_text("Stopped at iteration")
    reached = int(shown(page).split(".")[1])
    assert 0 < reached < 1_000_000
    expect(page.locator(".train-state")).to_contain_text(f"iteration {reached + 1}.")


def test_until_a_loss_and_one_epoch(page: Page) -> None:
    start = create(page, batch={"size": 10})
    open_at(page, f"checkpoint={start['id']}")
    expect(page.locator('[data-train="epoch"]')).to_have_attribute("title", re.compile("3"))
    page.locator('[data-train="epoch"]').click()
    expect(page).to_have_url(re.compile(rf"checkpoint={start['base']}\.3&"))
    wish(page, '[data-train="bound-loss_below"]').fill("0,3")
    page.keyboard.press("Tab")
    expect(page.locator(".stop-chip")).to_have_text(["error < 0.3"])
    train(page, 5000)
    expect(page.locator(".train-state")).to_have_text(
        re.compile(r"Stopped at \d+: the error of the batch is 0\.2\d+, below 0\.3\.")
    )
    page.locator('[data-train="open"]').click()
    expect(page.locator(".step-name")).to_have_text("E")


def test_it_stops_where_a_condition_holds_and_opens_its_step_and_cell(page: Page) -> None:
    start = create(page)
    open_at(page, f"checkpoint={start['id']}")
    field = wish(page, '[data-train="bound-norm_below"]')
    field.fill("1000")
    field.press("Tab")
    train(page, 5000)
    expect(page.locator(".train-state")).to_contain_text("is below 1000.")
    expect(page).to_have_url(re.compile(rf"checkpoint={start['base']}\.0&.*cell="))
    page.locator('[data-train="open"]').click()
    expect(page.locator(".step-name")).to_have_text("∂E/∂W₁")


def test_a_diverging_run_says_where_and_why(page: Page) -> None:
    network = MOONS["network"] | {
        "layers": [{"kind": "linear", "units": 3}, {"kind": "linear", "units": 2}],
        "loss": {"kind": "squared_error"},
        "optimizer": {"kind": "sgd", "lr": 1e6},
    }
    start = create(page, network=network)
    open_at(page, f"checkpoint={start['id']}")
    train(page, 5000)
    expect(page.locator(".train-state.diverged")).to_contain_text("no longer a finite number")
    expect(page.locator(".train-state.diverged")).to_contain_text("It began at iteration")
    expect(page.locator(".time .broken")).not_to_have_count(0)
    slider(page).press("Home")
    expect(page).to_have_url(re.compile(rf"checkpoint={start['base']}\.0&"))


def travel(page: Page, address: str) -> None:
    """To an entry of the history that is this address."""
    page.evaluate(
        """address => {
          history.pushState(null, '', address);
          dispatchEvent(new PopStateEvent('popstate'));
        }""",
        address,
    )


def test_a_kept_curve_stays_and_what_differs_is_named(page: Page) -> None:
    start = trained(page, 30)
    page.locator('[data-train="keep"]').click()
    expect(page.locator(".kept-area")).to_contain_text("This is the kept run")
    other = page.request.post(
        f"/api/v1/checkpoints/{start['id']}/edit",
        data={"description": {"network": {"optimizer": {"lr": 0.05}}}},
    ).json()
    travel(page, f"?checkpoint={other['id']}&view=training&lang=en")
    expect(page.locator(".differs > *")).to_have_text(["Optimizer · rate (α)", "0.5", "0.05"])
    train(page, 30)
    expect(page.locator(".train-state")).to_contain_text("All iterations are done")
    expect(page.locator(".time .plot-line.kept")).to_have_count(1)


def test_another_optimizer_beside_a_kept_curve_is_named_in_the_readers_words(page: Page) -> None:
    start = trained(page, 30)
    page.locator('[data-train="keep"]').click()
    other = page.request.post(
        f"/api/v1/checkpoints/{start['id']}/edit",
        data={"description": {"network": {"optimizer": {"kind": "adam", "lr": 0.01}}}},
    ).json()
    page.get_by_role("button", name="Spanish").click()
    expect(page).to_have_url(re.compile("lang=es"))
    travel(page, f"?checkpoint={other['id']}&view=training&lang=es")
    expect(page.locator(".differs > *")).to_have_text(
        ["Optimizador", "Descenso de gradiente", "Adam", "Optimizador · tasa (α)", "0.5", "0.01"]
    )


def test_one_after_the_other_at_a_slow_pace(page: Page) -> None:
    start = create(page)
    open_at(page, f"checkpoint={start['id']}")
    wish(page, 'select[data-train="pace"]').select_option(index=1)
    train(page, 3)
    expect(page).to_have_url(re.compile(rf"checkpoint={start['base']}\.3&"))
    expect(page.locator(".train-state")).to_contain_text("All iterations are done")


def test_it_moves_while_others_train(page: Page) -> None:
    start = create(page)
    open_at(page, f"checkpoint={start['id']}")
    page.evaluate(
        """([id, count]) => {
          window.others = new AbortController();
          const body = '{"iterations": 1000000}', headers = {'Content-Type': 'application/json'};
          const order = {method: 'POST', signal: window.others.signal, body, headers};
          const url = `/api/v1/checkpoints/${id}/train`;
          const asked = Array.from({length: count}, () => fetch(url, order));
          return Promise.all(asked).then(() => null);
        }""",
        [start["id"], os.cpu_count()],
    )
    train(page, 10)
    expect(page.locator(".train-state")).to_contain_text("All iterations are done")
    page.evaluate("window.others.abort()")


def test_pinned_numbers_stay_live(page: Page) -> None:
    start = create(page)
    open_at(page, f"checkpoint={start['id']}&pin=l1.W,0,0")
    pinned = page.locator(".pinned b")
    before = pinned.inner_text()
    train(page, 1_000_000)
    expect(page.locator(".train-line")).to_be_visible()
    expect(pinned).not_to_have_text(before)
    page.locator('[data-train="go"]').click()
    expect(page.locator(".train-state")).to_contain_text("Stopped at iteration")


@pytest.mark.parametrize("lang", ["en", "es"])
@pytest.mark.parametrize("preset", ["course", "spiral"])
def test_nothing_keeps_anybody_out(page: Page, lang: str, preset: str) -> None:
    page.emulate_media(reduced_motion="reduce")  # a picture that fades in is pale
    open_at(page, f"preset={preset}", lang)
    expect(page.locator(".plane-marks svg")).to_be_visible()
    page.locator('[data-train="when"]').click()
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


def test_the_closed_line_says_only_what_has_been_computed(page: Page) -> None:
    page.goto("/?preset=course&step=-1&lang=en")
    line = page.locator(".drawer-bar")
    expect(line.locator(".norm .unknown")).to_have_count(3)
    assert not re.search(r"\d[.]\d", line.inner_text())
    for _ in range(6):  # to the gradient of W3: that of b3 is still missing
        page.keyboard.press("ArrowRight")
    expect(page.locator(".readout b").nth(1)).to_have_text("2.618")
    expect(line).to_contain_text("2.618")
    expect(line.locator(".norm .unknown")).to_have_count(3)
    page.keyboard.press("ArrowRight")
    expect(line.locator(".norm .unknown")).to_have_count(2)
