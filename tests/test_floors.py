"""How many arrows lead from wing to wing, and on how many floors: CONTRIBUTING says what is so."""

import re
from collections.abc import Iterable

from tests.test_imports import IMPORT, ROOT, SCRIPTS, all_imports, codes, within

Arrows = set[tuple[str, str]]
NETWORK = ("describe", "plan", "run", "ask", "change")


def floors(arrows: Arrows) -> int:
    """The longest way down, counted in rooms. Fails where it leads in a circle."""
    rooms = {room for arrow in arrows for room in arrow}
    height = dict.fromkeys(rooms, 1)
    for _ in rooms:
        for above, below in arrows:
            height[above] = max(height[above], height[below] + 1)
    assert all(height[above] > height[below] for above, below in arrows), "there is a circle"
    return max(height.values(), default=0)


def between(wings: Iterable[str]) -> Arrows:
    """From each wing of the server to those of which it imports something."""
    names = {f"backstep.{wing}": wing for wing in wings}

    def wing_of(module: str) -> str | None:
        return next((wing for name, wing in names.items() if within(module, {name})), None)

    found = set()
    for module, others in all_imports().items():
        found |= {(wing_of(module), wing_of(other)) for other in others}
    return {(a, b) for a, b in found if a is not None and b is not None and a != b}


def on_the_page() -> Arrows:
    """The same of the page's folders; the files beside main.js are one room."""

    def room_of(name: str) -> str:
        first, inside, _ = name.partition("/")
        return first if inside else "main"

    found = set()
    for script, code in codes().items():
        for address in IMPORT.findall(code):
            other = ((SCRIPTS / script).parent / address).resolve()
            found.add((room_of(script), room_of(other.relative_to(SCRIPTS).as_posix())))
    return {(a, b) for a, b in found if a != b}


def test_the_wings_of_a_network_and_of_the_page_are_as_contributing_says() -> None:
    text = " ".join((ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8").split())
    told = re.findall(r"now (\d+) arrows on (\d+) floors", text)
    counted = [(len(arrows), floors(arrows)) for arrows in (between(NETWORK), on_the_page())]
    assert [(int(a), int(b)) for a, b in told] == counted, counted
