"""What reaches the browser: little, from this server only, and the API's own page too."""

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.own_page  # nothing has come before


def opened(page: Page, address: str) -> None:
    """The page, once it is whole and asks for no more: between two scripts it may be at rest."""
    page.goto(address)
    expect(page.locator('[data-tool="build"]')).to_be_visible()
    expect(page.locator(".step-panel .say").first).to_be_visible()
    page.wait_for_load_state("networkidle")


def test_page_transfers_at_most_300_kb(page: Page) -> None:
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    received = []
    session.on("Network.loadingFinished", lambda event: received.append(event["encodedDataLength"]))
    opened(page, "/")
    assert received
    assert sum(received) <= 300_000, f"{sum(received):,.0f} bytes"


def test_a_first_visit_asks_at_most_twenty_times(page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    opened(page, "/")
    assert 5 < len(asked) <= 20, asked


def test_what_is_fetched_later_comes_as_one_script_each(page: Page) -> None:
    opened(page, "/?preset=course&step=5&lang=en")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.keyboard.press("d")
    expect(page.locator(".in-training .pic")).to_be_visible()
    scripts = [url.rsplit("/", 1)[1] for url in asked if url.endswith(".js")]
    assert scripts == ["views-learning-view.js"]
    page.keyboard.press("d")
    asked.clear()
    page.locator('[data-tool="build"]').click()
    expect(page.locator(".architecture .layer").first).to_be_visible()
    page.locator('[data-set="share"]').click()
    expect(page.locator("dialog.share")).to_be_visible()
    scripts = [url.rsplit("/", 1)[1] for url in asked if url.endswith(".js")]
    assert sorted(scripts) == ["acts-sharing.js", "views-building.js", "views-share.js"]


def test_a_page_asks_for_each_thing_once(page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    opened(page, "/?preset=course&step=5&lang=es")
    expect(page.locator(".step-name")).to_have_text("∂E/∂W₃")
    twice = {url for url in asked if asked.count(url) > 1 and "/icon." not in url}
    assert not twice
    assert sum("/presets/course" in url for url in asked) == 1
    assert not any("/trace" in url for url in asked)


def test_everything_versioned_is_kept_for_ever_and_the_page_is_not(page: Page) -> None:
    kept = {}
    page.on("response", lambda r: kept.update({r.url: r.headers.get("cache-control", "")}))
    opened(page, "/")
    scripts = {url: said for url, said in kept.items() if url.endswith(".js")}
    assert scripts
    assert all("immutable" in said for said in scripts.values()), scripts
    assert kept[page.url.partition("?")[0]] == "no-cache"


def test_the_api_page_works_with_no_network(page: Page) -> None:
    page.goto("/docs")
    expect(page.get_by_text("/api/v1/catalog").first).to_be_visible()
