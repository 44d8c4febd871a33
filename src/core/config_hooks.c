/* core/config_hooks.c: [hooks] of afloat.toml into a list; see core/hook.h.
 *
 * Does      read a text (for sh), an array of texts (a command without a shell), a table (sql, file, command,
 *           timeout) or an array of tables for each moment
 * Does not  run anything; look whether the files are there (the run does)
 * Errors    ERR_CONFIG with the place of the key
 */
#include "core/config_int.h"

#include "base/fs.h"
#include "base/nearest.h"
#include "base/toml.h"

struct reading {
    arena *mem;
    const struct config_doc *doc;
    str root; /* folder of the configuration; absent = here */
    struct hook_list *out;
};

#define HOOK_WANTED                                                                                \
    "a command as one text (run by sh) or as an array of texts (run without a shell), or a table " \
    "with one of sql, file and command, and timeout"

static bool refuse(const struct reading *r, str key, const struct toml *v, struct err *err)
{
    return config_bad_value(&r->doc->file, key, v, HOOK_WANTED, err);
}

static bool is_text(const struct toml *v)
{
    return v && v->kind == TOML_STRING && v->text.n && !memchr(v->text.p, 0, v->text.n);
}

static bool is_texts(const struct toml *v)
{
    bool ok = v && v->kind == TOML_ARRAY && v->items.n;

    for (size_t i = 0; ok && i < v->items.n; i++)
        ok = v->items.v[i]->kind == TOML_STRING && (i || v->items.v[i]->text.n) &&
             !memchr(v->items.v[i]->text.p, 0, v->items.v[i]->text.n);
    return ok;
}

bool config_command(arena *a, const struct toml *v, const char *const **out)
{
    const char **argv;

    if (is_text(v)) {
        argv = arena_new(a, const char *, 4);
        argv[0] = "sh";
        argv[1] = "-c";
        argv[2] = str_z(a, v->text);
    } else if (is_texts(v)) {
        argv = arena_new(a, const char *, v->items.n + 1);
        for (size_t i = 0; i < v->items.n; i++)
            argv[i] = str_z(a, v->items.v[i]->text);
    } else {
        return false;
    }
    *out = argv;
    return true;
}

/* One of sql, file and command; false when the table holds anything else. */
static bool read_table(const struct reading *r, const struct toml *v, struct hook *h)
{
    const struct toml *sql = toml_get(v, S("sql")), *file = toml_get(v, S("file"));
    const struct toml *command = toml_get(v, S("command")), *time = toml_get(v, S("timeout"));
    size_t known = (size_t) !!sql + !!file + !!command;

    if (known != 1 || v->table.entries.n != known + !!time)
        return false;
    if (time && (time->kind != TOML_STRING || !config_duration(time->text, &h->timeout_ms)))
        return false;
    if (command)
        return config_command(r->mem, command, &h->argv);
    if (!is_text(sql ? sql : file))
        return false;
    if (sql) {
        h->sql = sql->text;
        h->place = (struct place){ .file = r->doc->file.file, .line = sql->line };
    } else {
        h->file = r->root.n ? fs_join(r->mem, r->root, file->text) : file->text;
        h->place = (struct place){ .file = h->file };
    }
    return true;
}

static bool read_one(const struct reading *r, enum hook_when when, str key, const struct toml *v,
                     struct err *err)
{
    struct hook *h = vec_push(r->mem, r->out);

    *h = (struct hook){ .when = when, .timeout_ms = HOOK_TIMEOUT_MS };
    h->place = (struct place){ .file = r->doc->file.file, .line = v->line };
    if (v->kind == TOML_TABLE ? read_table(r, v, h) : config_command(r->mem, v, &h->argv))
        return true;
    return refuse(r, key, v, err);
}

static bool read_moment(const struct reading *r, enum hook_when when, str key, const struct toml *v,
                        struct err *err)
{
    if (v->kind != TOML_ARRAY || is_texts(v))
        return read_one(r, when, key, v, err);
    for (size_t i = 0; i < v->items.n; i++)
        if (v->items.v[i]->kind != TOML_TABLE)
            return refuse(r, key, v, err);
        else if (!read_one(r, when, key, v->items.v[i], err))
            return false;
    return true;
}

/* "before_each" and "before-each" are the same. */
static bool find_moment(str key, enum hook_when *out)
{
    for (int w = 0; w < HOOK__COUNT; w++) {
        str name = str_of(hook_when_name((enum hook_when)w));
        bool same = name.n == key.n;

        for (size_t i = 0; same && i < key.n; i++)
            same = key.p[i] == name.p[i] || (key.p[i] == '_' && name.p[i] == '-');
        *out = (enum hook_when)w;
        if (same)
            return true;
    }
    return false;
}

static bool refuse_moment(const struct reading *r, str key, const struct toml *v, struct err *err)
{
    const char *names[HOOK__COUNT], *near;

    for (int w = 0; w < HOOK__COUNT; w++)
        names[w] = hook_when_name((enum hook_when)w);
    near = nearest_find(key, names, HOOK__COUNT);
    err_set(err, ERR_CONFIG, "key \"" STR_FMT "\" is not recognized in [hooks]", STR_ARG(key));
    if (near)
        err_hint(err, "The nearest key is \"%s\".", near);
    else
        err_hint(err, "The keys are before, before-each, after-each, after and on-error.");
    return config_at_key(&r->doc->file, key, v, err);
}

/* `taken`: moments that are the environment's already. */
static bool read_hooks(const struct reading *r, const struct toml *hooks, unsigned *taken,
                       struct err *err)
{
    unsigned here = 0;

    for (size_t i = 0; hooks && i < hooks->table.entries.n; i++) {
        const struct map_entry *e = &hooks->table.entries.v[i];
        enum hook_when when;

        if (!find_moment(e->key, &when))
            return refuse_moment(r, e->key, e->value, err);
        here |= 1u << when;
        if (!(*taken & 1u << when) && !read_moment(r, when, e->key, e->value, err))
            return false;
    }
    *taken |= here;
    return true;
}

bool config_hooks(arena *a, const struct config_doc *doc, const struct settings *env, str root,
                  struct hook_list *out, struct err *err)
{
    struct reading r = { a, doc, root, out }, other = { a, doc, root, &(struct hook_list){ 0 } };
    unsigned taken = 0;

    for (size_t i = 0; i < doc->envs.n; i++) { /* also a mistake in another one is told */
        unsigned ignored = 0;

        if (&doc->envs.v[i] != env && !read_hooks(&other, doc->envs.v[i].hooks, &ignored, err))
            return false;
    }
    return (!env || read_hooks(&r, env->hooks, &taken, err)) &&
           read_hooks(&r, doc->top.hooks, &taken, err);
}
