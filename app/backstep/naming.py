"""What settings, and the words to choose from, are called on the page; the API's names are English.

A setting whose name is not here brings a title of its own, and so do choices and inputs.
"""

from backstep.languages import Words, in_languages

NAMES: dict[str, Words] = {
    "alpha": ("alpha (α)", "alfa (α)"),
    "arms": ("arms", "brazos"),
    "axes": ("axes", "ejes"),
    "axis": ("axis", "eje"),
    "beta1": ("β₁", "β₁"),
    "beta2": ("β₂", "β₂"),
    "bias": ("bias", "sesgo"),
    "causal": ("causal", "causal"),
    "delta": ("delta (δ)", "delta (δ)"),
    "eps": ("epsilon (ε)", "épsilon (ε)"),
    "exponent": ("exponent", "exponente"),
    "expression": ("formula", "fórmula"),
    "filters": ("filters", "filtros"),
    "gate": ("gate", "compuerta"),
    "group": ("group", "grupo"),
    "half": ("halved", "mitad"),
    "heaps": ("blobs", "nubes"),
    "heads": ("heads", "cabezas"),
    "height": ("height", "altura"),
    "images": ("images", "imágenes"),
    "index": ("place", "lugar"),
    "init": ("initial values", "valores iniciales"),
    "inner": ("inner radius", "radio interior"),
    "inputs": ("inputs", "entradas"),
    "l2": ("weight decay (λ)", "decaimiento (λ)"),
    "limit": ("limit", "límite"),
    "lr": ("rate (α)", "tasa (α)"),
    "measures": ("measures", "medidas"),
    "momentum": ("weight of the batch", "peso del lote"),
    "mu": ("mu (μ)", "mu (μ)"),
    "noise": ("noise", "ruido"),
    "padding": ("padding", "relleno"),
    "periods": ("periods", "períodos"),
    "rate": ("rate", "proporción"),
    "reduction": ("reduction", "reducción"),
    "rho": ("rho (ρ)", "rho (ρ)"),
    "rows": ("rows", "filas"),
    "samples": ("samples", "ejemplos"),
    "seed": ("seed", "semilla"),
    "share": ("share", "compartir"),
    "size": ("size", "tamaño"),
    "slope": ("slope", "pendiente"),
    "std": ("deviation (σ)", "desviación (σ)"),
    "stride": ("stride", "paso"),
    "turns": ("turns", "vueltas"),
    "units": ("units", "unidades"),
    "value": ("value", "valor"),
    "weight_decay": ("weight decay (λ)", "decaimiento (λ)"),
}

INPUTS: dict[str, Words] = {"other": ("other", "otra")}  # of what reads several tensors
CHOICES: dict[str, Words] = {
    "all": ("all", "todas"),
    "axes.all": ("all but the first", "todos menos el primero"),
    "axes.last": ("the last", "el último"),
    "and": ("and", "y (AND)"),
    "mean": ("mean", "media"),
    "or": ("or", "o (OR)"),
    "petal": ("petal", "pétalo"),
    "sepal": ("sepal", "sépalo"),
    "sum": ("sum", "suma"),
}


def choice_title(choice: object, setting: str = "") -> dict[str, str]:
    """How one of several values is shown, where the setting has no words of its own for it; what is
    no word stands for itself."""
    known = CHOICES.get(f"{setting}.{choice}") or CHOICES.get(str(choice))
    return in_languages(known or (str(choice), str(choice)))
