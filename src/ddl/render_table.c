/* ddl/render_table.c: CREATE TABLE, its columns and what stands behind them.
 *
 * Does      write a table with the parts that follow it as one statement; a column's definition
 * Does not  write constraints (render_key.c), alter (render_alter.c)
 * Shape     attributes are rows of tables, in the order in which the dialects want them
 * See       ddl/render_int.h
 */
#include "ddl/render_int.h"

static const struct phrase column_phrases[] = {
    { ATTR_TYPE, IN_ALL, "", AS_TYPE },
    { ATTR_CHARSET, IN_MY, "CHARACTER SET", AS_RAW },
    { ATTR_COLLATION, IN_MY, "COLLATE", AS_RAW },
    { ATTR_COMPRESSION, IN_MY, "", AS_RAW },
    { ATTR_COLLATION, IN_POSTGRES | IN_SQLITE, "COLLATE", AS_NAME },
    { ATTR_STORAGE, IN_POSTGRES, "STORAGE", AS_RAW },
    { ATTR_COMPRESSION, IN_POSTGRES, "COMPRESSION", AS_RAW },
    { ATTR_GENERATED, IN_ALL, "GENERATED ALWAYS AS", AS_PAREN },
};

static const struct phrase column_ends[] = {
    { ATTR_NOT_NULL, IN_ALL, "NOT NULL", AS_YES },
    { ATTR_CONFLICT, IN_SQLITE, "ON CONFLICT", AS_RAW },
    { ATTR_DEFAULT, IN_ALL, "DEFAULT", AS_DEFAULT },
    { ATTR_ON_UPDATE, IN_MY, "ON UPDATE", AS_DEFAULT },
    { ATTR_AUTO_INCREMENT, IN_MY, "AUTO_INCREMENT", AS_YES },
    { ATTR_INVISIBLE, IN_MY, "INVISIBLE", AS_YES },
    { ATTR_SRID, IN_MY, "REF_SYSTEM_ID =", AS_NUMBER },
    { ATTR_STORAGE, IN_MY, "STORAGE", AS_RAW },
    { ATTR_COMMENT, IN_MY, "COMMENT", AS_LITERAL },
    { ATTR_SYSTEM_VERSIONED, IN_MY, "WITH SYSTEM VERSIONING", AS_YES },
};

static const struct phrase sequence_phrases[] = {
    { ATTR_START, IN_POSTGRES, "START WITH", AS_RAW },
    { ATTR_INCREMENT, IN_POSTGRES, "INCREMENT BY", AS_RAW },
    { ATTR_MINVALUE, IN_POSTGRES, "MINVALUE", AS_RAW },
    { ATTR_MAXVALUE, IN_POSTGRES, "MAXVALUE", AS_RAW },
    { ATTR_CACHE, IN_POSTGRES, "CACHE", AS_RAW },
    { ATTR_CYCLE, IN_POSTGRES, "CYCLE", AS_YES },
};

/* NO MINVALUE, NO MAXVALUE, NO CYCLE: what is reset, of a sequence that is made or altered. */
void say_no_limits(struct render *r, const struct change *c)
{
    static const struct {
        enum attr attr;
        const char *words;
    } rows[] = { { ATTR_MINVALUE, " NO MINVALUE" },
                 { ATTR_MAXVALUE, " NO MAXVALUE" },
                 { ATTR_CYCLE, " NO CYCLE" },
                 { ATTR_OWNED_BY, " OWNED BY NONE" } };

    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        const struct edit *e = change_edit(c, rows[i].attr);

        if (!e || e->verb != EDIT_RESET)
            continue;
        say_mark(r, c, e);
        say_z(r, rows[i].words);
    }
}

/* SEQUENCE NAME s.q, which pg_dump writes */
static void say_sequence_name(struct render *r, const struct change *c)
{
    const struct edit *e = change_edit(c, ATTR_OPTIONS);
    bool is = e && e->value.kind == VALUE_LIST && e->value.list->n == 1 &&
              str_starts(e->value.list->v[0], S("sequence="));

    if (!is || !say_take(r, c, ATTR_OPTIONS))
        return;
    buf_printf(&r->out, " SEQUENCE NAME " STR_FMT, STR_ARG(str_skip(e->value.list->v[0], 9)));
}

