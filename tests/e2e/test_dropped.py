"""What is dropped on the page, as a browser's own drag brings it: early, as a folder, or gone."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from tests.e2e.test_samples import open_dialog

pytestmark = pytest.mark.long
UNREAD = {"en": "it is a folder", "es": "es una carpeta"}


def drop(page: Page, path: Path, at: tuple[float, float] = (600, 400)) -> None:
    """Drags a file or a folder of this machine onto the page."""
    browser = page.context.new_cdp_session(page)
    data = {"items": [], "files": [str(path)], "dragOperationsMask": 1}
    for kind in ("dragEnter", "dragOver", "drop"):
        x, y = at
        browser.send("Input.dispatchDragEvent", {"type": kind, "x": x, "y": y, "data": data})
    browser.detach()


@pytest.fixture
def saved(page: Page, tmp_path: Path) -> tuple[str, Path]:
    """A file of another network, and the checkpoint that it leads to."""
    presets = page.request.get("/api/v1/catalog").json()["presets"]
    made = page.request.post("/api/v1/checkpoints", data=presets["mazur"]["description"]).json()
    path = tmp_path / "mazur.backstep.json"
    path.write_bytes(page.request.get(f"/api/v1/checkpoints/{made['id']}/export/json").body())
    return made["id"], path


@pytest.mark.own_page
@pytest.mark.parametrize("late", ["**/i18n/en*", "**/api/v1/presets/*"])
def test_what_is_dropped_before_the_page_is_whole_is_opened_once_it_is(
    page: Page, saved: tuple[str, Path], late: str
) -> None:
    """Neither the browser goes to the file, nor does what the address asks for come over it."""
    id, path = saved
    held: list[Route] = []
    page.route(late, lambda route: held.append(route))
    with page.expect_request(late):
        page.goto("/?preset=course&lang=en", wait_until="domcontentloaded")
    drop(page, path)
    assert "preset=course" in page.url
    for route in held:
        route.continue_()
    page.unroute(late)
    expect(page).to_have_url(re.compile(rf"checkpoint={re.escape(id)}&"))
    expect(page.locator(".stage .cell").first).to_be_visible()
    assert "preset=course" not in page.url


@pytest.mark.parametrize("language", UNREAD)
def test_a_folder_is_told_on_the_page_and_beside_a_table_and_nothing_is_lost(
    page: Page, tmp_path: Path, language: str
) -> None:
    folder = tmp_path / "tables"
    folder.mkdir()
    (folder / "a.csv").write_text("x,y\n1,2\n")
    page.goto(f"/?preset=course&step=3&lang={language}")
    expect(page.locator(".stage .cell").first).to_be_visible()
    expect(page).to_have_url(re.compile("checkpoint="))
    before = page.url
    drop(page, folder)
    expect(page.locator(".problem")).to_contain_text(UNREAD[language])
    assert page.url == before
    open_dialog(page, lang=language)
    page.locator('[data-set="own"]').click()
    field = page.locator("dialog.data textarea")
    field.fill("a,b\n1,2\n")
    drop(page, folder, middle(field.bounding_box()))
    expect(page.locator("dialog.data .note[role=status]")).to_contain_text(UNREAD[language])
    assert field.input_value() == "a,b\n1,2\n"


def middle(box: Any) -> tuple[float, float]:
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def test_a_file_that_goes_before_it_is_read_is_told(page: Page, tmp_path: Path) -> None:
    path = tmp_path / "gone.backstep.json"
    path.write_text(json.dumps({"backstep": 1}))
    page.goto("/?preset=course&lang=en")
    expect(page.locator(".stage .cell").first).to_be_visible()
    held: list[Route] = []
    opens = re.compile(r"/js/.*shar(e|ing)")
    page.route(opens, lambda route: held.append(route))
    with page.expect_request(opens):  # what opens it is on its way
        drop(page, path)
    path.unlink()
    for route in held:
        route.continue_()
    page.unroute(opens)  # what is asked for from now on is answered
    expect(page.locator(".problem")).to_contain_text("it is not there any more")
