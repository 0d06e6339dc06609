"""Kinds that are alike: what two of them share is declared once, and each goes on from there."""

import inspect
from collections import defaultdict

import pytest

from backstep.engine.kind import Array, Example, Kind
from backstep.engine.registry import KINDS


def shrinking() -> Kind:
    kind = Kind("shrinking", "optimizer", "p_next ← lr · p", ("", ""), ("", ""))
    kind.setting("lr", "number", "", "", min=0, max=1)
    kind.setting("l2", "number", "", "", default=0.0, min=0, max=1)
    kind.state("m", lambda p: p)
    kind.more_examples = (Example(settings={"l2": 1.0}), Example(settings={"lr": 0.5}))

    @kind.update("a", "a")
    def m_next(m: Array) -> Array:
        return m

    @kind.update("b", "b")
    def p_next(p: Array, lr: float) -> Array:
        return p * lr

    return kind


def test_a_kind_that_is_like_another_has_what_that_declares_in_its_order() -> None:
    old, new = shrinking(), Kind("new", "optimizer", "", ("", ""), ("", ""))
    new.like(old)
    assert list(new.settings) == ["lr", "l2"] and list(new.rules) == ["m:next", "next"]
    assert new.rules["next"] is old.rules["next"] and new.states["m"] is old.states["m"]
    assert new.more_examples == old.more_examples


def test_but_what_is_left_out_and_what_it_declares_anew() -> None:
    old, new = shrinking(), Kind("new", "optimizer", "", ("", ""), ("", ""))
    new.like(old, without=("l2",))

    @new.update("c", "c")
    def m_next(m: Array) -> Array:
        return -m

    assert list(new.settings) == ["lr"] and list(new.rules) == ["m:next", "next"]
    assert new.rules["m:next"].words == ("c", "c") and old.rules["m:next"].words == ("a", "a")
    assert new.more_examples == (Example(settings={"lr": 0.5}),)


def test_what_is_left_out_goes_by_the_name_of_its_function_too_and_has_to_be_there() -> None:
    old, new = shrinking(), Kind("new", "optimizer", "", ("", ""), ("", ""))
    new.like(old, without=("p_next", "m_next"))
    assert not new.rules
    with pytest.raises(TypeError, match="shrinking has no v:next to be left out"):
        new.like(old, without=("v_next",))


def test_no_rule_is_written_twice() -> None:
    """The same words, formulas and function in two kinds: one of them has it of the other."""
    written: dict[object, set[object]] = defaultdict(set)
    for kinds in KINDS.values():
        for kind in kinds.values():
            for rule in kind.rules.values():
                body = inspect.getsource(rule.function).partition("\ndef ")[2]
                told = (rule.words, rule.local, rule.cell, rule.all)
                if body.endswith("return dy\n"):  # handed on as it is: nothing to share
                    continue
                if not any(callable(text) for text in (*rule.words, *told[1:])):
                    written[body, told].add(rule.function.__code__)
    assert not [codes for codes in written.values() if len(codes) > 1]
