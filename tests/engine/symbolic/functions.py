"""Functions of every sort that a user may type, and where they can be looked at."""

EVERYWHERE = (-2.3, -0.71, -0.4, 0.37, 1.1, 1.93)
POSITIVE = (0.05, 0.37, 0.9, 1.3, 2.6)
INSIDE = (-0.9, -0.45, 0.2, 0.8)

FUNCTIONS: dict[str, tuple[float, ...]] = {
    **dict.fromkeys(
        [
            "3", "x", "-x", "2x + 1", "x^2", "x^3 - 2x", "x^7/7", "(x + 1)*(x - 2)*(x - 3)",
            "x*sigmoid(x)", "sigmoid(x)", "tanh(x)", "x*tanh(log(1 + exp(x)))", "log(1 + exp(x))",
            "max(0, x) + 0.1*min(0, x)", "max(0, x)", "relu(x)", "relu(2x + 1)^2", "abs(x)",
            "x/(1 + abs(x))", "exp(-x^2)", "exp(sin(x)*cos(x))", "sin(x)^2 + cos(x)^2", "tan(x/2)",
            "sin(x)/x", "1/(1 + exp(-x))", "sqrt(1 + x^2)", "x*sqrt(x^2 + 2)/3", "1/x", "1/x^3",
            "x^-2 + x^-1", "2^x", "e^(2x)", "pi*x - e", "(x^2 + 1)^x", "x/(x^2 + 1)",
            "max(x, x^2, sin(x))", "min(x, 1 - x^2)", "max(x, -x) - min(x, 0.5)", "x*x*x + x*x",
            "0.5*x*(1 + tanh(sqrt(2/pi)*(x + 0.044715*x^3)))", "min(max(x + 3, 0), 6)*x/6",
            "exp(exp(x/3))", "cos(exp(sin(x)))", "(x + 1)/(x - 3)*(x + 2)", "tanh(sin(x^2)) - x/pi",
            "abs(x^2 - 1)*x", "-(-x - 1)^3/-2", "x - x", "x/x + 2x",
        ],
        EVERYWHERE,
    ),
    **dict.fromkeys(
        [
            "log(x)", "x*log(x)", "log(x)/x", "sqrt(x)", "x*sqrt(x)", "x^2.5", "x^(1/3)", "x^pi",
            "x^x", "x^x^x", "1/sqrt(x)", "sqrt(x + sqrt(x))", "x^-0.5*log(x)^2", "log(log(1 + x))",
        ],
        POSITIVE,
    ),
    **dict.fromkeys(["sqrt(1 - x^2)", "log((1 + x)/(1 - x))/2", "tan(x)"], INSIDE),
}  # fmt: skip
