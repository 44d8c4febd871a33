/* core/config_lint.c: [lint], [[allow]] and [env.NAME.lint] of afloat.toml.
 *
 * Does      read severities and patterns of rules, for all files or by path; engine, version, fail_on, what is
 *           code; what is accepted and why
 * Does not  know the rules (assess/rules.def): app/ says when there is none of a name
 * Shape     [lint.rules] RULE = "severity" or { severity, pattern }; [[lint.path]] path, rules
 * Errors    ERR_CONFIG with the place of the key
 * See       docs/LINT.md#configuration
 */
#include "core/config_int.h"

#include "base/fs.h"
#include "base/nearest.h"
#include "base/toml.h"

struct reading {
    arena *mem;
    const struct config_doc *doc;
    str root;
    struct lint_config *out;
};

static const char *const severities[] = { "off", "info", "warning", "error" };
static const char *const limits[] = { "error", "warning", "info", "never" };

static bool one_of(const struct toml *v, const char *const *words, size_t n)
{
    for (size_t i = 0; v->kind == TOML_STRING && i < n; i++)
        if (str_eq(v->text, str_of(words[i])))
            return true;
    return false;
}

static bool is_text(const struct toml *v)
{
    return v && v->kind == TOML_STRING && v->text.n && !memchr(v->text.p, 0, v->text.n);
}

static struct place place_of(const struct reading *r, str key, const struct toml *v)
{
    return (struct place){ .file = r->doc->file.file,
                           .line = v->key_line,
                           .column = v->key_column,
                           .length = (uint32_t)key.n };
}

static bool bad(const struct reading *r, str key, const struct toml *v, const char *wanted,
                struct err *err)
{
    return config_bad_value(&r->doc->file, key, v, wanted, err);
}

#define RULE_WANTED                                                                                \
    "\"off\", \"info\", \"warning\" or \"error\", or a table with severity and pattern"

static bool read_rule(const struct reading *r, str path, str name, const struct toml *v,
                      struct err *err)
{
    struct lint_setting *s = vec_push(r->mem, &r->out->settings);
    const struct toml *severity = v, *pattern = NULL;

    if (v->kind == TOML_TABLE) {
        severity = toml_get(v, S("severity"));
        pattern = toml_get(v, S("pattern"));
        if (v->table.entries.n != (size_t) !!severity + !!pattern || (pattern && !is_text(pattern)))
            return bad(r, name, v, RULE_WANTED, err);
    }
    if (severity && !one_of(severity, severities, COUNT_OF(severities)))
        return bad(r, name, v, RULE_WANTED, err);
    *s = (struct lint_setting){ .path = path,
                                .rule = name,
                                .severity = severity ? severity->text : (str){ 0 },
                                .pattern = pattern ? pattern->text : (str){ 0 },
                                .place = place_of(r, name, v) };
    return true;
}

static bool read_rules(const struct reading *r, str path, const struct toml *table, struct err *err)
{
    if (table->kind != TOML_TABLE)
        return bad(r, S("rules"), table, "a table: RULE = \"severity\"", err);
    for (size_t i = 0; i < table->table.entries.n; i++)
        if (!read_rule(r, path, table->table.entries.v[i].key, table->table.entries.v[i].value,
                       err))
            return false;
    return true;
}

static bool read_paths(const struct reading *r, const struct toml *list, struct err *err)
{
    if (list->kind != TOML_ARRAY)
        return bad(r, S("path"), list, "an array of tables, [[lint.path]]", err);
    for (size_t i = 0; i < list->items.n; i++) {
        const struct toml *v = list->items.v[i];
        const struct toml *path = v->kind == TOML_TABLE ? toml_get(v, S("path")) : NULL;
        const struct toml *rules = v->kind == TOML_TABLE ? toml_get(v, S("rules")) : NULL;

        if (!is_text(path) || !rules || v->table.entries.n != 2)
            return bad(r, S("path"), list, "tables with path (a pattern of files) and rules", err);
        if (!read_rules(r, path->text, rules, err))
            return false;
    }
    return true;
}

static bool read_version(const struct reading *r, const struct toml *v, struct err *err)
{
    if (v->kind == TOML_INT) {
        r->out->engine_version = str_printf(r->mem, "%lld", (long long)v->i);
        return true;
    }
    if (!is_text(v))
        return bad(r, S("engine_version"), v, "a version: \"15\", \"10.11\"", err);
    r->out->engine_version = v->text;
    return true;
}

static bool read_engine(const struct reading *r, const struct toml *v, struct err *err)
{
    if (v->kind != TOML_STRING || !dialect_find(v->text))
        return bad(r, S("engine"), v, "\"sqlite\", \"postgres\", \"mysql\" or \"mariadb\"", err);
    r->out->engine = v->text;
    return true;
}

