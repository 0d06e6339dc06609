"""Own: a file of one's own comes in; whether its backward is right, or what slipped, goes out."""
