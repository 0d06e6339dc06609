"""Sharing: a link, or a file for another server, shows the same network, step and number."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.conftest import ROOT, Watch

pytestmark = pytest.mark.long


def shown(page: Page) -> dict[str, Any]:
    """What is looked at: checkpoint, step, the name and the terms of the number."""
    expect(page.locator(".number-panel .total, .number-panel .row-total").first).to_be_visible()
    expect(page).to_have_url(re.compile("checkpoint=.*step="))
    query = page.evaluate("Object.fromEntries(new URLSearchParams(location.search))")
    return {
        "checkpoint": query["checkpoint"],
        "step": query["step"],
        "number": page.locator(".number-panel").inner_text(),
        "cells": page.locator(".stage .cell").evaluate_all("cells => cells.map(c => c.title)"),
    }


def edited(page: Page) -> None:
    """The course's network, two iterations on, with a weight changed and a layer put in."""
    page.goto("/?preset=course&step=3&lang=en")
    expect(page.locator(".readout").first).to_contain_text("1")
    page.keyboard.press("n")
    expect(page.locator(".readout b").first).to_have_text("2")
    expect(page.locator(".transport")).not_to_have_class(re.compile("busy"))
    page.evaluate(
        """async () => {
             const id = new URLSearchParams(location.search).get('checkpoint');
             const send = async (path, body) => (await fetch(`/api/v1/checkpoints/${path}`, {
               method: 'POST', body: JSON.stringify(body),
               headers: {'Content-Type': 'application/json'}})).json();
             let made = await send(`${id}/edit`,
               {set: [{address: 'l1.W', at: [0, 1], value: 0.7}]});
             made = await send(`${made.id}/next`, {iterations: 3});
             made = await send(`${made.id}/edit`, {description: {network: {layers:
               [{from: 'l1'}, {kind: 'tanh'}, {from: 'l2'}, {from: 'l3'}]}}});
             location.search = `checkpoint=${made.id}&step=9&cell=l3.y,1,2&lang=en`;
           }"""
    )
    expect(page.locator(".stage .cell").first).to_be_visible()
    expect(page).to_have_url(re.compile("cell=l3.y,1,2"))
    expect(page.locator(".number-panel")).to_contain_text("[1,2]")


@pytest.fixture
def elsewhere() -> Iterator[str]:
    """Another machine: a server that has seen nothing yet."""
    command = [sys.executable, "-m", "backstep.main", "--port=0", "--no-open", "--store=memory:"]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    yield process.stdout.readline().split()[3].rstrip("/")
    process.terminate()
    process.wait(timeout=60)
    process.stdout.close()


def drop(page: Page, name: str, text: str) -> None:
    page.evaluate(
        """([name, text]) => {
             const data = new DataTransfer();
             data.items.add(new File([text], name, {type: 'application/json'}));
             for (const type of ['dragover', 'drop']) {
               document.querySelector('.stage').dispatchEvent(
                 new DragEvent(type, {bubbles: true, cancelable: true, dataTransfer: data}));
             }
           }""",
        [name, text],
    )


@pytest.mark.own_page
def test_the_link_reopens_checkpoint_step_number_and_language(page: Page, browser: Browser) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    edited(page)
    page.locator(".seg [lang=es]").click()
    expect(page.locator(".number-panel")).to_contain_text("Este número")
    before = shown(page)
    page.get_by_role("button", name="Compartir este momento").click()
    expect(page.locator("dialog.share")).to_contain_text("El enlace está copiado.")
    link = page.locator("dialog.share input").input_value()
    assert page.evaluate("navigator.clipboard.readText()") == link
    page.keyboard.press("Escape")
    expect(page.locator("dialog.share")).to_be_hidden()
    other = browser.new_context(viewport={"width": 1440, "height": 900}, locale="en-US")
    fresh = other.new_page()
    fresh.goto(link)
    expect(fresh.locator("html")).to_have_attribute("lang", "es")
    expect(fresh.locator(".number-panel")).to_contain_text("[1,2]")
    assert shown(fresh) == before
    other.close()


