"""What the classes and the numbers of a user's own samples are called: kept with them, if given."""

from collections.abc import Mapping
from typing import Any

from backstep.describe.dataset import dataset_of, settings_of
from backstep.describe.flaws import Flaws, shorten, type_name
from backstep.languages import Words

NAMES = ("classes", "features")
MAX_NAMES = 1000
LONGEST = 80


def read_own_names(given: Mapping[str, Any], flaws: Flaws) -> dict[str, list[str]]:
    """The lists of names that are there; one that is missing or null is not mentioned at all."""
    found: dict[str, list[str]] = {}
    for field in NAMES:
        names, pointer = given.get(field), f"/data/{field}"
        if names is None:
            continue
        if not isinstance(names, list):
            detail = f"{field} is a list of names, and this is {type_name(names)}"
            flaws.add("wrong_type", detail, pointer, shorten(names), type="list")
            continue
        if len(names) > MAX_NAMES:
            detail = f"{field} holds {len(names):,} names, and at most {MAX_NAMES:,} fit"
            flaws.add("out_of_range", detail, pointer, len(names), max=MAX_NAMES)
            continue
        for i, name in enumerate(names):
            if not isinstance(name, str):
                detail = f"a name is text, and this is {type_name(name)}"
                flaws.add("wrong_type", detail, f"{pointer}/{i}", shorten(name), type="text")
            elif len(name) > LONGEST:
                detail = f"a name has at most {LONGEST} characters, and this has {len(name):,}"
                flaws.add("out_of_range", detail, f"{pointer}/{i}", len(name), max=LONGEST)
        found[field] = names
    return found


def class_names(data: Mapping[str, Any]) -> tuple[Words, ...]:
    """What the classes of normalised data are called, in both languages; none if nobody said."""
    dataset = dataset_of(data)
    return dataset.class_names(settings_of(data)) if dataset else as_given(data.get("classes"))


def feature_names(data: Mapping[str, Any]) -> tuple[Words, ...]:
    """The same for the columns of x."""
    dataset = dataset_of(data)
    return dataset.feature_names(settings_of(data)) if dataset else as_given(data.get("features"))


def as_given(names: list[str] | None) -> tuple[Words, ...]:
    return tuple((name, name) for name in names or ())
