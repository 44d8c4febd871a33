/* core/history.c: see core/history.h. */
#include "core/history.h"

#include "base/sha256.h"

struct sql { /* a statement under construction */
    struct buf out;
    const struct dialect *dialect;
    const struct engine_words *words;
    bool comma;
};

static struct sql sql_on(arena *a, const struct conn *c)
{
    return (struct sql){ buf_on(a), c->dialect, c->engine->words, false };
}

static void put_comma(struct sql *s)
{
    if (s->comma)
        buf_z(&s->out, ", ");
    s->comma = true;
}

static void put_text(struct sql *s, str text)
{
    put_comma(s);
    sql_literal(&s->out, s->dialect, text);
}

static void put_int(struct sql *s, int64_t i)
{
    put_comma(s);
    buf_int(&s->out, i);
}

static void put_raw(struct sql *s, const char *text)
{
    put_comma(s);
    buf_z(&s->out, text);
}

/* The fence in one expression: our epoch, or NULL when it is no longer ours. `light`: between the history rows, which
 * look at the fence, the lock is looked at where that costs less. */
static void put_epoch(struct sql *s, const struct conn *c, const struct tables *t,
                      const struct run_id *run, bool light)
{
    put_comma(s);
    if (light && c->lock_check.n) {
        buf_printf(&s->out, "%lld * " STR_FMT, (long long)run->epoch, STR_ARG(c->lock_check));
        return;
    }
    buf_printf(&s->out, "(SELECT epoch FROM " STR_FMT " WHERE project = ", STR_ARG(t->fence));
    sql_literal(&s->out, s->dialect, t->project);
    buf_printf(&s->out, " AND epoch = %lld %s)", (long long)run->epoch, s->words->for_share);
}

static void put_where(struct sql *s, const struct tables *t)
{
    buf_z(&s->out, " WHERE project = ");
    sql_literal(&s->out, s->dialect, t->project);
}

enum column_type { COL_KEY, COL_TEXT, COL_INT };

struct column {
    const char *name;
    enum column_type type;
    bool null;
};

static const struct column history_columns[] = {
    { "project", COL_KEY, false },     { "seq", COL_INT, false },
    { "version", COL_KEY, false },     { "name", COL_TEXT, false },
    { "event", COL_KEY, false },       { "applied", COL_INT, false },
    { "format", COL_KEY, false },      { "sum_algorithm", COL_KEY, false },
    { "up_sum", COL_KEY, false },      { "up_code_sum", COL_KEY, false },
    { "down_sum", COL_KEY, false },    { "down_code_sum", COL_KEY, false },
    { "flags", COL_INT, false },       { "reason", COL_TEXT, false },
    { "down_text", COL_TEXT, true },   { "actor", COL_TEXT, false },
    { "run_id", COL_KEY, false },      { "epoch", COL_INT, false },
    { "finished_at", COL_KEY, false }, { "duration_ms", COL_INT, false },
    { "prev_hash", COL_KEY, false },   { "row_hash", COL_KEY, false },
};

static const struct column journal_columns[] = {
    { "project", COL_KEY, false },       { "version", COL_KEY, false },
    { "direction", COL_KEY, false },     { "step", COL_INT, false },
    { "state", COL_KEY, false },         { "rerunnable", COL_INT, false },
    { "prefix_sum", COL_KEY, false },    { "statement", COL_TEXT, false },
    { "snapshot", COL_TEXT, false },     { "session", COL_INT, false },
    { "session_start", COL_KEY, false }, { "run_id", COL_KEY, false },
    { "epoch", COL_INT, false },         { "started_at", COL_KEY, false },
};

static const struct column fence_columns[] = {
    { "project", COL_KEY, false },       { "epoch", COL_INT, false },
    { "layout", COL_INT, false },        { "run_id", COL_KEY, false },
    { "actor", COL_TEXT, false },        { "session", COL_INT, false },
    { "session_start", COL_KEY, false }, { "since", COL_KEY, false },
};

static str create_sql(arena *a, const struct conn *c, str table, const struct column *columns,
                      size_t n, const char *key)
{
    struct sql s = sql_on(a, c);

    buf_printf(&s.out, "CREATE TABLE IF NOT EXISTS " STR_FMT " (", STR_ARG(table));
    for (size_t i = 0; i < n; i++) {
        const char *const types[] = {
            [COL_KEY] = s.words->key_type, [COL_TEXT] = s.words->text_type, [COL_INT] = "bigint"
        };

        buf_printf(&s.out, "%s %s%s, ", columns[i].name, types[columns[i].type],
                   columns[i].null ? "" : " NOT NULL");
    }
    buf_printf(&s.out, "PRIMARY KEY (%s))%s", key, s.words->table_options);
    return buf_view(&s.out);
}

