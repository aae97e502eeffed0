# Plumbline: build, run and test. `make` alone lists what there is.

SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
# Cargo uses every core by itself; two of it at once would only wait for each other's locks.
.NOTPARALLEL:
MAKEFLAGS += --no-print-directory

# Tests make many small databases, and each write waits until its disk is sure: memory is at once. A
# small one is left alone, since a pack of four gigabytes is among what they write.
SCRATCH := $(shell if [ -w /dev/shm ] && [ "$$(df -Pk /dev/shm | awk 'END { print $$4 }')" -gt 10000000 ]; \
	then echo /dev/shm; else echo "$${TMPDIR:-/tmp}"; fi)

WASM := target/wasm32-unknown-unknown/wasm/app.wasm
# The packages are named alike in every native build of a profile: what a dependency is built with
# depends on them, and a change would build it again.
RELEASE := cargo build --release -p bundler -p plumbline
DEBUG := cargo build --workspace

.PHONY: help run demo dev test fmt lint test-unit test-browser screenshots bench site \
	wasm-target tools release debug node checkers clean

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-13s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: release ## Build the release and serve it on http://127.0.0.1:3000, data in ./data
	@exec target/release/plumbline serve

demo: release ## The same with the sample organisation, data in ./data-demo
	@exec target/release/plumbline demo --data ./data-demo

dev: ## Build and serve; again whenever a source changes
	@exec .ci/dev

test: ## Everything that CI runs
	@$(MAKE) lint
	@$(MAKE) test-unit
	@$(MAKE) test-browser
	@echo "All checks passed."

fmt: ## Format the Rust sources
	cargo fmt --all

lint: wasm-target tools ## Formatting and lints, native and wasm
	cargo fmt --all --check
	cargo clippy --workspace --all-targets -- -D warnings
	cargo clippy -p app --features hydrate --target wasm32-unknown-unknown -- -D warnings

test-unit: debug checkers ## Unit, store and whole-server tests
	TMPDIR="$(SCRATCH)" PLUMBLINE_BIN="$(CURDIR)/target/debug/plumbline" cargo test --workspace

test-browser: debug node ## Browser tests, with scripts and without
	@chromium="$$(end2end/chromium.sh)"; cd end2end; \
		TMPDIR="$(SCRATCH)" CHROMIUM_PATH="$$chromium" npx --no-install playwright test $(ARGS)

screenshots: release node ## Pictures of every page of the sample organisation, into ./screenshots
	@chromium="$$(end2end/chromium.sh)"; cd end2end; \
		CHROMIUM_PATH="$$chromium" PLUMBLINE_BIN="$(CURDIR)/target/release/plumbline" \
		npx --no-install playwright test -c screenshots.config.ts $(ARGS)

bench: release ## Measure pages, memory and start on the sample organisation
	@exec .ci/bench

site: wasm-target ## The stylesheet, the scripts and the wasm, into target/site
	$(RELEASE) --bin bundler
	cargo build -p app --lib --features hydrate --target wasm32-unknown-unknown --profile wasm
	target/release/bundler --wasm $(WASM)

wasm-target: ## Install the Rust target for the browser, if it is missing
	@if [ ! -d "$$(rustc --print sysroot)/lib/rustlib/wasm32-unknown-unknown/lib" ]; then \
		rustup target add wasm32-unknown-unknown; \
	fi

clean: ## Remove what was built, but no data
	cargo clean
	rm -rf end2end/node_modules end2end/test-results end2end/playwright-report screenshots

# What the list above is made of.

release: site
	$(RELEASE) --bin plumbline

debug: wasm-target
	$(DEBUG) --bin bundler
	cargo build -p app --lib --features hydrate --target wasm32-unknown-unknown --profile wasm
	target/debug/bundler --wasm $(WASM)
	$(DEBUG) --bin plumbline

tools:
	@cargo fmt --version >/dev/null 2>&1 || rustup component add rustfmt
	@cargo clippy --version >/dev/null 2>&1 || rustup component add clippy

# What an auditor checks a pack and the log with: tests run the very commands that VERIFY.md gives.
checkers:
	@for tool in python3 openssl; do \
		if command -v $$tool >/dev/null; then continue; fi; \
		if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
			apt-get update -qq && apt-get install -yqq --no-install-recommends $$tool; \
		else \
			echo "The tests need $$tool: install it and run them again." >&2; exit 1; \
		fi; \
	done

node:
	@if [ end2end/package-lock.json -nt end2end/node_modules/.package-lock.json ]; then \
		npm ci --prefix end2end --no-audit --no-fund; \
		touch end2end/node_modules/.package-lock.json; \
	fi
