# One word per verb; `make help` lists them. Everything made goes to build/.

VERSION := $(shell cat VERSION)
MODE ?= release
BUILD := build/$(MODE)
GEN := build/gen

# The page of `make run`: PAGE=file.html URL=https://where.it/came/from
ifndef PAGE
PAGE := tests/pages/metered-notice/page.html
URL := https://www.meridiancourier.example/world/kerry-back-in-washington-114072700031_1.html
endif
PREFIX ?= $(HOME)/.local
BIN = $(DESTDIR)$(PREFIX)/bin

# A text as one word of the shell.
quoted = '$(subst ','\'',$(1))'

# What is too large for the project or not ours to give away: CORPUS=folder, for the tests that
# have a use for what they find in it. PAYLOADS=all: the browsers too take all of the payloads.
ifdef CORPUS
export CLEANCOPY_XSS ?= $(wildcard $(abspath $(CORPUS))/xss-dev.json)
endif

CC ?= cc
PKGS := jansson libxml-2.0
PKG_CONFIG ?= pkg-config
PKG_CFLAGS := $(shell $(PKG_CONFIG) --cflags $(PKGS) 2>/dev/null)
PKG_LIBS := $(shell $(PKG_CONFIG) --libs $(PKGS) 2>/dev/null)

WARNINGS := -std=c11 -Wall -Wextra -Werror -Wshadow -Wstrict-prototypes -Wmissing-prototypes \
    -Wpointer-arith -Wwrite-strings -Wvla -Wformat=2
HARDEN := -fstack-protector-strong -fPIE -fno-strict-aliasing
LINK_HARDEN := -pie -Wl,-z,relro,-z,now,-z,noexecstack
SANITIZE := -O1 -g -fno-omit-frame-pointer -fsanitize=address,undefined -fno-sanitize-recover=all
ifeq ($(MODE),sanitize)
OPT := $(SANITIZE)
else ifeq ($(MODE),fuzz)
OPT := $(SANITIZE) -fsanitize=fuzzer-no-link
CC := clang
else
OPT := -O2 -g -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2
endif

CPPFLAGS += -D_GNU_SOURCE -DCLEANCOPY_VERSION='"$(VERSION)"' -Ihost -I$(GEN) $(PKG_CFLAGS)
CFLAGS += $(WARNINGS) $(OPT) $(HARDEN) -MMD -MP
LDFLAGS += $(OPT) $(LINK_HARDEN)
LDLIBS += $(PKG_LIBS)

