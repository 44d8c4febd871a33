# tools/strip.awk: takes comments and literals out of C, line by line; used by the gates with -f.
#
#   strip($0)    sets CODE (comments and literal contents blanked) and NOCOMMENT (literals kept),
#                both as long as the line; COMMENT holds the comment text of the line
#   strip_reset() at the first line of each file
function strip_reset() { IN_COMMENT = 0 }

function strip(line,    i, n, c, two, quote) {
    CODE = NOCOMMENT = COMMENT = ""
    n = length(line)
    for (i = 1; i <= n; i++) {
        c = substr(line, i, 1)
        two = substr(line, i, 2)
        if (IN_COMMENT) {
            COMMENT = COMMENT c; CODE = CODE " "; NOCOMMENT = NOCOMMENT " "
            if (two == "*/") { IN_COMMENT = 0; i++; CODE = CODE " "; NOCOMMENT = NOCOMMENT " " }
        } else if (quote != "") {
            NOCOMMENT = NOCOMMENT c
            CODE = CODE (c == quote ? c : " ")
            if (c == "\\") { i++; NOCOMMENT = NOCOMMENT substr(line, i, 1); CODE = CODE " " }
            else if (c == quote) quote = ""
        } else if (two == "/*") {
            IN_COMMENT = 1; i++; CODE = CODE "  "; NOCOMMENT = NOCOMMENT "  "
        } else if (two == "//") {
            COMMENT = COMMENT substr(line, i + 2)
            return
        } else {
            if (c == "\"" || c == "'") quote = c
            CODE = CODE c; NOCOMMENT = NOCOMMENT c
        }
    }
}
