"""The gradient check in a real browser: what is right, wrong, too small or at a kink says so."""

from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, Route, expect

from tests.e2e.test_build import checkpoint, open_at

pytestmark = pytest.mark.long

Json = dict[str, Any]
ONE = {"worst_at": [0, 1], "analytic": 0.5, "numeric": 0.25, "cells": 6, "checked": 6}
CLEAN = {"too_small": 0, "at_kink": 0, "untold": 0, "ok": None, "max_relative_error": None}


def report(page: Page, query: str) -> Json:
    found: Json = page.request.get(
        f"/api/v1/checkpoints/{checkpoint(page)['id']}/check?{query}"
    ).json()
    return found


def answering(page: Page, change: Callable[[Json], None]) -> None:
    """Lets the server's check come out otherwise: its rules are right, it finds no fault."""

    def answer(route: Route) -> None:
        body = route.fetch().json()
        change(body)
        route.fulfill(json=body)

    page.route("**/check?*", answer)


def check(page: Page) -> None:
    page.locator('[data-tool="check"]').click()
    expect(page.locator(".verdicts li").first).to_be_visible()


AFTER_BACKWARD = "preset=course&lang=en&step=13"
MARK = "figure .mark"
SIZES = [(1440, 900, "light"), (1280, 720, "dark"), (1024, 768, "light"), (390, 844, "dark")]
# Boxes, on the whole board wherever it is scrolled to: each mark's, and those of the numbers,
# pictures, names and other marks.
MEASURED = """() => {
  const { left: x, top: y } = document.querySelector('.board').getBoundingClientRect();
  const box = (node) => { const { left, right, top, bottom } = node.getBoundingClientRect();
    return [left - x, right - x, top - y, bottom - y]; };
  const all = (which) =>
    [...document.querySelectorAll(which)].filter((node) => node.checkVisibility());
  const taken = ".board :is(.cell, canvas, .thumb, .mem-chip, .unneeded, .sum, .says .card)";
  const words = (node) => { const range = document.createRange(); range.selectNode(node);
    return box(range); };
  return {
    marks: all('figure .mark').map((node) => [node.dataset.mark, box(node)]),
    taken: all(taken).map(box),
    names: all('.board figcaption > span').map((node) => words(node.firstChild)),
    figures: all('.board figure').map((node) => [node.dataset.tensor, box(node)]),
  };
}"""


def meet(one: list[float], other: list[float]) -> bool:
    return (
        min(one[1], other[1]) - max(one[0], other[0]) > 0.5
        and min(one[3], other[3]) - max(one[2], other[2]) > 0.5
    )


def test_every_known_gradient_is_marked_and_a_second_click_takes_the_marks_away(
    page: Page,
) -> None:
    open_at(page, "preset=course&lang=en&step=8")
    check(page)
    wanted = report(page, "all=1")["tensors"]
    assert len(wanted) == 10
    known = ["l1.dW", "l1.dy", "l2.dW", "l2.db", "l2.dy", "l3.dW", "l3.db", "l3.dy"]
    visible = page.locator(MARK).locator("visible=true")
    expect(visible).to_have_count(5)
    assert set(visible.evaluate_all("all => all.map(mark => mark.dataset.mark)")) < set(known)
    expect(page.locator(".checking")).to_contain_text("once it is computed")
    page.keyboard.press("2")
    expect(visible).to_have_count(10)
    marks = visible.evaluate_all("all => all.map(mark => mark.dataset.mark)")
    assert sorted(marks) == sorted(wanted)
    expect(page.locator('figure .mark[data-verdict="right"]')).to_have_count(10)
    expect(page.locator(".checking")).not_to_contain_text("once it is computed")
    page.locator('[data-tool="check"]').click()
    expect(page.locator(".mark")).to_have_count(0)
    expect(page.locator(".checking")).to_be_hidden()


def test_the_check_says_in_words_what_it_is_and_what_it_found(page: Page) -> None:
    open_at(page, "preset=course&lang=es&step=13")
    check(page)
    panel = page.locator(".checking")
    expect(panel).to_contain_text("la derivada numérica, se compara con el gradiente")
    expect(panel.locator("li")).to_have_count(1)
    expect(panel.locator("li")).to_contain_text("10 gradientes coinciden")


@pytest.mark.parametrize(("width", "height", "theme"), SIZES)
@pytest.mark.parametrize("preset", ["course", "classifier", "convolution"])
def test_no_mark_covers_a_number_or_a_name_and_nothing_moves(
    page: Page, preset: str, width: int, height: int, theme: str
) -> None:
    page.set_viewport_size({"width": width, "height": height})
    page.emulate_media(color_scheme=theme, reduced_motion="reduce")  # type: ignore[arg-type]
    open_at(page, f"preset={preset}&lang=es")
    page.keyboard.press("2")
    expect(page.locator("figure[data-look=written]").first).to_be_attached()
    before = page.evaluate(MEASURED)
    check(page)
    after = page.evaluate(MEASURED)
    assert len(after["marks"]) >= 7
    assert before["figures"] == [[name, pytest.approx(at)] for name, at in after["figures"]]
    for name, box in after["marks"]:
        for other in after["taken"] + after["names"]:
            assert not meet(box, other), (name, box, other)
    boxes = [box for _, box in after["marks"]]
    for k, box in enumerate(boxes):
        assert not any(meet(box, other) for other in boxes[:k])


