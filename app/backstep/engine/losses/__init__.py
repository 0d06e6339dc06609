"""The losses: each file turns an output and a target into one number, the error E."""
