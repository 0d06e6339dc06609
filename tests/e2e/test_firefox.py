"""One walk in Firefox: the first minute, a lesson, every step, a number, a check, a training."""

import shutil
from pathlib import Path

import httpx
import pytest

from tests.e2e.firefox import Firefox, running

FIREFOX = next(filter(None, map(shutil.which, ("firefox-esr", "firefox"))), None)

pytestmark = [
    pytest.mark.peer,
    pytest.mark.long,
    pytest.mark.skipif(FIREFOX is None, reason="there is no Firefox here (apt-get: firefox-esr)"),
]

FIELD = "document.querySelector('input[data-train=iterations]')"
API = "/api/v1/checkpoints/"
CELLS = """[...document.querySelectorAll('figure[data-tensor="{}"] .cell')]
  .map((cell) => Number(cell.textContent.replace('−', '-')))"""


def test_a_walk_through_the_page(server: str, tmp_path: Path) -> None:
    assert FIREFOX
    with running(FIREFOX, tmp_path / "profile") as page:
        walk(page.resize(1440, 900), server)
        assert not page.said, page.said


def walk(page: Firefox, server: str) -> None:
    # the first minute leads to the lesson
    page.open(f"{server}/?lang=es")
    page.wait("document.querySelector('.panel.first')?.textContent.includes('Comenzar')")
    page.click(".panel.first .btn.solid")
    page.wait("document.querySelector('.lesson .badge')?.textContent.includes('1 de ')")
    page.click(".lesson .next")
    page.wait("document.querySelector('.lesson .badge')?.textContent.includes('2 de ')")

    # every step, and the numbers are those of the API
    page.open(f"{server}/?preset=course&lang=en")
    page.wait("document.querySelectorAll('.tick').length > 10")
    page.wait("location.search.includes('checkpoint=')")
    name = page.tell("new URLSearchParams(location.search).get('checkpoint')")
    trace = httpx.get(f"{server}{API}{name}/trace").json()
    for step in range(len(trace["steps"])):
        page.press("ArrowRight")
        page.wait("new URLSearchParams(location.search).get('step')", str(step).__eq__)
    for address in ("l1.y", "l2.dW", "l1.dy"):
        shown = page.wait(CELLS.format(address), len)
        assert shown == pytest.approx(trace["tensors"][address]["data"], abs=0.0051)

    # a number tells where it came from; the check marks what it has compared
    page.click('figure[data-tensor="l2.dW"] .cell')
    page.wait("document.querySelector('.inspector').textContent.includes('∂E/∂W₂[0,0]')")
    page.click('[data-tool="check"]')
    page.wait("document.querySelectorAll('figure .mark[data-verdict=right]').length", (10).__eq__)
    assert page.tell("document.querySelectorAll('math').length") > 3

    # a training ends where the server says
    page.press("d")
    page.wait("document.querySelector('[data-train=when]') !== null")
    page.click('[data-train="when"]')
    while page.tell(f"{FIELD}?.value") != "50":  # drawn anew once, as the first answers arrive
        page.click('input[data-train="iterations"]')
        page.tell(f"{FIELD}.select()")
        for key in "50":
            page.press(key)
    page.press("Enter")
    page.wait("document.querySelector('.train-bar').textContent.includes('this is iteration 51')")
    end = page.tell("new URLSearchParams(location.search).get('checkpoint')")
    assert httpx.get(f"{server}{API}{end}").json()["iteration"] == 50