def test_a_mark_opens_analytic_and_numeric_side_by_side(page: Page) -> None:
    open_at(page, AFTER_BACKWARD)
    check(page)
    page.locator('[data-mark="l2.dW"]').click()
    found = report(page, "address=l2.dW")["tensors"]["l2.dW"]
    rows = page.locator(".sides tbody tr")
    expect(rows).to_have_count(9)
    titles = rows.locator("td[title]").evaluate_all("all => all.map(cell => Number(cell.title))")
    pairs = {tuple(titles[k : k + 2]) for k in range(0, 18, 2)}
    numbers = zip(found["analytic_cells"]["data"], found["numeric_cells"]["data"], strict=True)
    assert pairs == set(numbers)
    k, j = found["worst_at"]
    expect(page.locator(".sides .now button")).to_have_text(f"∂E/∂W₂[{k},{j}]")


def test_a_number_asked_for_while_checking_has_its_numeric_twin(page: Page) -> None:
    open_at(page, AFTER_BACKWARD)
    check(page)
    page.locator('[data-tensor="l3.dW"] .cell').nth(1).click()
    expect(page.locator(".sides .now button")).to_have_text("∂E/∂W₃[1,0]")
    page.get_by_role("button", name="Close the check").click()
    expect(page.locator(".sides")).to_have_count(0)


def test_a_wrong_gradient_turns_red(page: Page) -> None:
    def spoil(body: Json) -> None:
        body["ok"] = False
        tensor = body["tensors"]["l1.dW"]
        tensor.update({"ok": False, "max_relative_error": 0.5, **ONE})
        if "verdicts" in tensor:
            tensor["verdicts"][1] = "wrong"
            tensor["numeric_cells"]["data"][1] *= 2

    open_at(page, AFTER_BACKWARD)
    answering(page, spoil)
    check(page)
    wrong = page.locator('figure .mark[data-verdict="wrong"]')
    expect(wrong).to_have_count(1)
    expect(page.locator(".verdicts li").first).to_contain_text("1 gradient does not agree")
    expect(page.locator(".verdicts li").first).to_contain_text("0.50")
    expect(wrong).to_have_css("background-color", "rgb(179, 32, 27)")
    wrong.click()
    expect(page.locator(".verdict")).to_contain_text("They do not agree")
    first = page.locator(".sides tbody tr").first
    expect(first).to_have_attribute("data-verdict", "wrong")
    expect(first.locator("button")).to_have_text("∂E/∂W₁[0,1]")
    expect(first.locator("td").first).to_have_css("color", "rgb(179, 32, 27)")


@pytest.mark.parametrize(
    ("counts", "verdict", "words"),
    [
        ({"too_small": 6, "at_kink": 0}, "too_small", "1 demasiado pequeño para saber"),
        ({"too_small": 0, "at_kink": 6}, "at_kink", "en un quiebre"),
        ({"checked": 0, **CLEAN}, "unchecked", "sin verificar"),
        ({"checked": 0, **CLEAN, "untold": 6}, "untold", "no se puede saber"),
    ],
)
def test_what_cannot_be_told_is_no_failure(
    page: Page, counts: Json, verdict: str, words: str
) -> None:
    def change(body: Json) -> None:
        body["tensors"]["l1.dW"].update({**ONE, "ok": True, "max_relative_error": 0, **counts})

    open_at(page, "preset=course&lang=es&step=13")
    answering(page, change)
    check(page)
    mark = page.locator('[data-mark="l1.dW"]')
    expect(mark).to_have_attribute("data-verdict", verdict)
    expect(page.locator(f'.verdicts li:has([data-verdict="{verdict}"])')).to_contain_text(words)


def test_a_sample_says_that_it_is_one(page: Page) -> None:
    open_at(page, AFTER_BACKWARD)
    answering(page, lambda body: body["tensors"]["l1.dW"].update(checked=4))
    check(page)
    page.locator('[data-mark="l1.dW"]').click()
    expect(page.locator(".checking")).to_contain_text("4 of its 6 cells were checked")


def test_the_marks_go_with_the_network(page: Page) -> None:
    open_at(page, AFTER_BACKWARD)
    check(page)
    page.keyboard.press("n")
    expect(page.locator(".mark")).to_have_count(0)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_nobody_is_shut_out_of_the_check(page: Page, theme: str) -> None:
    page.emulate_media(color_scheme=theme, reduced_motion="reduce")  # type: ignore[arg-type]
    open_at(page, "preset=course&lang=es&step=14")
    check(page)
    page.locator('[data-mark="l2.dW"]').click()
    expect(page.locator(".sides tbody tr")).to_have_count(9)
    found = Axe().run(page).response["violations"]
    assert not found, [(v["id"], [n["html"][:120] for n in v["nodes"]]) for v in found]
