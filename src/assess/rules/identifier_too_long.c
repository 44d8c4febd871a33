/* assess/rules/identifier_too_long.c: a name is longer than the server keeps.
 *
 * Does      find names of more than 63 bytes (PostgreSQL cuts them) and 64 characters (MySQL, MariaDB refuse)
 * See       assess/rules/identifier-too-long.sql
 */
#include "assess/names.h"

void rule_identifier_too_long(const struct rule_input *in);

enum { POSTGRES_BYTES = 63, MYSQL_CHARACTERS = 64 };

static bool is_any(enum object_kind kind)
{
    return kind != KIND_NONE && kind != KIND_OTHER && kind != KIND_GRANT;
}

static size_t characters(str s)
{
    size_t n = 0;
    for (size_t i = 0; i < s.n; i++)
        n += ((unsigned char)s.p[i] & 0xC0) != 0x80;
    return n;
}

/* The reader may have cut the name as the server would: what stands in the text counts. */
static size_t written_bytes(const struct rule_input *in, str name)
{
    struct range r = in->change->name_range;
    bool plain = in->change->verb == CHANGE_CREATE && r.length > name.n;
    str text = str_slice(in->statement->text, r.offset, (size_t)r.offset + r.length);
    size_t dot = plain ? str_find_last_char(text, '.') : STR_NONE;
    if (plain && dot != STR_NONE)
        text = str_skip(text, dot + 1);
    size_t quotes = plain && text.n && text.p[0] == '"' ? 2 : 0;
    return plain && text.n - quotes > name.n ? text.n - quotes : name.n;
}

void rule_identifier_too_long(const struct rule_input *in)
{
    bool pg = in->opts->effect.dialect->id == DIALECT_POSTGRES;
    str name = name_given(in, is_any);
    size_t n = pg ? written_bytes(in, name) : characters(name);
    if (!name.n || n <= (pg ? (size_t)POSTGRES_BYTES : (size_t)MYSQL_CHARACTERS))
        return;
    struct finding *f = say(in);
    if (pg) {
        say_message(in, f, "a name of %zu bytes is cut to 63: \"" STR_FMT "\"", n, STR_ARG(name));
        say_happens(in, f,
                    "The server keeps the first 63 bytes and only gives a notice; a second long "
                    "name may then be the same one, and what looks for the whole name in the "
                    "catalog does not find it.");
    } else {
        say_message(in, f, "a name of %zu characters is longer than 64: \"" STR_FMT "\"", n,
                    STR_ARG(name));
        say_happens(in, f, "The server refuses the statement.");
    }
    say_advice(in, f, "Shorten it to %s.", pg ? "63 bytes" : "64 characters");
}
