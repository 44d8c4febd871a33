/* schema/change_print.c: changes on one line each.
 *
 * Does      print everything that a reader found in a clause; what bind found where it is known
 * Does not  print ranges and ids
 * Shape     verb, kind, path, flags in brackets, edits, outline of rows; golden files hold it
 * Errors    none
 * See       schema/change.h
 */
#include "schema/change.h"
#include "schema/value_int.h"

static const char *const verb_words[] = {
    [CHANGE_CREATE] = "create",   [CHANGE_DROP] = "drop",       [CHANGE_ALTER] = "alter",
    [CHANGE_RENAME] = "rename",   [CHANGE_MOVE] = "move",       [CHANGE_ROWS] = "rows",
    [CHANGE_MAINTAIN] = "upkeep", [CHANGE_SESSION] = "session", [CHANGE_CONTROL] = "control",
    [CHANGE_RUN] = "run",         [CHANGE_OPAQUE] = "opaque",
};
static const char *const rows_words[] = {
    [ROWS_SELECT] = "select", [ROWS_INSERT] = "insert",     [ROWS_UPDATE] = "update",
    [ROWS_DELETE] = "delete", [ROWS_MERGE] = "merge",       [ROWS_REPLACE] = "replace",
    [ROWS_COPY] = "copy",     [ROWS_TRUNCATE] = "truncate",
};
static const char *const upkeep_words[] = {
    [UPKEEP_VACUUM] = "vacuum",     [UPKEEP_VACUUM_FULL] = "vacuum-full",
    [UPKEEP_ANALYZE] = "analyze",   [UPKEEP_CLUSTER] = "cluster",
    [UPKEEP_REINDEX] = "reindex",   [UPKEEP_REFRESH] = "refresh",
    [UPKEEP_LOCK] = "lock",         [UPKEEP_UNLOCK] = "unlock",
    [UPKEEP_OPTIMIZE] = "optimize", [UPKEEP_CHECK] = "check",
    [UPKEEP_REPAIR] = "repair",     [UPKEEP_CHECKPOINT] = "checkpoint",
    [UPKEEP_NOTIFY] = "notify",     [UPKEEP_SHOW] = "show",
};
static const char *const control_words[] = {
    [CONTROL_BEGIN] = "begin",       [CONTROL_COMMIT] = "commit",
    [CONTROL_ROLLBACK] = "rollback", [CONTROL_SAVEPOINT] = "savepoint",
    [CONTROL_PREPARE] = "prepare",   [CONTROL_CONSTRAINTS] = "constraints",
};
/* In the order of the bits of enum change_flag. */
static const char *const flag_words[] = {
    "if exists", "if not exists", "or replace", "cascade", "concurrently", "only",     "temporary",
    "restates",  "inline",        "as select",  "attach",  "detach",       "finalize", "validate",
    "implied",   "self named",    "in body",    "nothing", "local",
};

_Static_assert(COUNT_OF(verb_words) == CHANGE__COUNT, "a word for every verb");
_Static_assert(COUNT_OF(rows_words) == ROWS__COUNT, "a word for every verb of rows");
_Static_assert(COUNT_OF(upkeep_words) == UPKEEP__COUNT, "a word for every upkeep");
_Static_assert(COUNT_OF(control_words) == CONTROL__COUNT, "a word for every control");
_Static_assert(1U << (COUNT_OF(flag_words) - 1) == CHANGE_LOCAL, "a word for every flag");

static const struct value_style full = { .facts = true, .quotes = true };

const char *change_verb_word(enum change_verb verb)
{
    return verb_words[verb];
}

static void print_flags(struct buf *out, unsigned flags)
{
    const char *gap = " [";

    for (size_t i = 0; i < COUNT_OF(flag_words); i++)
        if (flags & (1U << i)) {
            buf_printf(out, "%s%s", gap, flag_words[i]);
            gap = ", ";
        }
    if (*gap == ',')
        buf_char(out, ']');
}

static void print_was(struct buf *out, const struct edit *e)
{
    if (e->was.kind == VALUE_NONE)
        return;
    buf_z(out, " (was ");
    value_print_as(out, &e->was, &(struct value_style){ .quotes = true });
    buf_char(out, ')');
}

