/* core/foreign.c: see core/foreign.h. One row a table and its columns; the first that can be read is the one. */
#include "core/foreign.h"

#include "core/format.h"

enum row_flag {
    ROW_UPTO = 1,     /* its one version stands for all before it */
    ROW_POSTGRES = 2, /* the tool knows no other engine: elsewhere the name means nothing */
    ROW_LONE = 4,     /* exactly one row, a number: the name is a common one */
    ROW_OWN_NAME = 8, /* no other tool has a table of this name: it is named even when not read */
};

/* Columns: version, 1 = applied, what happened. "@" is the table. */
static const struct row {
    const char *table, *tool, *query;
    unsigned flags;
} rows[] = {
    { "flyway_schema_history", "Flyway",
      "SELECT version, CASE WHEN success THEN 1 ELSE 0 END, type FROM @ "
      "WHERE version IS NOT NULL ORDER BY installed_rank",
      ROW_OWN_NAME },
    { "_prisma_migrations", "Prisma Migrate", NULL, 0 },
    { "alembic_version", "Alembic", NULL, 0 },
    { "knex_migrations", "Knex", NULL, 0 },
    { "ar_internal_metadata", "Rails", NULL, 0 },
    { "SequelizeMeta", "Sequelize", NULL, 0 },
    { "goose_db_version", "goose",
      "SELECT version_id, CASE WHEN is_applied THEN 1 ELSE 0 END, 'goose' FROM @ ORDER BY id",
      ROW_OWN_NAME },
    { "__diesel_schema_migrations", "diesel", "SELECT version, 1, '' FROM @ ORDER BY version",
      ROW_OWN_NAME },
    { "_sqlx_migrations", "sqlx",
      "SELECT version, CASE WHEN success THEN 1 ELSE 0 END, '' FROM @ ORDER BY version",
      ROW_OWN_NAME },
    { "databasechangelog", "Liquibase", NULL, 0 },
    { "schema_migrations", "golang-migrate",
      "SELECT version, CASE WHEN dirty THEN 0 ELSE 1 END, '' FROM @", ROW_UPTO },
    { "schema_migrations", "Ecto", "SELECT version, 1, inserted_at FROM @ ORDER BY version", 0 },
    { "schema_migrations", "dbmate", "SELECT version, 1, '' FROM @ ORDER BY version", 0 },
    { "schema_migrations", "dbmate, golang-migrate or Rails", NULL, 0 },
    { "schema_version", "Flyway",
      "SELECT version, CASE WHEN success THEN 1 ELSE 0 END, type FROM @ "
      "WHERE version IS NOT NULL ORDER BY installed_rank",
      0 },
    { "schema_version", "tern", "SELECT version, 1, '' FROM @",
      ROW_UPTO | ROW_POSTGRES | ROW_LONE },
};

/* ---- names ---- */

static str unquoted(str name)
{
    size_t n = name.n;

    return n > 1 && name.p[0] == '"' && name.p[n - 1] == '"' ? str_slice(name, 1, n - 1) : name;
}

/* "table", or "schema.table". */
static bool is_table(str name, str table)
{
    size_t dot = str_find_last_char(name, '.');

    return str_eq_nocase(unquoted(name), table) ||
           (dot != STR_NONE && str_eq_nocase(unquoted(str_skip(name, dot + 1)), table));
}

static str table_in(const struct str_list *tables, str name)
{
    size_t dot = str_find_last_char(name, '.');

    if (dot != STR_NONE)
        name = str_skip(name, dot + 1);
    for (size_t i = 0; i < tables->n; i++)
        if (is_table(tables->v[i], name))
            return tables->v[i];
    return (str){ 0 };
}

/* PostgreSQL's names come quoted where they have to be; the others are words as they are. */
static str query_of(arena *a, const struct conn *c, const char *query, str table)
{
    str rest, head = str_cut(str_of(query), '@', &rest);
    struct buf b = buf_on(a);

    buf_str(&b, head);
    if (c->engine->id == DSN_POSTGRES)
        buf_str(&b, table);
    else
        sql_ident(&b, c->dialect, table);
    buf_str(&b, rest);
    return buf_view(&b);
}

/* ---- versions ---- */

