# What to do with biaozhun, as commands. Each target first makes the environment it needs; `make` alone explains itself.
#
#   PYTHON=…  which Python to build .venv with (3.11 to 3.14; else the first suitable one on PATH)
#   UV=       (empty) install with pip though uv is there
#   ARGS=…    further words for the command a target runs:  make extract ARGS="--jobs 1"   make test ARGS="-k spinner"
#
# Written for GNU make 3.81 (macOS) and later; `make -j` is safe.

.DEFAULT_GOAL := help
.PHONY: help extract test check quality bench diff notebooks lock clean environment
.PHONY: check-lint check-format check-types check-imports check-schemas
.SUFFIXES:

UV ?= uv
ifeq ($(OS),Windows_NT)
BIN := .venv/Scripts
else
BIN := .venv/bin
endif
RUN := PYTHONUTF8=1 $(BIN)/

help: ## this text
	@echo 'biaozhun: scraped copies of qualification standards back into structured standards'
	@echo
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' Makefile
	@echo
	@echo 'Every target sets up .venv from requirements.lock first, where it is missing or out of date.'
	@echo 'Further words for a command:  make extract ARGS="--jobs 1"    make test ARGS="-k spinner"'

extract: environment ## raw/ -> normalized/: the sources into standards
	@$(RUN)biaozhun extract $(ARGS)

test: environment ## run the tests
	@$(RUN)python -m pytest $(ARGS)

check: check-lint check-format check-types check-imports check-schemas ## lint, format, types, import contracts, schemas

check-lint: environment
	$(RUN)ruff check .

check-format: environment
	$(RUN)ruff format --check .

check-types: environment
	$(RUN)mypy

check-imports: environment
	$(RUN)lint-imports

check-schemas: environment
	$(RUN)python -m pipeline.schemas --check

quality: environment ## accuracy on the gold and on damaged documents, against pinned floors
	@$(RUN)python -m tests.quality $(ARGS)

bench: environment ## speed, as ratios to named peers in the same run
	@$(RUN)python -m tests.bench $(ARGS)

diff: environment ## what became of the standards since the last commit (make diff ARGS=--markdown)
	@$(RUN)biaozhun diff $(ARGS)

notebooks: environment ## execute the notebooks into build/notebooks, with tables and pictures
	@mkdir -p build/notebooks
	@$(RUN)jupyter-execute --output '../build/notebooks/{notebook_name}' $(ARGS) notebooks/*.ipynb

lock: ## resolve the dependencies of pyproject.toml anew into requirements.lock (needs uv)
	uv pip compile pyproject.toml --all-extras --universal --fork-strategy fewest --python-version 3.11 --generate-hashes \
	  --no-emit-index-url --no-emit-find-links --no-annotate --no-header --quiet --output-file requirements.lock $(ARGS)

clean: ## remove .venv, caches and build leftovers; sources and standards stay
	rm -rf .venv build dist .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis .ipynb_checkpoints
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

environment:
	@PYTHON='$(PYTHON)' UV='$(UV)' sh tools/environment.sh
