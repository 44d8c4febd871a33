# tools/static.mk: make STATIC=1: one program that needs no shared library.
#
# Does      link SQLite, jansson, utf8proc, OpenSSL and, where the system has their archives, the clients of
#           PostgreSQL (libpq.a with libpgcommon.a and libpgport.a) and MariaDB (libmariadbclient.a)
# Does not  build libafloat; include Kerberos and LDAP (src/engines/postgres/pg_static.c says no in their place)
# See       scripts/static-libs, which fetches the two archives that Debian keeps in another package
PIC := -fPIE
PIE := -static-pie

# Of the same major version as libpq: they are parts of one program.
PQ_MAJOR := $(firstword $(subst ., ,$(shell $(PKG_CONFIG) --modversion libpq)))
PG_STATIC_DIR ?= $(patsubst %/,%,$(dir $(firstword $(wildcard \
	/usr/lib/postgresql/$(PQ_MAJOR)/lib/libpgport.a /usr/lib/*/libpgport.a /usr/lib/libpgport.a \
	$(addsuffix /static-libs/libpgport.a,$(AFLOAT_CACHE) /var/cache/afloat $(HOME)/.cache/afloat)))))
has_archive = $(filter /%,$(shell $(CC) -print-file-name=$(1)))

ifneq (,$(and $(PG_STATIC_DIR),$(call has_archive,libpq.a)))
CPPFLAGS += -DAFLOAT_STATIC_POSTGRES
STATIC_CLIENTS += -L$(PG_STATIC_DIR) -lpq -lpgcommon -lpgport
endif
MARIADB_A := $(firstword $(foreach l,mariadbclient mariadb,$(if $(call has_archive,lib$(l).a),$(l))))
ifneq (,$(MARIADB_A))
CPPFLAGS += -DAFLOAT_STATIC_MARIADB
STATIC_CLIENTS += -l$(MARIADB_A)
endif
CPPFLAGS += -DAFLOAT_STATIC
PKG_LIBS = $(shell $(PKG_CONFIG) --static --libs $(LIBS))
LDLIBS   = $(STATIC_CLIENTS) -lssl $(PKG_LIBS) -lz -ldl -lm -pthread $(LD_QUIET)
# That glibc looks up hosts and users at run time is known, and right for files and DNS.
comma    := ,
LD_QUIET := $(if $(findstring no-warnings,$(shell $(CC) -Wl,--help 2>/dev/null)),-Wl$(comma)--no-warnings)
