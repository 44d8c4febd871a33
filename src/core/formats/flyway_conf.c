/* core/formats/flyway_conf.c: flyway.toml, flyway.user.toml, flyway.conf: what they say about the files.
 *
 * Does      find them from a folder upward, read names, locations, placeholders and the database
 * Does not  read what concerns Flyway's own runs (target, group, mixed …): those keys are passed over
 * Shape     one row a key for both kinds of file; ${env.NAME} and ${NAME} are taken from the environment
 * Errors    AF2121 for what would change how the files are read (another encoding, a place that is no folder)
 */
#include "core/formats/flyway_int.h"

#include "base/fs.h"
#include "base/ini.h"
#include "base/toml.h"

#include <stdlib.h>

enum { CONF_MAX = 1024 * 1024 };

struct conf_reading {
    arena *mem;
    struct tool_conf *out;
    str file, folder;
    struct str_list locations;
};

/* ---- values ---- */

static str from_env(arena *a, str name)
{
    const char *v = getenv(str_z(a, name));

    return v ? str_copy(a, str_of(v)) : S("");
}

/* ${env.NAME} in TOML, ${NAME} in .conf; what is unknown is empty, as it is for Flyway. */
static str resolved(arena *a, str text)
{
    struct buf b = buf_on(a);

    for (;;) {
        size_t at = str_find(text, S("${")), end;
        str name;

        buf_str(&b, str_slice(text, 0, at));
        if (at == STR_NONE)
            return str_copy(a, buf_view(&b));
        text = str_skip(text, at + 2);
        end = str_find_char(text, '}');
        name = str_slice(text, 0, end);
        if (str_starts(name, S("env.")))
            name = str_skip(name, 4);
        buf_str(&b, from_env(a, name));
        text = end == STR_NONE ? S("") : str_skip(text, end + 1);
    }
}

static bool conf_bad(struct conf_reading *r, uint32_t line, const char *what, str value,
                     struct err *err)
{
    err_set(err, ERR_TOOL_CONF, "%s: \"" STR_FMT "\"", what, STR_ARG(value));
    return err_at(err, &(struct place){ .file = r->file, .line = line });
}

static bool put_encoding(struct conf_reading *r, str value, uint32_t line, struct err *err)
{
    if (str_eq_nocase(value, S("UTF-8")) || str_eq_nocase(value, S("UTF8")) ||
        str_eq_nocase(value, S("US-ASCII")))
        return true;
    conf_bad(r, line, "cannot read migration files in the encoding", value, err);
    return err_hint(err, "Write the files in UTF-8.");
}

/* ---- keys ---- */

#define TEXT_AT(member) offsetof(struct tool_conf, member)

enum key_kind { KEY_TEXT, KEY_LIST, KEY_NOT, KEY_ENCODING, KEY_LOCATIONS };

static const struct conf_key {
    str name;
    enum key_kind kind;
    size_t offset;
} keys[] = {
    { S_INIT("sqlMigrationPrefix"), KEY_TEXT, TEXT_AT(versioned) },
    { S_INIT("undoSqlMigrationPrefix"), KEY_TEXT, TEXT_AT(undo) },
    { S_INIT("repeatableSqlMigrationPrefix"), KEY_TEXT, TEXT_AT(repeatable) },
    { S_INIT("baselineMigrationPrefix"), KEY_TEXT, TEXT_AT(baseline) },
    { S_INIT("sqlMigrationSeparator"), KEY_TEXT, TEXT_AT(separator) },
    { S_INIT("sqlMigrationSuffixes"), KEY_LIST, TEXT_AT(suffixes) },
    { S_INIT("locations"), KEY_LOCATIONS, 0 },
    { S_INIT("table"), KEY_TEXT, TEXT_AT(table) },
    { S_INIT("url"), KEY_TEXT, TEXT_AT(url) },
    { S_INIT("user"), KEY_TEXT, TEXT_AT(user) },
    { S_INIT("password"), KEY_TEXT, TEXT_AT(password) },
    { S_INIT("placeholderReplacement"), KEY_NOT, TEXT_AT(no_placeholders) },
    { S_INIT("placeholderPrefix"), KEY_TEXT, TEXT_AT(placeholder_prefix) },
    { S_INIT("placeholderSuffix"), KEY_TEXT, TEXT_AT(placeholder_end) },
    { S_INIT("encoding"), KEY_ENCODING, 0 },
};

