"""Settings of kinds: each of its type and within its bounds, the bounds themselves included."""

import math
from typing import Any

import pytest

from backstep.describe.flaws import Flaws
from backstep.describe.kinds import read_kind, read_setting
from backstep.engine.kind import Setting
from backstep.engine.registry import KINDS
from tests.engine.harness import OPTIMIZER_SETTINGS

BOUNDED = [
    pytest.param(setting, id=f"{kind.name}-{setting.name}")
    for kinds in KINDS.values()
    for kind in kinds.values()
    for setting in kind.settings.values()
    if setting.type in ("number", "integer") and not setting.choices
]


def codes(setting: Setting, value: Any) -> list[str]:
    flaws = Flaws()
    read_setting(setting, value, "/here", flaws)
    assert all(flaw.pointer == "/here" for flaw in flaws.found)
    return [flaw.code for flaw in flaws.found]


@pytest.mark.parametrize("setting", BOUNDED)
def test_a_closed_bound_is_allowed_and_an_open_one_is_not(setting: Setting) -> None:
    for bound in (setting.min, setting.max):
        assert bound is None or codes(setting, bound) == []
    for bound in (setting.above, setting.below):
        assert bound is None or codes(setting, bound) == ["out_of_range"]


@pytest.mark.parametrize("setting", BOUNDED)
def test_what_is_beyond_a_bound_is_out_of_range(setting: Setting) -> None:
    step = 1 if setting.type == "integer" else 1e-9
    for low in (setting.min, setting.above):
        assert low is None or codes(setting, low - step * max(1, abs(low))) == ["out_of_range"]
    for high in (setting.max, setting.below):
        assert high is None or codes(setting, high + step * max(1, abs(high))) == ["out_of_range"]
    for huge in (10**400, -(10**400), 1e300):
        assert codes(setting, huge) in (["out_of_range"], [])


@pytest.mark.parametrize("setting", BOUNDED)
def test_truth_is_no_number_and_neither_is_text(setting: Setting) -> None:
    for value in (True, False, "1", "NaN", None, [1], {}):
        assert codes(setting, value) == ["wrong_type"]


@pytest.mark.parametrize("value", [math.inf, -math.inf, math.nan, 10**400, -(10**400)])
def test_a_number_without_bounds_is_finite(value: float) -> None:
    assert codes(Setting("value", "number", ("Value", "Valor")), value) == ["out_of_range"]


def test_a_whole_number_may_be_written_with_a_point() -> None:
    flaws = Flaws()
    found = read_setting(Setting("n", "integer", ("N", "N")), 3.0, "", flaws)
    assert (found, type(found), flaws.found) == (3, int, [])


def test_a_choice_is_one_of_those_there_are() -> None:
    setting = Setting("mode", "text", ("Mode", "Modo"), choices=("a", "b"))
    flaws = Flaws()
    assert read_setting(setting, "b", "", flaws) == "b" and not flaws.found
    read_setting(setting, "c", "", flaws)
    assert flaws.found[0].allowed == {"choices": ["a", "b"]}


@pytest.mark.parametrize("role", KINDS)
def test_what_is_required_is_missed_by_name(role: Any) -> None:
    for kind in KINDS[role].values():
        flaws = Flaws()
        read_kind({"kind": kind.name}, role, "/here", flaws)
        required = {f"/here/{s.name}" for s in kind.settings.values() if s.required}
        assert {flaw.pointer for flaw in flaws.found} == required
        assert {flaw.code for flaw in flaws.found} <= {"missing_field"}


@pytest.mark.parametrize("role", KINDS)
def test_every_other_setting_has_its_default(role: Any) -> None:
    for kind in KINDS[role].values():
        given = {"kind": kind.name, **(OPTIMIZER_SETTINGS if role == "optimizer" else {})}
        given |= kind.example.settings
        flaws = Flaws()
        settings = read_kind(given, role, "", flaws)
        assert not flaws.found, kind.name
        assert set(settings) - {"label"} == {"kind", *kind.settings}
        for setting in kind.settings.values():
            is_plain = setting.type != "initializer" and not str(setting.default).startswith("=")
            if is_plain and setting.name not in given:
                assert settings[setting.name] == setting.default
