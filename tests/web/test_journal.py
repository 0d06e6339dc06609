"""What is logged as JSON: a line an object, and nothing of who asked for what."""

import json
import logging
import sys

import pytest

from backstep.web.journal import ACCESS, AsJson


def line(name: str, message: str, *args: object, error: bool = False) -> dict[str, object]:
    info = sys.exc_info() if error else None
    record = logging.LogRecord(name, logging.WARNING, "", 0, message, args, info)
    text = AsJson().format(record)
    assert "\n" not in text
    found = json.loads(text)
    assert isinstance(found, dict)
    return found


def test_a_request_is_told_without_client_query_checkpoint_and_name_of_a_tensor() -> None:
    path = "/api/v1/checkpoints/mregr60vqn1r14zfgwvw.40/tensors/ana.W?slice=0:1"
    told = line(ACCESS, '%s - "%s %s HTTP/%s" %d', "192.0.2.7:5000", "GET", path, "1.1", 200)
    assert (told["method"], told["status"]) == ("GET", 200)
    assert told["path"] == "/api/v1/checkpoints/…/tensors/…"
    assert "192.0.2.7" not in str(told)


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        ("/api/v1/checkpoints/ana/steps/11", "/api/v1/checkpoints/…/steps/11"),
        ("/api/v1/checkpoints/x.4/export/json", "/api/v1/checkpoints/…/export/json"),
        ("/api/v1/checkpoints/x.4/chain/Mi%20red.dW", "/api/v1/checkpoints/…/chain/…"),
        ("/api/v1/trainings/abc/stop", "/api/v1/trainings/…/stop"),
        ("/static/js/main.js", "/static/js/main.js"),
        ("/", "/"),
    ],
)
def test_of_an_address_our_own_words_are_told(path: str, shown: str) -> None:
    told = line(ACCESS, '%s - "%s %s HTTP/%s" %d', "192.0.2.7:5000", "GET", path, "1.1", 200)
    assert told["path"] == shown


def test_an_error_brings_its_trace_in_the_same_line() -> None:
    try:
        raise ValueError("of this kind")
    except ValueError:
        told = line("backstep.api", "it went %s", "wrong", error=True)
    assert told["message"] == "it went wrong"
    assert "ValueError: of this kind" in str(told["trace"])
    assert told["level"] == "warning"