void history_create_sql(arena *a, const struct conn *c, const struct tables *t,
                        struct str_list *out)
{
    *vec_push(a, out) =
        create_sql(a, c, t->history, history_columns, COUNT_OF(history_columns), "project, seq");
    *vec_push(a, out) = create_sql(a, c, t->journal, journal_columns, COUNT_OF(journal_columns),
                                   "project, version, direction, step");
    *vec_push(a, out) =
        create_sql(a, c, t->fence, fence_columns, COUNT_OF(fence_columns), "project");
}

str history_row_hash(arena *a, const struct entry *e)
{
    struct buf b = buf_on(a);
    const str parts[] = { e->prev_hash, e->version, e->name,    S(""),
                          e->format,    e->up.text, e->up.code, e->down.text,
                          e->down.code, e->reason,  e->actor,   e->run_id };

    buf_int(&b, e->seq);
    buf_char(&b, ' ');
    buf_z(&b, history_event_name(e->event));
    buf_z(&b, e->applied ? " 1 " : " 0 ");
    buf_int(&b, e->flags);
    buf_char(&b, ' ');
    buf_int(&b, e->epoch);
    buf_char(&b, '\n');
    for (size_t i = 0; i < COUNT_OF(parts); i++) {
        buf_int(&b, (int64_t)parts[i].n);
        buf_char(&b, ':');
        buf_str(&b, parts[i]);
    }
    return sha256_hex_of(a, buf_view(&b));
}

void history_seal(arena *a, const struct state *s, struct entry *e)
{
    e->seq = s->last_seq + 1;
    e->prev_hash = s->last_hash;
    e->row_hash = history_row_hash(a, e);
}

void history_advance(struct state *s, const struct entry *e)
{
    s->last_seq = e->seq;
    s->last_hash = e->row_hash;
}

static void put_columns(struct sql *s, str table, const struct column *columns, size_t n)
{
    buf_printf(&s->out, "INSERT INTO " STR_FMT " (", STR_ARG(table));
    for (size_t i = 0; i < n; i++) {
        buf_z(&s->out, i ? ", " : "");
        buf_z(&s->out, columns[i].name);
    }
    buf_z(&s->out, ") VALUES (");
}

static void put_duration(struct sql *s, int64_t ms)
{
    if (ms < 0 && s->words->elapsed_ms)
        put_raw(s, s->words->elapsed_ms);
    else
        put_int(s, ms < 0 ? 0 : ms);
}

str history_keep_down(arena *a, const struct conn *c, str text, struct entry *e)
{
    bool masked = false;
    str kept = outline_mask(a, c->dialect, text, &masked);

    if (masked)
        e->flags |= ENTRY_DOWN_MASKED;
    return kept;
}

str history_insert_sql(arena *a, const struct conn *c, const struct tables *t,
                       const struct run_id *run, const struct entry *e, str down_text)
{
    struct sql s = sql_on(a, c);
    const str sums[] = { S("sha256"), e->up.text, e->up.code, e->down.text, e->down.code };

    put_columns(&s, t->history, history_columns, COUNT_OF(history_columns));
    put_text(&s, t->project);
    put_int(&s, e->seq);
    put_text(&s, e->version);
    put_text(&s, e->name);
    put_text(&s, str_of(history_event_name(e->event)));
    put_int(&s, e->applied);
    put_text(&s, e->format);
    for (size_t i = 0; i < COUNT_OF(sums); i++)
        put_text(&s, sums[i]);
    put_int(&s, e->flags);
    put_text(&s, e->reason);
    if (down_text.p)
        put_text(&s, down_text);
    else
        put_raw(&s, "NULL");
    put_text(&s, e->actor);
    put_text(&s, e->run_id);
    put_epoch(&s, c, t, run, false);
    put_raw(&s, s.words->now);
    put_duration(&s, e->duration_ms);
    put_text(&s, e->prev_hash);
    put_text(&s, e->row_hash);
    buf_char(&s.out, ')');
    return buf_view(&s.out);
}

str history_down_text_sql(arena *a, const struct conn *c, const struct tables *t, int64_t seq)
{
    struct sql s = sql_on(a, c);

    buf_printf(&s.out, "SELECT down_text FROM " STR_FMT, STR_ARG(t->history));
    put_where(&s, t);
    buf_printf(&s.out, " AND seq = %lld", (long long)seq);
    return buf_view(&s.out);
}

static const char *dir_text(enum direction dir)
{
    return dir == DIR_UP ? "up" : "down";
}

