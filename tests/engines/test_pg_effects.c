/* tests/engines/test_pg_effects.c: does PostgreSQL do what the table of effects says?
 *
 * Each statement of tests/unit/effects/postgres_cases.def runs in a transaction on tables with rows, and is rolled
 * back: locks of the session (pg_locks), file nodes before and after, rows read in this transaction. What the
 * server refuses for reasons of its own (no such tablespace, rows that violate) is not compared.
 */
#include "engines/pg_effects_said.h"
#include "engines/pg_world.h"

enum { COMPARED_MIN = 130, ROWS = 300 };

struct live {
    struct pg_world *w;
    struct conn *c;
    struct sayer *sayer;
    unsigned compared, wrong;
};

static bool try_sql(struct live *l, str sql)
{
    bool ok = engine_exec(l->c, sql, NULL, &l->w->err);
    err_clear(&l->w->err);
    return ok;
}

/* On the server and in the schema; what this version refuses is in neither. */
static void set_up(struct live *l)
{
    for (str rest = sayer_setup(), one; rest.n;) {
        size_t end = str_find(rest, S(";\n"));
        one = str_slice(rest, 0, end);
        rest = str_skip(rest, end + 2);
        if (try_sql(l, one))
            sayer_fold(l->sayer, one);
    }
}

static void fill(struct live *l)
{
    static const char *const inserts[] = {
        "p SELECT i, i::text",
        "t (id, a, b, v, nn, p_id, o_id) SELECT i, i, i::text, 'v', 1, i, i",
        "k (id, a, b, z, w, u, ch) SELECT i, i, 'b', i, i, i::text, '2022-01-01'",
        "vt SELECT i, 'x'",
        "m SELECT i, '2024-05-05'",
        "m SELECT i, '2030-05-05'",
        "q SELECT i, '2024-01-05'",
        "loose SELECT i, '2025-05-05'",
        "indexed SELECT i, '2025-05-05'",
        "bare SELECT i, '2025-05-05'",
        "tight SELECT i, '2025-05-05'",
        "alone SELECT i, i",
    };
    for (size_t i = 0; i < COUNT_OF(inserts); i++)
        try_sql(l, str_printf(l->w->a, "INSERT INTO %s FROM generate_series(1, %d) i", inserts[i],
                              ROWS));
    world_sql(l->w, l->c, "DROP TABLE IF EXISTS public.effects_before");
}

static struct live live_new(arena *a)
{
    struct live l = { .w = world_new(a) };
    l.c = world_conn(l.w);
    world_sql(l.w, l.c, "DROP SCHEMA public CASCADE");
    world_sql(l.w, l.c, "DROP SCHEMA IF EXISTS other CASCADE");
    world_sql(l.w, l.c, "CREATE SCHEMA public");
    world_sql(l.w, l.c, "SET timezone TO 'Europe/Vienna'");
    int64_t version = 0;
    EXPECT(str_to_int64(world_sql(l.w, l.c, "SHOW server_version_num"), &version));
    l.sayer = sayer_new(a, (int)version, S("Europe/Vienna"));
    set_up(&l);
    fill(&l);
    return l;
}

static void wrong(struct live *l, const char *sql, str what)
{
    test_note(str_printf(l->w->a, "%s: " STR_FMT, sql, STR_ARG(what)));
    l->wrong++;
}

/* "AccessShareLock" as the manual's conflict table has it; weak ones need not be said. */
static const char *word_of(str name, bool *out_weak)
{
    static const char *const names[][2] = {
        { "AccessShareLock", "ACCESS SHARE" },
        { "RowShareLock", "ROW SHARE" },
        { "RowExclusiveLock", "ROW EXCLUSIVE" },
        { "ShareUpdateExclusiveLock", "SHARE UPDATE EXCLUSIVE" },
        { "ShareLock", "SHARE" },
        { "ShareRowExclusiveLock", "SHARE ROW EXCLUSIVE" },
        { "ExclusiveLock", "EXCLUSIVE" },
        { "AccessExclusiveLock", "ACCESS EXCLUSIVE" },
    };
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        *out_weak = i < 2;
        if (str_eq(name, str_of(names[i][0])))
            return names[i][1];
    }
    return "";
}

static const char *said_of(const struct said *e, str relation)
{
    for (size_t i = 0; i < e->n; i++)
        if (str_eq(e->locks[i].relation, relation))
            return e->locks[i].mode;
    return "none";
}

