# Everything that Claimwire's repository can do. `make` alone lists it.
.DEFAULT_GOAL := help
SHELL := /bin/bash
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PACKAGES := contracts services/ingest services/nlp services/gateway client deploy/local
READY := $(VENV)/.ready
LOCAL = --with-parent $(if $(PORT),--port $(PORT)) $(if $(DATA),--data $(DATA)) $(if $(NLP),--nlp $(NLP)) $(if $(INGEST),--ingest $(INGEST))
export UV_PYTHON_DOWNLOADS := never

help: ## list every command
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F':.*## ' '{printf "  make %-13s %s\n", $$1, $$2}'

setup: $(READY) ## make the environment in .venv, from the lock alone

$(READY): requirements.lock pyproject.toml $(PACKAGES:%=%/pyproject.toml)
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Claimwire needs Python 3.11 or newer; name one: make $(MAKECMDGOALS) PYTHON=python3.12"; exit 1; }
	@echo "setting up $(VENV) (once, from requirements.lock)"
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@sed -n '/^uv==/,/^[^ ]/{/^uv==/p;/^ /p}' requirements.lock > $(VENV)/uv.txt
	@$(BIN)/python -m pip install --quiet --require-hashes -r $(VENV)/uv.txt
	@VIRTUAL_ENV=$(VENV) $(BIN)/uv pip install --quiet --require-hashes -r requirements.lock
	@VIRTUAL_ENV=$(VENV) $(BIN)/uv pip install --quiet --no-deps --no-build-isolation $(PACKAGES:%=-e ./%)
	@$(BIN)/python -m claimwire_nlp assemble
	@touch $@

lock: ## resolve the dependencies anew into requirements.lock
	@$(BIN)/uv lock --quiet --upgrade
	@$(BIN)/uv export --quiet --frozen --all-packages --all-groups --no-emit-workspace --no-header --no-annotate > requirements.lock
	@rm -f uv.lock

check: $(READY) ## lint, types, and that the services stay apart
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy contracts/src services/*/src client/src deploy/local/src
	$(BIN)/lint-imports

format: $(READY) ## put the code in its form
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

test: $(READY) ## all tests, against a real PostgreSQL and a real Redis-protocol server
	$(BIN)/pytest

compose-test: $(READY) ## build the images and test docker-compose.yml, scaled and hurt (needs Docker)
	$(BIN)/pytest -m docker -rA tests/test_compose.py

bench: $(READY) ## measure reading and extraction (DATA=folder with the public data sets)
	@test -n "$(DATA)" || { echo "name the folder with the data sets: make bench DATA=folder"; exit 2; }
	@$(BIN)/python benchmarks/quality.py --data $(DATA)
	@$(BIN)/python benchmarks/extraction.py $(DATA)/article-extraction

images: ## build the images of docker-compose.yml
	docker-compose build

demo: $(READY) ## run it all on sample articles and serve the pages until Ctrl-C (ONCE=1: print and stop)
	@exec $(BIN)/python -m claimwire_local demo $(LOCAL) $(if $(ONCE),--once)

up: $(READY) ## run it all for your own articles (PORT=8000 DATA=.data NLP=1 INGEST=1)
	@exec $(BIN)/python -m claimwire_local up $(LOCAL)

clean: ## remove the environment and what tools left
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

.PHONY: help setup lock check format test compose-test bench images demo up clean
