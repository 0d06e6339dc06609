"""The forms that texts of a request have, as patterns for OpenAPI and for who reads them."""

from typing import Annotated

from fastapi import Path

from backstep.store.ids import ALPHABET, BASE_LENGTH

NAME = r"[A-Za-z_][A-Za-z0-9_]*"
NODE = r"(data|loss|l[1-9][0-9]*)"
ADDRESS = rf"{NODE}\.{NAME}(@{NODE}(\.{NAME})?)?(:{NAME})*"
NUMBER = r"-?[0-9]{1,18}"
PART = rf" *({NUMBER}|({NUMBER})?:({NUMBER})?(:({NUMBER})?)?) *"

ID = rf"[{ALPHABET}]{{{BASE_LENGTH}}}\.(0|[1-9][0-9]{{0,12}})"
TRAINING = rf"[{ALPHABET}]{{{BASE_LENGTH}}}"
STEP = r"[0-9]{1,9}"
TENSORS = rf"(all|stats|none|{ADDRESS}(,{ADDRESS})*)"
INDICES = r"(-?[0-9]+(,-?[0-9]+)*)?"
SLICES = rf"({PART}(,{PART})*)?"


def formed(pattern: str) -> dict[str, str]:
    """The schema of a text of this form, from its beginning to its end."""
    return {"type": "string", "pattern": f"^{pattern}$"}


# The path's parameters that several endpoints have. What names nothing is not found (404), so
# FastAPI describes their form and does not ask for it.
Id = Annotated[
    str,
    Path(
        description="A checkpoint's id, such as k3v9q0t2m7x4b1h8c5zy.120.",
        json_schema_extra=dict(formed(ID)),
    ),
]
Address = Annotated[
    str,
    Path(
        description="A tensor's address, such as l1.W, or an alias of it.",
        json_schema_extra=dict(formed(ADDRESS)),
    ),
]
