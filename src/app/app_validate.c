/* app/app_validate.c: see app/app_validate.h.
 *
 * Does      collect all that is wrong, where other commands stop at the first
 * Does not  touch the database; judge what the statements do
 * Shape     errors are what up or down would refuse, warnings what they would go on with
 */
#include "app/app_validate.h"

#include "app/app_record.h"
#include "base/sha256.h"

static const struct field finding_fields[] = {
    { "severity", "", FIELD_TEXT, FIELD_STATE, "error, warning or note" },
    { "code", "code", FIELD_TEXT, 0, "code of the error that up or down would give, null = none" },
    { "where", "where", FIELD_TEXT, 0, "file and line, or version" },
    { "problem", "problem", FIELD_TEXT, 0, "what is wrong" },
    { "version", "", FIELD_TEXT, FIELD_JSON_ONLY, "version of the migration, null = not known" },
    { "file", "", FIELD_TEXT, FIELD_JSON_ONLY, "path of the file, null = none" },
    { "line", "", FIELD_INT, FIELD_JSON_ONLY, "line in the file, null = not known" },
    { "column", "", FIELD_INT, FIELD_JSON_ONLY, "column in bytes, null = not known" },
    { "hint", "", FIELD_TEXT, FIELD_JSON_ONLY, "what may help, null = nothing" },
};

static const struct rectype finding_type = { "findings", RECORD_MANY, finding_fields,
                                             COUNT_OF(finding_fields), NULL };

static const struct field summary_fields[] = {
    { "files", "", FIELD_INT, 0, "migrations in the folder" },
    { "applied", "", FIELD_INT, 0, "versions applied, null = the history was not checked" },
    { "errors", "", FIELD_INT, 0, "findings that up or down would refuse" },
    { "warnings", "", FIELD_INT, 0, "findings that they would go on with" },
    { "history", "", FIELD_TEXT, 0, "checked, or why it was not" },
    { "message", "", FIELD_TEXT, 0, "the result in words" },
};

static const struct rectype summary_type = { "summary", RECORD_ONE, summary_fields,
                                             COUNT_OF(summary_fields),
                                             "{message}[\nhistory: {history}]" };

enum severity { SEVERITY_ERROR, SEVERITY_WARNING, SEVERITY_NOTE, SEVERITY__COUNT };

struct validation {
    struct ctx *ctx;
    const struct app_validate *req;
    struct app_session s;
    bool checked;  /* the history was read, and its chain holds */
    bool unlisted; /* a file has no version, or that of another one */
    int64_t n[SEVERITY__COUNT];
};

struct finding {
    enum severity severity;
    enum err_code code; /* ERR_NONE = none */
    str version, problem, hint;
    struct place place;
};

/* ---- telling ---- */

static str where(arena *a, const struct finding *f)
{
    if (f->place.file.n && f->place.line)
        return str_printf(a, STR_FMT ":%u:%u", STR_ARG(f->place.file), f->place.line,
                          f->place.column ? f->place.column : 1);
    return f->place.file.n ? f->place.file : f->version;
}

static void add(struct validation *w, const struct finding *f)
{
    static const char *const names[] = { "error", "warning", "note" };
    struct field_value v[] = { field_text(str_of(names[f->severity])),
                               f->code ? field_text(str_of(err_code_text(f->code))) : field_null(),
                               field_text(where(w->ctx->mem, f)),
                               field_text(f->problem),
                               field_text(f->version),
                               field_text(f->place.file.n ? f->place.file : (str){ 0 }),
                               f->place.line ? field_int(f->place.line) : field_null(),
                               f->place.column ? field_int(f->place.column) : field_null(),
                               f->hint.n ? field_text(f->hint) : field_null() };

    _Static_assert(COUNT_OF(v) == COUNT_OF(finding_fields), "one value a field");
    w->n[f->severity]++;
    ctx_record(w->ctx, &finding_type, v);
}

static void add_err(struct validation *w, const struct err *err)
{
    add(w,
        &(struct finding){ SEVERITY_ERROR, err->code, { 0 }, err->message, err->hint, err->place });
}

