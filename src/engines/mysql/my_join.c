/* engines/mysql/my_join.c: requests of a batch in one round trip.
 *
 * Does      put afloat's own requests of a batch (REQ_UNREAD … ) into one compound statement of MariaDB, which
 *           ends at the first error as the batch does; send what follows them in the batch, a statement of a file,
 *           in the same text: the server goes on to it only when what stands before was well; tell which
 *           statements of a file leave database and sql_mode as they were
 * Does not  let a file's text become several statements: one in which a semicolon stands anywhere goes alone, over
 *           a connection that takes one statement a request (my_send.c)
 * Shape     BEGIN NOT ATOMIC a; b; c; END;statement     MySQL: a;b;c;statement
 */
#include "engines/mysql/my_int.h"

enum { AROUND = 64 }; /* bytes of BEGIN NOT ATOMIC … END; */

struct batch {
    size_t own; /* requests of ours at its begin */
    size_t n;   /* … and the one that ends it */
    size_t bytes;
    bool whole;
    bool lone; /* a text of a file in it has to go alone */
};

static struct batch batch_of(const struct my *m)
{
    const struct my_node *node = m->head;
    struct batch b = { .n = 1, .bytes = node->n + 1 };

    while (node->flags & REQ_UNREAD && node->next) {
        node = node->next;
        b.bytes += node->n + 2;
        b.n++;
    }
    b.whole = !(node->flags & REQ_UNREAD);
    b.own = b.n - !(node->flags & REQ_BOOKKEEPING);
    b.lone = b.own < b.n && memchr(node->sql, ';', node->n);
    return b;
}

struct my_join my_joins(const struct my *m)
{
    bool compound = m->plain && !m->strayed;
    struct my_join j = { 0 };
    struct batch b;

    if (!(m->head->flags & REQ_UNREAD) || (m->no_several && !compound))
        return j;
    b = batch_of(m);
    j.later = !b.whole;
    if (j.later || (m->max_packet_bytes && b.bytes + AROUND >= m->max_packet_bytes))
        return j;
    j.one = compound && b.own > 1 ? b.own : 1;
    if (!m->no_several)
        j.behind = (b.lone ? b.own : b.n) - j.one;
    if (j.one == 1 && j.behind == 0)
        j.one = 0;
    return j;
}

str my_join(arena *a, struct my *m, const struct my_join *j)
{
    const struct my_node *node = m->head;
    struct buf b = buf_on(a);

    m->joined = j->one > 1 ? j->one : 0;
    m->ahead = j->behind;
    if (m->joined)
        buf_z(&b, "BEGIN NOT ATOMIC ");
    for (size_t i = 0; i < j->one; i++, node = node->next) {
        buf_bytes(&b, node->sql, node->n);
        buf_z(&b, m->joined ? "; " : "");
    }
    if (m->joined)
        buf_z(&b, "END");
    for (size_t i = 0; i < j->behind; i++, node = node->next) {
        buf_char(&b, ';');
        buf_bytes(&b, node->sql, node->n);
    }
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
