"""Linear: every output is a weighted sum of all the inputs, plus a bias."""

from backstep.engine.expr import Expr, View, total
from backstep.engine.kind import Array, Example, Index, Kind, Misfit, Shape
from backstep.engine.misfit import ranked

linear = Kind(
    "linear",
    "layer",
    "y = x · W + b",
    title=("Linear", "Lineal"),
    summary=(
        "Every output is a weighted sum of all the inputs, plus a bias.",
        "Cada salida es una suma ponderada de todas las entradas, más un sesgo.",
    ),
    example=Example(settings={"units": 2}),
    more_examples=(Example(settings={"units": 2, "bias": False}),),
    edges="W",
)
linear.letter("k", "input", "entrada")
linear.letter("j", "output", "salida")
linear.setting("units", "integer", "Number of outputs", "Cantidad de salidas", min=1, max=65536)
linear.setting("bias", "boolean", "Add a bias b", "Sumar un sesgo b", default=True)
linear.setting(
    "init", "initializer", "How W is drawn", "Cómo se sortea W", default={"kind": "glorot_uniform"}
)
linear.parameter(
    "W", lambda x, units: (x[1], units), init="init", fans=lambda x, units: (x[1], units)
)
linear.parameter("b", lambda units: (units,), when=lambda bias: bias)


@linear.output
def output(x: Shape, units: int) -> Shape:
    """N×in gives N×out."""
    if len(x) != 2:
        raise Misfit(
            "a linear layer expects one row of numbers for each sample (rank 2), "
            f"and gets {ranked(x)}: put a flatten layer before it",
            allowed={"rank": 2, "insert": "flatten"},
        )
    return (x[0], units)


@linear.forward(
    lambda bias: (
        "{Layer} multiplies its input {x} by {W}, adds {b} and hands on {y}."
        if bias
        else "{Layer} multiplies its input {x} by {W} and hands on {y}."
    ),
    lambda bias: (
        "{Layer} multiplica su entrada {x} por {W}, suma {b} y entrega {y}."
        if bias
        else "{Layer} multiplica su entrada {x} por {W} y entrega {y}."
    ),
    cell=lambda bias: "y[n,j] = Σ[k] x[n,k] · W[k,j]" + (" + b[j]" if bias else ""),
    all=lambda bias: "y[n,:] = x[n,:] · W + b" if bias else "y = x · W",
    work=lambda x, units: 2 * x[0] * x[1] * units,
)
def y(x: Array, W: Array, b: Array | None = None) -> Array:
    return x @ W if b is None else x @ W + b


@linear.cell
def y_at(at: Index, x: View, W: View, b: View | None = None) -> Expr:
    n, j = at
    weighted = total(x[n, :] * W[:, j])
    return weighted if b is None else weighted + b[j]


@linear.backward(
    "{W} cannot see the error directly: **{middle} is in the middle**. So {layer} multiplies "
    "the input that it stored, {x}, by the gradient that has just arrived, {dy}.",
    "{W} no ve el error directamente: **{middle} está en el medio**. Por eso {layer} multiplica "
    "la entrada que almacenó, {x}, por el gradiente que le acaba de llegar, {dy}.",
    local="∂y[n,j]/∂W[k,j] = x[n,k]",
    cell="dW[k,j] = Σ[n] dy[n,j] · x[n,k]",
    all="dW = x' · dy",
    work=lambda x, units: 2 * x[0] * x[1] * units,
)
def dW(dy: Array, x: Array) -> Array:
    return x.T @ dy


@linear.cell
def dW_at(at: Index, dy: View, x: View) -> Expr:
    k, j = at
    return total(dy[:, j] * x[:, k])


@linear.backward(
    "{b} is added to every sample alike, so its gradient is the sum of {dy} over the batch. "
    "**{Middle} is in the middle** here too.",
    "{b} se suma igual en todos los ejemplos, así que su gradiente es la suma de {dy} sobre el "
    "lote. También aquí **{middle} está en el medio**.",
    local="∂y[n,j]/∂b[j] = 1",
    cell="db[j] = Σ[n] dy[n,j]",
    all="db = Σ[n] dy[n,:]",
    when=lambda bias: bias,
)
def db(dy: Array) -> Array:
    return dy.sum(axis=0)


@linear.cell
def db_at(at: Index, dy: View) -> Expr:
    return total(dy[:, at[0]])


@linear.backward(
    "The error reaches {x} along every weight: {layer} sends {dy} back through {W}, transposed.",
    "El error llega a {x} por todos los pesos: {layer} devuelve {dy} a través de {W}, traspuesta.",
    local="∂y[n,j]/∂x[n,k] = W[k,j]",
    cell="dx[n,k] = Σ[j] dy[n,j] · W[k,j]",
    all="dx = dy · W'",
    work=lambda x, units: 2 * x[0] * x[1] * units,
)
def dx(dy: Array, W: Array) -> Array:
    return dy @ W.T


@linear.cell
def dx_at(at: Index, dy: View, W: View) -> Expr:
    n, k = at
    return total(dy[n, :] * W[k, :])
