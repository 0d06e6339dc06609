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
            "abs(x^2 - 1)*x", "-(-x - 1)^3/-2", "x - x", "x/x + 2x", "erf(x)", "x*erf(2x)",
            "gelu(x)", "gelu(2x + 1)", "softplus(x)", "softplus(x^2)", "leaky_relu(x)",
            "leaky_relu(x^2 - 1, 0.2)", "elu(x)", "elu(x, 2)", "silu(-x)",
            "where(x > 0.5, x^2, -x)", "where(x <= 1, exp(x), 2)*x", "where(x < 0, 1, x)",
            "where(x >= 0, sqrt(x + 3), sin(x))", "step(x)*exp(x)",
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
