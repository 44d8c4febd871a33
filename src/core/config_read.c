/* core/config_read.c: afloat.toml into settings.
 *
 * Does      check every table and key; durations, words, switches
 * Does not  choose an environment (core/config.c); read TOML (base/toml.h)
 * Shape     a row a key: table, name, reader, member of struct settings
 * Errors    ERR_CONFIG, ERR_TOML with place and the nearest key; a line is shown up to its "=" only
 * See       core/config.h
 */
#include "core/config_int.h"

#include "base/toml.h"

#include <limits.h>

enum scope { SCOPE_TOP, SCOPE_HISTORY, SCOPE_SEED, SCOPE_ENV, SCOPE__COUNT };

struct word {
    const char *text;
    int64_t value;
};

struct key_row {
    enum scope scope;
    str name;
    bool (*take)(const struct key_row *row, const struct toml *v, void *member);
    size_t offset;
    const char *wanted;       /* what the value has to be */
    const struct word *words; /* take_word: ends with NULL */
};

static bool take_text(const struct key_row *row, const struct toml *v, void *member)
{
    (void)row;
    if (v->kind != TOML_STRING || !v->text.n || memchr(v->text.p, 0, v->text.n))
        return false;
    *(str *)member = v->text;
    return true;
}

static bool take_bool(const struct key_row *row, const struct toml *v, void *member)
{
    (void)row;
    if (v->kind != TOML_BOOL)
        return false;
    *(int64_t *)member = v->i != 0;
    return true;
}

static bool take_duration(const struct key_row *row, const struct toml *v, void *member)
{
    (void)row;
    if (v->kind == TOML_INT && v->i >= 0 && v->i <= INT_MAX) {
        *(int64_t *)member = v->i;
        return true;
    }
    return v->kind == TOML_STRING && config_duration(v->text, member);
}

static bool take_word(const struct key_row *row, const struct toml *v, void *member)
{
    for (const struct word *w = row->words; v->kind == TOML_STRING && w->text; w++)
        if (str_eq(v->text, str_of(w->text))) {
            *(int64_t *)member = w->value;
            return true;
        }
    return false;
}

static bool take_port(const struct key_row *row, const struct toml *v, void *member)
{
    (void)row;
    if (v->kind != TOML_INT || v->i < 1 || v->i > 65535)
        return false;
    *(int64_t *)member = v->i;
    return true;
}

/* Read where it is used: a command, a table of hooks. */
static bool take_command(const struct key_row *row, const struct toml *v, void *member)
{
    (void)row;
    *(const struct toml **)member = v;
    return v->kind == TOML_STRING || v->kind == TOML_ARRAY;
}

static bool take_table(const struct key_row *row, const struct toml *v, void *member)
{
    (void)row;
    *(const struct toml **)member = v;
    return v->kind == TOML_TABLE;
}

static const struct word tls_words[] = { { "off", TLS_OFF },
                                         { "auto", TLS_AUTO },
                                         { "require", TLS_REQUIRE },
                                         { "verify", TLS_VERIFY },
                                         { NULL, 0 } };
static const struct word contract_words[] = { { "immediate", 1 }, { "gated", 0 }, { NULL, 0 } };

#define TEXT_WANTED     "a text that is not empty"
#define BOOL_WANTED     "true or false"
#define TLS_WANTED      "\"off\", \"auto\", \"require\" or \"verify\""
#define CONTRACT_WANTED "\"immediate\" or \"gated\""
#define DURATION_WANTED "\"50ms\", \"2s\", \"5min\", \"1h\" or a whole number of milliseconds"
#define COMMAND_WANTED  "a command: one text, run by sh, or an array of texts, run without a shell"
#define ENGINE_WANTED   "\"sqlite\", \"postgres\" or \"mysql\""
#define AT(member)      offsetof(struct settings, member)

