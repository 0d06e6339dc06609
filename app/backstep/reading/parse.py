"""JSON to the letter: a body as a value, or a clear refusal.

Long lists of numbers and long texts are taken out and read by themselves; what is left of a body is
small, and there each name and each number is looked at. All of it is linear in the body's size.
"""

import json
import re
import secrets
from collections.abc import Callable, Mapping
from io import BytesIO
from typing import Any, TypeAlias, TypeVar

import orjson

from backstep.errors import Flaw, RequestError
from backstep.reading.cells import read_numbers
from backstep.reading.scan import CHUNK, LONG, TEXT, Piece, TooDeep, TooMany, pieces
from backstep.reading.skeleton import Unsound
from backstep.reading.text import check_digits, loads, not_json, too_many
from backstep.work.freed import give_back

MAX_DEPTH = 32
MAX_NAMES = 150_000  # in all objects together
MAX_VALUES = 300_000  # besides long lists of nothing but numbers
MAX_PARTS = MAX_NAMES + MAX_VALUES
BOM = b"\xef\xbb\xbf"
CONTINUED = bytes(range(0x80, 0xC0))  # of a character of UTF-8, all bytes but the first
NESTING = {dict, list}

_SURROGATE = re.compile(rb"\\u[dD][89a-fA-F]")
_S = rb"[ \t\r\n]*+"
_UNSOUND = re.compile(
    rb",%s(?=[,\]])|\[%s(?=,)|[0-9.\"]%s(?=\[)|\]%s(?=[0-9\"\[-])" % (_S, _S, _S, _S)
)

T = TypeVar("T")
Text: TypeAlias = bytes | memoryview
Wrong: TypeAlias = Callable[[str, int], RequestError]


def parse(body: bytes) -> Any:
    """The value, where a number beyond float64 is a whole number that nothing accepts.

    A long list of numbers is a Numbers. Raises RequestError (not_json), LimitError (too_large).
    """
    if body.startswith(BOM):
        detail = "The body begins with a byte order mark; write it as UTF-8 without one"
        raise not_json(detail, "U+FEFF")
    return Reading(body).value()


def parsed(read: Callable[[Any], T], body: bytes) -> T:
    """What a reader makes of the JSON value of a body; a module's function, for other processes."""
    return read(parse(body))


def put_together(read: Callable[[bytes], T], pieces: list[bytes]) -> T:
    """What a reader makes of a body that came in pieces, of which it is then there once only."""
    whole = BytesIO()
    pieces.reverse()
    while pieces:
        whole.write(pieces.pop())
    give_back()
    return read(whole.getvalue())