/* Lists are written with commas in .conf files. */
static void put_list(arena *a, struct str_list *to, str value)
{
    *to = (struct str_list){ 0 };
    while (value.n) {
        str item = str_trim(str_cut(value, ',', &value));

        if (item.n)
            *vec_push(a, to) = item;
    }
}

static bool put_key(struct conf_reading *r, const struct conf_key *k, str value, uint32_t line,
                    struct err *err)
{
    char *to = (char *)r->out + k->offset;

    switch (k->kind) {
    case KEY_TEXT:
        *(str *)(void *)to = value;
        return true;
    case KEY_LIST:
        put_list(r->mem, (struct str_list *)(void *)to, value);
        return true;
    case KEY_NOT:
        *(bool *)(void *)to = str_eq_nocase(value, S("false"));
        return true;
    case KEY_LOCATIONS:
        put_list(r->mem, &r->locations, value);
        return true;
    case KEY_ENCODING:
        break;
    }
    return put_encoding(r, value, line, err);
}

static void put_placeholder(struct conf_reading *r, str name, str value)
{
    for (size_t i = 0; i < r->out->values.n; i++)
        if (str_eq_nocase(r->out->values.v[i].name, name)) {
            r->out->values.v[i].value = value;
            return;
        }
    *vec_push(r->mem, &r->out->values) = (struct tool_value){ name, value };
}

static bool put(struct conf_reading *r, str name, str value, uint32_t line, struct err *err)
{
    value = resolved(r->mem, value);
    for (size_t i = 0; i < COUNT_OF(keys); i++)
        if (str_eq(name, keys[i].name))
            return put_key(r, &keys[i], value, line, err);
    return true;
}

/* ---- flyway.conf ---- */

static bool conf_item(void *data, const struct ini_item *item, struct err *err)
{
    struct conf_reading *r = data;
    str key = item->key, value = str_copy(r->mem, item->value);

    if (!str_starts(key, S("flyway.")))
        return true;
    key = str_copy(r->mem, str_skip(key, 7));
    if (str_ends(value, S("\\")))
        return conf_bad(r, item->line, "cannot read a value of several lines", item->key, err);
    if (str_starts(key, S("placeholders.")))
        put_placeholder(r, str_skip(key, 13), resolved(r->mem, value));
    return put(r, key, value, item->line, err);
}

/* ---- flyway.toml ---- */

/* Strings, switches, and lists of strings as they are written in .conf files. */
static str toml_text(arena *a, const struct toml *t)
{
    struct buf b = buf_on(a);

    if (t->kind == TOML_STRING)
        return t->text;
    if (t->kind == TOML_BOOL)
        return t->i ? S("true") : S("false");
    if (t->kind == TOML_INT)
        return str_printf(a, "%lld", (long long)t->i);
    for (size_t i = 0; t->kind == TOML_ARRAY && i < t->items.n; i++)
        if (t->items.v[i]->kind == TOML_STRING)
            buf_printf(&b, "%s" STR_FMT, i ? "," : "", STR_ARG(t->items.v[i]->text));
    return buf_view(&b);
}

static bool take_table(struct conf_reading *r, const struct toml *t, struct err *err)
{
    for (size_t i = 0; t && t->kind == TOML_TABLE && i < t->table.entries.n; i++) {
        const struct toml *v = t->table.entries.v[i].value;

        if (v->kind != TOML_TABLE &&
            !put(r, t->table.entries.v[i].key, toml_text(r->mem, v), v->line, err))
            return false;
    }
    return true;
}

static bool take_toml(struct conf_reading *r, const struct toml *root, struct err *err)
{
    const struct toml *flyway = toml_get(root, S("flyway")), *env, *values;
    str name = S("default");

    if (!take_table(r, flyway, err))
        return false;
    env = flyway ? toml_get(flyway, S("environment")) : NULL;
    if (env && env->kind == TOML_STRING)
        name = env->text;
    env = toml_get(root, S("environments"));
    env = env && env->kind == TOML_TABLE ? map_find(&env->table, name) : NULL;
    if (!take_table(r, env, err))
        return false;
    values = flyway ? toml_get(flyway, S("placeholders")) : NULL;
    for (size_t i = 0; values && values->kind == TOML_TABLE && i < values->table.entries.n; i++)
        put_placeholder(r, values->table.entries.v[i].key,
                        resolved(r->mem, toml_text(r->mem, values->table.entries.v[i].value)));
    return true;
}

/* ---- locations ---- */

