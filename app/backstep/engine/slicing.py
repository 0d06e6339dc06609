"""What layers that work along one axis share: which axis it is, and whether there is such a one."""

from collections.abc import Callable

from backstep.engine.kind import Index, Kind, Letters, Misfit, Shape
from backstep.engine.misfit import ranked

Cut = tuple[int | slice, ...]


def along_axis(kind: Kind, en: str, es: str, **more: int) -> None:
    """Give a layer the setting `axis`; axis 0 counts the samples."""
    kind.setting("axis", "integer", en, es, min=1, max=31, **more)


def check_axis(kind: Kind, x: Shape, axis: int) -> None:
    """Raises Misfit where x has no such axis."""
    if axis >= len(x):
        raise Misfit(
            f"{kind.title[0].lower()} along axis {axis} needs an input of rank {axis + 1} or more, "
            f"and gets {ranked(x)}",
            setting="axis",
            allowed={"min": 1, "max": len(x) - 1} if len(x) > 1 else {"min_rank": 2},
        )


def cut(at: Index, axis: int, by: int | slice) -> Cut:
    """The place `at` where this axis was taken away, with one number of it again, or all."""
    return (*at[:axis], by, *at[axis:])


def taken(formula: str) -> Callable[..., str]:
    """A formula of a number at its place `at` in x, whose letter along the axis is `i`; and at
    `rest` where that axis is gone. Whole along all others, it is at `all`, and `whole` of them."""

    def text(at: Letters, axis: int) -> str:
        others = [own for own in range(1, len(at)) if own != axis]
        return formula.format(
            at=at, i=at[axis], rest=at.without(axis),
            all=at.whole(*others), whole=at.whole(*others).without(axis),
        )  # fmt: skip

    return text
