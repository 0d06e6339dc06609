"""A translator is told which texts a language lacks, and none that it has."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.third_language import CODE, PAGE, ROOT, SERVER, made


@pytest.mark.long
def test_what_a_language_lacks_is_what_its_files_do_not_say(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.missing_words", CODE],
        env=made(tmp_path),
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    page, server = json.loads(done.stdout).values()
    english = json.loads((ROOT / "static" / "i18n" / "en.json").read_text("utf-8"))
    assert page == {key: text for key, text in english.items() if key not in PAGE}
    assert not server.keys() & SERVER.keys()
    # of a kind, a setting, a step, a lesson's scene, the end of a training
    for text in (
        "Batch norm",
        "Learning rate α",
        "{Layer} adds {value} to every number of {x}.",
        "Step to the end of backward: {data.dx}.",
        "Stopped at iteration {iteration}.",
    ):
        assert text in server, sorted(server)
