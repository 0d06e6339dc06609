"""Training loses nothing: where the reader stands while it trains is the iteration last told."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from tests.e2e.test_build import give
from tests.e2e.test_drawer import MOONS, create, open_at, shown, train
from tests.e2e.test_stage import TWO_FRAMES

pytestmark = pytest.mark.long

Json = dict[str, Any]
STATE = ".train-state"


def told(page: Page) -> int:
    """The iteration that the bar says it has reached."""
    found = page.locator('[data-read="iteration"] b').text_content()
    return int(found or 1) - 1


def training(page: Page, iterations: int = 1_000_000) -> Json:
    """A long training that has told of more than 50 iterations."""
    start = create(page)
    open_at(page, f"checkpoint={start['id']}")
    train(page, iterations)
    expect(page.locator(".train-line")).to_be_visible()
    page.wait_for_function(
        "() => parseInt(document.querySelector('[data-read=iteration] b').textContent) > 50"
    )
    return start


def settled(page: Page, base: str) -> Json:
    """The checkpoint that is shown, once it is one of another base."""
    expect(page).not_to_have_url(re.compile(rf"checkpoint={base}\."))
    found: Json = page.request.get(f"/api/v1/checkpoints/{shown(page)}").json()
    return found


def iteration(page: Page) -> int:
    return int(shown(page).split(".")[1])


@pytest.mark.parametrize("change", ["a setting", "new weights"])
def test_a_change_while_it_trains_goes_on_from_the_iteration_last_told(
    page: Page, change: str
) -> None:
    start = training(page)
    page.locator('[data-tool="build"]').click()
    before = told(page)
    if change == "a setting":
        give(page, "network/optimizer/lr", "0.25")
    else:
        page.locator('[data-key="redraw"]').click()
    new = settled(page, start["base"])
    assert new["iteration"] >= before > 50
    assert new["parent"] == f"{start['base']}.{new['iteration']}"
    history = page.request.get(f"/api/v1/checkpoints/{new['id']}/history").json()
    assert history["losses"][0][0] == 0 and len(history["losses"]) > 20
    expect(page.locator(f"{STATE} progress")).to_have_count(0)
    page.keyboard.press("Escape")
    page.locator('[data-tool="undo"]').click()
    expect(page).to_have_url(re.compile(rf"checkpoint={start['base']}\."))
    assert iteration(page) >= before
    page.locator('[data-tool="undo"]').click()
    expect(page).to_have_url(re.compile(rf"checkpoint={start['base']}\.0&"))


def test_the_address_follows_so_that_reload_and_the_link_lose_nothing(page: Page) -> None:
    start = training(page)
    expect(page).not_to_have_url(re.compile(rf"checkpoint={start['base']}\.0&"))
    reached = iteration(page)
    page.get_by_role("button", name="Share").click()
    link = page.locator("dialog.share input").input_value()
    assert int(link.split("checkpoint=")[1].split("&")[0].split(".")[1]) >= reached > 0
    page.keyboard.press("Escape")
    reached = iteration(page)
    page.reload()  # the training's view is in the address too
    expect(page.locator(".tick").first).to_be_attached()
    assert iteration(page) >= reached
    expect(page.locator(".readout b").first).to_have_text(str(iteration(page) + 1))


def test_the_browsers_back_leads_away_and_its_forward_to_where_it_was_left(page: Page) -> None:
    page.goto("/?preset=xor&lang=en")
    expect(page.locator(".tick").first).to_be_visible()
    start = training(page)
    expect(page).not_to_have_url(re.compile(rf"checkpoint={start['base']}\.0&"))
    reached = iteration(page)
    page.go_back()
    expect(page.locator(".tick").first).to_be_visible()
    page.go_forward()
    expect(page).to_have_url(re.compile(rf"checkpoint={start['base']}\.\d+&"))
    assert iteration(page) >= reached


def test_undo_while_it_trains_leads_to_its_start_and_redo_back(page: Page) -> None:
    start = training(page)
    before = told(page)
    page.locator(".stage").focus()
    page.keyboard.press("Control+z")
    expect(page.locator(f"{STATE} progress")).to_have_count(0)
    expect(page).to_have_url(re.compile(rf"checkpoint={start['base']}\.0&"))
    page.keyboard.press("Control+Shift+z")
    expect(page).not_to_have_url(re.compile(rf"checkpoint={start['base']}\.0&"))
    assert iteration(page) >= before


def test_after_a_training_back_leads_to_where_it_began(page: Page) -> None:
    start = create(page)
    open_at(page, f"checkpoint={start['id']}")
    train(page, 3000)
    expect(page.locator(STATE)).to_contain_text("All iterations are done")
    page.go_back()
    expect(page).to_have_url(re.compile(rf"checkpoint={start['base']}\.0&"))
    expect(page.locator(".readout").first).to_contain_text(re.compile(r"Iteration\s*1\D"))
    page.go_forward()
    expect(page).to_have_url(re.compile(rf"checkpoint={start['base']}\.3000&"))


class Held:
    """The first request of this kind, or so many, answered only once they are let go."""

    def __init__(self, page: Page, url: re.Pattern[str], most: int = 1) -> None:
        self.page, self.url, self.most = page, url, most
        self.waiting: list[Route] = []
        page.route(url, self.hold)

    def hold(self, route: Route) -> None:
        if len(self.waiting) < self.most:
            self.waiting.append(route)
        else:
            route.continue_()

    def let_go(self) -> None:
        """They are answered, and the page has heard it."""
        for route in self.waiting:
            with self.page.expect_event(
                "requestfinished", lambda done, mine=route: done == mine.request
            ):
                route.continue_()
        self.page.evaluate(
            "() => new Promise(done => requestAnimationFrame(() => setTimeout(done)))"
        )


def test_back_and_at_once_forward_stay_where_forward_leads(page: Page) -> None:
    """What back has asked for arrives after the reader has gone on."""
    start = create(page)
    open_at(page, f"checkpoint={start['id']}")
    train(page, 60)
    expect(page.locator(STATE)).to_contain_text("All iterations are done")
    expect(page).to_have_url(re.compile(rf"checkpoint={start['base']}\.60&"))
    held = Held(page, re.compile(rf"/checkpoints/{start['base']}\.0(/trace)?\?"))
    with page.expect_request(held.url):
        page.evaluate("history.back()")
    page.evaluate("history.forward()")
    expect(page).to_have_url(re.compile(rf"checkpoint={start['base']}\.60&"))
    held.let_go()
    expect(page.locator(".transport")).not_to_have_class(re.compile("busy"))
    expect(page.locator(".readout").first).to_contain_text(re.compile(r"Iteration\s*61\D"))
    expect(page).to_have_url(re.compile(rf"checkpoint={start['base']}\.60&"))
    page.go_back()
    expect(page.locator(".readout").first).to_contain_text(re.compile(r"Iteration\s*1\D"))


def test_a_scene_turned_back_at_once_keeps_its_own_stage(page: Page) -> None:
    page.goto("/lessons/when-it-goes-wrong?scene=5&lang=en")
    expect(page).to_have_url(re.compile(r"scene=5&.*checkpoint="))
    vanishing = shown(page)
    held = Held(page, re.compile(r"/checkpoints/[^/]+/trace"))
    card = page.locator(".lesson")
    with page.expect_request(held.url):
        card.get_by_role("button", name="Back", exact=True).click()
    card.locator("button.next").click()
    expect(card.locator(".badge")).to_contain_text(" 5 ")
    held.let_go()
    expect(page.locator(".transport")).not_to_have_class(re.compile("busy"))
    expect(page).to_have_url(re.compile(re.escape(f"checkpoint={vanishing}")))


def test_to_the_start_keeps_the_settings_as_they_are_now_and_the_first_weights(page: Page) -> None:
    start = create(page)
    open_at(page, f"checkpoint={start['id']}")
    train(page, 30)
    expect(page.locator(STATE)).to_contain_text("All iterations are done")
    page.locator('[data-train="keep"]').click()
    page.locator('[data-tool="build"]').click()
    give(page, "network/optimizer/lr", "0.05")
    edited = settled(page, start["base"])
    page.locator('[data-train="start"]').click()
    again = settled(page, edited["base"])
    assert again["iteration"] == 0 and again["parent"] == start["id"]
    assert again["description"]["network"]["optimizer"]["lr"] == 0.05
    weights = [
        page.request.get(f"/api/v1/checkpoints/{id}/tensors/l1.W").json()["data"]
        for id in (start["id"], again["id"])
    ]
    assert weights[0] == weights[1]
    expect(page.locator(".differs > *")).to_have_text(["Optimizer · rate (α)", "0.5", "0.05"])
    page.locator('[data-tool="undo"]').click()
    expect(page).to_have_url(re.compile(f"checkpoint={edited['id']}&"))


def test_at_the_end_the_training_never_falls_back_to_the_values_from_before(page: Page) -> None:
    start = create(page)
    open_at(page, f"checkpoint={start['id']}")
    error = page.locator('[data-read="error"] b')
    before = error.inner_text()
    held: list[Route] = []
    asked = re.compile(rf"{start['base']}\.2000/metrics")
    page.route(asked, lambda route: held.append(route))
    train(page, 2000)
    expect(page.locator(STATE)).to_contain_text("All iterations are done")
    page.evaluate(TWO_FRAMES)
    assert error.inner_text() != before
    for route in held:
        route.continue_()
    page.unroute(asked)  # what is asked from now on is answered
    last = page.request.get(f"/api/v1/checkpoints/{start['base']}.2000/metrics").json()["loss"]
    expect(error).to_have_attribute("title", str(last))


def test_the_sentence_of_an_end_is_not_told_elsewhere(page: Page) -> None:
    start = create(page)
    open_at(page, f"checkpoint={start['id']}")
    train(page, 20)
    expect(page.locator(STATE)).to_contain_text("All iterations are done")
    page.locator('[data-tool="undo"]').click()
    expect(page).to_have_url(re.compile(rf"checkpoint={start['base']}\.0&"))
    expect(page.locator(STATE)).to_be_empty()
    page.locator('[data-tool="redo"]').click()
    expect(page.locator(STATE)).to_contain_text("All iterations are done")


def test_a_training_is_asked_to_stop_only_once(page: Page) -> None:
    start = training(page)
    stops: list[str] = []
    page.on("request", lambda request: "/stop" in request.url and stops.append(request.url))
    page.locator('[data-train="go"]').click()
    expect(page.locator(STATE)).to_contain_text("Stopped at iteration")
    assert len(stops) == 1
    assert shown(page).startswith(start["base"])


def test_undo_pressed_quickly_queues(page: Page) -> None:
    start = create(page, network=MOONS["network"] | {"optimizer": {"kind": "sgd", "lr": 0.1}})
    page.goto(f"/?checkpoint={start['id']}&lang=en")
    field = page.locator(".change input.entry")
    page.locator('figure[data-tensor="l1.b"] .cell, figure[data-tensor="l1.b"] .heat').first.click()
    for value in range(1, 13):
        field.fill(str(value))
        field.press("Enter")
        expect(field).to_have_value(str(value))
        expect(page.locator(".transport.busy")).to_have_count(0)
    ids = {shown(page)}
    page.route("**/trace**", lambda route: (page.wait_for_timeout(100), route.continue_()))
    for _ in range(12):
        page.keyboard.press("Control+z")  # from the field, whose text promises it
    expect(page).to_have_url(re.compile(rf"checkpoint={start['id']}&"))
    assert start["id"] not in ids
    expect(field).to_have_value("0")
    page.locator(".stage").focus()
    for _ in range(12):
        page.keyboard.press("Control+y")
    expect(field).to_have_value("12")