/* An error that is an answer here, not a failure. */
static bool is_finding(enum err_code code)
{
    static const enum err_code codes[] = { ERR_FILE_NAME,   ERR_FILE_DUPLICATE,
                                           ERR_FILE_FORMAT, ERR_HISTORY_BROKEN,
                                           ERR_NO_HISTORY,  ERR_FOREIGN_HISTORY };

    for (size_t i = 0; i < COUNT_OF(codes); i++)
        if (codes[i] == code)
            return true;
    return false;
}

static bool told(struct validation *w, struct err *err)
{
    if (!is_finding(err->code))
        return false;
    add_err(w, err);
    err_clear(err);
    return true;
}

static void on_file_error(void *data, const struct err *err)
{
    struct validation *w = data;

    add_err(w, err);
    w->unlisted = w->unlisted || is_finding(err->code); /* one that has no version of its own */
}

/* ---- files ---- */

static void look_at_file(struct validation *w, const struct migration *m)
{
    struct finding f = { .severity = SEVERITY_WARNING,
                         .version = m->version,
                         .place = { .file = m->file } };

    if (m->unread)
        return;
    if (m->refused.n) {
        f = (struct finding){ .severity = SEVERITY_ERROR,
                              .code = ERR_DIRECTIVE_LATER,
                              .version = m->version,
                              .place = m->refused_at };
        f.problem = str_printf(w->ctx->mem, "\"" STR_FMT "\" cannot be carried out yet",
                               STR_ARG(m->refused));
        add(w, &f);
    }
    if (!m->statements) {
        f.problem = S("the migration has no statements");
        add(w, &f);
    } else if (!(m->flags & (MIG_HAS_DOWN | MIG_IRREVERSIBLE))) {
        f.code = ERR_NO_DOWN;
        f.problem = S("the migration has no way back");
        f.hint =
            S("Write its down, or say why there is none: -- afloat:irreversible reason=\"TEXT\"");
        add(w, &f);
    }
}

struct named { /* what a file names that a repeatable file makes */
    struct validation *w;
    const struct migration *mig;
};

/* What is applied stays as it is; where that is not known, it may be so. */
static void on_named(void *data, const struct place *place, str words)
{
    const struct named *n = data;
    struct finding f = { .severity = n->w->checked ? SEVERITY_WARNING : SEVERITY_NOTE,
                         .version = n->mig->version,
                         .problem = words,
                         .place = *place };

    f.hint = S("Change it in the repeatable file, which is made again as a whole.");
    add(n->w, &f);
}

static void look_at_names(struct validation *w, const struct migration *m)
{
    const struct conn *c = w->s.conn;
    struct named named = { w, m };
    struct repeat_lint l = { .project = &w->s.project,
                             .schema = c ? c->server.schema : (str){ 0 },
                             .found = on_named,
                             .data = &named };

    if (!m->unread && !(w->checked && state_applied(&w->s.state, m->version)))
        repeatable_lint(&l, m);
}

static void look_at_files(struct validation *w)
{
    for (size_t i = 0; i < w->s.project.migrations.n; i++) {
        look_at_file(w, &w->s.project.migrations.v[i]);
        look_at_names(w, &w->s.project.migrations.v[i]);
    }
}

/* ---- history ---- */

static str newest_applied(const struct state *s)
{
    str newest = { 0 };

    for (size_t i = 0; i < s->newest.entries.n; i++) {
        const struct entry *e = s->newest.entries.v[i].value;

        if (e->applied && e->version.n && (!newest.n || version_cmp(e->version, newest) > 0))
            newest = e->version;
    }
    return newest;
}

