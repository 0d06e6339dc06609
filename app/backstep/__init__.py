"""backstep: see every number of backpropagation, and where it came from."""

import os

__version__ = "0.1.0"

# One BLAS thread: the order of a sum then never depends on how busy the machine is, which is what
# makes an iteration come back bit for bit. It must be said before numpy is first imported.
for _variable in (
    "OPENBLAS_NUM_THREADS",
    "OMP_NUM_THREADS",
    "MKL_NUM_THREADS",
    "VECLIB_MAXIMUM_THREADS",
):
    os.environ.setdefault(_variable, "1")
