"""A file that is followed while an editor saves it."""

from pathlib import Path

from backstep.kinds.files import named
from backstep.kinds.watch import Watch

DENSE = "def y(x):\n    return 2 * x\n"


def test_an_empty_file_is_waited_for_by_one_look_since_editors_empty_what_they_save(
    tmp_path: Path,
) -> None:
    path = tmp_path / "double.py"
    path.write_text(DENSE)
    watch = Watch.of([named(str(path))])
    try:
        (followed,) = watch.files
        watch.look(followed)
        assert followed.problem is None and followed.version
        path.write_text("")
        watch.look(followed)
        assert followed.problem is None, "it is being saved"
        path.write_text("def y(x):\n    return 3 * x\n")
        watch.look(followed)
        assert followed.problem is None and "3 * x" in followed.version.text

        path.write_text("")
        watch.look(followed)
        watch.look(followed)
        assert followed.problem is not None, "it is empty indeed"
        assert "3 * x" in followed.version.text
    finally:
        watch.close()
