"""How much one network and one request may ask for, checked before any memory is taken."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Upper bounds. Tensors count cells; work counts multiplications, roughly."""

    max_layers: int = 128
    max_parameters: int = 20_000_000
    max_activations: int = 50_000_000
    max_work: float = 2e11
    max_data: int = 20_000_000
