# Everything runs in .venv, which is made from nothing but Python 3.11 and make.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin

.PHONY: redlines test lint accept bench dist clean

# redline every proposal in texts/ into output/
redlines: .venv/installed
	$(BIN)/redline proposal --all --output output

# what CI runs: format, lint, types, import map, tests
test: lint
	$(BIN)/pytest -n 2 --dist loadfile

lint: .venv/installed-dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# rewrite the expected parts of tests/cases, to be reviewed as a diff
accept: .venv/installed-dev
	$(BIN)/pytest --accept tests/test_cases.py

# measure start-up and a whole conference
bench: .venv/installed
	$(BIN)/python bench/startup.py
	$(BIN)/python bench/conference.py

# wheel and sdist
dist: .venv/installed-dev
	$(BIN)/python -m build

clean:
	rm -rf .venv build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
	find output -mindepth 1 ! -name .gitkeep -delete

.venv/bin/python:
	$(PYTHON) -m venv .venv

.venv/installed: .venv/bin/python pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

.venv/installed-dev: .venv/installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@
