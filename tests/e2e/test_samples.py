"""Choosing samples on the page: data sets, a table of one's own, points in the picture."""

import re
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.e2e.conftest import Watch

pytestmark = pytest.mark.long

Json = dict[str, Any]
TABLE = (
    "\ufefflargo;ancho;especie\n5,1;3,5;setosa\n7;3,2;versicolor\n6,1;2,2;setosa\n6;2;virginica\n"
)


def open_dialog(page: Page, query: str = "preset=course", lang: str = "en") -> None:
    page.goto(f"/?{query}&lang={lang}")
    expect(page.locator(".tick").first).to_be_visible()
    page.locator('[data-tool="data"]').click()
    expect(page.locator("dialog.data")).to_be_visible()


def shown(page: Page) -> Json:
    """The checkpoint in the address bar."""
    expect(page).to_have_url(re.compile("checkpoint="))
    found = re.search(r"checkpoint=([^&]+)", page.url)
    assert found
    answer: Json = page.request.get(f"/api/v1/checkpoints/{found.group(1)}").json()
    return answer


def use(page: Page) -> Json:
    before = page.url
    page.locator("dialog.data footer .btn.solid").click()
    expect(page.locator("dialog.data")).to_be_hidden()
    expect(page).not_to_have_url(before)
    return shown(page)


def test_every_data_set_has_a_picture_a_sentence_and_its_source(page: Page) -> None:
    open_dialog(page, lang="es")
    catalog = page.request.get("/api/v1/catalog").json()["datasets"]
    cards = page.locator(".sets [data-set]")
    expect(cards).to_have_count(len(catalog) + 1)
    for name, entry in catalog.items():
        page.locator(f'[data-set="{name}"]').click()
        expect(page.locator("dialog.data .about")).to_contain_text(entry["summary"]["es"])
        expect(page.locator("dialog.data .about")).to_contain_text(entry["source"]["es"])
        expect(page.locator(".view .picture")).to_be_visible()
        expect(page.locator(".chosen .form .field")).to_have_count(len(entry["settings"]))


def test_the_network_takes_a_data_set_with_its_test_part(page: Page) -> None:
    open_dialog(page)
    page.locator('[data-set="spiral"]').click()
    page.locator('.chosen .form input[data-key="/query/arms"]').fill("4")
    page.keyboard.press("Tab")
    page.locator('.split input[type="range"]').fill("20")
    page.locator('.split input[type="checkbox"]').check()
    expect(page.locator(".outcome")).to_contain_text("240 samples to learn from, 60 for the test")
    expect(page.locator(".outcome")).to_contain_text("4 outputs instead of 1")
    description = use(page)["description"]
    data = description["data"]
    assert (data["dataset"], data["arms"], data["test_fraction"]) == ("spiral", 4, 0.2)
    assert data["standardize"] is True
    assert description["network"]["layers"][-1]["units"] == 4
    assert description["batch"] == {"size": 4, "shuffle": True}
    page.locator('[data-tool="data"]').click()
    expect(page.locator(".units tbody tr")).to_have_count(2)
    expect(page.locator('[data-set="spiral"]')).to_have_attribute("aria-checked", "true")


def test_a_wrong_setting_says_so_and_cannot_be_used(page: Page, watch: Watch) -> None:
    watch.expect("status of 422")
    open_dialog(page)
    page.locator('[data-set="spiral"]').click()
    page.locator('.chosen .form input[data-key="/query/arms"]').fill("9")
    page.keyboard.press("Tab")
    expect(page.locator(".chosen .field .wrong").filter(has_text="9")).to_be_visible()
    expect(page.locator("dialog.data footer .btn.solid")).to_have_attribute("aria-disabled", "true")


def test_a_pasted_table_tells_every_problem_with_its_line(page: Page, watch: Watch) -> None:
    watch.expect("status of 422")
    open_dialog(page, lang="es")
    page.locator('[data-set="own"]').click()
    page.locator("dialog.data textarea").fill(TABLE + "x;1;setosa\n;2;setosa\n")
    problems = page.locator("dialog.data .problems li")
    expect(problems).to_have_count(2)
    expect(problems.nth(0)).to_contain_text("Línea 6: «x» en «largo»")
    expect(problems.nth(1)).to_contain_text("Línea 7: la celda de «largo» está vacía")
    page.locator("dialog.data textarea").fill("")
    expect(problems).to_have_count(0)
    expect(page.locator("dialog.data footer .btn.solid")).to_have_attribute("aria-disabled", "true")


