"""A formula that a user types: read, derived, made readable, printed and computed.

    tokens → parser → tree → simplify, derivative → present → text, program

Nothing of it is ever given to Python to evaluate: the parser knows its few words, and that is all.
"""
