"""Prints a formula as MathML, which browsers draw; symbols carry the address of their tensor."""

from collections.abc import Mapping
from html import escape

from backstep.engine.notation import Tree, under_lines
from backstep.engine.symbols import FUNCTIONS, Symbol, is_gradient, symbol_of

OPENED = '<mo form="prefix" stretchy="false">[</mo>'
CLOSED = '<mo form="postfix" stretchy="false">]</mo>'
PRIME = "<mo>′</mo>"
CLAUSE = '<mo>,</mo><mspace width="1em"/>'


def to_mathml(tree: Tree, symbols: Mapping[str, Symbol]) -> str:
    what, *parts = tree

    def go(t: Tree) -> str:
        return to_mathml(t, symbols)

    def listed(items: list[Tree]) -> str:
        return "<mo>,</mo>".join(go(item) for item in items)

    match what:
        case "num":
            return f"<mn>{parts[0]}</mn>"
        case "op":
            return f"<mo>{escape(parts[0].replace('-', '−'))}</mo>"
        case "name":
            return mathml_symbol(symbol_of(parts[0], symbols))
        case "row":
            return f"<mrow>{''.join(map(go, parts))}</mrow>"
        case "frac":
            return f"<mfrac>{mrow(go(parts[0]))}{mrow(go(parts[1]))}</mfrac>"
        case "sup":
            base = ("paren", parts[:1]) if is_gradient(parts[0], symbols) else parts[0]
            return f"<msup>{mrow(go(base))}{mrow(go(parts[1]))}</msup>"
        case "T":
            if parts[0][0] == "name":
                return mathml_symbol(symbol_of(parts[0][1], symbols), transposed=True)
            return f'<msup>{mrow(go(parts[0]))}<mi mathvariant="normal">T</mi></msup>'
        case "index":
            return mathml_indexed(parts[0], listed(parts[1]), symbols)
        case "big":
            under = mathml_under([go(item) for item in parts[1]], parts[1])
            return f"<munder><mo>{parts[0]}</mo>{under}</munder>"
        case "clauses":
            return "<mrow>" + CLAUSE.join(map(go, parts[0])) + "</mrow>"
        case "paren":
            return f"<mrow><mo>(</mo>{listed(parts[0])}<mo>)</mo></mrow>"
        case "bracket":
            return f"<mrow>{OPENED}{listed(parts[0])}{CLOSED}</mrow>"
        case "abs":
            return f"<mrow><mo>|</mo>{go(parts[0])}<mo>|</mo></mrow>"
        case "sqrt":
            return f"<msqrt>{listed(parts[0])}</msqrt>"
        case "hat":
            return f"<mover>{mrow(listed(parts[0]))}<mo>^</mo></mover>"
        case "set":
            return f"<mrow><mo>{{</mo>{listed(parts[0])}<mo>}}</mo></mrow>"
        case "cases":
            return mathml_cases([go(item) for item in parts[0]])
        case "call":
            name = symbol_of(parts[0], symbols)
            plain = ' mathvariant="normal"' if parts[0] in FUNCTIONS else ""
            head = f"<mi{plain}>{escape(name.base)}</mi>"
            return f"<mrow>{head}<mo>(</mo>{listed(parts[1])}<mo>)</mo></mrow>"
    raise AssertionError(what)


def mrow(inner: str) -> str:
    """One element, as fractions and exponents need; an element that is one row already stays."""
    single = inner.startswith("<mrow>") and inner.count("<mrow>") == 1
    return inner if single else f"<mrow>{inner}</mrow>"


def mathml_symbol(symbol: Symbol, index: str = "", transposed: bool = False) -> str:
    base = f"<mi>{escape(symbol.base)}</mi>"
    turn = '<mi mathvariant="normal">T</mi>'
    where = f' data-address="{escape(symbol.address)}"' if symbol.address else ""
    where += ' data-transposed="true"' if transposed and symbol.address else ""
    kind = "mi" if symbol.sub.isalpha() else "mn"  # nᵢₙ has a word
    core = f"<msub>{base}<{kind}>{escape(symbol.sub)}</{kind}></msub>" if symbol.sub else base
    if symbol.new and symbol.sub:
        core = f"<msubsup>{base}<mn>{escape(symbol.sub)}</mn>{PRIME}</msubsup>"
    elif symbol.new:
        core = f"<msup>{base}{PRIME}</msup>"
    elif symbol.use:
        use = f"<mrow><mo>(</mo><mn>{escape(symbol.use)}</mn><mo>)</mo></mrow>"
        core = f"<msubsup>{base}<mn>{escape(symbol.sub)}</mn>{use}</msubsup>"
    if symbol.gradient:
        above = "<mrow><mo>∂</mo><mi>E</mi></mrow>"
        core = f"<mfrac>{above}<mrow><mo>∂</mo>{core}{index}</mrow></mfrac>"
        if transposed:
            core = f"<msup><mrow><mo>(</mo>{core}<mo>)</mo></mrow>{turn}</msup>"
        return f"<mrow{where}>{core}</mrow>"
    if transposed and symbol.sub:
        core = f"<msubsup>{base}<mn>{escape(symbol.sub)}</mn>{turn}</msubsup>"
    elif transposed:
        core = f"<msup>{base}{turn}</msup>"
    return f"<mrow{where}>{core}{index}</mrow>" if where or index else core


def mathml_indexed(tree: Tree, inside: str, symbols: Mapping[str, Symbol]) -> str:
    index = f"{OPENED}{inside}{CLOSED}"
    if tree[0] == "name":
        return mathml_symbol(symbol_of(tree[1], symbols), index)
    return f"<mrow>{to_mathml(tree, symbols)}{index}</mrow>"


def mathml_under(printed: list[str], items: list[Tree]) -> str:
    """Letters in one line, and each condition in a line of its own."""
    lines = under_lines(printed, items, "<mo>,</mo>")
    if len(lines) == 1:
        return f"<mrow>{lines[0]}</mrow>"
    rows = "".join(f"<mtr><mtd>{line}</mtd></mtr>" for line in lines)
    return f"<mtable>{rows}</mtable>"


def mathml_cases(items: list[str]) -> str:
    rows = "".join(
        f"<mtr><mtd>{value}</mtd><mtd>{condition}</mtd></mtr>"
        for value, condition in zip(items[::2], items[1::2], strict=True)
    )
    table = f'<mtable columnalign="left left">{rows}</mtable>'
    return f'<mrow><mo form="prefix" stretchy="true">{{</mo>{table}</mrow>'
