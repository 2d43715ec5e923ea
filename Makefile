# `make help` lists the targets. Everything is made in .venv, with the versions of requirements.lock.
.DEFAULT_GOAL := help
PYTHON ?= python3
INPUT  ?= samples
DEMO   := build/demo
KG     := $(DEMO)/kg
SHARED := ../shared
UV     := $(shell command -v uv 2>/dev/null || echo .uv/bin/uv)
RUN    := .venv/bin/

.PHONY: help setup demo test lint format types train docs pictures score bench lock clean

help: ## list the targets
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 12

setup: .venv/ready ## make the environment (.venv)

.uv/bin/uv:
	$(PYTHON) -m venv .uv
	.uv/bin/pip install --quiet --disable-pip-version-check uv

.venv/ready: requirements.lock pyproject.toml | $(filter .uv/bin/uv,$(UV))
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo 'zhijiao needs Python 3.11 or newer: make PYTHON=python3.11 …'; exit 1; }
	$(UV) venv --quiet --allow-existing --python $(PYTHON) .venv
	$(UV) pip sync --quiet --python .venv/bin/python --require-hashes requirements.lock
	$(UV) pip install --quiet --python .venv/bin/python --no-deps --editable .
	@touch $@

# Three questions that the samples answer; of other inputs, the partners of the school that has the most.
ifeq ($(INPUT),samples)
QUESTION_1 := partners --set school=湖北荆江工程职业学院
QUESTION_2 := bridges
QUESTION_3 := group-members --set group=长江中游智能制造职业教育集团
else
SCHOOL     := SELECT ?s { ?s a zj:School ; zj:partnersWith ?o } GROUP BY ?s ORDER BY DESC(COUNT(?o)) LIMIT 1
QUESTION_1  = $$($(RUN)zhijiao query $(KG) "$(SCHOOL)" --format csv | sed -n 's/^http/partners --set school=&/p')
QUESTION_2 := groups
QUESTION_3 := award-ranking
endif

demo: .venv/ready ## build, ask, draw and analyse: the samples, or INPUT=path
	@test -n "$(INPUT)" || { echo 'INPUT 为空：make demo INPUT=文件或文件夹 / INPUT is empty: give a file or a folder' >&2; exit 2; }
	@echo '── zhijiao build $(INPUT) --out $(KG)'
	@$(RUN)zhijiao build "$(INPUT)" --out $(KG) || test $$? -eq 1
	@set -f; first="$(QUESTION_1)"; for question in "$${first:-bridges}" '$(QUESTION_2)' '$(QUESTION_3)'; do \
	  echo; echo "── zhijiao query $(KG) --name $$question"; \
	  $(RUN)zhijiao query $(KG) --name $$question || exit; done
	@echo
	@$(RUN)zhijiao map $(KG) --out $(DEMO)/map.html
	@$(RUN)zhijiao analyze $(KG) --out $(DEMO)/analysis
	@echo '浏览与 SPARQL：$(RUN)zhijiao serve $(KG)'

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

train: .venv/ready ## learn the two models of extract/models anew from tests/sets
	$(RUN)python -m training.names
	$(RUN)python -m training.partners

docs: .venv/ready ## renew the generated pages of docs/
	$(RUN)python -m ontology.documentation docs/vocabulary.md
	$(RUN)python -m graph.queries.documentation docs/queries.md

pictures: demo ## take the pictures of the documentation anew (needs a Chromium)
	$(RUN)python docs/img/take.py $(DEMO)

score: .venv/ready ## score the extraction on the annotated texts beside the repository
	@test -d $(SHARED)/gold || { echo 'make score needs annotated texts in $(SHARED)'; exit 1; }
	@rm -rf build/score
	$(RUN)zhijiao build $(SHARED)/reports $(SHARED)/texts --out build/score/kg --quiet
	$(RUN)zhijiao export build/score/kg build/score/csv --format csv --quiet
	$(RUN)python $(SHARED)/eval/score.py build/score/csv $(SHARED)/gold $(ARGS)

bench: .venv/ready ## measure time and memory of the whole way (INPUT=path for other documents)
	$(RUN)python benchmarks/whole_way.py "$(INPUT)" $(ARGS)

lock: | $(filter .uv/bin/uv,$(UV)) ## renew requirements.lock from pyproject.toml
	$(UV) pip compile --quiet --universal --generate-hashes --no-emit-index-url --python-version 3.11 \
	  --extra dev pyproject.toml --custom-compile-command "make lock" --output-file requirements.lock

clean: ## remove what was made
	rm -rf .venv .uv build dist .coverage .hypothesis .mypy_cache .pytest_cache .ruff_cache
