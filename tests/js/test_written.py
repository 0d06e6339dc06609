"""How the page's scripts are written, where the formatter leaves it to us."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
WIDTH = 100
LINES = 250
# What the API's schemas are written into.
LONGER = {"answers.js"}
# What cannot be broken: a test's title, a picture's path.
WHOLE = re.compile(r"\s*(test\(\s*)?(\w+:\s*)?(['\"`]).*\3(, (async )?\(\) => \{|,|;|)\s*")
SCRIPTS = sorted(
    path.relative_to(ROOT).as_posix()
    for folder in ("static/js", "tests/js")
    for path in (ROOT / folder).rglob("*.js")
)


def test_a_line_has_a_hundred_columns_at_most() -> None:
    assert SCRIPTS
    long = [
        f"{script}:{number}: {line.strip()}"
        for script in SCRIPTS
        for number, line in enumerate((ROOT / script).read_text("utf-8").splitlines(), 1)
        if len(line) > WIDTH and not WHOLE.fullmatch(line)
    ]
    assert not long, "\n".join(long)


def test_a_script_is_about_one_thing_and_has_250_lines_at_most() -> None:
    page = ROOT / "static/js"
    long = {
        path.relative_to(page).as_posix()
        for path in page.rglob("*.js")
        if len(path.read_text(encoding="utf-8").splitlines()) > LINES
    }
    assert long <= LONGER
    assert LONGER <= long, "cut since: take them from the list"
