# afloat: one plain GNU Makefile.
#
#   make [MODE=debug|release|asan|tsan|cov|fuzz] [CC=gcc|clang] [WERROR=1] [BUILD=build/x]
#   make check       unit tests, gates and golden tests: all that needs no server
#   make unit        unit tests            make engines   build the engine tests (scripts/test runs them)
#   make gates       tools/check-*         make golden    tests/golden (UPDATE=1 rewrites what is expected)
#   make fuzz T=split SECS=60              make fuzz-replay   the corpora once, without a fuzzer
#   make cov         lines of src/ that the unit tests reach, per file
#   make format      clang-format 14 over src/ and tests/
#   make docs        docs/json.md from the tables     make man     the manual pages, in build/$(MODE)/man
#   make lib         libafloat.a, libafloat.so.0, afloat.pc
#   make install     PREFIX=/usr/local DESTDIR=; make uninstall; make dist: a source archive
#   make STATIC=1    one program without shared libraries, PostgreSQL and MariaDB clients in it
#
# Everything lands in build/$(MODE); build/setup.mk is written by scripts/setup and outlives make clean.
STATIC ?= 0
MODE  ?= $(if $(filter 1,$(STATIC)),release,debug)
BUILD ?= build/$(if $(filter 1,$(STATIC)),static,$(MODE))
CC    := $(if $(filter default,$(origin CC)),gcc,$(CC))
PKG_CONFIG ?= pkg-config
-include build/setup.mk # written by scripts/setup without root: where unpacked packages lie

LIBS    := sqlite3 jansson libutf8proc libcrypto
HEADERS := libpq libmariadb # only their headers: the libraries are loaded when their engine is first used

WARN := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wstrict-prototypes \
	-Wmissing-prototypes -Wcast-qual -Wwrite-strings -Wvla -Walloca -Wundef -Wformat=2 -Wswitch-enum \
	-Wnull-dereference -Wdouble-promotion -Wdate-time -Wframe-larger-than=16384 -Wimplicit-fallthrough
ifneq (,$(findstring clang,$(CC)))
WARN += -Wmissing-variable-declarations -Wcomma -Wunreachable-code -Wno-gnu-zero-variadic-macro-arguments
else
WARN += -Wduplicated-cond -Wduplicated-branches -Wlogical-op -Wformat-signedness \
	-Wimplicit-fallthrough=5 -Wjump-misses-init -Warith-conversion
endif
ifeq ($(WERROR),1)
WARN += -Werror
endif

HARDEN := -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=3 -fstack-protector-strong -fstack-clash-protection \
	-fcf-protection=full -ftrivial-auto-var-init=zero -fno-delete-null-pointer-checks -fno-strict-overflow
HARDEN_LD := -Wl,-z,relro,-z,now,-z,noexecstack,-z,separate-code -Wl,--as-needed
MODE_debug   := -O1 -g -DAFLOAT_FAULTS
MODE_release := -O2 -g -DNDEBUG $(HARDEN)
MODE_asan    := -O1 -g -DAFLOAT_FAULTS -DARENA_SPLIT -fsanitize=address,undefined -fno-sanitize-recover=undefined -fno-omit-frame-pointer
MODE_tsan    := -O1 -g -fsanitize=thread -fno-omit-frame-pointer
MODE_cov     := -O0 -g -DAFLOAT_FAULTS --coverage
MODE_fuzz    := -O1 -g -fsanitize=fuzzer-no-link,address,undefined -fno-omit-frame-pointer
LD_release   := $(HARDEN_LD)
LD_asan      := -fsanitize=address,undefined
LD_tsan      := -fsanitize=thread
LD_cov       := --coverage
LD_fuzz      := -fsanitize=address,undefined
ifeq ($(filter $(MODE),debug release asan tsan cov fuzz),)
$(error MODE is one of debug release asan tsan cov fuzz, not "$(MODE)")
endif

ifneq (,$(filter-out clean format gates,$(or $(MAKECMDGOALS),all)))
PKG_MISSING := $(strip $(foreach p,$(LIBS) $(HEADERS),$(shell $(PKG_CONFIG) --exists $(p) || echo $(p))))
ifneq (,$(PKG_MISSING))
$(error missing libraries: $(PKG_MISSING) (scripts/setup installs what the build needs))
endif
endif
PKG_CFLAGS := $(shell $(PKG_CONFIG) --cflags $(LIBS) $(HEADERS))
PKG_LIBS   := $(shell $(PKG_CONFIG) --libs $(LIBS))

