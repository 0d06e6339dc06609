"""A link to what is not there says so in the middle of the page, and loses nothing."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import Watch

GONE = "/?checkpoint=0123456789abcdefghij.3"


def in_the_middle(page: Page) -> None:
    box = page.locator(".astray").bounding_box()
    size = page.viewport_size
    assert box and size
    for start, length, whole in (("x", "width", "width"), ("y", "height", "height")):
        assert abs(box[start] + box[length] / 2 - size[whole] / 2) < 2  # type: ignore[literal-required]
        assert box[start] >= 0  # type: ignore[literal-required]


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/?checkpoint=garbage", "«garbage»"),
        (GONE, "no la tiene"),
        ("/?preset=nope&step=5", "«nope»"),
    ],
)
@pytest.mark.parametrize("size", [(1440, 900), (390, 844)])
def test_a_link_to_no_network_is_explained_and_leads_on(
    page: Page, watch: Watch, path: str, said: str, size: tuple[int, int]
) -> None:
    watch.expect("status of 404")
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.goto(f"{path}&lang=es")
    card = page.locator(".astray")
    expect(card).to_contain_text(said)
    expect(page.locator(".controls .play")).to_be_hidden()
    in_the_middle(page)
    card.get_by_role("button", name="red del curso").click()
    expect(page.locator(".tick").first).to_be_visible()
    expect(card).to_be_hidden()


@pytest.mark.parametrize(
    ("query", "said", "step"),
    [
        ("step=999", "0 to 19", "b₃"),
        ("step=x", "“step=x”", "Before the first step"),
        ("step=5&cell=l1.W,9,9", "2×3", "∂E/∂W₃"),
        ("step=5&cell=l9.W,0,0&pin=l1.W,0,0", "l9.W,0,0", "∂E/∂W₃"),
        ("step=5&sample=4", "row 4", "∂E/∂W₃"),
    ],
)
def test_the_rest_of_a_link_is_shown_and_what_is_not_there_is_named(
    page: Page, query: str, said: str, step: str
) -> None:
    page.goto(f"/?preset=course&lang=en&{query}")
    card = page.locator(".astray")
    expect(card).to_contain_text(said)
    expect(page.locator(".step-name")).to_have_text(step)
    in_the_middle(page)
    page.keyboard.press("Escape")
    expect(card).to_be_hidden()
    page.reload()
    expect(page.locator(".step-name")).to_have_text(step)
    expect(card).to_be_hidden()  # the address was mended


def test_a_scene_that_a_lesson_does_not_have_is_named(page: Page) -> None:
    page.goto("/lessons/batches?scene=99&lang=en")
    expect(page.locator(".astray")).to_contain_text("scene 99. This lesson has 10")
    page.get_by_role("button", name="Stay here").click()
    expect(page.locator(".lesson .badge")).to_contain_text("10 of 10")


def test_a_network_that_is_gone_leaves_a_lesson_at_its_scene(page: Page, watch: Watch) -> None:
    watch.expect("status of 404")
    page.goto("/lessons/batches?scene=4&checkpoint=0123456789abcdefghij.3&step=2&lang=es")
    expect(page.locator(".astray")).to_contain_text("Este servidor no la tiene")
    page.get_by_role("button", name="Quedarse aquí").click()
    expect(page.locator(".lesson .badge")).to_contain_text("4 de 10")
    expect(page.locator(".step-name")).to_have_text("∂E/∂W₁")


def test_going_back_to_a_network_that_is_gone_keeps_what_is_on_the_page(
    page: Page, watch: Watch
) -> None:
    watch.expect("status of 404")
    page.goto("/?preset=course&step=5&lang=en")
    expect(page).to_have_url(re.compile("checkpoint="))
    page.evaluate(
        """gone => { history.pushState(null, '', gone);
          history.pushState(null, '', '/?lang=en'); history.back(); }""",
        GONE,
    )
    card = page.locator(".astray")
    expect(card).to_contain_text("What you had is still here")
    expect(page.locator(".step-name")).to_have_text("∂E/∂W₃")
    card.get_by_role("button", name="Stay here").click()
    page.keyboard.press("ArrowRight")
    expect(page.locator(".step-name")).to_have_text("∂E/∂b₃")
    expect(page).to_have_url(re.compile("preset=course.*step=6"))


def test_a_lesson_that_does_not_exist_names_itself_and_two_ways_on(
    page: Page, watch: Watch
) -> None:
    watch.expect("status of 404")
    page.goto("/lessons/nope")
    expect(page.locator("main")).to_contain_text("/lessons/nope")
    page.get_by_role("link", name="All lessons").click()
    expect(page.locator("dialog.lessons .lesson-card").first).to_be_visible()
