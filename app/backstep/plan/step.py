"""A step: one rule at one place of the network, with the tensors that it reads and writes."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from backstep.engine.formula import Formula, render
from backstep.engine.kind import Kind, Rule, Shape, Text
from backstep.engine.letters import Letters
from backstep.engine.notation import Mentions, mentions, transposed
from backstep.engine.rule_names import argument_name, stem_of
from backstep.engine.symbols import GREEK, Symbol
from backstep.engine.texts import formula_of, shape_facts, text_of
from backstep.languages import LANGUAGES, Words, say
from backstep.plan.spelled import spelled

GENERAL = {
    "forward": "y = f(x)",
    "error": "E = f(y, t)",
    "parameter": "∂E/∂p = ∂E/∂y · ∂y/∂p",
    "input": "∂E/∂{x} = ∂E/∂y · ∂y/∂{x}",
}
AND = ("and", "y")
FOR = ("for", "para")
STORES = ("stores", "almacena")
MOST_WORDS = 20  # of a sentence that goes on with what is stored
SLOT = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, eq=False)
class Step:
    """One step of an iteration; `reads` maps the rule's argument names to addresses."""

    index: int
    phase: str
    node: str
    rule_name: str
    reads: dict[str, str]
    writes: str
    rule: Rule
    block_settings: dict[str, Any]
    into: Mapping[str, Shape]  # of what its block reads, by name
    at: Letters  # of the number that is computed, where it has x's shape, or the parameter's
    kind: Kind
    layer: Kind  # whose letters the formulas use
    rank: int  # of what that layer reads
    shapes: Mapping[str, Shape]
    symbols: dict[str, Symbol]
    names: Mapping[str, Words]  # words that a sentence may ask for, in both languages
    general: Text | None
    turned: frozenset[str]  # names under which the rule has a matrix transposed
    stores: dict[str, list[str]]  # what it puts into memory, and which steps will read it there

    @cached_property
    def facts(self) -> dict[str, Any]:
        """What the texts of this step may depend on."""
        return {**self.block_settings, **shape_facts(self.into), "at": self.at}

    @property
    def x_shape(self) -> Shape:
        """The shape of the first that its block reads."""
        return next(iter(self.into.values()), ())

    @property
    def local_name(self) -> str:
        """What formulas call the tensor that is written: `m_next` for the rule `m:next`."""
        return argument_name(self.rule_name)

    @property
    def settings(self) -> dict[str, Any]:
        """The settings that this rule reads."""
        return {n: self.block_settings[n] for n in self.rule.arguments if n in self.block_settings}

    def told(self, name: str) -> Any:
        """What the rule gets under a name that is no tensor's: a setting, or an input's shape.

        None for a tensor that is absent, such as `b` without bias.
        """
        return self.facts.get(name)

    @cached_property
    def given(self) -> list[str]:
        """The arguments of its rule that are given; others are what it takes them for."""
        return [name for name in self.rule.arguments if not self.by_default(name)]

    def by_default(self, name: str) -> bool:
        """Whether a setting that came later is what its rule takes it for where nothing is said."""
        setting = self.kind.settings.get(name)
        return bool(setting and setting.later and self.told(name) == setting.default)

    def arguments(self, value: Callable[[str], Any]) -> dict[str, Any]:
        """All that the rule takes, by name; `value` gives the tensor at an address."""
        return {
            name: self.seen(name, value(self.reads[name]))
            if name in self.reads
            else self.told(name)
            for name in self.rule.arguments
        }

    def seen(self, name: str, tensor: Any) -> Any:
        """A tensor as the rule has it under a name, or what the rule makes as others have it."""
        return tensor.T if name in self.turned else tensor

    @cached_property
    def sentence(self) -> dict[str, str]:
        """What happens, in each language; tensors stand as `{address}`."""
        en, es = (text_of(text, self.facts) for text in self.rule.words)
        return {
            language: stored(
                self.fill(say((en, es), language), language), self.stores, self.names, language
            )
            for language in LANGUAGES
        }

    def fill(self, text: str, language: str) -> str:
        def word(slot: re.Match[str]) -> str:
            name = slot[1]
            if name in self.symbols:
                return f"{{{self.symbols[name].address}}}"
            if name in self.names:
                return say(self.names[name], language)
            return spelled(self.block_settings[name])

        return SLOT.sub(word, text)

    @cached_property
    def formula(self) -> dict[str, Formula | None]:
        """The course's four lines: any layer, this layer's derivative, one cell, all at once."""
        rule = self.rule
        return {
            "general": self.print(self.general, {}),  # any layer: no tensor of this one
            "local": self.print(rule.local, self.symbols),
            "cell": self.print(rule.cell, self.symbols),
            "all": self.print(rule.all, self.symbols),
        }

    def print(self, text: Text | None, symbols: dict[str, Symbol]) -> Formula | None:
        said = "" if text is None else self.said(text)
        return render(said, symbols) if said else None

    def said(self, text: Text) -> str:
        """A formula with the settings and the shape of this step."""
        return transposed(formula_of(text, self.facts), self.turned)

    @cached_property
    def mentioned(self) -> list[Mentions]:
        """The names in the formulas about this step's own tensors."""
        texts = (self.rule.local, self.rule.cell, self.rule.all)
        said = (self.said(text) for text in texts if text is not None)
        return [mentions(formula) for formula in said if formula]


