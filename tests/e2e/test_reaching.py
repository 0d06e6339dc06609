"""What takes long says how far it is and can be stopped; no file makes the page ask for hours."""

import json
import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import Watch
from tests.e2e.test_share import drop

FAR = 900_000_000


def far(x: float) -> str:
    """A file whose way nobody has gone before: another x is another network."""
    network = {
        "layers": [{"kind": "linear", "units": 1}],
        "loss": {"kind": "squared_error"},
    }
    description = {"network": network, "data": {"x": [[x]], "target": [[1]]}}
    return json.dumps(
        {"backstep": 1, "description": description, "edits": [], "iteration": FAR, "id": "x"}
    )


@pytest.fixture(autouse=True)
def too_much_at_once(watch: Watch) -> None:
    """On a fast machine a portion may be more than one request's work: it is told so, once."""
    watch.expect("status of 413")


def opened(page: Page, lang: str) -> None:
    page.goto(f"/?preset=course&lang={lang}")
    expect(page.locator(".stage .cell").first).to_be_visible()


@pytest.mark.parametrize(
    ("lang", "question", "stop"),
    [
        ("en", "still to go", "Stop here"),
        pytest.param("es", "Todavía faltan", "Detenerse aquí", marks=pytest.mark.long),
    ],
)
def test_a_file_from_very_far_asks_before_it_goes_on_and_shows_what_it_reached(
    page: Page, lang: str, question: str, stop: str
) -> None:
    opened(page, lang)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    drop(page, "far.backstep.json", far(len(stop) / 100))
    expect(page.locator(".reaching")).to_contain_text(question, timeout=30_000)
    assert not any("x" == url.rpartition("/")[2] for url in asked)
    before = sum("/next" in url for url in asked)
    page.get_by_role("button", name=stop).click()
    expect(page.locator(".reaching")).to_be_hidden()
    expect(page).to_have_url(re.compile(r"checkpoint=\w+\.[1-9]\d+"))
    expect(page.locator(".transport")).not_to_have_class(re.compile("busy"))
    expect(page.locator(".problem")).to_be_hidden()
    assert sum("/next" in url for url in asked) == before, "it asked for no more"


def test_on_the_way_it_says_how_far_it_is_and_stops_when_told(page: Page) -> None:
    opened(page, "en")
    drop(page, "far.backstep.json", far(0.5))
    page.get_by_role("button", name="Go on").click(timeout=30_000)
    reaching = page.locator(".reaching")
    expect(reaching).to_contain_text(re.compile(r"of 900.000.000 iterations · .* left"))
    first = reaching.locator("progress").evaluate("bar => bar.value")
    page.wait_for_function("v => document.querySelector('.reaching progress').value > v", arg=first)
    reaching.get_by_role("button", name="Stop").click()
    expect(reaching).to_be_hidden()
    expect(page).to_have_url(re.compile(r"checkpoint=\w+\.[1-9]\d+"))


def test_whoever_asks_for_something_else_has_it_and_the_way_ends(page: Page) -> None:
    opened(page, "en")
    drop(page, "far.backstep.json", far(0.7))
    page.get_by_role("button", name="Go on").click(timeout=30_000)
    page.locator(".topbar [aria-haspopup=menu]").click()
    page.get_by_role("menuitemradio", name="XOR").click()
    expect(page.locator(".reaching")).to_be_hidden()
    expect(page).to_have_url(re.compile("preset=xor"))
    expect(page.locator(".problem")).to_be_hidden()


def test_a_link_to_far_away_says_at_once_how_far_it_is_and_asks_for_no_more_than_once(
    page: Page, base_url: str
) -> None:
    """Nobody has been there: asked for at once, it would take as long as a look may, and longer."""
    description = json.loads(far(0.31))["description"]
    answer = page.request.post(f"{base_url}/api/v1/checkpoints", data=description)
    base = answer.json()["base"]
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"/?checkpoint={base}.3000000&lang=en")
    reaching = page.locator(".reaching")
    expect(reaching).to_be_visible()
    assert sum(f"{base}.3000000/trace" in url for url in asked) == 1
    reaching.get_by_role("button", name=re.compile("Stop")).click()
    expect(reaching).to_be_hidden()
    expect(page.locator(".stage .cell").first).to_be_visible()
    expect(page).to_have_url(re.compile(rf"checkpoint={base}\.[1-9]\d+"))
    expect(page.locator(".problem")).to_be_hidden()
