/* ddl/functions.c: how the functions of an engine may be relied on.
 *
 * Does      say whether a built-in function is immutable, stable or volatile
 * Does not  know user-defined functions: they are FUNCTION_UNKNOWN
 * Shape     sorted rows of functions_<dialect>.def
 */
#include "ddl/parse_int.h"

struct function {
    str name;
    enum volatility volatility;
};

#define F(name, volatility) { S_INIT(name), FUNCTION_##volatility },
static const struct function mysql[] = {
#include "ddl/functions_mysql.def"
};
static const struct function sqlite[] = {
#include "ddl/functions_sqlite.def"
};
static const struct function postgres[] = {
#include "ddl/functions_postgres.def"
};
#undef F

static const struct {
    const struct function *v;
    size_t n;
} lists[] = {
    [DIALECT_SQLITE] = { sqlite, COUNT_OF(sqlite) },
    [DIALECT_POSTGRES] = { postgres, COUNT_OF(postgres) },
    [DIALECT_MYSQL] = { mysql, COUNT_OF(mysql) },
    [DIALECT_MARIADB] = { mysql, COUNT_OF(mysql) },
};

_Static_assert(COUNT_OF(lists) == DIALECT__COUNT, "functions of each dialect");

enum volatility function_volatility(const struct dialect *d, str name)
{
    size_t low = 0, high = lists[d->id].n;

    while (low < high) {
        size_t mid = (low + high) / 2;
        int order = str_cmp(name, lists[d->id].v[mid].name);

        if (order == 0)
            return lists[d->id].v[mid].volatility;
        if (order < 0)
            high = mid;
        else
            low = mid + 1;
    }
    return FUNCTION_UNKNOWN;
}