/* clang-format off */
static const struct key_row rows[] = {
    { SCOPE_TOP, S_INIT("url"),         take_text, AT(url), TEXT_WANTED, NULL },
    { SCOPE_TOP, S_INIT("dir"),         take_text, AT(dir), TEXT_WANTED, NULL },
    { SCOPE_TOP, S_INIT("format"),      take_text, AT(format), TEXT_WANTED, NULL },
    { SCOPE_TOP, S_INIT("project"),     take_text, AT(project), TEXT_WANTED, NULL },
    { SCOPE_TOP, S_INIT("default_env"), take_text, AT(default_env), TEXT_WANTED, NULL },
    { SCOPE_TOP, S_INIT("history"),     NULL, 0, "a table", NULL },
    { SCOPE_TOP, S_INIT("seed"),        NULL, 0, "a table", NULL },
    { SCOPE_TOP, S_INIT("env"),         NULL, 0, "a table of tables", NULL },
    { SCOPE_TOP, S_INIT("variables"),   NULL, 0, "a table", NULL },
    { SCOPE_ENV, S_INIT("variables"),   NULL, 0, "a table", NULL },
    { SCOPE_TOP, S_INIT("hooks"),       take_table, AT(hooks), "a table", NULL },
    { SCOPE_TOP, S_INIT("tls"),         take_word, AT(tls), TLS_WANTED, tls_words },
    { SCOPE_TOP, S_INIT("role"),        take_text, AT(role), TEXT_WANTED, NULL },
    { SCOPE_TOP, S_INIT("allow_out_of_order"), take_bool, AT(allow_out_of_order), BOOL_WANTED,
      NULL },
    { SCOPE_TOP, S_INIT("lock_wait"), take_duration, AT(lock_wait_ms), DURATION_WANTED, NULL },
    { SCOPE_TOP, S_INIT("lock_timeout"), take_duration, AT(lock_timeout_ms), DURATION_WANTED,
      NULL },
    { SCOPE_TOP, S_INIT("statement_timeout"), take_duration, AT(statement_timeout_ms),
      DURATION_WANTED, NULL },
    { SCOPE_HISTORY, S_INIT("schema"),  take_text, AT(schema), TEXT_WANTED, NULL },
    { SCOPE_HISTORY, S_INIT("prefix"),  take_text, AT(prefix), TEXT_WANTED, NULL },
    { SCOPE_SEED, S_INIT("dir"),        take_text, AT(seed_dir), TEXT_WANTED, NULL },
    { SCOPE_ENV, S_INIT("url"),       take_text, AT(url), TEXT_WANTED, NULL },
    { SCOPE_ENV, S_INIT("url_env"),   take_text, AT(url_env), TEXT_WANTED, NULL },
    { SCOPE_ENV, S_INIT("url_file"),  take_text, AT(url_file), TEXT_WANTED, NULL },
    { SCOPE_ENV, S_INIT("url_command"), take_command, AT(url_command), COMMAND_WANTED, NULL },
    { SCOPE_ENV, S_INIT("engine"),    take_text, AT(engine), ENGINE_WANTED, NULL },
    { SCOPE_ENV, S_INIT("host"),      take_text, AT(host), TEXT_WANTED, NULL },
    { SCOPE_ENV, S_INIT("port"),      take_port, AT(port), "a number from 1 to 65535", NULL },
    { SCOPE_ENV, S_INIT("socket"),    take_text, AT(socket), TEXT_WANTED, NULL },
    { SCOPE_ENV, S_INIT("user"),      take_text, AT(user), TEXT_WANTED, NULL },
    { SCOPE_ENV, S_INIT("database"),  take_text, AT(database), TEXT_WANTED, NULL },
    { SCOPE_ENV, S_INIT("password"),  take_text, AT(password), TEXT_WANTED, NULL },
    { SCOPE_ENV, S_INIT("password_file"), take_text, AT(password_file), TEXT_WANTED, NULL },
    { SCOPE_ENV, S_INIT("password_command"), take_command, AT(password_command), COMMAND_WANTED,
      NULL },
    { SCOPE_ENV, S_INIT("command_timeout"), take_duration, AT(command_timeout_ms),
      DURATION_WANTED, NULL },
    { SCOPE_ENV, S_INIT("role"),      take_text, AT(role), TEXT_WANTED, NULL },
    { SCOPE_ENV, S_INIT("hooks"),     take_table, AT(hooks), "a table", NULL },
    { SCOPE_ENV, S_INIT("dir"),       take_text, AT(dir), TEXT_WANTED, NULL },
    { SCOPE_ENV, S_INIT("protected"), take_bool, AT(protected_env), BOOL_WANTED, NULL },
    { SCOPE_ENV, S_INIT("allow_out_of_order"), take_bool, AT(allow_out_of_order), BOOL_WANTED,
      NULL },
    { SCOPE_ENV, S_INIT("tls"),       take_word, AT(tls), TLS_WANTED, tls_words },
    { SCOPE_ENV, S_INIT("contract"),  take_word, AT(contract_immediate), CONTRACT_WANTED,
      contract_words },
    { SCOPE_ENV, S_INIT("lock_wait"), take_duration, AT(lock_wait_ms), DURATION_WANTED, NULL },
    { SCOPE_ENV, S_INIT("lock_timeout"), take_duration, AT(lock_timeout_ms), DURATION_WANTED,
      NULL },
    { SCOPE_ENV, S_INIT("statement_timeout"), take_duration, AT(statement_timeout_ms),
      DURATION_WANTED, NULL },
};

