/* ddl/type_postgres.c: types as postgres writes them. */
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

const struct type_rules types_postgres = { read_type, print_type };
