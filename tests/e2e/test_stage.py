"""The stage in a real browser: every number and ring where it belongs, and nothing clipped."""

import itertools
import math
import re
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import pytest
from playwright.sync_api import Page, expect

PRESETS = ("course", "mazur", "xor", "classifier", "convolution")
SIZES = ((1440, 900), (1920, 1080), (1024, 768))
LANGUAGES = {"EN": re.compile("EN|English|Inglés"), "ES": re.compile("ES|Spanish|Español")}
TWO_FRAMES = "() => new Promise((f) => requestAnimationFrame(() => requestAnimationFrame(f)))"
DX = 7  # the course network's step that sends the gradient through W3


def open_at(page: Page, query: str) -> dict[str, Any]:
    """Opens the page and gives the trace that it shows, as the API answers it."""
    page.goto(f"/?lang=en&{query}")
    expect(page.locator(".board")).to_be_visible()
    expect(page).to_have_url(re.compile(r"checkpoint="))
    checkpoint = page.evaluate("new URLSearchParams(location.search).get('checkpoint')")
    trace: dict[str, Any] = page.request.get(f"/api/v1/checkpoints/{checkpoint}/trace").json()
    return trace


def open_network(page: Page, description: dict[str, Any], step: int) -> dict[str, Any]:
    """The same for a network that is no preset."""
    answer = page.request.post("/api/v1/checkpoints", data=description)
    assert answer.status == 201, answer.text()
    return open_at(page, f"checkpoint={answer.json()['id']}&step={step}")


def tiles(page: Page) -> list[dict[str, Any]]:
    """Every tensor's place, as it stands on the stage."""
    found: list[dict[str, Any]] = page.evaluate(
        """() => [...document.querySelectorAll('.board figure[data-tensor]')].map((figure) => ({
             address: figure.dataset.tensor, look: figure.dataset.look,
             form: figure.classList.contains('numbers') ? 'numbers' : 'map',
             compact: figure.classList.contains('compact'),
             text: figure.querySelector('.slot').innerText,
             canvas: figure.querySelectorAll('canvas').length,
             cells: [...figure.querySelectorAll('.cell')].map((cell) => (
               {at: cell.dataset.at, title: cell.title, text: cell.textContent})),
           }))"""
    )
    return found


def known(trace: dict[str, Any], cursor: int) -> set[str]:
    written = {step["writes"]: step["index"] for step in trace["steps"]}
    return {address for address in trace["tensors"] if written.get(address, -1) <= cursor}


def number(text: str) -> float:
    return float(text.replace("−", "-").replace("∞", "inf"))


def as_written(values: list[float], texts: list[str]) -> list[str]:
    """A tensor's numbers as its cells write them: all with as many decimals, or all in powers."""
    powers = any("e" in text for text in texts)
    fronts = {text.partition("e")[0].partition(".")[2] for text in texts if text not in UNROUNDED}
    assert len({len(front) for front in fronts}) <= 1, texts
    places = max(map(len, fronts), default=0)
    return [written(value, places, powers) for value in values]


UNROUNDED = ("≈0", "0", "NaN", "∞", "−∞")


def written(value: float, places: int, powers: bool) -> str:
    """Rounded half away from zero, on the shortest decimal that names the number."""
    if not math.isfinite(value):
        return str(value).replace("nan", "NaN").replace("inf", "∞").replace("-", "−")
    exact = Decimal(repr(value))
    if powers:
        if value == 0:
            return "0"
        size = Decimal(1).scaleb(exact.adjusted())
        front = (exact / size).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
        if abs(front) >= 10:
            front, size = (front / 10).quantize(Decimal(1).scaleb(-places)), size * 10
        return f"{front}e{size.adjusted()}".replace("-", "−")
    text = str(exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP))
    if not re.search("[1-9]", text):
        return "≈0" if value else text.lstrip("-")
    return text.replace("-", "−")


