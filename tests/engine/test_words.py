"""Every kind speaks both languages, and says the same in them."""

import re

import pytest

from backstep.engine.kind import Example, Kind, Rule
from backstep.engine.registry import LAYERS
from backstep.engine.texts import text_of
from tests.engine.harness import EVERY, RULED, cases_of, prepare, title

SLOT = re.compile(r"\{(\w+)\}")
BLOCKS = {"layer", "Layer", "middle", "Middle"}
MOST_WORDS = 30
PAIRS = cases_of(RULED)
# Before these names Spanish would need "del" or "al": {layer} is "la capa 3", {middle} may be
# "el bloque de error".
CONTRACTED = re.compile(r"\b(de|a) \{(middle|Middle)\}")


def sentences(pair: tuple[Kind, Example]) -> list[tuple[Rule, str, str]]:
    case = prepare(*pair)
    return [(r, *(text_of(words, case.facts) for words in r.words)) for r in case.rules]


def slots(sentence: str) -> set[str]:
    return {name.lower() if name in BLOCKS else name for name in SLOT.findall(sentence)}


@pytest.mark.parametrize("pair", PAIRS, ids=title)
def test_both_languages_speak_of_the_same_tensors(pair: tuple[Kind, Example]) -> None:
    for rule, english, spanish in sentences(pair):
        assert slots(english) == slots(spanish), rule.name
        assert english != spanish


@pytest.mark.parametrize("pair", PAIRS, ids=title)
def test_a_sentence_only_speaks_of_what_there_is(pair: tuple[Kind, Example]) -> None:
    case = prepare(*pair)
    tensors = {name.replace(":", "_") for name in (*case.declared, *case.tensors)}
    for rule, english, _ in sentences(pair):
        settings = set(case.settings) & set(rule.arguments)
        assert slots(english) <= tensors | settings | {"layer", "middle", "feature", "batch"}, (
            rule.name
        )


@pytest.mark.parametrize("pair", PAIRS, ids=title)
def test_a_sentence_is_short_and_whole(pair: tuple[Kind, Example]) -> None:
    for rule, *both in sentences(pair):
        for sentence in both:
            words = [word for word in sentence.split() if re.search(r"\w", word)]
            assert len(words) <= MOST_WORDS, f"{len(words)} words: {rule.name} {sentence}"
            assert sentence[-1] in ".*" and (sentence[0].isupper() or sentence[0] == "{")
            assert "  " not in sentence and sentence.count("**") % 2 == 0
            assert not CONTRACTED.search(sentence)


@pytest.mark.parametrize("kind", LAYERS.values(), ids=lambda kind: kind.name)
def test_a_parameters_gradient_names_the_block_in_the_middle(kind: Kind) -> None:
    for name in kind.parameters:
        rule = kind.rules[f"d{name}"]
        facts = prepare(kind, kind.example).facts
        for sentence in (text_of(words, facts) for words in rule.words):
            assert re.search(r"\{[mM]iddle\}", sentence), f"{rule.name}: {sentence}"


@pytest.mark.parametrize("kind", EVERY, ids=lambda kind: f"{kind.role}-{kind.name}")
def test_a_kind_has_titles_summaries_and_words_for_its_settings(kind: Kind) -> None:
    for words in (kind.title, kind.summary, *(s.words for s in kind.settings.values())):
        assert len(words) == 2 and all(w == w.strip() and w for w in words)
    for english, spanish in (kind.summary, *(s.words for s in kind.settings.values())):
        assert english != spanish
    assert all(summary.endswith(".") for summary in kind.summary)


@pytest.mark.parametrize("kind", EVERY, ids=lambda kind: f"{kind.role}-{kind.name}")
def test_a_number_has_bounds_on_both_sides_and_a_default_within(kind: Kind) -> None:
    for setting in kind.settings.values():
        if setting.type not in ("number", "integer"):
            continue
        low = setting.min if setting.min is not None else setting.above
        high = setting.max if setting.max is not None else setting.below
        assert low is not None and high is not None and low < high, setting.name
        if isinstance(setting.default, (int, float)):
            assert low <= setting.default <= high
