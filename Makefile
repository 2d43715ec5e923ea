# `make help` lists the targets. Everything is made in .venv, with the versions of requirements.lock.
.DEFAULT_GOAL := help
PYTHON ?= python3
INPUT  ?= samples
KG     ?= build/demo/kg
DEMO   := build/demo
UV     := $(shell command -v uv 2>/dev/null || echo .uv/bin/uv)
RUN    := .venv/bin/

.PHONY: help setup demo test lint format types docs score lock clean

help: ## list the targets
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 12

setup: .venv/ready ## make the environment (.venv)

.uv/bin/uv:
	$(PYTHON) -m venv .uv
	.uv/bin/pip install --quiet --disable-pip-version-check uv

.venv/ready: requirements.lock pyproject.toml | $(filter .uv/bin/uv,$(UV))
	$(UV) venv --quiet --allow-existing --python $(PYTHON) .venv
	$(UV) pip sync --quiet --python .venv/bin/python --require-hashes requirements.lock
	$(UV) pip install --quiet --python .venv/bin/python --no-deps --editable .
	@touch $@

test: .venv/ready ## run the tests and report line coverage
	$(RUN)python -m pytest -n auto --cov --cov-report=term $(ARGS)

lint: .venv/ready ## ruff: lint and format, check only
	$(RUN)ruff check .
	$(RUN)ruff format --check .

format: .venv/ready ## ruff: format and mend what can be mended
	$(RUN)ruff format .
	$(RUN)ruff check --fix .

types: .venv/ready ## mypy, strict
	$(RUN)mypy

docs: .venv/ready ## renew the generated pages of docs/
	$(RUN)python -m ontology.documentation docs/vocabulary.md
	$(RUN)python -m graph.queries.documentation docs/queries.md

lock: | $(filter .uv/bin/uv,$(UV)) ## renew requirements.lock from pyproject.toml
	$(UV) pip compile --quiet --universal --generate-hashes --no-emit-index-url --python-version 3.11 \
	  --extra dev pyproject.toml --custom-compile-command "make lock" --output-file requirements.lock

clean: ## remove what was made
	rm -rf .venv .uv build dist .coverage .hypothesis .mypy_cache .pytest_cache .ruff_cache
