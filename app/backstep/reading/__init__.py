"""From the bytes of a body to a value: in one pass over it, and with little memory besides."""