def stored(
    sentence: str, stores: dict[str, list[str]], names: Mapping[str, Words], language: str
) -> str:
    """A sentence of the way forward that also says what is stored, and for which gradients."""
    if not stores:
        return sentence
    layer, also = say(names["Layer"], language), say(AND, language)
    parts = [
        f"{{{address}}} {say(FOR, language)} {listed(readers, language)}"
        for address, readers in stores.items()
    ]
    said = f"{say(STORES, language)} {f' {also} '.join(parts)}."
    plain = sentence.startswith(f"{layer} ") and not re.search(r"[:;.] ", sentence)
    if plain and len(sentence.split()) <= MOST_WORDS:
        return f"{sentence[:-1]}, {also} {said}"
    return f"{sentence} {layer} {said}"


def listed(addresses: list[str], language: str) -> str:
    """{a}, {b} and {c}."""
    *others, last = (f"{{{address}}}" for address in addresses)
    return f"{', '.join(others)} {say(AND, language)} {last}" if others else last


def general_formula(
    rule: Rule, kind: Kind, instead: Mapping[str, str] | None = None
) -> Text | None:
    """The line that holds for any layer; a rule may bring its own. A loss's gradient has none.

    `instead` has the names that an optimizer's rules read in place of others.
    """
    if rule.general is not None:
        return rule.general
    if rule.phase == "backward" and kind.role == "layer":
        of = rule.name[1:]
        return GENERAL["input"].format(x=of) if of in kind.inputs else GENERAL["parameter"]
    if rule.phase == "update" and rule.name == "next":
        return re.sub(r"\w+", lambda name: (instead or {}).get(name[0], name[0]), kind.formula)
    return GENERAL[rule.phase] if rule.name in ("y", "E") else None


def symbol(name: str, sub: str, address: str) -> Symbol:
    """How a tensor of block number `sub` is written; `dW` is the gradient of W."""
    stem = stem_of(name)
    if len(stem) > 1 and stem[0] == "d" and stem not in GREEK:
        base = GREEK.get(stem[1:], stem[1:])
        return Symbol(base, sub, gradient=True, address=address)
    return Symbol(GREEK.get(stem, stem), sub, address=address, new=stem != name)


def role_of(rule: Rule) -> str:
    if rule.drawn:
        return "drawn"
    if rule.phase == "backward":
        return "gradient"
    if rule.name.endswith("next"):
        return "updated"
    return {"y": "activation", "E": "loss"}.get(rule.name, "intermediate")
