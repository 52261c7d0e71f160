# Everything a reader needs: `make run` and `make test` work on a bare machine with python3 and make.

PYTHON ?= python3
BIN := .venv/bin
READY := .venv/ready
# -qq keeps errors, and drops the chatter of each machine's own pip settings.
PIP := $(BIN)/python -m pip --disable-pip-version-check -qq

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: setup run test check bench docs reference lock clean help

setup: $(READY) ## install what is needed into .venv, once; run and test do it too

run: $(READY) ## compare four policies of Qingyuan, tables and pictures into results/overview
	$(BIN)/carecap compare region=qingyuan 'scenarios=[status_quo,build,operate,staff]' replicates=4 out=results/overview resume=false

test: $(READY) ## the quick tests
	$(BIN)/python -m pytest -n 2 --dist loadfile -m "not slow and not full"

check: $(READY) ## lint, format, types of sim/, direction of imports
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(READY) ## speed and memory, printed and kept in .benchmarks/
	$(BIN)/python -m pytest benchmarks --benchmark-autosave

docs: $(READY) ## write the pages that follow from the declarations
	$(BIN)/python -m experiments.docs

# Comparisons (20 minutes on two cores) and coverage (35) go on where they were interrupted; levers (15) begin anew.
reference: $(READY) ## live what is published in results/reference again (an hour)
	$(BIN)/python -m experiments.reference
	$(BIN)/python -m experiments.effects
	$(BIN)/python -m experiments.coverage

# Keeps the pins that stand; `make lock UPGRADE=--upgrade` takes the newest. A lock holds hashes, never an address.
lock: $(BIN)/python ## resolve pyproject.toml into requirements.lock
	$(PIP) install uv
	$(BIN)/uv pip compile pyproject.toml --group dev --universal --python-version 3.11 \
		--generate-hashes --no-header --quiet $(UPGRADE) -o requirements.lock
	@if grep -n '://' requirements.lock; then echo 'requirements.lock holds an address' >&2; exit 1; fi

clean: ## remove caches and builds; .venv and results stay
	rm -rf build dist *.egg-info .pytest_cache .ruff_cache .mypy_cache .import_linter_cache .hypothesis
	find . -path ./.venv -prune -o -type d -name __pycache__ -exec rm -rf {} +

help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-9s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

# --- set-up: once, and again when the lock or the project file changes ---

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "carecap needs Python 3.11 or newer: make PYTHON=python3.12 ...")'
	$(PYTHON) -m venv .venv

$(READY): requirements.lock pyproject.toml | $(BIN)/python
	@echo 'Installing the locked packages into .venv (about a minute, once) ...'
	$(PIP) install --require-hashes -r requirements.lock
	$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@