def test_a_table_is_used_with_its_names(page: Page, tmp_path: Path) -> None:
    file = tmp_path / "flores.csv"
    file.write_bytes(TABLE.encode("utf-16"))
    open_dialog(page)
    page.locator('[data-set="own"]').click()
    page.locator('dialog.data input[type="file"]').set_input_files(file)
    expect(page.locator("dialog.data .classes")).to_contain_text("setosa")
    data = use(page)["description"]["data"]
    assert data["classes"] == ["setosa", "versicolor", "virginica"]
    assert data["x"]["data"] == [5.1, 3.5, 7, 3.2, 6.1, 2.2, 6, 2]
    page.keyboard.press("d")
    expect(page.locator(".confusion tbody th").first).to_have_attribute("title", "setosa")


def test_other_columns_are_chosen_as_target(page: Page, watch: Watch) -> None:
    watch.expect("status of 422")
    open_dialog(page)
    page.locator('[data-set="own"]').click()
    page.locator("dialog.data textarea").fill("a,b,c\n1,2,3\n4,5,6\n7,8,1\n")
    page.locator('[data-key="role2"]').select_option(label="not used")
    expect(page.locator("dialog.data .problems")).to_contain_text("At least one column")
    page.get_by_role("button", name="Read it anew").click()
    page.locator('[data-key="role0"]').select_option(label="target")
    expect(page.locator("dialog.data tr.target")).to_have_count(2)
    checkpoint = use(page)
    assert checkpoint["description"]["data"]["target"]["data"] == [1, 3, 4, 6, 7, 1]
    assert checkpoint["description"]["network"]["layers"][-1]["units"] == 2


def test_a_click_in_the_picture_adds_a_point_of_the_chosen_class(page: Page) -> None:
    page.goto("/?preset=spiral&lang=en")
    expect(page.locator(".tick").first).to_be_visible()
    page.keyboard.press("d")
    page.locator('[data-train="points"]').click()
    page.locator(".point-kinds .c1").click()
    area = page.locator(".plot-area.fit").bounding_box()
    assert area is not None
    before = page.url
    page.mouse.click(area["x"] + area["width"] / 2, area["y"] + area["height"] / 2)
    expect(page).not_to_have_url(before)
    description = shown(page)["description"]
    assert "dataset" not in description["data"]
    data = page.request.get(f"/api/v1/checkpoints/{shown(page)['id']}/data").json()
    rows = data["train"]["rows"] + data["test"]["rows"]
    part, row = next(
        (data[name], data[name]["rows"].index(300))
        for name in ("train", "test")
        if 300 in data[name]["rows"]
    )
    assert len(rows) == 301 and part["labels"][row] == 1
    assert all(abs(value) < 1 for value in part["x"]["data"][2 * row : 2 * row + 2])
    assert data["classes"][1]["en"] == "arm 2"
    page.locator(".plot-area.fit").focus()
    page.keyboard.press("ArrowUp")
    before = page.url
    page.keyboard.press("Enter")
    expect(page).not_to_have_url(before)


def test_a_unit_under_the_pointer_is_shown_alone(page: Page) -> None:
    page.goto("/?preset=spiral&lang=en")
    expect(page.locator(".tick").first).to_be_visible()
    title = page.locator(".plot:has(.fit) h3")
    page.locator('figure[data-tensor="l2.y"] .ghost').hover()
    page.keyboard.press("d")
    expect(title).to_have_text("Output over the plane")
    page.locator('figure[data-tensor="l2.y"] .ghost').hover(position={"x": 2, "y": 4})
    expect(title).to_contain_text("of y₂")
    page.locator(".drawer-bar").hover()
    expect(title).to_have_text("Output over the plane")


@pytest.mark.parametrize("lang", ["en", "es"])
@pytest.mark.parametrize("chosen", ["blobs", "own"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_dialog_keeps_nobody_out(page: Page, chosen: str, lang: str, scheme: Any) -> None:
    page.emulate_media(color_scheme=scheme)
    open_dialog(page, lang=lang)
    page.locator(f'[data-set="{chosen}"]').click()
    if chosen == "own":
        page.locator("dialog.data textarea").fill(TABLE)
        expect(page.locator("dialog.data .classes")).to_be_visible()
    else:
        expect(page.locator(".outcome")).to_contain_text("150")
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    page.set_viewport_size({"width": 390, "height": 844})
    wide = page.evaluate("document.querySelector('.chosen').scrollWidth")
    assert wide <= 390
