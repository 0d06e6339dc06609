"""`python -m backstep` does what `backstep` does."""

from backstep.main import run

if __name__ == "__main__":
    run()
