/* engines/mysql/my_join.c: a batch of afloat's own statements in one round trip.
 *
 * Does      put the requests of a batch (REQ_UNREAD … REQ_SYNC) into one compound statement of MariaDB,
 *           which ends at the first error as the batch does; tell which statements of a file leave
 *           database and sql_mode as they were
 * Does not  touch what a file says: each of its statements is sent by itself, and the connection is one that
 *           takes a single statement a request
 * Shape     BEGIN NOT ATOMIC a; b; c; END
 */
#include "engines/mysql/my_int.h"

static size_t batch_of(const struct my *m, size_t *out_bytes, bool *out_whole)
{
    const struct my_node *node = m->head;
    size_t n = 1;

    *out_bytes = node->n;
    while (node->flags & REQ_UNREAD && node->next) {
        node = node->next;
        *out_bytes += node->n + 1;
        n++;
    }
    *out_whole = !(node->flags & REQ_UNREAD);
    return n;
}

bool my_joins(const struct my *m, bool *out_later)
{
    static const size_t around = 64;
    bool whole;
    size_t bytes;

    *out_later = false;
    if (!(m->head->flags & REQ_UNREAD) || m->strayed || !m->plain)
        return false;
    batch_of(m, &bytes, &whole);
    *out_later = !whole;
    return whole && (!m->max_packet_bytes || bytes + around < m->max_packet_bytes);
}

str my_join(arena *a, struct my *m)
{
    const struct my_node *node = m->head;
    struct buf b = buf_on(a);
    size_t bytes;
    bool whole;

    m->joined = batch_of(m, &bytes, &whole);
    buf_z(&b, "BEGIN NOT ATOMIC ");
    for (size_t i = 0; i < m->joined; i++, node = node->next) {
        buf_bytes(&b, node->sql, node->n);
        buf_z(&b, "; ");
    }
    buf_z(&b, "END");
    return buf_view(&b);
}

/* None of these can change the current database or leave another sql_mode behind, nor can what they call. */
bool my_strays(str sql)
{
    static const char *const verbs[] = {
        "CREATE ",    "ALTER ",        "INSERT ",     "UPDATE ",        "DELETE ",
        "REPLACE ",   "TRUNCATE ",     "RENAME ",     "DROP TABLE ",    "DROP INDEX ",
        "DROP VIEW ", "DROP TRIGGER ", "DROP EVENT ", "DROP FUNCTION ", "DROP PROCEDURE ",
    };

    for (size_t i = 0; i < COUNT_OF(verbs); i++)
        if (str_starts_nocase(sql, str_of(verbs[i])))
            return false;
    return true;
}
