"""What failed beside other tests is tried once more alone, in CI: loudly, and once."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
BESIDE = '"PYTEST_XDIST_WORKER" in os.environ'
FINE = "def test_fine():\n    pass\n"
CROWDED = f"def test_crowded():\n    assert not {BESIDE}\n"
WRONG = "def test_wrong():\n    assert False\n"


def run(folder: Path, once_more: bool, *tests: str) -> tuple[int, str, str]:
    """The exit code of some tests, what was said, and what was noted of those that passed alone."""
    (folder / "pytest.ini").write_text("[pytest]\naddopts = --disable-plugin-autoload -p xdist\n")
    (folder / "test_some.py").write_text("\n".join(["import os", *tests]))
    noted = folder / "noted"
    noted.touch()
    # One process beside ours is enough to be another.
    env = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    env |= {"PYTEST_XDIST_AUTO_NUM_WORKERS": "1", "ONCE_MORE": str(noted) if once_more else ""}
    command = [ROOT / ".ci" / "pytest", Path(sys.executable).with_name("pytest"), folder]
    done = subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr, noted.read_text()


@pytest.mark.long
def test_what_passes_alone_does_not_fail_the_run_and_is_named(tmp_path: Path) -> None:
    code, said, noted = run(tmp_path, True, FINE, CROWDED)
    assert code == 0, said
    assert "FAILED BESIDE OTHERS" in said and "1 failed, 1 passed" in said
    assert noted == "test_some.py::test_crowded\n"


@pytest.mark.long
def test_what_fails_alone_too_fails_the_run_and_so_does_a_file_that_cannot_be_read(
    tmp_path: Path,
) -> None:
    for tests in ((FINE, CROWDED, WRONG), ("def",)):
        code, said, noted = run(tmp_path, True, *tests)
        assert code
        assert "FAILED BESIDE OTHERS" in said
        assert not noted


@pytest.mark.long
def test_many_failures_are_not_the_crowds(tmp_path: Path) -> None:
    many = [CROWDED.replace("crowded", f"crowded_{k}") for k in range(11)]
    code, said, noted = run(tmp_path, True, *many)
    assert code == 1 and "FAILED BESIDE OTHERS" not in said
    assert not noted


@pytest.mark.long
def test_outside_of_ci_nothing_is_tried_again(tmp_path: Path) -> None:
    code, said, _ = run(tmp_path, False, FINE, CROWDED)
    assert code == 1 and "FAILED BESIDE OTHERS" not in said
