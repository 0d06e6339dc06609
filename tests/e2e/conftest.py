"""A real server and a real browser; a test fails if the page complains or asks anybody outside.

Chromium is the system's; where there is none these tests are skipped and say so, unless
BACKSTEP_REQUIRE_BROWSER=1, as in CI.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, expect

pytest_plugins = ["pytest_playwright.pytest_playwright"]

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
ROOT = Path(__file__).parents[2]
STEPPED = "try { localStorage.setItem('backstep.stepped', '1') } catch {}"
REST = '<!doctype html><link rel="icon" href="data:,">'
FAILED = pytest.StashKey[bool]()


@dataclass
class Watch:
    """What the page said on its console, and whom it asked besides the server."""

    home: str
    errors: list[str] = field(default_factory=list)
    outside: list[str] = field(default_factory=list)
    expected: list[str] = field(default_factory=list)

    def expect(self, part: str) -> None:
        """An error that contains `part` is what this test wants to see ("status of 404")."""
        self.expected.append(part)

    def hear(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.note(f"{message.type}: {message.text} ({message.location.get('url')})")

    def note(self, text: str) -> None:
        if not any(part in text for part in self.expected):
            self.errors.append(text)

    def see(self, request: Request) -> None:
        if not request.url.startswith((self.home, "data:", "blob:")):
            self.outside.append(request.url)


# A busy machine is slow, not wrong.
expect.set_options(timeout=30_000)


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address (no slash at its end) of a server of its own, with an empty store on disk."""
    place = tmp_path_factory.mktemp("server")
    command = [sys.executable, "-m", "backstep.main", "--port=0", "--no-open"]
    command.append(f"--store=sqlite:///{place / 'runs.sqlite'}")
    with (place / "errors.log").open("w+") as log:
        process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=log, text=True)
        assert process.stdout is not None
        line = process.stdout.readline()  # it is said once the port is bound
        assert "http://" in line, (place / "errors.log").read_text()
        yield line.split()[3].rstrip("/")
        process.terminate()
        process.wait(timeout=60)
        process.stdout.close()
        log.seek(0)
        assert "Traceback" not in (said := log.read()), said


@pytest.fixture(scope="session")
def base_url(server: str) -> str:
    """`page.goto("/")` is the server's page."""
    return server


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """The system's Chromium, or a skip (in CI: a failure) that says that there is none."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        say = "no Chromium found: install it (apt-get install chromium) to run the browser tests"
        (pytest.fail if os.environ.get("BACKSTEP_REQUIRE_BROWSER") == "1" else pytest.skip)(say)
    return {**browser_type_launch_args, "executable_path": found, "args": list(FLAGS)}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    """A desktop whose language is English."""
    desktop = {"viewport": {"width": 1440, "height": 900}, "locale": "en-US"}
    return {**browser_context_args, **desktop}


@pytest.fixture
def watch(server: str) -> Watch:
    """What to look at, or to `expect`, besides the page itself."""
    return Watch(server)


@pytest.fixture
def new_context(
    new_context: Callable[..., BrowserContext], watch: Watch
) -> Callable[..., BrowserContext]:
    """Every context that a test opens, `page`'s own as well, is watched."""

    def open_watched(first_visit: bool = False, **options: Any) -> BrowserContext:
        context = new_context(**options)
        if not first_visit:  # most tests are about what comes after the first minute
            context.add_init_script(STEPPED)
        heard_by(context, lambda: watch)
        return context

    return open_watched


def heard_by(context: BrowserContext, watch: Callable[[], Watch]) -> None:
    context.on("console", lambda message: watch().hear(message))
    context.on("weberror", lambda error: watch().note(f"exception: {error.error}"))
    context.on("request", lambda request: watch().see(request))


@dataclass
class Shared:
    """A page that tests have one after the other. The first opening compiles all scripts and begins
    a process, three times the work of the next ones, and more than most tests do themselves.
    """

    browser: Browser
    options: dict[str, Any] = field(default_factory=dict)
    page: Page | None = None
    watch: Watch = field(default_factory=lambda: Watch(""))

    def lend(self, options: dict[str, Any], watch: Watch) -> Page:
        """The page, as if nobody had had it; a new one for who wants another kind of context."""
        self.watch = watch
        if self.page is None or self.options != options:
            self.drop()
            context = self.browser.new_context(**options)
            context.add_init_script(STEPPED)
            heard_by(context, lambda: self.watch)
            self.options, self.page = options, context.new_page()
        return self.page

    def take_back(self, home: str) -> None:
        """Leave nothing of a test in it: what it remembers, intercepts, pretends; where it is."""
        page = self.page
        assert page is not None
        context = page.context
        context.set_offline(False)
        for other in context.pages:
            if other is not page:
                other.close()
        page.unroute_all(behavior="ignoreErrors")
        context.unroute_all(behavior="ignoreErrors")
        # Nothing goes on there, and it has what the page remembers.
        page.route(f"{home}/rest", lambda route: route.fulfill(body=REST, content_type="text/html"))
        page.goto(f"{home}/rest")
        page.evaluate("localStorage.clear()")
        page.unroute_all()
        context.clear_cookies()
        page.emulate_media(media="null", color_scheme="null", reduced_motion="null")
        page.set_viewport_size(self.options["viewport"])
        page.mouse.move(-1, -1)

    def drop(self) -> None:
        if self.page is not None:
            self.page.context.close()
            self.page = None


@pytest.fixture(scope="session")
def shared(browser: Browser) -> Iterator[Shared]:
    shared = Shared(browser)
    yield shared
    shared.drop()


@pytest.fixture
def page(
    request: pytest.FixtureRequest,
    shared: Shared,
    browser_context_args: dict[str, Any],
    watch: Watch,
) -> Iterator[Page]:
    """A page that is at rest. Who does to it what cannot be undone (a script for every page, a
    permission), or wants one that has nothing in its cache, is marked `own_page`.
    """
    if request.node.get_closest_marker("own_page"):
        new_context: Callable[..., BrowserContext] = request.getfixturevalue("new_context")
        yield new_context().new_page()
        return
    yield shared.lend(browser_context_args, watch)
    if request.node.stash.get(FAILED, False):
        shared.drop()
    else:
        shared.take_back(watch.home)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, Any]:
    report = yield
    if report.failed:
        item.stash[FAILED] = True
    return report


@pytest.fixture(autouse=True)
def quiet(watch: Watch) -> Iterator[None]:
    """After each test: the console was quiet, and nobody but the server was asked."""
    yield
    assert not watch.errors, watch.errors
    assert not watch.outside, watch.outside
