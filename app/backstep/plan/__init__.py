"""Plan: a network comes in;
the steps of one iteration go out, in order, each with what it reads and writes.
"""
