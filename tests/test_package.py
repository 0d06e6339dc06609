"""The package as it is installed: one name, from any folder, with all that it needs."""

import json
import os
import re
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from pathlib import Path

import pytest

from backstep import __version__

ROOT = Path(__file__).parents[1]
WEB = {"fastapi", "starlette", "uvicorn", "pydantic", "jinja2", "limits"}
ASKED = """
import json, sys, threading
import backstep
from backstep.folders import folder
print(json.dumps([backstep.__file__, str(folder("static")), str(folder("templates"))]))
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the wheel and the sdist of this tree."""
    place = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-t", "sdist"]
    subprocess.run([*command, "-d", place], cwd=ROOT, check=True, capture_output=True)
    return place


@pytest.fixture(scope="module")
def installed(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the wheel puts into site-packages."""
    place = tmp_path_factory.mktemp("site-packages")
    zipfile.ZipFile(next(built.glob("*.whl"))).extractall(place)
    return place


@pytest.fixture
def elsewhere(tmp_path: Path) -> Path:
    """A folder of somebody else's project, with an `app`, `static` and `templates` of its own."""
    for name in ("app", "static", "templates"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "__init__.py").write_text("raise SystemExit('another project')\n")
    return tmp_path


def run(installed: Path, folder: Path, *arguments: str) -> str:
    """What Python prints, asked in a folder, with the package from the wheel."""
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(installed)},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_wheel_installs_one_package_and_its_command(installed: Path) -> None:
    names = {path.name for path in installed.iterdir()}
    assert names == {"backstep", f"backstep_nn-{__version__}.dist-info"}
    commands = (installed / f"backstep_nn-{__version__}.dist-info/entry_points.txt").read_text()
    assert re.findall(r"(\w+) = (\S+)", commands) == [("backstep", "backstep.__main__:run")]


def test_it_finds_its_own_files_in_somebody_elses_folder(installed: Path, elsewhere: Path) -> None:
    found = json.loads(run(installed, elsewhere, "-c", ASKED))
    own = installed / "backstep"
    assert found == [str(own / "__init__.py"), str(own / "static"), str(own / "templates")]
    assert (own / "static/js/main.js").is_file() and (own / "templates/index.html").is_file()


def test_python_m_backstep_is_the_command(installed: Path, elsewhere: Path) -> None:
    assert "--port" in run(installed, elsewhere, "-m", "backstep", "--help")


def test_it_checks_a_file_in_somebody_elses_folder(installed: Path, elsewhere: Path) -> None:
    layer = "def y(x): return 2 * x\ndef dx(dy): return 2 * dy\n"
    (elsewhere / "layer.py").write_text(layer, encoding="utf-8")
    told = run(installed, elsewhere, "-m", "backstep", "check", "layer.py", "--json")
    assert json.loads(told)["ok"]


def test_importing_it_loads_no_web_framework_and_starts_nothing(elsewhere: Path) -> None:
    script = (
        "import backstep, sys, threading; "
        "print(threading.active_count(), *{name.partition('.')[0] for name in sys.modules})"
    )
    threads, *loaded = run(ROOT / "app", elsewhere, "-c", script).split()
    assert threads == "1" and not WEB & set(loaded)


def test_the_sdist_has_all_that_the_tests_need(built: Path) -> None:
    with tarfile.open(next(built.glob("*.tar.gz"))) as archive:
        held = {name.partition("/")[2] for name in archive.getnames()}
    folders = ("app", "static", "templates", "tests", "docs", "bench", ".ci")
    files = [p for folder in folders for p in (ROOT / folder).rglob("*") if p.is_file()]
    named = [p.relative_to(ROOT).as_posix() for p in files if "__pycache__" not in p.parts]
    rest = ["Makefile", "pyproject.toml", "constraints.txt", "biome.json", "jsconfig.json"]
    missing = {*named, *rest, "CITATION.cff", "README.md", "LICENSE"} - held
    assert not missing


def test_the_citation_names_this_version() -> None:
    text = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert f"version: {__version__}\n" in text
    assert f"license: {project['license']}\n" in text