static bool read_limit(const struct reading *r, const struct toml *v, struct err *err)
{
    if (!one_of(v, limits, COUNT_OF(limits)))
        return bad(r, S("fail_on"), v, "\"error\", \"warning\", \"info\" or \"never\"", err);
    r->out->fail_on = v->text;
    return true;
}

static bool read_runner(const struct reading *r, const struct toml *v, struct err *err)
{
    if (!is_text(v))
        return bad(r, S("runner"), v, "the name of a tool: \"flyway\", \"client\"", err);
    r->out->runner = v->text;
    return true;
}

static bool read_baseline(const struct reading *r, const struct toml *v, struct err *err)
{
    if (!is_text(v))
        return bad(r, S("baseline"), v, "the path of a file", err);
    r->out->baseline = r->root.n ? fs_join(r->mem, r->root, v->text) : v->text;
    return true;
}

static bool read_code(const struct reading *r, const struct toml *v, struct err *err)
{
    r->out->code.n = 0; /* the environment's stand in place of the general ones */
    for (size_t i = 0; v->kind == TOML_ARRAY && i < v->items.n; i++) {
        if (!is_text(v->items.v[i]))
            break;
        *vec_push(r->mem, &r->out->code) = v->items.v[i]->text;
    }
    if (v->kind != TOML_ARRAY || !v->items.n || r->out->code.n < v->items.n)
        return bad(r, S("code"), v, "an array of patterns of files: [\"src/**\", \"*.py\"]", err);
    return true;
}

static bool read_all_rules(const struct reading *r, const struct toml *v, struct err *err)
{
    return read_rules(r, (str){ 0 }, v, err);
}

static const struct {
    const char *name;
    bool (*read)(const struct reading *r, const struct toml *v, struct err *err);
} keys[] = {
    { "engine", read_engine },   { "engine_version", read_version },
    { "fail_on", read_limit },   { "baseline", read_baseline },
    { "rules", read_all_rules }, { "path", read_paths },
    { "runner", read_runner },   { "code", read_code },
};

static bool refuse_key(const struct reading *r, str key, const struct toml *v, struct err *err)
{
    const char *names[COUNT_OF(keys)], *near;

    for (size_t i = 0; i < COUNT_OF(keys); i++)
        names[i] = keys[i].name;
    near = nearest_find(key, names, COUNT_OF(keys));
    err_set(err, ERR_CONFIG, "key \"" STR_FMT "\" is not recognized in [lint]", STR_ARG(key));
    if (near)
        err_hint(err, "The nearest key is \"%s\".", near);
    else
        err_hint(err, "The keys are engine, engine_version, runner, fail_on, baseline, code, rules "
                      "and path.");
    return config_at_key(&r->doc->file, key, v, err);
}

static bool read_table(const struct reading *r, const struct toml *table, struct err *err)
{
    for (size_t i = 0; table && i < table->table.entries.n; i++) {
        const struct map_entry *e = &table->table.entries.v[i];
        size_t k = 0;

        while (k < COUNT_OF(keys) && !str_eq(e->key, str_of(keys[k].name)))
            k++;
        if (k == COUNT_OF(keys))
            return refuse_key(r, e->key, e->value, err);
        if (!keys[k].read(r, e->value, err))
            return false;
    }
    if (table)
        r->out->place = place_of(r, S("lint"), table);
    return true;
}

static bool read_allows(const struct reading *r, const struct toml *list, struct err *err)
{
    for (size_t i = 0; list && i < list->items.n; i++) {
        const struct toml *v = list->items.v[i], *file = toml_get(v, S("file")),
                          *rule = toml_get(v, S("rule")), *reason = toml_get(v, S("reason"));

        if (!is_text(file) || !is_text(rule) || !is_text(reason) || v->table.entries.n != 3)
            return bad(r, S("allow"), v, "tables with file, rule and reason, each a text", err);
        *vec_push(r->mem, &r->out->allows) =
            (struct lint_allow){ file->text, rule->text, reason->text,
                                 place_of(r, S("rule"), rule) };
    }
    return true;
}

bool config_lint(arena *a, const struct config_doc *doc, const struct settings *env, str root,
                 struct lint_config *out, struct err *err)
{
    struct reading r = { a, doc, root, out };

    for (size_t i = 0; i < doc->envs.n; i++) { /* also a mistake in another one is told */
        struct lint_config unused = { 0 };
        struct reading other = { a, doc, root, &unused };

        if (&doc->envs.v[i] != env && !read_table(&other, doc->envs.v[i].lint, err))
            return false;
    }
    return read_table(&r, doc->top.lint, err) && (!env || read_table(&r, env->lint, err)) &&
           read_allows(&r, doc->top.allow, err);
}
