"""What batch norm and layer norm share: numbers that belong together get mean 0 and variance 1.

In a batch norm all numbers of a feature belong together, in a layer norm all numbers of a sample,
or of a row of it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

import numpy as np

from backstep.engine.expr import Expr, View, const, sqrt, total
from backstep.engine.kind import Array, Index, Kind, Shape, Text
from backstep.engine.letters import Letters

Words = tuple[Text, Text]
Axes = tuple[int, ...]
add: Any = np.add.reduce


@dataclass(frozen=True)
class Groups:
    """The groups of numbers that each have a mean of their own; `per` are numbers, one for each of
    them, such as these means."""

    means: Callable[..., Shape]  # the shape of `per`, from x's
    inside: Callable[[Array, Array | None], Axes]  # the axes of x that a group has, given a `per`
    spread: Callable[[Array, Array], Array]  # `per`, shaped so that it meets all of x
    group: Callable[[Index, View], Index]  # where in `per` the group of a number of x is
    numbers: Callable[[View, Index], Expr]  # all numbers of one group of x
    letters: Callable[..., dict[str, Letters | str]]

    def written(self, formula: str) -> Callable[..., str]:
        """A formula of a number `at` its place, of the group `g`, of whose numbers `rest` are the
        letters; the sums run over the `others` of that group, at `there`. `all` are all numbers
        along the axes that a formula takes whole, `of_all` the groups that those belong to."""

        @wraps(self.letters)  # it may ask for what these ask for
        def text(**told: Letters) -> str:
            return formula.format(**self.letters(**told))

        return text


def mean_of(x: Array, inside: Axes, *, whole: bool = False) -> Array:
    """The mean of each group; `whole` keeps its axes, so that it meets all of x. As np.mean, whose
    ways around it take longer than a small sum."""
    total: Array = add(x, axis=inside, keepdims=whole)
    return total / (x.size // total.size)


def centres(layer: Kind, groups: Groups, mean_words: Words, z_words: Words) -> None:
    """Give a layer the rules that take mean and variance of each group, and what they make of x."""
    written = groups.written

    @layer.forward(
        *mean_words, cell=written("mean[{g}] = 1/M · Σ[{rest}] x[{at}]"), shape=groups.means
    )
    def mean(x: Array) -> Array:
        return mean_of(x, groups.inside(x, None))

    @layer.cell
    def mean_at(at: Index, x: View) -> Expr:
        numbers = groups.numbers(x, at)
        return total(numbers) / const(numbers.value.size, "M")

    @layer.forward(
        "And its variance: the mean squared distance of {x} from {mean}.",
        "Y su varianza: la distancia cuadrática media de {x} a {mean}.",
        cell=written("var[{g}] = 1/M · Σ[{rest}] (x[{at}] - mean[{g}])^2"),
        shape=groups.means,
    )
    def var(x: Array, mean: Array) -> Array:
        return mean_of(np.square(x - groups.spread(mean, x)), groups.inside(x, mean))

    @layer.cell
    def var_at(at: Index, x: View, mean: View) -> Expr:
        numbers = groups.numbers(x, at)
        return total((numbers - mean[at]) ** 2) / const(numbers.value.size, "M")

    @layer.forward(
        *z_words,
        cell=written("z[{at}] = (x[{at}] - mean[{g}])/sqrt(var[{g}] + eps)"),
        all=written("z[{all}] = (x[{all}] - mean{of_all})/sqrt(var{of_all} + eps)"),
    )
    def z(x: Array, mean: Array, var: Array, eps: float) -> Array:
        return (x - groups.spread(mean, x)) / np.sqrt(groups.spread(var, x) + eps)

    @layer.cell
    def z_at(at: Index, x: View, mean: View, var: View, eps: Expr) -> Expr:
        g = groups.group(at, mean)
        return (x[at] - mean[g]) / sqrt(var[g] + eps)


def leads_back(layer: Kind, groups: Groups, dx_words: Words) -> None:
    """Give a layer the rule that leads from dz to dx, through mean and variance as well."""
    written = groups.written

    @layer.backward(
        *dx_words,
        general="∂E/∂x = ∂E/∂z · ∂z/∂x",
        local=written(
            "∂z[{there}]/∂x[{at}] = "
            "1/sqrt(var[{g}] + eps) · ({same} - 1/M - 1/M · z[{there}] · z[{at}])"
        ),
        cell=written(
            "dx[{at}] = 1/sqrt(var[{g}] + eps) · (dz[{at}] - 1/M · Σ[{others}] dz[{there}] "
            "- z[{at}]/M · Σ[{others}] dz[{there}] · z[{there}])"
        ),
    )
    def dx(dz: Array, z: Array, var: Array, eps: float) -> Array:
        inside = groups.inside(z, var)
        inward = dz - mean_of(dz, inside, whole=True) - z * mean_of(dz * z, inside, whole=True)
        return inward / np.sqrt(groups.spread(var, z) + eps)

    @layer.cell
    def dx_at(at: Index, dz: View, z: View, var: View, eps: Expr) -> Expr:
        g = groups.group(at, var)
        numbers_dz, numbers_z = groups.numbers(dz, g), groups.numbers(z, g)
        count = const(numbers_z.value.size, "M")
        mean_dz = total(numbers_dz) / count
        mean_dz_z = total(numbers_dz * numbers_z) / count
        return (dz[at] - mean_dz - z[at] * mean_dz_z) / sqrt(var[g] + eps)
