/* core/formats/flyway.c: Flyway: V<version>__<description>.sql, U (undo), R (repeatable), B (baseline), callbacks.
 *
 * Does      names and new files, with the prefixes of Flyway's own configuration
 * Does not  read that configuration (flyway_conf.c); choose which baseline counts (core/project_base.c)
 * Shape     a version is kept as Flyway compares it: 1, 1.0, 01 and 1_0 are all "1"
 */
#include "core/formats/flyway_int.h"

#include "core/hook.h"

enum kind { KIND_VERSIONED, KIND_UNDO, KIND_REPEATABLE, KIND_BASELINE, KIND__COUNT };

static str prefix_of(const struct tool_conf *c, enum kind k)
{
    const str given[] = { c->versioned, c->undo, c->repeatable, c->baseline };
    static const str usual[] = { S_INIT("V"), S_INIT("U"), S_INIT("R"), S_INIT("B") };

    return given[k].p ? given[k] : usual[k];
}

static str separator_of(const struct tool_conf *c)
{
    return c->separator.n ? c->separator : S("__");
}

/* ---- versions ---- */

/* Takes the digits of the next part off *s, without zeros before them; false when there are none. */
static bool part_next(str *s, str *out)
{
    size_t n = 0;

    while (n < s->n && s->p[n] >= '0' && s->p[n] <= '9')
        n++;
    *out = version_trim(str_slice(*s, 0, n));
    *s = str_skip(*s, n);
    return n > 0;
}

str flyway_version(arena *a, str text)
{
    struct buf b = buf_on(a);
    size_t end = 0;
    str part;

    for (;;) {
        if (!part_next(&text, &part))
            return (str){ 0 };
        if (b.n)
            buf_char(&b, '.');
        buf_str(&b, part);
        if (!end || !str_eq(part, S("0")))
            end = b.n;
        if (!text.n)
            break;
        if (text.p[0] != '.' && text.p[0] != '_')
            return (str){ 0 };
        text = str_skip(text, 1);
    }
    return str_slice(buf_view(&b), 0, end);
}

/* ---- names ---- */

static bool cut_suffix(const struct tool_conf *c, str *name)
{
    static const str usual = S_INIT(".sql");
    size_t n = c->suffixes.n ? c->suffixes.n : 1;

    for (size_t i = 0; i < n; i++) {
        str suffix = c->suffixes.n ? c->suffixes.v[i] : usual;

        if (name->n >= suffix.n && str_eq_nocase(str_skip(*name, name->n - suffix.n), suffix)) {
            name->n -= suffix.n;
            return true;
        }
    }
    return false;
}

/* Hooks of afloat that run at the same moments; -1 = there is none. */
static const struct event_row {
    const char *name;
    int when;
} events[] = {
    { "beforeMigrate", HOOK_BEFORE },
    { "beforeEachMigrate", HOOK_BEFORE_EACH },
    { "afterEachMigrate", HOOK_AFTER_EACH },
    { "afterMigrateApplied", HOOK_AFTER },
    { "afterMigrate", HOOK_AFTER },
    { "afterMigrateError", HOOK_ON_ERROR },
    { "beforeEachMigrateStatement", -1 },
    { "afterEachMigrateStatement", -1 },
    { "afterEachMigrateStatementError", -1 },
    { "afterEachMigrateError", -1 },
    { "beforeRepeatables", -1 },
    { "afterVersioned", -1 },
    { "afterMigrateOperationFinish", -1 },
    { "beforeUndo", -1 },
    { "beforeEachUndo", -1 },
    { "afterEachUndo", -1 },
    { "afterEachUndoError", -1 },
    { "afterUndo", -1 },
    { "afterUndoError", -1 },
    { "afterUndoOperationFinish", -1 },
    { "beforeConnect", -1 },
    { "afterConnect", -1 },
    { "beforeCreateSchema", -1 },
    { "createSchema", -1 },
};

/* Those of validate, info, clean, repair and baseline are left alone: afloat has no such run. */
static bool callback_read(str name, str separator, struct format_name *out)
{
    size_t at = str_find(name, separator);
    str event = at == STR_NONE ? name : str_slice(name, 0, at);

    for (size_t i = 0; i < COUNT_OF(events); i++)
        if (str_eq(event, str_of(events[i].name))) {
            *out = (struct format_name){
                .name = name, .up = true, .kind = NAME_CALLBACK, .when = events[i].when
            };
            return true;
        }
    return false;
}

