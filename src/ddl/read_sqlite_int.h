/* ddl/read_sqlite_int.h: what the files of the SQLite reader share. */
#ifndef AFLOAT_DDL_READ_SQLITE_INT_H
#define AFLOAT_DDL_READ_SQLITE_INT_H

#include "ddl/build_int.h"

/* A column's definition, its constraints behind it as changes of their own. */
void sqlite_column(struct parser *p, const struct path *table, unsigned flags, size_t from);
/* A table's constraint; false = none begins here. */
bool sqlite_constraint(struct parser *p, const struct path *table, size_t from);
/* ON CONFLICT action, into the change; from 3.53 on ALTER TABLE knows constraints. */
void sqlite_conflict(struct parser *p, size_t change);

void sqlite_create_table(struct parser *p, const struct read_row *row);
void sqlite_create_virtual(struct parser *p, const struct read_row *row);
void sqlite_alter_table(struct parser *p, const struct read_row *row);
void sqlite_pragma(struct parser *p, const struct read_row *row);

#endif
