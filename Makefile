# `make run` and `make test` need Python 3.11 and the package registries, nothing else.

PYTHON ?= python3
BIN := .venv/bin
HOST ?= 127.0.0.1
PORT ?= 8000

.PHONY: setup build run demo test test-fast lint types walls messages golden weights docs changelog ci bench measure wheel sbom migration module clean

run: setup  ## set up everything, make the sample communes, serve
	$(BIN)/python scripts/run.py --host $(HOST) --port $(PORT)

setup: .venv/.run build

# A folder copied from a stick brings the environment of another place: made anew, without network where nothing is missing.
MOVED := $(shell test "$$(head -n 1 $(BIN)/xaso 2>/dev/null | cut -c3-)" = "$(CURDIR)/$(BIN)/python" || echo moved)
.PHONY: moved
moved: ;

.venv/.run: requirements/run.txt pyproject.toml $(MOVED)
	test -x $(BIN)/python -a -z "$(MOVED)" || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/run.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@

.venv/.dev: .venv/.run requirements/dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	touch $@

build: .venv/.run  ## fonts, translations, static files
	$(BIN)/python scripts/build.py

demo: setup
	$(BIN)/xaso demo --reset

test: .venv/.dev build  ## everything that needs Python alone
	XASO_STATIC=plain $(BIN)/pytest -n 2 --dist loadfile --no-loadscope-reorder -m "not browser and not drill and not postgres"

test-fast: .venv/.dev build
	XASO_STATIC=plain $(BIN)/pytest -n 2 --dist loadfile --no-loadscope-reorder -x -m "not slow and not browser and not drill and not postgres"

lint: .venv/.dev
	$(BIN)/ruff check src tests scripts conftest.py
	$(BIN)/ruff format --check src tests scripts conftest.py
	$(BIN)/djlint --lint --quiet src

types: .venv/.dev
	XASO_STATIC=plain $(BIN)/mypy src

walls: .venv/.dev
	$(BIN)/lint-imports --no-cache

messages: .venv/.dev  ## collect strings into the English catalogue and say what is missing
	$(BIN)/python scripts/messages.py --update

golden: .venv/.dev  ## rewrite golden files; read the difference before you commit
	XASO_GOLDEN=write XASO_STATIC=plain $(BIN)/pytest -q -m "not browser and not postgres" tests src

weights: .venv/.dev
	XASO_STATIC=plain $(BIN)/pytest -q tests/core/test_weights.py

docs: .venv/.dev  ## what is generated from the code: docs/modules.md
	$(BIN)/python scripts/docs.py
	$(BIN)/python scripts/words.py

changelog: .venv/.dev  ## CHANGELOG.md from news.d; make changelog RELEASE=2026-11-26 closes a version
	$(BIN)/python scripts/changelog.py $(if $(RELEASE),--release $(RELEASE))

migration: .venv/.dev  ## make migration APP=plans NAME=who_repaired
	XASO_STATIC=plain $(BIN)/python -m django makemigrations $(APP) -n $(NAME) --settings=xaso.config.settings

module: .venv/.dev  ## make module NAME=gardens ADDRESS=vuon/
	$(BIN)/python scripts/new_module.py $(NAME) $(ADDRESS)

ci:
	bash scripts/ci.sh

measure: setup  ## what takes too long for every day; as root, XASO_WEAKLINK names the folder of weaklink.py
	$(BIN)/xaso drill sync --schedules 1000 --seed 20261128
	$(BIN)/xaso drill chain --n 16 --seed 7
	$(BIN)/xaso drill weakphone --n 20 --records 2 --photo-side 420 --seed 11
	$(BIN)/xaso drill weakphone --kills 30 --records 6 --photos 2 --photo-side 420 --seed 9
	$(BIN)/xaso drill weakphone --n 1 --line lan --records 750 --photos 2 --days 7 --seed 7
	$(BIN)/xaso bench phones
	$(BIN)/xaso bench edge

sbom: setup  ## build/sbom.json: what the program is made of, for who checks it (CycloneDX)
	$(BIN)/python scripts/components.py build/sbom.json

wheel: setup
	$(BIN)/python -m pip wheel --quiet --no-deps --no-build-isolation -w dist .

clean:
	rm -rf .venv build dist src/xaso/static_root src/xaso/field/static src/xaso/core/papers/fonts

lock:  ## pin again what pyproject.toml asks for (no registry host is written)
	$(BIN)/python -m pip install --quiet uv==0.13.8
	$(BIN)/uv pip compile -q pyproject.toml --extra pdf --group build --generate-hashes --no-header --no-emit-index-url -p 3.11 -o requirements/run.txt
	$(BIN)/uv pip compile -q pyproject.toml --extra pdf --extra pg --group build --group dev --group browser --generate-hashes --no-header --no-emit-index-url -p 3.11 -o requirements/dev.txt
