# tools/check-size.awk: see tools/check-size. First file: size.allow, the rest: C.
#
# A function is what stands between "{" and "}" in the first column (clang-format sees to that),
# counted from the first line of its declaration.
function fail(file, line, text) { print file ":" line ": " text; failed = 1 }
function ask(file, line, text) { if (review) print file ":" line ": review: " text }

# got over the hard limit fails, over the soft one is a question.
function size(file, line, what, got, soft, hard) {
    if (got > hard) fail(file, line, what " is " got ", limit " hard)
    else if (got > soft) ask(file, line, what " is " got ", aim below " soft)
}

function end_of_file(    soft, hard) {
    if (file == "") return
    soft = file ~ /\.h$/ ? 150 : 500
    hard = file ~ /\.h$/ ? 250 : 800
    if (file in allowed) { hard = allowed[file]; used[file] = 1 }
    if (file !~ /\.def$/) size(file, 1, "file length in lines", lines, soft, hard)
}

function parameters(s,    i, c, depth, n, any) {
    sub(/^[^(]*\(/, "", s)
    depth = 1
    for (i = 1; i <= length(s) && depth > 0; i++) {
        c = substr(s, i, 1)
        if (c == "(") depth++
        else if (c == ")") depth--
        else if (c == "," && depth == 1) n++
        if (c !~ /[ )]/) any = 1
    }
    return any ? n + 1 : 0
}

# Branches of one line; a row of "case X: return Y;" is a table, not a branch.
function branches(s,    n) {
    if (s ~ /^ *case [^:?]*: *return [^?&|]*;/) return 0
    n = gsub(/(^|[^A-Za-z0-9_])(if|for|while|case)[ (]/, "&", s)
    return n + gsub(/&&|\|\||\?/, "&", s)
}

# 100 columns of code. A comment may run to 120, a row of a table that is not formatted to 140.
function columns(line, code,    n) {
    gsub(/[\200-\277]/, "", line)
    sub(/[ \t]+$/, "", code)
    n = length(line)
    if (COMMENT ~ /clang-format off/) in_table = 1
    if (COMMENT ~ /clang-format on/) in_table = 0
    if (FILENAME ~ /\.def$/ || in_table) size(FILENAME, FNR, "columns", n, 140, 140)
    else if (length(code) > 100) size(FILENAME, FNR, "columns", n, 100, 100)
    else size(FILENAME, FNR, "columns of a line with a comment", n, 100, 120)
}

FILENAME ~ /size\.allow$/ || FILENAME == "/dev/null" {
    if (/^[ \t]*(#|$)/) next
    if (NF < 3 || $2 !~ /^[0-9]+$/) fail(FILENAME, FNR, "want: path limit reason")
    allowed[$1] = $2
    next
}

FNR == 1 { end_of_file(); file = FILENAME; lines = 0; body = 0; head = ""; in_table = 0; strip_reset() }

{
    lines = FNR
    strip($0)
    columns($0, CODE)
}

FILENAME ~ /\.def$/ { next }

!body && /^\{/ && head ~ /\(/ { body = 1; start = head_line; branch = 1; branch_max = 0; next }
body && /^\}/ {
    size(FILENAME, start, "function length in lines", FNR - start + 1, 60, 100)
    size(FILENAME, start, "number of branches", branch, 15, 25)
    if (head !~ /^TEST\(/) size(FILENAME, start, "number of parameters", parameters(head), 5, 6)
    body = 0; head = ""
    next
}
body { branch += branches(CODE); next }
CODE ~ /^[ \t]*#/ || CODE ~ /[;}][ \t]*$/ || CODE ~ /^[ \t]*$/ { head = ""; next }
{ if (head == "") head_line = FNR; head = head " " CODE; sub(/^ +/, "", head) }

END {
    end_of_file()
    exit failed
}
