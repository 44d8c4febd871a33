# afloat: one plain GNU Makefile.
#
#   make [MODE=debug|release|asan|cov|fuzz] [CC=gcc|clang] [WERROR=1]
#   make check       unit tests and gates that need no server
#   make install     PREFIX=/usr/local DESTDIR=
#
# Everything lands in build/$(MODE) (build/$(MODE)-clang when CC=clang was asked for with BUILD=).
MODE  ?= debug
BUILD ?= build/$(MODE)
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
MODE_cov     := -O0 -g -DAFLOAT_FAULTS --coverage
MODE_fuzz    := -O1 -g -fsanitize=fuzzer-no-link,address,undefined -fno-omit-frame-pointer
LD_release   := $(HARDEN_LD)
LD_asan      := -fsanitize=address,undefined
LD_cov       := --coverage
LD_fuzz      := -fsanitize=address,undefined
ifeq ($(filter $(MODE),debug release asan cov fuzz),)
$(error MODE is one of debug release asan cov fuzz, not "$(MODE)")
endif

CPPFLAGS += -D_GNU_SOURCE -Isrc -Itests -I$(BUILD)/gen -include src/base/banned.h \
	$(shell $(PKG_CONFIG) --cflags $(LIBS) $(HEADERS))
CFLAGS   += -std=gnu17 -fPIE -fno-strict-aliasing -ffile-prefix-map=$(CURDIR)=. $(WARN) $(MODE_$(MODE))
LDFLAGS  += -pie $(LD_$(MODE))
LDLIBS   += $(shell $(PKG_CONFIG) --libs $(LIBS)) -ldl -lm

SRC  := $(sort $(filter-out src/main.c,$(wildcard src/*/*.c src/*/*/*.c)))
SQL  := $(sort $(wildcard src/engines/*/sql/*.sql))
OBJ  := $(SRC:%.c=$(BUILD)/%.o) $(SQL:%.sql=$(BUILD)/gen/%.o)
LIB  := $(BUILD)/libafloat_all.a
UNIT := $(sort $(wildcard tests/unit/*/test_*.c tests/unit/*/*/test_*.c))
UNIT_BIN := $(UNIT:%.c=$(BUILD)/%)
HARNESS  := $(patsubst %.c,$(BUILD)/%.o,$(wildcard tests/harness/*.c))

.PHONY: all unit clean
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
$(BUILD)/gen/%.o: $(BUILD)/gen/%.c
	$(CC) $(CPPFLAGS) $(CFLAGS) -MMD -MP -c -o $@ $<

$(BUILD)/tests/unit/%: $(BUILD)/tests/unit/%.o $(HARNESS) $(LIB)
	$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(LDLIBS)

# Tests against servers: run by hand or by a script that starts the servers and sets AFLOAT_TEST_*.
$(BUILD)/tests/engines/%: $(BUILD)/tests/engines/%.o $(HARNESS) $(LIB)
	$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(LDLIBS)

unit: $(UNIT_BIN)
	@for t in $(UNIT_BIN); do echo "# $$t"; $$t || exit 1; done

clean:
	rm -rf build

-include $(OBJ:.o=.d) $(BUILD)/src/main.d $(HARNESS:.o=.d) $(UNIT_BIN:=.d)
