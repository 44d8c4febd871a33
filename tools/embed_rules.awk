# tools/embed_rules.awk: turns the examples of the rules, src/assess/rules/*.sql, into one table in C, by slug.
# The texts are the files as they are.
BEGIN {
    printf "/* made from src/assess/rules */\n#include \"assess/rule.h\"\n\nconst struct rule_example rule_examples[] = {"
}
FNR == 1 {
    n = split(FILENAME, part, "/")
    slug = part[n]; sub(/\.sql$/, "", slug)
    printf "%s\n    { \"%s\",\n", (NR == 1 ? "" : " },"), slug
}
{ gsub(/\\/, "&&"); gsub(/"/, "\\\""); gsub(/\?\?/, "?\"\"?"); printf "      \"%s\\n\"\n", $0 }
END { print (NR ? " }," : "") "\n    { 0 },\n};" }
