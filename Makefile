# One word per verb; `make help` lists them.

VERSION := $(shell cat VERSION)
MODE ?= release
BUILD := build/$(MODE)
GEN := build/gen

CC ?= cc
PKGS := jansson libxml-2.0
PKG_CONFIG ?= pkg-config

WARNINGS := -std=c11 -Wall -Wextra -Werror -Wshadow -Wstrict-prototypes -Wmissing-prototypes \
    -Wpointer-arith -Wwrite-strings -Wvla -Wformat=2
HARDEN := -fstack-protector-strong -fPIE -fno-strict-aliasing
LINK_HARDEN := -pie -Wl,-z,relro,-z,now,-z,noexecstack
ifeq ($(MODE),sanitize)
OPT := -O1 -g -fno-omit-frame-pointer -fsanitize=address,undefined -fno-sanitize-recover=all
else
OPT := -O2 -g -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2
endif

CPPFLAGS += -D_GNU_SOURCE -DCLEANCOPY_VERSION='"$(VERSION)"' -Ihost -I$(GEN) \
    $(shell $(PKG_CONFIG) --cflags $(PKGS) 2>/dev/null)
CFLAGS += $(WARNINGS) $(OPT) $(HARDEN) -MMD -MP
LDFLAGS += $(OPT) $(LINK_HARDEN)
LDLIBS += $(shell $(PKG_CONFIG) --libs $(PKGS) 2>/dev/null)

LAYERS := base rules engine render worker store wire command
LIB_SRC := $(filter-out host/rules/mk%.c,$(wildcard $(LAYERS:%=host/%/*.c)))
LIB_OBJ := $(LIB_SRC:%.c=$(BUILD)/%.o) $(BUILD)/rules_data.o
LIB := $(BUILD)/libcleancopy.a
PROGRAMS := $(BUILD)/cleancopy $(BUILD)/cleancopy-host
RULES := $(wildcard host/rules/*.txt host/rules/phrases/*.txt manifest/*.in manifest/*.txt)

UNIT_SRC := $(wildcard tests/unit/test_*.c)
UNITS := $(UNIT_SRC:tests/unit/%.c=$(BUILD)/tests/%)

.DELETE_ON_ERROR:
.SECONDARY:
.PHONY: build units clean
.DEFAULT_GOAL := build

build: $(PROGRAMS)
units: $(UNITS)

# The rules are compiled first: everything includes what mkrules writes.
$(GEN)/mkrules: $(wildcard host/rules/mk*.c host/rules/mk*.h)
	@mkdir -p $(@D)
	$(CC) $(WARNINGS) -O1 -g -D_GNU_SOURCE -Ihost -o $@ $(filter %.c,$^)

$(GEN)/rules.stamp: $(GEN)/mkrules $(RULES)
	$(GEN)/mkrules host/rules manifest $(GEN)
	@touch $@

# Written only when they change, so an edited phrase rebuilds rules_data.o and nothing more.
$(GEN)/rules_tags.h $(GEN)/embedded.h $(GEN)/rules_data.c $(GEN)/grammar.js: $(GEN)/rules.stamp ;

$(BUILD)/rules_data.o: $(GEN)/rules_data.c
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) $(CFLAGS) -c -o $@ $<

$(BUILD)/%.o: %.c | $(GEN)/rules.stamp
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) $(CFLAGS) -c -o $@ $<

$(LIB): $(LIB_OBJ)
	@rm -f $@
	$(AR) rcs $@ $^

$(BUILD)/cleancopy: $(BUILD)/host/cli.o $(LIB)
	$(CC) $(LDFLAGS) -o $@ $^ $(LDLIBS)

$(BUILD)/cleancopy-host: $(BUILD)/host/main.o $(LIB)
	$(CC) $(LDFLAGS) -o $@ $^ $(LDLIBS)

$(BUILD)/tests/%: $(BUILD)/tests/unit/%.o $(LIB)
	@mkdir -p $(@D)
	$(CC) $(LDFLAGS) -o $@ $^ $(LDLIBS) -lcmocka

clean:
	rm -rf build

-include $(shell find $(BUILD) -name '*.d' 2>/dev/null)
