"""Firefox as its makers offer it to programs: WebDriver BiDi over a socket, as far as a walk needs.

Playwright drives only a Firefox of its own making; this one is the system's.
"""

import json
import re
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Self

from websockets.sync.client import ClientConnection, connect

Json = dict[str, Any]

LISTENING = re.compile(r"WebDriver BiDi listening on (ws://\S+)")
PATIENCE = 60.0  # a busy machine is slow, not wrong
PREFERENCES = {
    "intl.accept_languages": "en-US",
    "app.normandy.enabled": False,
    "app.shield.optoutstudies.enabled": False,
    "services.settings.server": "data:,",  # it asks nobody but the page's server
    "app.update.auto": False,
    "browser.shell.checkDefaultBrowser": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "toolkit.telemetry.enabled": False,
}
KEYS = {"ArrowRight": "\ue014", "ArrowLeft": "\ue012", "Enter": "\ue007"}


class Firefox:
    """One tab."""

    def __init__(self, socket: ClientConnection) -> None:
        self.socket = socket
        self.number = 0
        self.said: list[str] = []  # errors and warnings of its console
        self.ask("session.new", capabilities={})
        self.ask("session.subscribe", events=["log.entryAdded"])
        self.tab = self.ask("browsingContext.getTree")["contexts"][0]["context"]

    def ask(self, method: str, **params: Any) -> Json:
        self.number += 1
        self.socket.send(json.dumps({"id": self.number, "method": method, "params": params}))
        while True:
            answer = json.loads(self.socket.recv(timeout=PATIENCE))
            if answer.get("method") == "log.entryAdded":
                self.hear(answer["params"])
            elif answer.get("id") == self.number:
                assert answer["type"] == "success", answer
                result: Json = answer["result"]
                return result

    def hear(self, entry: Json) -> None:
        if entry["level"] in ("error", "warn"):
            self.said.append(f"{entry['level']}: {entry['text']}")

    def resize(self, width: int, height: int) -> Self:
        self.ask(
            "browsingContext.setViewport",
            context=self.tab,
            viewport={"width": width, "height": height},
        )
        return self

    def open(self, url: str) -> None:
        self.ask("browsingContext.navigate", context=self.tab, url=url, wait="complete")

    def tell(self, expression: str) -> Any:
        """What an expression of the page comes to: anything that JSON holds."""
        answer = self.ask(
            "script.evaluate",
            expression=f"JSON.stringify({expression})",
            target={"context": self.tab},
            awaitPromise=True,
        )
        assert answer["type"] == "success", answer
        value = answer["result"].get("value")
        return None if value is None else json.loads(value)

    def wait(self, expression: str, good: Callable[[Any], bool] = bool) -> Any:
        """Until the expression is as wanted."""
        end = time.monotonic() + PATIENCE
        while not good(found := self.tell(expression)):
            assert time.monotonic() < end, f"{expression} is {found!r}"
            time.sleep(0.05)
        return found

    def press(self, key: str) -> None:
        value = KEYS.get(key, key)
        actions = [{"type": kind, "value": value} for kind in ("keyDown", "keyUp")]
        self.act({"type": "key", "id": "keys", "actions": actions})

    def click(self, selector: str) -> None:
        """The middle of the first such element, once it is there and rests."""
        place = json.dumps(selector)
        x, y = self.wait(
            f"(() => {{ const node = document.querySelector({place}); if (!node) return null;"
            "node.scrollIntoView({block: 'nearest', inline: 'nearest'});"
            "const box = node.getBoundingClientRect();"
            "const at = [Math.round(box.x + box.width / 2), Math.round(box.y + box.height / 2)];"
            "const was = window.middle; window.middle = String(at);"
            "return was === String(at) ? at : null; })()"
        )
        pointer = [
            {"type": "pointerMove", "x": x, "y": y},
            {"type": "pointerDown", "button": 0},
            {"type": "pointerUp", "button": 0},
        ]
        self.act({"type": "pointer", "id": "mouse", "actions": pointer})

    def act(self, source: Json) -> None:
        self.ask("input.performActions", context=self.tab, actions=[source])


@contextmanager
def running(program: str, profile: Path) -> Iterator[Firefox]:
    """A headless Firefox with a profile of its own, ended afterwards."""
    profile.mkdir()
    lines = [f"user_pref({json.dumps(k)}, {json.dumps(v)});\n" for k, v in PREFERENCES.items()]
    (profile / "user.js").write_text("".join(lines))
    command = [program, "--headless", "--no-remote", "--remote-debugging-port=0"]
    with subprocess.Popen(
        [*command, "--profile", str(profile)], stderr=subprocess.PIPE, text=True
    ) as process:
        try:
            assert process.stderr is not None
            found = next(filter(None, map(LISTENING.search, process.stderr)))
            with connect(f"{found[1]}/session", max_size=None) as socket:
                yield Firefox(socket)
        finally:
            process.terminate()
