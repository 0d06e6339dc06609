"""Imports point one way: the two tables of the design, held to by reading every file's imports."""

import ast
import re
import sys
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "app" / "backstep"

# What the modules of each part may import of the project. The first part that fits a module is its
# own: a layer's file is in backstep.engine.layers before it is in backstep.engine.
KIND_FILE = {"backstep.engine.kind", "backstep.engine.expr", "backstep.engine.misfit"}
DEADLINE = "backstep.work.deadline"
LANGUAGES = "backstep.languages"
GROUND = {"backstep.engine", "backstep.setting", "backstep.errors", LANGUAGES, DEADLINE}
DESCRIBE = {"backstep.describe", "backstep.datasets", *GROUND}
PLAN = {"backstep.plan", "backstep.describe", *GROUND}
RUN = {"backstep.run", *PLAN}
ASK = {"backstep.ask", "backstep.slips", *RUN}
CHANGE = {"backstep.change", *RUN}
KINDS = {"backstep.kinds", "backstep.own", *GROUND}
STORE = {"backstep.store", "backstep.reading", "backstep.work.place", *CHANGE}
TRAINING = {"backstep.training", "backstep.work", "backstep.store", *ASK}
API = {
    "backstep.api",
    "backstep.kinds",
    "backstep.reading",
    "backstep.datasets",
    *TRAINING,
    "backstep.presets",
    "backstep.lessons",
    "backstep.naming",
    "backstep.settings",
}
PYTHON: dict[str, set[str]] = {
    "backstep.engine.layers": KIND_FILE
    | {
        "backstep.engine.pooling",
        "backstep.engine.normalising",
        "backstep.engine.slicing",
        "backstep.engine.head_words",
        "backstep.engine.heads",
    }  # what some of them share
    | {"backstep.engine.symbolic"},  # `function` reads a formula
    "backstep.engine.losses": KIND_FILE | {"backstep.engine.class_axis"},
    "backstep.engine.optimizers": KIND_FILE
    | {"backstep.engine.optimizers", "backstep.engine.weight_decay"},  # one may be like another
    "backstep.engine.initializers": KIND_FILE,
    # What is not there is a problem: of code of somebody's own, that may be so.
    "backstep.engine.registry": {"backstep.engine", "backstep.errors"},
    "backstep.engine": {"backstep.engine", "backstep.setting", LANGUAGES, DEADLINE},
    "backstep.errors": set(),
    "backstep.folders": set(),
    "backstep.languages": {"backstep.folders"},
    "backstep.naming": {LANGUAGES},
    "backstep.setting": {LANGUAGES, "backstep.naming"},
    "backstep.work": {"backstep.work", "backstep.errors"},
    "backstep.serving": {"backstep.serving", "backstep.api.problem", "backstep.errors"},
    "backstep.datasets": {"backstep.datasets", "backstep.setting", LANGUAGES},
    "backstep.lessons": {"backstep.lessons", "backstep.presets", LANGUAGES},
    "backstep.presets": {"backstep.presets", LANGUAGES},
    "backstep.describe": DESCRIBE,
    "backstep.plan": PLAN,
    "backstep.run": RUN,
    "backstep.ask": ASK,
    "backstep.change": CHANGE,
    "backstep.kinds": KINDS,
    "backstep.store": STORE,
    "backstep.training": TRAINING,
    "backstep.reading": {"backstep.reading", "backstep.work.freed", *DESCRIBE},
    "backstep.settings": {"backstep.describe.limits", "backstep.store.address"},
    "backstep.api": {*API, "backstep.__version__"},
    "backstep.web": {
        "backstep.web",
        "backstep.api",
        "backstep.errors",
        "backstep.folders",
        LANGUAGES,
        "backstep.lessons",
        "backstep.presets",
        "backstep.settings",
        "backstep.__version__",
    },
    "backstep.doors": {
        "backstep.doors",
        "backstep.web",
        "backstep.api",
        "backstep.errors",
        "backstep.settings",
        "backstep.store.opening",
    },
    "backstep.command": {
        "backstep.command",
        "backstep.settings",
        "backstep.own.process",
        "backstep.slips",
        "backstep.kinds",
        *STORE,
    },
    "backstep.slips": {"backstep.slips", LANGUAGES},
    "backstep.own": {"backstep.own", "backstep.slips", "backstep.folders", LANGUAGES},
    "backstep.main": {"backstep"},
    "backstep.__main__": {"backstep.main", "backstep.command"},
}
# Libraries besides the standard one. What is not listed may import any that the project needs.
LIBRARIES: dict[str, set[str]] = {
    "backstep.engine": {"numpy"},
    "backstep.errors": set(),
    "backstep.naming": set(),
    "backstep.folders": set(),
    "backstep.languages": set(),
    "backstep.setting": set(),
    "backstep.work": {"numpy"},
    "backstep.datasets": {"numpy"},
    "backstep.lessons": set(),
    "backstep.presets": set(),
    "backstep.describe": {"numpy"},
    "backstep.plan": {"numpy"},
    "backstep.run": {"numpy"},
    "backstep.ask": {"numpy"},
    "backstep.change": {"numpy"},
    "backstep.store": {"numpy", "redis"},
    "backstep.training": {"numpy"},
    "backstep.serving": {"orjson", "uvicorn"},
    "backstep.reading": {"numpy", "orjson"},
    "backstep.settings": {"pydantic", "pydantic_settings", "typing_extensions"},
    "backstep.slips": {"numpy"},
    "backstep.kinds": {"numpy"},
    "backstep.own": {"numpy"},  # and torch, by name, where own code needs it
}

