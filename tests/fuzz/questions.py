"""Addresses, queries and files as nobody would ask for them."""

from random import Random
from urllib.parse import quote

from backstep.datasets import DATASETS
from tests.fuzz.bodies import ADDRESSES, EXPRESSIONS, setting

WORDS = (
    "",
    "0",
    "1",
    "-1",
    "2",
    "all",
    "none",
    "stats",
    "x",
    "9" * 30,
    "1e3",
    "NaN",
    "٣",
    "\u0000",
    "0x1",
    " 1",
)
SLICES = (
    "",
    ":",
    "0",
    "0:1",
    "0:1,0:1",
    "::0",
    "::-1",
    "-1:",
    "9:3,:",
    "0:1,0:1,0:1",
    ":,",
    "a",
    "1:2:3,::2",
    "…",
    "None",
    "9999999999999999999999:",
)


def text(rng: Random) -> str:
    """Any characters, most of them ordinary."""
    alphabet = "abx01.,:;-+*/()[]{}'\"\\ \n\t\r=&%#?é٣\u0000\u202e\U0001f600\ufeff"
    return "".join(rng.choice(alphabet) for _ in range(rng.choice((0, 1, 3, 12, 80))))


def escaped(word: str) -> str:
    """As part of an address, whatever it is."""
    return quote(word, safe="", errors="replace")


def query(rng: Random, **known: tuple[str, ...]) -> str:
    """Some of these parameters, each with one of its values or with any word."""
    parts = [
        f"{name}={escaped(rng.choice(values if rng.random() < 0.85 else WORDS))}"
        for name, values in known.items()
        if rng.random() < 0.5
    ]
    if rng.random() < 0.05:
        parts.append(f"{quote(text(rng))}={quote(text(rng))}")
    return "?" + "&".join(parts) if parts else ""


def look(rng: Random, place: str) -> str:
    """An address about a checkpoint."""
    address = quote(rng.choice(ADDRESSES) if rng.random() < 0.95 else text(rng), safe="")
    detail = {
        "inline": ("0", "1", "4096", "1000000000"), "preview": ("0", "1", "64", "3"),
        "digits": ("1", "17", "4", "0"),
    }  # fmt: skip
    asked = rng.choice(
        ("trace", "steps", "tensors", "tensors", "explain", "slips", "chain", "check", "history",
         "metrics", "data", "export", "")
    )  # fmt: skip
    match asked:
        case "trace":
            phases, tensors = ("forward", "backward", "update", "error"), ("all", "stats", address)
            return f"{place}/trace{query(rng, phase=phases, tensors=tensors, **detail)}"
        case "steps":
            k = quote(rng.choice(("0", "1", "5", "12", *WORDS[3:])), safe="")
            return f"{place}/steps/{k}{query(rng, **detail)}"
        case "tensors":
            more = query(rng, slice=SLICES, sample=("0", "1", "99"), **detail)
            return f"{place}/tensors/{address}{more}"
        case "explain":
            at = ",".join(rng.choice(("0", "1", "2", "-1")) for _ in range(rng.randrange(5)))
            return f"{place}/explain/{address}{query(rng, at=(at, at), terms=('1', '64', '4096'))}"
        case "slips":
            at = ",".join(rng.choice(("0", "1", "2", "-1")) for _ in range(rng.randrange(5)))
            more = query(rng, at=(at, at), guess=("0.5", "-1e300", "nan"), within=("0", "-1", "x"))
            return f"{place}/slips/{address}{more}"
        case "chain":
            return f"{place}/chain/{address}"
        case "check":
            return f"{place}/check{query(rng, all=('0', '1'), address=(address,))}"
        case "metrics":
            return f"{place}/metrics{query(rng, part=('train', 'test'))}"
        case "export":
            kinds = ("json", "numpy", "pytorch", "edunn", "npz", "safetensors", "latex", "x")
            return f"{place}/export/{rng.choice(kinds)}"
        case _:
            return f"{place}/{asked}{query(rng, inline=('0', '9'))}".rstrip("/")


