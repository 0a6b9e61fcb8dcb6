# The front door. Everything happens in .venv, which is made from the lock; nothing else on the machine is touched.
#   make report   seeds/ -> data/ -> reports/index.html
#   make test     everything that guards the project
#   make soak     the long trial of faults: an hour or so; enters what it counted into docs/trust.md
#   make audit    known advisories of the packages of the lock, and of how many it could ask
#   make lab      JupyterLab on the notebooks
#   make accept   what the notebooks show now becomes what they are checked against

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := report
.PHONY: report test soak audit lab accept lock clean

SUPPORTED := import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))
BIN := .venv/bin
READY := .venv/.ready
UV := .venv/.uv

report: $(READY)
	@$(BIN)/claimline extract seeds --out data
	@$(BIN)/claimline report --out reports

test: $(READY)
	@bash tests/browser/install.sh
	$(BIN)/ruff check src tests
	$(BIN)/ruff format --check src tests
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest --numprocesses auto --dist loadfile
	$(BIN)/pytest -p claimline.show.reports.regression --nbval notebooks --nbval-sanitize-with tests/nbval.cfg

soak: $(READY)
	CLAIMLINE_SOAK=1 $(BIN)/pytest tests/trust

audit: $(READY)
	@$(BIN)/python tests/trust/advisories.py

lab: $(READY)
	@cd notebooks && ../$(BIN)/jupyter lab

accept: $(READY)
	@$(BIN)/claimline extract seeds --out data
	@$(BIN)/claimline report --accept --out reports
	@$(BIN)/claimline report --out reports

# One file for Python 3.11 to 3.13, with hashes and without addresses.
lock: $(UV)
	@$(BIN)/uv pip compile --quiet --universal --generate-hashes --python-version 3.11 --extra dev \
	    --no-emit-index-url --no-annotate --no-header --upgrade pyproject.toml --output-file requirements.lock

clean:
	@rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache

# uv installs the lock in a fraction of pip's time and is itself installed from the lock, hash and all.
# Bytecode is compiled at once: otherwise every kernel would compile its imports again.
$(READY): $(UV) requirements.lock pyproject.toml
	@$(BIN)/uv pip sync --quiet --python $(BIN)/python --require-hashes --compile-bytecode requirements.lock
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --editable .
	@touch $@

$(UV):
	@python=$$(for python in python3 python3.13 python3.12 python3.11; do \
	    "$$python" -c '$(SUPPORTED)' 2>/dev/null && { echo "$$python"; break; }; done; true); \
	if [ -z "$$python" ]; then echo "make: no Python 3.11, 3.12 or 3.13 found: install one" >&2; exit 2; fi; \
	echo "Setting up .venv with $$("$$python" --version) ..." >&2; \
	"$$python" -m venv --clear .venv
	@awk '/^uv==/ { on = 1 } on { print } on && !/\\$$/ { exit }' requirements.lock > .venv/uv.txt
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r .venv/uv.txt
	@touch $@
