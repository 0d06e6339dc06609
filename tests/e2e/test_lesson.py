"""The course's lesson, walked in a real browser: what it says is what the stage holds."""

import re
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, Route, expect

from backstep.lessons import LESSONS
from tests.e2e.test_stage import FAULTS

LESSON = LESSONS["backpropagation"]


def trace_of(page: Page) -> dict[str, Any]:
    checkpoint = page.evaluate("new URLSearchParams(location.search).get('checkpoint')")
    trace: dict[str, Any] = page.request.get(f"/api/v1/checkpoints/{checkpoint}/trace").json()
    return trace


def at_scene(page: Page, index: int) -> None:
    """Waits until the scene stands: its card, its place in the address bar, its step."""
    expect(page.locator(".lesson .badge")).to_contain_text(f" {index + 1} ")
    expect(page).to_have_url(re.compile(rf"scene={index + 1}&"))
    expect(page.locator(".lesson .number", has_text="…")).to_have_count(0)


SUPER = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")


def says(text: str, value: float) -> bool:
    """Whether a number as the lesson writes it is this one, rounded in its last digit."""
    plain = text.replace("−", "-")
    if "∞" in plain:
        return value == float(plain.replace("∞", "inf"))
    digits, _, power = plain.partition("·10")
    scale = 10.0 ** int(power.translate(SUPER) or 0)
    decimals = len(digits.partition(".")[2])
    return abs(float(digits) * scale - value) <= 0.5000001 * 10.0**-decimals * scale


def cell_of(trace: dict[str, Any], address: str, at: str) -> float:
    tensor = trace["tensors"][address]
    place = 0
    for index, size in zip(filter(None, at.split(",")), tensor["shape"], strict=True):
        place = place * size + int(index)
    return float(tensor["data"][place])


def numbers_are_true(page: Page, trace: dict[str, Any], within: str = ".lesson") -> int:
    """Every number in this part of the card is the trace's. Gives how many there were."""
    said = page.locator(f"{within} .number:not([data-past])").evaluate_all(
        "all => all.map(n => [n.dataset.address, n.dataset.at, n.textContent])"
    )
    for address, at, text in said:
        assert says(text, cell_of(trace, address, at)), (address, at, text)
    return len(said)


def do_what_it_asks(page: Page, scene: dict[str, Any]) -> bool:
    """Does it as a reader would. False where there is nothing to do."""
    ask = scene.get("ask", {})
    match ask.get("do"):
        case "step":
            steps = [step["writes"] for step in trace_of(page)["steps"]]
            before = steps.index(scene["step"]) if scene["step"] else -1
            for _ in range(steps.index(ask["to"]) - before):
                page.keyboard.press("ArrowRight")
        case "select":
            cell(page, ask).click()
        case "guess":
            guess(page, "99")
            expect(page.locator(".lesson .answer")).to_be_visible()
            at = ",".join(map(str, ask["at"]))
            guess(page, repr(cell_of(trace_of(page), ask["address"], at)))
        case "choose":
            options = page.locator(".lesson .choices .btn")
            wrong = (ask["right"] + 1) % options.count()
            options.nth(wrong).click()
            expect(page.locator(".lesson .answer")).to_contain_text(re.compile(r"\w{4}"))
            options.nth(ask["right"]).click()
        case "next":
            page.keyboard.press("n")
        case "insert":
            page.locator(f'.board [data-insert="{ask["after"][1:]}"]').click()
            page.locator(f'.kinds [data-kind="{ask["kind"]}"]').click()
        case "set":
            number = page.locator(f'[data-tensor="{ask["address"]}"] .cell').first
            number.click()
            number.click()
            page.locator(".touch .entry").fill("0,25")
            page.keyboard.press("Enter")
        case _:
            return False
    expect(page.locator(".lesson .done")).to_be_visible()
    expect(page.locator(".lesson .number", has_text="…")).to_have_count(0)
    return True


def cell(page: Page, ask: dict[str, Any]) -> Any:
    tensor = trace_of(page)["tensors"][ask["address"]]
    place = ask["at"][0] * tensor["shape"][1] + ask["at"][1]
    return page.locator(f'[data-tensor="{ask["address"]}"] .cell').nth(place)


def guess(page: Page, text: str) -> None:
    page.locator(".lesson .guess input").fill(text)
    page.locator(".lesson .guess button").click()


