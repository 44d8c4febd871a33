/* ddl/read_mysql.c: the statements of mysql, by their first words. */
#include "ddl/parse_int.h"

const struct read_table read_mysql = { 0 };
