"""How quick the page is in Chromium: opening, a step from key to paint, frames while playing."""

import json
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import Any

from bench.devtools import Tab, chromium
from bench.harness import ALTERNATIONS, Result
from bench.serving import server

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
         "--disable-background-networking", "--disable-component-update",
         "--disable-sync")  # fmt: skip
OPENINGS = 7
READY = 1.0  # seconds in which a new tab has its processes: a reader's tab is open
PATIENCE = 2.0  # seconds that a page has to draw itself in, undisturbed by questions
PLAYED = 5000  # milliseconds
TRACED = ["devtools.timeline", "disabled-by-default-devtools.timeline"]
COURSE = "/?preset=course&step=0&lang=en"

# Notes when the numbers of the first step have been painted, from navigation on.
NOTE_DRAWN = """
  const seen = new MutationObserver(() => {
    if (!document.querySelector('.stage [data-look=written] .cell')) return;
    seen.disconnect();
    requestAnimationFrame(() => {
      const painted = new MessageChannel();
      painted.port1.onmessage = () => { window.drawn = performance.now(); };
      painted.port2.postMessage(0);
    });
  });
  seen.observe(document, {childList: true, subtree: true, attributes: true});
"""
FRAMES = """(duration) => new Promise((resolve) => {
  const frames = [], start = performance.now();
  const tick = (now) => {
    frames.push(now);
    if (now - start < duration) requestAnimationFrame(tick); else resolve(frames);
  };
  requestAnimationFrame(tick);
})"""


def measure() -> list[Result]:
    """Nothing where there is no Chromium or no playwright: neither is needed to run backstep."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        found = None
    if found is None:
        print("no Chromium (or no playwright) here: the page's speed is not measured")
        return []
    with (
        server("backstep.main:create_app", "--factory", BACKSTEP_STORE="memory:") as port,
        sync_playwright() as playwright,
    ):
        home = f"http://127.0.0.1:{port}"
        results = [opening(found, home)]
        browser = playwright.chromium.launch(executable_path=found, args=list(FLAGS))
        results += stepping(browser, home)
        results += [branching(browser, home, unfolded) for unfolded in (False, True)]
        browser.close()
    return results


def opening(executable: str, home: str) -> Result:
    """Nothing is in the browser's cache; the server has answered before."""
    found = []
    with chromium(executable, FLAGS) as socket:
        for _ in range(OPENINGS + 1):
            tab = Tab(socket, 1440, 900)
            tab.ask("Page.enable")
            tab.ask("Page.addScriptToEvaluateOnNewDocument", source=NOTE_DRAWN)
            time.sleep(READY)
            tab.ask("Page.navigate", url=home + COURSE)
            time.sleep(PATIENCE)
            found.append(tab.evaluate("window.drawn"))
            tab.close()
    return Result("the page: navigation to the first step painted", tuple(found[1:]), 500.0, "ms")


def stepping(browser: Any, home: str) -> Iterator[Result]:
    with fresh(browser) as page:
        page.goto(home + COURSE)
        page.wait_for_timeout(1500)
        with tempfile.TemporaryDirectory() as folder:
            trace = Path(folder) / "trace.json"
            browser.start_tracing(
                page=page,
                path=trace,
                categories=TRACED,
            )
            for _ in range(18):
                page.keyboard.press("ArrowRight")
                page.wait_for_timeout(400)
            browser.stop_tracing()
            times = tuple(step_times(json.loads(trace.read_text())["traceEvents"]))
        yield Result("the page: a step, key to paint", times, 16.0, "ms")
        page.keyboard.press("Home")
        page.wait_for_timeout(500)
        page.keyboard.press(" ")
        frames = page.evaluate(FRAMES, PLAYED)
    gaps = [later - before for before, later in pairwise(frames)]
    note = f"{1000 / median(gaps):.0f} frames a second"
    yield Result("the page: the longest frame of 5 s of playing", (max(gaps),), 33.0, "ms", note)


def branching(browser: Any, home: str, unfolded: bool) -> Result:
    """A step of a network of 15 layers that branches, beside one of the smallest network."""
    with fresh(browser) as small, fresh(browser) as large:
        pages = {"course": small, "transformer": large}
        for preset, page in pages.items():
            page.goto(f"{home}/?preset={preset}&step=0&lang=en")
            page.wait_for_timeout(1500)
        while unfolded and (folded := large.locator("[data-opens]")).count():
            folded.first.click()
        last = {name: page.locator(".tick").count() - 1 for name, page in pages.items()}
        pressed: list[str] = []

        def press(preset: str, key: str = "ArrowRight") -> None:
            pages[preset].bring_to_front()
            pages[preset].keyboard.press(key)
            pages[preset].wait_for_timeout(250)
            pressed.append(preset if key == "ArrowRight" else "")

        with tempfile.TemporaryDirectory() as folder:
            trace = Path(folder) / "trace.json"
            browser.start_tracing(path=trace, categories=TRACED)
            for turn in range(ALTERNATIONS):
                if turn % last["course"] == 0:
                    press("course", "Home")
                press("course")
                for _ in range(last["transformer"] // ALTERNATIONS):  # all phases of it
                    press("transformer")
            browser.stop_tracing()
            times = list(step_times(json.loads(trace.read_text())["traceEvents"]))
    of = {name: [t for t, who in zip(times, pressed, strict=True) if who == name] for name in pages}
    each = len(of["transformer"]) // ALTERNATIONS
    ratios = tuple(
        median(of["transformer"][each * k : each * (k + 1)]) / of["course"][k]
        for k in range(ALTERNATIONS)
    )
    note = f"{median(of['transformer']):.1f} ms and {median(of['course']):.1f} ms"
    name = f"the page: a step of the {'unfolded ' if unfolded else ''}transformer, the course's"
    return Result(name, ratios, 2.0, "times", note)


def step_times(events: list[dict[str, Any]]) -> Iterator[float]:
    """What the page's main thread works from a key to the commit of the frame that shows the step.

    It is the thread's own time: what other programs take of the core does not count.
    """
    named = [event for event in events if event.get("ph") == "X"]
    dispatched = [event for event in named if event["name"] == "EventDispatch"]
    keys = [event for event in dispatched if event["args"]["data"]["type"] == "keydown"]
    keys.sort(key=lambda key: key["ts"])
    commits = [e for e in named if e["name"] == "Commit"]
    for key in keys:
        mine = (e for e in commits if all(e[part] == key[part] for part in ("pid", "tid")))
        painted = (e["tts"] + e["tdur"] for e in mine if e["ts"] > key["ts"])
        yield (min(painted) - key["tts"]) / 1000


@contextmanager
def fresh(browser: Any) -> Iterator[Any]:
    """A page that remembers nothing."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    yield context.new_page()
    context.close()


if __name__ == "__main__":
    for result in measure():
        sys.stdout.write(f"{result}\n")
