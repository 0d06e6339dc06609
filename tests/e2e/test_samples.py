"""Choosing samples on the page: data sets, a table of one's own, points in the picture."""

import re
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.datasets.test_known_tables import TITANIC
from tests.e2e.conftest import Watch

pytestmark = pytest.mark.long

Json = dict[str, Any]
SIDES = ("suggested", "present")
TABLE = (
    "\ufefflargo;ancho;especie\n5,1;3,5;setosa\n7;3,2;versicolor\n6,1;2,2;setosa\n6;2;virginica\n"
)


def open_dialog(page: Page, query: str = "preset=course", lang: str = "en") -> None:
    page.goto(f"/?{query}&lang={lang}")
    expect(page.locator(".tick").first).to_be_visible()
    expect(page).to_have_url(re.compile("checkpoint="))
    page.locator('[data-tool="data"]').click()
    expect(page.locator("dialog.data")).to_be_visible()


def shown(page: Page) -> Json:
    """The checkpoint in the address bar."""
    expect(page).to_have_url(re.compile("checkpoint="))
    found = re.search(r"checkpoint=([^&]+)", page.url)
    assert found
    answer: Json = page.request.get(f"/api/v1/checkpoints/{found.group(1)}").json()
    return answer


def test_a_loss_that_cannot_learn_from_other_samples_is_told_before_they_are_used(
    page: Page,
) -> None:
    open_dialog(page, "preset=digits")
    page.locator('[data-set="line"]').click()
    suggested, kept = (page.locator(f'[data-key="network.{one}"]') for one in SIDES)
    expect(suggested).to_be_checked()
    expect(page.locator("label", has=kept)).to_contain_text("nothing would ever learn")
    page.locator('[data-set="blobs"]').click()  # classes again: the network takes them
    expect(kept).to_be_checked()
    expect(page.locator("label", has=kept)).not_to_contain_text("learn")


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


def paste(page: Page, text: str) -> None:
    page.locator('[data-set="own"]').click()
    page.locator("dialog.data textarea").fill(text)
    expect(page.locator("dialog.data .found > *").first).to_be_visible()


def test_a_columns_problem_stands_beside_it_with_what_cures_it(page: Page, watch: Watch) -> None:
    watch.expect("status of 422")
    open_dialog(page, lang="es")
    paste(page, TABLE + "x;1;setosa\n;2;setosa\n")
    wrong = page.locator("dialog.data tr.wrong")
    expect(wrong).to_have_count(1)
    expect(wrong.locator(".why")).to_contain_text("Línea 6: «x» en «largo»")
    expect(wrong).to_contain_text("falta 1 valor")
    ready = page.locator("dialog.data footer .btn.solid")
    expect(ready).to_have_attribute("aria-disabled", "true")
    wrong.locator("select").select_option(label="no se usa")
    expect(wrong).to_have_count(0)
    expect(ready).to_have_attribute("aria-disabled", "false")
    page.locator("dialog.data textarea").fill("")
    expect(page.locator("dialog.data .found > *")).to_have_count(0)
    expect(ready).to_have_attribute("aria-disabled", "true")


def test_titanic_is_used_once_its_names_are_left_out(page: Page, watch: Watch) -> None:
    watch.expect("status of 422")
    open_dialog(page)
    paste(page, TITANIC.split("\n", 1)[0] + '\n1,0,3,"A",male,2,1,0,T1,7,C1,S\n' * 2)
    expect(page.locator("dialog.data .alone")).to_contain_text("nothing to tell apart")
    more = "".join(f'{k},{k % 2},3,"N{k}",male,{k},0,0,T{k},7.{k},,S\n' for k in range(10, 80))
    paste(page, TITANIC + more)
    expect(page.locator("dialog.data .alone")).to_have_count(0)
    expect(page.locator("dialog.data tr.wrong")).to_have_count(2)
    for k, role in ((1, "target"), (3, "not used"), (8, "not used"), (10, "not used")):
        page.locator(f'[data-key="role{k}"]').select_option(label=role)
        expect(page.locator(f'[data-key="role{k}"]')).to_have_value(role)
    expect(page.locator("dialog.data tr.target")).to_have_count(1)
    expect(page.locator("dialog.data")).to_contain_text("left out: 1")
    expect(page.locator("dialog.data .asks")).to_contain_text("Are they classes?")
    page.locator('[data-key="gaps"]').select_option(label="fill in the column's mean")
    expect(page.locator("dialog.data")).to_contain_text("left out: 0 · filled: 1")
    page.locator('[data-key="classes"]').check()
    expect(page.locator("dialog.data .asks")).to_have_count(0)
    expect(page.locator('[data-key="batch"]')).to_have_value("32")
    page.locator('[data-key="batch"]').fill("25")
    description = use(page)["description"]
    assert description["data"]["classes"] == ["0", "1"]
    assert description["data"]["features"][:4] == [
        "PassengerId",
        "Pclass",
        "Sex = female",
        "Sex = male",
    ]
    assert description["batch"] == {"size": 25, "shuffle": True}