/* GENERATED … AS IDENTITY with the options of its sequence */
void say_identity(struct render *r, const struct change *c)
{
    const struct edit *e = say_take(r, c, ATTR_IDENTITY);
    size_t at;

    if (!e)
        return;
    buf_printf(&r->out, " GENERATED %s AS IDENTITY",
               str_eq(e->value.text, S("always")) ? "ALWAYS" : "BY DEFAULT");
    at = r->out.n;
    say_sequence_name(r, c);
    say_phrases(r, c, sequence_phrases, COUNT_OF(sequence_phrases));
    say_no_limits(r, c);
    if (r->out.n == at)
        return;
    say_z(r, ")");
    r->out.p[at] = '('; /* " START …": the blank in front */
}

static void say_versioning(struct render *r, const struct change *c)
{
    const struct edit *e = change_edit(c, ATTR_SYSTEM_VERSIONED);

    if (e && e->verb == EDIT_SET && !e->value.yes)
        say_z(r, " WITHOUT SYSTEM VERSIONING");
}

/* AS ROW START is stored, and not said to be. */
static void say_stored(struct render *r, const struct change *c)
{
    const struct edit *e = change_edit(c, ATTR_GENERATED);

    if (say_yes(r, c, ATTR_STORED) &&
        !(e && e->value.kind == VALUE_EXPR && is_row_end(e->value.expr)))
        say_z(r, " STORED");
}

void say_definition(struct render *r, const struct change *c)
{
    say_phrases(r, c, column_phrases, COUNT_OF(column_phrases));
    say_stored(r, c);
    if (r->engine == IN_POSTGRES) {
        (void)say_take(r, c, ATTR_SERIAL);
        say_identity(r, c);
        say_foreign_options(r, c);
    }
    say_phrases(r, c, column_ends, COUNT_OF(column_ends));
    say_versioning(r, c);
    say_my_options(r, c);
}

static bool is_inline(const struct change *c, const struct change *column)
{
    return c->verb == CHANGE_CREATE && c->flags & CHANGE_INLINE &&
           str_eq(c->path.table, column->path.table) && str_eq(c->path.schema, column->path.schema);
}

bool say_inline_parts_of(struct render *r, size_t i)
{
    const struct change *c = &r->v[i];

    for (size_t k = say_next(r, i); k < r->n && is_inline(&r->v[k], c); k = say_next(r, k)) {
        say_z(r, " ");
        if (!say_constraint(r, &r->v[k]))
            return false;
        if (r->v[k].kind == KIND_PRIMARY_KEY && r->engine == IN_SQLITE &&
            say_yes(r, c, ATTR_AUTO_INCREMENT))
            say_z(r, " AUTOINCREMENT");
        r->done[k] = true;
    }
    return true;
}

/* CONSTRAINT c NOT NULL at a column says that it is NOT NULL. */
static void take_not_null(struct render *r, size_t i)
{
    const struct change *c = &r->v[i];

    for (size_t k = say_next(r, i); k < r->n && is_inline(&r->v[k], c); k = say_next(r, k))
        if (r->v[k].kind == KIND_NOT_NULL)
            (void)say_take(r, c, ATTR_NOT_NULL);
}

bool say_column(struct render *r, size_t i)
{
    say_name(r, r->v[i].path.name);
    take_not_null(r, i);
    say_definition(r, &r->v[i]);
    return say_inline_parts_of(r, i);
}

bool is_part_of(const struct change *c, const struct path *table)
{
    return str_eq(c->path.table, table->name) && str_eq(c->path.schema, table->schema);
}

/* What may stand in the parentheses of CREATE TABLE. */
static bool fits(const struct render *r, const struct change *c, const struct path *table)
{
    if (c->verb != CHANGE_CREATE || !is_part_of(c, table))
        return false;
    if (change_edit(c, ATTR_USING_INDEX) || change_edit(c, ATTR_POSITION))
        return false;
    if (c->kind == KIND_INDEX)
        return r->engine == IN_MY;
    return c->kind == KIND_COLUMN || (kind_flags(c->kind) & KIND_CONSTRAINT) || is_period(c);
}

