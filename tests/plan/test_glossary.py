"""The glossary speaks of tensors that there are."""

import re
from pathlib import Path

import numpy as np
import pytest

from tests.networks import describe, start

GLOSSARY = (Path(__file__).parents[2] / "docs" / "glossary.md").read_text(encoding="utf-8")
ADDRESS = re.compile(r"`((?:data|loss|l\d+)\.[A-Za-z_]+(?::[a-z]+)*)`")
ADAM = {"kind": "adam", "lr": 0.1, "l2": 0.1}
LINEAR = {"kind": "linear", "units": 2}


@pytest.mark.parametrize("address", sorted(set(ADDRESS.findall(GLOSSARY))))
def test_an_address_in_the_glossary_is_there(address: str) -> None:
    found = []
    for middle in ({"kind": "batch_norm"}, {"kind": "dropout", "rate": 0.5}):
        layers = [LINEAR, middle, LINEAR]
        plan = start(describe(layers, np.eye(2), np.eye(2), optimizer=ADAM)).plan
        found.append(plan.canonical(address))
    assert any(found)


def test_the_glossary_says_which_names_mean_the_same() -> None:
    plan = start(describe([LINEAR] * 3, np.eye(2), np.eye(2))).plan
    pairs = re.findall(r"`(\S+)`, which is `(\S+)`", GLOSSARY)
    assert len(pairs) == 2
    assert all(plan.canonical(one) == other for one, other in pairs)
