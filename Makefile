# One chore per target. `make` alone lists them.
PORT ?= 8501
VENV ?= .venv
PY := $(VENV)/bin/python
# Some machines forbid Python to keep what it has compiled; every command and server would compile all modules anew.
export PYTHONDONTWRITEBYTECODE :=
PYTHON ?= $(shell command -v python3.11 || command -v python3)

.DEFAULT_GOAL := help
.PHONY: help run test check lint lock architecture licences sbom bench screenshots format messages

help: ## list the targets
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/'

$(VENV)/run.ok: requirements.lock
	@scripts/make_venv.sh "$(PYTHON)" "$(VENV)" requirements.lock
	@touch $@

$(VENV)/dev.ok: requirements-dev.lock
	@scripts/make_venv.sh "$(PYTHON)" "$(VENV)" requirements-dev.lock
	@touch $@ $(VENV)/run.ok

run: $(VENV)/run.ok ## set up, build the database on first start, and serve on PORT (8501)
	$(PY) -m chuyi_dash init --sample
	$(PY) -m streamlit run app.py --server.port $(PORT)

test: $(VENV)/dev.ok ## set up and run every test, real browser included
	@scripts/system_packages.sh
	$(PY) -m pytest -n 2 --dist loadgroup -m "not browser and not speed" $(PYTEST_ARGS)
	$(PY) -m pytest -n 2 --dist loadgroup -m "browser and not speed" tests/browser $(PYTEST_ARGS)
	$(PY) -m pytest -m speed $(PYTEST_ARGS)

check: $(VENV)/dev.ok ## the tests that need no browser, no PostgreSQL and no LibreOffice
	$(PY) -m pytest -n 2 --dist loadgroup -m "not (browser or postgresql or libreoffice or speed)" $(PYTEST_ARGS)

lint: $(VENV)/dev.ok ## style, types, the direction of imports, and what is imported but not declared
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/mypy
	$(VENV)/bin/lint-imports
	$(VENV)/bin/deptry .

lock: $(VENV)/dev.ok ## write both locks anew from the requirements: every package, its version and its hashes
	@scripts/lock.sh "$(VENV)/bin/uv" $(LOCK_ARGS)

architecture: $(VENV)/dev.ok ## draw docs/architecture.svg from the imports
	$(PY) -m scripts.architecture

licences: $(VENV)/dev.ok ## list what the product installs and under which licence in docs/third-party-licences.md
	@scripts/licences.sh "$(VENV)"

sbom: $(VENV)/dev.ok ## write what the product installs as a CycloneDX file, var/sbom.json
	@scripts/sbom.sh "$(VENV)"

bench: $(VENV)/dev.ok ## time every page against an empty Streamlit page
	$(PY) -m chuyi_dash init --sample
	$(PY) -m bench $(BENCH_ARGS)

screenshots: $(VENV)/dev.ok ## save every screen in both themes and three sizes to var/screenshots
	@scripts/system_packages.sh
	$(PY) -m chuyi_dash init --sample
	$(PY) -m bench.screenshots $(SCREENSHOTS_ARGS)

format: $(VENV)/dev.ok ## lay out the code
	$(VENV)/bin/ruff check --fix .
	$(VENV)/bin/ruff format .

messages: $(VENV)/run.ok ## bring the translators' catalogues up to date with the interface's texts
	@mkdir -p var
	$(VENV)/bin/pybabel extract -F babel.cfg --no-location --sort-output --no-wrap -o var/chuyi.pot .
	$(VENV)/bin/pybabel update -D chuyi -i var/chuyi.pot -d chuyi_dash/locale --no-fuzzy-matching --ignore-obsolete --no-wrap
