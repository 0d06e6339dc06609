"""`backstep check`: is the backward of a layer of one's own right, and if not, what slipped?"""

import argparse
import json
import os
import sys
from pathlib import Path
from typing import Any

from backstep.engine.misfit import in_words
from backstep.languages import say
from backstep.own.process import ask
from backstep.slips.catalogue import BY_NAME

EPILOG = (
    "FILE holds functions (y, and dx, dW, … beside it), or a class with forward and backward: then "
    "NAME is an object, a class, or a call such as 'Linear(4, 3)'. The exit code is 0 if all is "
    "right, 1 if a gradient is wrong, 2 if it cannot be checked. docs/own-layers.md has examples."
)
HEAD = (
    ("gradient", "shape", "worst cell", "found", "expected", ""),
    ("gradiente", "forma", "peor celda", "calculado", "esperado", ""),
)
WORDS = {
    "right": ("right", "correcto"),
    "wrong": ("wrong", "incorrecto"),
    "numeric": ("not written: derived numerically", "sin escribir: derivado numéricamente"),
    "all": ("All is right.", "Todo es correcto."),
    "line": ("line {line}", "línea {line}"),
    "printed": ("What your code printed:", "Lo que imprimió su código:"),
    "none": (
        "No gradient of your own: all were derived numerically, and nothing was checked.",
        "Ningún gradiente propio: todos se derivaron numéricamente, y no se comprobó nada.",
    ),
}


def run(arguments: list[str]) -> int:
    """Check what the words after `backstep check` name; the exit code."""
    parser = argparse.ArgumentParser("backstep check", description=__doc__, epilog=EPILOG)
    parser.add_argument("file", metavar="FILE[:NAME]", help="the file, and what in it")
    parser.add_argument("--x", metavar="4,3", type=sizes, help="the shape of x; several without")
    parser.add_argument("--target", action="store_true", help="an error: it takes a target too")
    parser.add_argument("--seed", type=whole, default=0, help="another draw of all numbers")
    parser.add_argument("--lang", choices=("en", "es"), default=language(), help="of what is said")
    parser.add_argument("--json", action="store_true", help="print JSON in place of the table")
    chosen = parser.parse_args(arguments)
    path, name = parted(chosen.file)
    if not Path(path).is_file():
        sys.stderr.write(f"backstep check: {path}: {say(NO_FILE, chosen.lang)}\n")
        return 2
    request = {"file": str(Path(path).resolve()), "name": name, "x": chosen.x}
    answer = ask({**request, "target": chosen.target, "seed": chosen.seed})
    if chosen.json:
        sys.stdout.write(json.dumps(as_json(answer)) + "\n")
    else:
        show(answer, path, chosen.lang)
    if "error" in answer:
        return 2
    return 0 if answer["report"]["ok"] else 1


NO_FILE = ("there is no such file", "no existe ese archivo")


def parted(text: str) -> tuple[str, str]:
    """FILE and NAME; a colon may stand in a path, and in a call."""
    path, suffix, name = text.partition(".py:")
    return (path + ".py", name) if suffix else (text, "")


def sizes(text: str) -> list[int]:
    try:
        found = [int(part) for part in text.split(",")]
    except ValueError:
        found = []
    if not found or not all(1 <= size <= 10_000 for size in found):
        raise argparse.ArgumentTypeError("whole numbers from 1 to 10000, as in 4,3")
    return found


def whole(text: str) -> int:
    if not text.isdecimal():
        raise argparse.ArgumentTypeError("a whole number from 0")
    return int(text)


def language() -> str:
    said = os.environ.get("LC_ALL") or os.environ.get("LANG") or ""
    return "es" if said.startswith("es") else "en"


def as_json(answer: dict[str, Any]) -> dict[str, Any]:
    """The report; where there is none, why."""
    if "error" not in answer:
        report: dict[str, Any] = answer["report"]
        return report
    en, es = answer["error"]
    error = {"en": en, "es": es, "line": answer["line"]}
    return {"ok": False, "gradients": {}, "slip": None, "error": error}


def show(answer: dict[str, Any], path: str, lang: str) -> None:
    printed = answer.get("printed")
    if printed:
        sys.stderr.write(f"{say(WORDS['printed'], lang)}\n{printed}\n")
    if "error" in answer:
        say_line(path, answer["line"], say(tuple(answer["error"]), lang), lang)
        return
    report = answer["report"]
    table(report["gradients"], lang)
    told = {one["gradient"]: one for one in answer["told"]}
    told_lines: dict[tuple[int | None, str], None] = {}
    for name, gradient in report["gradients"].items():
        one = told.get(name)
        if one and not gradient["ok"]:
            slip = BY_NAME.get(gradient["slip"] or "")
            title = f"[{slip.name}] " if slip else ""
            told_lines[(one["line"], title + say(tuple(one["said"]), lang))] = None
    for line, text in told_lines:  # of a backward that fails, once for all its gradients
        say_line(path, line, text, lang)
    for one in answer["forward"]:
        say_line(path, one["line"], f"[{report['slip']}] " + say(tuple(one["said"]), lang), lang)
    for one in answer["notes"]:
        say_line(path, one["line"], say(tuple(one["said"]), lang), lang)
    own = [g for g in report["gradients"].values() if g["detail"] != "numeric"]
    if not own:
        sys.stdout.write(say(WORDS["none"], lang) + "\n")
    elif report["ok"]:
        sys.stdout.write(say(WORDS["all"], lang) + "\n")


def table(gradients: dict[str, Any], lang: str) -> None:
    rows = [list(HEAD[lang == "es"])]
    for name, gradient in gradients.items():
        numeric = gradient["ok"] and gradient["detail"] == "numeric"
        verdict = "numeric" if numeric else "right" if gradient["ok"] else "wrong"
        mark = "·" if numeric else "✓" if gradient["ok"] else "✗"
        rows.append(
            [
                name,
                "" if gradient["shape"] is None else in_words(gradient["shape"], "1"),
                "" if gradient["worst_at"] is None else str(gradient["worst_at"]),
                shown(gradient["found"]),
                shown(gradient["expected"]),
                f"{mark} {say(WORDS[verdict], lang)}",
            ]
        )
    widths = [max(len(row[k]) for row in rows) for k in range(len(rows[0]))]
    for row in rows:
        line = "  ".join(text.ljust(width) for text, width in zip(row, widths, strict=True))
        sys.stdout.write(line.rstrip() + "\n")


def shown(value: float | str | None) -> str:
    return "" if value is None else value if isinstance(value, str) else f"{value:.6g}"


def say_line(path: str, line: int | None, text: str, lang: str) -> None:
    """A sentence with the place that it is about, and what stands there."""
    place = path if line is None else f"{path}, {say(WORDS['line'], lang).format(line=line)}"
    sys.stdout.write(f"\n{place}: {text}\n")
    if line is not None:
        lines = Path(path).read_text(encoding="utf-8", errors="replace").splitlines()
        if 0 < line <= len(lines):
            sys.stdout.write(f"    {lines[line - 1].strip()}\n")
