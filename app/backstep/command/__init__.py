"""Command: words behind `backstep` on the command line come in; what they do to a store is told."""