/* word=value; word=default when reset; word+='x' after 'y'; word-='x'; word:'x'->'y' */
static void print_edit(struct buf *out, const struct edit *e)
{
    static const char *const ops[] = { [EDIT_SET] = "=",
                                       [EDIT_RESET] = "=reset",
                                       [EDIT_ADD] = "+=",
                                       [EDIT_REMOVE] = "-=",
                                       [EDIT_RENAME] = ":" };

    buf_printf(out, " %s%s", attr_word(e->attr), ops[e->verb]);
    if (e->verb != EDIT_RESET)
        value_print_as(out, &e->value, &full);
    else if (e->value.kind != VALUE_NONE) { /* an option that is reset by its name */
        buf_char(out, ' ');
        value_print_as(out, &e->value, &full);
    }
    if (e->verb == EDIT_RENAME) {
        buf_z(out, "->");
        value_print_text(out, e->to, true);
    }
    if (e->neighbour.p) {
        buf_z(out, e->before ? " before " : " after ");
        value_print_text(out, e->neighbour, true);
    }
    print_was(out, e);
}

static void print_rows(struct buf *out, const struct rows *r)
{
    if (r->row_count)
        buf_printf(out, " rows=%u", r->row_count);
    if (r->set.n) {
        buf_z(out, " set=");
        value_print_refs(out, &r->set, &full);
    }
    buf_z(out, r->where ? " where" : "");
    if (r->condition.text.p) {
        buf_z(out, r->where ? "=" : " condition=");
        value_print_expr(out, &r->condition, &full);
    }
    if (r->from.n) {
        buf_z(out, " from=");
        value_print_refs(out, &r->from, &full);
    }
    buf_z(out, r->star ? " star" : "");
    buf_z(out, r->limit ? " limit" : r->portion ? " portion" : "");
    buf_z(out, r->from_select ? " from-select" : "");
    buf_z(out, r->on_conflict ? " on-conflict" : "");
    buf_z(out, r->locks ? " locks" : "");
    buf_z(out, r->restart ? " restart" : "");
    buf_z(out, r->cascade ? " cascade" : "");
}

static const char *second_word(const struct change *c)
{
    if (c->verb == CHANGE_ROWS)
        return rows_words[c->rows->verb];
    if (c->verb == CHANGE_MAINTAIN)
        return upkeep_words[c->upkeep];
    if (c->verb == CHANGE_CONTROL)
        return control_words[c->control];
    return NULL;
}

static bool path_empty(const struct path *p)
{
    return !p->schema.p && !p->table.p && !p->name.p && !p->args.p;
}

static void print_target(struct buf *out, const struct change *c)
{
    if (c->kind != KIND_NONE)
        buf_printf(out, " %s", kind_word(c->kind));
    if (!path_empty(&c->path)) {
        buf_char(out, ' ');
        path_print(out, &c->path);
    }
    if (!path_empty(&c->to)) {
        buf_z(out, " to ");
        path_print(out, &c->to);
    }
}

void change_print(struct buf *out, const struct change *c)
{
    const char *second = second_word(c);

    buf_z(out, verb_words[c->verb]);
    if (second)
        buf_printf(out, " %s", second);
    print_target(out, c);
    print_flags(out, c->flags);
    for (size_t i = 0; i < c->edits.n; i++)
        print_edit(out, &c->edits.v[i]);
    if (c->verb == CHANGE_ROWS)
        print_rows(out, c->rows);
    if (c->reason.p)
        buf_printf(out, ": " STR_FMT, STR_ARG(c->reason));
}

void statement_print(struct buf *out, const struct statement *st)
{
    if (st->algorithm.p)
        buf_printf(out, "algorithm=" STR_FMT "\n", STR_ARG(st->algorithm));
    if (st->lock.p)
        buf_printf(out, "lock=" STR_FMT "\n", STR_ARG(st->lock));
    for (size_t i = 0; i < st->changes.n; i++) {
        const struct change *c = &st->changes.v[i];

        buf_z(out, c->cause ? "  " : "");
        change_print(out, c);
        buf_char(out, '\n');
    }
}
