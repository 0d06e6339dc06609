"""The page beside TensorFlow Playground's, in one browser and in turns: opening, a step, training.

`PLAYGROUND=dir` names Playground's built site (its repository's branch gh-pages, which is not ours
to keep here). Without it only the opening is compared, with a bare page of the same server.
"""

import os
import shutil
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from websockets.sync.client import ClientConnection

from bench.devtools import Tab, chromium
from bench.harness import Result
from bench.page_speed import FLAGS, NAMES, PATIENCE, READY
from bench.serving import server
from bench.stream import create

TURNS = 11
OPENING, BARE, STEP, UPDATES = 1.2, 6.0, 1.0, 0.25  # the most that ours may take of theirs
ALONE = ("--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",)  # no font from elsewhere
STEPS = 6
BETWEEN = 0.4  # seconds from one step to the next
RESTS = 1.5  # and after the last: all that waits until the steps rest is done by then
TRAINED = 3.0  # seconds
LATEST = 60.0  # seconds in which a page has opened anywhere, or begun to train
ASKS = 0.1  # seconds from one question to the next
BATCH, SAMPLES = 10, 250
ITERATIONS = 10_000_000
# What stands there first, once it has been painted, from navigation on.
NOTE = """
  const seen = new MutationObserver(() => {
    if (!document.querySelector('SELECTOR')) return;
    seen.disconnect();
    requestAnimationFrame(() => {
      const painted = new MessageChannel();
      painted.port1.onmessage = () => { window.drawn = performance.now(); };
      painted.port2.postMessage(0);
    });
  });
  seen.observe(document, {childList: true, subtree: true, attributes: true});
"""
OURS, THEIRS, NOTHING = ".stage [data-look=written] .cell", "#network g.node", "main"
COURSE = "/?preset=course&step=0&lang=en"
CIRCLE = "/#activation=tanh&batchSize=10&dataset=circle&networkShape=4,2&percTrainData=50&noise=0"
KEY = "Input.dispatchKeyEvent"
NETWORK: dict[str, Any] = {
    "network": {
        "layers": [
            {"kind": "linear", "units": 4}, {"kind": "tanh"},
            {"kind": "linear", "units": 2}, {"kind": "tanh"},
            {"kind": "linear", "units": 1}, {"kind": "tanh"},
        ],
        "loss": {"kind": "squared_error"},
        "optimizer": {"kind": "sgd", "lr": 0.03},
    },
    "data": {"dataset": "circles", "samples": SAMPLES},
    "batch": {"size": BATCH},
}  # fmt: skip


def measure() -> list[Result]:
    """Nothing where there is no Chromium: it is not needed to run backstep."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        print("no Chromium here: the page is not compared with another")
        return []
    site = os.environ.get("PLAYGROUND")
    with (
        server("backstep.main:create_app", "--factory", BACKSTEP_STORE="memory:") as port,
        chromium(found, (*FLAGS, *ALONE)) as socket,
    ):
        home = f"http://127.0.0.1:{port}"
        if site is None:
            return [beside_nothing(socket, home)]
        with served(site) as theirs:
            return [
                opening(socket, home, theirs),
                stepping(socket, home, theirs),
                training(socket, port, home, theirs),
            ]


@contextmanager
def served(site: str) -> Iterator[str]:
    """A folder as a site of its own."""
    handler = partial(Silent, directory=site)
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as there:
        threading.Thread(target=there.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{there.server_port}"
        there.shutdown()


class Silent(SimpleHTTPRequestHandler):
    def log_message(self, *_: Any) -> None:
        pass


def opened(socket: ClientConnection, url: str, selector: str) -> float:
    """Milliseconds from navigation to what stands there first, with an empty cache."""
    tab = Tab(socket, 1440, 900)
    tab.ask("Page.enable")
    note = NOTE.replace("SELECTOR", selector)
    tab.ask("Page.addScriptToEvaluateOnNewDocument", source=note)
    time.sleep(READY)
    tab.ask("Page.navigate", url=url)
    drawn = has_drawn(tab, url)
    tab.close()
    return drawn


def has_drawn(tab: Tab, url: str) -> float:
    """When what stands there first was painted, in milliseconds from navigation on."""
    time.sleep(PATIENCE)  # undisturbed by questions
    wait_for(tab, "window.drawn !== undefined", url)
    return float(tab.evaluate("window.drawn"))


def wait_for(tab: Tab, condition: str, about: str) -> None:
    """Until a script comes to true: on a crowded machine that takes its time."""
    end = time.monotonic() + LATEST
    while not tab.evaluate(f"Boolean({condition})"):
        assert time.monotonic() < end, f"{about}: {condition} has not come"
        time.sleep(ASKS)


def compared(
    name: str, socket: ClientConnection, ours: tuple[str, str], other: tuple[str, str], bar: float
) -> Result:
    opened(socket, *ours), opened(socket, *other)
    pairs = [(opened(socket, *ours), opened(socket, *other)) for _ in range(TURNS)]
    our, their = (sum(side) / TURNS for side in zip(*pairs, strict=True))
    note = f"{our:.0f} ms against {their:.0f} ms"
    return Result(name, tuple(a / b for a, b in pairs), bar, "×", note)


def opening(socket: ClientConnection, home: str, theirs: str) -> Result:
    name = "the page opens: beside Playground"
    return compared(name, socket, (home + COURSE, OURS), (theirs + CIRCLE, THEIRS), OPENING)


def beside_nothing(socket: ClientConnection, home: str) -> Result:
    print("PLAYGROUND names no site: the page is compared with a bare one of the same server")
    name = "the page opens: beside a bare page"
    return compared(name, socket, (home + COURSE, OURS), (home + "/nothing", NOTHING), BARE)


def at(socket: ClientConnection, url: str) -> Tab:
    tab = Tab(socket, 1440, 900)
    tab.ask("Performance.enable", timeDomain="threadTicks")  # what others take does not count
    tab.ask("Page.navigate", url=url)
    time.sleep(PATIENCE)
    return tab


def worked(tab: Tab) -> float:
    """Milliseconds that the page's main thread has worked."""
    metrics = tab.ask("Performance.getMetrics")["metrics"]
    return 1e3 * next(m["value"] for m in metrics if m["name"] == "TaskDuration")


