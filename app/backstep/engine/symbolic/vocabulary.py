"""The words and signs of typed formulas: what is not here is not known."""

from backstep.engine.symbolic.composed import COMPOSED

CONSTANTS = ("pi", "e")
OF_ONE = (
    "abs", "cos", "erf", "exp", "floor", "log", "relu", "sigmoid", "sign", "sin", "softplus",
    "sqrt", "tan", "tanh",
)  # fmt: skip
OF_SEVERAL = ("max", "min")
CHOICE = "where"  # where(x > 0, a, b)
FUNCTIONS = tuple(sorted((*OF_ONE, *OF_SEVERAL, *COMPOSED, CHOICE)))
NAMES = ("x", *CONSTANTS, *FUNCTIONS)
OPERATORS = ("+", "-", "*", "/", "^")
COMPARISONS = ("<", ">", "<=", ">=")
OPERAND = ("number", "(", "-", *NAMES)
MAX_LENGTH = 200
MAX_DEPTH = 20
MAX_NODES = 120
