"""What the server logs, a line of JSON for each: when, how serious, what; nothing of its users.

Of a request neither the client's address is told nor its query nor the name of a checkpoint; nor
that of a tensor, which begins with what its user calls a layer.
"""

import json
import logging
import re
from datetime import UTC, datetime
from typing import Any

from uvicorn.config import LOGGING_CONFIG

ACCESS = "uvicorn.access"
NAMED = re.compile(r"(?<=/checkpoints/)[^/]+|(?<=/trainings/)[^/]+")
API, OURS = "/api/", re.compile(r"[a-z0-9_]+")  # what our own words and the numbers of steps are


class AsJson(logging.Formatter):
    """One object a line."""

    def format(self, record: logging.LogRecord) -> str:
        told: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
        }
        if record.name == ACCESS and isinstance(record.args, tuple) and len(record.args) == 5:
            _, method, path, _, status = record.args
            place = nameless(str(path).partition("?")[0])
            told |= {"message": "answered", "method": method, "path": place, "status": status}
        else:
            told["message"] = record.getMessage()
        if record.exc_info:
            told["trace"] = self.formatException(record.exc_info)
        return json.dumps(told, ensure_ascii=False)


def nameless(path: str) -> str:
    if not path.startswith(API):
        return path
    parts = NAMED.sub("…", path).split("/")
    return "/".join(part if not part or OURS.fullmatch(part) else "…" for part in parts)


def log_config(level: str, form: str) -> dict[str, Any]:
    """For uvicorn: its own, or everything as JSON, to standard error."""
    if form == "text":
        return LOGGING_CONFIG
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"json": {"()": AsJson}},
        "handlers": {"error": {"class": "logging.StreamHandler", "formatter": "json"}},
        "root": {"handlers": ["error"], "level": level.upper()},
        "loggers": {name: {"level": level.upper()} for name in ("uvicorn", ACCESS, "backstep")},
    }