LAYERS := base rules engine render worker store wire command
LIB_SRC := $(filter-out host/rules/mk%.c,$(wildcard $(LAYERS:%=host/%/*.c)))
LIB_OBJ := $(LIB_SRC:%.c=$(BUILD)/%.o) $(BUILD)/rules_data.o $(BUILD)/model_data.o
LIB := $(BUILD)/libcleancopy.a
PROGRAMS := $(BUILD)/cleancopy $(BUILD)/cleancopy-host
RULES := $(wildcard host/rules/*.txt host/rules/phrases/*.txt manifest/*.in manifest/*.txt)
# mkrules folds phrases as the engine folds pages, and names the model by its digest.
MKRULES_SRC := $(wildcard host/rules/mk*.c) host/base/text.c host/base/strbuf.c host/base/mapping.c \
    host/base/digest.c

UNIT_SRC := $(wildcard tests/unit/test_*.c)
UNITS := $(UNIT_SRC:tests/unit/%.c=$(BUILD)/tests/%)
BENCH := $(BUILD)/bench
TARGETS := $(patsubst tests/fuzz/fuzz_%.c,%,$(wildcard tests/fuzz/fuzz_*.c))
REPLAYS := $(TARGETS:%=$(BUILD)/fuzz/replay_%)
SEED_FILES := host/PROTOCOL.md $(wildcard tests/pages/*/page.html tests/spec/*.txt)

# What a verb needs may be installed while it runs, so the building is a make of its own:
# it asks pkg-config anew. It uses all processors unless -j said otherwise.
JOBS = $(if $(findstring -j,$(MAKEFLAGS)),,-j$(shell nproc))
AGAIN = @$(MAKE) --no-print-directory $(JOBS)

.DELETE_ON_ERROR:
.SECONDARY:
.PHONY: help run test install uninstall lint lint-format lint-tidy lint-cppcheck lint-js \
    format grammar bench model pictures quality quality-snapshots fuzz clean build units replays
.DEFAULT_GOAL := build

define HOW_TO_LOAD
printf '  %-9s %s\n' \
    Chromium 'chrome://extensions, Developer mode, Load unpacked: $(CURDIR)/extension' \
    Firefox 'about:debugging#/runtime/this-firefox, Load Temporary Add-on: $(CURDIR)/extension/manifest.json'
endef

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-17s %s\n", $$1, $$2 }' Makefile

run: ## send a page through the real host and print what comes back (PAGE=file URL=address)
	@.ci/need build
	@echo "Building Cleancopy $(VERSION)"
	$(AGAIN) build
	@mkdir -p build/run/cleancopy && rm -f build/run/*.html
	@echo 'folder = $(CURDIR)/build/run' >build/run/cleancopy/config
	@XDG_CONFIG_HOME='$(CURDIR)/build/run' $(BUILD)/cleancopy ask --save \
	    --host $(BUILD)/cleancopy-host $(if $(URL),--url $(call quoted,$(URL))) $(call quoted,$(PAGE))
	@echo
	@echo "In a browser: make install, then load the extension:"
	@$(HOW_TO_LOAD)

test: ## every test on both builds, then both browsers (ONLY=word: the suites with it in their name; CORPUS=folder)
	@.ci/need build test
	@echo "Building Cleancopy $(VERSION): as released, and with address and undefined-behaviour checks"
	$(AGAIN) MODE=release build units tests/node_modules/.package-lock.json
	$(AGAIN) MODE=sanitize build units replays
	@tests/run release sanitize

install: ## both programs to PREFIX (~/.local), and the host registered with the browsers
	@.ci/need build
	$(AGAIN) MODE=release build
	@install -d '$(BIN)'
	@install -m 755 build/release/cleancopy build/release/cleancopy-host '$(BIN)'
ifdef DESTDIR
	@echo "Staged. Each user registers the host with $(PREFIX)/bin/cleancopy install"
else
	@'$(BIN)/cleancopy' install
	@echo "Now load the extension:"
	@$(HOW_TO_LOAD)
endif

uninstall: ## both programs and their registrations away again; saved copies stay
ifndef DESTDIR
	@if [ -x '$(BIN)/cleancopy' ]; then '$(BIN)/cleancopy' uninstall; \
	    else echo "Nothing is installed in $(BIN)."; fi
endif
	@rm -f '$(BIN)/cleancopy' '$(BIN)/cleancopy-host'

lint: ## formatting, clang-tidy, cppcheck, and the extension's linters
	@.ci/need build test lint
	$(AGAIN) --keep-going lint-format lint-tidy lint-cppcheck lint-js

format: ## every C file as .clang-format has it
	@.ci/need lint
	@clang-format -i $(C_FILES)

grammar: $(GEN)/grammar.js ## the extension's copy of the output grammar, made anew
	@cp $< extension/lib/grammar.js

bench: ## nanoseconds a byte, stage by stage, over a folder of pages (PAGES=folder)
	@.ci/need build
	$(AGAIN) MODE=release build/release/bench
	@build/release/bench '$(or $(PAGES),tests/pages)'

model: ## learn host/rules/model.txt anew from a labelled corpus (CORPUS=folder)
	@.ci/need build train
	$(AGAIN) MODE=release build/train/model.txt
	@cp build/train/model.txt host/rules/model.txt
	@cp build/train/vectors.txt tests/quality/vectors.txt

quality: ## word F1 by type of page, each by a table that has not seen it (CORPUS=folder)
	@.ci/need build train
	$(AGAIN) MODE=release $(FOLDS:%=build/train/fold-%/cleancopy)
	@$(PYTHON) host/train/quality.py '$(CORPUS)' tests/quality/floors.txt \
	    $(FOLDS:%=build/train/fold-%/cleancopy) $(if $(WORST),--worst $(WORST)) \
	    $(if $(SET_FLOORS),--set-floors)

pictures: ## how many pictures of articles survive (CORPUS=folder KIND=article WORST=n)
	@.ci/need build
	$(AGAIN) MODE=release build
	@python3 host/train/pictures.py build/release/cleancopy '$(CORPUS)' \
	    $(if $(KIND),--kind $(KIND)) $(if $(WORST),--worst $(WORST))

quality-snapshots: ## the same pages as files and as Chromium sees them (CORPUS=folder)
	@.ci/need build test train
	$(AGAIN) MODE=release $(FOLDS:%=build/train/fold-%/cleancopy) build/quality/snapshots.ndjson
	@$(PYTHON) host/train/snapshots.py compare '$(CORPUS)' build/quality/snapshots.ndjson \
	    $(FOLDS:%=build/train/fold-%/cleancopy) $(if $(WORST),--worst $(WORST))

fuzz: ## every fuzz target for TIME seconds (600); what it finds stays in build/fuzz/found
	@.ci/need build fuzz
	$(AGAIN) MODE=fuzz build/fuzz/fuzz/seeds $(TARGETS:%=build/fuzz/fuzz/fuzz_%)
	@tests/fuzz/run '$(or $(TIME),600)' $(TARGETS)

clean: ## everything made goes
	@rm -rf build

build: $(PROGRAMS)
units: $(UNITS)
replays: $(REPLAYS) $(BUILD)/fuzz/seeds

# The rules are compiled first: everything includes what mkrules writes.
$(GEN)/mkrules: $(MKRULES_SRC) $(wildcard host/rules/mk*.h) host/rules/vocabulary.h \
    host/rules/metadata.h host/rules/sieve.h
	@mkdir -p $(@D)
	@echo "  CC   $@"
	@$(CC) $(WARNINGS) -O1 -g -D_GNU_SOURCE -Ihost -o $@ $(filter %.c,$^)

$(GEN)/rules.stamp: $(GEN)/mkrules $(RULES)
	@echo "  RULES"
	@$(GEN)/mkrules host/rules manifest $(GEN)
	@touch $@

# Written only when they change, so an edited phrase rebuilds rules_data.o and nothing more.
$(GEN)/rules_tags.h $(GEN)/embedded.h $(GEN)/rules_data.c $(GEN)/model_data.c \
    $(GEN)/grammar.js: $(GEN)/rules.stamp ;

$(BUILD)/%_data.o: $(GEN)/%_data.c
	@mkdir -p $(@D)
	@echo "  CC   $<"
	@$(CC) $(CPPFLAGS) $(CFLAGS) -c -o $@ $<

$(BUILD)/%.o: %.c | $(GEN)/rules.stamp
	@mkdir -p $(@D)
	@echo "  CC   $<"
	@$(CC) $(CPPFLAGS) $(CFLAGS) -c -o $@ $<

$(LIB): $(LIB_OBJ)
	@rm -f $@
	@$(AR) rcs $@ $^

$(BUILD)/cleancopy: $(BUILD)/host/cli.o $(LIB)
	@echo "  LINK $@"
	@$(CC) $(LDFLAGS) -o $@ $^ $(LDLIBS)

$(BUILD)/cleancopy-host: $(BUILD)/host/main.o $(LIB)
	@echo "  LINK $@"
	@$(CC) $(LDFLAGS) -o $@ $^ $(LDLIBS)

$(BUILD)/bench: $(BUILD)/tests/bench/bench.o $(LIB)
	@mkdir -p $(@D)
	@$(CC) $(LDFLAGS) -o $@ $^ $(LDLIBS)

# Learning the block model: measured rows, then trees from all pages and, for scoring, from all
# but those of one fold. The build needs none of it.
PYTHON := /usr/bin/python3
FOLDS := 0 1 2 3 4 5 6 7 8 9

# What a program measures hangs on every part of it but the table: that has no say in what is
# measured, so a new one does not measure again.
MEASURED := $(filter-out %/model_data.o,$(LIB_OBJ)) \
    $(patsubst %,host/train/%.py,corpus label gather)

build/train/rows.npz: $(MEASURED) | $(BUILD)/cleancopy
	@test -n '$(CORPUS)' || { echo "Say where: make $(MAKECMDGOALS) CORPUS=folder with html/ and ground-truth/"; exit 1; }
	@mkdir -p $(@D)
	@echo "  MEASURE $(CORPUS)"
	@$(PYTHON) host/train/gather.py $(BUILD)/cleancopy '$(CORPUS)' $@

build/train/model.txt: build/train/rows.npz host/train/learn.py | $(BUILD)/cleancopy
	@echo "  LEARN   $@"
	@$(PYTHON) host/train/learn.py $(BUILD)/cleancopy $< '$(CORPUS)' $(@D)

$(FOLDS:%=build/train/fold-%.txt): build/train/model.txt ;

# The program with another table of trees.
build/train/fold-%/cleancopy: build/train/fold-%.txt $(GEN)/mkrules $(BUILD)/host/cli.o $(LIB)
	@mkdir -p $(@D)
	@$(GEN)/mkrules $< $(@D)
	@$(CC) $(CPPFLAGS) $(CFLAGS) -c -o $(@D)/model_data.o $(@D)/model_data.c
	@echo "  LINK $@"
	@$(CC) $(LDFLAGS) -o $@ $(BUILD)/host/cli.o $(@D)/model_data.o $(filter-out %/model_data.o,$(LIB_OBJ)) $(LDLIBS)

# What a browser saw of some pages of the corpus: taken anew when the taking has changed.
build/quality/snapshots.ndjson: host/train/snapshots.py host/train/corpus.py tests/quality/take.mjs \
    extension/content/snapshot.js extension/lib/snapshot-source.js
	@mkdir -p $(@D)
	@echo "  TAKE    $(CORPUS)"
	@$(PYTHON) host/train/snapshots.py choose '$(CORPUS)' >$(@D)/pages.ndjson
	@node tests/quality/take.mjs $(@D)/pages.ndjson $@

# Seeds are what the other tests hold, so they are made, not kept.
$(BUILD)/fuzz/seeds: $(BUILD)/tests/fuzz/seeds.o $(LIB) $(SEED_FILES)
	@rm -rf $@ && mkdir -p $@
	@$(CC) $(LDFLAGS) -o $@.program $(filter %.o %.a,$^) $(LDLIBS)
	@$@.program $@ $(SEED_FILES)

$(BUILD)/fuzz/replay_%: $(BUILD)/tests/fuzz/fuzz_%.o $(BUILD)/tests/fuzz/replay.o $(LIB)
	@mkdir -p $(@D)
	@$(CC) $(LDFLAGS) -o $@ $^ $(LDLIBS)

$(BUILD)/fuzz/fuzz_%: $(BUILD)/tests/fuzz/fuzz_%.o $(LIB)
	@mkdir -p $(@D)
	@$(CC) $(LDFLAGS) -fsanitize=fuzzer -o $@ $^ $(LDLIBS)

$(BUILD)/tests/%: $(BUILD)/tests/unit/%.o $(LIB)
	@mkdir -p $(@D)
	@echo "  LINK $@"
	@$(CC) $(LDFLAGS) -o $@ $^ $(LDLIBS) -lcmocka

# Linting. clang-tidy reads a file again only when it or a header of it changed: its stamp
# hangs on the object, which does the same.
C_FILES := $(sort $(shell find host tests -name node_modules -prune -o -name '*.[ch]' -print))
TIDY_SRC := $(sort $(LIB_SRC) $(MKRULES_SRC) $(UNIT_SRC) \
    $(wildcard host/*.c tests/bench/*.c tests/fuzz/*.c))
TIDY := $(TIDY_SRC:%.c=build/lint/%.tidy)

lint-format:
	@echo "clang-format"
	@clang-format --dry-run -Werror $(C_FILES)

lint-tidy: $(TIDY)

build/lint/%.tidy: $(BUILD)/%.o .clang-tidy
	@mkdir -p $(@D)
	@echo "  TIDY $*.c"
	@clang-tidy --quiet --warnings-as-errors='*' $*.c -- $(CPPFLAGS) -std=c11 2>$@.err \
	    || { cat $@.err >&2; exit 1; }
	@touch $@

# cppcheck 2.10 overlooks _Noreturn, and then sees paths that end there go on; and it does not
# see that a function fills what it is handed, which gcc and the sanitizers look after.
lint-cppcheck: $(GEN)/rules.stamp
	@echo "cppcheck"
	@mkdir -p build/lint/cppcheck
	@cppcheck --quiet --std=c11 --enable=warning,performance,portability --inline-suppr \
	    --cppcheck-build-dir=build/lint/cppcheck --error-exitcode=1 -D_GNU_SOURCE \
	    '-D_Noreturn=__attribute__((noreturn))' --suppress=uninitvar --suppress=ctuuninitvar \
	    '-Djson_array_foreach(array,i,item)=while((item=json_array_get(array,i++)))' \
	    '-DCLEANCOPY_VERSION="$(VERSION)"' -Ihost -I$(GEN) \
	    $(LIB_SRC) $(wildcard host/*.c) $(MKRULES_SRC)

# The extension's linters need a newer Node than Debian 12 has: it comes as a package, like them.
NODE_BIN := $(CURDIR)/tests/node_modules/.bin

lint-js: tests/node_modules/.package-lock.json
	@echo "eslint"
	@PATH="$(NODE_BIN):$$PATH" eslint --config tests/eslint.config.mjs extension tests
	@echo "addons-linter"
	@$(NODE_BIN)/node tests/lint-extension.mjs

tests/node_modules/.package-lock.json: tests/package-lock.json
	@echo "  NPM  tests/node_modules"
	@npm ci --prefix tests --ignore-scripts --no-audit --no-fund --silent
	@touch $@

-include $(shell find $(BUILD) -name '*.d' 2>/dev/null)
