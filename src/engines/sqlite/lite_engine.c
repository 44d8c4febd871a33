/* engines/sqlite/lite_engine.c: SQLite's row in the table of engines.
 *
 * Does      name the functions and the words
 * Does not  hold code: see the other lite_*.c
 */
#include "engines/sqlite/lite_int.h"

extern const char sql_sqlite_health[];

static const struct engine_question health[] = { { "file", sql_sqlite_health }, { NULL, NULL } };

static const struct engine_words words = {
    .begin = "BEGIN IMMEDIATE",
    .now = "(strftime('%Y-%m-%dT%H:%M:%f', 'now') || '000Z')", /* it knows milliseconds only */
    .elapsed_ms = NULL,
    .for_share = "",
    .text_type = "text",
    .key_type = "text",
    .table_options = "",
    .missing_sqlstate = NULL,
    .missing_text = "no such table",
    .null_sqlstate = NULL,
    .null_text = "NOT NULL constraint failed",
    .lock_timeout = NULL,
    .statement_timeout = NULL,
};

const struct engine engine_sqlite = {
    .name = "sqlite",
    .id = DSN_SQLITE,
    .words = &words,
    .open = lite_open,
    .close = lite_close,
    .submit = lite_submit,
    .next = lite_next,
    .wait = lite_wait,
    .cancel = lite_cancel,
    .try_lock = lite_try_lock,
    .unlock = lite_unlock,
    .session_alive = lite_session_alive,
    .user_tables = lite_user_tables,
    .snapshot = lite_snapshot,
    .probe = lite_probe,
    .reset = lite_reset,
    .database_look = lite_database_look,
    .database_create = lite_database_create,
    .database_drop = lite_database_drop,
    .dependents = lite_dependents,
    .health = health,
};
