"""Asks a running server everything, of all presets and of the recorded descriptions, and keeps
the answers: so that a change that is to change nothing can be shown to have changed nothing.

    python tests/recorded/answers.py http://127.0.0.1:8000 before.json
    python tests/recorded/answers.py http://127.0.0.1:8001 after.json --presets-of before.json
    python tests/recorded/answers.py before.json after.json

The first two lines, one for each version of the server (with `--store memory:`), write a file;
the third names every answer that differs. `ETag` and `version` differ by themselves; what a change
adds on purpose is named with `--added inputs`, presets that it adds are not asked for.
"""

import json
import sys
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

import httpx

API = "/api/v1"
DESCRIPTIONS = Path(__file__).with_name("descriptions.json")
LOOKS = ("", "?tensors=none", "?tensors=stats&phase=backward", "?inline=4&preview=2&digits=3")
BY_ITSELF = {"version", "etag"}
STRANGE = ("l0.y", "l99.y", "l1", "l1.", ".y", "l01.y", "loss.y", "optimizer.lr", "data.y", "l1.d")
Json = Any
Answers = dict[str, Json]


class Recorder:
    """One client, and everything that it was answered, by what it asked."""

    def __init__(self, http: httpx.Client) -> None:
        self.http = http
        self.answers: Answers = {}

    def ask(self, method: str, path: str, body: Json = None, accept: str = "*/*") -> Json:
        answer = self.http.request(method, API + path, json=body, headers={"accept": accept})
        kind = answer.headers.get("content-type", "")
        told = answer.json() if "json" in kind else answer.text
        if kind.startswith("text/event-stream"):
            told = of_stream(told)
        named = "" if body is None else f" {json.dumps(body)[:200]}"
        self.answers[f"{method} {path}{named} {accept}"] = {
            "status": answer.status_code,
            "type": kind,
            "location": answer.headers.get("location"),
            "body": told,
        }
        return told

    def get(self, path: str, accept: str = "*/*") -> Json:
        return self.ask("GET", path, accept=accept)


def of_stream(text: str) -> Json:
    """What a training tells, whatever the moments at which it told it."""
    events = [dict(line.split(": ", 1) for line in part.splitlines() if ": " in line)
              for part in text.split("\n\n")]  # fmt: skip
    told = [(e["event"], json.loads(e["data"])) for e in events if "event" in e]
    losses = {k: v for name, data in told if name == "progress" for k, v in data["losses"]}
    watched = [data for name, data in told if name == "progress"][-1:]
    for data in watched:
        data.pop("losses")
    ends = [data for name, data in told if name in ("checkpoint", "done", "error")]
    return {"losses": sorted(losses.items()), "watched": watched, "ends": ends}


def record(http: httpx.Client, before: Answers | None = None) -> Answers:
    """The answers of every endpoint; of the presets those that there were before."""
    to = Recorder(http)
    catalog = to.get("/catalog")
    there = before["GET /catalog */*"]["body"] if before else catalog
    for path in ("/healthz", "/openapi.json", "/lessons", "/nothing"):
        to.get(path)
    for name in to.get("/lessons")["lessons"] if "lessons" in to.get("/lessons") else ():
        to.get(f"/lessons/{name['name'] if isinstance(name, dict) else name}")
    for name in catalog["datasets"]:
        to.get(f"/datasets/{name}")
    to.get("/function?expression=x*sigmoid(x)")
    given = {"text": "a,b,c\n1,2,3\n4,5,6\n", "target": ["c"]}
    to.ask("POST", "/datasets/csv", given)
    recorded = json.loads(DESCRIPTIONS.read_text("utf-8"))
    presets = {name: catalog["presets"][name]["description"] for name in there["presets"]}
    networks = [described["network"] for described in (presets | recorded).values()]
    to.ask("POST", "/fits", {"networks": networks, "x": [4, 2], "target": [4, 2]})
    for name, description in (presets | recorded).items():
        print(name, len(to.answers), file=sys.stderr)
        of_description(to, description)
    return to.answers


def of_description(to: Recorder, description: Json) -> None:
    for look in LOOKS:
        to.ask("POST", f"/trace{look}", description)
    made = to.ask("POST", "/checkpoints", description)
    reached = to.ask("POST", f"/checkpoints/{made['id']}/next", {"iterations": 3})
    for id in (made["id"], reached["id"]):
        of_checkpoint(to, id)
    for mark in ("l1.W:next", "l1.", "L1", "data", "l99"):
        to.ask("POST", "/trace?tensors=none", {**description, "frozen": [mark]})
        to.ask("POST", "/trace?tensors=none", {**description, "parameters": {mark: [1]}})
    edits(to, made)
    edits(to, reached)
    of_training(to, made["id"])


def of_checkpoint(to: Recorder, id: str) -> None:
    at = f"/checkpoints/{id}"
    for path in ("", "/history", "/metrics?part=train", "/metrics?part=test", "/data"):
        to.get(at + path)
    for path in ("/export/json", "/check", "/check?all=1"):
        to.get(at + path)
    trace = {}
    for look in LOOKS:
        trace = to.get(f"{at}/trace{look}")
    for step in trace["steps"]:
        to.get(f"{at}/steps/{step['index']}")
    to.get(f"{at}/steps/{len(trace['steps'])}")
    for address in addresses(trace):
        to.get(f"{at}/chain/{address}")
        of_tensor(to, at, address)
    x = trace["nodes"][0]["input_shape"]
    for address in (None, *(f"{node['id']}.y" for node in trace["nodes"])):
        asked = {"x": filled([2, *x[1:]])} | ({"address": address} if address else {})
        to.ask("POST", f"{at}/predict", asked)


