"""Run: a plan and a state come in; every number of an iteration, and the next state, go out."""
