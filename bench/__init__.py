"""The speeds that docs/performance.md promises, measured where you are: `make bench`."""
