/* core/config_read.c: afloat.toml into settings.
 *
 * Does      check every table and key
 * Does not  choose an environment (core/config.c); read TOML (base/toml.h)
 * Shape     a row a key (core/config_key.c)
 * Errors    ERR_CONFIG, ERR_TOML with place and the nearest key; a line is shown up to its "=" only
 * See       core/config.h
 */
#include "core/config_key_int.h"

#include "base/nearest.h"
#include "base/toml.h"

static str line_at(str text, uint32_t line)
{
    str out = { 0 };

    while (line && str_next_line(&text, &out))
        line--;
    return line ? (str){ 0 } : out;
}

/* The place of a key; what follows "=" is left out, for it can be a password. */
bool config_at_key(const struct config_reading *r, str key, const struct toml *v, struct err *err)
{
    struct place place = { .file = r->file,
                           .line = v->key_line,
                           .column = v->key_column,
                           .length = (uint32_t)key.n,
                           .line_text = line_at(r->text, v->key_line) };
    size_t equals = str_find_char(place.line_text, '=');

    if (equals != STR_NONE)
        place.line_text = equals + 1 < place.column
                              ? (str){ 0 }
                              : str_printf(r->mem, STR_FMT "= ...",
                                           STR_ARG(str_slice(place.line_text, 0, equals)));
    return err_at(err, &place);
}

static const char *scope_name(enum scope scope)
{
    static const char *const names[] = { "at the top", "in [history]", "in [seed]",
                                         "in [env.NAME]" };

    return names[scope];
}

static bool refuse_key(const struct config_reading *r, enum scope scope, str key,
                       const struct toml *v, struct err *err)
{
    vec(const char *) names = { 0 };
    struct buf list = buf_on(r->mem);
    const struct key_row *row;
    const char *near;

    for (size_t i = 0; (row = config_row(i)) != NULL; i++)
        if (config_row_in(row, scope)) {
            buf_printf(&list, "%s" STR_FMT, names.n ? ", " : "", STR_ARG(row->name));
            *vec_push(r->mem, &names) = row->name.p;
        }
    near = nearest_find(key, names.v, names.n);
    err_set(err, ERR_CONFIG, "key \"" STR_FMT "\" is not recognized %s", STR_ARG(key),
            scope_name(scope));
    if (near)
        err_hint(err, "The nearest key is \"%s\".", near);
    else
        err_hint(err, "The keys are " STR_FMT ".", STR_ARG(buf_view(&list)));
    return config_at_key(r, key, v, err);
}

bool config_bad_value(const struct config_reading *r, str key, const struct toml *v,
                      const char *wanted, struct err *err)
{
    err_set(err, ERR_CONFIG, "the value of \"" STR_FMT "\" is not valid", STR_ARG(key));
    err_hint(err, "It has to be %s.", wanted);
    return config_at_key(r, key, v, err);
}

/* { env = "NAME" } in place of a value. */
static bool names_variable(const struct key_row *row, const struct toml *v, str *out)
{
    const struct toml *name = v->kind == TOML_TABLE ? toml_get(v, S("env")) : NULL;

    if (config_row_is_table(row) || !name || name->kind != TOML_STRING || !name->text.n ||
        v->table.entries.n != 1)
        return false;
    *out = name->text;
    return true;
}

static bool read_key(const struct config_reading *r, enum scope scope,
                     const struct map_entry *entry, struct settings *to, struct err *err)
{
    const struct toml *v = entry->value;
    const struct key_row *row;
    str variable;

    for (size_t i = 0; (row = config_row(i)) != NULL; i++) {
        if (!config_row_in(row, scope) || !str_eq(row->name, entry->key))
            continue;
        if (names_variable(row, v, &variable)) {
            *vec_push(r->mem, &to->refs) = (struct setting_ref){ row, row->name, variable };
            return true;
        }
        if (row->take ? row->take(row, v, (char *)to + row->offset) : v->kind == TOML_TABLE)
            return true;
        return config_bad_value(r, entry->key, v, row->wanted, err);
    }
    return refuse_key(r, scope, entry->key, v, err);
}

static bool read_table(const struct config_reading *r, enum scope scope, const struct toml *table,
                       struct settings *to, struct err *err)
{
    for (size_t i = 0; table && i < table->table.entries.n; i++)
        if (!read_key(r, scope, &table->table.entries.v[i], to, err))
            return false;
    return true;
}

