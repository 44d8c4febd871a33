/* ddl/read_sqlite.c: the statements of sqlite, by their first words. */
#include "ddl/parse_int.h"

const struct read_table read_sqlite = { 0 };
