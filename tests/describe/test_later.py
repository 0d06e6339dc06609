"""A setting that came later moves no id: at its default it is left out of the cause."""

import inspect

from backstep.describe.later import with_later, without_later
from backstep.engine.registry import KINDS
from backstep.plan.plan import plan
from backstep.run.program import program
from tests.networks import Raw, describe, make


def normed(**settings: object) -> Raw:
    return describe([{"kind": "layer_norm", **settings}], [[[1.0, 2.0]]], [[[0.0, 1.0]]])


def test_at_its_default_it_is_the_description_of_before() -> None:
    given, silent = (make(raw).description for raw in (normed(axes="all"), normed()))
    assert given["network"] == silent["network"]
    (layer,) = without_later(given)["network"]["layers"]
    assert "axes" not in layer
    assert with_later(without_later(given))["network"] == given["network"]
    (other,) = without_later(make(normed(axes="last")).description)["network"]["layers"]
    assert other["axes"] == "last"


def test_nor_does_it_cost_the_program_an_argument() -> None:
    """A rule takes it by default for what it was before there was a choice."""
    for settings, more in (({}, 0), ({"axes": "last"}, 1)):
        network = make(normed(**settings))
        compiled = program(network, 1)
        mean = plan(network, 1).writer["l1.mean"].index
        assert len(compiled.places[mean]) == 1 + more


def test_every_rule_that_takes_such_a_setting_has_its_default() -> None:
    for kinds in KINDS.values():
        for kind in kinds.values():
            later = {s.name: s.default for s in kind.settings.values() if s.later}
            for rule in kind.rules.values():
                if rule.when is None:
                    taken = inspect.signature(rule.function).parameters
                    for name in later.keys() & taken.keys():
                        assert taken[name].default == later[name], (kind.name, rule.name)
