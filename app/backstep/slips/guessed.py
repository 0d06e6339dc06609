"""Slips of a single number, which no whole array shows: a term left out, another cell, a point."""

from collections.abc import Callable, Iterator

import numpy as np

from backstep.slips.cell import Cell, Outcome, Tree, cells, changed, evaluate, sums, with_arg
from backstep.slips.slip import Slip

POINTS = (0.01, 0.1, 10.0, 100.0)  # powers of ten by which a decimal point slips


def by_node(own: Callable[[Tree], Iterator[Tree]]) -> Callable[[Cell], Iterator[Outcome]]:
    """The slip of one node, at each node of the tree."""
    return lambda cell: (Outcome(evaluate(tree)) for tree in changed(cell.tree, own))


def added(tree: Tree) -> Iterator[Tree]:
    if tree["op"] == "-":
        yield {**tree, "op": "+"}


def unraised(tree: Tree) -> Iterator[Tree]:
    if tree["op"] == "pow":
        yield tree["args"][0]


def other_case(tree: Tree) -> Iterator[Tree]:
    if tree["op"] == "if>0":
        test, yes, no = tree["args"]
        yield no if test["value"] > 0 else yes


def one_term(cell: Cell) -> Iterator[Outcome]:
    """One of three terms or more, which are not the samples'."""
    for tree, put in sums(cell.tree):
        args = tree["args"]
        if len(args) > 2 and samples_of(args, cell) is None:
            yield from (Outcome(evaluate(put(arg)), {"n": len(args)}) for arg in args)


def samples_of(args: list[Tree], cell: Cell) -> list[int] | None:
    """The samples that the terms of a sum are about, where each is about another one."""
    rows: list[int] = []
    for arg in args:
        about = (leaf for leaf in cells(arg) if leaf["at"] and cell.sampled(leaf["address"]))
        first = next(about, None)
        if first is None:
            return None
        rows.append(int(first["at"][0]))
    return rows if len(set(rows)) == len(rows) else None


def without_one(cell: Cell) -> Iterator[Outcome]:
    for tree, put in sums(cell.tree):
        args = tree["args"]
        for k, arg in enumerate(args):
            rest = {"op": "sum", "value": 0.0, "args": [*args[:k], *args[k + 1 :]]}
            yield Outcome(evaluate(put(rest)), trees={"term": arg})


def turned_inside(cell: Cell) -> Iterator[Outcome]:
    """With the rows and columns of one matrix of the formula taken for each other."""
    for address in dict.fromkeys(leaf["address"] for leaf in cells(cell.tree)):
        matrix = cell.tensor(address)
        places = [leaf["at"][::-1] for leaf in cells(cell.tree) if leaf["address"] == address]
        if matrix.ndim == 2 and all(r < matrix.shape[0] and c < matrix.shape[1] for r, c in places):
            turned = evaluate(turn(cell.tree, address, matrix))
            yield Outcome(turned, tensors={"name": address})


def turn(tree: Tree, address: str, matrix: np.ndarray) -> Tree:
    if tree["op"] == "cell" and tree["address"] == address:
        row, column = tree["at"]
        return {**tree, "value": float(matrix[column, row])}
    for k, arg in enumerate(tree.get("args", ())):
        tree = with_arg(tree, k, turn(arg, address, matrix))
    return tree


def elsewhere(cell: Cell) -> Iterator[Outcome]:
    here = np.ravel_multi_index(cell.at, cell.whole.shape) if cell.at else 0
    numbers = cell.whole.reshape(-1)
    yield from (Outcome(float(v)) for k, v in enumerate(numbers) if k != here)


def summed(cell: Cell) -> Iterator[Outcome]:
    if cell.samples > 1:
        yield Outcome(cell.value * cell.samples, {"n": cell.samples})


def averaged(cell: Cell) -> Iterator[Outcome]:
    if cell.samples > 1:
        yield Outcome(cell.value / cell.samples, {"n": cell.samples})


def shifted(cell: Cell) -> Iterator[Outcome]:
    yield from (Outcome(cell.value * factor) for factor in POINTS)


minus = Slip(
    "minus",
    told=("A minus has become a plus.", "Un menos se volvió más."),
    cell=by_node(added),
)
power = Slip(
    "power",
    told=("A power has been forgotten.", "Se olvidó una potencia."),
    cell=by_node(unraised),
)
branch = Slip(
    "branch",
    told=("That is the other case of the definition.", "Ese es el otro caso de la definición."),
    cell=by_node(other_case),
)
term = Slip(
    "term",
    told=(
        "{guess} is one term alone; the sum has {n}.",
        "{guess} es un solo término; la suma tiene {n}.",
    ),
    cell=one_term,
)
left = Slip(
    "left",
    told=("A term is missing: {term}.", "Falta un término: {term}."),
    cell=without_one,
)
swapped = Slip(
    "swapped",
    told=(
        "In {name}, row and column have been swapped.",
        "En {name} se intercambiaron fila y columna.",
    ),
    cell=turned_inside,
)
other = Slip(
    "other",
    told=(
        "That number is in {name}, but in another cell.",
        "Ese número está en {name}, pero en otra celda.",
    ),
    cell=elsewhere,
)
sum_for_mean = Slip(
    "sum",
    told=(
        "That is {n} times the number: a sum over the batch has taken the place of the mean.",
        "Eso es {n} veces el número: la suma sobre el lote tomó el lugar de la media.",
    ),
    cell=summed,
)
mean_for_sum = Slip(
    "mean",
    told=(
        "That is the number divided by {n}: it has been averaged over the batch once too often.",
        "Eso es el número dividido por {n}: se promedió sobre el lote una vez de más.",
    ),
    cell=averaged,
)
point = Slip(
    "point",
    told=(
        "The digits are right; the decimal point has slipped.",
        "Las cifras son correctas; se corrió el punto decimal.",
    ),
    cell=shifted,
)
