/* core/project_vars.c: the variables of a project's files, and of texts that the history keeps.
 *
 * Does      put what afloat.toml declares over what the tool's own configuration and the tool itself give
 * Does not  put values in (core/vars.c)
 * Shape     what a tool gives depends on the file (its name): one set a file, and for a stored text the name that
 *           its file has, or had
 * See       core/project_int.h
 */
#include "core/project_int.h"

static const struct vars no_vars;

static const struct vars *tool_vars(arena *a, const struct format *f, const struct tool_conf *conf,
                                    const struct project *p, str file)
{
    struct tool_place place = p->place;
    struct vars *v = arena_new(a, struct vars, 1);

    place.file = file;
    f->vars_add(a, conf, &place, v);
    for (size_t i = 0; p->declared && i < p->declared->list.n; i++)
        vars_set(a, v, &p->declared->list.v[i]);
    return v;
}

const struct vars *project_vars(arena *a, const struct project *p, str file)
{
    if (p->format->vars_add)
        return tool_vars(a, p->format, &p->conf, p, file);
    return p->declared ? p->declared : &no_vars;
}

/* The file may be gone, and its name is not in the history. */
static str usual_name(arena *a, const struct format *f, const struct tool_conf *conf,
                      const struct stored_text *t)
{
    const struct format_name name = { .version = t->version,
                                      .name = t->name,
                                      .up = t->dir == DIR_UP,
                                      .down = t->dir == DIR_DOWN,
                                      .kind = t->repeatable ? NAME_REPEATABLE : NAME_VERSIONED };

    return f->file_name ? f->file_name(a, conf, &name) : (str){ 0 };
}

bool project_text_vars(arena *a, const struct project *p, const struct stored_text *t,
                       const struct vars **out, struct err *err)
{
    const struct format *f = t->format;
    struct tool_conf conf = p->conf;

    if (!f->vars_add) {
        *out = p->declared ? p->declared : &no_vars;
        return true;
    }
    if (f != p->format) {
        conf = (struct tool_conf){ 0 };
        if (f->conf_read && !f->conf_read(a, p->new_dir, &conf, err))
            return false;
    }
    *out = tool_vars(a, f, &conf, p, t->file.n ? t->file : usual_name(a, f, &conf, t));
    return true;
}