class Reading:
    """One body on its way to a value."""

    def __init__(self, body: bytes) -> None:
        self.body = body
        self.taken: dict[str, Any] = {}  # by the number that stands in its place, as nobody guesses
        self.left: list[tuple[Text, int]] = []  # the text that stays, and where it stood
        self._nonce = f"1.{secrets.randbelow(10**20):020}"

    def value(self) -> Any:
        try:
            if len(self.body) < LONG:
                self.left.append((self.body, 0))
            else:
                for piece in pieces(self.body, MAX_DEPTH, MAX_PARTS):
                    self._take(piece)
            value = self._read_what_is_left()
        except (TooDeep, RecursionError):
            raise _too_deep() from None
        except TooMany:
            detail = f"The body holds more than {MAX_PARTS:,} names, texts and lists"
            raise too_many(detail, MAX_PARTS) from None
        if _deeper_than(value, MAX_DEPTH):
            raise _too_deep()
        return value

    def _take(self, piece: Piece) -> None:
        start, stop = piece.start, piece.stop
        if piece.sort == "rest":
            self.left.append((memoryview(self.body)[start:stop], start))
            return
        value = self._numbers(start, stop) if piece.sort == "numbers" else self._text(start, stop)
        key = f"{self._nonce}{len(self.taken)}"
        self.taken[key] = value
        self.left.append((key.encode(), start))

    def _numbers(self, start: int, stop: int) -> Any:
        try:
            return read_numbers(self.body, start, stop, self._careful)
        except Unsound:
            found = _UNSOUND.search(self.body, start, stop)
            at = found.end() if found else start
            raise self._wrong("Expecting value or ','", at) from None

    def _careful(self, text: bytes, at: int) -> list[Any]:
        """A stretch of cells that stood there, one by one."""
        try:
            cells: list[Any] = loads(text.decode("ascii"), {})
        except json.JSONDecodeError as error:
            raise self._wrong(error.msg, at + error.pos) from None
        return cells

    def _text(self, start: int, stop: int) -> str:
        try:
            value: str = orjson.loads(memoryview(self.body)[start:stop])
        except orjson.JSONDecodeError:
            text = self.body[start:stop]
            value = _strictly(text, lambda error, at: self._wrong(error, start + at))
        return value

    def _read_what_is_left(self) -> Any:
        whole = len(self.left) == 1
        left = self.body if whole else b"".join(text for text, _ in self.left)
        if len(left) > LONG:
            check_size(left)
        return _strictly(left, lambda error, at: self._wrong(error, self._place(at)), self.taken)

    def _place(self, at: int) -> int:
        """Where in the body something stood that is there in what is left of it."""
        for text, start in self.left:
            if at < len(text):
                return start + at
            at -= len(text)
        return len(self.body)

    def _wrong(self, what: str, at: int) -> RequestError:
        line = self.body.count(b"\n", 0, at) + 1
        begun = self.body.rfind(b"\n", 0, at) + 1
        column = 1 + sum(
            len(self.body[k : min(at, k + CHUNK)].translate(None, CONTINUED))
            for k in range(begun, at, CHUNK)
        )
        place = f"line {line}, column {column}"
        return not_json(f"The body is not JSON: {what} at {place}", place)


def _strictly(text: bytes, wrong: Wrong, taken: Mapping[str, Any] | None = None) -> Any:
    """The value of a text that is small; `wrong` says what does not fit where in it."""
    try:
        decoded = text.decode("utf-8")
        value = loads(decoded, taken or {})
        if _SURROGATE.search(text):  # half a character: it could be read, but never sent back
            json.dumps(value, ensure_ascii=False, default=repr).encode("utf-8")
    except (UnicodeDecodeError, UnicodeEncodeError) as error:
        raise not_json("The body is not UTF-8 text", error.reason) from None
    except json.JSONDecodeError as error:
        raise wrong(error.msg, len(decoded[: error.pos].encode())) from None
    return value


def check_size(left: bytes) -> None:
    """Raise LimitError where there is so much besides long lists of numbers that it would take very
    long to read."""
    bare = TEXT.sub(b"", left)
    for mark, most, what in (
        (b":", MAX_NAMES, "names"),
        (b",", MAX_VALUES, "values besides those in lists of nothing but numbers"),
    ):
        found = bare.count(mark)
        if found > most:
            raise too_many(f"The body holds {found:,} {what}, and at most {most:,} are read", most)
    check_digits(bare)


def _too_deep() -> RequestError:
    detail = f"Lists and objects nest at most {MAX_DEPTH} deep"
    return RequestError(Flaw("not_json", detail, allowed={"max": MAX_DEPTH}))


def _deeper_than(value: Any, levels: int) -> bool:
    layer = [value]
    for _ in range(levels):
        layer = [child for parent in layer for child in _nested(parent)]
        if not layer:
            return False
    return True


def _nested(parent: Any) -> list[Any]:
    """The lists and objects in this one. Rows of numbers, by far the most, are passed quickly."""
    children = parent.values() if isinstance(parent, dict) else parent
    if not isinstance(parent, dict | list) or NESTING.isdisjoint(map(type, children)):
        return []
    return [child for child in children if type(child) in NESTING]
