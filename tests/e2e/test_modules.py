"""Runs in Chromium what node cannot: every `tests/js/*.test.js` that imports more than `lib`.

The server does not serve tests, so Playwright hands those files to the browser itself, under
`/tests/js/`; what they import (`../../static/js/…`) comes from the server as it does for the page.
"""

from pathlib import Path

import pytest
from playwright.sync_api import Page, Route

from tests.js.node import pure_tests

FOLDER = Path(__file__).parents[1] / "js"
FILES = sorted(path for path in FOLDER.glob("*.test.js") if path.name not in pure_tests())


def hand_over(route: Route) -> None:
    name = route.request.url.rsplit("/", 1)[1]
    if name == "empty.html":
        route.fulfill(body="<!doctype html><title>tests</title>", content_type="text/html")
    else:
        route.fulfill(body=(FOLDER / name).read_text(), content_type="text/javascript")


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name.removesuffix(".test.js"))
def test_what_a_module_promises(page: Page, file: Path) -> None:
    page.route("**/tests/js/*", hand_over)
    page.goto("/tests/js/empty.html")
    results = page.evaluate(
        """async (name) => {
          await import(`/tests/js/${name}`);
          return (await import('/tests/js/harness.js')).report();
        }""",
        file.name,
    )
    assert results, "the file holds no test"
    failed = [f"{result['title']}: {result['error']}" for result in results if result["error"]]
    assert not failed, "\n".join(failed)
