"""A layer of one's own on the stage: from a wrong file to a right one, while the page is open."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.request import Request, urlopen

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

from backstep.kinds.version import Version
from tests.e2e.conftest import Watch
from tests.kinds.conftest import DENSE, network
from tests.test_main import backstep

pytestmark = pytest.mark.long

RIGHT = "return x.T @ dy\n"
WRONG = "return x.T @ dy / len(x)\n"
SLOW = f"__import__('time').sleep(0.01)\n    {WRONG}"  # a training by it is not over at once
TANH = """import numpy as np
class Tanh:
    def forward(self, x):
        self.y = np.tanh(x)
        return self.y
    def backward(self, dy):
        return dy * (1 - self.y ** 2)
"""


class Own:
    """A server with a dense layer whose gradient is wrong, and a class."""

    def __init__(self, folder: Path) -> None:
        self.dense, self.tanh = folder / "dense.py", folder / "layers.py"
        self.home = ""
        folder.chmod(0o700)
        self.save(WRONG)
        self.tanh.write_text(TANH, encoding="utf-8")
        for path in (self.dense, self.tanh):
            path.chmod(0o600)

    def save(self, line: str) -> None:
        assert RIGHT in DENSE
        self.dense.write_text(DENSE.replace(RIGHT, line), encoding="utf-8")

    def read(self) -> None:
        """Wait until the server has read the file as it is now."""
        text, stamp = self.dense.read_text(encoding="utf-8"), ""
        version = Version("own:dense", str(self.dense), text, "").id
        for _ in range(20):
            with urlopen(f"{self.home}/api/v1/kinds{stamp}") as answer:
                told = json.load(answer)
            if told["kinds"][0]["version"] == version:
                return
            stamp = f"?after={told['stamp']}"
        raise AssertionError("the file was never read again")

    def create(self) -> str:
        layers = ({"kind": "own:dense", "units": 4}, "own:Tanh", {"kind": "own:dense", "units": 2})
        body = json.dumps(network(*layers)).encode()
        kind = {"content-type": "application/json"}
        with urlopen(Request(f"{self.home}/api/v1/checkpoints", body, kind)) as answer:
            return str(json.load(answer)["id"])


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Own]:
    folder = tmp_path_factory.mktemp("own")
    files = folder / "files"
    files.mkdir()
    own = Own(files)
    kinds = ("--kinds", str(own.dense), f"{own.tanh}:Tanh")
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("BACKSTEP_ALLOWED_HOSTS", raising=False)
        with backstep(folder, "--port=0", "--store=memory:", *kinds) as (_, address):
            own.home = address.rstrip("/")
            yield own


@pytest.fixture
def own(served: Own, watch: Watch) -> Own:
    """As it was at first."""
    served.save(WRONG)
    served.read()
    watch.home = served.home
    return served


def mark(page: Page, address: str) -> Locator:
    return page.locator(f'.mark[data-mark="{address}"]')


def check_until(page: Page, verdict: str) -> None:
    """Check; a server that is busy says so, and is asked again."""
    found = page.locator(f'.mark[data-mark="l1.dW"][data-verdict="{verdict}"]')
    busy = page.locator(".problem .btn")
    for _ in range(20):
        expect(found.or_(busy).first).to_be_attached()
        if found.count():
            return
        busy.click()
        page.locator('[data-tool="check"]').click()
    raise AssertionError("the server stayed busy")


def test_a_wrong_gradient_is_red_with_its_slip_until_the_file_is_mended(
    own: Own, page: Page, watch: Watch
) -> None:
    watch.expect("status of 429")
    page.goto(f"{own.home}/?checkpoint={own.create()}&step=9&cell=l1.dW,1,0")
    expect(page.locator(".step-name")).to_have_text("∂E/∂W₁")
    expect(page.locator(".step-panel .say")).to_contain_text("computed by your code, dense.py")
    expect(page.locator(".step-panel .f")).to_contain_text("your code")
    page.locator('[data-tool="check"]').click()
    check_until(page, "wrong")
    expect(mark(page, "l1.dW")).to_have_attribute("data-verdict", "wrong")
    expect(mark(page, "l1.dW").locator("+ .slip")).to_have_text("factor 1/n")
    expect(mark(page, "l2.dy")).to_have_attribute("data-verdict", "right")
    assert "mean over the batch" in (mark(page, "l1.dW").get_attribute("title") or "")
    told = page.locator(".checking .slipped")
    expect(told).to_contain_text("∂E/∂W₃, ∂E/∂W₁ dense.py, line 13: factor 1/n. dW is divided")
    before = page.url

    own.save("return x.T @ dy /\n")  # a slip of the pen
    note = page.locator(".own-code")
    expect(note).to_contain_text("dense.py, line 13")
    expect(note).to_contain_text("The version before it goes on")
    expect(mark(page, "l1.dW")).to_have_attribute("data-verdict", "wrong")
    page.locator(".topbar button[lang=es]").click()
    expect(note).to_contain_text("Sigue en uso la versión anterior")
    expect(mark(page, "l1.dW").locator("+ .slip")).to_have_text("factor 1/n")
    expect(page.locator(".step-panel .say")).to_contain_text("lo calcula su código, dense.py")
    page.emulate_media(reduced_motion="reduce")
    assert not Axe().run(page).response["violations"]

    own.save(RIGHT)
    expect(note).to_be_hidden()
    check_until(page, "right")
    expect(page.locator(".slip, .slipped")).to_have_count(0)
    expect(page.locator(".step-name")).to_have_text("∂E/∂W₁")
    base = re.escape(before.partition("checkpoint=")[2].partition(".")[0])
    expect(page).to_have_url(re.compile(rf"checkpoint=(?!{base}).*step=9&cell=l1\.dW,1,0"))


def test_a_number_shows_what_the_code_read_and_leads_there(own: Own, page: Page) -> None:
    page.goto(f"{own.home}/?checkpoint={own.create()}&step=9&cell=l1.dW,1,0")
    number = page.locator(".number-panel")
    expect(number).to_contain_text("Computed by your code, dense.py, line 12, from:")
    expect(number.locator(".operands dt")).to_have_text([re.compile("∂E/∂y₁"), re.compile("x₁")])
    expect(number.locator(".tree")).to_have_count(0)
    first = number.locator('.operands button[data-address="data.x"]').first
    shown = first.inner_text()
    first.click()
    expect(number.locator("header")).to_contain_text("x₁[0,0]")
    expect(number.locator(".total")).to_contain_text(shown.rstrip("0"))


def test_own_layers_stand_in_the_menu_and_a_class_is_one_block(own: Own, page: Page) -> None:
    page.goto(own.home)
    page.locator("[data-insert]").first.click()
    menu = page.get_by_role("menu")
    group = menu.get_by_role("group", name="Your own code")
    expect(group.get_by_role("menuitem")).to_have_count(2)
    group.get_by_role("menuitem", name="Tanh").click()
    block = page.locator('.frame[data-node="l1"]')
    expect(block).to_have_count(1)
    expect(page.locator('.mod-head [data-swap="l1"]')).to_contain_text("Tanh")
    steps = page.locator('.timeline [data-node="l1"]')
    expect(page.locator(".board figure[data-tensor='l1.dy']")).to_have_count(1)
    assert steps.count() <= 2


def test_a_link_to_code_that_is_gone_says_so_and_leads_to_the_code_of_now(
    own: Own, page: Page, watch: Watch
) -> None:
    watch.expect("status of 409")
    old = own.create()
    own.save(RIGHT)
    page.goto(own.home)  # and by now it has been read
    expect(page.locator(".board")).to_be_visible()
    own.read()
    page.goto(f"{own.home}/?checkpoint={old}&step=6")
    problem = page.locator(".problem")
    expect(problem).to_contain_text("dense")
    problem.get_by_role("button", name="Compute it by the code of now").click()
    expect(page.locator('[data-tensor="l1.dW"]')).to_be_visible()
    expect(problem).to_be_hidden()
    expect(page).not_to_have_url(re.compile(re.escape(old)))


def test_a_training_ends_where_its_code_is_saved_and_is_computed_anew_up_to_there(
    own: Own, page: Page, watch: Watch
) -> None:
    watch.expect("status of 409")
    own.save(SLOW)
    own.read()
    old = own.create()
    page.goto(f"{own.home}/?checkpoint={old}&view=training")
    page.locator(".btn.go").click()
    expect(page).not_to_have_url(re.compile(rf"{old}&"))  # it has got further than where it began
    own.save(RIGHT)
    told = page.locator(".train-state p")
    expect(told).to_contain_text("Your code has changed: the training ended at iteration")
    expect(page.locator(".problem")).to_be_hidden()
    reached = int(re.findall(r"iteration (\d+)", told.inner_text())[0])
    expect(page.locator(".btn.go")).to_contain_text("Train")
    assert reached > 1
    base = old.partition(".")[0]
    expect(page).to_have_url(re.compile(rf"checkpoint=(?!{base})\w+\.{reached - 1}&"))