@pytest.mark.long
@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("name", LESSONS)
def test_every_scene_can_be_walked_and_every_number_in_it_is_true(
    page: Page, name: str, language: str
) -> None:
    page.goto(f"/lessons/{name}?lang={language}")
    told = asked = 0
    for index, scene in enumerate(LESSONS[name]["scenes"]):
        at_scene(page, index)
        expect(page.locator(".lesson h2")).to_have_text(
            scene["title"][language].replace("/∂", "/\u2060∂")
        )
        stand = trace_of(page)
        told += numbers_are_true(page, stand)
        for place in scene["highlight"]:
            spot = place.removesuffix(":next")
            lit = page.locator(f'.spot[data-tensor="{spot}"], .spot[data-node="{spot}"]')
            expect(lit.first).to_be_attached()
        if scene.get("compare", {}).get("after"):  # it would tell the answer
            expect(page.locator(".lesson .compared")).to_have_count(0)
        if do_what_it_asks(page, scene):
            asked += scene["ask"]["do"] == "guess"
            # what was said before stays true of where the scene began
            told += numbers_are_true(page, stand, ".lesson p:not(.done)")
            told += numbers_are_true(page, trace_of(page), ".lesson .done")
            iteration_is_the_stages(page)
        if "compare" in scene:
            rows = page.locator(".lesson .compared tbody tr")
            compared = scene["compare"]
            expect(rows).to_have_count(len(compared.get("tensors") or compared["iterations"]))
            expect(page.locator(".lesson .compared td", has_text="NaN")).to_have_count(0)
        page.locator(".lesson .next").click()
    expect(page.locator(".lesson h2")).to_have_text(re.compile("Lesson done|Lección completa"))
    expect(page.locator(".lesson")).to_contain_text(re.compile(rf"0 (of|de) {asked}"))
    assert told > 15
    expect(page.locator(".lesson .known li")).to_have_count(len(LESSONS[name]["known"][language]))
    expect(page.locator(".lesson .way .solid")).to_be_in_viewport(ratio=1)
    page.locator(".lesson .ways .btn").last.click()
    expect(page.locator(".lesson")).to_be_hidden()
    page.keyboard.press("l")
    expect(page.locator(f'[data-lesson="{name}"]')).to_have_class(re.compile("whole"))


SLIPS = """async (name) => {
  const { createApi } = await import('/static/js/platform/api.js');
  const { numberAt, settingOf, NEAR } = await import('/static/js/lib/lesson.js');
  const api = createApi(), wrong = [];
  await api.catalog();
  const lesson = await api.lesson(name);
  let seed = 7;  // the same numbers each time: what is found can be found again
  const random = () => (seed = (seed * 16807) % 2147483647) / 2147483647;
  const other = (value) => (Array.isArray(value) ? value.map(other)
    : value === 0 ? random() : value * (0.5 + random()) + random());
  for (const [k, { id, ask }] of lesson.scenes.entries()) {
    if (ask?.do !== 'guess') continue;
    const { network, iteration = 0 } = settingOf(lesson, k), given = lesson.networks[network];
    const take = async (description) => {
      const { base } = await api.create(description), place = `${base}.${iteration}`;
      const right = numberAt(await api.trace(place), ask.address, ask.at);
      const path = `/api/v1/checkpoints/${place}/slips/${ask.address}?at=${ask.at}`;
      const all = (await (await fetch(path)).json()).slips;
      return { right, all: all.map(({ name, value }) => ({ name, value: Number(value) })) };
    };
    const { right, all } = await take(given), others = [];
    for (let round = 0; round < 3; round += 1) {
      const data = { ...given.data, x: other(given.data.x), target: other(given.data.target) };
      const parameters = Object.fromEntries(
        Object.entries(given.parameters).map(([address, values]) => [address, other(values)]));
      others.push(await take({ ...given, data, parameters }));
    }
    const near = ask.within ?? NEAR, always = (same) => others.every((each) => same(each));
    const alike = (a, b) => Math.abs(a - b) <= near, equal = (a, b) => Math.abs(a - b) < 1e-9;
    for (const [i, slip] of all.entries()) {
      if (alike(slip.value, right) && !always((each) => equal(each.all[i].value, each.right))) {
        wrong.push(`${id}: ${slip.name} gives the right number, ${right}`);
      }
      for (const [j, before] of all.slice(0, i).entries()) {
        const one = always((each) => equal(each.all[i].value, each.all[j].value));
        if (alike(slip.value, before.value) && !one) {
          wrong.push(`${id}: ${before.name} and ${slip.name} both give ${slip.value}`);
        }
      }
    }
  }
  return wrong;
}"""


@pytest.mark.long
@pytest.mark.parametrize(
    ("button", "then"),
    [
        ("With other numbers", '.board [data-tensor="l1.W"]'),
        ("Watch it learn", ".app.in-training"),
    ],
)
def test_the_end_goes_on_with_other_numbers_or_watches_it_learn(
    page: Page, button: str, then: str
) -> None:
    page.goto("/lessons/batches?scene=10&lang=en")
    at_scene(page, 9)
    weights = page.locator('.board [data-tensor="l1.W"] .cell')
    expect(weights).to_have_count(2)
    before = weights.all_text_contents()
    page.locator(".lesson .next").click()
    page.get_by_role("button", name=button).click()
    expect(page.locator(".lesson")).to_be_hidden()
    expect(page.locator(then).first).to_be_visible()
    if button == "With other numbers":
        expect(weights.first).not_to_have_text(before[0])


