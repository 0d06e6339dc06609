"""A check names what slipped, and says nothing of what is right: measured over many layers."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from backstep.languages import LANGUAGES
from backstep.own.cases import cases
from backstep.own.check import check
from backstep.slips.catalogue import CATALOGUE
from tests.own import layers, more_layers
from tests.own.layers import Layer
from tests.own.trying import checked, subject_of

LAYERS = layers.LAYERS | more_layers.LAYERS
PAIRS = [(name, *slip) for name, layer in LAYERS.items() for slip in layer.slips]
SEEDS = range(8)
CONSTRUCTION = 'self.wt = self.parameters["w"].T.copy()'


def text_of(layer: Layer, before: str, after: str) -> str:
    assert layer.text.count(before) >= 1, before
    text = layer.text.replace(before, after, 1)
    return text.replace("dy.dot(w.T)", "dy.dot(self.wt)") if CONSTRUCTION in text else text


def unnamed(folder: Path, pairs: list[tuple[str, str, str, str, str]]) -> Iterator[str]:
    """The pairs whose slip is called otherwise, or not found at all."""
    for name, gradient, slips, before, after in pairs:
        layer = LAYERS[name]
        report = checked(folder, text_of(layer, before, after), layer.name, layer.target).to_dict()
        found = report["gradients"][gradient]
        if found["ok"] or found["slip"] not in slips.split():
            yield f"{name}.{gradient}: {slips}, found {found['slip']} ({after})"


@pytest.mark.long
def test_at_least_95_of_100_slips_are_called_by_their_name(tmp_path: Path) -> None:
    assert len(PAIRS) >= 200
    wrong = list(unnamed(tmp_path, PAIRS))
    assert len(wrong) <= 0.05 * len(PAIRS), wrong


def test_slips_of_every_layer_are_called_by_their_name(tmp_path: Path) -> None:
    some = PAIRS[::6]
    wrong = list(unnamed(tmp_path, some))
    assert len(wrong) <= 0.05 * len(some), wrong


@pytest.mark.long
def test_what_is_right_is_right_200_times(tmp_path: Path) -> None:
    runs = [(layer, seed) for layer in LAYERS.values() for seed in SEEDS]
    assert len(runs) >= 200
    for layer, seed in runs:
        report = checked(tmp_path, layer.text, layer.name, layer.target, seed=seed)
        assert report.ok, (layer.text, seed, report.to_dict(), report.said)


@pytest.mark.parametrize("name", LAYERS)
def test_a_right_layer_is_right(name: str, tmp_path: Path) -> None:
    layer = LAYERS[name]
    report = checked(tmp_path, layer.text, layer.name, layer.target)
    assert report.ok, (report.to_dict(), report.said)


@pytest.mark.parametrize("name", LAYERS)
def test_a_check_takes_no_more_calls_than_three_steps_to_both_sides(
    name: str, tmp_path: Path
) -> None:
    layer = LAYERS[name]
    for text in (layer.text, text_of(layer, *layer.slips[0][2:])):
        subject = subject_of(tmp_path, text, layer.name, layer.target)
        looked = [case for fitting in cases(subject, None, 0) for case in fitting]
        names = (*subject.written, *subject.read)
        cells = sum(case.of(n).size for case in looked for n in dict.fromkeys(names))
        to_find_shapes, subject.calls = subject.calls, 0
        check(subject)
        assert subject.calls <= 3 * 2 * cells + to_find_shapes + 30, (subject.calls, cells)


def test_slips_have_words_in_both_languages() -> None:
    assert LANGUAGES[:2] == ("en", "es")
    for slip in CATALOGUE:
        said = [words for words in (slip.said, slip.told, *slip.details.values()) if words]
        assert said
        for en, es in said:
            assert en.strip() and es.strip() and en != es
            assert set(re.findall(r"\{(\w+)[|}]", en)) == set(re.findall(r"\{(\w+)[|}]", es))
