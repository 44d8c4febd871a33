/* core/migration.c: the first pass (core/migration_int.h), and the text of one direction in memory. */
#include "core/migration_int.h"

#include "base/ctx.h"
#include "base/fs.h"
#include "core/read_told_int.h"
#include "core/repeatable.h"
#include "core/units.h"
#include "sql/dialect.h"

/* ---- the first pass ---- */

void first_pass_init(struct first_pass *fp, arena *keep, const struct project_opts *opts,
                     const struct ctx *ctx)
{
    *fp = (struct first_pass){ .opts = opts, .ctx = ctx, .keep = keep };
    arena_init(&fp->unit);
    arena_init(&fp->values);
    for (int d = DIR_UP; d <= DIR_DOWN; d++) {
        fp->sums.text[d].hash = sha256_new(&fp->unit);
        fp->code[d] = sha256_new(&fp->unit);
    }
    fp->mark = arena_mark(&fp->unit);
}

void first_pass_done(struct first_pass *fp)
{
    arena_done(&fp->values);
    arena_done(&fp->unit);
}

static bool is_applied(const struct first_pass *fp, const struct migration *m)
{
    return fp->opts->is_applied && fp->opts->is_applied(fp->opts->data, m->version);
}

static bool walk_all(struct walk *w, struct err *err)
{
    struct walk_item item = { .kind = WALK_STATEMENT };

    while (item.kind != WALK_END)
        if (!walk_next(w, &item, err))
            return false;
    return true;
}

/* The values of variables go into a pending statement as they will when it runs; a down is only looked at. */
static bool put_vars(struct first_pass *fp, struct migration *m, struct walk_item *item,
                     struct err *err)
{
    struct var_use use = { .vars = m->vars,
                           .rules = vars_rules_of(m->vars, m->format->vars),
                           .dialect = fp->opts->dialect,
                           .modes = fp->opts->split_modes,
                           .names_only = item->dir == DIR_DOWN || !fp->opts->conn };
    struct var_text put = { 0 };

    if (item->kind != WALK_STATEMENT)
        return true;
    if (m->vars && !stmt_put_vars(&fp->values, &use, &item->stmt, &put, err))
        return false;
    if (m->repeat)
        repeatable_add(fp, m, &item->stmt, !put.left);
    return true;
}

/* As walk_all, for a pending file whose shape nobody asked for. */
static bool walk_values(struct first_pass *fp, struct walk *w, struct migration *m, struct err *err)
{
    struct walk_item item = { .kind = WALK_STATEMENT };

    for (; item.kind != WALK_END; arena_done(&fp->values))
        if (!walk_next(w, &item, err) || !put_vars(fp, m, &item, err))
            return false;
    return true;
}

/* An error of a unit is not told here: the plan reads the file again, after the policies. */
static bool shape_one(struct first_pass *fp, struct shaper *sh, const struct migration *m,
                      const struct stmt *s)
{
    struct err err;
    bool ok;

    if (s->number == 1)
        sh->group = grouping_begin(fp->keep, sh->conn, m->flags, DIR_UP);
    err_init(&err);
    ok = shaper_add(sh, &fp->unit, s, &err);
    err_done(&err);
    return ok;
}

/* As walk_all; what the units of the up come to is found on the way. */
static bool walk_shaping(struct first_pass *fp, struct walk *w, struct migration *m,
                         struct err *err)
{
    struct walk_item item = { .kind = WALK_STATEMENT };
    struct shaper sh = { .conn = fp->opts->conn };
    unsigned flags = 0;
    bool good = true;

    while (item.kind != WALK_END) {
        arena_done(&fp->values);
        if (!walk_next(w, &item, err) || !put_vars(fp, m, &item, err))
            return false;
        if (!good || item.kind != WALK_STATEMENT || item.dir != DIR_UP)
            continue;
        flags = item.stmt.number == 1 ? m->flags : flags;
        good = shape_one(fp, &sh, m, &item.stmt);
    }
    if (good && !((flags ^ m->flags) & MIG_NO_TRANSACTION)) {
        struct shape *shape = arena_new(fp->keep, struct shape, 1);

        *shape = shaper_end(&sh);
        m->shape = shape;
    }
    return true;
}

