"""Query parameters: models that FastAPI reads, in which nothing may stand that they do not name."""

import re
from collections.abc import Callable
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PlainValidator, ValidationInfo
from pydantic.json_schema import SkipJsonSchema
from pydantic_core import PydanticCustomError
from starlette.datastructures import QueryParams
from starlette.requests import Request

from backstep.errors import Flaw, QueryError

MAX_VERSION = 64  # characters of a version that a client names
Reader = Callable[[str, str], Any]
Absent = SkipJsonSchema[None]  # the value of a parameter that may be absent: no text means it


class Asked(BaseModel):
    """What a query may hold."""

    model_config = ConfigDict(extra="forbid")


class Given(Request):
    """A request whose query tells of a name that stands twice: FastAPI would take the last one."""

    @property
    def query_params(self) -> QueryParams:
        return _Params(self.scope["query_string"])


class _Params(QueryParams):
    def get(self, key: Any, default: Any = None) -> Any:
        found = self.getlist(key)
        return found if len(found) > 1 else next(iter(found), default)


def wrong(code: str, name: str, detail: str, found: Any, **allowed: Any) -> QueryError:
    """A query parameter's flaw, at its own pointer."""
    return QueryError(Flaw(code, detail, f"/query/{name}", found, allowed or None))


def reading(read: Reader) -> PlainValidator:
    """Has a parameter read by a function of its name and text, which raises QueryError."""

    def validate(value: Any, info: ValidationInfo) -> Any:
        texts = value if isinstance(value, list) else [value]  # FastAPI gives a tuple's as a list
        if len(texts) > 1:
            raise PydanticCustomError("twice", "stands twice")
        try:
            return read(info.field_name or "", texts[0])
        except QueryError as error:
            raise PydanticCustomError("flaws", "{flaws}", {"flaws": error.flaws}) from None

    return PlainValidator(validate)


def _whole(value: Any) -> Any:
    """Pydantic alone would also take ` 1`, `1_0` and `1.0`."""
    if isinstance(value, str) and not re.fullmatch(r"[+-]?[0-9]+", value, re.ASCII):
        raise PydanticCustomError("int_parsing", "no whole number")
    return value


Whole = BeforeValidator(_whole)
Version = Annotated[
    Annotated[str, Field(max_length=MAX_VERSION)] | Absent,
    Field(description="The version from the catalog: makes the answer cacheable for ever."),
]


class OnlyVersion(Asked):
    """The query of a question that has no other parameters."""

    v: Version = None
