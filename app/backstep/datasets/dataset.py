"""A data set: its words, its settings, and how its samples come about.

Declared once, in a file of its own; form, check, catalog, thumbnail and tests are made from it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import numpy as np

from backstep.languages import Words, in_languages
from backstep.setting import Setting

Array: TypeAlias = np.ndarray
Samples: TypeAlias = tuple[Array, Array]  # x, samples first; target
Making: TypeAlias = Callable[..., Samples]

MAX_SAMPLES = 10_000
MAX_SEED = 2**63 - 1


@dataclass
class Dataset:
    """One data set, as its file declares it.

    With `classes`, the target is one class number for each sample; `counted` names the setting
    that says how many of the classes there are. Without, the target is samples × numbers.
    """

    name: str
    title: Words
    summary: Words
    source: Words
    classes: tuple[Words, ...] = ()
    counted: str = ""
    features: tuple[Words, ...] = ()  # the columns of x, where they have names
    picked: Callable[..., slice] | None = None  # which of them there are, given the settings
    plot: tuple[int, int] = (0, 1)  # the columns of x that a picture of the samples shows
    settings: dict[str, Setting] = field(default_factory=dict)
    making: Making | None = None

    @property
    def target(self) -> str:
        return "classes" if self.classes else "numbers"

    def setting(self, name: str, type: str, en: str, es: str, default: Any, **bounds: Any) -> None:
        """Declare a setting; every one has a default, so that a data set's name is enough."""
        self.settings[name] = Setting(name, type, (en, es), default=default, **bounds)

    def samples(self, default: int, most: int = MAX_SAMPLES) -> None:
        """Declare how many samples there are."""
        words = "Number of samples", "Cantidad de ejemplos"
        self.setting("samples", "integer", *words, default, min=1, max=most)

    def noise(self, default: float, most: float = 1.0) -> None:
        """Declare how far samples are scattered: the deviation of what is added to them."""
        words = "Noise (standard deviation)", "Ruido (desviación estándar)"
        self.setting("noise", "number", *words, default, min=0, max=most)

    def seed(self) -> None:
        """Declare the seed: the same one draws the same samples."""
        words = "Seed of the samples", "Semilla de los ejemplos"
        self.setting("seed", "integer", *words, 0, min=0, max=MAX_SEED)

    def maker(self, function: Making) -> Making:
        """Register the function that takes all settings and gives x and target."""
        self.making = function
        return function

    def make(self, settings: Mapping[str, Any] | None = None) -> Samples:
        """x and target in data units, float64; settings that are not given have their default."""
        assert self.making is not None, f"{self.name} does not say how it is made"
        x, target = self.making(**self.defaults() | dict(settings or {}))
        return np.ascontiguousarray(x, dtype=float), np.ascontiguousarray(target, dtype=float)

    def defaults(self) -> dict[str, Any]:
        return {name: setting.default for name, setting in self.settings.items()}

    def class_names(self, settings: Mapping[str, Any]) -> tuple[Words, ...]:
        """The classes that there are with these settings; none where the target is numbers."""
        count = settings.get(self.counted, len(self.classes))
        return self.classes[: int(count)]

    def feature_names(self, settings: Mapping[str, Any]) -> tuple[Words, ...]:
        """The columns of x that there are with these settings."""
        return self.features[self.picked(**settings)] if self.picked else self.features

    def to_dict(self) -> dict[str, Any]:
        """The catalog's entry, but for the thumbnail."""
        return {
            "title": in_languages(self.title),
            "summary": in_languages(self.summary),
            "source": in_languages(self.source),
            "target": self.target,
            "classes": [in_languages(name) for name in self.classes],
            "counted": self.counted or None,
            "features": [in_languages(name) for name in self.features],
            "plot": list(self.plot),
            "settings": {name: setting.to_dict() for name, setting in self.settings.items()},
        }


def turns(samples: int, classes: int) -> tuple[Array, Array]:
    """The class of each sample, in turn, and how far along its class it stands, from 0 to 1."""
    number = np.arange(samples)
    last = max(1, -(-samples // classes) - 1)
    return number % classes, (number // classes) / last


def scattered(x: Array, target: Array, noise: float, seed: int) -> Samples:
    """The samples with noise added to x, in a drawn order: a batch sees a bit of everything."""
    rng = np.random.default_rng(seed)
    order = rng.permutation(len(x))
    return (x + noise * rng.standard_normal(x.shape))[order], target[order]
