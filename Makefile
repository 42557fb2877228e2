# make demo    sample articles in, coloured report out          make test   every test
# Both do all their set-up on a machine with only Python >= 3.11, say what they do, and are quick the second time.

PYTHON ?=
export PYTHON
BIN := .venv/bin
PORTION ?=
ROOMS ?=
SPREAD := -n auto --dist loadgroup --no-loadscope-reorder

.DEFAULT_GOAL := help
.PHONY: help demo test cover lint fix mutants floors accuracy bench docs site notebooks screenshots frontend wheel clean

help: ## This list
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## (.*)/  make \1\t\2/' | expand -t 22

demo: ## Annotate the sample articles and write the report to out/demo
	@.ci/setup demo
	$(BIN)/provenance demo -o out/demo

test: ## Every test (make test PORTION=tests/test_cli.py for some)
	@.ci/setup test
	$(BIN)/python -m pytest -q $(or $(PORTION),$(SPREAD))

cover: ## Every test, and what they reach
	@.ci/setup test
	$(BIN)/python -m pytest -q $(SPREAD) --cov=provenance --cov-report=term:skip-covered

mutants: ## Plant faults in the core and name those that no test notices (an hour; make mutants ROOMS="claim --sample 9")
	@.ci/setup test
	$(BIN)/python tests/mutants.py $(ROOMS)

lint: ## Ruff, mypy --strict and the layers
	@.ci/setup test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

fix: ## Let ruff mend what it can
	@.ci/setup test
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

floors: ## Measure the quality figures and show them beside their floors
	@.ci/setup test
	$(BIN)/python tests/floors.py

accuracy: ## Fit, cross-validate and write docs/accuracy.md (ten minutes; needs the development data)
	@.ci/setup test
	$(BIN)/python -m benchmarks.calibrate
	$(BIN)/python -m benchmarks.accuracy --document

bench: ## Time, size and memory as ratios of one run
	@.ci/setup test
	$(BIN)/python -m benchmarks.all --sizes 10000,100000

docs: ## Write the tables of docs/settings.md and docs/rules.md again
	@.ci/setup test
	$(BIN)/python docs/generate.py

site: ## Build the documentation site into out/site; a warning is an error
	@.ci/setup test
	$(BIN)/python -m sphinx -q -W --keep-going -b html -c docs/site . out/site

notebooks: ## Run the notebooks again and keep their outputs
	@.ci/setup test
	$(BIN)/python docs/run_notebooks.py

screenshots: ## Take the pictures in docs/img again
	@.ci/setup test
	$(BIN)/python docs/shots.py
	$(BIN)/python docs/capture.py

frontend: ## Build the front end (needs Node >= 20.19)
	@.ci/setup demo
	$(BIN)/python widgets/defaults.py
	cd widgets && npm ci && npm run build

wheel: ## Build the wheel into dist/
	@.ci/setup test
	$(BIN)/python -m pip wheel --quiet --no-deps --wheel-dir dist .

clean: ## Remove what the commands above made, except the virtual environment
	rm -rf out dist build .pytest_cache .ruff_cache .mypy_cache .hypothesis .import_linter_cache
