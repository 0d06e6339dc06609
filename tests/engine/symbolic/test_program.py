"""One list of operations serves arrays and explanations: same numbers, nothing done twice."""

import numpy as np
import pytest

from backstep.engine.expr import Const, Expr, View
from backstep.engine.symbolic.function import Function, read
from backstep.engine.symbolic.program import BLOCK, Program
from tests.engine.symbolic.functions import FUNCTIONS

EXTREMES = np.array([0.0, -0.0, 1000.0, -1000.0, np.inf, -np.inf, np.nan, 1.0, -1.0])


def programs(known: Function) -> tuple[Program, Program]:
    return known.compute_value, known.compute_slope


def silently(program: Program, x: np.ndarray) -> np.ndarray:
    with np.errstate(all="ignore"):
        return program.on_array(x)


def leaves(expr: Expr) -> list[Expr]:
    return [leaf for arg in expr.args for leaf in leaves(arg)] if expr.args else [expr]


@pytest.mark.parametrize("expression", FUNCTIONS)
def test_a_twin_gives_the_arrays_numbers(expression: str) -> None:
    x = np.array([*FUNCTIONS[expression], *EXTREMES])
    for program in programs(read(expression)):
        array = silently(program, x)
        twins = [float(program.on_expr(View("x", x)[i]).value) for i in range(len(x))]
        np.testing.assert_allclose(twins, array, rtol=1e-13, atol=0)


@pytest.mark.parametrize("expression", FUNCTIONS)
def test_float32_stays_float32(expression: str) -> None:
    x = np.array(FUNCTIONS[expression], dtype=np.float32)
    for program in programs(read(expression)):
        single, double = silently(program, x), silently(program, x.astype(float))
        assert single.dtype == np.float32
        np.testing.assert_allclose(single, double, rtol=1e-3, atol=1e-4)


def test_in_float32_every_operation_is_float32s() -> None:
    x = np.random.default_rng(0).normal(size=1000).astype(np.float32)
    computed = read("(x + 0.1)*(x + 0.7)*(x - 0.3)").compute_value.on_array(x)
    by_hand = (x + np.float32(0.1)) * (x + np.float32(0.7)) * (x - np.float32(0.3))
    np.testing.assert_array_equal(computed, by_hand)


@pytest.mark.parametrize("expression", ["x*sigmoid(x)", "3", "x", "relu(x)", "max(x, 2)"])
@pytest.mark.parametrize("shape", [(1, 1), (3, 2 * BLOCK // 3 + 5), (2, 3, 4, 5)])
def test_the_shape_is_xs_whatever_its_size(expression: str, shape: tuple[int, ...]) -> None:
    x = np.random.default_rng(0).normal(size=shape)
    for program in programs(read(expression)):
        whole = program.on_array(x)
        assert whole.shape == shape and not np.shares_memory(whole, x)
        last = program.on_array(x[-1:])
        np.testing.assert_array_equal(whole[-1:], last)


def test_rows_that_do_not_lie_together_are_read_in_their_order() -> None:
    x = np.arange(12.0).reshape(3, 4).T
    np.testing.assert_array_equal(read("x^2").compute_value.on_array(x), x**2)


def test_what_occurs_twice_is_computed_once() -> None:
    operations = [op for op, _ in read("x*sigmoid(x)").compute_slope.instructions]
    assert operations.count("sigmoid") == 1
    operations = [op for op, _ in read("sin(x^2) + cos(x^2)*exp(x^2)").compute_value.instructions]
    assert operations.count("pow") == 1
    operations = [op for op, _ in read("x + 1 + sin(x + 1)").compute_value.instructions]
    assert sorted(operations) == ["+", "+", "sin"]


def test_what_holds_no_x_is_one_named_constant() -> None:
    program = read("2*pi*x + sqrt(2/3) - 4*3").compute_value
    assert [op for op, _ in program.instructions] == ["*", "+", "-"]
    tree = program.on_expr(View("x", np.array([1.5]))[0])
    constants = {leaf.name: float(leaf.value) for leaf in leaves(tree) if isinstance(leaf, Const)}
    assert constants == {"2 · π": 2 * np.pi, "sqrt(2/3)": np.sqrt(2 / 3), "4 · 3": 12}
    assert all(not leaf.name for leaf in leaves(read("-2*x").compute_value.on_expr(tree))
               if isinstance(leaf, Const) and leaf.value == -2)  # fmt: skip


@pytest.mark.parametrize(
    ("expression", "at", "value", "slope"),
    [
        ("log(x)", -1, np.nan, -1), ("log(x)", 0, -np.inf, np.inf), ("1/x", 0, np.inf, -np.inf),
        ("sqrt(x)", -1, np.nan, np.nan), ("sqrt(x)", 0, 0, np.inf), ("x^0.5", 0, 0, np.inf),
        ("exp(x)", 1000, np.inf, np.inf), ("sigmoid(x)", -1000, 0, 0), ("sigmoid(x)", 1000, 1, 0),
        ("tanh(x)", 1000, 1, 0), ("exp(-x^2)", np.inf, 0, np.nan),
            ("relu(x)", np.nan, np.nan, np.nan), ("max(0, x)", np.nan, np.nan, np.nan),
        ("max(0, x)", np.inf, np.inf, 1), ("1/0*x", 1, np.inf, np.inf), ("3", np.nan, 3, 0),
        ("log(-1)*x", 2, np.nan, np.nan), ("9^9^9^9*x", 1, np.inf, np.inf),
        ("abs(x)", np.nan, np.nan, np.nan), ("softplus(x)", 1000, 1000, 1),
        ("erf(x)", -np.inf, -1, 0),
        ("softplus(x)", -1000, 0, 0), ("where(x > 0, x, 0)", np.nan, np.nan, np.nan),
        ("where(x > 0, log(x), x)", -1, -1, 1), ("floor(x)", np.inf, np.inf, 0),
        ("floor(x)", np.nan, np.nan, 0), ("gelu(x)", 1000, 1000, 1), ("step(x)", np.nan, np.nan, 0),
    ],
)  # fmt: skip
def test_what_is_not_finite_is_what_ieee_says(
    expression: str, at: float, value: float, slope: float
) -> None:
    known, x = read(expression), np.array([float(at)])
    np.testing.assert_equal(float(silently(known.compute_value, x)[0]), float(value))
    np.testing.assert_equal(float(silently(known.compute_slope, x)[0]), float(slope))
