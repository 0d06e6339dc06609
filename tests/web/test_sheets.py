"""The page's style sheets come as one, whole and in order; the others are fetched by a script."""

import re

from fastapi.testclient import TestClient

from backstep.folders import PACKAGE, folder
from backstep.web.sheets import JOINED, SHEETS


def test_the_page_has_one_sheet_which_is_all_of_them_in_order(client: TestClient) -> None:
    page = client.get("/").text
    (address,) = re.findall(r'rel="stylesheet" href="([^"]+)"', page)
    assert address.endswith(JOINED)
    answer = client.get(address)
    assert answer.headers["content-type"] == "text/css; charset=utf-8"
    whole = [(folder("static") / "css" / name).read_text("utf-8") for name in SHEETS]
    assert answer.text == "\n".join(whole)


def test_a_sheet_is_the_pages_or_named_by_what_fetches_it() -> None:
    files = [
        *folder("static").rglob("*.js"),
        *folder("templates").glob("*.html"),
        *PACKAGE.rglob("*.py"),  # a plain page carries its sheet in itself
    ]
    said = "".join(path.read_text("utf-8") for path in files)
    for path in (folder("static") / "css").glob("*.css"):
        assert path.name in SHEETS or re.search(rf"['\"/]{re.escape(path.name)}['\"]", said), (
            path.name
        )


# Every element there is, once; and whatever lies under a pointer, while it drags.
MEANT = ("*", ".dragging *")
NAMELESS = (":is", ":where", ":not", ":has", ":nth", ":first-", ":last-", ":only", ":empty", "*")


def test_what_a_rule_is_about_is_named_and_no_choice_or_place() -> None:
    """A browser looks rules up by what they end with. One that ends without a name is tried with
    every element there is, and a class in front of it has all that lies in there styled again; a
    place among others does so to what stands beside each element that comes or goes."""
    for path in (folder("static") / "css").glob("*.css"):
        text = re.sub(r"/\*.*?\*/", "", path.read_text("utf-8"), flags=re.DOTALL)
        while "(" in text:
            text = re.sub(r"\([^()]*\)", "", text)
        for selectors in re.findall(r"([^{};]+)\{", text):
            for one in selectors.split(","):
                end = re.split(r"[\s>+~]+", one.strip())[-1]
                named = not end.startswith(NAMELESS) or one.strip() in MEANT
                assert named, f"{path.name}: {selectors.strip()}"
