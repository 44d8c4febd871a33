/* engines/mysql/my_text.h: the parts of the MySQL and MariaDB driver that need neither server nor library.
 *
 * Does      say what error numbers mean and where in a statement they point; make texts comparable
 * Does not  include mysql.h: unit tests use it
 */
#ifndef AFLOAT_ENGINES_MYSQL_MY_TEXT_H
#define AFLOAT_ENGINES_MYSQL_MY_TEXT_H

#include "base/err.h"

struct my_error {
    bool mariadb; /* some numbers mean another thing on MySQL */
    int native;
    const char *sqlstate;
    str words;
};

enum fail_class my_fail_class(const struct my_error *e);
enum err_code my_err_code(const struct my_error *e, enum fail_class fail);

/* Byte offset of a syntax error in the statement, from "near '…' at line N"; -1 = not known. */
int64_t my_error_offset(str words, str statement);

/* Sets *err from the server's answer to `statement` (absent = none was sent). */
void my_error_set(struct err *err, const struct my_error *e, str statement);

/* SHOW CREATE TABLE without the table option AUTO_INCREMENT=n. */
str my_without_auto_increment(arena *a, str create_table);

/* Loopback or private in every address that the name has. Asks the resolver. */
bool my_address_is_local(str host);

#endif