def test_the_label_of_785_columns_becomes_the_only_target(page: Page) -> None:
    open_dialog(page)
    names = ",".join(["label", *(f"pixel{k}" for k in range(784))])
    rows = "\n".join(",".join(str((k + j) % 10) for j in range(785)) for k in range(20))
    paste(page, f"{names}\n{rows}\n")
    page.locator('dialog.data input[type="search"]').fill("lab")
    expect(page.locator("dialog.data .columns-of tbody tr")).to_have_count(1)
    page.locator('[data-key="role0"]').select_option(label="target")
    page.locator('dialog.data input[type="search"]').fill("783")
    expect(page.locator('[data-key="role784"]')).to_have_value("input")
    page.locator('dialog.data input[type="search"]').fill("")
    expect(page.locator("dialog.data tr.target")).to_have_count(1)
    expect(page.locator("dialog.data .columns-of")).to_contain_text("725 more")
    page.locator('[data-key="classes"]').check()
    expect(page.locator("dialog.data .classes")).to_contain_text("Classes (10)")
    data = page.request.get(f"/api/v1/checkpoints/{use(page)['id']}/data").json()
    assert data["train"]["x"]["shape"] == [20, 784]
    assert data["train"]["labels"] == [k % 10 for k in range(20)]


def test_a_number_that_may_mean_two_things_is_asked_about(page: Page, watch: Watch) -> None:
    watch.expect("status of 422")
    open_dialog(page, lang="es")
    paste(page, "precio;habitaciones\n1.234;3\n2.500;4\n")
    asks = page.locator("dialog.data .asks").filter(has_text="¿Qué significa 1.234?")
    asks.get_by_role("button", name="1234 (el signo decimal es la coma)").click()
    expect(page.locator("dialog.data .preview tbody tr").first).to_contain_text("1234")
    expect(page.locator("dialog.data")).to_contain_text("signos de miles en «precio»")
    assert use(page)["description"]["data"]["x"]["data"] == [1234, 2500]


@pytest.mark.parametrize(
    ("name", "body", "said"),
    [
        ("a.xlsx", b"PK\x03\x04\0\0xl/workbook.xml" + bytes(200_000), "an Excel file (.xlsx)"),
        ("a.csv", b"\x89PNG\r\n\x1a\n\0\0" + bytes(range(256)), "a picture (PNG)"),
        ("a.json", b'[{"a": 1, "b": 2}]', "This is JSON"),
        ("a.csv", "a,b\n1,2\n".encode("utf-16-le"), "UTF-16 text without its mark"),
    ],
)
def test_a_file_that_is_no_table_is_named(
    page: Page, watch: Watch, tmp_path: Path, name: str, body: bytes, said: str
) -> None:
    watch.expect("status of 422")
    file = tmp_path / name
    file.write_bytes(body)
    open_dialog(page)
    page.locator('[data-set="own"]').click()
    with page.expect_request("**/datasets/csv") as asked:
        page.locator('dialog.data input[type="file"]').set_input_files(file)
    assert len(asked.value.post_data or "") < 1_000_000, "what is no text is sent in part"
    expect(page.locator("dialog.data .problems")).to_contain_text(said)


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
    expect(page.locator(".conf tbody th").first).to_have_attribute("title", "setosa")


