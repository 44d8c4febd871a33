/* app/app_judge_past.c: what became of migrations that were there at the merge base: --since.
 *
 * Does      compare a changed file with its text of then as the runner would: an up that does something else, or
 *           only comments and the down; find the new name of a file that is gone
 * Does not  judge statements; mind repeatable files: they run again
 * See       assess/rules/edited_after_deploy.c, deleted_after_deploy.c, renamed_after_deploy.c
 */
#include "app/app_judge_int.h"

#include "base/fs.h"
#include "core/format.h"

enum { TEXT_MAX = 256 << 20 };

/* ---- what is compared ---- */

static bool go_through(struct script *s, struct err *err)
{
    struct stmt st;
    bool end = false;
    str data;

    while (!end) {
        bool in_data = true;

        if (!script_next(s, &st, &end, err))
            return false;
        while (!end && st.copy && in_data) {
            bool data_end = false;

            if (!script_copy_data(s, &data, &data_end, err))
                return false;
            in_data = !data_end;
        }
    }
    return true;
}

/* Of the up of then; absent sums: it could not be read. */
static struct sums sums_of(struct judge *j, const struct migration *m, str text)
{
    struct script_source src = { .text = text,
                                 .format = m->format,
                                 .label = m->file,
                                 .dialect = j->dialect,
                                 .split_modes = m->split_modes };
    struct sums out = { 0 };
    struct script *s;
    struct err err;

    err_init(&err);
    s = script_open(j->ctx->mem, &src, &err);
    if (s && go_through(s, &err))
        out = script_sums(s);
    err_done(&err);
    return out;
}

/* The first line of `now` that is not as it was. */
static uint32_t first_other(str was, str now)
{
    str x, y;

    for (uint32_t line = 1;; line++) {
        bool a = str_next_line(&was, &x), b = str_next_line(&now, &y);

        if (!b)
            return a && line > 1 ? line - 1 : 0;
        if (!a || !str_eq(str_trim_end(x), str_trim_end(y)))
            return line;
    }
}

static bool compare(struct judge *j, const struct migration *m, const struct judge_base *b,
                    struct judge_past *out, struct err *err)
{
    struct sums was;
    str old, now;

    out->path = b->path;
    if (!judge_base_text(j, b, &old, err) || !fs_read(j->ctx->mem, m->file, TEXT_MAX, &now, err))
        return false;
    was = sums_of(j, m, old);
    out->line = first_other(old, now);
    if (!str_eq(was.code, m->up.code))
        out->what = PAST_EDITED;
    else if (!str_eq(was.text, m->up.text))
        out->what = out->exact ? PAST_EDITED : PAST_NOTED;
    else if (out->line)
        out->what = PAST_NOTED; /* the down, or what stands outside of both */
    return true;
}

/* ---- names ---- */

/* The version of a path that was a versioned migration's up or down. */
static bool read_name(struct judge *j, const struct judge_base *b, struct format_name *out)
{
    const struct project *p = &j->s.project;
    const struct format *f = p->format;
    arena *a = j->ctx->mem;
    str base = fs_basename(b->name);

    *out = (struct format_name){ 0 };
    if (f->folders) {
        str folder = fs_dirname(a, b->name);

        out->up = str_eq(base, S("up.sql"));
        out->down = str_eq(base, S("down.sql"));
        return (out->up || out->down) && str_find_char(folder, '/') == STR_NONE &&
               f->name_read(a, &p->conf, folder, out);
    }
    return (f->recursive || str_find_char(b->name, '/') == STR_NONE) &&
           f->name_read(a, &p->conf, base, out) && out->kind == NAME_VERSIONED;
}

/* Is this new file the one that is gone? By version, by what it does, by the rest of its name. */
static bool is_now(struct judge *j, const struct migration *m, const struct judge_base *b,
                   const struct format_name *was)
{
    struct err err;
    bool same;
    str text;

    if (version_cmp(m->version, was->version) == 0 || (was->name.n && str_eq(m->name, was->name)))
        return true;
    err_init(&err);
    same = judge_base_text(j, b, &text, &err) && str_eq(sums_of(j, m, text).text, m->up.text);
    err_done(&err);
    return same;
}

static bool find_renamed(struct judge *j, const struct migration *m, struct judge_past *out,
                         struct err *err)
{
    for (size_t i = 0; i < j->bases.n; i++) {
        struct judge_base *b = &j->bases.v[i];
        struct format_name was;

        if (!b->gone || b->taken || !read_name(j, b, &was) || !was.up || !is_now(j, m, b, &was))
            continue;
        b->taken = true;
        out->version = str_copy(j->ctx->mem, was.version);
        if (version_cmp(m->version, was.version) != 0) {
            out->path = b->path;
            out->what = PAST_RENAMED;
            return true;
        }
        if (!compare(j, m, b, out, err))
            return false;
        if (out->what != PAST_EDITED)
            out->what = PAST_RENAMED;
        return true;
    }
    return true;
}

/* Was it the down of the migration, in a file of its own? */
static bool is_down_of(struct judge *j, const struct judge_base *b, const struct migration *m)
{
    struct format_name was;

    return str_eq(b->path, m->down_file) || (b->gone && read_name(j, b, &was) && !was.up &&
                                             version_cmp(was.version, m->version) == 0);
}

bool judge_past_of(struct judge *j, const struct migration *m, struct judge_past *out,
                   struct err *err)
{
    *out = (struct judge_past){ .exact = m->format->sums_whole_file };
    if (m->kind != MIG_VERSIONED || m->unread)
        return true;
    if (map_find(&j->added, m->file))
        return find_renamed(j, m, out, err);
    for (size_t i = 0; i < j->bases.n; i++) {
        const struct judge_base *b = &j->bases.v[i];

        if (str_eq(b->path, m->file) && !b->gone)
            return compare(j, m, b, out, err);
        if (is_down_of(j, b, m)) {
            out->what = PAST_NOTED;
            out->exact = false;
            out->path = b->path;
        }
    }
    return true;
}

/* ---- telling ---- */

void judge_put_past(const struct judge *j, const struct judge_past *past, struct assess_file *to)
{
    to->past = past->what;
    to->past_ref = j->o.since;
    to->past_path = past->path;
    to->past_version = past->version.n ? past->version : to->version;
    to->past_exact = past->exact;
    to->past_line = past->line;
}

static void tell_gone(struct judge *j, const struct judge_base *b, const struct format_name *was)
{
    struct judge_past past = { .what = PAST_DELETED, .path = b->path };
    struct assess_file file = { .path = b->path,
                                .version = str_copy(j->ctx->mem, was->version),
                                .applied = true,
                                .settings = judge_settings_for(j, b->path) };
    struct finding_list found = { 0 };

    judge_allows_for(j, b->path, &file.allows);
    judge_put_past(j, &past, &file);
    assess_file(j->assess, &file);
    *vec_push(j->ctx->mem, &j->set) = b->path;
    assess_file_end(j->assess, &found);
    judge_tell(j, b->path, &found);
}

void judge_gone(struct judge *j)
{
    for (size_t i = 0; i < j->bases.n; i++) {
        const struct judge_base *b = &j->bases.v[i];
        struct format_name was;

        if (b->gone && !b->taken && read_name(j, b, &was) && was.up)
            tell_gone(j, b, &was);
    }
}
