/* app/app_judge_file.c: the statements of one file, judged or only replayed; where findings are in it.
 *
 * Does      read up and down as the runner would; turn ranges of a statement into lines and columns of the file
 * Does not  know rules
 */
#include "app/app_judge_int.h"

#include "ddl/outline.h"

struct reading {
    struct judge *j;
    const struct judge_file *f;
    const struct format *format;
    unsigned flags; /* enum mig_flag */
    bool marked;    /* of no project, and has markers of the format */
    struct mig_allow *allows;
    size_t allow_count;
    size_t *allow_at; /* by direction: those before it are not of later statements */
};

/* How far into the raw text of a statement lines were counted: its findings come in order. */
struct line_mark {
    size_t at;
    struct place place;
};

/* ---- places ---- */

static void move_mark(struct line_mark *m, const struct stmt *st, size_t to)
{
    if (to < m->at || !m->at)
        *m = (struct line_mark){ .place = st->place };
    place_move(&m->place, str_skip(st->raw, m->at), to - m->at);
    m->at = to;
}

static void place_at(const struct script *s, const struct stmt *st, struct range r,
                     struct line_mark *m, struct judged *out)
{
    size_t from = script_raw_offset(s, r.offset), to = script_raw_offset(s, r.offset + r.length);
    struct place end;

    move_mark(m, st, from);
    out->place = end = m->place;
    place_move(&end, str_skip(st->raw, from), to > from ? to - from : 0);
    out->place.length = (uint32_t)(to > from ? to - from : 1);
    out->end_line = end.line;
    out->end_column = end.column;
}

static void tell_findings(const struct reading *r, const struct script *s, const struct stmt *st,
                          const struct finding_list *list)
{
    struct judge *j = r->j;
    struct judged_sum sum = { 0 };
    struct line_mark mark = { 0 };

    for (size_t i = 0; j->calls.finding && i < list->n; i++) {
        str file = st ? st->place.file : r->f->path; /* a down may have a file of its own */
        struct judged at = { .file = file, .place = { .file = file } };

        at.place.line = list->v[i].line;
        at.place.column = list->v[i].line != 0;
        if (st) {
            at.sql = st->sql;
            at.raw = st->raw;
            at.sum = &sum;
            at.start = st->place;
            place_at(s, st, list->v[i].range, &mark, &at);
        }
        j->calls.finding(j->calls.data, j, &at, &list->v[i]);
    }
}

static void tell_statement(const struct reading *r, const struct stmt *st, enum direction dir,
                           const struct assessment *x)
{
    struct judge *j = r->j;
    struct judged at = {
        .file = r->f->path,
        .place = st->place,
        .start = st->place,
        .sql = st->sql,
        .raw = st->raw,
        .down = dir == DIR_DOWN,
    };

    if (j->calls.statement)
        j->calls.statement(j->calls.data, j, &at, x);
}

/* ---- statements ---- */

/* A file of no project is run by nobody knows whom, unless that is configured or its markers say it: what it
 * begins itself is its transaction. How many statements a down has is not known before it is read: it is taken for
 * one. */
static bool wraps(const struct reading *r, enum direction dir)
{
    unsigned off = dir == DIR_UP ? MIG_NO_TRANSACTION : MIG_NO_TRANSACTION_DOWN;
    const struct migration *m = r->f->mig;
    const struct judge_runner *runner = r->j->runner;

    if ((!m && !r->marked && !runner->other) || (r->j->dialect->rules & RULE_STORED_PROGRAM))
        return false;
    switch (runner->wraps) {
    case WRAPS_FILES:
        return !(r->flags & off);
    case WRAPS_PIECES:
        return r->j->dialect->id == DIALECT_SQLITE || (dir == DIR_UP && m && m->statements > 1);
    case WRAPS_NOTHING:
        break;
    }
    return false;
}

