"""The names of classes and of the columns of x, in every language, as answers have them."""

from collections.abc import Sequence
from typing import cast

from backstep.api.shapes import Words
from backstep.languages import Words as Pair
from backstep.languages import in_languages

Names = list[Words] | None


def worded(names: Sequence[Pair]) -> Names:
    """Null where there are no names."""
    return [cast(Words, in_languages(name)) for name in names] or None
