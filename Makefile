# Every target does all the set-up it needs: cargo fetches and builds what is missing. Wanted: Rust (1.95 or
# newer), Python 3, a C++ compiler.
#
#   make demo    build, prove IMO 2000 Problem 1, draw its figure
#   make policy  the learned policy's program: finds LibTorch or fetches it (540 MB, once), builds, tries it
#   make test    all tests; formatting and clippy where they are installed. The first time it sets up LibTorch too; where
#                there is none for the platform, the policy is left out, and that is said
#   make trials  the kernel under a million mutated certificates and false goals, its rules in 10,000 figures each
#                (docs/trials.md; TRIALFLAGS="--count N --seed N --shard i/n"; a run that was stopped goes on)
#   make mutants cargo-mutants on the kernel (MUTANTFLAGS="--shard k/n"; what was caught before is not run again)
#   make check-coq  exports all proofs about numbers in datasets/ to Coq and lets coqc check them (docs/coq.md; Debian: apt install
#                coq). A run that was stopped goes on; COQFLAGS="--coq-timeout 60"; COQDATA="folders" instead of all of datasets/
#   make test-ray  a batch over three local Ray nodes, one of which is killed (python/README.md); sets up Ray in a virtual environment
#   make test-browser  the page of `prove inspect` in a headless Chromium; skipped, and that is said, where there is none
#   make bench   the figures of docs/benchmarks.md, measured anew (BENCHFLAGS=--install: with the provers that they are
#                compared with, from PyPI, in a virtual environment; BENCHFLAGS=--help: what else there is)
#   make fmt     format the sources and the problems
#
# CARGOFLAGS reaches every cargo command: `make test CARGOFLAGS=-j1`. LIBTORCH names a LibTorch of your own, EUCLASE_CACHE
# the folder in which one is made.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := demo
.PHONY: demo build policy libtorch libtorch-tried test test-browser check-format clippy unit recheck python documents test-ray setup trials mutants mutants-diff check-coq bench fmt clean need-cargo need-python

# Where rustup puts cargo, for shells that have not read its profile.
export PATH := $(PATH):$(HOME)/.cargo/bin
CARGO ?= cargo
CARGOFLAGS ?=
BENCHFLAGS ?=
TRIALFLAGS ?=
MUTANTFLAGS ?=
COQFLAGS ?=
COQDATA ?= $(wildcard datasets/algebra datasets/mixed datasets/classic datasets/imo datasets/rules)
LOCKED := --locked $(CARGOFLAGS)

# A newer clippy knows lints that this code has not met: they are printed, and fatal in CI alone.
DENY := $(if $(CI),-- -D warnings)

