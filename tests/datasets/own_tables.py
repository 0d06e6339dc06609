"""Tables of one's own, as tests read them."""

import pytest

from backstep.datasets.own import Own, samples_of
from backstep.datasets.problem import TableError
from backstep.datasets.reading import Reading, read_columns
from backstep.datasets.roles import Wishes
from backstep.datasets.table import read_table


def reading(text: str, header: bool | None = None, **wishes) -> Reading:
    return read_columns(read_table(text, header), Wishes(**wishes))


def samples(text: str, header: bool | None = None, **wishes) -> Own:
    return samples_of(reading(text, header, **wishes), Wishes(**wishes))


def refusal(text: str, header: bool | None = None, **wishes) -> TableError:
    with pytest.raises(TableError) as caught:
        samples(text, header, **wishes)
    return caught.value


def problems(text: str, header: bool | None = None, **wishes) -> list[tuple[str, int]]:
    """Code and line of each problem; every sentence names the line that it is about."""
    told = refusal(text, header, **wishes).problems
    for problem in told:
        assert problem.detail.endswith("."), problem.detail
        assert not problem.line or f"line {problem.line}" in problem.detail.lower()
    return [(problem.code, problem.line) for problem in told]
