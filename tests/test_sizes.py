"""What many students need follows from what was measured, and the guide shows just that."""

from dataclasses import replace

import pytest

from bench.sizes import GUIDE, SESSION, Act, carried, kept, recorded, section, written


def test_the_guide_shows_what_the_script_computes_from_the_recorded_figures() -> None:
    text, found = GUIDE.read_text(encoding="utf-8"), recorded()
    assert section(found) in text, "python -m bench.sizes writes it"
    assert written(text, found) == text
    other = written(text, replace(found, watched=12_345))
    assert other != text and written(other, found) == text


def test_every_act_of_a_session_was_measured() -> None:
    found = recorded()
    assert found.acts.keys() == SESSION.keys()
    assert found.p99 > found.p50 > 0 and found.sqlite_write > 0


@pytest.mark.parametrize("what", ["core", "redis_core", "writes", "sent", "sqlite", "redis"])
def test_what_costs_twice_as_much_is_enough_for_half_as_many(what: str) -> None:
    found = recorded()

    def doubled(act: Act) -> Act:
        return replace(act, **{what: 2 * getattr(act, what)})

    dearer = replace(found, acts={name: doubled(act) for name, act in found.acts.items()})
    before = {**carried(found), "a core": float(found.a_core)}
    after = {**carried(dearer), "a core": float(dearer.a_core)}
    ratios = {name: before[name] / after[name] for name in before}
    assert any(ratio == pytest.approx(2, rel=0.01) for ratio in ratios.values()), ratios
    assert all(ratio == pytest.approx(2, rel=0.01) or ratio == 1 for ratio in ratios.values())


@pytest.mark.parametrize(
    ("size", "said"), [(0.04, "0.04 kB"), (999, "1 MB"), (1234, "1.2 MB"), (5.1e10, "51 TB")]
)
def test_sizes_are_told_to_two_figures(size: float, said: str) -> None:
    assert kept(size) == said
