"""Where the classes lie in a tensor: each sample, pixel or row of it has one number for each."""

from math import prod

from backstep.engine.kind import Shape


def class_axis(rank: int) -> int:
    """The last axis of N×C and of N×T×C, a row for each place in a sequence; axis 1 of images, as
    channels are, and beyond."""
    return 2 if rank == 3 else 1


def averaged(x: Shape) -> tuple[int, str]:
    """What an error about classes is divided by, and its letter: the rows of all samples, M, where
    a sample has several; the samples, N, everywhere else."""
    return (prod(x[:2]), "M") if len(x) == 3 else (x[0], "N")
