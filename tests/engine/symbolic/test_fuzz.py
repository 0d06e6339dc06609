"""Whatever is typed, the answer is a function or the one declared error, and it comes soon."""

import time

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from backstep.engine.formula import render
from backstep.engine.symbolic.function import MAX_DEPTH, MAX_NODES, read
from backstep.engine.symbolic.mistake import BadExpression
from backstep.engine.symbolic.text import text
from backstep.engine.symbolic.vocabulary import MAX_LENGTH, NAMES

SECONDS = 1.0  # of this thread alone, so that a busy machine does not count
PIECES = [
    *NAMES,
    *"+-*/^(),.",
    "**",
    "−",
    "·",
    " ",
    "0",
    "1",
    "2",
    "0.5",
    "9" * 30,
    "sin(",
    "max(x,",
]
POINTS = np.array([-2.0, 0.0, 0.7, 1e308, np.inf, np.nan])

anything = st.text(max_size=MAX_LENGTH + 20)
plausible = st.lists(st.sampled_from(PIECES), max_size=60).map("".join)
operand = st.sampled_from(["x", "2", "0.1", "pi", "e", "0", "x^2", "1"])
sound = st.recursive(
    operand,
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from("+-*/^"), inner).map(lambda t: f"({t[0]}){t[1]}({t[2]})"),
        st.tuples(st.sampled_from(["sin", "exp", "log", "sqrt", "abs", "relu", "tan"]), inner).map(
            lambda t: f"{t[0]}({t[1]})"
        ),
        st.tuples(st.sampled_from(["max", "min"]), inner, inner).map(
            lambda t: f"{t[0]}({t[1]}, {t[2]})"
        ),
        inner.map(lambda t: f"-{t}"),
    ),
    max_leaves=25,
)


def try_out(expression: str) -> None:
    began = time.thread_time()
    try:
        known = read(expression)
    except BadExpression as error:
        assert 1 <= error.column <= max(len(expression), MAX_LENGTH) + 1
        assert error.detail and error.allowed
    else:
        assert known.slope.size <= MAX_NODES and known.slope.depth <= MAX_DEPTH
        for tree in (known.value, known.slope):
            render(f"y = {text(tree)}")
        with np.errstate(all="ignore"):
            for program in (known.compute_value, known.compute_slope):
                assert program.on_array(POINTS).shape == POINTS.shape
    assert time.thread_time() - began < SECONDS


@given(anything)
@settings(max_examples=300, deadline=None)
def test_any_text_at_all(expression: str) -> None:
    try_out(expression)


@given(plausible)
@settings(max_examples=500, deadline=None)
def test_any_words_and_signs(expression: str) -> None:
    try_out(expression)


@given(sound)
@settings(max_examples=500, deadline=None)
def test_any_sound_expression(expression: str) -> None:
    try_out(expression)
