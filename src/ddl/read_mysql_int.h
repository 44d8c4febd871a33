/* ddl/read_mysql_int.h: what the files of the MySQL and MariaDB reader share. */
#ifndef AFLOAT_DDL_READ_MYSQL_INT_H
#define AFLOAT_DDL_READ_MYSQL_INT_H

#include "ddl/build_int.h"

bool mysql_is_mariadb(const struct parser *p);
/* Flags of a statement that begins with CREATE: OR REPLACE was taken with the row's words. */
unsigned mysql_replace_flag(const struct parser *p);
void mysql_skip_wait(struct parser *p); /* MariaDB: WAIT n, NOWAIT */
str mysql_value(struct parser *p);      /* [=] word, name, text, number: decoded; stuck without */
struct expr *
mysql_default(struct parser *p);  /* a value as DEFAULT has it: no operators outside ( ) */
str mysql_user(struct parser *p); /* "name@host", "@%" left out; absent = none */

/* ---- tables ---- */
/* Name and definition of a column; `verb` ALTER restates it. Gives the change. */
size_t mysql_column(struct parser *p, const struct path *table, enum change_verb verb,
                    unsigned flags, size_t from);
/* Type and attributes only: the change is there. */
void mysql_definition(struct parser *p, const struct path *table, size_t column);
/* A key, an index, a constraint, a period; false = none begins here, nothing was taken. */
bool mysql_key(struct parser *p, const struct path *table, size_t from);
void mysql_index_options(struct parser *p, size_t index);
void mysql_check(struct parser *p, const struct path *table, str name, unsigned flags, size_t from);
/* One option of a table; false = none begins here. */
bool mysql_table_option(struct parser *p, size_t table);
bool mysql_index_option(struct parser *p, size_t index);
void mysql_partition_by(struct parser *p, size_t table);               /* behind PARTITION BY */
void mysql_partition_list(struct parser *p, const struct path *table); /* (PARTITION a …, …) */

void mysql_create_table(struct parser *p, const struct read_row *row);
void mysql_alter_table(struct parser *p, const struct read_row *row);
void mysql_rename_table(struct parser *p, const struct read_row *row);
void mysql_create_index(struct parser *p, const struct read_row *row);
void mysql_drop_index(struct parser *p, const struct read_row *row);

/* Clauses of ALTER TABLE; `from` is the first token. */
struct clause;
typedef void clause_fn(struct parser *p, const struct path *table, const struct clause *row,
                       size_t from);

struct clause {
    const char *words; /* as in struct read_row */
    clause_fn *read;
    int arg;
};

void mysql_add_partition(struct parser *p, const struct path *table, const struct clause *row,
                         size_t from);
void mysql_drop_partition(struct parser *p, const struct path *table, const struct clause *row,
                          size_t from);
void mysql_work_partition(struct parser *p, const struct path *table, const struct clause *row,
                          size_t from);
void mysql_change_partition(struct parser *p, const struct path *table, const struct clause *row,
                            size_t from);

enum exchange_row { EXCHANGE_ROWS, EXCHANGE_IN, EXCHANGE_OUT };

enum partitions_row { PARTITIONS_MORE, PARTITIONS_FEWER, PARTITIONS_REORGANIZED };

void mysql_exchange_partition(struct parser *p, const struct path *table, const struct clause *row,
                              size_t from);
void mysql_remove_partitioning(struct parser *p, const struct path *table, const struct clause *row,
                               size_t from);
void mysql_partition_clause(struct parser *p, const struct path *table, const struct clause *row,
                            size_t from);

/* ---- the others ---- */
void mysql_create_program(struct parser *p, const struct read_row *row);
void mysql_alter_program(struct parser *p, const struct read_row *row);
void mysql_set(struct parser *p, const struct read_row *row);
void mysql_use(struct parser *p, const struct read_row *row);
void mysql_user_statement(struct parser *p, const struct read_row *row);
void mysql_rename_user(struct parser *p, const struct read_row *row);
void mysql_grant(struct parser *p, const struct read_row *row);
void mysql_set_password(struct parser *p, const struct read_row *row);
void mysql_set_role(struct parser *p, const struct read_row *row);
void mysql_compound(struct parser *p, const struct read_row *row);
void mysql_prepare(struct parser *p, const struct read_row *row);
void mysql_execute(struct parser *p, const struct read_row *row);

#endif
