/* ddl/read_pg_view.c: views, materialized views, sequences.
 *
 * Does      CREATE VIEW, MATERIALIZED VIEW, SEQUENCE; ALTER SEQUENCE
 * Does not  ALTER VIEW (read_pg_alter.c)
 * See       ddl/read_pg_int.h
 */
#include "ddl/read_pg_int.h"

static bool word_is(const struct parser *p, size_t i, const char *word)
{
    return i < p->n && p->tokens[i].kind == TOKEN_WORD &&
           str_eq_nocase(p->tokens[i].text, str_of(word));
}

/* WITH [NO] DATA, WITH [CASCADED|LOCAL] CHECK OPTION at the end: its first token, n = there is none. */
static size_t tail_at(const struct parser *p)
{
    size_t n = p->n, end;

    if (n > 2 && word_is(p, n - 1, "DATA"))
        end = n - 1 - (size_t)word_is(p, n - 2, "NO");
    else if (n > 3 && word_is(p, n - 1, "OPTION") && word_is(p, n - 2, "CHECK"))
        end = n - 2 - (size_t)(word_is(p, n - 3, "CASCADED") || word_is(p, n - 3, "LOCAL"));
    else
        return n;
    return end > p->at && word_is(p, end - 1, "WITH") ? end - 1 : n;
}

static void read_tail(struct parser *p, struct change *c)
{
    size_t from = p->at;

    if (!parse_take(p, "WITH"))
        return;
    if (parse_take_words(p, "NO DATA"))
        pgr_yes(p, c, ATTR_NO_DATA, from);
    else if (parse_take(p, "DATA"))
        return;
    else
        pgr_say(p, c, ATTR_CHECK_OPTION,
                parse_take_any(p, "CASCADED|LOCAL") == 1 ? "local" : "cascaded", from);
    pgr_rest(p);
}

void pgr_query_of(struct parser *p, size_t i)
{
    size_t from = p->at, end = tail_at(p);
    struct expr *e;

    if (p->stuck.n)
        return;
    if (end <= from) {
        parse_stuck(p, "expected a query");
        return;
    }
    e = parse_query_tokens(p, from, end);
    if (parse_is(p, "EXECUTE")) { /* of a prepared statement: what it does is not known */
        e->refs.n = 0;
        e->facts = EXPR_SELECT | EXPR_VOLATILE;
    }
    p->at = end;
    pgr_set(p, pgr_at(p, i), ATTR_QUERY, value_expr(e), from);
    read_tail(p, pgr_at(p, i));
}

static void read_column_names(struct parser *p, struct change *c)
{
    struct str_list *list = arena_new(p->mem, struct str_list, 1);
    size_t from = p->at;

    if (!parse_take_kind(p, TOKEN_OPEN))
        return;
    do
        *vec_push(p->mem, list) = pgr_name(p, NULL);
    while (parse_take_kind(p, TOKEN_COMMA));
    parse_expect_kind(p, TOKEN_CLOSE);
    pgr_set(p, c, ATTR_COLUMN_NAMES, value_list(list), from);
}

void read_pg_view(struct parser *p, const struct read_row *row)
{
    unsigned flags = pgr_flags(p);
    bool recursive = pgr_said(p, "RECURSIVE");
    size_t i = pgr_count(p), from;
    struct range range;
    struct path path = pgr_path(p, &range);
    struct change *c = pgr_change(p, CHANGE_CREATE, row->kind, path, range);

    c->flags |= flags;
    if (recursive)
        change_set(p->mem, c, ATTR_ALGORITHM, value_text(S("recursive")), parse_range(p, 0));
    if (flags & CHANGE_TEMPORARY)
        change_set(p->mem, c, ATTR_PERSISTENCE, value_text(S("temporary")), parse_range(p, 0));
    read_column_names(p, c);
    from = p->at;
    if (parse_take(p, "USING"))
        pgr_set(p, c, ATTR_ACCESS_METHOD, value_text(pgr_name(p, NULL)), from);
    from = p->at;
    if (parse_take(p, "WITH"))
        pgr_set(p, c, ATTR_OPTIONS, value_list(pgr_options(p)), from);
    from = p->at;
    if (parse_take(p, "TABLESPACE"))
        pgr_set(p, c, ATTR_TABLESPACE, value_text(pgr_name(p, NULL)), from);
    if (parse_expect(p, "AS"))
        pgr_query_of(p, i);
    pgr_close(p, i, 0);
}

/* ---- sequences ---- */

void read_pg_sequence(struct parser *p, const struct read_row *row)
{
    unsigned flags = pgr_flags(p);
    bool unlogged = pgr_said(p, "UNLOGGED");
    size_t i = pgr_count(p);
    struct range range;
    struct path path = pgr_path(p, &range);
    struct change *c = pgr_change(p, CHANGE_CREATE, row->kind, path, range);

    c->flags |= flags;
    if (unlogged || flags & CHANGE_TEMPORARY)
        change_set(p->mem, c, ATTR_PERSISTENCE,
                   value_text(unlogged ? S("unlogged") : S("temporary")), parse_range(p, 0));
    pgr_sequence_options(p, i);
    pgr_close(p, i, 0);
}

static void set_persistence(struct parser *p, struct change *c, size_t from)
{
    if (parse_take(p, "LOGGED"))
        pgr_reset(p, c, ATTR_PERSISTENCE, from);
    else if (parse_expect(p, "UNLOGGED"))
        pgr_say(p, c, ATTR_PERSISTENCE, "unlogged", from);
}

void read_pg_alter_sequence(struct parser *p, const struct read_row *row)
{
    unsigned flags = pgr_flags(p);
    size_t i = pgr_count(p), from;
    struct range range;
    struct path path = pgr_path(p, &range);

    from = p->at;
    if (!pgr_alter_common(p, row->kind, path, range, from)) {
        pgr_change(p, CHANGE_ALTER, row->kind, path, range);
        if (parse_take(p, "SET"))
            set_persistence(p, pgr_at(p, i), from);
        else
            pgr_sequence_options(p, i);
        if (!pgr_at(p, i)->edits.n)
            parse_stuck(p, "expected what to alter of the sequence");
    }
    pgr_command_flags(p, i, flags);
    pgr_close(p, i, 0);
}
