/* engines/postgres/postgres.c: PostgreSQL 12 and newer, through libpq.
 *
 * Does      name the functions and words of this engine
 * See       engines/engine.h, engines/postgres/pg_int.h
 */
#include "engines/postgres/pg_int.h"

extern const struct engine engine_postgres;

extern const char sql_postgres_health_settings[];
extern const char sql_postgres_health_rights[];
extern const char sql_postgres_health_activity[];

static const struct engine_question health[] = {
    { "settings", sql_postgres_health_settings },
    { "rights", sql_postgres_health_rights },
    { "activity", sql_postgres_health_activity },
    { NULL, NULL },
};

static const struct engine_words words = {
    .begin = "BEGIN",
    .now = "to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')",
    .elapsed_ms = "(extract(epoch FROM clock_timestamp() - now()) * 1000)::bigint",
    .for_share = "FOR SHARE",
    .text_type = "text",
    .key_type = "text",
    .table_options = "",
    .missing_sqlstate = "42P01",
    .null_sqlstate = "23502",
    .lock_timeout = "SET lock_timeout = @",
    .statement_timeout = "SET statement_timeout = @",
    .gentle_lock = "DO $afloat$ BEGIN LOCK TABLE @ IN SHARE UPDATE EXCLUSIVE MODE; "
                   "EXCEPTION WHEN undefined_table OR wrong_object_type OR insufficient_privilege "
                   "THEN NULL; END $afloat$",
};

const struct engine engine_postgres = {
    .name = "postgres",
    .id = DSN_POSTGRES,
    .words = &words,
    .open = pg_open,
    .close = pg_close,
    .submit = pg_submit,
    .next = pg_next,
    .wait = pg_wait,
    .cancel = pg_cancel,
    .try_lock = pg_try_lock,
    .unlock = pg_unlock,
    .session_alive = pg_session_alive,
    .user_tables = pg_user_tables,
    .snapshot = pg_snapshot,
    .probe = pg_probe,
    .reset = pg_reset,
    .database_look = pg_database_look,
    .database_create = pg_database_create,
    .database_drop = pg_database_drop,
    .dependents = pg_dependents,
    .keep = pg_keep,
    .copy_data = pg_copy_data,
    .copy_end = pg_copy_end,
    .health = health,
};
