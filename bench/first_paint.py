"""What the first network costs to be styled and laid out, beside laying out the whole page once.

The floor is taken in the same tab, once all is there: the page's body is taken out of sight and
put back, so that each of its elements is styled and laid out anew, and each but once.
"""

import json
import shutil
import sys
import time
from typing import Any

from websockets.sync.client import ClientConnection

from bench.beside_playground import COURSE, NOTE, OURS, has_drawn
from bench.devtools import Tab, chromium
from bench.harness import Result
from bench.page_speed import FLAGS, NAMES, READY
from bench.serving import server

TURNS = 11
MOST = 3.2  # times the floor: more than one run's worst, so that it does not grow unseen
TRACED = ("devtools.timeline", "blink.user_timing")
WORK = ("Layout", "UpdateLayoutTree")
RESTS = 1.5  # seconds in which what follows the first paint has followed
DRAWN, BEGINS, ENDS = "first-drawn", "floor-begins", "floor-ends"
MARKED = NOTE.replace("SELECTOR", OURS).replace(
    "window.drawn =", f"performance.mark('{DRAWN}'); window.drawn ="
)
ANEW = f"""(() => {{
  performance.mark('{BEGINS}');
  document.body.style.display = 'none';
  void document.body.offsetHeight;
  document.body.style.display = '';
  void document.body.offsetHeight;
  performance.mark('{ENDS}');
}})()"""


def measure() -> list[Result]:
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        print("no Chromium here: the first paint is not measured")
        return []
    with (
        server("backstep.main:create_app", "--factory", BACKSTEP_STORE="memory:") as port,
        chromium(found, FLAGS) as socket,
    ):
        url = f"http://127.0.0.1:{port}{COURSE}"
        opening(socket, url)
        pairs = [opening(socket, url) for _ in range(TURNS)]
    first, once = (sum(side) / TURNS for side in zip(*pairs, strict=True))
    ratios = tuple(a / b for a, b in pairs)
    name = "the page opens: layout and style of the first paint"
    return [Result(name, ratios, MOST, "×", f"{first:.1f} ms; the whole page once {once:.1f} ms")]


def opening(socket: ClientConnection, url: str) -> tuple[float, float]:
    """Milliseconds of the main thread's own time: until the network is painted, and the floor."""
    tab = Tab(socket, 1440, 900)
    tab.ask("Page.enable")
    tab.ask("Page.addScriptToEvaluateOnNewDocument", source=MARKED)
    time.sleep(READY)
    with_tab, tab.session = tab.session, ""
    config = {"includedCategories": TRACED, "excludedCategories": ["*"]}
    tab.ask("Tracing.start", traceConfig=config, transferMode="ReportEvents")
    tab.session = with_tab
    tab.ask("Page.navigate", url=url)
    has_drawn(tab, url)
    time.sleep(RESTS)
    tab.evaluate(ANEW)
    events = list(ended(tab))
    tab.close()
    marks = {e["name"]: e for e in events if e["name"] in (DRAWN, BEGINS, ENDS)}
    drawn = marks[DRAWN]
    mine = [
        (e["ts"], e.get("tdur", 0) / 1000)
        for e in events
        if e["name"] in WORK and (e["pid"], e["tid"]) == (drawn["pid"], drawn["tid"])
    ]
    begins, ends = marks[BEGINS]["ts"], marks[ENDS]["ts"]
    return (
        sum(took for at, took in mine if at <= drawn["ts"]),
        sum(took for at, took in mine if begins <= at <= ends),
    )


def ended(tab: Tab) -> list[dict[str, Any]]:
    """All that has been traced."""
    tab.session, tab.count = "", tab.count + 1
    tab.socket.send(json.dumps({"id": tab.count, "method": "Tracing.end"}))
    events: list[dict[str, Any]] = []
    while True:
        said = json.loads(tab.socket.recv())
        if said.get("method") == "Tracing.dataCollected":
            events += said["params"]["value"]
        if said.get("method") == "Tracing.tracingComplete":
            return events


if __name__ == "__main__":
    for result in measure():
        sys.stdout.write(f"{result}\n")
