"""Slips: a right number or array comes in; what comes of it by each usual slip goes out."""
