"""Function: the user specifies y = f(x), and the backward is derived from it."""

from backstep.engine.expr import Expr, View
from backstep.engine.kind import Array, Example, Index, Kind, Shape
from backstep.engine.symbolic.function import check, read
from backstep.engine.symbolic.text import FACTOR, text
from backstep.engine.symbolic.tree import ONE, ZERO

READABLE = 80  # parts of a derivative that is written out in every line of its formulas
JUMPS = tuple(map(float, range(-6, 7)))
WORK = 8  # multiplications that one numpy call on one number is worth

function = Kind(
    "function",
    "layer",
    "y = f(x)",
    title=("Function", "Función"),
    group="arithmetic",
    summary=(
        "You specify the forward, a formula of x; the backward is derived from it.",
        "Usted especifica el forward, una fórmula de x; el backward se deriva de ella.",
    ),
    example=Example(settings={"expression": "x * sigmoid(x)"}),
    more_examples=(
        Example(settings={"expression": "exp(-x^2)"}),
        Example(settings={"expression": "max(0, x) + 0.1*min(0, x)"}, kinks=(0.0,)),
        Example(settings={"expression": "2*pi*sqrt(x) - log(x)/3"}, inputs="positive"),
        Example(settings={"expression": "where(x > 0.5, x^2, leaky_relu(x))"}, kinks=(0.0, 0.5)),
        Example(settings={"expression": "gelu(x) + softplus(x)*erf(x)"}),
        Example(settings={"expression": "x*floor(x) + sign(x)/2 + step(x)"}, kinks=JUMPS),
    ),
    gives="unknown",
)
function.setting(
    "expression", "text",
    "The formula of x, such as x * sigmoid(x) or where(x > 0, x, 0.1*x)",
    "La fórmula de x, como x * sigmoid(x) o where(x > 0, x, 0.1*x)",
    check=check, format="expression",
)  # fmt: skip


def cost(x: Shape, expression: str) -> float:
    """Its operations, on every number."""
    known = read(expression)
    calls = len(known.compute_value.instructions) + len(known.compute_slope.instructions)
    cells = 1
    for length in x:
        cells *= length
    return float(WORK * calls * cells)


def value_text(expression: str, x: str, times: str = "·") -> str:
    return text(read(expression).value, x, times)


def gradient_text(expression: str, at: str, times: str) -> str:
    """∂E/∂x with the slope as a factor; a very long one by its name, since the local line tells it
    for all numbers at once."""
    slope = read(expression).slope
    if slope.size > READABLE:
        return "" if at else "dx = dy ⊙ ∂y/∂x"
    if slope == ONE:
        return f"dx{at} = dy{at}"
    sign = times if slope.has_x else "·"
    return f"dx{at} = dy{at} {sign} {text(slope, f'x{at}', times, around=FACTOR)}"


def aside(expression: str, corner: str, flat: str) -> str:
    """What is to be known besides of a slope that is 0 everywhere, or that has corners."""
    known = read(expression)
    if known.slope == ZERO:
        return flat
    return corner if known.corners else ""


def local_text(expression: str) -> str:
    slope = read(expression).slope
    x, y, times = ("x", "y", "⊙") if slope.size > READABLE else ("x[…]", "y[…]", "·")
    return f"∂{y}/∂{x} = {text(slope, x, times)}"


@function.forward(
    "{Layer} applies the formula that you typed to every number of {x}, and hands on {y}.",
    "{Layer} aplica la fórmula que usted escribió a cada número de {x}, y entrega {y}.",
    cell=lambda expression: "y[…] = " + value_text(expression, "x[…]"),
    all=lambda expression: (
        "y = " + value_text(expression, "x", "⊙") if read(expression).value.has_x else ""
    ),
    work=cost,
)
def y(x: Array, expression: str) -> Array:
    return read(expression).compute_value.on_array(x)


@function.cell
def y_at(at: Index, x: View, expression: str) -> Expr:
    return read(expression).compute_value.on_expr(x[at])


@function.backward(
    lambda expression: (
        "You specified only the forward: {layer} derived the slope, and multiplies {dy} by it at "
        "{x}."
        + aside(
            expression,
            " At a corner it takes one side's slope, or 0; jumps do not count.",
            " The slope is 0 wherever there is one: nothing before it learns.",
        )
    ),
    lambda expression: (
        "Usted solo especificó el forward: {layer} derivó la pendiente, y multiplica {dy} por ella "
        "en {x}."
        + aside(
            expression,
            " En un quiebre toma la de un lado, o 0; los saltos no cuentan.",
            " La pendiente es 0 donde la hay: lo que está antes no aprende.",
        )
    ),
    local=local_text,
    cell=lambda expression: gradient_text(expression, "[…]", "·"),
    all=lambda expression: gradient_text(expression, "", "⊙"),
    work=cost,
)
def dx(dy: Array, x: Array, expression: str) -> Array:
    return dy * read(expression).compute_slope.on_array(x)


@function.cell
def dx_at(at: Index, dy: View, x: View, expression: str) -> Expr:
    return dy[at] * read(expression).compute_slope.on_expr(x[at])