# The page's wings. `types.js` holds no code; views get what they need of the platform and of the
# acts handed over, but for these, which know the browser and nothing of the page.
BROWSER = {
    "platform/dom.js",
    "platform/draw-soon.js",
    "platform/keeping-focus.js",
    "platform/redraw.js",
    "platform/sizes.js",
}
PAGE: dict[str, set[str]] = {
    "lib": {"lib"},
    "platform": {"platform", "lib"} | BROWSER,
    "draw": {"draw", "lib"} | BROWSER,
    "views": {"views", "draw", "lib"} | BROWSER,
    "acts": {"acts", "platform", "lib"} | BROWSER,
    "": {"", "platform"} | BROWSER,
    "main.js": {"", "acts", "platform", "lib", "views", "around.js"} | BROWSER,
    "around.js": {"", "acts", "platform", "lib", "views"} | BROWSER,
    **{name: {"lib"} | BROWSER for name in BROWSER},
}


def within(module: str, parts: set[str]) -> bool:
    return any(module == part or module.startswith(part + ".") for part in parts)


def part_of(module: str, table: dict[str, set[str]]) -> str | None:
    return next((part for part in table if within(module, {part})), None)


def module_name(path: Path) -> str:
    return ".".join(path.relative_to(ROOT / "app").with_suffix("").parts).removesuffix(".__init__")


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
    """`from backstep import x` and `from backstep.a import b` may mean modules, or names in one."""
    place = ROOT / "app" / module.replace(".", "/") / name
    is_module = place.is_dir() or place.with_suffix(".py").is_file()
    return f"{module}.{name}" if is_module or module == "backstep" else module


# Every module is one test of all: to ask each by itself would take longer than to read it.
MODULES = sorted(set(PACKAGE.rglob("*.py")) - {PACKAGE / "__init__.py"})


@cache
def all_imports() -> dict[str, set[str]]:
    return {module_name(path): imports(path) for path in MODULES}


def test_a_module_imports_only_what_stands_below_it() -> None:
    wrong = []
    for module, names in all_imports().items():
        part = part_of(module, PYTHON)
        assert part is not None, f"{module} belongs to no part of the table"
        for name in names:
            if within(name, {"backstep"}) and not within(name, PYTHON[part]):
                wrong.append(f"{module} imports {name}")
    assert not wrong, "\n".join(wrong)


def in_circles(arrows: dict[str, set[str]]) -> set[str]:
    """What is left once all that leads to nothing else, or that nothing leads to, is taken away."""
    left, before = set(arrows), -1
    while len(left) != before:
        before = len(left)
        left = {module for module in left if (arrows[module] & left) - {module}}
        left &= {other for module in left for other in arrows[module] - {module}}
    return left


def test_no_modules_import_each_other_in_a_circle() -> None:
    """For types alone neither: what two modules know of each other is one concept, or three."""
    assert in_circles({"a": {"b"}, "b": {"c", "d"}, "c": {"b"}, "d": set()}) == {"b", "c"}
    assert not in_circles(all_imports())


def test_the_inner_parts_need_few_libraries() -> None:
    wrong = []
    for module, names in all_imports().items():
        part = part_of(module, LIBRARIES)
        libraries = {name.partition(".")[0] for name in names} - sys.stdlib_module_names
        if part is not None and not libraries - {"backstep"} <= LIBRARIES[part]:
            wrong.append(f"{module} imports {libraries}")
    assert not wrong, "\n".join(wrong)


SCRIPTS = ROOT / "static" / "js"
IMPORT = re.compile(
    r"""(?:^\s*(?:import|export)\s+(?:[\w*{},$\s]+?\s+from\s+)?|\bimport\(\s*)['"]([^'"]+)['"]""",
    re.MULTILINE,
)


def without_comments(text: str) -> str:
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.S)
    return re.sub(r"^\s*//.*$", "", text, flags=re.M)


def script_name(path: Path) -> str:
    return path.relative_to(SCRIPTS).as_posix()


@cache
def scripts() -> dict[str, str]:
    return {script_name(path): path.read_text(encoding="utf-8") for path in SCRIPTS.rglob("*.js")}


@cache
def codes() -> dict[str, str]:
    """What is in the scripts besides comments."""
    return {script: without_comments(text) for script, text in scripts().items()}


def folder_of(name: str) -> str:
    """`views/plots/fit.js` is of the views; files beside main.js are of no wing."""
    if name in {"main.js", "around.js"} | BROWSER:
        return name
    first, inside, _ = name.partition("/")
    return first if inside else ""


def test_a_script_imports_only_what_stands_below_it() -> None:
    wrong = []
    for script, code in codes().items():
        allowed = PAGE.get(folder_of(script), PAGE[""])
        for address in IMPORT.findall(code):
            assert address.startswith("."), f"{script} imports {address!r}, not by its place"
            other = ((SCRIPTS / script).parent / address).resolve()
            assert other.is_file(), f"{script} imports {address}, which is not there"
            if folder_of(script_name(other)) not in allowed:
                wrong.append(f"{script} imports {address}")
    assert not wrong, "\n".join(wrong)


def with_any(pattern: str) -> set[str]:
    """The scripts in whose code there is such a thing."""
    return {script for script, code in codes().items() if re.search(pattern, code)}


def test_only_requests_js_asks_the_server() -> None:
    asking = r"\b(?:fetch|XMLHttpRequest|EventSource|sendBeacon|WebSocket)\s*\("
    assert with_any(asking) == {"platform/api/requests.js"}


def test_no_script_parses_html_or_code() -> None:
    risky = r"\b(?:innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(|new Function)"
    assert not with_any(risky)


def test_every_script_is_checked_for_types() -> None:
    assert scripts()
    assert not [s for s, text in scripts().items() if not text.startswith("// @ts-check\n")]
