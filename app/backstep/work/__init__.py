"""How work is done and ends: the time that it has, who goes first, and processes of its own."""
