"""What a store says of an id that leads nowhere, and of what it keeps on the way."""

import pytest

from backstep.describe.limits import Limits
from backstep.errors import NotFound
from backstep.presets import PRESETS
from backstep.store.checkpoint import Checkpoints
from backstep.store.memory import MemoryStore

COURSE = PRESETS["course"]["description"]


@pytest.fixture
def checkpoints() -> Checkpoints:
    return Checkpoints(MemoryStore(), Limits(), 2**26)


def test_an_id_that_is_none_that_nobody_knows_or_before_its_start_is_not_found(
    checkpoints: Checkpoints,
) -> None:
    first = checkpoints.create(COURSE)
    later = checkpoints.next(first, 3)
    edited = checkpoints.edit(later, {"set": [{"address": "l1.W", "at": [0, 0], "value": 3.5}]})
    assert edited.id.base != later.id.base and edited.id.iteration == 3
    assert checkpoints.get(str(edited.id)).id == edited.id
    unknown = "0" * len(first.id.base)
    for text in ("no id", "", f"{unknown}.0", str(edited.id.at(2)), str(edited.id.at(0))):
        with pytest.raises(NotFound) as refused:
            checkpoints.get(text)
        flaw = refused.value.flaws[0]
        assert (flaw.code, flaw.found) == ("unknown_checkpoint", text)


def test_what_is_kept_on_the_way_is_gone_on_from_and_nothing_before(
    checkpoints: Checkpoints,
) -> None:
    first = checkpoints.create(COURSE)
    ahead = checkpoints.next(first, 40)
    run = first.run
    assert checkpoints._kept_between(run, 0, 40) is not None
    assert checkpoints._kept_between(run, 40, 80) is None, "that is where one stands"
    assert checkpoints._kept_between(run, 41, 80) is None
    assert checkpoints.next(first, 40).id == ahead.id
