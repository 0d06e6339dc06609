"""Kinds: files of one's own come in, named on the command line; kinds of layers go out."""
