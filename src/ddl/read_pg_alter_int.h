/* ddl/read_pg_alter_int.h: what the sub-commands of ALTER TABLE work on. */
#ifndef AFLOAT_DDL_READ_PG_ALTER_INT_H
#define AFLOAT_DDL_READ_PG_ALTER_INT_H

#include "ddl/read_pg_int.h"

struct alter {
    enum object_kind kind; /* of the relation */
    struct path path;
    struct range name;
    size_t from; /* token that the sub-command begins with */
};

void pgr_attach(struct parser *p, const struct alter *t);
void pgr_detach(struct parser *p, const struct alter *t);
void pgr_split(struct parser *p, const struct alter *t);

#endif
