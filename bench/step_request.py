"""One step of a small network over HTTP, warm, against ready bytes from the same framework."""

import json

from backstep.presets import PRESETS
from bench.harness import Result, compare
from bench.serving import Connection, server


def measure() -> Result:
    backstep = server("backstep.main:create_app", "--factory", BACKSTEP_STORE="memory:")
    with backstep as port, server("bench.ready:app") as other:
        description = json.dumps(PRESETS["course"]["description"]).encode()
        made = json.loads(Connection(port, "POST", "/api/v1/checkpoints", description).ask())
        step = Connection(port, "GET", f"/api/v1/checkpoints/{made['id']}/steps/11")
        ready = Connection(other, "GET", "/ready/2048")
        return compare(
            f"GET …/steps/11, warm, {len(step.ask()):,} bytes; ready bytes",
            step.ask,
            ready.ask,
            times=60,
            bar=1.5,
        )
