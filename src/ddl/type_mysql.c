/* ddl/type_mysql.c: types as mysql writes them. */
#include "ddl/parse_int.h"

static struct sql_type *read_type(struct parser *p)
{
    parse_stuck(p, "types are not read yet");
    return NULL;
}

static void print_type(struct buf *out, const struct sql_type *t)
{
    (void)out;
    (void)t;
}

const struct type_rules types_mysql = { read_type, print_type };
