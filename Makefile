# make demo | make test | make check | make bench; each does its own set-up.
PYTHON ?= python3
VENV = .venv
BIN = $(VENV)/bin
STAMP = $(VENV)/.installed
DEV_STAMP = $(VENV)/.installed-dev
BENCH_STAMP = $(VENV)/.installed-bench
# One more than the cores: some tests wait, for a process, a browser or the clock.
WORKERS = 3
PIP = $(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt

.PHONY: help install demo test tests check style types bench clean

help:
	@echo "make demo    a working day of pretended calls, then a console to look round (ONCE=1: ends by itself)"
	@echo "make test    the tests on SQLite; on PostgreSQL what each database does in its own way"
	@echo "make check   style, types and house rules only"
	@echo "make bench   what we claim about speed, as ratios"
	@echo "make install the telesec command, in $(BIN)/telesec"

install: $(STAMP)

# Made anew, whole, if an earlier attempt was cut off half-way.
$(VENV)/.made:
	@$(PYTHON) -c 'import sys; sys.exit("telesec needs Python 3.11 or newer; make PYTHON=python3.12 ...") if sys.version_info < (3, 11) else None'
	@$(PYTHON) -m venv --clear $(VENV)
	@touch $@

$(STAMP): $(VENV)/.made pyproject.toml constraints.txt
	@echo "Installing telesec into $(VENV) ..."
	@$(PIP) -e '.[simulator]'
	@touch $@

# The simulator is part of it: whoever has this need not install the other.
$(DEV_STAMP): $(VENV)/.made pyproject.toml constraints.txt
	@echo "Installing telesec, and what its tests need, into $(VENV) ..."
	@$(PIP) -e '.[dev]'
	@touch $(STAMP) $@

$(BENCH_STAMP): $(DEV_STAMP)
	@$(PIP) -e '.[dev,bench]'
	@touch $@

demo: $(STAMP)
	@$(BIN)/telesec demo $(if $(ONCE),--once)

check: style types

style: $(DEV_STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/telesec scripts check

types: $(DEV_STAMP)
	$(BIN)/mypy

# The types are looked at while the tests run: the tests leave a part of two cores idle.
test: style
	@$(MAKE) --no-print-directory -j 2 types tests

# What is compiled is kept, whatever the shell says: each test process would compile it all again.
tests: export PYTHONDONTWRITEBYTECODE =
tests: $(DEV_STAMP)
	TELESEC_TEST_DATABASE=sqlite $(BIN)/pytest -q -n $(WORKERS) --dist worksteal $(PYTEST)
	TELESEC_TEST_DATABASE=postgresql $(BIN)/pytest -q -n $(WORKERS) --dist worksteal $(PYTEST)

bench: $(BENCH_STAMP)
	$(BIN)/python -m benchmarks

clean:
	rm -rf $(VENV) .demo build dist *.egg-info