/* LIKE u INCLUDING ALL, among the columns: those that stood before this place and are not written yet. */
static void say_likes(struct render *r, const struct change *table, uint32_t before,
                      uint32_t *io_from, bool *io_some)
{
    for (size_t i = 0; r->engine == IN_POSTGRES && i < table->edits.n; i++) {
        const struct edit *e = &table->edits.v[i];

        if (e->attr != ATTR_LIKE || e->range.offset < *io_from || e->range.offset >= before)
            continue;
        say_z(r, *io_some ? ",\n    LIKE " : " (\n    LIKE ");
        *io_some = true;
        say_mark(r, table, e);
        say_value(r, &(struct value){ .kind = VALUE_REF, .ref = &e->value.refs->v[0] }, AS_PATH);
        if (e->to.n)
            buf_printf(&r->out, " " STR_FMT, STR_ARG(e->to));
    }
    *io_from = before;
}

/* A column behind a constraint is added by a statement of its own: SQLite wants columns first. */
bool say_parts(struct render *r, size_t i)
{
    const struct path *table = &r->v[i].path;
    bool some = false, keys = false;
    uint32_t from = 0;

    for (size_t k = say_next(r, i); k < r->n && fits(r, &r->v[k], table); k = say_next(r, k)) {
        const struct change *c = &r->v[k];

        if (r->done[k])
            continue;
        if (keys && c->kind == KIND_COLUMN && r->engine == IN_SQLITE)
            break;
        r->done[k] = true;
        say_likes(r, &r->v[i], c->range.offset, &from, &some);
        say_z(r, some ? ",\n    " : " (\n    ");
        some = true;
        keys |= c->kind != KIND_COLUMN;
        if (c->kind == KIND_COLUMN  ? !say_column(r, k)
            : c->kind == KIND_INDEX ? !say_key(r, c)
            : c->kind == KIND_OTHER ? !say_period_for(r, c)
                                    : !say_constraint(r, c))
            return false;
    }
    say_likes(r, &r->v[i], UINT32_MAX, &from, &some);
    if (some)
        say_z(r, "\n)");
    return some;
}

static const struct phrase table_ends[] = {
    { ATTR_INHERITS, IN_POSTGRES, "INHERITS", AS_PATHS },
    { ATTR_PARTITION_BOUND, IN_POSTGRES, "", AS_EXPR },
    { ATTR_PARTITION_BY, IN_POSTGRES, "PARTITION BY", AS_EXPR },
    { ATTR_ACCESS_METHOD, IN_POSTGRES, "USING", AS_NAME },
    { ATTR_ENGINE, IN_MY, "ENGINE =", AS_RAW },
    { ATTR_AUTO_INCREMENT_NEXT, IN_MY, "AUTO_INCREMENT =", AS_NUMBER },
    { ATTR_CHARSET, IN_MY, "DEFAULT CHARACTER SET =", AS_RAW },
    { ATTR_COLLATION, IN_MY, "COLLATE =", AS_RAW },
    { ATTR_ROW_FORMAT, IN_MY, "ROW_FORMAT =", AS_RAW },
    { ATTR_COMMENT, IN_MY, "COMMENT =", AS_LITERAL },
    { ATTR_COMPRESSION, IN_MY, "COMPRESSION =", AS_LITERAL },
    { ATTR_TABLESPACE, IN_MY, "TABLESPACE", AS_NAME },
    { ATTR_SYSTEM_VERSIONED, IN_MY, "WITH SYSTEM VERSIONING", AS_YES },
    { ATTR_PARTITION_BY, IN_MY, "PARTITION BY", AS_EXPR },
    { ATTR_PARTITIONS, IN_MY, "", AS_RAW },
};

/* ON COMMIT DROP is kept among the options, as its words. */
static bool is_on_commit(str option)
{
    return str_starts(option, S("on commit "));
}

static void say_storage_options(struct render *r, const struct change *c)
{
    struct str_list with = { 0 };
    str commit = { 0 };

    for (size_t k = 0; r->engine == IN_POSTGRES && k < c->edits.n; k++) {
        const struct edit *e = &c->edits.v[k];

        if (e->attr != ATTR_OPTIONS || e->value.kind != VALUE_LIST)
            continue;
        say_mark(r, c, e);
        for (size_t i = 0; i < e->value.list->n; i++)
            if (is_on_commit(e->value.list->v[i]))
                commit = e->value.list->v[i];
            else
                *vec_push(r->mem, &with) = e->value.list->v[i];
    }
    say_z(r, with.n ? " WITH " : "");
    if (with.n)
        say_value(r, &(struct value){ .kind = VALUE_LIST, .list = &with }, AS_OPTIONS);
    buf_printf(&r->out, "%s" STR_FMT, commit.n ? " " : "", STR_ARG(commit));
}

