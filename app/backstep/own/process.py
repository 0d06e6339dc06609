"""Runs a check in a process of its own, and ends it where it does not end by itself."""

import json
import os
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

from backstep.folders import PACKAGE

SECONDS = 120.0


def ask(request: dict[str, Any], seconds: float = SECONDS) -> dict[str, Any]:
    """What the process answers: a report, or {"error": words}."""
    request = {**request, "seconds": seconds}
    command = [sys.executable, "-m", "backstep.own.child", json.dumps(request)]
    process = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment(),
        start_new_session=True,
    )
    try:
        answer, _ = process.communicate(timeout=seconds)
    except subprocess.TimeoutExpired:
        return told(
            f"it takes longer than {seconds:.0f} seconds, and is ended",
            f"tarda más de {seconds:.0f} segundos, y se lo termina",
        )
    finally:
        end(process)
    try:
        return json.loads(answer)
    except ValueError:
        return told(
            f"the process of its own ends without an answer (exit code {process.returncode}): "
            "does the file call exit, or ask for more than there is?",
            f"su proceso termina sin responder (código {process.returncode}): ¿el archivo llama a "
            "exit, o pide más de lo que hay?",
        )


def end(process: "subprocess.Popen[bytes]") -> None:
    """With all that it has started."""
    with suppress(ProcessLookupError, PermissionError):
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
    process.wait()
    if process.stdout:
        process.stdout.close()


def told(en: str, es: str) -> dict[str, Any]:
    return {"error": [en, es], "line": None, "printed": ""}


def environment() -> dict[str, str]:
    """Ours, without what is set of backstep: own code has no business with its store or key."""
    kept = {n: v for n, v in os.environ.items() if not n.upper().startswith("BACKSTEP_")}
    place = str(Path(PACKAGE).parent)
    kept["PYTHONPATH"] = os.pathsep.join(filter(None, (place, kept.get("PYTHONPATH"))))
    return kept
