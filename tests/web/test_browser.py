"""The page is opened in a browser as soon as the server answers."""

import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from queue import Queue

import pytest

from backstep.web.browser import open_when_ready


class Answer(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Nothing to say."""


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> Queue[str]:
    """The addresses that a browser was sent to."""
    found: Queue[str] = Queue()
    monkeypatch.setattr("backstep.web.browser.has_display", lambda: True)
    monkeypatch.setattr("webbrowser.open", found.put)
    return found


def test_it_opens_what_answers_whatever_proxy_there_is(
    opened: Queue[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
    monkeypatch.delenv("no_proxy", raising=False)
    monkeypatch.delenv("NO_PROXY", raising=False)
    with HTTPServer(("127.0.0.1", 0), Answer) as server:
        threading.Thread(target=server.handle_request, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_port}/"
        open_when_ready(address, patience=60)
        assert opened.get(timeout=60) == address


def test_it_opens_nothing_where_there_is_no_screen(
    opened: Queue[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("backstep.web.browser.has_display", lambda: False)
    before = threading.active_count()
    open_when_ready("http://127.0.0.1:1/", patience=0.1)
    assert threading.active_count() == before and opened.empty()
