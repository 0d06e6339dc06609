"""What is logged as JSON: a line an object, and nothing of who asked for what."""

import json
import logging
import sys

from backstep.web.journal import ACCESS, AsJson


def line(name: str, message: str, *args: object, error: bool = False) -> dict[str, object]:
    info = sys.exc_info() if error else None
    record = logging.LogRecord(name, logging.WARNING, "", 0, message, args, info)
    text = AsJson().format(record)
    assert "\n" not in text
    found = json.loads(text)
    assert isinstance(found, dict)
    return found


def test_a_request_is_told_without_client_query_and_checkpoint() -> None:
    path = "/api/v1/checkpoints/mregr60vqn1r14zfgwvw.40/tensors/l1.W?slice=0:1"
    told = line(ACCESS, '%s - "%s %s HTTP/%s" %d', "192.0.2.7:5000", "GET", path, "1.1", 200)
    assert (told["method"], told["status"]) == ("GET", 200)
    assert told["path"] == "/api/v1/checkpoints/…/tensors/l1.W"
    assert "192.0.2.7" not in str(told)


def test_an_error_brings_its_trace_in_the_same_line() -> None:
    try:
        raise ValueError("of this kind")
    except ValueError:
        told = line("backstep.api", "it went %s", "wrong", error=True)
    assert told["message"] == "it went wrong"
    assert "ValueError: of this kind" in str(told["trace"])
    assert told["level"] == "warning"