def check_numbers(page: Page, trace: dict[str, Any], cursor: int) -> None:
    """Every place shows what the API says at this step, and no more than that."""
    there = known(trace, cursor)
    for tile in tiles(page):
        address = tile["address"]
        where = f"{address} at step {cursor}"
        if address not in there:
            assert tile["look"] == "unknown" and not tile["cells"] and not tile["canvas"], where
            shape = "×".join(map(str, trace["tensors"][address]["shape"])) or "1"
            assert tile["text"].replace("\n", "") in (shape, ""), where
            continue
        assert tile["look"] != "unknown", where
        if tile["form"] == "map":
            assert tile["canvas"] == 1, where
            continue
        after = f"{address}:next"
        tensor = trace["tensors"][after if after in there else address]
        values = [float(value) for value in in_place(tensor, tile["cells"])]
        assert list(map(str, values)) == [str(number(cell["title"])) for cell in tile["cells"]]
        texts = [cell["text"] for cell in tile["cells"]]
        assert texts == as_written(values, texts), where


def in_place(tensor: dict[str, Any], cells: list[dict[str, Any]]) -> list[Any]:
    """The tensor's numbers in the order in which the cells stand."""
    values = []
    for cell in cells:
        position = 0
        for index, size in zip(filter(None, cell["at"].split(",")), tensor["shape"], strict=True):
            position = position * size + int(index)
        values.append(tensor["data"][position])
    return values


def step_to(page: Page, key: str, cursor: int) -> None:
    page.keyboard.press(key)
    expect(page).to_have_url(re.compile(rf"step={cursor}(&|$)"))


@pytest.mark.parametrize("preset", ("course", pytest.param("xor", marks=pytest.mark.long)))
def test_at_every_step_forward_and_back_the_stage_shows_the_api_s_numbers(
    page: Page, preset: str
) -> None:
    trace = open_at(page, f"preset={preset}&step=-1")
    last = len(trace["steps"]) - 1
    check_numbers(page, trace, -1)
    for cursor in range(last + 1):
        step_to(page, "ArrowRight", cursor)
        check_numbers(page, trace, cursor)
    for cursor in range(last - 1, -2, -1):
        step_to(page, "ArrowLeft", cursor)
        check_numbers(page, trace, cursor)


@pytest.mark.parametrize("preset", PRESETS)
def test_every_tensor_of_the_trace_has_one_place(page: Page, preset: str) -> None:
    trace = open_at(page, f"preset={preset}&step=999")
    placed = [tile["address"] for tile in tiles(page)]
    assert len(placed) == len(set(placed))
    wanted = {address.removesuffix(":next") for address in trace["tensors"]} - {"loss.E"}
    assert set(placed) == wanted
    check_numbers(page, trace, len(trace["steps"]) - 1)


def frames_of(page: Page, address: str) -> list[set[str]]:
    """For every ink frame on a tensor the cells that lie inside."""
    found: list[list[str]] = page.evaluate(
        """(address) => {
             const figure = document.querySelector(`figure[data-tensor="${address}"]`);
             const middle = (box) => [(box.left + box.right) / 2, (box.top + box.bottom) / 2];
             return [...figure.querySelectorAll('.band')].map((band) => {
               const box = band.getBoundingClientRect();
               return [...figure.querySelectorAll('.cell')].filter((cell) => {
                 const [x, y] = middle(cell.getBoundingClientRect());
                 return box.left < x && x < box.right && box.top < y && y < box.bottom;
               }).map((cell) => cell.dataset.at);
             });
           }""",
        address,
    )
    return [set(cells) for cells in found]


def leaves(expr: dict[str, Any]) -> list[tuple[str, str]]:
    if expr["op"] == "cell":
        return [(expr["address"], ",".join(map(str, expr["at"])))]
    return [leaf for part in expr.get("args", []) for leaf in leaves(part)]


