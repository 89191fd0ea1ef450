# Thin on purpose: each target calls one small script in tools/.
# Arguments pass through, as in: make test ARGS="-k today"

.DEFAULT_GOAL := help
.PHONY: help setup run test check cover bench drill clean

help: ## Say what there is
	@echo "Caseway. What you can make:"
	@sed -n 's/^\([a-z]*\): ## \(.*\)/  make \1|\2/p' Makefile | awk -F'|' '{ printf "%-14s %s\n", $$1, $$2 }'
	@echo 'Arguments pass through: make test ARGS="-k today"'

setup: ## Install what Caseway needs into .venv (run does this by itself)
	@tools/with-python -m tools.setup $(ARGS)

run: ## Set up, load the demonstration county, serve it and say who can sign in
	@tools/with-python -m tools.run $(ARGS)

test: ## Every check and every test, on SQLite and on PostgreSQL
	@tools/with-python -m tools.test $(ARGS)

check: ## The fast ones: style, types, the ladder, quick tests on SQLite
	@tools/with-python -m tools.test --fast $(ARGS)

cover: ## How much of the code the tests on SQLite go through
	@tools/with-python -m tools.test --cover $(ARGS)

bench: ## Measure the pages at 20,000 cases
	@tools/with-python -m tools.bench $(ARGS)

drill: ## Break a copy on purpose, and see that nothing saved is lost
	@tools/with-python -m tools.drills $(ARGS)

clean: ## Remove .venv and every cache; your data in var/ stay
	@tools/with-python -m tools.clean
