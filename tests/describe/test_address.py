"""Addresses: one grammar, and one module that knows it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backstep.describe.address import (
    Address,
    after,
    denominator,
    gradient_of,
    layer_id,
    moved,
    name_of,
    node_of,
    owner_of,
    parse,
    part_of,
    position_of,
    state_of,
    tensor,
)

WORD = st.from_regex(r"[a-z][a-z_0-9]{0,6}", fullmatch=True)
NOT_NEXT = WORD.filter(lambda word: word != "next")
ADDRESSES = st.builds(
    lambda node, name, part, state, new: Address(node, name, *part, state, new),
    WORD, WORD,
    st.one_of(st.just(("", "")), st.tuples(WORD, st.just("")), st.tuples(WORD, WORD)),
    st.one_of(st.just(""), NOT_NEXT), st.booleans(),
)  # fmt: skip


@given(ADDRESSES)
def test_an_address_is_put_together_as_it_was_taken_apart(address: Address) -> None:
    assert parse(str(address)) == address


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("l1.W", Address("l1", "W")),
        ("data.dx", Address("data", "dx")),
        ("l1.W:next", Address("l1", "W", next=True)),
        ("l1.W:m", Address("l1", "W", state="m")),
        ("l1.W:m:next", Address("l1", "W", state="m", next=True)),
        ("l12.running_mean:next", Address("l12", "running_mean", next=True)),
        ("l2.dy@l5.other", Address("l2", "dy", "l5", "other")),
        ("l1.dW@l3", Address("l1", "dW", "l3")),
    ],
)
def test_every_form_of_the_contract_is_read(text: str, address: Address) -> None:
    assert parse(text) == address
    assert str(address) == text


@pytest.mark.parametrize(
    "text",
    ["", "l1", "l1.", ".W", "l1.W:", "l1.W::next", "l1.W:next:next", "l1.W:m:v", "l1.W@", "l1@l2",
     "l1.dW@l3.", "l1.dy@l2.x.y", "l1.W:next:m", "a.b.c", "l1.W\n"],
)  # fmt: skip
def test_any_other_text_is_no_address(text: str) -> None:
    assert parse(text) is None


@given(WORD, WORD, NOT_NEXT)
def test_what_belongs_to_a_tensor_leads_back_to_it(node: str, name: str, state: str) -> None:
    address = tensor(node, name)
    assert denominator(gradient_of(address)) == address
    assert denominator(f"{gradient_of(address)}@l9.x") == address
    assert owner_of(state_of(address, state)) == owner_of(after(address)) == address
    assert (node_of(address), name_of(address)) == (node, name)
    assert parse(after(state_of(address, state))) == Address(node, name, "", "", state, True)
    assert moved(moved(address, "l7"), node) == address
    assert moved(node, "l7") == "l7"


@pytest.mark.parametrize(
    "node", ["data", "loss", "optimizer", "l0", "l01", "l", "l1.W", "L1", "l１"]
)
def test_only_layers_have_a_place(node: str) -> None:
    assert position_of(node) is None


@given(st.integers(1, 10**6))
def test_a_layers_name_is_its_place(position: int) -> None:
    assert position_of(layer_id(position)) == position


def test_a_part_is_named_by_its_reader_and_by_an_input_only_where_one_is_said() -> None:
    assert part_of("l1.dW", "l3") == "l1.dW@l3"
    assert part_of("l2.dy", "l5", "other") == "l2.dy@l5.other"
