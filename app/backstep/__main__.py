"""`backstep`, and `python -m backstep`: what only checks a file does without the web server."""

import sys
from contextlib import suppress


def run() -> None:
    """The console script."""
    with suppress(KeyboardInterrupt):
        if sys.argv[1:2] == ["check"]:
            from backstep.command.check import run as check

            raise SystemExit(check(sys.argv[2:]))
        from backstep.main import run as serve

        serve()


if __name__ == "__main__":
    run()