/* Every "_" is a blank to Flyway; the text stays a word here. */
static bool prefixed(arena *a, const struct tool_conf *c, enum kind k, str name,
                     struct format_name *out)
{
    str prefix = prefix_of(c, k), separator = separator_of(c), rest = str_skip(name, prefix.n);
    size_t at = str_find(rest, separator);

    if (!prefix.n || !str_starts(name, prefix))
        return false;
    *out = (struct format_name){ .up = k != KIND_UNDO, .down = k == KIND_UNDO };
    out->name = at == STR_NONE ? S("") : str_skip(rest, at + separator.n);
    rest = str_slice(rest, 0, at);
    out->kind = k == KIND_REPEATABLE ? NAME_REPEATABLE
                : k == KIND_BASELINE ? NAME_BASELINE
                                     : NAME_VERSIONED;
    if (k == KIND_REPEATABLE)
        return !rest.n && at != STR_NONE;
    out->version = flyway_version(a, rest);
    return out->version.n > 0;
}

/* The longest prefix that fits goes first. */
static bool name_read(arena *a, const struct tool_conf *conf, str file_name,
                      struct format_name *out)
{
    str name = file_name;
    size_t best = 0;
    bool found = false;

    if (!cut_suffix(conf, &name))
        return false;
    for (int k = 0; k < KIND__COUNT; k++) {
        struct format_name n;
        size_t length = prefix_of(conf, (enum kind)k).n;

        if (length > best && prefixed(a, conf, (enum kind)k, name, &n)) {
            *out = n;
            best = length;
            found = true;
        }
    }
    return found || callback_read(name, separator_of(conf), out);
}

static const char *name_refused(str file_name)
{
    return str_starts(file_name, S("V")) && str_ends(file_name, S(".java"))
               ? "a migration written in Java cannot be run"
               : NULL;
}

/* ---- new files ---- */

static str name_of(arena *a, const struct tool_conf *c, enum kind k, str version, str name)
{
    str prefix = prefix_of(c, k), separator = separator_of(c);
    str suffix = c->suffixes.n ? c->suffixes.v[0] : S(".sql");

    return str_printf(a, STR_FMT STR_FMT STR_FMT STR_FMT STR_FMT, STR_ARG(prefix), STR_ARG(version),
                      STR_ARG(separator), STR_ARG(name), STR_ARG(suffix));
}

static str file_name(arena *a, const struct tool_conf *conf, const struct format_name *of)
{
    enum kind k = of->kind == NAME_REPEATABLE ? KIND_REPEATABLE
                  : of->down                  ? KIND_UNDO
                                              : KIND_VERSIONED;

    return name_of(a, conf, k, k == KIND_REPEATABLE ? S("") : of->version, of->name);
}

/* With an undo file where the newest migration has one, or where there is none yet. */
static void new_files(arena *a, const struct new_file *what, struct str_list *out_names,
                      struct str_list *out_texts)
{
    static const struct tool_conf defaults = { 0 };
    const struct tool_conf *c = what->conf ? what->conf : &defaults;
    bool undo = !what->last || what->last->down_file.n;

    for (int k = KIND_VERSIONED; k <= (undo ? KIND_UNDO : KIND_VERSIONED); k++) {
        *vec_push(a, out_names) = name_of(a, c, (enum kind)k, what->version, what->name);
        *vec_push(a, out_texts) = S("");
    }
}

const struct format format_flyway = {
    .name = "flyway",
    .sums_whole_file = true,
    .recursive = true,
    .tells_left_out = true,
    .tool_files = "flyway.toml flyway.conf flyway.user.toml",
    .name_form = "V<version>__<description>.sql, U<version>__... and R__...",
    .name_read = name_read,
    .conf_read = flyway_conf_read,
    .side_read = flyway_side_read,
    .vars_add = flyway_vars_add,
    .file_name = file_name,
    .name_refused = name_refused,
    .new_files = new_files,
    .sequence_width = 1,
};