@pytest.mark.parametrize("address, at", [("l3.dW", "1,0"), ("l2.y", "2,1"), ("l2.dy", "3,2")])
def test_the_factors_of_a_number_have_one_frame_for_each_row_or_column(
    page: Page, address: str, at: str
) -> None:
    trace = open_at(page, "preset=course&step=19")
    page.locator(f'figure[data-tensor="{address}"] .cell[data-at="{at}"]').click()
    expect(page.locator(f'figure[data-tensor="{address}"] .cell.target')).to_have_attribute(
        "data-at", at
    )
    asked = f"/api/v1/checkpoints/{trace['checkpoint']}/explain/{address}?at={at}"
    cells = leaves(page.request.get(asked).json()["expr"])
    for factor in {name for name, _ in cells}:
        if f"{factor}:next" in trace["tensors"]:
            continue  # the stage shows the updated number, and the factor was the one before
        expect(page.locator(f'figure[data-tensor="{factor}"] .band').first).to_be_visible()
        wanted = {index for name, index in cells if name == factor}
        assert frames_of(page, factor) == [wanted], factor


def test_what_is_read_from_the_shelf_lights_up_and_an_arrow_comes_down(page: Page) -> None:
    open_at(page, "preset=course&step=5")
    chip = page.locator('[data-memory="l2.y"]')
    expect(chip).to_have_attribute("data-look", "reading")
    expect(chip).to_contain_text("x₃")
    expect(page.locator(".links .link")).to_have_count(1)
    expect(chip.locator(".band")).to_have_count(1)
    expect(page.locator('[data-memory="l3.y"] b')).to_have_text("y₃")


def test_the_gradient_goes_through_the_weights_down_the_left_edge_and_the_update_up_the_right(
    page: Page,
) -> None:
    trace = open_at(page, f"preset=course&step={DX}")
    assert trace["steps"][DX]["writes"] == "l2.dy"
    link = "() => document.querySelector('.links .link').getBoundingClientRect().{}"
    expect(page.locator(".links .link")).to_have_count(1)
    frame = page.locator('.frame[data-node="l3"]').bounding_box()
    assert frame
    assert abs(page.evaluate(link.format("left")) - frame["x"]) < 3
    page.keyboard.press("3")
    expect(page).to_have_url(re.compile("step=19"))
    right = frame["x"] + frame["width"]
    page.locator('.tick[data-step="18"], .tick').nth(18).click()
    expect(page.locator(".links .link")).to_have_count(1)
    assert abs(page.evaluate(link.format("right")) - right) < 3


def test_a_tensor_of_rank_four_is_a_grid_of_maps_and_a_click_asks_for_its_cell(page: Page) -> None:
    trace = open_at(page, "preset=convolution&step=1")
    shape = trace["tensors"]["l1.y"]["shape"]
    assert len(shape) == 4
    heat = page.locator('figure[data-tensor="l1.y"] .heat')
    expect(heat).to_be_visible()
    colours = heat.locator("canvas").evaluate(
        """canvas => { const {data} = canvas.getContext('2d')
             .getImageData(0, 0, canvas.width, canvas.height);
           return new Set(Array.from({length: data.length / 4}, (_, k) =>
             data.slice(4 * k, 4 * k + 4).join())).size; }"""
    )
    assert colours > 4
    box = heat.locator("canvas").bounding_box()
    assert box
    heat.locator("canvas").click(position={"x": 2, "y": 2})
    first = ",".join("0" for _ in shape)
    expect(page).to_have_url(re.compile(rf"cell=l1\.y,{first}"))
    heat.locator("canvas").click(position={"x": box["width"] - 2, "y": box["height"] - 2})
    last = ",".join(str(size - 1) for size in shape)
    expect(page).to_have_url(re.compile(rf"cell=l1\.y,{last}"))
    expect(heat.locator(".pin")).to_have_count(1)
    twin = heat.get_by_role("gridcell")
    expect(twin).to_contain_text(f"y₁[{last}]")


