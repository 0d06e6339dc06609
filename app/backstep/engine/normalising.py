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
    """The groups of numbers that each have a mean of their own, one beside the other along an
    axis; `per` are numbers, one for each of them, such as these means."""

    axis: int
    means: Callable[[Shape], Shape]  # the shape of `per`, from x's
    mean_of: Callable[[Array], Array]
    spread: Callable[[Array, Array], Array]  # `per`, shaped so that it meets all of x
    numbers: Callable[[View, int], Expr]  # all numbers of one group
    count: Callable[[View], Expr]
    letters: Callable[[Letters], dict[str, Letters | str]]

    def written(self, formula: str) -> Callable[..., str]:
        """A formula of a number `at` its place, of the group `g`, of whose numbers `rest` are the
        letters; the sums run over the `others` of that group, at `there`. `all` are all numbers
        along the axes that a formula takes whole, `of_all` the groups that those belong to."""

        def text(at: Letters) -> str:
            return formula.format(at=at, g=at[self.axis], **self.letters(at))

        return text

    def mean(self, x: Array, _: Array | None) -> Array:
        return self.mean_of(x)

    def mean_across(self, x: Array, _: Array) -> Array:
        """The same, shaped so that it meets all of x."""
        return self.spread(self.mean_of(x), x)

    def group(self, at: Index, _: View) -> Index:
        """Where in `per` the group of a number of x is."""
        return at[self.axis : self.axis + 1]

    def of(self, x: View, g: Index) -> Expr:
        """All numbers of one group."""
        return self.numbers(x, g[0])


@dataclass(frozen=True)
class Leading:
    """Groups that lie along the first axes, as samples do, and the rows of samples: along as many
    as `per` has, or along the first one where there is none yet."""

    means: Callable[..., Shape]
    letters: Callable[..., dict[str, Letters | str]]

    def written(self, formula: str) -> Callable[..., str]:
        @wraps(self.letters)  # it may ask for what these ask for
        def text(**told: Letters) -> str:
            return formula.format(**self.letters(**told))

        return text

    def mean(self, x: Array, per: Array | None) -> Array:
        return mean_over(x, tuple(range(per.ndim if per is not None else 1, x.ndim)))

    def mean_across(self, x: Array, per: Array) -> Array:
        return mean_over(x, tuple(range(per.ndim, x.ndim)), whole=True)

    def spread(self, per: Array, x: Array) -> Array:
        return per.reshape(per.shape + (1,) * (x.ndim - per.ndim))

    def group(self, at: Index, per: View) -> Index:
        return at[: len(per.shape)]

    def of(self, x: View, g: Index) -> Expr:
        return x[g]


def mean_over(x: Array, axes: Axes, *, whole: bool = False) -> Array:
    """The mean along these axes; `whole` keeps them, of length 1. As np.mean, whose ways around it
    take longer than a small sum."""
    total: Array = add(x, axis=axes, keepdims=whole)
    return total / (x.size // total.size)


def centres(layer: Kind, groups: Groups | Leading, mean_words: Words, z_words: Words) -> None:
    """Give a layer the rules that take mean and variance of each group, and what they make of x."""
    written = groups.written

    @layer.forward(
        *mean_words, cell=written("mean[{g}] = 1/M · Σ[{rest}] x[{at}]"), shape=groups.means
    )
    def mean(x: Array) -> Array:
        return groups.mean(x, None)

    @layer.cell
    def mean_at(at: Index, x: View) -> Expr:
        numbers = groups.of(x, at)
        return total(numbers) / const(numbers.value.size, "M")

    @layer.forward(
        "And its variance: the mean squared distance of {x} from {mean}.",
        "Y su varianza: la distancia cuadrática media de {x} a {mean}.",
        cell=written("var[{g}] = 1/M · Σ[{rest}] (x[{at}] - mean[{g}])^2"),
        shape=groups.means,
    )
    def var(x: Array, mean: Array) -> Array:
        return groups.mean(np.square(x - groups.spread(mean, x)), mean)

    @layer.cell
    def var_at(at: Index, x: View, mean: View) -> Expr:
        numbers = groups.of(x, at)
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


def leads_back(layer: Kind, groups: Groups | Leading, dx_words: Words) -> None:
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
        inward = dz - groups.mean_across(dz, var) - z * groups.mean_across(dz * z, var)
        return inward / np.sqrt(groups.spread(var, z) + eps)

    @layer.cell
    def dx_at(at: Index, dz: View, z: View, var: View, eps: Expr) -> Expr:
        g = groups.group(at, var)
        numbers_dz, numbers_z = groups.of(dz, g), groups.of(z, g)
        count = const(numbers_z.value.size, "M")
        mean_dz = total(numbers_dz) / count
        mean_dz_z = total(numbers_dz * numbers_z) / count
        return (dz[at] - mean_dz - z[at] * mean_dz_z) / sqrt(var[g] + eps)