static void say_head(struct render *r, const struct change *c)
{
    const struct edit *e = say_take(r, c, ATTR_PERSISTENCE);
    bool temporary = e && str_eq(e->value.text, S("temporary"));

    say_z(r, c->flags & CHANGE_OR_REPLACE ? "CREATE OR REPLACE " : "CREATE ");
    if (temporary && !(r->engine == IN_SQLITE && c->path.schema.p))
        say_z(r, "TEMPORARY ");
    else if (e && !temporary)
        say_z(r, "UNLOGGED ");
    say_z(r, change_edit(c, ATTR_MODULE) ? "VIRTUAL TABLE " : "TABLE ");
    say_z(r, c->flags & CHANGE_IF_NOT_EXISTS ? "IF NOT EXISTS " : "");
    say_path(r, &c->path);
}

static void say_sqlite_end(struct render *r, const struct change *c)
{
    bool rowid = r->engine == IN_SQLITE && say_yes(r, c, ATTR_WITHOUT_ROWID);

    if (rowid)
        say_z(r, " WITHOUT ROWID");
    if (r->engine == IN_SQLITE && say_yes(r, c, ATTR_STRICT))
        say_z(r, rowid ? ", STRICT" : " STRICT");
}

/* CREATE TABLE t LIKE u of MySQL: nothing else can stand there. */
static bool say_like(struct render *r, const struct change *c)
{
    const struct edit *e = say_take(r, c, ATTR_LIKE);

    if (!e || e->value.refs->n != 1)
        return false;
    say_head(r, c);
    say_z(r, " LIKE ");
    say_value(r, &(struct value){ .kind = VALUE_REF, .ref = &e->value.refs->v[0] }, AS_PATH);
    return true;
}

static void say_ends(struct render *r, const struct change *c)
{
    static const struct phrase query[] = { { ATTR_QUERY, IN_ALL, "AS", AS_EXPR } };
    static const struct phrase tablespace[] = { { ATTR_TABLESPACE, IN_POSTGRES, "TABLESPACE",
                                                  AS_NAME } };

    say_my_options(r, c);
    say_phrases(r, c, table_ends, COUNT_OF(table_ends));
    say_storage_options(r, c);
    say_phrases(r, c, tablespace, 1);
    say_sqlite_end(r, c);
    say_phrases(r, c, query, 1);
    if (r->engine == IN_POSTGRES && say_yes(r, c, ATTR_NO_DATA))
        say_z(r, " WITH NO DATA");
}

bool say_create_table(struct render *r, size_t i)
{
    static const struct phrase of[] = {
        { ATTR_PARTITION_OF, IN_POSTGRES, "PARTITION OF", AS_PATH },
        { ATTR_OF_TYPE, IN_POSTGRES, "OF", AS_DOTTED },
        { ATTR_MODULE, IN_SQLITE, "USING", AS_RAW },
        { ATTR_COLUMN_NAMES, IN_POSTGRES, "", AS_NAMES },
    };

    const struct change *c = &r->v[i];
    bool parts, whole = change_edit(c, ATTR_PARTITION_OF) || change_edit(c, ATTR_MODULE) ||
                        change_edit(c, ATTR_QUERY) || change_edit(c, ATTR_OF_TYPE) ||
                        (r->engine == IN_MY && change_edit(c, ATTR_OPTIONS)); /* SEQUENCE=1 */

    if (r->engine == IN_MY && change_edit(c, ATTR_LIKE))
        return say_like(r, c);
    if (change_edit(c, ATTR_PARTITIONS) && c->flags & CHANGE_AS_SELECT &&
        is_said_before(r, i, change_edit(c, ATTR_PARTITIONS)->value.text)) {
        say_all(r, c);
        return true;
    }
    say_head(r, c);
    say_phrases(r, c, of, COUNT_OF(of));
    parts = !change_edit(c, ATTR_MODULE) && say_parts(r, i);
    if (!parts && !whole && r->engine != IN_POSTGRES)
        return false;
    if (!parts && !whole)
        say_z(r, " ()");
    say_ends(r, c);
    if (change_edit(c, ATTR_PARTITIONS))
        say_parts_within(r, i);
    return true;
}