def test_a_matrix_has_one_tab_stop_and_arrow_keys_move_the_selected_cell(page: Page) -> None:
    open_at(page, "preset=course&step=5")
    stops = page.evaluate(
        """() => [...document.querySelectorAll('.board [role=grid]')].map((grid) =>
             [grid, ...grid.querySelectorAll('*')].filter((node) => node.tabIndex === 0).length)"""
    )
    assert set(stops) == {1}
    page.locator('figure[data-tensor="l2.W"] .cell[data-at="0,0"]').click()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowDown")
    expect(page).to_have_url(re.compile(r"cell=l2\.W,1,1"))
    expect(page).to_have_url(re.compile(r"step=5(&|$)"))
    assert page.evaluate("document.activeElement.dataset.at") == "1,1"
    grid = page.locator('figure[data-tensor="l2.W"] [role=grid]')
    expect(grid).to_have_attribute("aria-label", "W₂, 3×3, known")


def test_a_heat_map_walks_by_arrow_keys_too(page: Page) -> None:
    open_at(page, "preset=convolution&step=1")
    heat = page.locator('figure[data-tensor="l1.y"] .heat')
    heat.locator("canvas").click(position={"x": 2, "y": 2})
    heat.focus()
    page.keyboard.press("ArrowRight")
    expect(page).to_have_url(re.compile(r"cell=l1\.y,0,0,0,1"))
    expect(page).to_have_url(re.compile(r"step=1(&|$)"))


def test_a_large_network_is_heat_maps_with_range_and_shape(page: Page) -> None:
    description = {
        "network": {
            "layers": [{"kind": "linear", "units": 40}, {"kind": "linear", "units": 10}],
            "loss": {"kind": "mean_squared_error"},
        },
        "data": {
            "x": [[(n * k) % 7 / 7 - 0.4 for k in range(200)] for n in range(32)],
            "target": [[float(n % 10 == j) for j in range(10)] for n in range(32)],
        },
    }
    trace = open_network(page, description, step=4)
    assert trace["tensors"]["l1.W"]["data"] is None
    weights = page.locator('figure[data-tensor="l1.W"]')
    expect(weights.locator("canvas")).to_have_count(1)
    expect(weights.locator(".histogram")).to_be_visible()
    expect(weights.locator(".sum")).to_contain_text("200×40")
    expect(page.locator('figure[data-tensor="l1.dW"] .ghost')).to_have_text("200×40")
    expect(page.locator(".legend em").first).to_have_text("−")


def test_numbers_that_are_not_finite_say_so(page: Page) -> None:
    description = {
        "network": {"layers": [{"kind": "linear", "units": 1}], "loss": {"kind": "squared_error"}},
        "data": {"x": [[1e200, 1.0]], "target": [[0.0]]},
        "parameters": {"l1.W": [[1e200], [1.0]]},
    }
    open_network(page, description, step=2)
    expect(page.locator('figure[data-tensor="l1.y"] .cell')).to_have_text("∞")
    expect(page.locator('figure[data-tensor="data.x"] .cell').first).to_have_text("1e200")


def test_the_colours_of_a_heat_map_follow_the_theme(page: Page) -> None:
    open_at(page, "preset=convolution&step=1")
    picture = page.locator('figure[data-tensor="l1.y"] canvas')
    page.emulate_media(color_scheme="light")
    light = picture.evaluate("canvas => canvas.toDataURL()")
    page.emulate_media(color_scheme="dark")
    page.wait_for_function(
        """before => document.querySelector('figure[data-tensor="l1.y"] canvas')
             .toDataURL() !== before""",
        arg=light,
    )


