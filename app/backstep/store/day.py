"""The day by which it is noted when something was looked at."""

import time


def today() -> int:
    """Days since 1970 began."""
    return int(time.time() // 86_400)
