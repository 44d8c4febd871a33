/* core/script.c: the statements of one direction, as a stream (core/migration.h). */
#include "core/walk_int.h"

#include "base/fs.h"
#include "core/envsub.h"
#include "core/excerpt.h"

struct script {
    arena *mem;
    struct walk *walk;
    struct reader reader;
    size_t size; /* bytes of the source, 0 = not known */
    struct walk_sums sums;
    struct migration scratch; /* file-wide facts found again: the first pass has them already */
    struct sums result;
    struct buf down; /* canonical text of the down that stands in the same file */
    bool keeps_down;
    struct walk_item item;
    enum direction dir;
    struct var_rules rules;
    struct var_use use; /* vars NULL: none are put in */
    struct var_text put;
    arena texts; /* of the last statement with values */
    bool in_copy;
    bool done;
};

void place_move(struct place *p, str text, size_t offset)
{
    for (size_t i = 0; i < offset && i < text.n; i++)
        if (text.p[i] == '\n') {
            p->line++;
            p->column = 1;
        } else {
            p->column++;
        }
}

bool stmt_put_vars(arena *a, const struct var_use *use, struct stmt *s, struct var_text *out,
                   struct err *err)
{
    struct place place = s->place;

    bool shell = use->rules->flags & VAR_SHELL;

    if (shell && !(s->flags & STMT_ENVSUB)) {
        *out = (struct var_text){ .sent = s->raw, .shown = s->raw };
        return true;
    }
    if (!(shell ? envsub_apply : vars_apply)(a, use, s->raw, out, err)) {
        if (err->statement_offset > 0)
            place_move(&place, s->raw, (size_t)err->statement_offset);
        err->statement_offset = -1;
        place_excerpt(&err->mem, &place);
        return err_at(err, &place);
    }
    s->sql = out->sent;
    s->shown = out->shown;
    return true;
}

/* A stored text names its variables also when none is declared any more. */
static void use_vars(struct script *s, const struct script_source *src)
{
    static const struct vars none = { 0 };
    const struct format *f = src->mig ? src->mig->format : src->format;
    const struct vars *vars = src->mig ? src->mig->vars : src->vars;

    if (vars && src->mig && src->dir == DIR_DOWN && src->mig->down_vars)
        vars = src->mig->down_vars;

    if (!vars || !vars_rules_of(vars, f->vars))
        return;
    s->rules = *vars_rules_of(vars, f->vars);
    if (!src->mig)
        s->rules.flags |= VAR_STRICT;
    s->use = (struct var_use){ .vars = vars->list.n ? vars : &none,
                               .rules = &s->rules,
                               .dialect = src->dialect,
                               .modes = src->split_modes,
                               .names_only = src->vars_open };
}

static bool open_file(struct script *s, const struct script_source *src, struct walk_opts *opts,
                      struct err *err)
{
    const struct migration *m = src->mig;
    str file = src->dir == DIR_UP ? m->file : m->down_file;

    if (!file.n) {
        err_set(err, ERR_NO_DOWN, "migration " STR_FMT " has no way back", STR_ARG(m->version));
        return err_at(err, &(struct place){ .file = m->file });
    }
    opts->format = m->format;
    opts->file = file;
    opts->dir = m->format->sections ? DIR_UP : src->dir;
    return walk_reader(s->mem, m->format, opts, &s->reader, err);
}

/* A stored down is the inside of its section; a stored up has its marker, if the file had one. A text as of a file
 * is walked from its begin, whichever direction is asked for. */
static void open_text(struct script *s, const struct script_source *src, struct walk_opts *opts)
{
    opts->format = src->format;
    opts->file = src->label;
    opts->dir = src->whole ? DIR_UP : src->dir;
    opts->inside = src->dir == DIR_DOWN && !src->whole;
    s->reader = reader_of_str(src->text);
}

static void done_texts(void *data)
{
    arena_done(data);
}

struct script *script_open(arena *a, const struct script_source *src, struct err *err)
{
    struct script *s = arena_new(a, struct script, 1);
    struct walk_opts opts = { .dialect = src->dialect,
                              .modes = src->split_modes,
                              .database = src->database,
                              .ctx = src->ctx,
                              .meta = src->ctx,
                              .mig = &s->scratch,
                              .keep = a,
                              .sums = &s->sums };

    s->mem = a;
    s->dir = src->dir;
    use_vars(s, src);
    arena_init(&s->texts);
    arena_defer(a, done_texts, &s->texts);
    s->sums.text[s->dir].hash = sha256_new(a);
    if (!src->text_sum_only)
        s->sums.code[s->dir].hash = sha256_new(a);
    s->keeps_down = src->mig && src->dir == DIR_UP && src->mig->format->sections;
    if (s->keeps_down) {
        s->down = buf_on(a);
        s->sums.text[DIR_DOWN].copy = &s->down;
    }
    if (!src->mig)
        open_text(s, src, &opts);
    else if (!open_file(s, src, &opts, err))
        return NULL;
    s->size = s->reader.size;
    s->walk = walk_open(a, &opts, &s->reader);
    return s;
}

static void finish(struct script *s)
{
    struct canon *text = &s->sums.text[s->dir], *code = &s->sums.code[s->dir];

    canon_end(text);
    canon_end(code);
    if (s->keeps_down)
        canon_end(&s->sums.text[DIR_DOWN]);
    s->result.text = canon_hex(s->mem, text);
    s->result.code = code->hash ? canon_hex(s->mem, code) : S("");
    s->done = true;
}

static bool put_vars(struct script *s, struct stmt *out, struct err *err)
{
    if (!s->use.vars)
        return true;
    arena_done(&s->texts);
    return stmt_put_vars(&s->texts, &s->use, out, &s->put, err);
}

size_t script_raw_offset(const struct script *s, size_t offset)
{
    return s->use.vars ? vars_offset(&s->put, offset) : offset;
}

bool script_next(struct script *s, struct stmt *out, bool *out_end, struct err *err)
{
    while (!s->done) {
        if (!walk_next(s->walk, &s->item, err))
            return false;
        if (s->item.kind == WALK_END) {
            finish(s);
        } else if (s->item.kind == WALK_STATEMENT && s->item.dir == s->dir) {
            *out = s->item.stmt;
            *out_end = false;
            s->in_copy = out->copy;
            return put_vars(s, out, err);
        }
    }
    *out_end = true;
    return true;
}

bool script_copy_data(struct script *s, str *out, bool *out_end, struct err *err)
{
    *out_end = true;
    if (!s->in_copy)
        return true;
    if (!walk_next(s->walk, &s->item, err))
        return false;
    *out_end = s->item.kind != WALK_DATA;
    *out = *out_end ? (str){ 0 } : s->item.data;
    s->in_copy = !*out_end;
    if (s->item.kind == WALK_END)
        finish(s);
    return true;
}

bool script_down(const struct script *s, str *out)
{
    ASSERT(s->done);
    *out = s->keeps_down ? buf_view(&s->down) : (str){ 0 };
    return s->keeps_down;
}

const struct migration *script_facts(const struct script *s)
{
    return &s->scratch;
}

bool script_is_marked(const struct script *s)
{
    const struct walk_facts *f = walk_facts(s->walk);

    return f->sections[DIR_UP] || f->sections[DIR_DOWN];
}

int64_t script_size(const struct script *s)
{
    return (int64_t)s->size;
}

struct sums script_sums(struct script *s)
{
    ASSERT(s->done);
    return s->result;
}