/* afloat runs what cannot be in a transaction by itself; other tools send it as they were told. */
static bool in_transaction(const struct reading *r, const struct stmt *st, enum direction dir)
{
    struct outline o;
    arena unit;
    bool in;

    if (!wraps(r, dir) || r->j->runner->other || (r->f->mig && !(r->f->mig->flags & MIG_NATIVE)))
        return wraps(r, dir);
    arena_init(&unit);
    outline_read(&unit, r->j->dialect, 0, r->j->version, st->sql, &o);
    in = o.in_transaction;
    arena_done(&unit);
    return in;
}

static void allows_of(const struct reading *r, enum direction dir, int64_t statement,
                      struct allow_list *out)
{
    size_t *at = &r->allow_at[dir];

    for (size_t i = statement ? *at : 0; i < r->allow_count; i++) {
        const struct mig_allow *m = &r->allows[i];

        if (statement && m->dir == dir && m->statement > statement)
            return;
        if (statement && *at == i && (m->dir != dir || m->statement < statement))
            *at = i + 1;
        if (m->statement == statement && (!statement || m->dir == dir))
            *vec_push(r->j->ctx->mem, out) = (struct allow){ m->rule, m->reason, m->line, NULL };
    }
}

/* Places of what this statement leaves to be judged at the end of the set. */
static void keep_places(const struct reading *r, const struct script *s, const struct stmt *st)
{
    struct judge *j = r->j;
    arena *a = j->ctx->mem;
    str sql = { 0 }, raw = { 0 };
    struct judged_sum *sum = NULL;
    struct line_mark mark = { 0 };

    while (j->kept.n < assess_kept(j->assess)) {
        struct range range = assess_kept_range(j->assess, j->kept.n);
        struct judged *at = arena_new(a, struct judged, 1);

        if (!sql.p) {
            sql = str_copy(a, st->sql);
            raw = str_eq(st->raw, st->sql) ? sql : str_copy(a, st->raw);
            sum = arena_new(a, struct judged_sum, 1);
        }
        *at = (struct judged){ .file = r->f->path,
                               .place = { .file = r->f->path },
                               .sql = sql,
                               .raw = raw,
                               .sum = sum,
                               .start = st->place };
        *vec_push(a, &j->kept) = at;
        place_at(s, st, range, &mark, at);
    }
}

static void judge_statement(const struct reading *r, const struct script *s, const struct stmt *st,
                            enum direction dir)
{
    struct judge *j = r->j;
    struct assess_statement at = { .text = st->sql,
                                   .ordinal = (uint32_t)st->number,
                                   .down = dir == DIR_DOWN,
                                   .transaction = in_transaction(r, st, dir),
                                   .direct = st->flags & STMT_DIRECT,
                                   .contract = st->flags & STMT_CONTRACT,
                                   .backfill = st->flags & STMT_BACKFILL };
    const struct assessment *x;

    allows_of(r, dir, st->number, &at.allows);
    x = assess_statement(j->assess, &at);
    keep_places(r, s, st);
    if (r->f->applied)
        return;
    j->counts.statements++;
    j->counts.opaque += x->statement && x->statement->opaque;
    tell_statement(r, st, dir, x);
    tell_findings(r, s, st, &x->findings);
}

static bool skip_data(struct script *s, struct err *err)
{
    bool end = false;
    str data;

    while (!end)
        if (!script_copy_data(s, &data, &end, err))
            return false;
    return true;
}

static bool read_all(const struct reading *r, struct script *s, enum direction dir, struct err *err)
{
    struct stmt st;
    bool end = false;

    while (true) {
        if (!script_next(s, &st, &end, err))
            return false;
        if (end)
            return true;
        judge_statement(r, s, &st, dir);
        if (st.copy && !skip_data(s, err))
            return false;
    }
}

static void unit_done(arena *a)
{
    arena_done(a);
}

static struct script *open_script(arena *a, const struct reading *r, enum direction dir,
                                  struct err *err)
{
    const struct migration *m = r->f->mig;
    struct script_source src = { .mig = m,
                                 .dir = dir,
                                 .text = m ? (str){ 0 } : r->f->text,
                                 .whole = !m,
                                 .format = r->format,
                                 .label = r->f->path,
                                 .dialect = r->j->dialect,
                                 .vars = &r->j->s.config.vars,
                                 .vars_open = true };

