# Everything runs in .venv, which is made from nothing but Python 3.11 and make.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin

.PHONY: redlines quick test readers lint accept fuzz mutants bench peers docs reference dist clean

# redline every proposal in texts/ into output/, compile them all, and make the site
redlines: .venv/installed
	$(BIN)/redline proposal --all --output output
	$(BIN)/redline compile --output output
	$(BIN)/redline delegations RUS ARB --output output
	$(BIN)/redline positions --json > output/positions.json
	$(BIN)/redline site --output output/site

# while you work: what needs no LibreOffice, Chromium or node, with fewer made-up examples; a minute on two cores
quick: .venv/installed-dev
	$(BIN)/pytest -q -n 2 --dist loadfile -m "not office and not browser and not readers and not slow" --hypothesis-profile quick

# what CI runs: format, lint, types, import map, tests; eight minutes on two cores
test: lint
	@! command -v npm >/dev/null || $(MAKE) readers || test "$$CI" != true  # without them their tests skip, in CI they fail
	$(BIN)/pytest -n 2 --dist loadfile

lint: .venv/installed-dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# readers and validators of Word documents that are not ours, for the tests, in the versions of tests/readers; 160 MB
readers: build/readers/installed

build/readers/installed: $(wildcard tests/readers/*)
	mkdir -p build/readers
	cp tests/readers/package.json tests/readers/package-lock.json build/readers
	npm ci --prefix build/readers --ignore-scripts --no-audit --no-fund --silent
	$(PYTHON) -m venv build/readers/python
	build/readers/python/bin/python -m pip install --quiet --disable-pip-version-check -r tests/readers/requirements.txt
	@touch $@

# rewrite the expected parts of tests/cases, to be reviewed as a diff
accept: .venv/installed-dev
	$(BIN)/pytest --accept tests/test_cases.py

# every property with fifty times the examples of `make test`, new ones each time: 100,000 edit scripts through the laws,
# on two cores, in an hour and a half; ONLY="-k edit_script" for one, REDLINE_TIMES=250 for a night
FUZZ = $(BIN)/pytest -q -p no:cacheprovider -m hypothesis --hypothesis-profile fuzz $(ONLY)
fuzz: .venv/installed-dev
	$(FUZZ) & one=$$!; $(FUZZ); two=$$?; wait $$one && exit $$two

# change the code a little, many times, and name the changes that no test notices: 60 of each package, some half an hour;
# SAMPLE=all for every one (a night), PACKAGES=engine for one package, SEED=2 for others; results go to docs/mutants.md by hand
SAMPLE ?= 60
SEED ?= 1
mutants: .venv/installed-mutants
	$(BIN)/python bench/mutants.py $(PACKAGES) --sample $(SAMPLE) --seed $(SEED)

# measure start-up, a whole conference, made-up documents, and what makes comparers slow
bench: .venv/installed
	$(BIN)/python bench/startup.py
	$(BIN)/python bench/library.py
	$(BIN)/python bench/alignment.py
	$(BIN)/python bench/conference.py
	$(BIN)/python bench/pathological.py

# measure redline beside the tools that people would pick instead; results go to docs/benchmarks.md by hand
peers: .venv/installed-peers
	$(BIN)/python bench/peers.py --cases 1000 10000
	$(BIN)/python bench/peers.py --ordinary 1000 10000

# the documentation as a site, into build/docs
docs: .venv/installed-dev reference
	$(BIN)/python -m sphinx --fail-on-warning --keep-going -q -b html docs build/docs

# write the reference of the commands from the commands
reference: .venv/installed
	$(BIN)/python -m redline.cli.reference > docs/reference/commands.new && mv docs/reference/commands.new docs/reference/commands.md

# wheel and sdist, the same bytes for the same commit; checked, the wheel run from an empty environment, and the two
# commands of the README run from the sdist
dist: .venv/installed-dev
	rm -rf dist
	SOURCE_DATE_EPOCH=$$(git log -1 --format=%ct 2>/dev/null || echo 1353110400) $(BIN)/python -m build
	$(BIN)/twine check dist/*
	rm -rf build/empty && $(PYTHON) -m venv build/empty
	build/empty/bin/python -m pip install --quiet --disable-pip-version-check dist/*.whl
	cd build && empty/bin/redline proposal RUS/27 --output out && test -s out/RUS-27.docx
	rm -rf build/sdist && mkdir -p build/sdist && tar -xzf dist/*.tar.gz -C build/sdist --strip-components 1
	$(MAKE) -C build/sdist redlines test

clean:
	rm -rf .venv build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
	find output -mindepth 1 ! -name .gitkeep -delete

.venv/bin/python:
	$(PYTHON) -m venv .venv

.venv/installed: .venv/bin/python pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

.venv/installed-peers: .venv/installed bench/peers.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r bench/peers.txt
	@touch $@

.venv/installed-mutants: .venv/installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[mutants]'
	@touch $@

.venv/installed-dev: .venv/installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@
