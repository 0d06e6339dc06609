"""The groups in which a menu shows layers: what somebody who builds is looking for."""

from backstep.languages import Words

# In the order of a menu; a layer says which is its own, or it follows from what the layer has.
GROUPS: dict[str, Words] = {
    "weights": ("With weights", "Con pesos"),
    "activations": ("Activations", "Activaciones"),
    "steady": ("Normalization and dropout", "Normalización y dropout"),
    "images": ("For images", "Para imágenes"),
    "arithmetic": ("Arithmetic, and formulas of your own", "Aritmética y fórmulas propias"),
    "shapes": ("Shapes and wires", "Formas y conexiones"),
}
