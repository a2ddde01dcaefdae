PYTHON ?= python3
PERIOD ?= 2022-S1
VENV := .venv
BIN := $(VENV)/bin
LOCKED := $(VENV)/.locked
STAMP := $(VENV)/.papibook-installed
TEXTS := $(wildcard papibook/locale/*/LC_MESSAGES/*.po)

.PHONY: report style check test stress bench bench-quick lock clean

report: $(STAMP)  ## build the edition: HTML, PDF and data files
	$(BIN)/papibook build $(PERIOD)

$(LOCKED): requirements.lock
	$(PYTHON) -m venv $(VENV)
	@# Compiled is what is imported, when it first is: all would take half a minute. The lock names everything;
	@# left to look for dependencies, older pips miss the pin of a package that is also asked for with extras.
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-compile --no-deps --require-hashes -r requirements.lock
	$(BIN)/python -m pip check
	touch $(LOCKED)

$(STAMP): $(LOCKED) pyproject.toml setup.py $(TEXTS)  ## installing compiles the text catalogues
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $(STAMP)

# In the order of tests/conftest.py, not by how many tests a file has: the longest have few.
PYTEST := $(BIN)/python -m pytest -q -n 2 --dist loadfile --no-loadscope-reorder

style: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

check: style  ## fast checks, before each commit
	$(PYTEST) -m "not slow and not stress and not browser"

test: style  ## everything
	sh tests/install_chromium.sh
	sh tests/install_office.sh
	$(PYTEST) -m "not stress"

stress: $(STAMP)  ## the long counts
	$(BIN)/python -m pytest -q -m stress

bench: $(STAMP)  ## measure against the plain way (half an hour, nothing else on the machine), renew docs/performance.md
	$(BIN)/python -m benchmarks
	$(BIN)/python -m benchmarks.document

bench-quick: $(STAMP)  ## the same on 8 pages, once
	$(BIN)/python -m benchmarks --quick

LOCK := uv pip compile --quiet --universal --python-version 3.11 --generate-hashes $(UPGRADE)
lock:  ## renew the lock files (needs uv): what runs, and plain Sphinx for make stress
	$(LOCK) pyproject.toml --extra dev -o requirements.lock
	$(LOCK) requirements-sphinx.in -o requirements-sphinx.lock

clean: $(STAMP)
	$(BIN)/papibook clean
