# tools/check-layers.awk: see tools/check-layers. First file: docs/ARCHITECTURE.md, the rest: src/.
BEGIN {
    n = split("assert ctype dirent dlfcn elf endian errno fcntl fenv float fnmatch ftw getopt glob grp " \
        "inttypes iso646 langinfo limits link locale malloc math net/if netdb poll pthread pwd regex " \
        "sched search setjmp signal spawn stdalign stdarg stdatomic stdbool stddef stdint stdio " \
        "stdlib stdnoreturn string strings syslog termios time uchar unistd utime wchar wctype", sys, " ")
    for (i = 1; i <= n; i++) system_header[sys[i] ".h"] = 1
}

function fail(text) { print FILENAME ":" FNR ": " text; failed = 1 }

# "`base/`" -> "base", "`main.c`" -> "main.c"
function bare(s) { gsub(/[` ]/, "", s); sub(/\/$/, "", s); return s }

# `libpq-fe.h` only under `engines/postgres`  |  jansson in `base/json.c`
function read_wrapped(line,    item, n, i, part, place, name) {
    n = split(line, item, /,|\. /)
    for (i = 1; i <= n; i++)
        if (match(item[i], /[A-Za-z0-9_.`-]+ (only )?(under|in) `[^`]+`/)) {
            part = substr(item[i], RSTART, RLENGTH)
            place = part; sub(/`$/, "", place); sub(/.*`/, "", place)
            name = part; sub(/ .*/, "", name); name = tolower(bare(name)); sub(/\.h$/, "", name)
            wrapped[name] = place
        }
}

FILENAME ~ /ARCHITECTURE\.md$/ {
    if (/^\|[- |]+$/) { in_table = 1; next }
    if (!/^\|/) in_table = 0
    if (in_table) {
        split($0, col, "|")
        layer = bare(col[2])
        known[layer] = 1
        rows++
        n = split(col[4], use, " ")
        for (i = 1; i <= n; i++) may[layer, bare(use[i])] = 1
    }
    if (/Third-party headers/) read_wrapped($0)
    next
}

FNR == 1 {
    strip_reset()
    path = FILENAME; sub(/^src\//, "", path)
    folder = path; if (!sub(/\/[^\/]*$/, "", folder)) folder = ""
    layer = folder == "" ? path : folder; sub(/\/.*/, "", layer)
    driver = folder ~ /^engines\/./ ? folder : ""
    sub(/^engines\//, "", driver); sub(/\/.*/, "", driver)
    if (!(layer in known)) fail("folder \"" layer "\" has no row in docs/ARCHITECTURE.md")
}

{ strip($0) }

NOCOMMENT ~ /^[ \t]*#[ \t]*include[ \t]*</ {
    split(NOCOMMENT, part, /[<>]/); check_third(part[2])
}

NOCOMMENT ~ /^[ \t]*#[ \t]*include[ \t]*"/ {
    split(NOCOMMENT, part, "\""); check_own(part[2])
}

function exists(p,    line, ok) { ok = (getline line < p) >= 0; close(p); return ok }

function check_third(h,    first, name, best) {
    first = tolower(h); sub(/\/.*/, "", first); sub(/\.h$/, "", first)
    for (name in wrapped)
        if (index(first, name) == 1 || (name == "mysql" && first ~ /^(maria|errmsg)/))
            best = name
    if (best != "") {
        if (index(path, wrapped[best]) != 1)
            fail("<" h "> belongs only in " wrapped[best])
    } else if (!(h in system_header) && h !~ /^(sys|netinet|arpa|linux)\//)
        fail("<" h "> is neither of the C library nor named in docs/ARCHITECTURE.md")
}

function check_own(h,    target, tdir, tlayer) {
    target = h
    if (!exists("src/" target)) {
        target = folder == "" ? h : folder "/" h
        if (!exists("src/" target)) { fail("\"" h "\" is not under src/"); return }
    }
    tdir = target; if (!sub(/\/[^\/]*$/, "", tdir)) tdir = ""
    tlayer = tdir; sub(/\/.*/, "", tlayer)
    if (target ~ /\.c$/) fail("\"" h "\": a .c file is not included")
    if (target ~ /_int\.h$/ && tdir != folder) fail("\"" h "\" is private to " tdir "/")
    if (driver != "" && tlayer == "engines") {
        if (tdir != "engines/" driver && index(tdir, "engines/" driver "/") != 1 &&
            target !~ /^engines\/engine\.(h|def)$/ && target != "engines/engines.def")
            fail("\"" h "\": a driver includes its own folder and engines/engine.h only")
    } else if (tlayer != layer && !((layer, tlayer) in may) && !((layer, target) in may))
        fail("\"" h "\": " layer " may not include " (tlayer == "" ? target : tlayer))
}

END {
    if (!rows) { print "docs/ARCHITECTURE.md:1: no table of layers found"; failed = 1 }
    exit failed
}
