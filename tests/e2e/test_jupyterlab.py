"""In a notebook of JupyterLab: a cell shows the page in a frame, and another asks the API."""

import json
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, expect

pytestmark = [
    pytest.mark.peer,
    pytest.mark.long,
    pytest.mark.skipif(
        find_spec("jupyterlab") is None,
        reason="JupyterLab is not installed (make peers installs it)",
    ),
]

CELLS = """
from urllib.request import Request, urlopen
import json
course = json.load(urlopen("{address}/api/v1/catalog"))["presets"]["course"]["description"]
kind = {{"content-type": "application/json"}}
asked = Request("{address}/api/v1/trace?tensors=none", json.dumps(course).encode(), kind)
print("loss", json.load(urlopen(asked))["loss"])
---
from IPython.display import IFrame
IFrame("{address}/?preset=course&lang=en", 1000, 700)
"""


def notebook(source: str) -> str:
    cells = [
        {
            "cell_type": "code",
            "id": f"cell{k}",
            "source": cell.strip(),
            "metadata": {},
            "outputs": [],
            "execution_count": None,
        }
        for k, cell in enumerate(source.split("---"))
    ]
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    form = {"nbformat": 4, "nbformat_minor": 5, "metadata": {"kernelspec": kernel}}
    return json.dumps({**form, "cells": cells})


@pytest.fixture
def framed(tmp_path: Path) -> Iterator[str]:
    """The address of a server that lets notebooks of this machine show it."""
    command = [sys.executable, "-m", "backstep", "--port=0", "--no-open", "--store=memory:"]
    command.append("--frame-ancestors=http://127.0.0.1:*")
    with subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        yield process.stdout.readline().split()[3].rstrip("/")
        process.terminate()


@pytest.fixture
def lab(tmp_path: Path, framed: str) -> Iterator[str]:
    """The address of a JupyterLab whose folder has the notebook."""
    (tmp_path / "course.ipynb").write_text(notebook(CELLS.format(address=framed)), "utf-8")
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", "--port=0"]
    command += ["--IdentityProvider.token=", "--ServerApp.ip=127.0.0.1"]
    command += [
        f"--ServerApp.root_dir={tmp_path}",
        "--LabApp.news_url=",
        "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
    ]
    with (
        (tmp_path / "lab.log").open("w+") as log,
        subprocess.Popen(command, cwd=tmp_path, stderr=log, stdout=log) as process,
    ):
        found = None
        while found is None and process.poll() is None:
            time.sleep(0.1)
            found = re.search(r"http://127[^/]+/lab", (tmp_path / "lab.log").read_text())
        try:
            assert found, (tmp_path / "lab.log").read_text()
            yield found[0]
        finally:
            process.terminate()


def run(cell: Locator, found: re.Pattern[str]) -> None:
    """Run a cell; what is asked of a kernel that is not connected yet is lost, and asked again."""
    for _ in range(12):
        cell.locator(".cm-content").press("Shift+Enter")
        with suppress(AssertionError):
            expect(cell).to_contain_text(found, timeout=5000)
            return
    pytest.fail(cell.inner_text())


def test_a_notebook_shows_the_page_and_asks_the_api(browser: Browser, lab: str) -> None:
    context = browser.new_context(viewport={"width": 1440, "height": 1000}, locale="en-US")
    stepped = "try { localStorage.setItem('backstep.stepped', '1') } catch {}"
    context.add_init_script(stepped)  # what comes after the first minute
    page = context.new_page()
    page.goto(f"{lab}/tree/course.ipynb?reset")
    kernel = page.locator(".jp-Notebook-ExecutionIndicator").first
    expect(kernel).to_have_attribute("data-status", "idle", timeout=90_000)
    first = page.locator(".jp-Notebook .jp-CodeCell").first
    run(first, re.compile(r"loss \d+\.\d+"))
    page.keyboard.press("Shift+Enter")
    stage = page.frame_locator(".jp-OutputArea iframe")
    expect(stage.locator(".stage .cell").first).to_be_visible()
    iteration = stage.locator(".readout b").first
    expect(iteration).to_have_text("1")
    stage.get_by_role("button", name="Next iteration").click()
    expect(iteration).to_have_text("2")
    context.close()