/* clang-format on */

/* Keys without a variable AFLOAT_<KEY>: tables, parts of a connection (AFLOAT_URL is the way), secrets. */
static const char *const without_variable[] = {
    "url",         "url_env",         "url_file",
    "url_command", "engine",          "host",
    "port",        "socket",          "user",
    "database",    "password",        "password_file",
    "hooks",       "history",         "password_command",
    "default_env", "command_timeout", "env",
    "contract",    "variables",
};

/* Keys that say where the database is: they do not matter when something else said it. */
static const char *const of_connection[] = {
    "url",    "url_file", "engine",   "host",     "port",
    "socket", "user",     "database", "password", "password_file",
};

static bool among(str key, const char *const *names, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (str_eq(key, str_of(names[i])))
            return true;
    return false;
}

bool config_duration(str text, int64_t *out_ms)
{
    static const struct word units[] = {
        { "ms", 1 }, { "s", 1000 }, { "min", 60000 }, { "h", 3600000 }
    };
    size_t digits = 0;
    int64_t n;

    while (digits < text.n && text.p[digits] >= '0' && text.p[digits] <= '9')
        digits++;
    if (!digits || !str_to_int64(str_slice(text, 0, digits), &n))
        return false;
    for (size_t i = 0; i < COUNT_OF(units); i++)
        if (str_eq(str_trim(str_skip(text, digits)), str_of(units[i].text)) &&
            n <= INT_MAX / units[i].value) {
            *out_ms = n * units[i].value;
            return true;
        }
    return false;
}

/* Letters added, left out, changed or swapped with their neighbour; long words are far from everything. */
static size_t distance(str a, str b)
{
    enum { WORD_MAX = 40 };

    size_t rows3[3][WORD_MAX + 1], *before = rows3[0], *last = rows3[1], *now = rows3[2], *turn;

    if (a.n > WORD_MAX || b.n > WORD_MAX)
        return WORD_MAX;
    for (size_t j = 0; j <= b.n; j++)
        before[j] = last[j] = j;
    for (size_t i = 1; i <= a.n; i++) {
        now[0] = i;
        for (size_t j = 1; j <= b.n; j++) {
            size_t less = now[j - 1] < last[j] ? now[j - 1] : last[j];

            now[j] = last[j - 1] + (a.p[i - 1] != b.p[j - 1]);
            now[j] = now[j] < less + 1 ? now[j] : less + 1;
            if (i > 1 && j > 1 && a.p[i - 1] == b.p[j - 2] && a.p[i - 2] == b.p[j - 1] &&
                before[j - 2] + 1 < now[j])
                now[j] = before[j - 2] + 1;
        }
        turn = before;
        before = last;
        last = now;
        now = turn;
    }
    return last[b.n];
}

str config_nearest(str word, const str *names, size_t n)
{
    str best = { 0 };
    size_t best_distance = word.n > 6 ? 4 : word.n > 3 ? 3 : 2; /* the first that is too far */

    for (size_t i = 0; i < n; i++) {
        size_t d = distance(word, names[i]);

        if (d < best_distance) {
            best = names[i];
            best_distance = d;
        }
    }
    return best;
}

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
    str names[COUNT_OF(rows)], near;
    struct buf list = buf_on(r->mem);
    size_t n = 0;

    for (size_t i = 0; i < COUNT_OF(rows); i++)
        if (rows[i].scope == scope) {
            buf_printf(&list, "%s" STR_FMT, n ? ", " : "", STR_ARG(rows[i].name));
            names[n++] = rows[i].name;
        }
    near = config_nearest(key, names, n);
    err_set(err, ERR_CONFIG, "key \"" STR_FMT "\" is not recognized %s", STR_ARG(key),
            scope_name(scope));
    if (near.n)
        err_hint(err, "The nearest key is \"" STR_FMT "\".", STR_ARG(near));
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

    if (!row->take || row->take == take_table || !name || name->kind != TOML_STRING ||
        !name->text.n || v->table.entries.n != 1)
        return false;
    *out = name->text;
    return true;
}

