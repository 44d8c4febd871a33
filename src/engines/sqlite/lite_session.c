/* engines/sqlite/lite_session.c: the known state of a session, and the way back to it.
 *
 * Does      set what migrations rely on, remember every setting that a statement can change, restore it
 * Does not  touch the run's lock (a file of its own) or what lies in the database file
 * Shape     kept[] names the settings; their values after open are in lite.pragmas
 * Errors    ERR_CONNECT when foreign keys cannot be switched off
 *
 * Foreign keys must be off before BEGIN: a table that is rebuilt is dropped, and the DROP would delete
 * or empty the rows that refer to it. Inside a transaction the switch does nothing.
 */
#include "engines/sqlite/lite_int.h"

/* query_only first: it would forbid the rest. */
static const char *const kept[] = {
    "query_only",
    "foreign_keys",
    "defer_foreign_keys",
    "ignore_check_constraints",
    "recursive_triggers",
    "legacy_alter_table",
    "synchronous",
    "locking_mode",
    "read_uncommitted",
    "trusted_schema",
    "automatic_index",
    "cell_size_check",
    "reverse_unordered_selects",
    "short_column_names",
    "full_column_names",
    "count_changes",
    "empty_result_callbacks",
    "secure_delete",
    "cache_size",
    "cache_spill",
    "mmap_size",
    "temp_store",
    "threads",
    "analysis_limit",
    "wal_autocheckpoint",
    "journal_size_limit",
    "fullfsync",
    "checkpoint_fullfsync",
    "max_page_count",
};
_Static_assert(COUNT_OF(kept) <= LITE_PRAGMAS, "room for every setting");

static bool read_setting(arena *a, struct lite *c, const char *name, str *out, struct err *err)
{
    char sql[64];

    snprintf(sql, sizeof(sql), "PRAGMA %s", name);
    return lite_value(a, c, sql, out, err);
}

/* EXTRA also syncs the folder after the journal is gone, so "ok" outlives a power cut; in WAL mode it
 * means FULL. */
static bool set_known(struct lite *c, struct err *err)
{
    arena a;
    str on = { 0 };
    bool ok;

    arena_init(&a);
    ok = lite_exec(c, "PRAGMA foreign_keys=OFF; PRAGMA synchronous=EXTRA", err) &&
         read_setting(&a, c, "foreign_keys", &on, err);
    if (ok && !str_eq(on, S("0"))) {
        ok = err_set(err, ERR_CONNECT, "could not switch foreign keys off");
        err_detail(err, "With them on, rebuilding a table would delete rows that refer to it.");
    }
    arena_done(&a);
    return ok;
}

bool lite_session_init(struct lite *c, struct err *err)
{
    if (!set_known(c, err))
        return false;
    for (size_t i = 0; i < COUNT_OF(kept); i++)
        if (!read_setting(c->base.mem, c, kept[i], &c->pragmas[i], err))
            return false;
    return true;
}

static bool restore_settings(arena *a, struct lite *c, struct err *err)
{
    for (size_t i = 0; i < COUNT_OF(kept); i++) {
        str now;

        if (!read_setting(a, c, kept[i], &now, err))
            return false;
        if (str_eq(now, c->pragmas[i]))
            continue;
        if (!lite_exec(
                c, str_z(a, str_printf(a, "PRAGMA %s=" STR_FMT, kept[i], STR_ARG(c->pragmas[i]))),
                err))
            return false;
    }
    /* This one cannot be read. */
    return lite_exec(c, "PRAGMA case_sensitive_like=OFF", err);
}

/* Reloads the catalog as it is stored; without a change it costs nothing. */
static bool restore_catalog(arena *a, struct lite *c, struct err *err)
{
    str now;

    if (!read_setting(a, c, "writable_schema", &now, err))
        return false;
    return str_eq(now, S("0")) || lite_exec(c, "PRAGMA writable_schema=RESET", err);
}

/* A journal that is off or in memory lasts as long as the session; WAL is a property of the file. */
static bool restore_journal(arena *a, struct lite *c, struct err *err)
{
    str now;

    if (!c->path.n)
        return true;
    if (!read_setting(a, c, "journal_mode", &now, err))
        return false;
    if (!str_eq(now, S("off")) && !str_eq(now, S("memory")))
        return true;
    return lite_exec(c, "PRAGMA journal_mode=DELETE", err);
}

/* Runs each text that the query gives. */
static bool each(arena *a, struct lite *c, const char *query, struct err *err)
{
    struct str_list list = { 0 };

    if (!lite_column(a, c, query, NULL, &list, err))
        return false;
    for (size_t i = 0; i < list.n; i++)
        if (!lite_exec(c, str_z(a, list.v[i]), err))
            return false;
    return true;
}

static bool detach_all(arena *a, struct lite *c, struct err *err)
{
    return each(
        a, c,
        "SELECT 'DETACH \"' || replace(name, '\"', '\"\"') || '\"' FROM pragma_database_list "
        "WHERE name NOT IN ('main', 'temp')",
        err);
}

/* Indexes, and the triggers of temporary tables, go with their tables; views and the temporary triggers
 * of lasting tables do not. */
static bool drop_temporary(arena *a, struct lite *c, struct err *err)
{
    static const char *const kinds[] = { "trigger", "view", "table" };

    for (size_t i = 0; i < COUNT_OF(kinds); i++) {
        str query = str_printf(a,
                               "SELECT 'DROP %s IF EXISTS temp.\"' || replace(name, '\"', '\"\"') "
                               "|| '\"' FROM sqlite_temp_schema WHERE type = '%s' "
                               "AND name NOT LIKE 'sqlite\\_%%' ESCAPE '\\'",
                               kinds[i], kinds[i]);

        if (!each(a, c, str_z(a, query), err))
            return false;
    }
    return true;
}

bool lite_reset(struct conn *base, struct err *err)
{
    struct lite *c = lite_of(base);
    arena a;
    bool ok;

    if (!lite_usable(c, err))
        return false;
    arena_init(&a);
    lite_drop_queue(c);
    lite_handlers(c); /* PRAGMA busy_timeout replaces the handler */
    ok = (sqlite3_get_autocommit(c->db) || lite_exec(c, "ROLLBACK", err)) &&
         restore_settings(&a, c, err) && restore_catalog(&a, c, err) &&
         restore_journal(&a, c, err) && detach_all(&a, c, err) && drop_temporary(&a, c, err);
    arena_done(&a);
    return ok;
}
