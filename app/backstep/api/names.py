"""The names of classes and of the columns of x, in both languages, as answers have them."""

from collections.abc import Sequence

from backstep.api.shapes import Words
from backstep.setting import Words as Pair

Names = list[Words] | None


def worded(names: Sequence[Pair]) -> Names:
    """Null where there are no names."""
    return [{"en": name[0], "es": name[1]} for name in names] or None