@pytest.mark.long
@pytest.mark.parametrize("name", LESSONS)
def test_no_slip_gives_the_right_number_and_two_slips_differ_unless_they_are_one(
    page: Page, name: str
) -> None:
    page.goto("/?lang=en")
    expect(page.locator(".tick").first).to_be_visible()
    assert page.evaluate(SLIPS, name) == []


def iteration_is_the_stages(page: Page) -> None:
    """An iteration that the card names is the one that the page counts."""
    for said in re.findall(r"Itera(?:tion|ción) (\d+)", page.locator(".lesson .done").inner_text()):
        expect(page.locator(".readout").first).to_contain_text(re.compile(rf"Itera\D+{said}\D"))


def test_a_sentence_about_the_old_weights_keeps_them(page: Page) -> None:
    page.goto("/lessons/backpropagation?lang=en&scene=22")
    at_scene(page, 21)
    before = page.locator(".lesson p").first.inner_text()
    page.keyboard.press("n")
    expect(page.locator(".lesson .done")).to_be_visible()
    assert page.locator(".lesson p").first.inner_text() == before


def test_another_network_does_not_pass_for_a_step_that_was_asked_for(page: Page) -> None:
    page.goto("/lessons/backpropagation?lang=en&scene=8")
    at_scene(page, 7)
    page.locator('.board [data-swap="l2"]').click()
    page.locator(".kinds [data-remove]").click()
    expect(page.locator('.board [data-swap="l3"]')).to_have_count(0)
    page.get_by_role("button", name="Back to the scene").click()
    expect(page.locator('.board [data-swap="l3"]')).to_be_visible()
    expect(page.locator(".lesson .done")).to_have_count(0)


def test_a_wrong_answer_is_told_which_slip_leads_to_it(page: Page) -> None:
    page.goto("/lessons/backpropagation?lang=en&scene=14")
    at_scene(page, 13)
    told = page.locator(".lesson .answer")
    for typed, said in (
        ("-0.25", "sample 0 alone"),
        ("x", "not a number"),
        ("-1.55", "sign"),
        ("0.7", "Go term by term"),
    ):
        guess(page, typed)
        expect(told).to_contain_text(said)
        expect(page.locator(".lesson .guess input")).to_have_value(typed)
    guess(page, "")
    expect(told).to_contain_text("not a number")
    guess(page, "31/20")
    expect(page.locator(".lesson .done")).to_contain_text("1.55")
    page.reload()
    at_scene(page, 13)
    expect(page.locator(".lesson .done")).to_contain_text("1.55")  # what was answered stays so


def test_a_lesson_opens_with_nothing_pressed_by_a_space(page: Page) -> None:
    page.goto("/lessons/backpropagation?lang=en&scene=3")
    at_scene(page, 2)
    expect(page.locator(".lesson h2")).to_be_focused()
    page.keyboard.press(" ")
    expect(page.locator(".lesson .badge")).to_contain_text(" 3 ")


@pytest.mark.long
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [(1440, 900), (390, 844)])
def test_the_list_of_lessons_leads_into_any_scene(
    page: Page, size: tuple[int, int], scheme: Any
) -> None:
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.goto("/lessons?lang=es")
    cards = page.locator("dialog.lessons .lesson-card")
    expect(cards).to_have_count(len(LESSONS))
    assert Axe().run(page).response["violations"] == []
    cards.nth(1).get_by_role("button", name="Comenzar").click()
    at_scene(page, 0)
    expect(page).to_have_title(re.compile("Una fila|Un ejemplo, una fila"))
    page.locator(".lesson .badge").click()
    expect(cards.nth(1)).to_have_class(re.compile("current"))
    cards.nth(1).locator("[data-scene]").nth(4).click()
    at_scene(page, 4)


def test_back_and_forward_turn_the_pages(page: Page) -> None:
    page.goto("/?lang=en")
    expect(page).to_have_url(re.compile("checkpoint="))
    page.goto("/lessons/backpropagation?lang=en")
    for index in range(4):
        at_scene(page, index)
        page.locator(".lesson .next").click()
    at_scene(page, 4)
    page.go_back()
    at_scene(page, 3)
    page.go_back()
    at_scene(page, 2)
    expect(page.locator(".step-name")).to_have_text("y₁")
    page.go_forward()
    at_scene(page, 3)
    expect(page.locator(".step-name")).to_have_text("y₃")


