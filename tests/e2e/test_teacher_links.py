"""A teacher's link: parts left out, nothing to edit, larger to project, in a course's frame."""

import re
import subprocess
import sys
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import ROOT, Watch

pytestmark = pytest.mark.long

PARTS = {
    "topbar": ".topbar",
    "timeline": ".timeline",
    "controls": ".keys",
    "tools": ".tools",
    "legend": ".legend",
    "memory": ".mem-chip",
    "drawer": ".drawer",
    "inspector": ".inspector",
    "sentence": ".say",
    "formulas": ".f",
    "number": ".number-panel",
    "chain": ".chain-panel",
}


def open_at(page: Page, query: str) -> None:
    page.goto(f"/?preset=course&step=10&lang=en{query}")
    expect(page.locator(".stage .cell").first).to_be_visible()
    expect(page.locator(".chain-panel .bead").first).to_be_attached()


def test_a_plain_link_shows_every_part(page: Page) -> None:
    open_at(page, "")
    for part in PARTS.values():
        expect(page.locator(part).first).to_be_visible()


@pytest.mark.parametrize("part", PARTS)
def test_a_part_is_left_out_and_the_others_stay(page: Page, part: str) -> None:
    open_at(page, f"&hide={part}")
    expect(page.locator(PARTS[part]).first).to_be_hidden()
    inside = {"inspector": ("sentence", "formulas", "number", "chain")}.get(part, ())
    for other in PARTS.keys() - {part, *inside}:
        expect(page.locator(PARTS[other]).first).to_be_visible()
    page.keyboard.press("ArrowRight")
    expect(page).to_have_url(re.compile(f"step=11.*hide={part}"))
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    work = page.locator(".work").bounding_box()
    assert work is not None and work["y"] + work["height"] == 900


def test_the_stage_alone_fills_the_page(page: Page) -> None:
    open_at(page, "&hide=topbar,timeline,controls,tools,legend,drawer,inspector")
    box = page.locator(".scroller").bounding_box()
    assert box is not None and box["width"] == 1440 and box["height"] > 800


def test_several_parts_are_left_out_and_unknown_ones_ignored(page: Page) -> None:
    open_at(page, "&hide=memory,chain,nonsense")
    expect(page.locator(".mem-chip").first).to_be_hidden()
    expect(page.locator(".chain-panel")).to_be_hidden()
    page.keyboard.press("ArrowLeft")
    expect(page).to_have_url(re.compile("step=9.*hide=memory,chain$"))


def test_a_locked_page_steps_and_cannot_be_edited(page: Page) -> None:
    open_at(page, "&lock=1&cell=l1.W,0,1")
    checkpoint = page.evaluate("new URLSearchParams(location.search).get('checkpoint')")
    cell = page.locator('[data-tensor="l1.W"] .cell').nth(1)
    cell.click()
    cell.click()
    page.keyboard.press("Enter")
    box = cell.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 5, box["y"] + 5)
    page.mouse.down()
    page.mouse.move(box["x"] + 90, box["y"] + 5, steps=5)
    page.mouse.up()
    expect(page.locator(".touch")).to_be_hidden()
    expect(page.locator(".change")).to_be_hidden()
    for editing in ('[data-tool="build"]', '[data-tool="data"]', ".plus"):
        expect(page.locator(editing).first).to_be_hidden()
    page.locator('.swap[data-swap="l2"]').focus()
    page.keyboard.press("Enter")
    expect(page.locator(".kinds")).to_be_hidden()
    page.keyboard.press("Home")
    page.keyboard.press("ArrowRight")
    expect(page).to_have_url(re.compile(f"checkpoint={re.escape(checkpoint)}&step=0.*lock=1"))
    page.keyboard.press("n")
    expect(page.locator(".readout b").first).to_have_text("2")


def test_presenting_enlarges_by_link_and_by_key(page: Page) -> None:
    size = "() => parseFloat(getComputedStyle(document.querySelector('.say')).fontSize)"
    open_at(page, "")
    small = page.evaluate(size)
    page.keyboard.press("b")
    expect(page).to_have_url(re.compile("present=1"))
    assert page.evaluate(size) >= 1.25 * small
    open_at(page, "&present=1")
    assert page.evaluate(size) >= 1.25 * small
    over = page.evaluate(
        """() => [...document.querySelectorAll('.stage .cell, .topbar .btn, .chip, .jump')]
             .filter(part => part.scrollWidth > part.clientWidth + 1)
             .map(part => part.textContent)"""
    )
    assert over == []
    page.keyboard.press("b")
    expect(page).not_to_have_url(re.compile("present"))


class Course(BaseHTTPRequestHandler):
    """A course platform's page that shows backstep in a frame."""

    framed = ""

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("content-type", "text/html")
        self.end_headers()
        self.wfile.write(f"<iframe width=1200 height=800 src='{self.framed}'></iframe>".encode())

    def log_message(self, format: str, *args: object) -> None:
        """Tests are quiet."""


@pytest.fixture
def course() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Course)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_a_frame_is_refused_unless_a_setting_allows_it(
    page: Page, server: str, course: str, watch: Watch
) -> None:
    watch.home = "http://127.0.0.1"
    watch.expect("frame-ancestors")
    watch.expect("chrome-error")
    Course.framed = f"{server}/?preset=course&step=3&lang=en&hide=topbar&lock=1"
    with page.expect_console_message(lambda said: "frame-ancestors" in said.text):
        page.goto(course)
    assert page.frame_locator("iframe").locator(".stage").count() == 0

    command = [sys.executable, "-m", "backstep.main", "--port=0", "--no-open", "--store=memory:"]
    command.append(f"--frame-ancestors={course}")
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    allowed = process.stdout.readline().split()[3].rstrip("/")
    Course.framed = Course.framed.replace(server, allowed)
    page.goto(course)
    framed = page.frame_locator("iframe")
    expect(framed.locator(".stage .cell").first).to_be_visible()
    expect(framed.locator(".topbar")).to_be_hidden()
    page.goto("about:blank")  # it is gone before its server
    process.terminate()
    process.wait(timeout=60)
    process.stdout.close()