static const struct {
    enum file_state state;
    enum severity severity;
    enum err_code code;
    const char *problem, *hint;
} by_state[] = {
    { FILE_CHANGED, SEVERITY_ERROR, ERR_CHECKSUM, "changed after it was applied",
      "Put the file back as it was, or look at the difference with: afloat repair" },
    { FILE_GONE, SEVERITY_ERROR, ERR_FILE_GONE, "applied, and its file is gone",
      "Bring the file back from version control, or accept it with: afloat repair" },
    { FILE_HALF, SEVERITY_WARNING, ERR_UNFINISHED, "half applied",
      "Finish it with: afloat up, or, where it was on its way down: afloat down" },
    { FILE_AHEAD, SEVERITY_NOTE, ERR_NONE, "applied, and has no file here: of another branch", "" },
    { FILE_COMMENTS, SEVERITY_NOTE, ERR_NONE,
      "only comments or spacing changed since it was applied", "" },
};

static void look_at_state(struct validation *w, const struct migration *m, const struct entry *e)
{
    enum file_state st = plan_file_state(&w->s.project, &w->s.state, m, e);
    struct finding f = { .version = m ? m->version : e->version };

    if (m)
        f.place.file = m->file;
    for (size_t i = 0; i < COUNT_OF(by_state); i++)
        if (by_state[i].state == st) {
            f.severity = by_state[i].severity;
            f.code = by_state[i].code;
            f.problem = str_of(by_state[i].problem);
            f.hint = str_of(by_state[i].hint);
            add(w, &f);
        }
    if (e && m && plan_down_differs(m, e)) {
        f.severity = SEVERITY_WARNING;
        f.code = ERR_DOWN_DIFFERS;
        f.problem = S("the down changed since it was applied");
        f.hint = S("down asks which one to run: --down-from history or file.");
        add(w, &f);
    }
}

static void look_at_order(struct validation *w, const struct migration *m, str newest)
{
    const struct state *s = &w->s.state;
    struct finding f = { .severity =
                             w->s.config.allow_out_of_order ? SEVERITY_NOTE : SEVERITY_ERROR,
                         .code = ERR_OUT_OF_ORDER,
                         .version = m->version,
                         .place = { .file = m->file } };

    if (state_applied(s, m->version) || !newest.n || version_cmp(m->version, newest) >= 0 ||
        state_redo_open(s, m->version))
        return;
    f.problem =
        str_printf(w->ctx->mem, "pending, and the newer " STR_FMT " is applied", STR_ARG(newest));
    f.hint = S("Give it a newer version, or apply it with: afloat up --allow-out-of-order");
    add(w, &f);
}

/* Its hash stands in the row, which the chain covers; the text itself does not. */
static bool look_at_stored(struct validation *w, const struct entry *e, struct err *err)
{
    str text;

    if (!e->has_down_text || e->flags & ENTRY_DOWN_MASKED || !e->down.text.n)
        return true;
    if (!app_stored_down(w->ctx, &w->s, e, &text, err))
        return false;
    if (!str_eq(sha256_hex_of(w->ctx->mem, text), e->down.text))
        add(w, &(struct finding){ .severity = SEVERITY_ERROR,
                                  .code = ERR_HISTORY_BROKEN,
                                  .version = e->version,
                                  .problem = S("the stored down was changed by hand"),
                                  .hint = S("Restore it from a backup of the history table.") });
    return true;
}

static bool look_at_history(struct validation *w, struct err *err)
{
    const struct state *s = &w->s.state;
    const struct project *p = &w->s.project;
    str newest = newest_applied(s);
    struct entry_list applied = { 0 };

    state_applied_list(w->ctx->mem, s, &applied);
    for (size_t i = applied.n; i-- > 0;) {
        const struct migration *m = project_find(p, applied.v[i]->version);

        if (!m || !m->unread)
            look_at_state(w, m, applied.v[i]);
        if (!look_at_stored(w, applied.v[i], err))
            return false;
    }
    for (size_t i = 0; i < p->migrations.n; i++) {
        const struct migration *m = &p->migrations.v[i];

        if (!state_applied(s, m->version) && plan_file_state(p, s, m, NULL) == FILE_HALF)
            look_at_state(w, m, NULL);
        else
            look_at_order(w, m, newest);
    }
    return s->exists || app_check_history(w->ctx, &w->s, err) || told(w, err);
}

/* ---- all of it ---- */