/* "t=AccessShareLock,p=...": the strongest of each table that was there before. */
static void compare_locks(struct live *l, const char *sql, const struct said *e, str real)
{
    size_t found = 0, expected = 0;
    for (str rest = real, one; rest.n;) {
        bool weak = false;
        one = str_cut(rest, ',', &rest);
        str mode = { 0 }, name = str_cut(one, '=', &mode);
        str is = str_of(word_of(mode, &weak)), said = str_of(said_of(e, name));
        bool none = str_eq(said, S("none"));
        found += !none;
        if (!str_eq(is, said) && !(none && weak))
            wrong(l, sql,
                  str_printf(l->w->a, STR_FMT ": said " STR_FMT ", is " STR_FMT, STR_ARG(name),
                             STR_ARG(said), STR_ARG(is)));
    }
    for (size_t i = 0; i < e->n; i++)
        expected += e->locks[i].is_table;
    if (found != expected)
        wrong(l, sql,
              str_printf(l->w->a, "%zu locks said, %zu of them found in " STR_FMT, expected, found,
                         STR_ARG(real)));
}

static str ask(struct live *l, const char *sql)
{
    return str_copy(l->w->a, world_sql(l->w, l->c, "%s", sql));
}

static int64_t number(str s)
{
    int64_t n = 0;
    EXPECT(str_to_int64(s, &n));
    return n;
}

static const char rows_read[] =
    "SELECT coalesce(sum(s.seq_tup_read), 0) FROM pg_stat_xact_user_tables s JOIN effects_before b "
    "ON b.oid = s.relid";

static void compare(struct live *l, const char *sql, const struct said *e, str read_before)
{
    str locks = ask(
        l,
        "SELECT coalesce(string_agg(DISTINCT l.relname || '=' || l.mode, ','), '') FROM (SELECT "
        "DISTINCT ON (b.oid) b.relname, k.mode FROM pg_locks k JOIN effects_before b ON b.oid = "
        "k.relation WHERE k.pid = pg_backend_pid() AND b.relkind NOT IN ('i', 'I') ORDER BY b.oid, "
        "array_position(ARRAY['AccessExclusiveLock', 'ExclusiveLock', 'ShareRowExclusiveLock', "
        "'ShareLock', 'ShareUpdateExclusiveLock', 'RowExclusiveLock', 'RowShareLock', "
        "'AccessShareLock'], k.mode)) l");
    str rewrites = ask(
        l, "SELECT count(*) FROM effects_before b JOIN pg_class c USING (oid) WHERE b.relkind IN "
           "('r', 'm') AND pg_relation_filenode(c.oid) IS DISTINCT FROM b.node");
    str read = ask(l, rows_read);
    l->compared++;
    compare_locks(l, sql, e, locks);
    if (e->reads_anyway)
        return;
    if (!str_eq(rewrites, S("0")) != e->rewrites)
        wrong(l, sql, str_printf(l->w->a, "tables written again: " STR_FMT, STR_ARG(rewrites)));
    if ((number(read) > number(read_before)) != e->scans)
        wrong(l, sql, str_printf(l->w->a, "rows read: " STR_FMT, STR_ARG(read)));
}

static void one_case(struct live *l, const char *sql)
{
    struct said said;
    sayer_say(l->sayer, str_of(sql), &said);
    if (!said.comparable)
        return;
    world_sql(l->w, l->c, "BEGIN");
    str read_before = ask(l, rows_read);
    bool ran = try_sql(l, str_of(sql)); /* else refused, as said or for reasons of its own */
    if (ran && said.fails)
        wrong(l, sql, S("said to fail, and does not"));
    else if (ran)
        compare(l, sql, &said, read_before);
    world_sql(l->w, l->c, "ROLLBACK");
}

TEST(effects_are_what_the_server_does)
{
    struct live l = live_new(a);
    world_sql(
        l.w, l.c,
        "CREATE TABLE effects_before AS SELECT oid, relname, relkind, pg_relation_filenode(oid) AS "
        "node FROM pg_class WHERE relnamespace IN ('public'::regnamespace, "
        "'other'::regnamespace)");
    for (size_t i = 0; i < sayer_count(); i++)
        one_case(&l, sayer_case(i));
    test_note(str_printf(a, "%u statements compared", l.compared));
    EXPECT_INT(l.wrong, 0);
    EXPECT(l.compared >= COMPARED_MIN);
}
