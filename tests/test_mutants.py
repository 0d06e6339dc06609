"""What `make mutants` says of faults that change nothing is true of the code as it is."""

import pytest

pytest.importorskip("tree_sitter_javascript", reason="what reads scripts is a development tool")

from bench.mutants.named import by_reason, equivalent, stale


def test_a_fault_that_is_named_as_equivalent_is_one_of_the_code_as_it_is() -> None:
    assert equivalent(), "the list is read"
    assert not stale(), "their lines have changed: name them anew, or find them killed"


def test_each_stands_under_its_reason_and_each_reason_over_its_faults() -> None:
    reasons = by_reason()
    assert "" not in reasons, "a fault without a reason"
    assert not [reason for reason, names in reasons.items() if not names]