# What a reader would call broken: a number or a name that is cut off, that leaves its cell, or
# that lies over another one.
FAULTS = """() => {
  const faults = [];
  const rect = (node) => {
    const range = document.createRange();
    range.selectNodeContents(node);
    return range.getBoundingClientRect();
  };
  const ink = ({ left, right, top, bottom, width }) => (  // letters leave air in their line
    { left, right, width, top: top + .2 * (bottom - top), bottom: bottom - .15 * (bottom - top) });
  const board = document.querySelector('.board');
  for (const cell of board.querySelectorAll('.cell')) {
    const text = rect(cell), box = cell.getBoundingClientRect();
    if (text.left < box.left - .5 || text.right > box.right + .5 || text.height > box.height + 8)
      faults.push(`${cell.textContent} leaves its cell of ${box.width}`);
  }
  for (const ghost of board.querySelectorAll('.ghost')) {
    const text = rect(ghost), box = ghost.getBoundingClientRect();
    if (text.width > box.width || text.height > box.height + 4)
      faults.push(`${ghost.textContent} leaves its ghost`);
  }
  const trays = [...board.querySelectorAll('.tray.open')];  // a tray hides what it lies over
  const seen = ({ node, box }) => node.checkVisibility({ visibilityProperty: true })
    && trays.every((tray) => {
    const over = tray.getBoundingClientRect();
    return tray.contains(node) || box.right <= over.left || box.left >= over.right
      || box.bottom <= over.top || box.top >= over.bottom;
  });
  const names = [...board.querySelectorAll('figcaption, .mod-head b, .mod-head span, .mem-chip b, '
    + '.mem-chip span, .mem-chip small, .sum span, .readout-e, .says p, .unneeded, '
    + '.board:not(.scrolls) .lane-name b')]
    .map((node) => ({ node, box: ink(rect(node)) }))
    .filter(({ node, box }) => box.width > 1 && getComputedStyle(node).fontSize !== '0px')
    .filter(seen);
  const tiles = [...board.querySelectorAll('.slot, .card, .plus')]
    .map((node) => ({ node, box: node.getBoundingClientRect() }))
    .filter(seen);
  for (const [k, a] of names.entries()) {
    for (const b of [...names.slice(k + 1), ...tiles]) {
      if (a.node.contains(b.node) || b.node.contains(a.node)) continue;
      const wide = Math.min(a.box.right, b.box.right) - Math.max(a.box.left, b.box.left);
      const high = Math.min(a.box.bottom, b.box.bottom) - Math.max(a.box.top, b.box.top);
      const under = `${b.node.className} ${b.node.textContent.slice(0, 20)}`;
      if (wide > 1 && high > 1) faults.push(`"${a.node.textContent}" over "${under}"`);
    }
  }
  const { scrollHeight, clientHeight } = document.querySelector('.scroller');
  if (scrollHeight > clientHeight + 1) faults.push(`${scrollHeight - clientHeight} px too high`);
  return faults;
}"""


@pytest.mark.parametrize(
    "preset",
    (
        "course",
        pytest.param("classifier", marks=pytest.mark.long),
        pytest.param("convolution", marks=pytest.mark.long),
        pytest.param("mazur", marks=pytest.mark.long),
        pytest.param("xor", marks=pytest.mark.long),
    ),
)
def test_nothing_is_clipped_and_no_text_lies_over_another(page: Page, preset: str) -> None:
    open_at(page, f"preset={preset}&step=3")
    faults = []
    for language in ("EN", "ES"):
        page.get_by_role("button", name=LANGUAGES[language]).click()
        expect(page.locator("html")).to_have_attribute("lang", language.lower())
        for width, height in SIZES:
            page.set_viewport_size({"width": width, "height": height})
            page.evaluate(TWO_FRAMES)
            for key in ("3", "Home"):
                page.keyboard.press(key)
                found = page.evaluate(FAULTS)
                faults += [f"{language} {width}×{height}: {fault}" for fault in found]
    assert not faults, "\n".join(faults)


def test_a_step_moves_nothing(page: Page) -> None:
    trace = open_at(page, "preset=course&step=-1")
    where = """() => [...document.querySelectorAll('.board .slot, .board .frame, .mem-chip')]
                 .map((node) => { const box = node.getBoundingClientRect();
                                  return [box.left, box.top, box.width, box.height].join(); })"""
    page.emulate_media(reduced_motion="reduce")
    page.reload()
    expect(page.locator(".board")).to_be_visible()
    before = page.evaluate(where)
    for cursor in range(len(trace["steps"])):
        step_to(page, "ArrowRight", cursor)
        assert page.evaluate(where) == before, cursor


