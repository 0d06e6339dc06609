"""What a setting without a default is tried with."""

FIRST = 3
