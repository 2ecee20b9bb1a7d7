# The commands of the project. `make help` lists them; each installs what it needs, once, from the lock file.
PYTHON ?= python3
VENV ?= .venv
# `make run SERVE=0` stops after the table; HOST and PORT say where the pages are served otherwise; SECONDS are those of `make soak`.
SERVE ?= 1
HOST ?= 127.0.0.1
PORT ?= 8000
SECONDS ?= 600
SAMPLE := data/samples/participants.csv
TURTLE := ontology shapes data docs/reuse tests/stranger
LOCK := requirements/lock.txt
SPARK_LOCK := requirements/spark.txt
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed
# The SHACL engines that measurements compare with stand apart: the project neither needs nor sees them.
ENGINES := $(VENV)/engines
SPARK := $(VENV)/.spark
# What the pages load of others, and the tools for our own scripts: made by npm, which comes as a Python package.
VENDOR := api/regelgraph/web/static/vendor
PARTS := $(VENDOR)/packages.json
BIOME := api/browser/node_modules/@biomejs/biome/bin/biome check --config-path=api/browser --error-on-warnings

# Modules are compiled once, whatever the surroundings say: all tests together start hundreds of processes.
export PYTHONDONTWRITEBYTECODE :=

.DEFAULT_GOAL := help
.PHONY: help install run test soak approve pictures docs lint format types wheel bench lock clean

help: ## list the commands
	@sed -n 's/^\([a-z]*\):.*## /\1	/p' Makefile

$(INSTALLED): pyproject.toml $(LOCK)
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo 'Python 3.11 or newer is needed: make PYTHON=python3.12 …' >&2; exit 2; }
	@test -x "$(BIN)/python" || "$(PYTHON)" -m venv "$(VENV)"
	@"$(BIN)/python" -m pip install -qq --disable-pip-version-check --require-hashes -r "$(LOCK)"
	@"$(BIN)/python" -m pip install -qq --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch "$@"

$(ENGINES)/.installed: $(INSTALLED) requirements/bench.txt
	@test -x "$(ENGINES)/bin/python" || "$(PYTHON)" -m venv "$(ENGINES)"
	@"$(ENGINES)/bin/python" -m pip install -qq --disable-pip-version-check --require-hashes -r requirements/bench.txt
	@touch "$@"

# Spark is large, and only tests and measurements need it; without Java it is of no use.
$(SPARK): $(INSTALLED) $(SPARK_LOCK)
	@if test -x "$${JAVA_HOME:-}/bin/java" || command -v java >/dev/null; then \
		"$(BIN)/python" -m pip install -qq --disable-pip-version-check --no-deps --require-hashes -r "$(SPARK_LOCK)" && touch "$@"; fi

$(PARTS): $(INSTALLED) api/browser/package-lock.json api/browser/vendor.py
	@"$(BIN)/python" api/browser/vendor.py "$(VENDOR)"

install: $(INSTALLED) ## install the project and its tools into .venv

run: $(INSTALLED) ## check the sample participant list, print the verdicts, then serve pages and API with the invented examples
	@"$(BIN)/regelgraph" check persons "$(SAMPLE)" --round win-win-2 --format table
	@test "$(SERVE)" = 0 || $(MAKE) --no-print-directory -s "$(PARTS)" || \
		echo 'npm cannot be reached: the pages are served without the editor of /sparql and the drawing of /explore.' >&2
	@test "$(SERVE)" = 0 || exec "$(BIN)/regelgraph" serve --examples --host "$(HOST)" --port "$(PORT)"

test: $(INSTALLED) $(PARTS) $(SPARK) ## run all tests on two cores; those on Spark where there is Java
	@"$(BIN)/python" -m pytest -n 2 $(ARGS)

soak: $(INSTALLED) ## load the service with everything at once, for SECONDS, and hold its description against it for as long
	@REGELGRAPH_SOAK="$(SECONDS)" "$(BIN)/python" -m pytest -n 0 tests/soak tests/web/test_schemathesis.py tests/engines/test_agree.py $(ARGS)

approve: $(INSTALLED) ## write reports of case tables, rows of questions and pages on reuse anew; read the difference before you commit it
	@"$(BIN)/python" -m tests.cases.approve
	@"$(BIN)/python" -m tests.questions.approve
	@"$(BIN)/python" -m tests.reuse.approve

pictures: $(INSTALLED) $(PARTS) ## take the pictures of all pages in docs/pictures anew, with Chromium
	@"$(BIN)/python" -m tests.browser.pictures

docs: $(INSTALLED) ## write the pages that are made from the knowledge and the code
	@"$(BIN)/python" -m regelgraph.docs docs

lint: $(INSTALLED) $(PARTS) ## look for faults in style, of scripts and style sheets too, and in the knowledge
	@"$(BIN)/python" -m ruff format --check .
	@"$(BIN)/python" -m ruff check .
	@"$(BIN)/node" $(BIOME) api/regelgraph/web/static
	@"$(BIN)/regelgraph" format --check $(TURTLE)
	@"$(BIN)/regelgraph" lint

format: $(INSTALLED) $(PARTS) ## put code and Turtle into their form
	@"$(BIN)/python" -m ruff format .
	@"$(BIN)/python" -m ruff check --fix .
	@"$(BIN)/node" $(BIOME) --write api/regelgraph/web/static
	@"$(BIN)/regelgraph" format $(TURTLE)

types: $(INSTALLED) ## check the types, strictly
	@"$(BIN)/python" -m mypy

wheel: $(INSTALLED) ## build the wheel, install it alone and check a list with it outside the checkout
	@VENV="$(VENV)" PYTHON="$(PYTHON)" SAMPLE="$(SAMPLE)" bash .ci/wheel

bench: $(INSTALLED) $(ENGINES)/.installed ## measure bulk checks beside hand-written SQL and SHACL engines, workbooks, start-up, the service and its pages
	@"$(BIN)/python" bench/bulk.py --rows 100000 1000000 $(BULK)
	@"$(BIN)/python" bench/stays.py --rows 100000 1000000 $(BULK)
	@"$(BIN)/python" bench/partners.py
	@"$(BIN)/python" bench/workbook.py
	@"$(BIN)/python" bench/engines.py --python "$(ENGINES)/bin/python" $(ARGS)
	@"$(BIN)/python" bench/starts.py
	@"$(BIN)/python" bench/service.py $(SERVICE)
	@if test -x /usr/bin/chromium; then "$(BIN)/python" bench/pages.py; fi

lock: ## pin every package anew, with hashes, for all platforms
	@"$(PYTHON)" -m venv build/lock-venv
	@build/lock-venv/bin/python -m pip install -qq --disable-pip-version-check 'uv>=0.9'
	@build/lock-venv/bin/python -m uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes \
		--no-emit-index-url --no-annotate --custom-compile-command 'make lock' \
		--extra test --extra dev --output-file "$(LOCK)" pyproject.toml
	@build/lock-venv/bin/python -m uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes \
		--no-emit-index-url --no-annotate --custom-compile-command 'make lock' \
		--output-file requirements/bench.txt requirements/bench.in
	@"$(PYTHON)" -c 'import tomllib; print(*tomllib.load(open("pyproject.toml", "rb"))["project"]["optional-dependencies"]["spark"])' \
		| build/lock-venv/bin/python -m uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes \
		--no-emit-index-url --no-annotate --custom-compile-command 'make lock' --output-file "$(SPARK_LOCK)" -

clean: ## remove what was installed and built
	rm -rf "$(VENV)" "$(VENDOR)" api/browser/node_modules build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis
