"""Every scene of every lesson, where pages are small: what it speaks of and asks for is in sight.

A phone, a projector, a screen that is enlarged twice. Nothing lies over a field or a verdict.
"""

import re
import time
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from backstep.lessons import LESSONS
from tests.e2e.test_lesson import at_scene, guess

pytestmark = pytest.mark.long

SIZES = [(390, 844), (1280, 720), (720, 450)]
PATIENCE = 30.0  # seconds; most are there at once

# Of nine points of an element, how many are its own on the screen: not covered, not beyond an edge.
FREE = """element => { const { left, top, width, height } = element.getBoundingClientRect();
  let free = 0;
  for (const across of [0.1, 0.5, 0.9]) for (const down of [0.15, 0.5, 0.85]) {
    const there = document.elementFromPoint(left + width * across, top + height * down);
    const behind = element.closest('.board') && there?.closest('.board');
    if (element.contains(there) || behind)
      free += 1;
  }
  return free; }"""


def is_free(part: Locator, least: int = 9) -> None:
    """So many of nine points can be seen, once the page has stopped moving."""
    expect(part).to_be_in_viewport()
    end = time.monotonic() + PATIENCE
    while part.evaluate(FREE) < least:  # a card that is drawn anew has another field in a moment
        assert time.monotonic() < end, part.evaluate("e => e.outerHTML.slice(0, 200)")
        part.page.wait_for_timeout(20)


def spot(page: Page, place: str) -> Locator:
    name = place.removesuffix(":next")
    return page.locator(f'.spot[data-tensor="{name}"], .spot[data-node="{name}"]').first


def answer_wrongly(page: Page, ask: dict[str, Any]) -> None:
    if ask["do"] == "guess":
        is_free(page.locator(".lesson .guess input"))
        guess(page, "987")
        is_free(page.locator(".lesson .guess input"))
    else:
        options = page.locator(".lesson .choices .btn")
        for k in range(options.count()):
            is_free(options.nth(k))
        options.nth((ask["right"] + 1) % options.count()).click()
    is_free(page.locator(".lesson .answer"))


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("size", SIZES, ids=lambda size: "×".join(map(str, size)))
@pytest.mark.parametrize("name", LESSONS)
def test_a_scenes_objects_its_field_and_the_verdict_are_in_sight(
    page: Page, name: str, size: tuple[int, int], language: str
) -> None:
    page.emulate_media(reduced_motion="reduce")
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.goto(f"/lessons/{name}?lang={language}")
    for index, scene in enumerate(LESSONS[name]["scenes"]):
        at_scene(page, index)
        if scene["highlight"]:
            first = spot(page, scene["highlight"][0])
            expect(first).to_be_in_viewport(ratio=0.3)  # a block is higher than a small page
            is_free(first, 3)
        ask = scene.get("ask", {"do": None})
        if ask["do"]:
            is_free(page.locator(".lesson .request"))
        if ask["do"] in ("select", "set"):
            expect(spot(page, ask["address"])).to_be_in_viewport(ratio=0.6)
        if ask["do"] in ("guess", "choose"):
            answer_wrongly(page, ask)
        is_free(page.locator(".lesson .next"))
        page.locator(".lesson .next").click()
    is_free(page.locator(".lesson h2"))
    expect(page.locator(".lesson h2")).to_have_text(re.compile("Lesson done|Lección completa"))
