/* ddl/outline_sqlite.c: statements of SQLite.
 *
 * Does      the table of statements; which PRAGMA may stand in a transaction
 * Does not  know values of PRAGMAs
 * See       ddl/outline_sqlite.def, https://sqlite.org/pragma.html
 *
 * Everything is transactional but VACUUM, ATTACH, DETACH, and PRAGMAs that do nothing or fail there.
 */
#include "ddl/outline_int.h"

static const struct pragma {
    str name;
    enum outline_class cls;
} in_transaction[] = {
    /* in the file, undone with the transaction */
    { S_INIT("user_version"), CLASS_DATA },
    { S_INIT("application_id"), CLASS_DATA },
    { S_INIT("schema_version"), CLASS_DATA },
    { S_INIT("incremental_vacuum"), CLASS_DATA },
    { S_INIT("optimize"), CLASS_DATA },
    /* ends with the transaction */
    { S_INIT("defer_foreign_keys"), CLASS_DATA },
    /* of the connection, at once and anywhere: the statements behind it rely on it */
    { S_INIT("writable_schema"), CLASS_SESSION },
    { S_INIT("legacy_alter_table"), CLASS_SESSION },
    { S_INIT("ignore_check_constraints"), CLASS_SESSION },
    { S_INIT("recursive_triggers"), CLASS_SESSION },
    { S_INIT("case_sensitive_like"), CLASS_SESSION },
    { S_INIT("trusted_schema"), CLASS_SESSION },
    { S_INIT("analysis_limit"), CLASS_SESSION },
    { S_INIT("automatic_index"), CLASS_SESSION },
    { S_INIT("cell_size_check"), CLASS_SESSION },
    { S_INIT("reverse_unordered_selects"), CLASS_SESSION },
    /* answers only, though an argument may follow */
    { S_INIT("foreign_key_check"), CLASS_QUERY },
    { S_INIT("foreign_key_list"), CLASS_QUERY },
    { S_INIT("integrity_check"), CLASS_QUERY },
    { S_INIT("quick_check"), CLASS_QUERY },
    { S_INIT("table_info"), CLASS_QUERY },
    { S_INIT("table_xinfo"), CLASS_QUERY },
    { S_INIT("table_list"), CLASS_QUERY },
    { S_INIT("index_info"), CLASS_QUERY },
    { S_INIT("index_xinfo"), CLASS_QUERY },
    { S_INIT("index_list"), CLASS_QUERY },
};

/* These act without a value. */
static const str acting[] = { S_INIT("wal_checkpoint"), S_INIT("shrink_memory") };

static bool acts_alone(str name)
{
    for (size_t i = 0; i < COUNT_OF(acting); i++)
        if (str_eq_nocase(acting[i], name))
            return true;
    return false;
}

static void set_in_tx(struct outline *out, enum outline_class cls)
{
    out->cls = cls;
    out->in_transaction = true;
    out->probe = PROBE_NONE;
}

static void read_pragma(struct reader *r, const struct row *row, struct outline *out)
{
    struct name name = name_read(r);

    (void)row;
    for (size_t i = 0; i < COUNT_OF(in_transaction); i++)
        if (str_eq_nocase(in_transaction[i].name, name.text)) {
            set_in_tx(out, in_transaction[i].cls);
            return;
        }
    if (r->end && !acts_alone(name.text)) /* without a value it only asks */
        set_in_tx(out, CLASS_QUERY);
}

static const struct row rows[] = {
#include "ddl/outline_sqlite.def"
};

const struct row_table rows_sqlite = {
    .rows = rows,
    .n = COUNT_OF(rows),
    .unknown = { "", "", CLASS_OPAQUE, PROBE_NONE, OBJECT_OTHER, NULL, TX },
};
