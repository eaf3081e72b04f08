# make demo    the main job end to end on an embedded database
# make run     the window
# make test    everything that must hold: arrows, types, tests (brings its own PostgreSQL)
# make help    the rest

PYTHON ?= python3
VENV := .venv
RUN := $(VENV)/bin/python
STAMPS := $(VENV)/.setup
OUT ?= build/demo

.PHONY: classifier demo run test lint bench faults screens freeze setup words fonts bytecode help clean
.DEFAULT_GOAL := help

help:
	@echo "make demo | run | test | lint | bench | faults | screens | freeze | clean"

$(STAMPS)/venv: requirements.lock packaging/system_packages.sh
	@packaging/system_packages.sh venv
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "Python 3.11 or newer is needed: make PYTHON=python3.11 ...")'
	@test -x $(RUN) || $(PYTHON) -m venv $(VENV)
	@echo "set-up: installing the locked dependencies"
	@$(RUN) -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements.lock
	@mkdir -p $(STAMPS)
	@touch $@

$(STAMPS)/words: $(STAMPS)/venv packaging/build_words.py $(wildcard resources/i18n/*/*.po)
	@$(RUN) packaging/build_words.py
	@touch $@

$(STAMPS)/fonts: $(STAMPS)/venv packaging/build_fonts.py
	@$(RUN) packaging/build_fonts.py
	@touch $@

$(STAMPS)/offscreen: $(STAMPS)/venv packaging/system_packages.sh
	@mkdir -p $(STAMPS)
	@packaging/system_packages.sh offscreen
	@touch $@

$(STAMPS)/window: $(STAMPS)/venv packaging/system_packages.sh
	@mkdir -p $(STAMPS)
	@packaging/system_packages.sh window
	@touch $@

# The classifier's model is committed; make it anew after a change of the catalogue's words or sentences (a test says when).
classifier: setup
	@$(RUN) packaging/build_classifier.py

# An installation has its compiled files: without them every start would compile the window first.
bytecode: $(STAMPS)/venv
	@$(RUN) -m compileall -q surveyapp main.py

words: $(STAMPS)/words
fonts: $(STAMPS)/fonts
setup: $(STAMPS)/venv $(STAMPS)/words $(STAMPS)/fonts bytecode

demo: setup
	@$(RUN) main.py demo --out $(OUT)

run: setup $(STAMPS)/window
	@$(RUN) main.py $(ARGS)

lint: setup
	@$(VENV)/bin/ruff check .
	@$(VENV)/bin/ruff format --check --quiet .
	@$(VENV)/bin/lint-imports --no-logo > $(STAMPS)/arrows.txt || (cat $(STAMPS)/arrows.txt; false)
	@tail -n 1 $(STAMPS)/arrows.txt
	@$(VENV)/bin/mypy

# Three runs beside each other: the window's tests wait more than they compute, so two cores serve three. With ARGS only what is asked for is run.
BIG_WINDOW := $(addprefix tests/ui/test_,screens.py event_loop.py touch.py keyboard_alone.py story.py photo_viewer.py drafts.py)
LAST_WINDOW := $(addprefix tests/ui/test_,overview_page.py settings_page.py)
test: export QT_QPA_PLATFORM = offscreen
test: setup $(STAMPS)/offscreen lint
ifdef ARGS
	@$(RUN) -m pytest $(ARGS)
else
	@mkdir -p build
	@$(RUN) -m pytest $(BIG_WINDOW) > build/test-big-window.log 2>&1 & big=$$!; \
	$(RUN) -m pytest tests/ui $(patsubst %,--ignore=%,$(BIG_WINDOW) $(LAST_WINDOW)) > build/test-window.log 2>&1 & window=$$!; \
	$(RUN) -m pytest tests --ignore=tests/ui; rest=$$?; \
	$(RUN) -m pytest $(LAST_WINDOW); last=$$?; \
	wait $$window; window=$$?; wait $$big; big=$$?; cat build/test-window.log build/test-big-window.log; \
	test $$rest -eq 0 -a $$last -eq 0 -a $$window -eq 0 -a $$big -eq 0
endif

bench: setup $(STAMPS)/offscreen
	@QT_QPA_PLATFORM=offscreen $(RUN) -m tests.benchmarks $(ARGS)
ifndef ARGS
	@QT_QPA_PLATFORM=offscreen $(RUN) -m tests.benchmarks --growth
endif

faults: setup
	@$(RUN) -m tests.faults $(ARGS)

screens: setup $(STAMPS)/offscreen
	@QT_QPA_PLATFORM=offscreen $(RUN) -m tests.screens.pages build/screens

freeze: setup $(STAMPS)/offscreen
	@$(RUN) packaging/freeze.py

clean:
	rm -rf build $(VENV)
