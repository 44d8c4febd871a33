/* tests/engines/pg_effects_said.c: the cases of PostgreSQL's effects, judged for one server. */
#include "engines/pg_effects_said.h"

#include "unit/effects/effect_help.h"

#include "unit/effects/postgres_cases.def"

struct sayer {
    arena *mem;
    struct effect_opts opts;
    struct schema *schema;
};

struct sayer *sayer_new(arena *a, int version, str time_zone)
{
    struct sayer *s = arena_new(a, struct sayer, 1);
    s->mem = a;
    s->opts = (struct effect_opts){ .dialect = dialect_get(DIALECT_POSTGRES),
                                    .version = version,
                                    .time_zone = time_zone };
    s->schema = schema_new(a, s->opts.dialect, S("public"), false);
    return s;
}

str sayer_setup(void)
{
    return str_of(setup);
}

size_t sayer_count(void)
{
    return COUNT_OF(cases);
}

const char *sayer_case(size_t i)
{
    return cases[i].sql;
}

void sayer_fold(struct sayer *s, str sql)
{
    struct statement *st = arena_new(s->mem, struct statement, 1);
    struct bind_error_list errors = { 0 };
    read_one_statement(s->mem, &s->opts, sql, st);
    schema_bind(s->mem, s->schema, st, &errors);
    schema_fold(s->schema, st);
}

static void say_locks(struct sayer *s, const struct effect *e, struct said *out)
{
    out->locks = arena_new(s->mem, struct said_lock, e->locks.n + 1);
    for (size_t i = 0; i < e->locks.n; i++) {
        const struct object *o = schema_get(s->schema, e->locks.v[i].relation);
        if (!o)
            continue;
        out->locks[out->n++] =
            (struct said_lock){ str_copy(s->mem, o->name), lock_word(e->locks.v[i].mode),
                                (kind_flags(o->kind) & KIND_RELATION) != 0 };
    }
}

static bool reads_anyway(const struct change *c)
{
    return c->verb == CHANGE_ROWS || c->kind == KIND_MATVIEW || (c->flags & CHANGE_AS_SELECT) ||
           (c->verb == CHANGE_MAINTAIN && c->upkeep == UPKEEP_REFRESH);
}

void sayer_say(struct sayer *s, str sql, struct said *out)
{
    struct statement st = { 0 };
    struct bind_error_list errors = { 0 };
    struct effect e;
    read_one_statement(s->mem, &s->opts, sql, &st);
    schema_bind(s->mem, s->schema, &st, &errors);
    effect_of(s->mem, &s->opts, s->schema, &st, &e);
    *out = (struct said){ .fails = e.fails,
                          .rewrites = (e.work & WORK_REWRITE) != 0,
                          .scans = (e.work & WORK_SCAN) != 0,
                          .reads_anyway = reads_anyway(&st.changes.v[0]) };
    out->comparable = !st.opaque && !errors.n && e.transaction == TX_YES &&
                      st.changes.v[0].verb != CHANGE_CONTROL;
    say_locks(s, &e, out);
    schema_unbind(s->schema, &st);
}
