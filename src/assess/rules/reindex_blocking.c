/* assess/rules/reindex_blocking.c: an index is built anew while writes, and many reads, wait.
 *
 * Does      find REINDEX without CONCURRENTLY of tables and indexes in use; give it with the word
 * See       assess/rules/reindex-blocking.sql
 */
#include "assess/rule_sql.h"

void rule_reindex_blocking(const struct rule_input *in);

/* The word that CONCURRENTLY stands behind. */
static const char *place(const struct rule_input *in)
{
    static const char *const words[] = { "INDEX", "TABLE", "SCHEMA", "DATABASE" };
    for (size_t i = 0; i < COUNT_OF(words); i++)
        if (ask_word(in, words[i]).length)
            return words[i];
    return NULL;
}

void rule_reindex_blocking(const struct rule_input *in)
{
    const struct change *c = in->change;
    if (c->verb != CHANGE_MAINTAIN || c->upkeep != UPKEEP_REINDEX || !ask_written(in) ||
        (c->flags & CHANGE_CONCURRENTLY) || !ask_on_live(in))
        return;
    struct range at = { 0 };
    const char *word = place(in);
    struct finding *f = say(in);
    str waits = ask_waits(in);
    str name = c->path.name; /* REINDEX SYSTEM may leave it out */
    say_message(in, f, "REINDEX%s" STR_FMT "%s builds indexes while writes wait",
                name.n ? " of \"" : "", STR_ARG(name), name.n ? "\"" : "");
    say_happens(in, f,
                STR_FMT
                "; then writes wait until the indexes are built, and so do reads that might "
                "use one of them: for as long as the table is large.",
                STR_ARG(waits));
    if (!word) {
        say_advice(in, f,
                   "System catalogs cannot be rebuilt CONCURRENTLY: do it in a maintenance "
                   "window.");
        return;
    }
    str better = ask_with_words(in, word, "CONCURRENTLY", &at);
    say_instead(in, f, STR_FMT ";\n", STR_ARG(better));
    if (in->file->native)
        say_fix(in, f, at, S(" CONCURRENTLY"));
    say_advice(
        in, f,
        "CONCURRENTLY stops neither reads nor writes and cannot be in a transaction. When it "
        "was interrupted, drop the invalid index whose name ends in _ccnew.");
}
