/* assess/rules/needs_newer_server.c: a clause that the server's version does not know.
 *
 * Does      find clauses of PostgreSQL that came with a later version than the one that is named
 * Does not  say anything when no version is named: the newest is meant; look at what has a rule of its own (DETACH
 *           ... CONCURRENTLY, a foreign key NOT VALID of a partitioned table)
 * See       assess/rules/needs-newer-server.sql, https://www.postgresql.org/docs/release/
 */
#include "assess/rule.h"

void rule_needs_newer_server(const struct rule_input *in);

static const struct {
    enum change_verb verb;
    enum object_kind kind; /* ANY_CONSTRAINT = any kind */
    enum attr attr;
    int since; /* major version */
    const char *what;
} clauses[] = {
    { CHANGE_CREATE, KIND_NOT_NULL, ATTR_NOT_VALID, 18, "NOT NULL ... NOT VALID" },
    { CHANGE_CREATE, KIND_ANY_CONSTRAINT, ATTR_NOT_ENFORCED, 18, "NOT ENFORCED" },
    { CHANGE_CREATE, KIND_ANY_CONSTRAINT, ATTR_PERIOD, 18, "WITHOUT OVERLAPS and PERIOD" },
    { CHANGE_ALTER, KIND_COLUMN, ATTR_GENERATED, 17, "SET EXPRESSION" },
    { CHANGE_CREATE, KIND_ANY_CONSTRAINT, ATTR_NULLS_NOT_DISTINCT, 15, "NULLS NOT DISTINCT" },
    { CHANGE_ALTER, KIND_TABLE, ATTR_ACCESS_METHOD, 15, "SET ACCESS METHOD" },
    { CHANGE_CREATE, KIND_COLUMN, ATTR_COMPRESSION, 14, "COMPRESSION" },
    { CHANGE_ALTER, KIND_COLUMN, ATTR_COMPRESSION, 14, "SET COMPRESSION" },
};

static const struct edit *set_here(const struct change *c, enum attr attr)
{
    const struct edit *e = change_edit(c, attr);
    return e && e->verb == EDIT_SET ? e : NULL;
}

/* The clause that is too new, and since when there is one; NULL = none. */
static const char *too_new(const struct rule_input *in, int *out_since)
{
    const struct change *c = in->change;
    for (size_t i = 0; i < COUNT_OF(clauses); i++) {
        bool kind = clauses[i].kind == KIND_ANY_CONSTRAINT || clauses[i].kind == c->kind;
        *out_since = clauses[i].since;
        if (clauses[i].verb == c->verb && kind && set_here(c, clauses[i].attr) &&
            !ask_since(in, clauses[i].since * 10000))
            return clauses[i].what;
    }
    *out_since = 18;
    if (c->verb == CHANGE_CREATE && c->kind == KIND_COLUMN && set_here(c, ATTR_GENERATED) &&
        !set_here(c, ATTR_STORED) && !ask_since(in, 180000))
        return "a VIRTUAL generated column";
    *out_since = 15;
    if (c->verb == CHANGE_ROWS && c->rows && c->rows->verb == ROWS_MERGE && !ask_since(in, 150000))
        return "MERGE";
    return NULL;
}

void rule_needs_newer_server(const struct rule_input *in)
{
    int since = 0;
    const char *what = ask_written(in) ? too_new(in, &since) : NULL;
    if (!what)
        return;
    struct finding *f = say(in);
    say_message(in, f, "%s came with PostgreSQL %d, and this is for %d", what, since,
                in->opts->effect.version / 10000);
    say_happens(in, f, "The server refuses the statement, and all of the file is rolled back.");
    say_advice(in, f,
               "Write it without, or say for which version it is: --engine-version, engine_version "
               "in [lint].");
}
