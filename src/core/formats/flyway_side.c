/* core/formats/flyway_side.c: <file>.conf beside a migration of Flyway.
 *
 * Errors    AF2122 for a key that afloat does not carry out
 */
#include "core/formats/flyway_int.h"

#include "base/fs.h"
#include "base/ini.h"

enum { SIDE_MAX = 64 * 1024 };

struct side {
    str file;
    struct migration *mig;
    unsigned off; /* what executeInTransaction=false sets */
};

static bool side_bad(const struct side *s, const struct ini_item *item, const char *what,
                     struct err *err)
{
    err_set(err, ERR_SIDE_KEY, "%s \"" STR_FMT "\"", what, STR_ARG(item->key));
    err_at(err, &(struct place){ .file = s->file, .line = item->line, .column = item->column });
    return err_hint(err, "afloat carries out executeInTransaction, encoding=UTF-8 and "
                         "placeholderReplacement.");
}

static bool side_item(void *data, const struct ini_item *item, struct err *err)
{
    struct side *s = data;
    bool no = str_eq_nocase(item->value, S("false")), yes = str_eq_nocase(item->value, S("true"));

    if (str_eq(item->key, S("executeInTransaction")) && (yes || no)) {
        s->mig->flags |= no ? s->off : 0;
        return true;
    }
    if (str_eq(item->key, S("placeholderReplacement")) && (yes || no)) {
        s->mig->flags |= no ? MIG_PLAIN : 0;
        return true;
    }
    if (str_eq(item->key, S("encoding")) && str_eq_nocase(item->value, S("UTF-8")))
        return true;
    if (str_eq(item->key, S("encoding")) || str_eq(item->key, S("executeInTransaction")) ||
        str_eq(item->key, S("placeholderReplacement")))
        return side_bad(s, item, "could not read the value of the setting", err);
    return side_bad(s, item, "cannot carry out the setting", err);
}

static bool read_side(arena *a, str sql_file, struct side *s, struct err *err)
{
    str text;

    if (!sql_file.n)
        return true;
    s->file = str_printf(a, STR_FMT ".conf", STR_ARG(sql_file));
    return !fs_exists(s->file) || (fs_read(a, s->file, SIDE_MAX, &text, err) &&
                                   ini_read(text, s->file, side_item, s, err));
}

bool flyway_side_read(arena *a, struct migration *m, struct err *err)
{
    struct side up = { .mig = m, .off = MIG_NO_TRANSACTION };
    struct side down = { .mig = m, .off = MIG_NO_TRANSACTION_DOWN };

    return read_side(a, m->file, &up, err) && read_side(a, m->down_file, &down, err);
}
