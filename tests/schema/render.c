/* tests/schema/render.c: what afloat makes of statements when it writes them itself.
 *
 * Does      read each statement, render its changes on the schema of those before, as tests/schema/run --rendered
 *           gives it to a server
 * Shape     FILE: statements that end in a NUL byte, an empty one begins another database; stdout: an object a
 *           statement, {"out": […], "unsaid": […], "rest": true}: rest = something of it is no change of an object
 * Errors    exit 2 for a dialect that is not known, a file that cannot be read
 * Usage     render DIALECT FILE
 */
#include "ddl/render.h"
#include "base/fs.h"
#include "base/json.h"
#include "ddl/read.h"
#include "schema/bind.h"

#include <stdio.h>

static str home_of(const struct dialect *d)
{
    return d->id == DIALECT_POSTGRES ? S("public") : d->id == DIALECT_SQLITE ? S("main") : S("app");
}

static void put_list(struct json_out *j, str name, const struct str_list *list)
{
    json_key(j, name);
    json_open(j, '[');
    for (size_t i = 0; i < list->n; i++)
        json_text(j, list->v[i]);
    json_close(j);
}

static bool has_rest(const struct statement *st)
{
    for (size_t i = 0; i < st->changes.n; i++)
        if (st->changes.v[i].verb > CHANGE_MOVE)
            return true;
    return st->changes.n == 0;
}

static void run(arena *a, struct schema *s, const struct dialect *d, str sql, struct buf *out)
{
    struct ddl_opts reading = { .dialect = d };
    struct render_opts writing = { .dialect = d };
    struct bind_error_list errors = { 0 };
    struct json_out j = json_to(out);
    struct rendered said = { 0 };
    struct statement st;

    ddl_read(a, &reading, sql, &st);
    ddl_render(a, &writing, s, st.changes.v, st.changes.n, &said);
    schema_bind(a, s, &st, &errors);
    schema_fold(s, &st);
    json_open(&j, '{');
    put_list(&j, S("out"), &said.statements);
    put_list(&j, S("unsaid"), &said.unsaid);
    json_key(&j, S("rest"));
    json_bool(&j, has_rest(&st));
    json_close(&j);
    buf_char(out, '\n');
}

int main(int argc, char **argv)
{
    const struct dialect *d = argc > 1 ? dialect_find(str_of(argv[1])) : NULL;
    struct buf out;
    str text, sql;
    struct err err;
    int status;
    arena a;

    arena_init(&a);
    err_init(&err);
    out = buf_on(&a);
    if (d && argc > 2 && fs_read(&a, str_of(argv[2]), 1 << 26, &text, &err)) {
        struct schema *s = schema_new(&a, d, home_of(d), false);

        while (text.n) {
            sql = str_cut(text, '\0', &text);
            if (sql.n)
                run(&a, s, d, sql, &out);
            else
                s = schema_new(&a, d, home_of(d), false);
        }
        fwrite(out.p, 1, out.n, stdout);
    }
    status = d && argc > 2 && err.code == ERR_NONE ? 0 : 2;
    err_done(&err);
    arena_done(&a);
    return status;
}
