/* engines/mysql/my_rows.c: rows and warnings, copied out of the library's memory. */
#include "engines/mysql/my_int.h"

static void view_row(struct my *m, MYSQL_ROW row, struct cell *cells)
{
    const unsigned long *n = m->lib->mysql_fetch_lengths(m->res);

    for (size_t j = 0; j < m->result.columns; j++)
        cells[j] = (struct cell){ row[j] ? (str){ row[j], n[j] } : S(""), !row[j] };
}

static void keep_row(struct my *m, struct cell *cells)
{
    for (size_t j = 0; j < m->result.columns; j++)
        if (!cells[j].null)
            cells[j].text.p = str_z(&m->result_mem, cells[j].text);
}

/* Copies the rows; a later set of a CALL replaces an earlier one. */
void my_take_rows(struct my *m)
{
    struct result *r = &m->result;
    struct cell *cells;

    r->columns = m->lib->mysql_num_fields(m->res);
    r->rows = (size_t)m->lib->mysql_num_rows(m->res);
    cells = arena_new(&m->result_mem, struct cell, r->columns * r->rows);
    for (size_t i = 0; i < r->rows; i++) {
        view_row(m, m->lib->mysql_fetch_row(m->res), &cells[i * r->columns]);
        keep_row(m, &cells[i * r->columns]);
    }
    r->cells = cells;
    r->affected = -1;
    m->lib->mysql_free_result(m->res);
    m->res = NULL;
}

void my_tell_row(struct my *m)
{
    struct arena_mark mark = arena_mark(&m->result_mem);
    struct result *r = &m->result;
    struct cell *cells;

    r->columns = m->lib->mysql_num_fields(m->res);
    cells = arena_new(&m->result_mem, struct cell, r->columns);
    view_row(m, m->row, cells);
    m->head->rows->row(m->head->rows->data, cells, r->columns);
    arena_reset(&m->result_mem, mark);
    r->rows++;
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