static void tell_summary(struct validation *w, str history)
{
    arena *a = w->ctx->mem;
    struct entry_list applied = { 0 };
    long long files = (long long)w->s.project.migrations.n, bad = (long long)w->n[SEVERITY_ERROR],
              odd = (long long)w->n[SEVERITY_WARNING];
    struct buf b = buf_on(a);
    struct field_value v[COUNT_OF(summary_fields)];

    state_applied_list(a, &w->s.state, &applied);
    buf_printf(&b, "%lld file%s: ", files, STR_PLURAL(files));
    if (bad || odd)
        buf_printf(&b, "%lld error%s, %lld warning%s", bad, STR_PLURAL(bad), odd, STR_PLURAL(odd));
    else
        buf_z(&b, "nothing is wrong");
    v[0] = field_int(files);
    v[1] = w->checked ? field_int((int64_t)applied.n) : field_null();
    v[2] = field_int(bad);
    v[3] = field_int(odd);
    v[4] = field_text(history);
    v[5] = field_text(buf_view(&b));
    ctx_record(w->ctx, &summary_type, v);
}

static bool read_dialect(str name, const struct dialect **out, struct err *err)
{
    *out = name.n ? dialect_find(name) : NULL;
    if (!name.n || *out)
        return true;
    err_set(err, ERR_USAGE, "unrecognized dialect \"" STR_FMT "\"", STR_ARG(name));
    return err_hint(err, "The dialects are sqlite, postgres, mysql and mariadb.");
}

/* A history that is broken is a finding, and the files are looked at all the same. */
static bool open_database(struct validation *w, str *out_history, struct err *err)
{
    const struct app_common *common = &w->req->common;

    *out_history = S("checked");
    w->checked = app_open(w->ctx, common, NEED_DATABASE, &w->s, err);
    if (w->checked || (w->s.conn && err->code == ERR_HISTORY_BROKEN))
        return true;
    if (err->code != ERR_NO_DATABASE)
        return err->code == ERR_CONNECT && !err->hint.n
                   ? err_hint(err, "The files alone are checked with --offline.")
                   : false;
    err_clear(err);
    *out_history = S("not checked: no database is named (--url, DATABASE_URL, afloat.toml)");
    return app_open(w->ctx, common, 0, &w->s, err);
}

static bool open_target(struct validation *w, str *out_history, struct err *err)
{
    if (w->req->offline) {
        *out_history = S("not checked: --offline was given");
        return app_open(w->ctx, &w->req->common, 0, &w->s, err);
    }
    return open_database(w, out_history, err);
}

/* False with ERR_NONE: their list could not be made, which was told. */
static bool load_files(struct validation *w, const struct dialect *dialect, struct err *err)
{
    w->s.dialect = dialect;
    w->s.on_file_error = on_file_error;
    w->s.file_error_data = w;
    if (app_load_project(w->ctx, &w->s, NEED_QUIET, err)) {
        look_at_files(w);
        return !w->unlisted;
    }
    (void)told(w, err);
    return false;
}

bool app_validate(struct ctx *ctx, const struct app_validate *req, struct app_outcome *out,
                  struct err *err)
{
    struct validation w = { .ctx = ctx, .req = req };
    const struct dialect *dialect;
    str history;

    if (!read_dialect(req->dialect, &dialect, err) ||
        (!open_target(&w, &history, err) && err->code != ERR_NONE))
        return false;
    if (w.s.conn)
        app_tell_target(ctx, &w.s);
    ctx_record(ctx, &finding_type, NULL);
    if (err->code != ERR_NONE) /* of the history */
        (void)told(&w, err);
    if (!load_files(&w, dialect, err))
        history = S("not compared: the files could not be listed");
    else if (w.checked && !look_at_history(&w, err))
        return false;
    if (err->code != ERR_NONE)
        return false;
    tell_summary(&w, history);
    out->exit_code = w.n[SEVERITY_ERROR] > 0;
    return true;
}

const struct rectype *const app_validate_records[] = { &app_target_type, &finding_type,
                                                       &summary_type, NULL };
