/* engines/postgres/pg_catalog.c: small questions to the catalog. */
#include "engines/postgres/pg_int.h"

extern const char sql_postgres_user_tables[];

bool pg_user_tables(arena *a, struct conn *conn, str prefix, size_t max, struct str_list *out,
                    struct err *err)
{
    const char *params[] = { str_z(a, prefix), str_z(a, str_printf(a, "%zu", max)) };
    struct str_list names = { 0 };
    struct result r;

    if (!pg_call(pg_of(conn), sql_postgres_user_tables, params, 2, &r, err))
        return false;
    for (size_t i = 0; i < r.rows; i++)
        *vec_push(a, &names) = str_copy(a, result_text(&r, i, 0));
    *out = names;
    return true;
}
