# tools/install.mk: libafloat, install, uninstall, source archive, Debian packages.
#
# Does      write below $(DESTDIR) only; the same tree gives the same bytes
# Shape     $(INSTALLED) lists what install makes, and uninstall removes
PREFIX     ?= /usr/local
bindir     ?= $(PREFIX)/bin
libdir     ?= $(PREFIX)/lib
includedir ?= $(PREFIX)/include
datadir    ?= $(PREFIX)/share
mandir     ?= $(datadir)/man
docdir     ?= $(datadir)/doc/afloat
pcdir      ?= $(libdir)/pkgconfig
bashdir    ?= $(datadir)/bash-completion/completions
zshdir     ?= $(datadir)/zsh/site-functions
fishdir    ?= $(datadir)/fish/vendor_completions.d
INSTALL    ?= install

VERSION := $(shell sed -n 's/^.define AFLOAT_VERSION "\(.*\)"/\1/p' include/afloat.h)
ABI     := $(shell sed -n 's/^.define AFLOAT_ABI *\([0-9]*\).*/\1/p' include/afloat.h)
SONAME  := libafloat.so.$(ABI)
REALSO  := $(SONAME).$(subst $() ,.,$(wordlist 2,3,$(subst ., ,$(VERSION))))
LIBOBJ  := $(patsubst %.c,$(BUILD)/%.o,$(wildcard src/lib/*.c))
# Not what is only for those who work on afloat.
DOCS    := README.md LICENSE $(filter-out %/ARCHITECTURE.md %/STYLE.md %/TESTING.md,$(wildcard docs/*.md))
EXAMPLES := $(filter-out %.pyc,$(wildcard examples/*/*))

lib: $(BUILD)/$(SONAME) $(BUILD)/libafloat.so $(BUILD)/libafloat.a $(BUILD)/afloat.pc

$(BUILD)/$(SONAME): $(LIBOBJ) $(LIB) src/lib/libafloat.map
	$(CC) $(CFLAGS) $(filter-out -pie,$(LDFLAGS)) -shared -Wl,-soname,$(SONAME) -Wl,-z,defs \
		-Wl,--version-script=src/lib/libafloat.map -o $@ $(LIBOBJ) $(LIB) $(LDLIBS)

$(BUILD)/libafloat.so: $(BUILD)/$(SONAME)
	ln -sf $(SONAME) $@

# One object in which only afloat_* can be seen from outside.
$(BUILD)/libafloat.a: $(LIBOBJ) $(LIB)
	@rm -f $@
	$(LD) -r -o $(BUILD)/libafloat.o $(LIBOBJ) $(LIB)
	$(OBJCOPY) -w --keep-global-symbol='afloat_*' $(BUILD)/libafloat.o
	$(AR) rcsD $@ $(BUILD)/libafloat.o
OBJCOPY ?= objcopy

$(BUILD)/afloat.pc: tools/afloat.pc.in include/afloat.h tools/install.mk
	@mkdir -p $(@D)
	@sed -e 's|@PREFIX@|$(PREFIX)|; s|@LIBDIR@|$(libdir:$(PREFIX)%=$${prefix}%)|' \
		-e 's|@INCLUDEDIR@|$(includedir:$(PREFIX)%=$${prefix}%)|; s|@VERSION@|$(VERSION)|' \
		-e 's|@LIBS@|$(LIBS)|' tools/afloat.pc.in > $@
.PHONY: $(BUILD)/afloat.pc # it holds folders, which may be others each time

# Each is SOURCE:DESTINATION. The program names its manual pages and prints its completions.
INSTALL_LIB := $(if $(filter 1,$(STATIC)),,$(BUILD)/libafloat.a:$(libdir)/libafloat.a \
	include/afloat.h:$(includedir)/afloat.h $(BUILD)/afloat.pc:$(pcdir)/afloat.pc)
INSTALL_DATA := $(INSTALL_LIB) $(foreach d,$(DOCS),$(d):$(docdir)/$(notdir $(d))) \
	$(foreach e,$(EXAMPLES),$(e):$(docdir)/$(e))
COMPLETIONS := bash:$(bashdir)/afloat zsh:$(zshdir)/_afloat fish:$(fishdir)/afloat.fish
LINKS := $(if $(filter 1,$(STATIC)),,$(libdir)/$(REALSO) $(libdir)/$(SONAME) $(libdir)/libafloat.so)
INSTALLED = $(bindir)/afloat $(LINKS) $(foreach p,$(INSTALL_DATA) $(COMPLETIONS),$(lastword $(subst :, ,$(p))))

install: all man $(if $(filter 1,$(STATIC)),,lib)
	@$(INSTALL) -D -m 755 $(BUILD)/afloat $(DESTDIR)$(bindir)/afloat
	@$(foreach p,$(INSTALL_DATA),$(INSTALL) -D -m 644 $(subst :, $(DESTDIR),$(p)) &&) true
ifneq (1,$(STATIC))
	@$(INSTALL) -D -m 644 $(BUILD)/$(SONAME) $(DESTDIR)$(libdir)/$(REALSO)
	@ln -sf $(REALSO) $(DESTDIR)$(libdir)/$(SONAME)
	@ln -sf $(SONAME) $(DESTDIR)$(libdir)/libafloat.so
endif
	@for m in $(BUILD)/man/*; do \
		case $(STATIC)$$m in 1*.3) continue ;; esac; \
		$(INSTALL) -D -m 644 $$m $(DESTDIR)$(mandir)/man$${m##*.}/$${m##*/} || exit 1; done
	@$(foreach c,$(COMPLETIONS),$(BUILD)/afloat completion $(firstword $(subst :, ,$(c))) \
		> $(BUILD)/completion && $(INSTALL) -D -m 644 $(BUILD)/completion \
		$(DESTDIR)$(lastword $(subst :, ,$(c))) &&) true
	@rm -f $(BUILD)/completion

# Folders go when they are empty and only afloat's: those of the documentation.
uninstall:
	@rm -f $(addprefix $(DESTDIR),$(INSTALLED)) \
		$(DESTDIR)$(mandir)/man1/afloat.1 $(DESTDIR)$(mandir)/man1/afloat-*.1 \
		$(DESTDIR)$(mandir)/man5/afloat.toml.5 \
		$(DESTDIR)$(mandir)/man3/libafloat.3
	@for d in $(sort $(foreach e,$(EXAMPLES),$(dir $(e)))) examples .; do \
		rmdir $(DESTDIR)$(docdir)/$$d 2>/dev/null; done; rmdir $(DESTDIR)$(docdir) 2>/dev/null; true

# The committed tree with its version in the folder's name; the time is that of the commit.
dist:
	@mkdir -p build
	git archive --format=tar --prefix=afloat-$(VERSION)/ HEAD | gzip -9n > build/afloat-$(VERSION).tar.gz
	@cd build && sha256sum afloat-$(VERSION).tar.gz | tee afloat-$(VERSION).tar.gz.sha256

deb:
	scripts/package-deb
