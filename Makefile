# make run, make test, make check, make bench: each sets itself up.
PORT ?= $(or $(REPORT_CARD_PORT),8501)
PYTHON ?= python3
BIN := .venv/bin

.PHONY: run test check fix bench clean

run: .venv/app.done
	$(BIN)/python -m data_pipeline build
	$(BIN)/python app.py --port $(PORT)

test: check
	$(BIN)/python -m tests.browser
	$(BIN)/python -m pytest

check: .venv/tests.done
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

fix: .venv/tests.done
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: .venv/tests.done
	$(BIN)/python -m tests.browser
	$(BIN)/python -m tests.bench $(if $(AGAINST),--against $(AGAINST))

clean:
	rm -rf .venv data/warehouse data/exports data/unfinished

.venv/app.done: requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or later is needed: make run PYTHON=python3.12"; exit 1; }
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

.venv/tests.done: .venv/app.done tests/requirements.txt
	$(BIN)/pip install --quiet --disable-pip-version-check -r tests/requirements.txt
	@touch $@
