"""The optimizers: each file says how a parameter moves, given its gradient."""
