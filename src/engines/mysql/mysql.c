/* engines/mysql/mysql.c: the MySQL and MariaDB engine as a table. See engines/engine.h. */
#include "engines/mysql/my_int.h"

/* Whole seconds are the finest lock time-out. Below one, MariaDB does not wait at all (the runner comes
 * again soon); MySQL cannot but wait for one. A statement time-out exists on MariaDB only (MySQL's is for
 * SELECT): each server reads its own comment as code. */
#define SECONDS "IF(@ = 0, 31536000, @ DIV 1000 /*!80000 + (@ < 1000) */)"

extern const char sql_mysql_health_settings[];
extern const char sql_mysql_health_rights[];
extern const char sql_mysql_health_activity[];

static const struct engine_question health[] = {
    { "settings", sql_mysql_health_settings },
    { "rights", sql_mysql_health_rights },
    { "long transactions", sql_mysql_health_activity },
    { NULL, NULL },
};

static const struct engine_words words = {
    .begin = "START TRANSACTION",
    .now = "DATE_FORMAT(UTC_TIMESTAMP(6),'%Y-%m-%dT%H:%i:%s.%fZ')",
    .elapsed_ms = NULL,
    .for_share = "LOCK IN SHARE MODE",
    .text_type = "longtext",
    .key_type = "varchar(190)", /* three of them in a key: 3072 bytes is the limit */
    .table_options =
        " ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin ROW_FORMAT=DYNAMIC",
    .missing_sqlstate = "42S02",
    .missing_text = "Unknown database",
    .null_sqlstate = NULL, /* 23000 is a duplicate key too */
    .null_text = "Column '",
    .lock_timeout =
        "SET SESSION lock_wait_timeout = " SECONDS ", innodb_lock_wait_timeout = " SECONDS,
    .statement_timeout =
        "SET SESSION /*M! max_statement_time = @ / 1000 */ /*!80000 max_execution_time = @ */",
};

const struct engine engine_mysql = {
    .name = "mysql",
    .id = DSN_MYSQL,
    .words = &words,
    .open = my_open,
    .close = my_close,
    .submit = my_submit,
    .next = my_next,
    .wait = my_wait,
    .cancel = my_cancel,
    .try_lock = my_try_lock,
    .unlock = my_unlock,
    .session_alive = my_session_alive,
    .user_tables = my_user_tables,
    .snapshot = my_snapshot,
    .probe = my_probe,
    .reset = my_reset,
    .database_look = my_database_look,
    .database_create = my_database_create,
    .database_drop = my_database_drop,
    .health = health,
};
