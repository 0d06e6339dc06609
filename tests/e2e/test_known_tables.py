"""Well-known tables, as they are published, are read, used and learned from on the page."""

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.datasets.own_tables import reading
from tests.datasets.published import PUBLISHED, Published
from tests.e2e.conftest import Watch
from tests.e2e.test_drawer import train
from tests.e2e.test_samples import open_dialog, use

pytestmark = pytest.mark.long

ROLES = {"en": ("target", "not used"), "es": ("objetivo", "no se usa")}
DONE = {"en": "this is iteration {}", "es": "esta es la iteración {}"}
ITERATIONS = 40


def give(page: Page, table: Published, folder: Path) -> None:
    """Pasted, or chosen as a file where the archive has one of another ending."""
    if table.file == "csv":
        page.locator("dialog.data textarea").fill(table.text())
        return
    path = folder / f"table.{table.file}"
    path.write_text(table.text())
    page.locator('dialog.data input[type="file"]').set_input_files(path)


def choose(page: Page, table: Published, lang: str) -> None:
    """What a reader does: the mark, the columns, gaps, classes, images."""
    target, unused = ROLES[lang]
    wishes = table.wishes
    names = list(reading(table.text(), **wishes).columns)
    if "decimal" in wishes:
        page.locator(f'[data-key="decimal{wishes["decimal"]}"]').click()
    taken = [name if isinstance(name, int) else names.index(name) for name in wishes["target"]] \
        if "target" in wishes else [len(names) - 1]  # fmt: skip
    if "target" in wishes:
        page.locator(f'[data-key="role{taken[0]}"]').select_option(label=target)
        expect(page.locator("dialog.data tr.target")).to_have_count(1)
    if "inputs" in wishes:
        kept = [k if isinstance(k, int) else names.index(k) for k in wishes["inputs"]]
        for k in sorted({*range(len(names))} - {*kept, *taken}):
            role = page.locator(f'[data-key="role{k}"]')
            role.select_option(label=unused)
            expect(role).to_have_value(unused)
    if "gaps" in wishes:
        page.locator('[data-key="gaps"]').select_option(index=1)
    for box in ("classes", "images"):
        if wishes.get(box):
            page.locator(f'[data-key="{box}"]').check()
            expect(page.locator(f'[data-key="{box}"]')).to_be_checked()


@pytest.mark.parametrize(
    ("table", "lang"),
    [(table, ("en", "es")[k % 2]) for k, table in enumerate(PUBLISHED)],
    ids=lambda value: getattr(value, "name", value),
)
def test_a_table_is_read_used_and_learned_from(
    page: Page, watch: Watch, tmp_path: Path, table: Published, lang: str
) -> None:
    watch.expect("status of 422")  # columns that cannot be used until something is chosen
    open_dialog(page, lang=lang)
    page.locator('[data-set="own"]').click()
    give(page, table, tmp_path)
    expect(page.locator("dialog.data .columns-of tbody tr").first).to_be_visible()
    choose(page, table, lang)
    expect(page.locator("dialog.data footer .btn.solid")).not_to_have_attribute(
        "aria-disabled", "true"
    )
    expect(page.locator('[data-key="network.suggested"]')).to_be_checked()
    begun = use(page)
    data = begun["description"]["data"]
    assert data["standardize"] is True
    assert len(data.get("classes", ())) == table.classes
    page.keyboard.press("d")
    expect(page.locator(".in-training .pic")).to_be_visible()
    train(page, ITERATIONS)
    expect(page.locator(".train-state")).to_contain_text(DONE[lang].format(ITERATIONS + 1))
    losses = [metric(page, name) for name in (begun["id"], shown(page))]
    assert losses[1] < 0.95 * losses[0]


def shown(page: Page) -> str:
    return str(page.evaluate("new URLSearchParams(location.search).get('checkpoint')"))


def metric(page: Page, name: str) -> float:
    found: dict[str, Any] = page.request.get(f"/api/v1/checkpoints/{name}/metrics").json()
    return float(found["loss"])
