# The verbs of Vultus. `make run` and `make test` set up all they need and are quick when nothing changed.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
export PYTHONDONTWRITEBYTECODE := 1

PIN := .tools/bin/uv pip compile -q --upgrade --generate-hashes --no-annotate --no-emit-index-url \
       --no-emit-find-links --custom-compile-command "make pins"
BOT_SOURCES := config.yml domain.yml $(wildcard bot/data/*.yml)
TYPED := contract texts questionnaires safety channels vision sentiment fusion alerts report models cli service bench tests
TYPED_BOT := contract texts questionnaires bot actions

# torch's CPU build: from PIP_FIND_LINKS where that names a place that has it, else from PyTorch's own index.
TORCH := $(if $(PIP_FIND_LINKS),--find-links "$(PIP_FIND_LINKS)",--torch-backend cpu)

.PHONY: help setup run test test-train check pins research-env train-env clean

help: ## Show the verbs
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

setup: .venv/.service .venv-bot/.bot bot/models/vultus.tar.gz ## Prepare both environments and the Rasa model, start nothing

run: setup ## Start everything and print the patient's and the clinician's links
	@.venv/bin/vultus run

test: setup .venv/.test .venv-bot/.test ## Run every test, in both environments
	@echo "Tests on Python 3.10 (contract, questionnaires, actions) ..."
	.venv-bot/bin/python -m pytest -q tests/contract tests/questionnaires tests/actions
	@echo "Tests on Python 3.11 (everything, through the real Rasa, MediaPipe and Chromium) ..."
	.venv/bin/python -m pytest -q --numprocesses 2 --dist loadfile

test-train: .venv-train/.train ## Run the tests of the training itself and check its types
	.venv-train/bin/mypy --exclude train/fusion train tests/train/networks
	.venv-train/bin/python -m pytest -q tests/train/networks

check: .venv/.test .venv-bot/.test ## Format, lint and types
	.venv/bin/ruff format --check .
	.venv/bin/ruff check .
	.venv/bin/mypy $(TYPED)
	.venv-bot/bin/mypy $(TYPED_BOT)

research-env: .venv/.research ## Add pyarrow to .venv, for `vultus research --form parquet`

train-env: .venv-train/.train ## Prepare .venv-train (torch, transformers) for training and for adding text models

.tools/bin/uv: requirements/uv.txt
	@scripts/get-uv && touch $@

.venv/.service: requirements/service.txt pyproject.toml scripts/make-env | .tools/bin/uv
	@scripts/make-env .venv 3.11 requirements/service.txt
	@VIRTUAL_ENV=.venv .tools/bin/uv pip install -q --no-deps --no-build-isolation --no-index --editable .
	@touch $@

.venv/.test: requirements/test.txt .venv/.service | .tools/bin/uv
	@scripts/make-env .venv 3.11 requirements/test.txt && touch $@

.venv/.research: requirements/research.txt .venv/.service | .tools/bin/uv
	@scripts/make-env .venv 3.11 requirements/research.txt && touch $@

.venv-bot/.bot: requirements/bot.txt scripts/make-env | .tools/bin/uv
	@scripts/make-env .venv-bot 3.10 requirements/bot.txt && touch $@

.venv-bot/.test: requirements/bot-test.txt .venv-bot/.bot | .tools/bin/uv
	@scripts/make-env .venv-bot 3.10 requirements/bot-test.txt && touch $@

.venv-train/.train: requirements/train.txt pyproject.toml scripts/make-env | .tools/bin/uv
	@scripts/make-env .venv-train 3.11 requirements/train.txt
	@VIRTUAL_ENV=.venv-train .tools/bin/uv pip install -q --no-deps $(TORCH) "$$(grep -o 'torch==[0-9.]*' pyproject.toml)"
	@touch $@

bot/models/vultus.tar.gz: $(BOT_SOURCES) .venv-bot/.bot
	@echo "Training the Rasa model (about 20 s) ..."
	@scripts/train-bot

pins: .tools/bin/uv ## Renew the pinned versions in requirements/
	$(PIN) requirements/uv.in -o requirements/uv.txt
	$(PIN) --group service --python-version 3.11 --override requirements/service-overrides.txt -o requirements/service.txt
	$(PIN) --group research --python-version 3.11 -o requirements/research.txt
	$(PIN) --group service --group research --group test --python-version 3.11 --override requirements/service-overrides.txt \
	  -c requirements/service.txt -o requirements/test.txt
	$(PIN) --group bot --python-version 3.10 --override requirements/bot-overrides.txt -o requirements/bot.txt
	$(PIN) --group bot --group bot-test --python-version 3.10 --override requirements/bot-overrides.txt \
	  -c requirements/bot.txt -o requirements/bot-test.txt
	$(PIN) $(TORCH) --group train --python-version 3.11 --no-emit-package torch -o requirements/train.txt

clean: ## Remove the environments and what was built (never data/)
	rm -rf .venv .venv-bot .venv-train .tools bot/models .mypy_cache .pytest_cache .ruff_cache
