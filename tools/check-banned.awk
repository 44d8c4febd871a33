# tools/check-banned.awk: see tools/check-banned.
function fail(text) { print FILENAME ":" FNR ": " text; failed = 1 }
function calls(names) { return CODE ~ ("(^|[^A-Za-z0-9_])(" names ")[ ]*\\(") }

FNR == 1 {
    strip_reset()
    in_src = FILENAME ~ /(^|\/)src\//
    fuzz = FILENAME ~ /tests\/fuzz\//
    mem = FILENAME ~ /src\/base\/mem\.c$/
    may_exit = mem || FILENAME ~ /src\/main\.c$/
    may_write = FILENAME ~ /src\/report\/|tests\//
}

{ strip($0) }

/\t/ { fail("tab: indent with four spaces") }
/[ ]+$/ { fail("space at the end of the line") }
/\r/ { fail("carriage return") }
NOCOMMENT ~ /[\200-\377]/ && !(may_write && CODE !~ /[\200-\377]/) {
    fail("non-ASCII character in code (allowed in comments, and in literals of report/ and tests/)")
}
(in_src && !mem) && calls("malloc|calloc|realloc|reallocarray|free|strdup|strndup|asprintf|vasprintf|getline") {
    fail("heap call: memory comes from the arena or base/mem.h")
}
(in_src && !may_exit) && calls("exit|_exit|_Exit|quick_exit|abort") {
    fail("exit: only main.c and base/mem.c end the program")
}
in_src && FILENAME !~ /src\/base\// && calls("strtol|strtoll|strtoul|strtoull|strtod|sscanf") {
    fail("number parsing: use the str functions of base/str.h")
}
(in_src && FILENAME !~ /base\/cc\.h$/) && calls("assert") { fail("assert: use ASSERT or CHECK of base/cc.h") }
COMMENT ~ /(^|[^A-Za-z0-9_])(TODO|FIXME|XXX)([^A-Za-z0-9_]|$)/ && COMMENT !~ /(TODO|FIXME|XXX) ?\(#[0-9]+\)/ {
    fail("TODO without the number of an issue: write TODO (#12)")
}

END { exit failed }
