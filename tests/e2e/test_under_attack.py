"""A walk of the page while others mean no good: it opens, steps, is changed, and trains."""

import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import ROOT, Watch
from tests.serving.attack import KINDS

pytestmark = [pytest.mark.long, pytest.mark.own_page]
PATIENT = 90_000  # milliseconds: they keep the machine busy too


@contextmanager
def attack(address: str, kind: str) -> Iterator[None]:
    """While this lasts, in a process of its own."""
    command = [sys.executable, "-m", "tests.serving.attack", str(urlsplit(address).port), kind]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as attackers:
        assert attackers.stdout is not None
        try:
            assert attackers.stdout.readline(), "they have not come"
            yield
        finally:
            attackers.kill()


@pytest.fixture
def alone(tmp_path: Path) -> Iterator[str]:
    """One of its own, as people start it: the attack is on nobody else."""
    command = [sys.executable, "-m", "backstep", "--port=0", "--no-open"]
    command.append(f"--store=sqlite:///{tmp_path / 'runs.sqlite'}")
    with (
        (tmp_path / "errors.log").open("w+") as log,
        subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=log, text=True) as p,
    ):
        assert p.stdout is not None
        yield p.stdout.readline().split()[3].rstrip("/")
        p.terminate()
        p.wait(timeout=60)
        log.seek(0)
        assert "Traceback" not in (said := log.read()), said


def insist(page: Page, act: Callable[[], object], done: Callable[[], bool]) -> None:
    """Until it is done: who is told that the server is busy, or its store, asks again."""
    problem, end = page.locator(".problem"), time.monotonic() + PATIENT / 1000
    act()
    while not done():
        assert time.monotonic() < end, problem.inner_text() or page.url
        if problem.is_visible():
            close = problem.get_by_role("button", name="Close")
            if close.is_visible():  # what was there is there still
                close.click()
            act()
        page.wait_for_timeout(50)


def leads_to(page: Page, address: str) -> Callable[[], bool]:
    return lambda: re.search(address, page.url) is not None


@pytest.mark.parametrize("kind", KINDS)
def test_the_page_works_while_others_mean_no_good(
    alone: str, page: Page, watch: Watch, kind: str, tmp_path: Path
) -> None:
    watch.home = alone
    watch.expect("status of 429")  # busy, as is said to anybody then
    watch.expect("status of 503")  # out of time, or the store's turn did not come
    page.set_default_timeout(PATIENT)
    page.set_default_navigation_timeout(PATIENT)
    expect.set_options(timeout=PATIENT)
    with attack(alone, kind):
        tick = page.locator(".tick").first
        insist(page, lambda: page.goto(f"{alone}/?preset=course&lang=en"), tick.is_visible)
        name = page.locator(".step-name")
        names = [name.inner_text()]
        for _ in range(6):
            page.keyboard.press("ArrowRight")
            expect(name).not_to_have_text(names[-1])
            names.append(name.inner_text())
        for before in reversed(names[-4:-1]):
            page.keyboard.press("ArrowLeft")
            expect(name).to_have_text(before)
        page.keyboard.press("ArrowRight")
        terms = page.locator(".terms, .single").first
        insist(page, page.locator(".stage .cell").first.click, terms.is_visible)
        page.keyboard.press("Escape")

        insist(page, lambda: page.keyboard.press("n"), leads_to(page, r"checkpoint=\w+\.1&"))
        page.get_by_role("button", name="Build").click()
        rate = page.locator('[data-key="/description/network/optimizer/lr"]')
        here = re.search(r"checkpoint=(\w+)", page.url)
        assert here

        def give() -> None:
            rate.fill("0.01")
            rate.press("Enter")

        insist(page, give, leads_to(page, rf"checkpoint=(?!{here[1]})"))
        edited = re.search(r"checkpoint=(\w+)", page.url)
        assert edited

        page.keyboard.press("Escape")
        page.keyboard.press("d")
        expect(page.locator(".in-training .pic")).to_be_visible()

        def train() -> None:
            page.locator('[data-train="when"]').click()
            field = page.locator('input[data-train="iterations"]')
            field.fill("50")
            field.press("Enter")

        insist(page, train, leads_to(page, rf"checkpoint={edited[1]}\.51&"))
        expect(page.locator(".problem")).to_be_hidden()
        page.screenshot(path=str(tmp_path / "page.png"))
    expect.set_options(timeout=30_000)