@pytest.mark.own_page
def test_where_the_clipboard_is_refused_the_field_holds_the_link(page: Page) -> None:
    page.add_init_script("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
    page.goto("/?preset=course&step=3&lang=en")
    expect(page).to_have_url(re.compile("checkpoint="))
    page.get_by_role("button", name="Share this moment").click()
    expect(page.locator("dialog.share")).to_contain_text("Copy the link from the field.")
    field = page.locator("dialog.share input")
    assert "checkpoint=" in field.input_value() and "step=3" in field.input_value()
    assert field.evaluate("f => f.selectionEnd - f.selectionStart === f.value.length")


def test_a_file_shows_exactly_the_same_on_another_machine(
    elsewhere: str, page: Page, watch: Watch, tmp_path: Path
) -> None:
    edited(page)
    before = shown(page)
    page.get_by_role("button", name="Share this moment").click()
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Download").click()
    download = waiting.value
    assert re.fullmatch(r"backstep-[0-9a-z]{20}\.4\.backstep\.json", download.suggested_filename)
    path = tmp_path / download.suggested_filename
    download.save_as(path)

    watch.home = elsewhere
    page.goto(f"{elsewhere}/?preset=mazur&lang=en")
    expect(page.locator(".stage .cell").first).to_be_visible()
    drop(page, path.name, path.read_text())
    expect(page.locator(".number-panel")).to_contain_text("[1,2]")
    expect(page).to_have_url(re.compile("cell=l3.y,1,2"))
    assert shown(page) == before

    page.goto(f"{elsewhere}/?preset=course&lang=en")
    page.get_by_role("button", name="Share this moment").click()
    with page.expect_file_chooser() as choosing:
        page.get_by_role("button", name="Open a file").click()
    choosing.value.set_files(path)
    expect(page.locator("dialog.share")).to_be_hidden()
    expect(page).to_have_url(re.compile("cell=l3.y,1,2"))
    assert shown(page) == before


def test_a_file_brings_pins_the_followed_sample_and_the_language(page: Page) -> None:
    page.goto("/?preset=course&lang=es&step=9&cell=l2.dW,0,1&pin=l1.W,0,0&sample=2")
    expect(page.locator(".pins")).to_contain_text("W₁[0,0]")
    page.get_by_role("button", name="Compartir este momento").click()
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Descargar").click()
    text = waiting.value.path().read_text()
    page.goto("/?preset=mazur&lang=en")
    expect(page.locator(".stage .cell").first).to_be_visible()
    drop(page, "a.backstep.json", text)
    expect(page).to_have_url(re.compile(r"step=9&cell=l2.dW,0,1&pin=l1.W,0,0&sample=2&lang=es"))
    expect(page.locator("html")).to_have_attribute("lang", "es")
    expect(page.locator('[data-batch="2"]')).to_have_attribute("aria-pressed", "true")


def test_a_link_into_a_lesson_reopens_what_its_reader_has_changed(page: Page) -> None:
    page.goto("/lessons/backpropagation?lang=en&scene=25")
    expect(page.locator(".lesson .badge")).to_contain_text("25")
    number = page.locator('[data-tensor="l3.W"] .cell').first
    number.click()
    page.keyboard.press("Enter")
    page.locator(".touch .entry").fill("1/8")
    page.keyboard.press("Enter")
    expect(page.locator(".lesson .done")).to_be_visible()
    expect(page).to_have_url(re.compile(r"scene=25.*cell=l3.W"))
    expect(page.locator(".lesson .done")).not_to_contain_text("…")  # its numbers are there
    link, said = page.url, page.locator(".lesson .done").inner_text()
    page.goto("/")
    page.goto(link)
    expect(page.locator(".lesson .done")).to_have_text(said)
    expect(number).to_have_text("0.13")


GOOD = {"backstep": 1, "id": "x.0", "iteration": 0, "description": {}, "edits": []}


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("cat.png", "\x89PNG", "This is not a backstep file"),
        ("package.json", '{"name": "left-pad"}', "This is not a backstep file"),
        ("list.json", "[1, 2]", "This is not a backstep file"),
        ("new.backstep.json", json.dumps({**GOOD, "backstep": 2}), "newer backstep"),
        ("half.backstep.json", '{"backstep": 1, "id": "x.0"}', "is incomplete"),
        ("odd.backstep.json", json.dumps({**GOOD, "edits": [3]}), "is incomplete"),
        ("bad.backstep.json", json.dumps(GOOD), "this is missing"),
    ],
)
def test_a_wrong_file_is_refused_and_nothing_is_lost(
    page: Page, watch: Watch, name: str, text: str, said: str
) -> None:
    watch.expect("status of 422")
    page.goto("/?preset=course&step=4&cell=l2.y,0,1&lang=en")
    expect(page.locator(".number-panel")).to_contain_text("[0,1]")
    before = shown(page)
    drop(page, name, text)
    expect(page.locator(".problem")).to_contain_text(said)
    assert shown(page) == before