static bool read_key(const struct config_reading *r, enum scope scope,
                     const struct map_entry *entry, struct settings *to, struct err *err)
{
    const struct toml *v = entry->value;
    str variable;

    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        const struct key_row *row = &rows[i];

        if (row->scope != scope || !str_eq(row->name, entry->key))
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

/* ---- values that stand in variables ---- */

/* A variable is a text: what it stands for depends on the key. */
static bool take_from_text(const struct key_row *row, str text, struct settings *to)
{
    struct toml v = { .kind = TOML_STRING, .text = text };
    static const struct word switches[] = {
        { "true", 1 },  { "1", 1 }, { "yes", 1 }, { "on", 1 },
        { "false", 0 }, { "0", 0 }, { "no", 0 },  { "off", 0 }
    };
    const bool number = str_to_int64(text, &v.i);

    if (row->take == take_bool) {
        for (size_t i = 0; i < COUNT_OF(switches); i++)
            if (str_eq_nocase(text, str_of(switches[i].text))) {
                v.kind = TOML_BOOL;
                v.i = switches[i].value;
            }
    } else if (number && (row->take == take_duration || row->take == take_port)) {
        v.kind = TOML_INT;
    }
    return row->take(row, &v, (char *)to + row->offset);
}

static bool bad_variable(const struct key_row *row, str variable, struct err *err)
{
    err_set(err, ERR_CONFIG, "the value of the variable \"" STR_FMT "\" is not valid",
            STR_ARG(variable));
    return err_hint(err, "It has to be %s.", row->wanted);
}

bool config_resolve(arena *a, const struct config_env *env, const char *table, struct settings *s,
                    str *out_unset, struct err *err)
{
    str value;

    (void)a;
    for (size_t i = 0; i < s->refs.n; i++) {
        const struct setting_ref *ref = &s->refs.v[i];

        if (!env->find(env->data, ref->variable, &value, err))
            return false;
        if (value.n) {
            if (!take_from_text(ref->row, value, s))
                return bad_variable(ref->row, ref->variable, err);
            continue;
        }
        if (!among(ref->key, of_connection, COUNT_OF(of_connection))) {
            err_set(err, ERR_CONFIG, "the variable \"" STR_FMT "\" is not set",
                    STR_ARG(ref->variable));
            return err_detail(err, "\"" STR_FMT "\" %s is { env = \"" STR_FMT "\" }.",
                              STR_ARG(ref->key), table, STR_ARG(ref->variable));
        }
        *out_unset = ref->variable;
    }
    return true;
}

static str variable_of(arena *a, const struct key_row *row)
{
    static const char *const prefixes[] = { "", "HISTORY_", "SEED_", "" };
    char *z =
        str_z(a, str_printf(a, "AFLOAT_%s" STR_FMT, prefixes[row->scope], STR_ARG(row->name)));

    for (char *p = z; *p; p++)
        if (*p >= 'a' && *p <= 'z')
            *p = (char)(*p - 0x20);
    return str_of(z);
}

bool config_variables(arena *a, const struct config_env *env, struct settings *out, struct err *err)
{
    config_settings_init(out, (str){ 0 });
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        str value, name;

        if (!rows[i].take || among(rows[i].name, without_variable, COUNT_OF(without_variable)))
            continue;
        name = variable_of(a, &rows[i]);
        if (!env->find(env->data, name, &value, err))
            return false;
        if (value.n && !take_from_text(&rows[i], value, out))
            return bad_variable(&rows[i], name, err);
    }
    return true;
}

/* ---- for the manual ---- */

static const struct {
    const char *table, *name, *help;
} key_help[] = {

#define KEY(table, name, help) { table, name, help },
#include "core/config_keys.def"
#undef KEY
};

bool config_key(size_t i, struct config_key *out)
{
    static const char *const tables[] = { [SCOPE_TOP] = "",
                                          [SCOPE_HISTORY] = "history",
                                          [SCOPE_SEED] = "seed",
                                          [SCOPE_ENV] = "env.NAME" };

    _Static_assert(COUNT_OF(tables) == SCOPE__COUNT, "one name a table");

    if (i >= COUNT_OF(rows))
        return false;
    *out = (struct config_key){ .table = tables[rows[i].scope],
                                .name = rows[i].name,
                                .wanted = rows[i].wanted };
    for (size_t k = 0; k < COUNT_OF(key_help); k++)
        if (strcmp(key_help[k].table, out->table) == 0 &&
            str_eq(out->name, str_of(key_help[k].name)))
            out->help = key_help[k].help;
    return true;
}
