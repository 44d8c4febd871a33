/* core/config_key.c: see core/config_key_int.h.
 *
 * Does      durations, words, switches, ports; the same values from variables AFLOAT_<KEY>; the keys for the manual
 * Errors    ERR_CONFIG for a variable whose value is not valid, or that is not set
 */
#include "core/config_key_int.h"

#include "base/toml.h"

#include <limits.h>

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

static bool take_tables(const struct key_row *row, const struct toml *v, void *member)
{
    (void)row;
    *(const struct toml **)member = v;
    for (size_t i = 0; v->kind == TOML_ARRAY && i < v->items.n; i++)
        if (v->items.v[i]->kind != TOML_TABLE)
            return false;
    return v->kind == TOML_ARRAY;
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
    { IN_TOP | IN_ENV, S_INIT("url"), take_text, AT(url), TEXT_WANTED, NULL },
    { IN_ENV, S_INIT("url_env"),      take_text, AT(url_env), TEXT_WANTED, NULL },
    { IN_ENV, S_INIT("url_file"),     take_text, AT(url_file), TEXT_WANTED, NULL },
    { IN_ENV, S_INIT("url_command"),  take_command, AT(url_command), COMMAND_WANTED, NULL },
    { IN_ENV, S_INIT("engine"),       take_text, AT(engine), ENGINE_WANTED, NULL },
    { IN_ENV, S_INIT("host"),         take_text, AT(host), TEXT_WANTED, NULL },
    { IN_ENV, S_INIT("port"),         take_port, AT(port), "a number from 1 to 65535", NULL },
    { IN_ENV, S_INIT("socket"),       take_text, AT(socket), TEXT_WANTED, NULL },
    { IN_ENV, S_INIT("user"),         take_text, AT(user), TEXT_WANTED, NULL },
    { IN_ENV, S_INIT("database"),     take_text, AT(database), TEXT_WANTED, NULL },
    { IN_ENV, S_INIT("password"),     take_text, AT(password), TEXT_WANTED, NULL },
    { IN_ENV, S_INIT("password_file"), take_text, AT(password_file), TEXT_WANTED, NULL },
    { IN_ENV, S_INIT("password_command"), take_command, AT(password_command), COMMAND_WANTED,
      NULL },
    { IN_ENV, S_INIT("command_timeout"), take_duration, AT(command_timeout_ms), DURATION_WANTED,
      NULL },
    { IN_TOP | IN_ENV, S_INIT("dir"), take_text, AT(dir), TEXT_WANTED, NULL },
    { IN_TOP, S_INIT("format"),       take_text, AT(format), TEXT_WANTED, NULL },
    { IN_TOP, S_INIT("project"),      take_text, AT(project), TEXT_WANTED, NULL },
    { IN_TOP, S_INIT("default_env"),  take_text, AT(default_env), TEXT_WANTED, NULL },
    { IN_TOP, S_INIT("history"),      NULL, 0, "a table", NULL },
    { IN_TOP, S_INIT("seed"),         NULL, 0, "a table", NULL },
    { IN_TOP, S_INIT("env"),          NULL, 0, "a table of tables", NULL },
    { IN_TOP | IN_ENV, S_INIT("variables"), NULL, 0, "a table", NULL },
    { IN_TOP | IN_ENV, S_INIT("hooks"), take_table, AT(hooks), "a table", NULL },
    { IN_TOP | IN_ENV, S_INIT("lint"), take_table, AT(lint), "a table", NULL },
    { IN_TOP, S_INIT("allow"),        take_tables, AT(allow), "an array of tables, [[allow]]", NULL },
    { IN_TOP | IN_ENV, S_INIT("tls"), take_word, AT(tls), TLS_WANTED, tls_words },
    { IN_TOP | IN_ENV, S_INIT("role"), take_text, AT(role), TEXT_WANTED, NULL },
    { IN_ENV, S_INIT("protected"),    take_bool, AT(protected_env), BOOL_WANTED, NULL },
    { IN_TOP | IN_ENV, S_INIT("allow_out_of_order"), take_bool, AT(allow_out_of_order),
      BOOL_WANTED, NULL },
    { IN_ENV, S_INIT("contract"),     take_word, AT(contract_immediate), CONTRACT_WANTED,
      contract_words },
    { IN_TOP | IN_ENV, S_INIT("lock_wait"), take_duration, AT(lock_wait_ms), DURATION_WANTED,
      NULL },
    { IN_TOP | IN_ENV, S_INIT("lock_timeout"), take_duration, AT(lock_timeout_ms),
      DURATION_WANTED, NULL },
    { IN_TOP | IN_ENV, S_INIT("statement_timeout"), take_duration, AT(statement_timeout_ms),
      DURATION_WANTED, NULL },
    { IN_HISTORY, S_INIT("schema"),   take_text, AT(schema), TEXT_WANTED, NULL },
    { IN_HISTORY, S_INIT("prefix"),   take_text, AT(prefix), TEXT_WANTED, NULL },
    { IN_SEED, S_INIT("dir"),         take_text, AT(seed_dir), TEXT_WANTED, NULL },
};

/* clang-format on */

const struct key_row *config_row(size_t i)
{
    return i < COUNT_OF(rows) ? &rows[i] : NULL;
}

bool config_row_in(const struct key_row *row, enum scope scope)
{
    return (row->in & 1u << scope) != 0;
}

bool config_row_is_table(const struct key_row *row)
{
    return !row->take || row->take == take_table || row->take == take_tables;
}

/* Keys without a variable AFLOAT_<KEY>: tables, parts of a connection (AFLOAT_URL is the way), secrets. */
static const char *const without_variable[] = {
    "url",         "url_env",         "url_file",
    "url_command", "engine",          "host",
    "port",        "socket",          "user",
    "database",    "password",        "password_file",
    "hooks",       "history",         "password_command",
    "default_env", "command_timeout", "env",
    "contract",    "variables",       "lint",
    "allow",
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
    const char *prefix = row->in & IN_HISTORY ? "HISTORY_" : row->in & IN_SEED ? "SEED_" : "";
    char *z = str_z(a, str_printf(a, "AFLOAT_%s" STR_FMT, prefix, STR_ARG(row->name)));

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

static const char *help_of(const char *table, str name)
{
    for (size_t k = 0; k < COUNT_OF(key_help); k++)
        if (strcmp(key_help[k].table, table) == 0 && str_eq(name, str_of(key_help[k].name)))
            return key_help[k].help;
    return NULL;
}

/* A key counts once in each table where it may stand. */
bool config_key(size_t i, struct config_key *out)
{
    static const char *const tables[] = { [SCOPE_TOP] = "",
                                          [SCOPE_HISTORY] = "history",
                                          [SCOPE_SEED] = "seed",
                                          [SCOPE_ENV] = "env.NAME" };

    _Static_assert(COUNT_OF(tables) == SCOPE__COUNT, "one name a table");

    for (size_t k = 0; k < COUNT_OF(rows) * SCOPE__COUNT; k++) {
        const struct key_row *row = &rows[k / SCOPE__COUNT];
        const size_t scope = k % SCOPE__COUNT;

        if (!config_row_in(row, (enum scope)scope) || i-- > 0)
            continue;
        *out = (struct config_key){ .table = tables[scope],
                                    .name = row->name,
                                    .wanted = row->wanted,
                                    .help = help_of(tables[scope], row->name) };
        return true;
    }
    return false;
}