def per_step(tab: Tab, step: Any) -> float:
    """What a step and all that follows it take of the main thread, above a page at rest."""
    began = worked(tab)
    time.sleep(STEPS * BETWEEN + RESTS)
    rest = worked(tab) - began
    began = worked(tab)
    for _ in range(STEPS):
        step(tab)
        time.sleep(BETWEEN)
    time.sleep(RESTS)
    return max(0.01, (worked(tab) - began - rest) / STEPS)


def on(tab: Tab) -> None:
    for kind in ("keyDown", "keyUp"):
        tab.ask(KEY, type=kind, key="ArrowRight", code="ArrowRight", windowsVirtualKeyCode=39)


def next_step(tab: Tab) -> None:
    tab.evaluate("document.querySelector('#next-step-button').click()")


def stepping(socket: ClientConnection, home: str, theirs: str) -> Result:
    pairs = []
    for _ in range(TURNS):
        sides = []
        for url, step in ((home + COURSE, on), (theirs + CIRCLE, next_step)):
            tab = at(socket, url)
            step(tab)
            time.sleep(BETWEEN)
            sides.append(per_step(tab, step))
            tab.close()
        pairs.append(sides)
    our, their = (sum(side) / TURNS for side in zip(*pairs, strict=True))
    note = f"{our:.1f} ms against {their:.1f} ms"
    found = tuple(a / b for a, b in pairs)
    return Result("a step and all that follows it: beside Playground's", found, STEP, "×", note)


def training(socket: ClientConnection, port: int, home: str, theirs: str) -> Result:
    """Updates a second, the plane and the stage alive on both sides."""
    id = create(port, NETWORK)
    pairs = [
        (learnt(socket, f"{home}/?checkpoint={id}&lang=en"), played(socket, theirs + CIRCLE))
        for _ in range(TURNS)
    ]
    mean = [sum(side) / TURNS for side in zip(*pairs, strict=True)]
    found = tuple(b / a for a, b in pairs)
    note = f"{mean[0]:,.0f} updates a second against {mean[1]:,.0f}"
    return Result("updates a second: Playground's beside the page's", found, UPDATES, "×", note)


READ = "parseInt(document.querySelector('[data-read=iteration] b')?.textContent ?? 0)"
TOOLS, WHEN = "[data-tool=build]", "[data-train=when]"  # the page is whole; its training is
BEGIN = f"""(() => {{
  document.querySelector('{WHEN}').click();
  const field = document.querySelector('[data-train=iterations]');
  field.value = '{ITERATIONS}';
  field.dispatchEvent(new KeyboardEvent('keydown', {{key: 'Enter', bubbles: true}}));
}})()"""
EPOCH = "parseInt(document.querySelector('#iter-number').textContent.replace(/,/g, ''))"


def rate(tab: Tab, read: str) -> float:
    wait_for(tab, f"{read} > 0", "training")
    time.sleep(1)
    before, began = tab.evaluate(read), time.perf_counter()
    time.sleep(TRAINED)
    return float((tab.evaluate(read) - before) / (time.perf_counter() - began))


def learnt(socket: ClientConnection, url: str) -> float:
    tab = at(socket, url)
    wait_for(tab, f"document.querySelector('{TOOLS}')", url)
    tab.ask(KEY, type="keyDown", key="d", text="d")
    wait_for(tab, f"document.querySelector('{WHEN}')", url)
    tab.evaluate(BEGIN)
    found = rate(tab, READ)
    tab.close()
    return found


def played(socket: ClientConnection, url: str) -> float:
    tab = at(socket, url)
    wait_for(tab, f"document.querySelector('{THEIRS}')", url)
    tab.evaluate("document.querySelector('#play-pause-button').click()")
    epochs = rate(tab, EPOCH)
    tab.close()
    return epochs * SAMPLES / BATCH


if __name__ == "__main__":
    for result in measure():
        sys.stdout.write(f"{result}\n")
