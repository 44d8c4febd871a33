/* engines/mysql/my_rows.c: rows and warnings, copied out of the library's memory. */
#include "engines/mysql/my_int.h"

/* Copies the rows; a later set of a CALL replaces an earlier one. */
void my_take_rows(struct my *m)
{
    const struct my_lib *lib = m->lib;
    struct result *r = &m->result;
    struct cell *cells;

    r->columns = lib->mysql_num_fields(m->res);
    r->rows = (size_t)lib->mysql_num_rows(m->res);
    cells = arena_new(&m->result_mem, struct cell, r->rows * r->columns);
    for (size_t i = 0; i < r->rows; i++) {
        MYSQL_ROW row = lib->mysql_fetch_row(m->res);
        const unsigned long *n = lib->mysql_fetch_lengths(m->res);

        for (size_t j = 0; j < r->columns; j++) {
            struct cell *cell = &cells[i * r->columns + j];

            cell->null = !row[j];
            cell->text =
                row[j] ? (str){ str_z(&m->result_mem, (str){ row[j], n[j] }), n[j] } : S("");
        }
    }
    r->cells = cells;
    r->affected = -1;
    lib->mysql_free_result(m->res);
    m->res = NULL;
}

void my_take_notices(struct my *m)
{
    MYSQL_ROW row;

    while (m->res && (row = m->lib->mysql_fetch_row(m->res)))
        *vec_push(&m->result_mem, &m->result.notices) =
            str_printf(&m->result_mem, "%s %s: %s", row[0], row[1], row[2]);
    if (m->res)
        m->lib->mysql_free_result(m->res);
    m->res = NULL;
}

/* SHOW WARNINGS would change what ROW_COUNT() and FOUND_ROWS() say to the next statement. After the
 * statements whose count a file may ask for, only the number of the warnings is told. */
bool my_count_matters(str sql)
{
    static const char *const verbs[] = {
        "INSERT", "UPDATE",  "DELETE", "REPLACE", "SELECT", "WITH",
        "CALL",   "EXECUTE", "LOAD",   "(",       "VALUES", "TABLE"
    };

    sql = str_trim(sql);
    for (size_t i = 0; i < COUNT_OF(verbs); i++)
        if (str_starts_nocase(sql, str_of(verbs[i])))
            return true;
    return str_starts(sql, S("/*")) || str_starts(sql, S("-")) || str_starts(sql, S("#"));
}