    return script_open(a, &src, err);
}

static bool read_direction(const struct reading *r, enum direction dir, struct err *err)
{
    CLEANUP(unit_done) arena unit;
    struct script *s;

    arena_init(&unit);
    s = open_script(&unit, r, dir, err);
    return s && read_all(r, s, dir, err);
}

/* What a text says of itself as a whole; of a migration that was found when the project was loaded. */
static void read_facts(struct reading *r)
{
    const struct migration *m = r->f->mig;
    struct script *s = NULL;
    struct stmt st;
    bool end = false;
    struct err err;

    err_init(&err);
    if (!m)
        s = open_script(r->j->ctx->mem, r, DIR_UP, &err);
    while (s && !end && script_next(s, &st, &end, &err) && (!st.copy || skip_data(s, &err)))
        ;
    r->marked = s && script_is_marked(s);
    err_clear(&err); /* it is told when the text is judged */
    m = s ? script_facts(s) : m;
    if (!m)
        return;
    r->flags = m->flags;
    r->allows = m->allows.v;
    r->allow_count = m->allows.n;
}

static struct assess_file describe(const struct reading *r)
{
    const struct migration *m = r->f->mig;
    struct assess_file file = { .path = r->f->path,
                                .applied = r->f->applied,
                                .apart = r->f->apart,
                                .transaction = wraps(r, DIR_UP),
                                .settings = judge_settings_for(r->j, r->f->path) };

    if (m) {
        file.version = m->version;
        file.name = m->name;
        file.native = m->flags & MIG_NATIVE;
        file.repeatable = m->kind == MIG_REPEATABLE;
        file.has_down = m->flags & MIG_HAS_DOWN;
        file.irreversible = m->flags & MIG_IRREVERSIBLE;
        file.irreversible_reason = m->reason;
        file.twin = m->twin;
    }
    judge_put_past(r->j, &r->f->past, &file);
    if (r->j->code.n && r->j->o.since.n && m && m->kind == MIG_VERSIONED &&
        map_find(&r->j->added, m->file))
        file.code = &r->j->code;
    allows_of(r, DIR_UP, 0, &file.allows);
    judge_allows_for(r->j, r->f->path, &file.allows);
    return file;
}

static bool read_both(const struct reading *r, struct err *err)
{
    const struct migration *m = r->f->mig;

    if (!read_direction(r, DIR_UP, err))
        return false;
    if (r->f->applied || (m && (!m->down_file.n || !(m->flags & MIG_HAS_DOWN))))
        return true;
    return read_direction(r, DIR_DOWN, err);
}

void judge_tell(struct judge *j, str path, const struct finding_list *list)
{
    struct judge_file f = { .path = path };
    struct reading r = { .j = j, .f = &f };

    tell_findings(&r, NULL, NULL, list);
}

bool judge_file(struct judge *j, const struct judge_file *f, struct err *err)
{
    size_t allow_at[DIR_DOWN + 1] = { 0 };
    struct reading r = {
        .j = j, .f = f, .format = f->mig ? f->mig->format : formats[0], .allow_at = allow_at
    };
    struct finding_list found = { 0 };
    struct assess_file file;
    bool ok;

    read_facts(&r);
    file = describe(&r);
    assess_file(j->assess, &file);
    *vec_push(j->ctx->mem, &j->set) = f->path;
    j->counts.files += !f->applied;
    ok = read_both(&r, err);
    j->broken |= !ok;
    assess_file_end(j->assess, &found);
    tell_findings(&r, NULL, NULL, &found);
    if (ok || !j->calls.broken)
        return ok;
    if (!f->applied || !f->mig) /* a text that is only replayed is nowhere else told of */
        j->calls.broken(j->calls.data, j, err);
    err_clear(err);
    assess_unread(j->assess);
    return true;
}