def test_a_board_that_is_too_wide_scrolls_to_the_current_block(page: Page) -> None:
    layers = [{"kind": "linear", "units": 4} for _ in range(12)]
    data = {"x": [[0.5, -0.5]], "target": [[1.0, 0.0, 0.0, 0.0]]}
    description = {"network": {"layers": layers, "loss": {"kind": "squared_error"}}, "data": data}
    open_network(page, description, step=11)
    in_view = """() => { const now = document.querySelector('.frame.now')?.getBoundingClientRect();
                         if (!now) return false;
                         const port = document.querySelector('.scroller').getBoundingClientRect();
                         return now.left >= port.left && now.right <= port.right; }"""
    page.wait_for_function(in_view)
    page.keyboard.press("Home")
    for cursor in range(3):
        step_to(page, "ArrowRight", cursor)
    page.wait_for_function(in_view)


def test_a_step_touches_the_ticks_that_it_passes_and_names_never_lie_on_one_another(
    page: Page,
) -> None:
    page.set_viewport_size({"width": 800, "height": 700})  # so narrow that names give way
    trace = open_at(page, "preset=spiral&step=0")
    page.wait_for_function("() => document.querySelector('.tl-name.crowded-out')")
    page.evaluate(
        """() => { window.touched = new Set();
             new MutationObserver((all) => all.forEach(({target}) => {
               const tick = target.closest('.tick'); if (tick) touched.add(tick.dataset.step);
             })).observe(document.querySelector('.timeline'), {subtree: true, attributes: true,
               attributeFilter: ['class', 'tabindex', 'aria-current']}); }"""
    )
    for cursor in range(1, 30):
        page.keyboard.press("ArrowRight")
        expect(page.locator(".tick.now")).to_have_attribute("data-step", str(cursor))
        page.evaluate(TWO_FRAMES)
        boxes = page.evaluate(
            """() => [...document.querySelectorAll('.tl-name:not(.crowded-out)')].map((name) => {
                 const {left, right} = name.getBoundingClientRect();
                 return [left, right, name.closest('.now') !== null]; })"""
        )
        assert any(now for *_, now in boxes), f"step {cursor} has lost its name"
        for (_, right, _), (left, *_) in itertools.pairwise(sorted(boxes)):
            assert left >= right - 2, cursor
        assert page.locator(".tick[tabindex='0']").count() == 1
        assert page.locator(".tick.done").count() == cursor
    page.evaluate("() => touched.clear()")
    page.keyboard.press("ArrowLeft")
    expect(page.locator(".tick.now")).to_have_attribute("data-step", str(cursor - 1))
    assert set(page.evaluate("() => [...touched]")) == {str(cursor), str(cursor - 1)}
    assert page.locator(".tick.done").count() == cursor - 1
    name = page.locator(".step-name").text_content() or ""
    expect(page).to_have_title(re.compile(f"^{re.escape(name)} · "))  # once the steps rest
    page.set_viewport_size({"width": 390, "height": 844})
    node = trace["steps"][cursor - 1]["node"]
    expect(page.locator(".blockmap [aria-current]")).to_have_attribute("data-block", node)


def test_what_the_next_steps_point_out_comes_several_at_once(page: Page) -> None:
    with page.expect_response(re.compile(r"/explain\?cells=")):
        trace = open_at(page, "preset=course&step=0")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for cursor in range(1, len(trace["steps"])):
        page.keyboard.press("ArrowRight")
        expect(page.locator(".tick.now")).to_have_attribute("data-step", str(cursor))
        expect(page.locator(".terms, .single").first).to_be_visible()  # nobody walks on before
    about = [url for url in asked if "/explain" in url or "/chain/" in url]
    # where the page is slow, a step may come before those that are to be asked for with it
    assert 1 < len(about) <= len(trace["steps"]) / 2, about
