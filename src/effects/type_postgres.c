/* effects/type_postgres.c: which changes of type leave the stored values as they are.
 *
 * Does      compare two built-in types of PostgreSQL; measured on 15, 17 and 18
 * Does not  know domains, USING, constraints (when_type.c)
 * Shape     the families of types that share a stored form, with a rule for their arguments
 */
#include "effects/effects_int.h"

enum { TIME_DIGITS = 6 }; /* of a second: as without a precision */

/* Words that mean one type. */
static const char *const aliases[][2] = {
    { "varchar", "character varying" },
    { "char", "character" },
    { "bpchar", "character" },
    { "int", "integer" },
    { "int4", "integer" },
    { "int8", "bigint" },
    { "int2", "smallint" },
    { "decimal", "numeric" },
    { "bool", "boolean" },
    { "timestamp without time zone", "timestamp" },
    { "timestamptz", "timestamp with time zone" },
    { "time without time zone", "time" },
    { "timetz", "time with time zone" },
    { "varbit", "bit varying" },
};

static str canonical(str name)
{
    for (size_t i = 0; i < COUNT_OF(aliases); i++)
        if (str_eq(name, str_of(aliases[i][0])))
            return str_of(aliases[i][1]);
    return name;
}

static bool is(str name, const char *word)
{
    return str_eq(name, str_of(word));
}

/* No limit, or one that is not lower: varchar(10) to varchar(20). */
static bool first_grows(const struct sql_type *from, const struct sql_type *to)
{
    return to->arg_count == 0 || (from->arg_count > 0 && from->args[0] <= to->args[0]);
}

static bool numeric_grows(const struct sql_type *from, const struct sql_type *to)
{
    if (to->arg_count == 0)
        return true;
    if (from->arg_count == 0)
        return false;
    int32_t scale_before = from->arg_count > 1 ? from->args[1] : 0;
    int32_t scale_after = to->arg_count > 1 ? to->args[1] : 0;
    return from->args[0] <= to->args[0] && scale_before == scale_after;
}

static bool same_args(const struct sql_type *a, const struct sql_type *b)
{
    if (a->arg_count != b->arg_count)
        return false;
    for (size_t i = 0; i < a->arg_count && i < TYPE_ARGS; i++)
        if (a->args[i] != b->args[i])
            return false;
    return true;
}

static enum type_change within(str name, const struct sql_type *from, const struct sql_type *to)
{
    if (same_args(from, to))
        return TYPE_FREE;
    if (to->dimensions) /* each element is coerced */
        return TYPE_REWRITE;
    if (is(name, "numeric"))
        return numeric_grows(from, to) ? TYPE_FREE : TYPE_REWRITE;
    static const char *const growing[] = {
        "character varying",   "bit varying", "timestamp", "timestamp with time zone", "time",
        "time with time zone", "interval"
    };
    for (size_t i = 0; i < COUNT_OF(growing); i++)
        if (is(name, growing[i]))
            return first_grows(from, to) || (i >= 2 && to->args[0] == TIME_DIGITS) ? TYPE_FREE
                                                                                   : TYPE_REWRITE;
    return TYPE_REWRITE;
}

static bool is_utc(str zone)
{
    static const char *const names[] = { "UTC",     "Etc/UTC", "UCT",       "Etc/UCT", "GMT",
                                         "Etc/GMT", "Zulu",    "Universal", "Etc/Zulu" };
    for (size_t i = 0; i < COUNT_OF(names); i++)
        if (str_eq_nocase(zone, str_of(names[i])))
            return true;
    return false;
}

/* Pairs of types with one stored form. Behind UNLIMITED only without an argument. */
enum pair_rule { ALWAYS, UNLIMITED, IN_UTC };

struct pair {
    const char *from, *to;
    enum pair_rule rule;
    enum type_change result;
};

// clang-format off
static const struct pair pairs[] = {
    { "character varying", "text", ALWAYS, TYPE_FREE },
    { "text", "character varying", UNLIMITED, TYPE_FREE },
    { "bit", "bit varying", UNLIMITED, TYPE_FREE },
    { "cidr", "inet", ALWAYS, TYPE_FREE },
    { "citext", "text", ALWAYS, TYPE_FREE },
    { "citext", "character varying", UNLIMITED, TYPE_FREE },
    { "text", "citext", ALWAYS, TYPE_INDEX_ONLY },
    { "character varying", "citext", ALWAYS, TYPE_INDEX_ONLY },
    { "integer", "oid", ALWAYS, TYPE_INDEX_ONLY },
    { "oid", "integer", ALWAYS, TYPE_INDEX_ONLY },
    { "timestamp", "timestamp with time zone", IN_UTC, TYPE_INDEX_ONLY },
    { "timestamp with time zone", "timestamp", IN_UTC, TYPE_FREE },
};

// clang-format on

static bool pair_holds(const struct pair *p, const struct sql_type *from, const struct sql_type *to,
                       str time_zone)
{
    if (p->rule == UNLIMITED)
        return to->arg_count == 0;
    return p->rule == ALWAYS || (is_utc(time_zone) && first_grows(from, to));
}

enum type_change pg_type_change(const struct sql_type *from, const struct sql_type *to,
                                str time_zone)
{
    if (from->dimensions != to->dimensions)
        return TYPE_REWRITE;
    str a = canonical(from->name), b = canonical(to->name);
    if (str_eq(a, b) && str_eq(from->schema, to->schema))
        return within(a, from, to);
    if (to->dimensions)
        return TYPE_REWRITE;
    for (size_t i = 0; i < COUNT_OF(pairs); i++)
        if (is(a, pairs[i].from) && is(b, pairs[i].to) &&
            pair_holds(&pairs[i], from, to, time_zone))
            return pairs[i].result;
    return TYPE_REWRITE;
}
