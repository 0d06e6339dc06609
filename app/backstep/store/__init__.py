"""Bases, kept iterations and the checkpoints made of them: what stays when a request is over."""
