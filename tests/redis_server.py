"""A real Redis server for tests, which are skipped where the machine has none."""

import pytest

from bench.redis_server import PROGRAM, Server, running

__all__ = ["Server", "needed", "running"]
needed = pytest.mark.skipif(PROGRAM is None, reason="there is no redis-server on this machine")