def test_a_lesson_that_was_left_is_taken_up_where_it_was(page: Page) -> None:
    page.goto("/lessons/backpropagation?lang=en&scene=9")
    at_scene(page, 8)
    page.get_by_role("button", name="Leave the lesson").click()
    expect(page.locator(".lesson")).to_be_hidden()
    expect(page).to_have_url(re.compile(r"/\?checkpoint="))
    page.get_by_role("button", name="Back to the lesson").click()
    at_scene(page, 8)
    page.get_by_role("button", name="Leave the lesson").click()
    page.locator(".topbar [aria-haspopup=menu]").first.click()
    page.get_by_role("menuitemradio").nth(1).click()
    expect(page).to_have_url(re.compile(r"/\?preset="))
    page.go_back()
    page.go_back()
    at_scene(page, 8)


def test_another_visit_offers_the_scene_where_the_lesson_was_left(page: Page) -> None:
    back = page.get_by_role("button", name="Back to the lesson")
    page.goto("/lessons/backpropagation?lang=en&scene=9")
    at_scene(page, 8)
    page.goto("/?lang=en")  # left by the address bar, or by closing the page
    expect(back).to_contain_text("9/28")
    page.goto("/lessons/backpropagation?lang=en")
    at_scene(page, 0)
    page.goto("/?lang=en")
    back.click()
    at_scene(page, 8)
    page.goto("/lessons/backpropagation?lang=en&scene=28")
    at_scene(page, 27)
    page.goto("/?lang=en")
    expect(page.locator(".tick").first).to_be_visible()
    expect(back).to_be_hidden()


def test_who_goes_back_to_a_lesson_before_the_page_has_come_stays_in_it(page: Page) -> None:
    page.goto("/lessons/backpropagation?lang=en&scene=9")
    at_scene(page, 8)
    there = page.url
    held: list[Route] = []
    page.route(
        "**/api/v1/presets/*", lambda route: route.continue_() if held else held.append(route)
    )
    page.goto("/?lang=en")
    page.get_by_role("button", name="Back to the lesson").click()
    expect(page.locator(".lesson .badge")).to_contain_text("9")
    expect(page.locator(".lesson .number", has_text="…")).to_have_count(0)
    held[0].continue_()
    expect(page).to_have_url(there)


def test_the_chain_is_in_view_where_the_lesson_speaks_of_it(page: Page) -> None:
    page.goto("/lessons/backpropagation?lang=en&scene=16")
    at_scene(page, 15)
    expect(page.locator(".chain-panel")).to_be_in_viewport(ratio=0.9)


def test_the_reader_can_wander_off_and_come_back(page: Page) -> None:
    page.goto("/lessons/backpropagation?lang=en&scene=9")
    at_scene(page, 8)
    page.keyboard.press("Home")
    page.get_by_role("button", name="Back to the scene").click()
    expect(page.locator(".step-name")).to_have_text("∂E/∂y₃")
    expect(page.get_by_role("button", name="Back to the scene")).to_be_hidden()


def test_a_link_reopens_its_scene(page: Page) -> None:
    page.goto("/lessons/backpropagation?lang=es&scene=6")
    at_scene(page, 5)
    expect(page.locator(".lesson h2")).to_have_text(LESSON["scenes"][5]["title"]["es"])
    page.reload()
    at_scene(page, 5)


@pytest.mark.long
@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("size", [(1440, 900), (1200, 800), (1024, 768)])
def test_beside_the_card_nothing_is_clipped_and_no_text_lies_over_another(
    page: Page, size: tuple[int, int], language: str
) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})
    for scene in (9, 16, 20, 22):
        page.goto(f"/lessons/backpropagation?lang={language}&scene={scene}")
        at_scene(page, scene - 1)
        expect(page.locator(".step-name")).not_to_have_text("…")
        assert page.evaluate(FAULTS) == [], scene


@pytest.mark.long
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [(1440, 900), (390, 844)])
def test_axe_finds_nothing_wrong_with_a_lesson(
    page: Page, size: tuple[int, int], scheme: Any
) -> None:
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.goto("/lessons/backpropagation?lang=es&scene=14")
    at_scene(page, 13)
    guess(page, "2")
    expect(page.locator(".lesson .answer")).to_contain_text("Todavía no")
    assert Axe().run(page).response["violations"] == []
    page.locator(".lesson [data-key=leave]").click()
    expect(page.locator(".resume")).to_be_visible()
    assert Axe().run(page).response["violations"] == []


@pytest.mark.parametrize("size", [(1440, 900), (1024, 768), (390, 844)])
def test_the_card_fits_every_screen(page: Page, size: tuple[int, int]) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.goto("/lessons/backpropagation?lang=es&scene=14")
    at_scene(page, 13)
    box = page.locator(".lesson").bounding_box()
    assert box is not None
    assert box["x"] >= 0 and box["x"] + box["width"] <= size[0] + 1
    assert box["y"] + box["height"] <= size[1] + 1
    assert page.locator(".lesson").evaluate("card => card.scrollWidth <= card.clientWidth")
