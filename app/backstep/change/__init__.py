"""Change: a network, its state and an edit come in;
another network goes out, with all that can stay kept.
"""
