"""Bodies that once took a server minutes, and others of their kind, of any size."""

import random

FLOATS = ",".join(f"{random.Random(0).gauss(0, 1):.9f}" for _ in range(1000)).encode()
ROWS = b",".join(b"[%s]" % FLOATS[k : k + 11] for k in range(0, 11 * 500, 11))

# What stands before, again and again, and after.
KINDS: dict[str, tuple[bytes, bytes, bytes]] = {
    "299 digits": (b"[", b"1" * 299 + b",", b"1]"),
    "299 digits and no list": (b"", b"1" * 299 + b",", b""),
    "one number": (b"[", b"1", b"]"),
    "one fraction": (b"[0.", b"1", b"]"),
    "zeros before an exponent": (b"[1e", b"0", b"1]"),
    "beyond float64": (b"[", b"1e400,", b"1]"),
    "minus": (b"", b"-", b""),
    "minus zero": (b"[", b"-0,", b"1]"),
    "ones": (b"[", b"1,", b"1]"),
    "floats": (b'{"data":{"x":[', FLOATS + b",", b"1]}}"),
    "rows of one": (b"[", b"[1],", b"[1]]"),
    "names of numbers": (b"[", b'1,"NaN",', b"1]"),
    "lists in lists": (b"[", b"[[[[[1]]]]],", b"1]"),
    "empty lists": (b"[", b"[],", b"1]"),
    "ragged": (b'{"x":[[1,2],', b"[1],", b"[1]]}"),
    "ever longer rows": (b"[[1],", b"[1],[1,2],", b"[1,2,3]]"),
    "opened only": (b"", b"[", b""),
    "closed only": (b"", b"]", b""),
    "lists beside objects": (b"[", b"{},[1],", b"1]"),
    "closed one after the other": (b"[{},", b"[1]],[{},", b"1]"),
    "objects": (b"[", b'{"a":1},', b"1]"),
    "objects in objects": (b"", b'{"a":', b""),
    "empty objects": (b"[", b"{},", b"1]"),
    "the same name": (b"{", b'"a":1,', b'"a":1}'),
    "nulls among numbers": (b"[", b"1,null,", b"1]"),
    "words": (b"[", b"true,", b"1]"),
    "texts": (b"[", b'"a",', b"1]"),
    "one text": (b'{"text":"', b"1,2;3\\n", b'"}'),
    "one wide text": (b'{"text":"', b"1,2;3\\n", '😀"}'.encode()),
    "one name": (b'{"', b"name", b'":1}'),
    "quotes": (b"", b'"', b""),
    "quotes after backslashes": (b"", b'\\"', b""),
    "backslashes": (b'["', b"\\", b'"]'),
    "halves of characters": (b'{"a":"', b"\\ud800", b'"}'),
    "no UTF-8": (b'{"a":"', b"\xff", b'"}'),
    "colons": (b"", b":", b""),
    "commas": (b"[", b",", b"1]"),
    "commas at the end": (b"[", b"1,", b"]"),
    "space": (b"[", b" ", b"1]"),
    "space between": (b"[", b"1 ", b"1]"),
    "lines": (b"[", b"1,\n", b"1]"),
    "ends badly": (b"[", b"1,", b"1.]"),
    "zero bytes": (b"[", b"\0", b"]"),
}


def body(kind: str, size: int) -> bytes:
    before, again, after = KINDS[kind]
    return before + again * ((size - len(before) - len(after)) // len(again)) + after


def names(count: int) -> bytes:
    """An object of so many different names."""
    return b"{" + b",".join(b'"%d":1' % k for k in range(count)) + b"}"
