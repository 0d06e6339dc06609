"""What a rule is called: by its function, by what it writes, and by the rules that read that.

A function `m_next` is the rule `m:next`, which other rules read as `m_next`; `p_next` is `next`.
"""


def rule_name(function_name: str) -> str:
    """The tensor that a function writes: `p_next` is `next`, `m_next` is `m:next`."""
    if function_name == "p_next":
        return "next"
    stem, found, _ = function_name.rpartition("_next")
    return f"{stem}:next" if found else function_name


def argument_name(rule: str) -> str:
    """What other rules and formulas call the tensor that a rule writes: `m_next` for `m:next`."""
    return "p_next" if rule == "next" else rule.replace(":next", "_next")


def stem_of(name: str) -> str:
    """What something is the next value of: `m` for the rule `m:next` and for `m_next`."""
    return name.removesuffix("_next").removesuffix(":next")
