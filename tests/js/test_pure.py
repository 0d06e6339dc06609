"""What the page's pure modules promise, `tests/js/*.test.js`: under node, all in one process."""

from functools import cache
from typing import Any

import pytest

from tests.js.node import LIB, ROOT, node, pure_tests, said

FILES = sorted(pure_tests())
needs_node = pytest.mark.skipif(node() is None, reason="no node here: the dev extra brings it")


@cache
def found() -> dict[str, list[dict[str, Any]]]:
    results = said(FILES)
    assert results is not None, "a test never ends"
    return {file: [one for one in results if one["file"] == file] for file in FILES}


@needs_node
@pytest.mark.parametrize("file", FILES, ids=lambda file: file.removesuffix(".test.js"))
def test_what_a_module_promises(file: str) -> None:
    assert found()[file], "the file holds no test"
    failed = [f"{one['title']}: {one['error']}" for one in found()[file] if one["error"]]
    assert not failed, "\n".join(failed)


def test_every_pure_module_is_tested() -> None:
    tested = set().union(*pure_tests().values())
    modules = {path.relative_to(ROOT).as_posix() for path in (ROOT / LIB).rglob("*.js")}
    assert modules <= tested, sorted(modules - tested)
