"""Tables as LibreOffice writes them: text is read, whatever it was saved as; sheets are named."""

import shutil
import subprocess
from pathlib import Path

import numpy as np
import pytest

from backstep.datasets.table import decode
from tests.datasets.own_tables import refusal, samples

OFFICE = next(filter(None, map(shutil.which, ("soffice", "libreoffice"))), None)
pytestmark = [
    pytest.mark.peer,
    pytest.mark.long,
    pytest.mark.skipif(
        OFFICE is None, reason="LibreOffice is not installed (make peers installs it)"
    ),
]

TABLE = """tamaño;"peso, en kg";especie
1234,5;2,25;"ñandú; gris"
987;0,5;otra
-12,25;3;"ñandú; gris"
0,125;4,75;otra
"""
X = [[1234.5, 2.25], [987, 0.5], [-12.25, 3], [0.125, 4.75]]
# As its dialog has them: what separates, and the text's encoding.
SEPARATORS = {"comma": 44, "semicolon": 59, "tab": 9, "bar": 124}
ENCODINGS = {"utf-8": 76, "windows-1252": 1, "utf-16": 65535}
SPANISH = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Setup/L10N">
<prop oor:name="ooSetupSystemLocale" oor:op="fuse"><value>es-AR</value></prop></item></oor:items>
"""


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sheet with the table, and where LibreOffice keeps its settings: those of Argentina."""
    folder = tmp_path_factory.mktemp("office")
    settings = folder / "settings" / "user" / "registrymodifications.xcu"
    settings.parent.mkdir(parents=True)
    settings.write_text(SPANISH, "utf-8")
    table = folder / "table.csv"
    table.write_text(TABLE, "utf-8")
    converted(folder, table, "ods", "--infilter=CSV:59,34,76,1")
    return folder


def converted(folder: Path, file: Path, to: str, *options: str) -> Path:
    assert OFFICE is not None
    command = [OFFICE, f"-env:UserInstallation={(folder / 'settings').as_uri()}", "--headless"]
    command += [*options, "--convert-to", to, "--outdir", str(folder), str(file)]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    return folder / f"{file.stem}.{to.partition(':')[0]}"


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("separator", SEPARATORS)
def test_text_that_it_saves_is_read(saved: Path, separator: str, encoding: str) -> None:
    tokens = f"{SEPARATORS[separator]},34,{ENCODINGS[encoding]},1"
    made = converted(saved, saved / "table.ods", f"csv:Text - txt - csv (StarCalc):{tokens}")
    own = samples(decode(made.read_bytes()))
    np.testing.assert_array_equal(own.x, X)
    assert own.features == ("tamaño", "peso, en kg")
    assert own.classes == ("otra", "ñandú; gris")


@pytest.mark.parametrize("kind", ["ods", "xlsx", "xls"])
def test_sheets_that_it_saves_are_named(saved: Path, kind: str) -> None:
    made = saved / "table.ods" if kind == "ods" else converted(saved, saved / "table.ods", kind)
    (problem,) = refusal(decode(made.read_bytes())).problems
    assert problem.found == kind
