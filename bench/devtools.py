"""Chromium over its own protocol, told only what it is asked.

An automation tool has every request reported to it, several messages each. Where a page opens with
a hundred small files that costs two cores a tenth of a second, which no reader waits for.
"""

import json
import re
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from websockets.sync.client import ClientConnection, connect

LISTENING = re.compile(r"DevTools listening on (ws://\S+)")


class Tab:
    """One page in a profile of its own, which remembers nothing."""

    def __init__(self, socket: ClientConnection, width: int, height: int) -> None:
        self.socket, self.count, self.session = socket, 0, ""
        self.profile = self.ask("Target.createBrowserContext")["browserContextId"]
        target = self.ask("Target.createTarget", url="about:blank", browserContextId=self.profile)
        attached = self.ask("Target.attachToTarget", targetId=target["targetId"], flatten=True)
        self.session = attached["sessionId"]
        size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
        self.ask("Emulation.setDeviceMetricsOverride", **size)

    def ask(self, method: str, **parameters: Any) -> dict[str, Any]:
        """One command and its answer; what else is said meanwhile is passed over."""
        self.count += 1
        message = {"id": self.count, "method": method, "params": parameters}
        self.socket.send(
            json.dumps(message | ({"sessionId": self.session} if self.session else {}))
        )
        while True:
            answer = json.loads(self.socket.recv())
            if answer.get("id") == self.count:
                result: dict[str, Any] = answer["result"]
                return result

    def evaluate(self, script: str) -> Any:
        """What a script comes to in the page."""
        answer = self.ask("Runtime.evaluate", expression=script, returnByValue=True)
        return answer["result"].get("value")

    def close(self) -> None:
        self.session = ""
        self.ask("Target.disposeBrowserContext", browserContextId=self.profile)


@contextmanager
def chromium(executable: str, flags: tuple[str, ...]) -> Iterator[ClientConnection]:
    """A browser without a window, and the way to talk to it."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        command = [executable, "--headless", *flags, "--remote-debugging-port=0"]
        command += [f"--user-data-dir={profile}", "about:blank"]
        process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
        assert process.stderr is not None
        try:
            said = (LISTENING.search(line) for line in process.stderr)
            address = next(found[1] for found in said if found)
            with connect(address, max_size=None) as socket:
                yield socket
        finally:
            process.terminate()
            process.wait(timeout=10)