def elsewhere(rng: Random) -> str:
    """An address that is about no checkpoint."""
    which = rng.randrange(4)
    if which == 0:
        expression = rng.choice(EXPRESSIONS) if rng.random() < 0.7 else text(rng)
        ends = ("-3", "0", "1e6", "-1e6", "1e-320", "3")
        more = query(rng, low=ends, high=ends, points=("2", "3", "2001")).removeprefix("?")
        return f"/api/v1/function?expression={quote(expression)}&{more}"
    if which == 1:
        dataset = DATASETS[rng.choice(list(DATASETS))]
        values = {s.name: (str(setting(rng, s)), "3") for s in dataset.settings.values()}
        return f"/api/v1/datasets/{dataset.name}{query(rng, **values)}"
    if which == 2:
        id = rng.choice(("0" * 20, "k3v9q0t2m7x4b1h8c5zy", "x", quote(text(rng), safe="")))
        return f"/api/v1/checkpoints/{id}.{rng.choice(WORDS[1:6])}/trace"
    return f"/api/v1/{quote(text(rng))}"


PAGES = (
    "/", "/lessons/", "/lessons/backpropagation", "/static/js/main.js", "/static/../main.py",
    "/docs", "/openapi.json", "/healthz", "/readyz", "/favicon.ico", "/api/v1/catalog",
    "/api/v1/lessons/",
)  # fmt: skip


def page(rng: Random) -> str:
    """An address that a browser would open."""
    place = rng.choice(PAGES)
    if rng.random() < 0.4:
        place += quote(text(rng), errors="replace")
    return place + query(rng, lang=("es", "en", "xx"), step=("1", "x"), preset=("course", "0"))


def headers(rng: Random) -> dict[str, str]:
    """Headers that say what they like."""
    known = {
        "accept": ("*/*", "text/html;q=x", "text/csv;q=0.5,application/json;q=2", ";", "text/html"),
        "accept-language": ("es", "es-AR,es;q=0.9", ";q", "x" * 300, "*", ""),
        "accept-encoding": ("gzip;q=0", "gzip", "br;q=1, *;q=0", "identity;q=0", "gzip;q=x", ","),
        "if-none-match": ("*", 'W/"x"', '"', "x, y", ""),
        "if-modified-since": ("yesterday", "Thu, 01 Jan 1970 00:00:00 GMT", ""),
        "range": ("bytes=0-1", "bytes=-1", "bytes=9-1", "bytes=", "lines=1-2", "bytes=0-1,3-4"),
        "cookie": ("a=b", "=", "client=\x00", ";;", "backstep=" + "x" * 500),
        "origin": ("http://127.0.0.1", "null", "http://[::1", "x"),
        "content-type": ("application/json", "application/json; charset=utf-16", "a/b", ""),
    }  # fmt: skip
    return {name: rng.choice(values) for name, values in known.items() if rng.random() < 0.2}


def table(rng: Random) -> str:
    """A file that somebody calls a table."""
    separator = rng.choice((",", ";", "\t", "|", " ", '"', "\n", ""))
    cells = (
        "1", "2.5", "3,5", "1.000,5", "", "a", '"a"', '"', '""', "nan", "inf", "1e400", "-", "x y",
        "\u0000", "é", "1e-320", "0x1", "٣", "  7 ", "TRUE", "2024-01-01", "'", '"a\nb"', "1_000",
    )  # fmt: skip
    columns = rng.choice((1, 2, 2, 3, 4))
    numeric = rng.random() < 0.6
    lines = [
        separator.join(
            str(round(rng.uniform(-9, 9), 2))
            if numeric and rng.random() < 0.93
            else rng.choice(cells)
            for _ in range(columns if rng.random() < 0.97 else columns + 1)
        )
        for _ in range(rng.choice((0, 1, 2, 5, 9)))
    ]
    first = rng.choice(
        ("", "", "a,b,c\n", "sep=;\n", 'sep="\n', "sep=\n", "sep=\u0000\n", "\ufeff", "sep=\r\n")
    )
    return first + rng.choice(("\n", "\r\n", "\r")).join(lines) + rng.choice(("", "\n", '"'))