bool first_pass_ahead(const struct first_pass *fp, str file, struct fs_ahead_file *out)
{
    return fp->opts->ahead && fs_ahead_take(fp->opts->ahead, file, out);
}

static bool open_file(struct first_pass *fp, const struct format *f, struct walk_opts *io,
                      struct reader *out, struct err *err)
{
    struct fs_ahead_file file;

    if (f->text_open || !first_pass_ahead(fp, io->file, &file))
        return walk_reader(&fp->unit, f, io, out, err);
    *out = reader_of_str(file.text);
    return true;
}

static bool read_file(struct first_pass *fp, struct migration *m, enum direction dir,
                      struct walk_facts *out, struct err *err)
{
    struct reader reader;
    struct walk *w;
    bool applied = is_applied(fp, m), shaping = fp->opts->conn && dir == DIR_UP && !applied;
    struct walk_opts opts = { .format = m->format,
                              .dialect = fp->opts->dialect,
                              .modes = fp->opts->split_modes,
                              .file = dir == DIR_UP ? m->file : m->down_file,
                              .database = fp->opts->database,
                              .dir = dir,
                              .lenient = applied,
                              .ctx = fp->ctx,
                              .meta = shaping ? fp->ctx : NULL,
                              .mig = m,
                              .keep = fp->keep,
                              .sums = &fp->sums };

    if (!open_file(fp, m->format, &opts, &reader, err))
        return false;
    read_told(&fp->unit, fp->ctx, fs_basename(opts.file), &reader);
    w = walk_open(&fp->unit, &opts, &reader);
    if (shaping                              ? !walk_shaping(fp, w, m, err)
        : (m->vars && !applied) || m->repeat ? !walk_values(fp, w, m, err)
                                             : !walk_all(w, err))
        return false;
    *out = *walk_facts(w);
    return true;
}

static struct sums take_sums(struct first_pass *fp, enum direction dir, bool wanted)
{
    struct canon *text = &fp->sums.text[dir], *code = &fp->sums.code[dir];
    arena *a = wanted ? fp->keep : &fp->unit;
    struct sums s;

    canon_end(text);
    canon_end(code);
    s.text = canon_hex(a, text);
    s.code = code->hash ? canon_hex(a, code) : S("");
    return wanted ? s : (struct sums){ { 0 }, { 0 } };
}

static void warn(const struct first_pass *fp, const struct migration *m, const char *what)
{
    char text[1024];

    if (!fp->ctx || is_applied(fp, m))
        return;
    snprintf(text, sizeof(text), STR_FMT ": %s", STR_ARG(m->file), what);
    ctx_event(fp->ctx, &(struct event){ .kind = EVENT_WARNING,
                                        .version = m->version,
                                        .name = m->name,
                                        .text = str_of(text) });
}

/* A down without statements is none, unless there is nothing to take back either. Of several downs none can be
 * chosen: their order would have to be turned around. */
static bool has_down(const struct migration *m, const struct walk_facts *f)
{
    bool section = m->format->sections ? f->sections[DIR_DOWN] > 0 : m->down_file.n > 0;

    return section && f->down_sections < 2 &&
           (f->statements[DIR_DOWN] > 0 || f->statements[DIR_UP] == 0);
}

static void conclude(struct first_pass *fp, struct migration *m, const struct walk_facts *f)
{
    bool down = has_down(m, f);

    m->statements = f->statements[DIR_UP];
    m->up = take_sums(fp, DIR_UP, true);
    m->down = take_sums(fp, DIR_DOWN, down);
    if (down)
        m->flags |= MIG_HAS_DOWN;
    else
        m->down_file = (str){ 0 };
    if (m->kind == MIG_REPEATABLE)
        return;
    if (m->statements == 0)
        warn(fp, m, "the migration has no statements");
    if (f->sections[DIR_UP] > 1)
        warn(fp, m, "several up sections are run as one migration, and it has no way back");
    else if (!down && !(m->flags & MIG_IRREVERSIBLE))
        warn(fp, m, "the migration has no way back");
}

