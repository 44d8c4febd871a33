/* base/explain.c: see base/explain.h. */
#include "base/explain.h"

static const struct explanation rows[] = {
#define X(name, why, todo, example) { ERR_##name, why, todo, example },
#include "base/explain.def"
#undef X
};

const struct exit_row exit_rows[] = {
#define EXIT(code, meaning, todo) { code, meaning, todo },
#include "base/exits.def"
#undef EXIT
};
const size_t exit_row_count = COUNT_OF(exit_rows);

const struct explanation *explain_get(enum err_code code)
{
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        if (rows[i].code == code)
            return &rows[i];
    return NULL;
}

const struct exit_row *explain_exit(int64_t code)
{
    for (size_t i = 0; i < COUNT_OF(exit_rows); i++)
        if (exit_rows[i].code == code)
            return &exit_rows[i];
    return NULL;
}
