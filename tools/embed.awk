# tools/embed.awk: turns one .sql file into one C string, symbol sql_<engine>_<name>.
# The text is the file without its leading comment block; comments inside stay.
BEGIN {
    n = split(path, part, "/")
    name = part[n]; sub(/\.sql$/, "", name)
    printf "/* made from %s */\nextern const char sql_%s_%s[];\nconst char sql_%s_%s[] =\n", path, part[n - 2], name, part[n - 2], name
    head = 1
}
head && /^--/ { next }
{ head = 0; gsub(/\\/, "&&"); gsub(/"/, "\\\""); printf "    \"%s\\n\"\n", $0 }
END { print "    ;" }
