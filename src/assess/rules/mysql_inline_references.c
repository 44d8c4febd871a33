/* assess/rules/mysql_inline_references.c: REFERENCES at a column is read and ignored.
 *
 * Does      find it on MySQL before 9.0; MariaDB and newer MySQL make the key
 * See       assess/rules/mysql-inline-references.sql
 */
#include "assess/rule_sql.h"

void rule_mysql_inline_references(const struct rule_input *in);

enum { MYSQL_9 = 90000 };

void rule_mysql_inline_references(const struct rule_input *in)
{
    if (in->change->verb != CHANGE_CREATE || in->change->kind != KIND_COLUMN || !ask_written(in) ||
        ask_since(in, MYSQL_9))
        return;
    struct range words = ask_word_in(in, in->change->range, "references");
    if (!words.length)
        return;
    struct finding *f = say_at(in, words);
    str c = ask_quoted(in, in->change->path.name);
    say_message(in, f, "REFERENCES at the column \"" STR_FMT "\" makes no foreign key",
                STR_ARG(in->change->path.name));
    say_happens(in, f,
                "MySQL before 9.0 reads the words and ignores them: rows that refer to nothing are "
                "accepted, and nothing says so.");
    say_advice(in, f,
               "Write the key for itself: FOREIGN KEY (" STR_FMT
               ") REFERENCES ..., as a clause of its "
               "own.",
               STR_ARG(c));
}