void config_settings_init(struct settings *s, str name)
{
    *s = (struct settings){ .name = name };
    s->protected_env = s->allow_out_of_order = s->contract_immediate = s->tls = -1;
    s->lock_wait_ms = s->lock_timeout_ms = s->statement_timeout_ms = -1;
    s->port = s->command_timeout_ms = -1;
}

static bool both(const struct settings *env, const char *const *names, const bool *has, size_t n,
                 struct err *err)
{
    const char *first = NULL;

    for (size_t i = 0; i < n; i++) {
        if (has[i] && first)
            return err_set(err, ERR_CONFIG, "environment \"" STR_FMT "\" has both %s and %s",
                           STR_ARG(env->name), first, names[i]);
        if (has[i])
            first = names[i];
    }
    return true;
}

/* One way to say where the database is, and one to give its password. */
static bool check_once(const struct settings *env, struct err *err)
{
    static const char *const urls[] = { "url", "url_env", "url_file", "url_command",
                                        "engine, host, port, socket or database" };
    static const char *const passwords[] = { "password", "password_file", "password_command" };
    const bool has_url[] = { env->url.n, env->url_env.n, env->url_file.n, env->url_command,
                             config_has_parts(env) };
    const bool has_password[] = { env->password.n, env->password_file.n, env->password_command };

    return both(env, urls, has_url, COUNT_OF(urls), err) &&
           both(env, passwords, has_password, COUNT_OF(passwords), err);
}

static bool read_envs(const struct config_reading *r, const struct toml *table,
                      struct config_doc *out, struct err *err)
{
    for (size_t i = 0; table && i < table->table.entries.n; i++) {
        const struct map_entry *entry = &table->table.entries.v[i];
        const struct toml *v = entry->value;
        struct settings *env = vec_push(r->mem, &out->envs);

        config_settings_init(env, entry->key);
        if (v->kind != TOML_TABLE)
            return config_bad_value(r, entry->key, v, "a table, as in [env.NAME]", err);
        if (!read_table(r, SCOPE_ENV, v, env, err) ||
            !config_read_vars(r, toml_get(v, S("variables")), env, err))
            return false;
        if (!check_once(env, err))
            return config_at_key(r, entry->key, v, err);
    }
    return true;
}

/* What a message quotes, without the quoted words; single characters stay. */
static str mask_quoted(arena *a, str text)
{
    struct buf out = buf_on(a);
    str rest, head = str_cut(text, '"', &rest);

    for (buf_str(&out, head); rest.p;) {
        str word = str_cut(rest, '"', &rest);

        head = str_cut(rest, '"', &rest);
        buf_printf(&out, "\"" STR_FMT "\"" STR_FMT, STR_ARG(word.n > 1 ? S("...") : word),
                   STR_ARG(head));
    }
    return buf_view(&out);
}

/* Text that is not TOML can be a piece of a password: only a key or a header is shown. */
static bool hide_values(struct err *err)
{
    str *line = &err->place.line_text;
    size_t equals = str_find_char(*line, '=');

    if (equals != STR_NONE && err->place.column <= equals + 1) {
        line->n = equals + 1;
    } else if (equals != STR_NONE || !str_starts(str_trim(*line), S("["))) {
        *line = (str){ 0 };
        err->message = mask_quoted(&err->mem, err->message);
    }
    return false;
}

bool config_read(arena *a, str text, str file, struct config_doc *out, struct err *err)
{
    struct config_reading r = { a, text, file };
    struct toml *root = toml_parse(a, text, file, err);

    *out = (struct config_doc){ .file = r };
    config_settings_init(&out->top, (str){ 0 });
    if (!root)
        return hide_values(err);
    return read_table(&r, SCOPE_TOP, root, &out->top, err) &&
           read_table(&r, SCOPE_HISTORY, toml_get(root, S("history")), &out->top, err) &&
           read_table(&r, SCOPE_SEED, toml_get(root, S("seed")), &out->top, err) &&
           config_read_vars(&r, toml_get(root, S("variables")), &out->top, err) &&
           read_envs(&r, toml_get(root, S("env")), out, err);
}
