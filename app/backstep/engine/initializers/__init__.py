"""The initializers: each file says how a parameter's first values are drawn."""
