"""Opens the page in a browser, where there is a screen to show one on."""

import os
import sys
import threading
import time
import urllib.request
import webbrowser


def has_display() -> bool:
    """Whether a window could open. Without one, `webbrowser` would start a text browser here."""
    if sys.platform in ("win32", "darwin"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def open_when_ready(address: str, patience: float = 30.0) -> None:
    """Opens `address` in the background, as soon as the server answers there."""
    if has_display():
        threading.Thread(target=_wait_and_open, args=(address, patience), daemon=True).start()


def _wait_and_open(address: str, patience: float) -> None:
    # Not by way of a proxy that the environment names: the server is on this machine.
    straight = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    end = time.monotonic() + patience
    while time.monotonic() < end:
        try:
            with straight.open(address, timeout=1):
                webbrowser.open(address)
                return
        except OSError:
            time.sleep(0.1)
