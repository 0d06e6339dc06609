"""What is told of a step: what happens, the formulas, and what each of their letters means."""

from typing import Any

from backstep.plan.legend import axis_letters, legend
from backstep.plan.step import Step


def told(step: Step) -> dict[str, Any]:
    """The step as api.md gives it."""
    return {
        "index": step.index,
        "phase": step.phase,
        "node": step.node,
        "rule": step.rule_name,
        "reads": step.reads,
        "writes": step.writes,
        "settings": step.settings,
        "sentence": step.sentence,
        "formula": {line: said and said.to_dict() for line, said in step.formula.items()},
        "legend": legend(step),
        "letters": axis_letters(step),
        "stores": step.stores,
    }
