"""Edges: who reads what, what a block means by a name, and the way from a tensor to the error."""

import pytest

from backstep.plan.edges import Edges
from backstep.plan.paths import Paths
from tests.networks import course, describe, start


def edges_of_course() -> Edges:
    return start(course()).plan.edges


@pytest.mark.parametrize(
    ("block", "name", "address"),
    [("l1", "x", "data.x"), ("l1", "dx", "data.dx"), ("l1", "y", "l1.y"), ("l2", "x", "l1.y"),
     ("l2", "dx", "l1.dy"), ("l2", "dy", "l2.dy"), ("l2", "dW", "l2.dW"), ("loss", "x", "l3.y"),
     ("loss", "dx", "l3.dy"), ("loss", "target", "data.target"), ("loss", "E", "loss.E"),
     ("l2", "running_mean_next", "l2.running_mean:next")],
)  # fmt: skip
def test_a_block_means_what_it_reads_or_what_it_has(block: str, name: str, address: str) -> None:
    edges = edges_of_course()
    assert edges.meant(edges.block[block], name) == address


def test_each_input_is_an_alias_and_so_is_its_gradient() -> None:
    aliases = edges_of_course().aliases
    assert aliases["l3.x"] == "l2.y" and aliases["l3.dx"] == "l2.dy"
    assert aliases["loss.x"] == "l3.y" and aliases["loss.target"] == "data.target"
    assert {alias for alias in aliases if alias.startswith("l1.") and "@" not in alias} == {
        "l1.x", "l1.dx",
    }  # fmt: skip


def test_a_gradient_with_one_source_is_the_part_that_comes_from_it() -> None:
    aliases = edges_of_course().aliases
    assert aliases["l2.dy@l3.x"] == "l2.dy" and aliases["l3.dy@loss.x"] == "l3.dy"
    assert aliases["l2.dW@l2"] == "l2.dW" and aliases["data.dx@l1.x"] == "data.dx"


def test_in_a_chain_each_tensor_has_one_reader_and_the_way_leads_through_all_after_it() -> None:
    edges = edges_of_course()
    assert all(len(readers) == 1 for readers in edges.readers.values())
    (way,) = Paths(edges, "data.dx").first(2)
    assert [reader.block.id for reader in way] == ["l1", "l2", "l3", "loss"]
    (end,) = Paths(edges, "l3.dy").first(2)
    assert [reader.block.id for reader in end] == ["loss"]


def test_the_block_in_the_middle_is_the_reader_and_the_loss_is_its_own() -> None:
    edges = edges_of_course()
    middles = {block.id: edges.middle(block).id for block in edges.blocks}
    assert middles == {"l1": "l2", "l2": "l3", "l3": "loss", "loss": "loss"}


def test_without_layers_the_loss_reads_the_data() -> None:
    edges = start(describe([], [[1.0]], [[2.0]])).plan.edges
    assert edges.aliases["loss.dx"] == "data.dx"
    assert [reader.block.id for reader in edges.ahead("data.x")] == ["loss"]
