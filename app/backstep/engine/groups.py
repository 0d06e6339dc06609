"""The groups in which a menu shows layers: what somebody who builds is looking for."""

from backstep.languages import Words

OWN_GROUP = "own"  # of layers that somebody has written: there only if there are some
# In the order of a menu; a layer says which is its own, or it follows from what the layer has.
GROUPS: dict[str, Words] = {
    OWN_GROUP: ("Your own code", "Su propio código"),
    "weights": ("With weights", "Con pesos"),
    "activations": ("Activations", "Activaciones"),
    "steady": ("Normalization and dropout", "Normalización y dropout"),
    "images": ("For images", "Para imágenes"),
    "arithmetic": ("Arithmetic, and formulas of your own", "Aritmética y fórmulas propias"),
    "shapes": ("Shapes and wires", "Formas y conexiones"),
}