static bool misplaced(const struct migration *m, struct err *err)
{
    err_set(err, ERR_DIRECTIVE, "directive \"" STR_FMT "\" is for files in " REPEATABLE_FOLDER "/",
            STR_ARG(m->misplaced));
    return err_at(err, &m->refused_at);
}

static bool read_both(struct first_pass *fp, struct migration *m, bool code, struct err *err)
{
    struct walk_facts up = { 0 }, down = { 0 };
    bool pair = !m->format->sections && m->down_file.n;

    for (int d = DIR_UP; d <= DIR_DOWN; d++)
        fp->sums.code[d].hash = code ? fp->code[d] : NULL;
    m->dialect = fp->opts->dialect;
    m->split_modes = fp->opts->split_modes;
    if (!read_file(fp, m, DIR_UP, &up, err) || (pair && !read_file(fp, m, DIR_DOWN, &down, err)))
        return false;
    if (pair) {
        up.statements[DIR_DOWN] = down.statements[DIR_DOWN];
        up.down_sections = down.down_sections;
    }
    conclude(fp, m, &up);
    if (m->repeat && !repeatable_end(fp, m, &up, err))
        return false;
    if (m->misplaced.n && !is_applied(fp, m))
        return misplaced(m, err);
    arena_reset(&fp->unit, fp->mark);
    return true;
}

/* What the history knows under the same texts need not be found again. */
static bool is_known(struct migration *m, const struct sums *up, const struct sums *down)
{
    if (!str_eq(m->up.text, up->text) || !str_eq(m->down.text, down->text))
        return false;
    m->up.code = up->code;
    m->down.code = down->code;
    return true;
}

/* A format may have given the migration variables of its own, and the file may want none. */
static void use_vars(const struct first_pass *fp, struct migration *m)
{
    const struct vars *v = m->vars ? m->vars : fp->opts->vars;

    m->vars = m->flags & MIG_PLAIN || !vars_wanted(v, vars_rules_of(v, m->format->vars)) ? NULL : v;
    if (m->vars)
        m->flags |= MIG_VARS;
}

bool first_pass_read(struct first_pass *fp, struct migration *m, struct err *err)
{
    const struct project_opts *o = fp->opts;
    const struct ctx *ctx = fp->ctx;
    struct migration before;
    struct sums up, down;
    bool ok;

    use_vars(fp, m);
    before = *m;
    if (!o->known_sums || !o->known_sums(o->data, m->version, &up, &down))
        return read_both(fp, m, true, err);
    if (known_read(fp, m, &up, &down))
        return true;
    if (!read_both(fp, m, false, err) || is_known(m, &up, &down))
        return err->code == ERR_NONE;
    *m = before;
    fp->ctx = NULL; /* the notes were told */
    ok = read_both(fp, m, true, err);
    fp->ctx = ctx;
    return ok;
}

/* ---- the text of a direction ---- */

bool migration_text(arena *a, const struct migration *mig, enum direction dir, str *out,
                    struct err *err)
{
    struct buf text = buf_on(a);
    struct walk_sums *sums = arena_new(a, struct walk_sums, 1);
    struct migration scratch = { 0 };
    struct reader reader;
    struct walk_opts opts = { .format = mig->format,
                              .dialect = mig->dialect,
                              .modes = mig->split_modes,
                              .file = dir == DIR_UP ? mig->file : mig->down_file,
                              .dir = mig->format->sections ? DIR_UP : dir,
                              .lenient = true,
                              .mig = &scratch,
                              .keep = a,
                              .sums = sums };

    *out = (str){ 0 };
    if (!opts.file.n)
        return true;
    sums->text[dir].copy = &text;
    if (!walk_reader(a, mig->format, &opts, &reader, err) ||
        !walk_all(walk_open(a, &opts, &reader), err))
        return false;
    canon_end(&sums->text[dir]);
    *out = buf_view(&text);
    return true;
}
