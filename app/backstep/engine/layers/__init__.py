"""The layers: each file knows one forward and its backward."""
