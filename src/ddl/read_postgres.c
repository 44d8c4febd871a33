/* ddl/read_postgres.c: the statements of PostgreSQL, by their first words.
 *
 * See       ddl/read_postgres.def, ddl/read_pg_int.h
 */
#include "ddl/read_pg_int.h"

#define R(words, verb, read, kind, arg) { words, verb, read_pg_##read, KIND_##kind, arg },
static const struct read_row rows[] = {
#include "ddl/read_postgres.def"
};
#undef R

const struct read_table read_postgres = { rows, COUNT_OF(rows) };