str journal_insert_sql(arena *a, const struct conn *c, const struct tables *t,
                       const struct run_id *run, const struct journal_row *r)
{
    struct sql s = sql_on(a, c);

    put_columns(&s, t->journal, journal_columns, COUNT_OF(journal_columns));
    put_text(&s, t->project);
    put_text(&s, r->version);
    put_text(&s, str_of(dir_text(r->dir)));
    put_int(&s, r->step);
    put_text(&s, r->state == JOURNAL_DONE ? S("done") : S("intent"));
    put_int(&s, r->rerunnable);
    put_text(&s, r->prefix_sum);
    put_text(&s, r->statement);
    put_text(&s, r->snapshot);
    put_int(&s, c->server.session);
    put_text(&s, c->server.session_start);
    put_text(&s, run->id);
    if (r->fenced)
        put_int(&s, run->epoch);
    else
        put_epoch(&s, c, t, run, true);
    put_raw(&s, s.words->now);
    buf_char(&s.out, ')');
    return buf_view(&s.out);
}

static void put_journal_key(struct sql *s, const struct tables *t, str version, enum direction dir)
{
    put_where(s, t);
    buf_z(&s->out, " AND version = ");
    sql_literal(&s->out, s->dialect, version);
    buf_printf(&s->out, " AND direction = '%s'", dir_text(dir));
}

static str done_sql(arena *a, const struct conn *c, const struct tables *t,
                    const struct journal_row *r, const char *is)
{
    struct sql s = sql_on(a, c);

    buf_printf(&s.out, "UPDATE " STR_FMT " SET state = 'done'", STR_ARG(t->journal));
    put_journal_key(&s, t, r->version, r->dir);
    buf_printf(&s.out, " AND step %s %lld", is, (long long)r->step);
    return buf_view(&s.out);
}

str journal_done_sql(arena *a, const struct conn *c, const struct tables *t,
                     const struct journal_row *r)
{
    return done_sql(a, c, t, r, "=");
}

str journal_done_before_sql(arena *a, const struct conn *c, const struct tables *t,
                            const struct journal_row *r)
{
    return done_sql(a, c, t, r, "<");
}

str journal_delete_sql(arena *a, const struct conn *c, const struct tables *t,
                       const struct journal_row *r)
{
    struct sql s = sql_on(a, c);

    buf_printf(&s.out, "DELETE FROM " STR_FMT, STR_ARG(t->journal));
    put_journal_key(&s, t, r->version, r->dir);
    buf_printf(&s.out, " AND step = %lld", (long long)r->step);
    return buf_view(&s.out);
}

str journal_clear_sql(arena *a, const struct conn *c, const struct tables *t, str version,
                      enum direction dir)
{
    struct sql s = sql_on(a, c);

    buf_printf(&s.out, "DELETE FROM " STR_FMT, STR_ARG(t->journal));
    put_journal_key(&s, t, version, dir);
    return buf_view(&s.out);
}

str journal_clear_all_sql(arena *a, const struct conn *c, const struct tables *t,
                          const struct str_list *versions, enum direction dir)
{
    struct sql s = sql_on(a, c);

    buf_printf(&s.out, "DELETE FROM " STR_FMT, STR_ARG(t->journal));
    put_where(&s, t);
    buf_z(&s.out, " AND version IN (");
    for (size_t i = 0; i < versions->n; i++)
        put_text(&s, versions->v[i]);
    buf_printf(&s.out, ") AND direction = '%s'", dir_text(dir));
    return buf_view(&s.out);
}

str fence_read_sql(arena *a, const struct conn *c, const struct tables *t)
{
    struct sql s = sql_on(a, c);

    buf_printf(&s.out, "SELECT epoch, layout FROM " STR_FMT, STR_ARG(t->fence));
    put_where(&s, t);
    return buf_view(&s.out);
}

str fence_insert_sql(arena *a, const struct conn *c, const struct tables *t,
                     const struct run_id *run)
{
    struct sql s = sql_on(a, c);

    put_columns(&s, t->fence, fence_columns, COUNT_OF(fence_columns));
    put_text(&s, t->project);
    put_int(&s, run->epoch);
    put_int(&s, HISTORY_LAYOUT);
    put_text(&s, run->id);
    put_text(&s, run->actor);
    put_int(&s, c->server.session);
    put_text(&s, c->server.session_start);
    put_raw(&s, s.words->now);
    buf_char(&s.out, ')');
    return buf_view(&s.out);
}

str fence_bump_sql(arena *a, const struct conn *c, const struct tables *t, const struct run_id *run,
                   int64_t old_epoch)
{
    struct sql s = sql_on(a, c);

    buf_printf(&s.out, "UPDATE " STR_FMT " SET epoch = %lld, run_id = ", STR_ARG(t->fence),
               (long long)run->epoch);
    sql_literal(&s.out, s.dialect, run->id);
    buf_z(&s.out, ", actor = ");
    sql_literal(&s.out, s.dialect, run->actor);
    buf_printf(&s.out, ", session = %lld, session_start = ", (long long)c->server.session);
    sql_literal(&s.out, s.dialect, c->server.session_start);
    buf_printf(&s.out, ", since = %s", s.words->now);
    put_where(&s, t);
    buf_printf(&s.out, " AND epoch = %lld", (long long)old_epoch);
    return buf_view(&s.out);
}
