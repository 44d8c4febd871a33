/* ddl/read_postgres.c: the statements of postgres, by their first words. */
#include "ddl/parse_int.h"

const struct read_table read_postgres = { 0 };
