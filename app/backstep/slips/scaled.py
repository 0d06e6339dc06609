"""Slips of size: the sign, a factor, a type that cannot hold the number."""

from collections.abc import Iterator

import numpy as np

from backstep.slips.cell import Cell, Outcome, Tree, evaluate, is_sum, with_arg
from backstep.slips.evidence import Evidence, equal
from backstep.slips.slip import Slip

CONSTANTS = {
    "2": 2.0, "1/2": 0.5, "3": 3.0, "1/3": 1 / 3, "4": 4.0, "1/4": 0.25, "-2": -2.0, "-1/2": -0.5,
}  # fmt: skip


def opposite(evidence: Evidence) -> Iterator[str]:
    if equal(evidence.found, -evidence.expected):
        yield ""


def opposite_of(cell: Cell) -> Iterator[Outcome]:
    yield Outcome(-cell.value)


def times(evidence: Evidence) -> Iterator[str]:
    """By what it is multiplied: a number, one of the sizes or settings, a tensor, dy."""
    right, found = evidence.expected, evidence.found
    if found.shape != right.shape:
        return
    yield from by_number(evidence)
    if equal(found, np.sum(evidence.jacobian, axis=0).reshape(right.shape)):
        yield "1/dy"
    squared = (evidence.dy**2).reshape(-1) @ evidence.jacobian
    if equal(found, squared.reshape(right.shape)):
        yield "dy"
    for name, tensor in {**evidence.tensors, **evidence.gradients}.items():
        with np.errstate(all="ignore"):
            wide = np.broadcast_shapes(tensor.shape, right.shape) if fits(tensor, right) else None
            if wide != right.shape:
                continue
            if equal(found * tensor, right):
                yield f"1/{name}"
            if equal(found, right * tensor):
                yield name
            if equal(found, right * tensor * (1 - tensor)):
                yield f"{name}(1 − {name})"


def by_number(evidence: Evidence) -> Iterator[str]:
    """The numbers of which what was found is a multiple, by the names that they have."""
    right, found = evidence.expected, evidence.found
    square = float(np.sum(right * right))
    if not square:
        return
    factor = float(np.sum(found * right)) / square
    if not factor or not equal(found, factor * right):
        return
    named = dict(CONSTANTS)
    for name, number in evidence.numbers.items():
        if number not in (0.0, 1.0, -1.0):
            named |= {name: number, f"1/{name}": 1 / number, f"2/{name}": 2 / number}
            root = abs(number) ** 0.5
            named |= {f"√{name}": root, f"1/√{name}": 1 / root}
            named |= {f"{name}/2": number / 2, f"-{name}": -number, f"-1/{name}": -1 / number}
    sizes = [(n, v) for n, v in evidence.numbers.items() if v not in (0.0, 1.0, -1.0)]
    if evidence.dy.ndim == 0:  # of an error
        sizes.append(("dy", float(evidence.dy)))
    named |= {f"{a}/{b}": v / w for a, v in sizes for b, w in sizes if v != w}
    for name, number in named.items():
        if abs(factor - number) <= 1e-5 * abs(number):
            yield name
    yield f"{factor:.4g}"


def fits(tensor: np.ndarray, right: np.ndarray) -> bool:
    try:
        np.broadcast_shapes(tensor.shape, right.shape)
    except ValueError:
        return False
    return tensor.ndim > 0


def without_factor(cell: Cell) -> Iterator[Outcome]:
    """Without the constants that it is multiplied and divided by, or one factor of a product that
    is no term of a sum."""
    above: list[Tree] = []
    below: list[Tree] = []
    bare = stripped(cell.tree, above, below)
    if 0 < len(above) + len(below) <= 4:
        yield Outcome(evaluate(bare), trees={"factor": quotient(above, below)})
    for tree, dropped in halves(cell.tree):
        yield Outcome(evaluate(tree), trees={"factor": dropped})


def stripped(tree: Tree, above: list[Tree], below: list[Tree]) -> Tree:
    if "args" not in tree:
        return tree
    args = [stripped(arg, above, below) for arg in tree["args"]]
    if tree["op"] in ("*", "/"):
        a, b = args
        if b["op"] == "const":
            (above if tree["op"] == "*" else below).append(b)
            return a
        if a["op"] == "const" and tree["op"] == "*":
            above.append(a)
            return b
    return {**tree, "args": args}


def quotient(above: list[Tree], below: list[Tree]) -> Tree:
    """The constants as one factor: 2 · α / n."""
    one = {"op": "const", "value": 1.0}
    upper = product(above) if above else one
    return {"op": "/", "value": 0.0, "args": [upper, product(below)]} if below else upper