/* "classpath:db/migration" lies in the resources of a Java project, or beside the configuration. */
static str class_folder(struct conf_reading *r, str path)
{
    str in = fs_join(r->mem, fs_join(r->mem, r->folder, S("src/main/resources")), path);

    return fs_exists(in) ? in : fs_join(r->mem, r->folder, path);
}

static str folder_of(struct conf_reading *r, bool file, str path)
{
    return file ? fs_join(r->mem, r->folder, path) : class_folder(r, path);
}

/* "**" stands for whole names; what it would be beside other text, Flyway does not say. */
static bool check_pattern(struct conf_reading *r, str where, str pattern, struct err *err)
{
    while (pattern.n) {
        str name = str_cut(pattern, '/', &pattern);

        if (str_find(name, S("**")) == STR_NONE || str_eq(name, S("**")))
            continue;
        conf_bad(r, 0, "cannot read a location with ** in a name", where, err);
        return err_hint(err, "** is any number of folders: it stands between slashes. Within a "
                             "name, * is any text and ? one character.");
    }
    return true;
}

/* Folders are joined with commas later. */
static bool no_comma(struct conf_reading *r, const struct str_list *found, struct err *err)
{
    for (size_t i = 0; i < found->n; i++)
        if (str_find_char(found->v[i], ',') != STR_NONE)
            return conf_bad(r, 0, "cannot read a folder with a comma in its name", found->v[i],
                            err);
    return true;
}

static bool take_pattern(struct conf_reading *r, str where, bool file, str path,
                         struct str_list *found, struct err *err)
{
    size_t before = found->n;
    str pattern, root = flyway_glob_root(path, &pattern);

    if (!check_pattern(r, where, pattern, err) ||
        !flyway_glob(r->mem, folder_of(r, file, root), pattern, found, err) ||
        !no_comma(r, found, err))
        return false;
    if (found->n == before)
        r->out->unmatched = where;
    return true;
}

static bool is_below(str folder, str above)
{
    return str_starts(folder, above) &&
           (folder.n == above.n || folder.p[above.n] == '/' || str_ends(above, S("/")));
}

/* Folders in a folder are read with it: each one once. */
static void take_folders(struct conf_reading *r, const struct str_list *found)
{
    for (size_t i = 0; i < found->n; i++) {
        bool again = false;

        for (size_t k = 0; k < found->n && !again; k++)
            again = k != i && is_below(found->v[i], found->v[k]) &&
                    (k < i || found->v[k].n < found->v[i].n);
        if (!again)
            *vec_push(r->mem, &r->out->dirs) = found->v[i];
    }
}

static bool take_locations(struct conf_reading *r, struct err *err)
{
    struct str_list found = { 0 };

    for (size_t i = 0; i < r->locations.n; i++) {
        str where = r->locations.v[i], path, kind = str_cut(where, ':', &path);
        bool file = str_eq(kind, S("filesystem"));

        if (!path.p)
            path = where;
        else if (!file && !str_eq(kind, S("classpath")))
            return conf_bad(r, 0, "cannot read migrations from the location", where, err);
        while (!file && path.n && path.p[0] == '/')
            path = str_skip(path, 1);
        if (!flyway_is_pattern(path))
            *vec_push(r->mem, &found) = folder_of(r, file, path);
        else if (!take_pattern(r, where, file, path, &found, err))
            return false;
    }
    take_folders(r, &found);
    return true;
}

/* ---- finding them ---- */

static bool read_one(struct conf_reading *r, const char *name, struct err *err)
{
    str file = fs_join(r->mem, r->folder, str_of(name)), text;
    const struct toml *root;

    if (!fs_exists(file))
        return true;
    r->file = r->out->file = file;
    if (!fs_read(r->mem, file, CONF_MAX, &text, err))
        return false;
    if (str_ends(file, S(".conf")))
        return ini_read(text, file, conf_item, r, err);
    root = toml_parse(r->mem, text, file, err);
    return root && take_toml(r, root, err);
}

bool flyway_conf_read(arena *a, str dir, struct tool_conf *out, struct err *err)
{
    struct conf_reading r = { .mem = a, .out = out };

    for (r.folder = dir;; r.folder = tool_folder_above(a, r.folder)) {
        if (!r.folder.p)
            return true;
        if (!read_one(&r, "flyway.toml", err) || !read_one(&r, "flyway.user.toml", err))
            return false;
        if (!out->file.n && !read_one(&r, "flyway.conf", err))
            return false;
        if (out->file.n)
            return take_locations(&r, err);
    }
}
