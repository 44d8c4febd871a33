/* core/formats/tern_template.c: Go templates in the files of tern, as far as they are read.
 *
 * Does      put in {{ template "shared/x.sql" . }}, leave out comments, let {{ .name }} stand
 * Does not  carry out anything else that a template can say (if, range, functions): refused with its place
 * Shape     text in, text and a map of its lines out: places name the file that a line came from
 *           what is read counts, not what is left of it: files that name each other several times multiply, and
 *           one that is empty but for a comment costs time too
 * Errors    AF2124 with place; an included file that is not there is AF2101
 */
#include "core/formats/tern_int.h"

#include "base/fs.h"

enum { TEXT_MAX = 64 * 1024 * 1024, DEPTH_MAX = 16, FILES_MAX = 10000 };

struct expanding {
    arena *mem;
    struct buf out;
    struct line_map *map;
    str root;      /* names of included files begin here */
    uint32_t line; /* of the output, from 1 */
    int depth;
    int files;    /* put in so far */
    size_t bytes; /* read so far, of all files */
};

struct source {
    str file, text;
    size_t at;
    uint32_t line;
};

static void run_from(struct expanding *e, uint32_t out_line, str file, uint32_t line)
{
    struct line_map *m = e->map;

    if (m->n && m->v[m->n - 1].from == out_line)
        m->n--;
    *vec_push(e->mem, m) = (struct line_run){ out_line, file, line };
}

static void put_text(struct expanding *e, struct source *s, str text, bool *io_included)
{
    for (size_t i = 0; i < text.n; i++) {
        if (text.p[i] != '\n')
            continue;
        s->line++;
        e->line++;
        if (*io_included)
            run_from(e, e->line, s->file, s->line);
        *io_included = false;
    }
    buf_str(&e->out, text);
}

static bool at_action(const struct source *s, struct err *err)
{
    str before = str_slice(s->text, 0, s->at);
    size_t line = str_find_last_char(before, '\n');
    size_t column = line == STR_NONE ? s->at + 1 : s->at - line;

    return err_at(err,
                  &(struct place){ .file = s->file, .line = s->line, .column = (uint32_t)column });
}

static bool refuse(const struct source *s, str action, struct err *err)
{
    action = str_slice(action, 0, str_find_char(action, '\n'));
    err_set(err, ERR_TEMPLATE, "cannot carry out the template \"{{" STR_FMT "}}\"",
            STR_ARG(action));
    at_action(s, err);
    return err_hint(err, "afloat reads {{ .name }} and {{ template \"folder/file.sql\" . }} only.");
}

static bool is_name(str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (!(s.p[i] == '_' || (s.p[i] >= '0' && s.p[i] <= '9') ||
              ((s.p[i] | 32) >= 'a' && (s.p[i] | 32) <= 'z')))
            return false;
    return s.n > 0;
}

/* template "name" with an optional dot. */
static bool included(str action, str *out)
{
    size_t end;

    if (!str_starts(action, S("template")))
        return false;
    action = str_trim(str_skip(action, 8));
    if (!action.n || action.p[0] != '"')
        return false;
    action = str_skip(action, 1);
    end = str_find_char(action, '"');
    if (end == STR_NONE)
        return false;
    *out = str_slice(action, 0, end);
    action = str_trim(str_skip(action, end + 1));
    return out->n && (!action.n || str_eq(action, S(".")));
}

/* Below the folder of the migrations only. */
static bool inside(str name)
{
    return name.p[0] != '/' && !str_starts(name, S("../")) &&
           str_find(name, S("/../")) == STR_NONE && str_ends(name, S(".sql")) &&
           str_find_char(name, '/') != STR_NONE;
}

static bool expand(struct expanding *e, struct source *s, struct err *err);

static bool too_much(const struct source *s, const char *what, struct err *err)
{
    err_set(err, ERR_TEMPLATE, "the templates of this migration put in too much: %s", what);
    at_action(s, err);
    return err_hint(err, "Files that put in others several times multiply, level by level.");
}

/* Each file costs what is read of it, and opening it: with both bounded, so is the whole. */
static bool within_limits(struct expanding *e, const struct source *s, struct err *err)
{
    if (e->depth >= DEPTH_MAX)
        return too_much(s, "files in files, more than 16 deep", err);
    if (++e->files > FILES_MAX)
        return too_much(s, "more than 10000 files", err);
    return true;
}

static bool include(struct expanding *e, const struct source *s, str action, str name,
                    struct err *err)
{
    struct source inner = { .file = fs_join(e->mem, e->root, name), .line = 1 };
    bool ok;

    if (!inside(name))
        return refuse(s, action, err);
    if (!within_limits(e, s, err))
        return false;
    if (!fs_read(e->mem, inner.file, TEXT_MAX, &inner.text, err))
        return err_wrap(err, "reading the template that " STR_FMT ":%u names", STR_ARG(s->file),
                        s->line);
    e->bytes += inner.text.n;
    if (e->bytes > TEXT_MAX)
        return too_much(s, "more than 64 MiB", err);
    inner.text = str_trim_end(inner.text);
    run_from(e, e->line, inner.file, 1);
    e->depth++;
    ok = expand(e, &inner, err);
    e->depth--;
    return ok;
}

/* What stands between the braces, which begin at s->at. */
static bool on_action(struct expanding *e, struct source *s, str raw, bool *io_included,
                      struct err *err)
{
    str action = str_trim(raw), name;

    if (str_starts(action, S("/*")) && str_ends(action, S("*/"))) {
        for (size_t i = 0; i < raw.n; i++)
            if (raw.p[i] == '\n')
                put_text(e, s, S("\n"), io_included);
        return true;
    }
    if (action.n > 1 && action.p[0] == '.' && is_name(str_skip(action, 1))) {
        buf_printf(&e->out, "{{ " STR_FMT " }}", STR_ARG(action));
        return true;
    }
    if (!included(action, &name))
        return refuse(s, raw, err);
    *io_included = true;
    return include(e, s, raw, name, err);
}

static bool expand(struct expanding *e, struct source *s, struct err *err)
{
    bool after_include = false;

    while (s->at < s->text.n) {
        str rest = str_skip(s->text, s->at), raw;
        size_t begin = str_find(rest, S("{{")), end;

        put_text(e, s, str_slice(rest, 0, begin), &after_include);
        if (begin == STR_NONE)
            break;
        s->at += begin;
        rest = str_skip(rest, begin + 2);
        end = str_find(rest, S("}}"));
        raw = str_slice(rest, 0, end);
        if (end == STR_NONE)
            return refuse(s, str_slice(raw, 0, 20), err);
        if (!on_action(e, s, raw, &after_include, err))
            return false;
        s->at += 2 + end + 2;
    }
    return true;
}

bool tern_open(arena *a, str file, struct reader *out, struct line_map *map, struct err *err)
{
    struct source s = { .file = file, .line = 1 };
    struct expanding e = {
        .mem = a, .out = buf_on(a), .map = map, .root = fs_dirname(a, file), .line = 1
    };

    if (!fs_read(a, file, TEXT_MAX, &s.text, err))
        return false;
    if (str_find(s.text, S("{{")) == STR_NONE) {
        *out = reader_of_str(s.text);
        return true;
    }
    e.bytes = s.text.n;
    run_from(&e, 1, file, 1);
    if (!expand(&e, &s, err))
        return false;
    *out = reader_of_str(buf_view(&e.out));
    return true;
}
