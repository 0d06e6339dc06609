"""What the documents say holds: every setting, endpoint, problem, link, and the worked number."""

import json
import re
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from backstep.engine.registry import OPTIMIZERS
from backstep.errors import STATUS
from backstep.settings import Settings

ROOT = Path(__file__).parents[1]
DOCUMENTS = [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")]


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def row_of(name: str) -> str:
    """The line of docs/settings.md that says everything of a setting."""
    field = Settings.model_fields[name]
    flag, default = "--" + name.replace("_", "-"), field.default
    shown = "" if default in ("", ()) or default is False else f"`{default}`"
    variable = f"`BACKSTEP_{name.upper()}`" * (name != "kinds")  # files to run: no variable
    return f"| `{flag}` | {variable} | {shown} | {field.description} |"


@pytest.mark.parametrize("name", Settings.model_fields)
def test_every_setting_is_described(name: str) -> None:
    assert row_of(name) in read("docs/settings.md")


def test_no_setting_is_described_that_is_gone() -> None:
    flags = re.findall(r"^\| `--([a-z-]+)`", read("docs/settings.md"), flags=re.MULTILINE)
    assert [flag.replace("-", "_") for flag in flags] == list(Settings.model_fields)


def operations(client: TestClient) -> dict[str, dict[str, object]]:
    """Each operation of the API by method and path: `GET /checkpoints/{id}`."""
    paths = client.get("/openapi.json").json()["paths"]
    return {
        f"{method.upper()} {path.removeprefix('/api/v1')}": operation
        for path, methods in paths.items()
        for method, operation in methods.items()
    }


def test_every_endpoint_is_described(client: TestClient) -> None:
    text = read("docs/api.md")
    missing = [name for name in operations(client) if f"`{name}`" not in text]
    assert not missing


def test_operations_have_stable_ids_and_a_summary(client: TestClient) -> None:
    found = operations(client)
    assert len(found) > 10
    ids = [operation["operationId"] for operation in found.values()]
    assert len(set(ids)) == len(ids)
    assert all(re.fullmatch(r"[a-z]+(_[a-z]+)*", str(name)) for name in ids), ids
    assert all(operation["summary"] for operation in found.values())


@pytest.mark.parametrize("code", STATUS)
def test_every_problem_is_described(code: str) -> None:
    assert f"`{code}`" in read("docs/api.md")


def test_the_worked_number_is_true(client: TestClient) -> None:
    text = read("README.md")
    command = re.search(r"curl -s '([^']+)'[^\n]*-d '(\{.*?\})'", text, flags=re.DOTALL)
    said = re.search(r'^"loss":([0-9.]+)$', text, flags=re.MULTILINE)
    assert command and said
    address = command[1].removeprefix("http://127.0.0.1:8000")
    answer = client.post(address, json=json.loads(command[2]))
    assert answer.status_code == 200, answer.text
    assert answer.json()["loss"] == float(said[1])


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_a_documents_links_lead_somewhere(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    for link in re.findall(r"\]\(([^)#\s]+)[^)]*\)", text):
        if not link.startswith(("http://", "https://")):
            assert (document.parent / link).exists(), link


def test_the_learning_rates_to_begin_with_are_those_that_the_catalog_offers() -> None:
    rows = re.findall(r"^\| `(\w+)` \| ([\d.]+) \|$", read("docs/training.md"), flags=re.M)
    offered = {name: kind.settings["lr"].recommended for name, kind in OPTIMIZERS.items()}
    assert {name: float(lr) for name, lr in rows} == offered