def test_other_columns_are_chosen_as_target(page: Page, watch: Watch) -> None:
    watch.expect("status of 422")
    open_dialog(page)
    page.locator('[data-set="own"]').click()
    page.locator("dialog.data textarea").fill("a,b,c\n1,2,3\n4,5,6\n7,8,1\n")
    page.locator('[data-key="role2"]').select_option(label="not used")
    expect(page.locator("dialog.data .problems")).to_contain_text("At least one column")
    page.get_by_role("button", name="Read it again").click()
    page.locator('[data-key="role0"]').select_option(label="target")
    expect(page.locator("dialog.data tr.target")).to_have_count(1)
    page.locator('[data-key="role2"]').select_option(label="target")
    expect(page.locator("dialog.data tr.target")).to_have_count(2)
    checkpoint = use(page)
    assert checkpoint["description"]["data"]["target"]["data"] == [1, 3, 4, 6, 7, 1]
    assert checkpoint["description"]["network"]["layers"][-1]["units"] == 2


def test_a_click_in_the_picture_adds_a_point_of_the_chosen_class(page: Page) -> None:
    page.goto("/?preset=spiral&lang=en")
    expect(page).to_have_url(re.compile("checkpoint="))
    page.keyboard.press("d")
    page.locator('[data-train="points"]').click()
    page.locator(".point-kinds .c1").click()
    area = page.locator(".plane-area").bounding_box()
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
    page.locator(".plane-area").focus()
    page.keyboard.press("ArrowUp")
    before = page.url
    page.keyboard.press("Enter")
    expect(page).not_to_have_url(before)


def test_a_unit_that_is_clicked_is_shown_alone(page: Page) -> None:
    page.goto("/?preset=spiral&lang=en")
    expect(page.locator(".tick").first).to_be_visible()
    page.keyboard.press("d")
    says = page.locator(".big > header p")
    expect(says).to_have_text("Filled: training · hollow: test")
    page.locator('.unit-tiles[data-address="l2.y"] [data-unit="5"]').click()
    expect(says).to_contain_text("Unit 5 of y₂")
    page.keyboard.press("Escape")
    expect(says).to_have_text("Filled: training · hollow: test")
    page.keyboard.press("3")
    page.locator('.units-area [data-layer="l5.y"][data-unit="2"]').press("Enter")
    expect(says).to_contain_text("Unit 2 of y₅")


@pytest.mark.parametrize("lang", ["en", "es"])
@pytest.mark.parametrize("chosen", ["blobs", "own"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_dialog_keeps_nobody_out(page: Page, chosen: str, lang: str, scheme: Any) -> None:
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
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


def test_a_table_that_comes_as_json_is_made_one_by_a_click(page: Page, watch: Watch) -> None:
    watch.expect("status of 422")
    open_dialog(page)
    written = "[{'a': 1, 'y': 'cat'}, {'a': None, 'y': 'dog'}, {'a': 3, 'y': 'dog'},]"
    paste(page, written)
    page.get_by_role("button", name="Make a table of it: 3 rows, 2 columns").click()
    field = page.locator("dialog.data textarea")
    expect(field).to_have_value("a,y\n1,cat\n,dog\n3,dog")
    expect(page.locator("dialog.data footer .btn.solid")).to_have_attribute(
        "aria-disabled", "false"
    )
    page.get_by_role("button", name="Back to the JSON").click()
    expect(field).to_have_value(written)


def test_images_for_rows_are_taken_with_the_layer_that_makes_them_rows(
    page: Page, watch: Watch
) -> None:
    watch.expect("status of 422")
    open_dialog(page)
    page.locator('[data-set="digits"]').click()
    page.locator('.chosen .form [data-key="/query/images"]').check()
    page.locator("dialog.data footer .btn.solid").click()
    said = page.locator("dialog.data .problems")
    expect(said).to_contain_text("and gets images of 1×8×8")
    page.locator("dialog.data [data-mend]").click()
    expect(page.locator("dialog.data")).to_be_hidden()
    name = page.evaluate("new URLSearchParams(location.search).get('checkpoint')")
    nodes = page.request.get(f"/api/v1/checkpoints/{name}").json()["nodes"]
    assert [node["kind"] for node in nodes[1:3]] == ["flatten", "linear"]
