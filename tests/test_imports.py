"""Imports point one way: the two tables of the design, held to by reading every file's imports."""

import ast
import re
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

# What the modules of each part may import of the project. The first part that fits a module is its
# own: a layer's file is in app.engine.layers before it is in app.engine.
KIND_FILE = {"app.engine.kind", "app.engine.expr"}
DEADLINE = "app.work.deadline"
TRACE = {"app.trace", "app.engine", "app.datasets", "app.setting", "app.errors", DEADLINE}
STORE = {"app.store", "app.reading", "app.work.place", *TRACE}
TRAINING = {"app.training", "app.work", *STORE}
API = {
    "app.api",
    "app.reading",
    *TRAINING,
    "app.presets",
    "app.lessons",
    "app.settings",
    "app.closing",
}
PYTHON: dict[str, set[str]] = {
    "app.engine.layers": KIND_FILE | {"app.engine.symbolic"},  # `function` has its formula read
    "app.engine.losses": KIND_FILE,
    "app.engine.optimizers": KIND_FILE | {"app.engine.weight_decay"},
    "app.engine.initializers": KIND_FILE,
    "app.engine": {"app.engine", "app.setting", DEADLINE},
    "app.errors": set(),
    "app.setting": set(),
    "app.closing": set(),
    "app.work": {"app.work", "app.errors", "app.closing"},
    "app.serving": {"app.serving", "app.api.problem", "app.errors"},
    "app.datasets": {"app.datasets", "app.setting"},
    "app.lessons": {"app.lessons"},
    "app.presets": {"app.presets"},
    "app.trace": TRACE,
    "app.store": STORE,
    "app.training": TRAINING,
    "app.reading": {"app.reading", "app.work.freed", *TRACE},
    "app.settings": {"app.trace.limits"},
    "app.api": {*API, "app.__version__"},
}
OUTERMOST = (
    "assets",
    "browser",
    "doors",
    "head",
    "headers",
    "main",
    "modules",
    "offline_docs",
    "packing",
    "pages",
    "plain",
    "sheets",
    "speech",
)
PYTHON |= {f"app.{name}": {"app"} for name in OUTERMOST}
# Libraries besides the standard one. What is not listed may import any that the project needs.
LIBRARIES: dict[str, set[str]] = {
    "app.engine": {"numpy"},
    "app.errors": set(),
    "app.setting": set(),
    "app.closing": set(),
    "app.work": {"numpy"},
    "app.datasets": {"numpy"},
    "app.lessons": set(),
    "app.presets": set(),
    "app.trace": {"numpy"},
    "app.store": {"numpy"},
    "app.training": {"numpy"},
    "app.serving": {"orjson", "uvicorn"},
    "app.reading": {"numpy", "orjson"},
    "app.settings": {"pydantic", "pydantic_settings"},
}

# These scripts know the browser, and nothing of the page.
BROWSER = {"dom.js", "after-paint.js"}
# The page's modules by folder; "" are those beside main.js, of which views get {store, api, t}.
PAGE: dict[str, set[str]] = {
    "lib": {"lib"},
    "draw": {"draw", "lib"} | BROWSER,
    "views": {"views", "draw", "lib"} | BROWSER,
    "": {"", "lib"} | BROWSER,
    "main.js": {"", "lib", "views"} | BROWSER,
    **{name: set() for name in BROWSER},
}


def within(module: str, parts: set[str]) -> bool:
    return any(module == part or module.startswith(part + ".") for part in parts)


def part_of(module: str, table: dict[str, set[str]]) -> str | None:
    return next((part for part in table if within(module, {part})), None)


def module_name(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def imports(path: Path) -> set[str]:
    """Every module that a file imports, at its top or inside a function."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path} imports relatively; write the whole name"
            found |= {target(node.module or "", alias.name) for alias in node.names}
    return found


def target(module: str, name: str) -> str:
    """`from app import x` and `from app.a import b` may mean a module or a name inside one."""
    place = ROOT / module.replace(".", "/") / name
    is_module = place.is_dir() or place.with_suffix(".py").is_file()
    return f"{module}.{name}" if is_module or module == "app" else module


MODULES = sorted(set((ROOT / "app").rglob("*.py")) - {ROOT / "app" / "__init__.py"})


@pytest.mark.parametrize("path", MODULES, ids=module_name)
def test_a_module_imports_only_what_stands_below_it(path: Path) -> None:
    module = module_name(path)
    part = part_of(module, PYTHON)
    assert part is not None, f"{module} belongs to no part of the table"
    for name in imports(path):
        allowed = not within(name, {"app"}) or within(name, PYTHON[part])
        assert allowed, f"{module} imports {name}"


@pytest.mark.parametrize("path", MODULES, ids=module_name)
def test_the_inner_parts_need_few_libraries(path: Path) -> None:
    part = part_of(module_name(path), LIBRARIES)
    if part is None:
        return
    libraries = {name.partition(".")[0] for name in imports(path)} - sys.stdlib_module_names
    assert libraries - {"app"} <= LIBRARIES[part], f"{module_name(path)} imports {libraries}"


SCRIPTS = ROOT / "static" / "js"
PAGE_MODULES = sorted(SCRIPTS.rglob("*.js"))
IMPORT = re.compile(
    r"""(?:^\s*(?:import|export)\s+(?:[\w*{},$\s]+?\s+from\s+)?|\bimport\(\s*)['"]([^'"]+)['"]""",
    re.MULTILINE,
)


def without_comments(path: Path) -> str:
    text = re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.S)
    return re.sub(r"^\s*//.*$", "", text, flags=re.M)


def script_name(path: Path) -> str:
    return path.relative_to(SCRIPTS).as_posix()


def folder_of(name: str) -> str:
    """`views/plots/fit.js` is of the views; files beside main.js are of no folder."""
    first, inside, _ = name.partition("/")
    return first if inside or name in {"main.js"} | BROWSER else ""


@pytest.mark.parametrize("path", PAGE_MODULES, ids=script_name)
def test_a_script_imports_only_what_stands_below_it(path: Path) -> None:
    allowed = PAGE.get(folder_of(script_name(path)), PAGE[""])
    for address in IMPORT.findall(without_comments(path)):
        assert address.startswith("."), f"{script_name(path)} imports {address!r}, not by its place"
        other = (path.parent / address).resolve()
        assert other.is_file(), f"{script_name(path)} imports {address}, which is not there"
        assert folder_of(script_name(other)) in allowed, f"{script_name(path)} imports {address}"


@pytest.mark.parametrize("path", PAGE_MODULES, ids=script_name)
def test_only_api_js_asks_the_server(path: Path) -> None:
    asking = r"\b(?:fetch|XMLHttpRequest|EventSource|sendBeacon|WebSocket)\s*\("
    asks = re.findall(asking, without_comments(path))
    assert not asks or script_name(path) == "api.js", asks


@pytest.mark.parametrize("path", PAGE_MODULES, ids=script_name)
def test_no_script_parses_html_or_code(path: Path) -> None:
    risky = r"\b(?:innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(|new Function)"
    assert not re.findall(risky, without_comments(path))


@pytest.mark.parametrize("path", PAGE_MODULES, ids=script_name)
def test_every_script_is_checked_for_types(path: Path) -> None:
    assert path.read_text(encoding="utf-8").startswith("// @ts-check\n")
