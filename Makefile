# Everything a person runs. `make help` lists it.
.DEFAULT_GOAL := help
PYTHON ?= python3
SERVE ?= yes
POSTGRESQL ?= postgres://postgres@127.0.0.1:5432/postgres
VENV := .venv
BIN := $(VENV)/bin
SET_UP := $(VENV)/.set-up
# Compiled modules are kept whatever the surroundings say: without them every command starts seconds late.
unexport PYTHONDONTWRITEBYTECODE

help: ## what can be made
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 18

setup: $(SET_UP) ## the environment alone, from the lock file

$(SET_UP): pyproject.toml uv.lock
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	test -x $(BIN)/uv || $(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	$(BIN)/uv sync --frozen --quiet --compile-bytecode
	$(BIN)/python -m compileall -q src
	touch $@

demo: setup ## an invented national register, its reports, and a page to read them on (SERVE=no: stop before serving)
	$(BIN)/samsyn demo $(if $(filter no,$(SERVE)),--no-serve,--serve)

test: setup ## every test
	$(BIN)/pytest -n auto --dist worksteal

test-postgresql: setup ## register and pages once more, all but who reaches what, on the server that POSTGRESQL names
	DATABASE_URL=$(POSTGRESQL) $(BIN)/pytest -n auto --dist worksteal tests/web tests/unit/register --ignore tests/web/access

check: setup ## style, types, floors, known holes
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

fix: setup ## mend what a machine can mend
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

docs: setup ## the generated pages: glossary, tables, indicators
	$(BIN)/python docs/generate.py

words: setup ## the English of the pages: finds new texts, compiles what is translated (needs gettext)
	cd src/samsyn && DJANGO_SETTINGS_MODULE=samsyn.web.settings ../../$(BIN)/django-admin makemessages -l en --no-location --no-wrap
	cd src/samsyn && ../../$(BIN)/django-admin compilemessages -l en

bench: setup ## every claim of speed, as ratios
	broken=0; for file in bench/[a-z]*.py; do $(BIN)/python $$file || broken=1; done; exit $$broken

.PHONY: help setup demo test test-postgresql check fix docs words bench