CPPFLAGS += -D_GNU_SOURCE -Isrc -Iinclude -Itests -I$(BUILD)/gen -include src/base/banned.h $(PKG_CFLAGS)
CFLAGS   += -std=gnu17 $(PIC) -fvisibility=hidden -fno-strict-aliasing -ffile-prefix-map=$(CURDIR)=. $(WARN) $(MODE_$(MODE))
LDFLAGS  += $(PIE) $(LD_$(MODE))
LDLIBS   += $(PKG_LIBS) -ldl -lm -pthread

# One set of objects for the program and libafloat: hidden symbols make -fPIC cost nothing.
PIC := -fPIC
PIE := -pie
ifeq ($(STATIC),1)
include tools/static.mk
endif

SRC  := $(sort $(filter-out src/main.c,$(wildcard src/*/*.c src/*/*/*.c)))
SQL  := $(sort $(wildcard src/engines/*/sql/*.sql))
RULE_SQL := $(sort $(wildcard src/assess/rules/*.sql))
OBJ  := $(SRC:%.c=$(BUILD)/%.o) $(SQL:%.sql=$(BUILD)/gen/%.o) $(BUILD)/gen/rule_examples.o
LIB  := $(BUILD)/libafloat_all.a
UNIT := $(sort $(wildcard tests/unit/*/test_*.c tests/unit/*/*/test_*.c))
UNIT_BIN := $(UNIT:%.c=$(BUILD)/%)
HARNESS  := $(patsubst %.c,$(BUILD)/%.o,$(filter-out %/replay.c,$(wildcard tests/harness/*.c)))
# tests/engines/test_*.c are programs; what else lies there is linked into each of them.
ENGINE      := $(sort $(wildcard tests/engines/test_*.c))
ENGINE_BIN  := $(ENGINE:%.c=$(BUILD)/%)
# test_conformance.c, the suite that every engine passes, has more files: conf_*.c.
CONF        := $(sort $(wildcard tests/engines/conf_*.c))
ENGINE_HELP := $(patsubst %.c,$(BUILD)/%.o,$(filter-out $(ENGINE) $(CONF),$(wildcard tests/engines/*.c)))
FUZZ     := $(sort $(wildcard tests/fuzz/fuzz_*.c))
FUZZ_BIN := $(FUZZ:%.c=$(BUILD)/%)
SECS     ?= 60

.PHONY: all check unit unit-programs engines gates golden fuzz fuzz-replay fuzz-programs asan cov \
	format docs man install uninstall dist deb lib clean
.SECONDARY:
all: $(BUILD)/afloat

$(BUILD)/afloat: $(BUILD)/src/main.o $(LIB)
	$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(LDLIBS)

$(LIB): $(OBJ)
	@rm -f $@
	$(AR) rcs $@ $^

# mysql.h has macros that use what banned.h bans: it is read before the ban.
$(BUILD)/src/engines/mysql/%.o: CPPFLAGS := -include mysql.h $(CPPFLAGS)

$(BUILD)/%.o: %.c
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) $(CFLAGS) -MMD -MP -c -o $@ $<

# A catalog query src/engines/x/sql/name.sql becomes the C string sql_x_name.
$(BUILD)/gen/%.c: %.sql tools/embed.awk
	@mkdir -p $(@D)
	awk -v path=$< -f tools/embed.awk $< > $@
# The examples of the rules, for explain and the documentation.
$(BUILD)/gen/rule_examples.c: $(RULE_SQL) tools/embed_rules.awk
	@mkdir -p $(@D)
	LC_ALL=C awk -f tools/embed_rules.awk $(RULE_SQL) > $@
$(BUILD)/gen/%.o: $(BUILD)/gen/%.c
	$(CC) $(CPPFLAGS) $(CFLAGS) -MMD -MP -c -o $@ $<

$(BUILD)/tests/unit/%: $(BUILD)/tests/unit/%.o $(HARNESS) $(LIB)
	$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(LDLIBS)

$(BUILD)/tests/engines/%: $(BUILD)/tests/engines/%.o $(ENGINE_HELP) $(HARNESS) $(LIB)
	$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(LDLIBS)

$(BUILD)/tests/engines/test_conformance: $(CONF:%.c=$(BUILD)/%.o)

# A tool of tests/real: what the splitter and the outlines make of files.
$(BUILD)/tests/real/%: $(BUILD)/tests/real/%.o $(LIB)
	$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(LDLIBS)

# A tool of tests/schema: statements as afloat writes them.
$(BUILD)/tests/schema/%: $(BUILD)/tests/schema/%.o $(LIB)
	$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(LDLIBS)

# With MODE=fuzz a fuzzer, else a program that runs the target once on each file it is given.
ifeq ($(MODE),fuzz)
FUZZ_MAIN := -fsanitize=fuzzer
else
FUZZ_MAIN := $(BUILD)/tests/harness/replay.o
endif
$(BUILD)/tests/fuzz/%: $(BUILD)/tests/fuzz/%.o $(filter %.o,$(FUZZ_MAIN)) $(LIB)
	$(CC) $(CFLAGS) $(LDFLAGS) $(filter-out %.o,$(FUZZ_MAIN)) -o $@ $^ $(LDLIBS)

unit-programs: $(UNIT_BIN)
unit: $(UNIT_BIN)
	@for t in $(UNIT_BIN); do echo "# $$t"; $$t || exit 1; done

engines: $(ENGINE_BIN) $(BUILD)/tests/real/count $(BUILD)/tests/real/read $(BUILD)/tests/schema/render

check: unit gates fuzz-replay golden

gates:
	@for g in layers size banned format; do tools/check-$$g || bad=1; done; test -z "$$bad"
	@tests/tools/run

# Before the program exists there is nothing to compare.
golden: $(if $(wildcard src/main.c),$(BUILD)/afloat)
	@AFLOAT=$(if $(wildcard src/main.c),$(CURDIR)/$(BUILD)/afloat) UPDATE=$(UPDATE) tests/golden/run

fuzz:
	@test -f tests/fuzz/fuzz_$(T).c || { echo "make fuzz T=NAME, NAME of:" \
		$(FUZZ:tests/fuzz/fuzz_%.c=%); exit 2; }
	$(MAKE) MODE=fuzz CC=clang BUILD=build/fuzz build/fuzz/tests/fuzz/fuzz_$(T)
	@mkdir -p build/fuzz/corpus/$(T) build/fuzz/found
	build/fuzz/tests/fuzz/fuzz_$(T) -max_total_time=$(SECS) -timeout=10 -print_final_stats=1 \
		-artifact_prefix=build/fuzz/found/$(T)- build/fuzz/corpus/$(T) $(wildcard tests/fuzz/corpus/$(T))

fuzz-programs: $(FUZZ_BIN)
fuzz-replay: $(FUZZ_BIN)
	@for t in $(FUZZ_BIN); do n=$${t##*/fuzz_}; $$t tests/fuzz/corpus/$$n || exit 1; done

asan:
	$(MAKE) MODE=asan BUILD=build/asan unit

cov:
	@find build/cov -name '*.gcda' -delete 2>/dev/null || true
	$(MAKE) MODE=cov BUILD=build/cov unit
	@tools/coverage build/cov

format:
	@find src tests -name '*.[ch]' | xargs $$(command -v clang-format-14 || echo clang-format) -i

# Made from the tables of the program; tests/cli fails when the page is stale.
docs: $(BUILD)/afloat
	$(BUILD)/afloat __docs json > docs/json.md.new && mv docs/json.md.new docs/json.md
	$(BUILD)/afloat __docs rules > docs/RULES.md.new && mv docs/RULES.md.new docs/RULES.md
	@rm -rf docs/rules && mkdir docs/rules
	@for r in $$($(BUILD)/afloat __docs rule); do $(BUILD)/afloat __docs rule $$r > docs/rules/$$r.md || exit 1; done

man: $(BUILD)/afloat
	@rm -rf $(BUILD)/man && mkdir -p $(BUILD)/man
	@for p in $$($(BUILD)/afloat __docs man); do $(BUILD)/afloat __docs man $$p > $(BUILD)/man/$$p || exit 1; done

include tools/install.mk

clean:
	@test ! -d build || find build -mindepth 1 -maxdepth 1 ! -name setup.mk -exec rm -rf {} +

-include $(OBJ:.o=.d) $(BUILD)/src/main.d $(HARNESS:.o=.d) $(UNIT_BIN:=.d) $(ENGINE_BIN:=.d) \
	$(ENGINE_HELP:.o=.d) $(CONF:%.c=$(BUILD)/%.d) $(FUZZ_BIN:=.d) $(BUILD)/tests/harness/replay.d \
	$(BUILD)/tests/real/count.d $(BUILD)/tests/real/read.d $(BUILD)/tests/schema/render.d