def addresses(trace: Json) -> Iterator[str]:
    """Every tensor, every alias, and what looks like one."""
    yield from trace["tensors"]
    for node in trace["nodes"]:
        names = ["x", "dx", "y", "dy", "E", "target", "dtarget", *node["parameters"]]
        for name in names:
            if f"{node['id']}.{name}" not in trace["tensors"]:
                yield f"{node['id']}.{name}"
    yield from STRANGE


def of_tensor(to: Recorder, at: str, address: str) -> None:
    tile = to.get(f"{at}/tensors/{address}?inline=64")
    shape = tile.get("whole_shape", [])
    to.get(f"{at}/tensors/{address}?sample=0")
    for media in ("text/csv",):
        to.get(f"{at}/tensors/{address}?digits=4", media)
    for where in ([0] * len(shape), [size - 1 for size in shape]):
        to.get(f"{at}/explain/{address}?at={','.join(map(str, where))}&terms=8")
    if tile.get("role") == "gradient":
        to.get(f"{at}/check?address={address}")


def edits(to: Recorder, made: Json) -> None:
    """Each cell, layer and mark that can be changed, changed; and some that cannot."""
    at, nodes = f"/checkpoints/{made['id']}/edit", made["nodes"]
    layers = [node for node in nodes if node["role"] == "layer"]
    settable = [f"{node['id']}.{name}" for node in layers for name in node["parameters"]]
    states = [f"{node['id']}.{name}" for node in layers for name in node["states"]]
    for address in (*settable, *states, "data.x", "data.target", "l1.x", "l1.y", "loss.target"):
        for where in ([0], [0, 0], [0, 0, 0, 0]):
            to.ask("POST", at, {"set": [{"address": address, "at": where, "value": 0.25}]})
    for redraw in (True, [layer["id"] for layer in layers][:1], ["l99"], ["loss"]):
        to.ask("POST", at, {"redraw": redraw})
    all_from = [{"from": layer["id"]} for layer in layers]
    inserted = [{"kind": "tanh"}, *all_from]
    for listed in (all_from[::-1], all_from[1:], inserted, [{"from": "l0"}], [{"from": "loss"}]):
        to.ask("POST", at, {"description": {"network": {"layers": listed}}})
    for frozen in (settable[:1], [layer["id"] for layer in layers], ["loss"]):
        again = to.ask("POST", at, {"description": {"frozen": frozen}})
        if "id" in again:
            more = {"description": {"network": {"layers": inserted}}}
            to.ask("POST", f"/checkpoints/{again['id']}/edit", more)
    for optimizer in ("sgd", "adam", "momentum"):
        chosen = {"kind": optimizer, "lr": 0.2}
        to.ask("POST", at, {"description": {"network": {"optimizer": chosen}}})


def of_training(to: Recorder, id: str) -> None:
    watch = {"norms": True, "metrics": True, "tensors": ["data.x", "l1.x", "loss.E"]}
    at = f"/checkpoints/{id}/train"
    to.ask("POST", at, {"iterations": 6, "keep": 3, "watch": watch})
    to.ask("POST", at, {"iterations": 6, "watch": {"tensors": ["l99.W"]}})
    to.get(f"/checkpoints/{id}/history")


def filled(shape: Sequence[int]) -> Json:
    if not shape:
        return 0.5
    return [filled(shape[1:]) for _ in range(shape[0])]


def without(value: Json, names: set[str]) -> Json:
    """A value without what differs by itself."""
    if isinstance(value, dict):
        return {k: without(v, names) for k, v in value.items() if k not in names}
    return [without(entry, names) for entry in value] if isinstance(value, list) else value


def differences(before: Json, after: Json, place: str = "") -> Iterator[str]:
    """The places at which two answers differ."""
    if isinstance(before, dict) and isinstance(after, dict):
        for name in {**before, **after}:
            if name in before and name in after:
                yield from differences(before[name], after[name], f"{place}/{name}")
            else:
                yield f"{place}/{name}: {'gone' if name in before else 'new'}"
    elif isinstance(before, list) and isinstance(after, list) and len(before) == len(after):
        for i, (one, other) in enumerate(zip(before, after, strict=True)):
            yield from differences(one, other, f"{place}/{i}")
    elif repr(before) != repr(after):
        yield f"{place}: {json.dumps(before)[:120]} is now {json.dumps(after)[:120]}"


def compare(before: Answers, after: Answers, added: set[str]) -> int:
    """Prints what differs, and how much was held against each other; how many differ."""
    names = BY_ITSELF | added
    differing = 0
    for asked in {**before, **after}:
        old, new = (without(answers.get(asked), names) for answers in (before, after))
        found = list(islice(differences(old, new), 5))
        differing += bool(found)
        for place in found:
            print(f"{asked}\n    {place}")
    print(f"{len(before)} answers before, {len(after)} after: {differing} differ")
    return differing


def main(arguments: list[str]) -> int:
    first, second, *more = arguments
    of, names = more[:1], more[1:]
    if first.startswith("http"):
        before = read(names[0]) if of == ["--presets-of"] else None
        with httpx.Client(base_url=first, timeout=600) as http:
            Path(second).write_text(json.dumps(record(http, before)), "utf-8")
        return 0
    return int(bool(compare(read(first), read(second), set(names))))


def read(file: str) -> Answers:
    answers: Answers = json.loads(Path(file).read_text("utf-8"))
    return answers


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