DEMO := datasets/imo/imo_2000_p1.fml
PROBLEMS = $(wildcard datasets/imo/*.fml datasets/classic/*.fml datasets/people/*.fml datasets/false/*.fml datasets/sketch/*.fml datasets/algebra/*.fml datasets/mixed/*.fml datasets/traps/*.fml datasets/rules/*.fml)

demo: build
	@$(CARGO) run --release $(LOCKED) --quiet --bin prove -- $(DEMO) --figure demo.svg --cert demo.json
	@echo
	@echo "Proved: $(DEMO)"
	@echo "The figure is in  $(CURDIR)/demo.svg  (open it in a browser), the certificate in  $(CURDIR)/demo.json"

build: need-cargo
	$(CARGO) build --release $(LOCKED) --bin prove

policy: need-cargo need-python
	@python3 provers/policy/libtorch.py >/dev/null
	$(CARGO) build --release $(LOCKED) -p euclase-policy
	@$(CARGO) run --release $(LOCKED) --quiet -p euclase-policy -- version

# All parts run, whatever the others say.
test:
	@$(MAKE) --no-print-directory --keep-going libtorch check-format clippy unit recheck python documents setup

# LibTorch for the tests. The parts that want it run without the policy where it cannot be had, so this fails nothing yet.
libtorch-tried:
	@mkdir -p target; code=0; \
	if command -v python3 >/dev/null; then python3 provers/policy/libtorch.py >/dev/null || code=$$?; \
	else echo "Python 3 is missing"; code=3; fi; \
	echo $$code >target/libtorch-tried; \
	test $$code = 0 || echo "THE POLICY IS LEFT OUT, for the reason above: all else is built and tested"

# A platform for which there is no LibTorch is no failure (3); a set-up that has gone wrong is one.
libtorch: libtorch-tried
	@case $$(cat target/libtorch-tried) in 0|3) ;; *) exit 1;; esac
WITHOUT = $$(test "$$(cat target/libtorch-tried)" = 0 || echo --exclude euclase-policy)

# The tests of the set-up itself: nothing is fetched.
setup:
	@if command -v python3 >/dev/null; then python3 -m unittest discover -s provers/policy/tests; \
	else echo "Python 3 is missing: the set-up of LibTorch is not tested"; fi

# The second checker's own tests.
recheck:
	@if command -v python3 >/dev/null; then python3 -m unittest discover -s provers/recheck/tests; \
	else echo "Python 3 is missing: the second checker is not tested"; fi

# The Python package, with the program that the tests have built; it is built only where there is none.
python: need-cargo
	@prove="$${CARGO_TARGET_DIR:-$(CURDIR)/target}/debug/prove"; \
	if ! command -v python3 >/dev/null; then echo "Python 3 is missing: the Python package is not tested"; \
	else { test -x "$$prove" || $(CARGO) build $(LOCKED) --quiet --bin prove; } && EUCLASE_PROVE="$$prove" python3 -m unittest discover -s python/tests; fi

# Documents, compiled by Typst, which comes from PyPI where it can be had, and by LaTeX where it is installed.
documents: need-cargo
	@prove="$${CARGO_TARGET_DIR:-$(CURDIR)/target}/debug/prove"; \
	if ! command -v python3 >/dev/null; then echo "Python 3 is missing: documents are not compiled"; exit 0; fi; \
	test -x "$$prove" || $(CARGO) build $(LOCKED) --quiet --bin prove || exit 1; \
	python=target/documents/bin/python; \
	{ test -x $$python || python3 -m venv target/documents; } >/dev/null 2>&1 && $$python -m pip install --quiet typst >/dev/null 2>&1 || python=python3; \
	EUCLASE_PROVE="$$prove" $$python -m unittest discover -s tests/documents

# A network of its own, where there may be one: Ray then talks to this machine alone.
test-ray: build need-python
	@test -x target/ray/bin/python || { python3 -m venv target/ray && target/ray/bin/pip install --quiet 'ray>=2.9'; }
	@alone=; unshare -n true 2>/dev/null && alone="unshare -n"; \
	EUCLASE_PROVE="$${CARGO_TARGET_DIR:-$(CURDIR)/target}/release/prove" $$alone bash -c 'ip link set lo up 2>/dev/null; exec target/ray/bin/python python/tests/ray_cluster.py'

# The last line counts the tests of all crates together. Clippy and the tests share what cargo compiles of tch's C++ part.
unit: need-cargo libtorch-tried
	@log=$$(mktemp); trap 'rm -f "$$log"' EXIT; ok=true; \
	$(CARGO) test --workspace $(WITHOUT) --no-fail-fast $(LOCKED) 2>&1 | tee "$$log" || ok=false; \
	awk '/^test result:/ { p += $$4; f += $$6; i += $$8 } \
	    END { printf "all tests: %d passed; %d failed; %d ignored\n", p, f, i }' "$$log"; \
	$$ok

# Names the files that want `make fmt`.
check-format: need-cargo
	@if $(CARGO) fmt --version >/dev/null 2>&1; then $(CARGO) fmt --all -- --check --files-with-diff; \
	else echo "rustfmt is not installed: formatting is not checked"; fi

clippy: need-cargo libtorch-tried
	@if $(CARGO) clippy --version >/dev/null 2>&1; then $(CARGO) clippy --workspace $(WITHOUT) --all-targets $(LOCKED) $(DENY); \
	else echo "clippy is not installed: lints are not checked"; fi

# All parts run, whatever the others say.
trials: need-cargo
	@mkdir -p target; ok=true; run() { $(CARGO) run --release $(LOCKED) --quiet -p euclase-trials -- "$$@" || ok=false; }; \
	run mutants --out target/trials.jsonl $(TRIALFLAGS); \
	run false-goals; \
	rm -f target/both.jsonl target/both.dump; run mutants --count 100000 --seed 5 --out target/both.jsonl --dump target/both.dump; \
	if command -v python3 >/dev/null; then python3 provers/recheck/compare.py --mutants target/both.dump || ok=false; fi; \
	$(CARGO) test --release $(LOCKED) -p euclase-kernel --test it -- --ignored --nocapture || ok=false; \
	$$ok

# The second pass adds the longest test, and runs what the first one missed. Results stay in target/mutants.out; without that
# folder all is run anew.
MUTANTS = $(CARGO) mutants -p euclase-kernel --gitignore true -o target --timeout 60 --baseline skip --iterate
mutants: need-cargo
	@$(CARGO) mutants --version >/dev/null 2>&1 || $(CARGO) install cargo-mutants --locked
	@$(MUTANTS) $(MUTANTFLAGS) -- --test it -- --skip every_rule_holds || $(MUTANTS) $(MUTANTFLAGS) -- --test it

# Those in lines that the last commit changed, where cargo-mutants is installed.
mutants-diff: need-cargo
	@if ! $(CARGO) mutants --version >/dev/null 2>&1; then echo "cargo-mutants is not installed: changes of the kernel are not mutated"; \
	elif ! git rev-parse -q --verify HEAD~1 >/dev/null; then echo "No earlier commit: nothing to compare with"; \
	elif git diff --quiet HEAD~1 -- provers/kernel/src 2>/dev/null; then echo "The kernel is as it was: nothing to mutate"; \
	else mkdir -p target; git diff HEAD~1 -- provers/kernel/src > target/kernel.diff; $(MUTANTS) --in-diff target/kernel.diff -- --test it; fi

# Texts and what Coq has accepted stay in target/coq.
check-coq: build
	@$(CARGO) run --release $(LOCKED) --quiet --bin prove -- export $(COQDATA) --to coq --check --support-once --timeout 10 --coq-timeout 300 --out target/coq $(COQFLAGS)

# CHROMIUM names a browser of your own.
test-browser: build
	@if command -v python3 >/dev/null; then python3 -m unittest discover -s tests/browser; \
	else echo "Python 3 is missing: the page is not tested in a browser"; fi

bench: need-cargo
	@if command -v python3 >/dev/null; then python3 benches/compare.py $(BENCHFLAGS); \
	else echo "Python 3 is missing: the closure alone, without whole processes and other provers"; \
	$(CARGO) bench $(LOCKED) --bench closure; fi

fmt: need-cargo
	$(CARGO) fmt --all
	$(CARGO) run --release $(LOCKED) --quiet --bin prove -- fmt $(PROBLEMS)

clean:
	$(CARGO) clean
	rm -f demo.svg demo.json .libtorch

need-cargo:
	@command -v $(CARGO) >/dev/null || { echo "Rust is missing: install it with rustup (https://rustup.rs), 1.95 or newer"; exit 1; }

need-python:
	@command -v python3 >/dev/null || { echo "Python 3 is missing: it sets up LibTorch"; exit 1; }