static void remove_version(struct str_list *list, str version)
{
    size_t n = 0;

    for (size_t i = 0; i < list->n; i++)
        if (version_cmp(list->v[i], version) != 0)
            list->v[n++] = list->v[i];
    list->n = n;
}

static void take_row(arena *a, const struct row *row, struct foreign *f, str version, bool ok,
                     str type)
{
    bool flyway = str_eq(str_of(row->tool), S("Flyway"));

    if (str_eq(type, S("goose")) && str_eq(version, S("0")))
        return;
    if (!ok && !str_eq(type, S("goose")))
        f->failed = str_copy(a, version);
    if (!ok || (flyway && (str_eq(type, S("DELETE")) || str_starts(type, S("UNDO"))))) {
        remove_version(&f->applied, version);
        return;
    }
    if (row->flags & ROW_UPTO || (flyway && str_ends(type, S("BASELINE"))))
        f->upto = str_copy(a, version);
    if (!(row->flags & ROW_UPTO))
        *vec_push(a, &f->applied) = str_copy(a, version);
}

static bool looks_right(const struct row *row, const struct result *r)
{
    return !(row->flags & ROW_LONE) || (r->rows == 1 && str_all_digits(result_text(r, 0, 0)));
}

/* *out_right = false: the table has other columns. */
static bool read_row(arena *a, struct conn *c, const struct row *row, struct foreign *f,
                     bool *out_right, struct err *err)
{
    struct result r;

    *out_right = false;
    if (!engine_exec(c, query_of(a, c, row->query, f->table), &r, err)) {
        if (err->fail == FAIL_LOST)
            return false;
        err_clear(err);
        return true;
    }
    if (!looks_right(row, &r))
        return true;
    for (size_t i = 0; i < r.rows; i++)
        take_row(a, row, f, result_text(&r, i, 0), result_int(&r, i, 1) != 0,
                 result_text(&r, i, 2));
    *out_right = f->read = true;
    return true;
}

static bool try_row(arena *a, struct conn *c, const struct row *row, str table, struct foreign *out,
                    struct err *err)
{
    struct foreign f = { .tool = row->tool, .table = table };
    bool right = true;

    if (!table.n || (row->flags & ROW_POSTGRES && c->engine->id != DSN_POSTGRES))
        return true;
    if (row->query && !read_row(a, c, row, &f, &right, err))
        return false;
    if (right || (row->flags & ROW_OWN_NAME && is_table(table, str_of(row->table))))
        *out = f;
    return true;
}

bool foreign_find(arena *a, struct conn *c, const struct str_list *tables,
                  const struct tool_conf *conf, struct foreign *out, struct err *err)
{
    *out = (struct foreign){ 0 };
    for (size_t i = 0; i < COUNT_OF(rows) && !out->tool; i++) {
        str table = table_in(tables, str_of(rows[i].table));

        if (!table.n && conf && conf->table.n && (i == 0 || rows[i].flags & ROW_LONE))
            table = table_in(tables, conf->table);
        if (!try_row(a, c, &rows[i], table, out, err))
            return false;
    }
    return true;
}

/* ---- files ---- */

static bool is_applied(const struct foreign *f, const struct migration *m)
{
    if (f->upto.n && version_cmp(m->version, f->upto) <= 0)
        return true;
    for (size_t i = 0; i < f->applied.n; i++)
        if (m->format->order == ORDER_FILE ? str_eq(f->applied.v[i], m->version)
                                           : version_cmp(f->applied.v[i], m->version) == 0)
            return true;
    return false;
}

void foreign_fit(const struct foreign *f, const struct project *p, struct foreign_fit *out)
{
    *out = (struct foreign_fit){ 0 };
    for (size_t i = 0; i < p->migrations.n; i++) {
        const struct migration *m = &p->migrations.v[i];

        if (!is_applied(f, m)) {
            out->not_there = out->not_there.n ? out->not_there : m->version;
        } else if (out->not_there.n) {
            out->beyond = m->version;
        } else {
            out->newest = m->version;
            out->ready++;
        }
    }
    for (size_t i = 0; i < f->applied.n; i++)
        if (!project_find(p, f->applied.v[i]) &&
            !(f->upto.n && version_cmp(f->applied.v[i], f->upto) <= 0))
            out->fileless = f->applied.v[i];
    if (f->upto.n && !f->applied.n && !project_find(p, f->upto))
        out->fileless = f->upto;
}