def product(factors: list[Tree]) -> Tree:
    found = factors[0]
    for factor in factors[1:]:
        found = {"op": "*", "value": 0.0, "args": [found, factor]}
    return found


def halves(tree: Tree) -> Iterator[tuple[Tree, Tree]]:
    """A product with one factor left out, and what that was; not within a sum."""
    if is_sum(tree):
        return
    if tree["op"] == "*":
        first, second = tree["args"]
        yield second, first
        yield first, second
    for k, arg in enumerate(tree.get("args", ())):
        for other, dropped in halves(arg):
            yield with_arg(tree, k, other), dropped


def cut(evidence: Evidence) -> Iterator[str]:
    """Whole numbers where there should be fractions, or a type other than the input's."""
    found, right = evidence.found, evidence.expected
    if found.dtype != np.float64 and not same_kind(found, right):
        yield str(found.dtype)
    elif found.shape == right.shape and np.max(np.abs(found), initial=0.0) >= 0.5:
        if not equal(found, right) and (
            equal(found, np.trunc(right)) or equal(found, np.rint(right))
        ):
            yield "int64"


def same_kind(found: np.ndarray, right: np.ndarray) -> bool:
    """A value that is of another type but shape and all numbers say that it is another slip."""
    return found.dtype.kind in "fiub" and found.shape != right.shape


sign = Slip(
    "sign",
    (
        "{gradient} has the wrong sign: every number of it is the right one times −1. "
        "Look for a minus that is missing, or one too many.",
        "{gradient} tiene el signo cambiado: cada número es el correcto por −1. "
        "Busque un menos que falta o que sobra.",
    ),
    {
        "inside": (
            "In {gradient}, one term has the wrong sign: a plus stands where a minus belongs, or "
            "the other way round.",
            "En {gradient}, un término tiene el signo cambiado: hay un más donde va un menos, o al "
            "revés.",
        ),
    },
    opposite,
    told=("Look at the sign.", "Fíjese en el signo."),
    cell=opposite_of,
)
factor = Slip(
    "factor",
    (
        "{gradient} is {detail} times what it should be: a factor is missing, or one too many.",
        "{gradient} es {detail} veces lo que debería ser: falta un factor, o sobra uno.",
    ),
    {
        "1/n": (
            "{gradient} is divided by the number of samples: it is a mean over the batch, and "
            "should be a sum.",
            "{gradient} está dividido por la cantidad de ejemplos: es una media sobre el lote, y "
            "debería ser una suma.",
        ),
        "n": (
            "{gradient} is n times too large, n being the number of samples: it is a sum over "
            "the batch, and should be a mean.",
            "{gradient} es n veces demasiado grande, con n la cantidad de ejemplos: es una suma "
            "sobre el lote, y debería ser una media.",
        ),
        "1/2": (
            "{gradient} is half of what it should be: a factor 2 is missing.",
            "{gradient} es la mitad de lo que debería ser: falta un factor 2.",
        ),
        "1/dy": (
            "{gradient} lacks the gradient that arrives, dy: the chain rule multiplies by it.",
            "A {gradient} le falta el gradiente que llega, dy: la regla de la cadena multiplica "
            "por él.",
        ),
        "n/dy": (
            "{gradient} lacks the gradient that arrives, dy, and is not divided by n, the number "
            "of samples, although the error is a mean over them.",
            "A {gradient} le falta el gradiente que llega, dy, y no está dividido por n, la "
            "cantidad de ejemplos, aunque el error es una media sobre ellos.",
        ),
        "dy": (
            "In {gradient} the gradient that arrives, dy, is multiplied once too often.",
            "En {gradient}, el gradiente que llega, dy, está multiplicado una vez de más.",
        ),
        "mean for sum": (
            "In {gradient}, a mean has taken the place of a sum.",
            "En {gradient}, una media tomó el lugar de una suma.",
        ),
        "sum for mean": (
            "In {gradient}, a sum has taken the place of a mean.",
            "En {gradient}, una suma tomó el lugar de una media.",
        ),
        "power": (
            "In {gradient}, a power is not the one that belongs there.",
            "En {gradient}, una potencia no es la que corresponde.",
        ),
        "inside": (
            "In {gradient}, one term has a factor too many, or lacks one.",
            "En {gradient}, a un término le sobra un factor, o le falta uno.",
        ),
    },
    times,
    told=("A factor is missing: {factor}.", "Falta un factor: {factor}."),
    cell=without_factor,
)
dtype = Slip(
    "dtype",
    (
        "{gradient} comes as {detail}, which cannot hold its numbers: make it float64, as "
        "np.zeros(…) without a dtype does.",
        "{gradient} viene como {detail}, que no puede contener sus números: hágalo float64, como "
        "hace np.zeros(…) sin dtype.",
    ),
    {},
    cut,
)
