/* core/formats/flyway_vars.c: placeholders of Flyway: what its configuration, the environment and Flyway itself give.
 *
 * Does not  put them in (core/vars.c)
 */
#include "core/formats/flyway_int.h"

#include "base/fs.h"

#include <time.h>
#include <unistd.h>

static void add(arena *a, struct vars *out, str name, str value, const char *hint)
{
    struct var v = { .name = name, .value = value };

    if (!value.p)
        v.hint = str_of(hint);
    vars_set(a, out, &v);
}

static str now_text(arena *a)
{
    time_t now = time(NULL);
    struct tm tm;
    char text[32];

    localtime_r(&now, &tm);
    strftime(text, sizeof(text), "%Y-%m-%d %H:%M:%S", &tm);
    return str_copy(a, str_of(text));
}

static void add_built_in(arena *a, const struct tool_conf *c, const struct tool_place *p,
                         struct vars *out)
{
    static const char no_database[] = "It is known when afloat is connected.";

    add(a, out, S("flyway:defaultSchema"), p->schema, no_database);
    add(a, out, S("flyway:user"), p->user, no_database);
    add(a, out, S("flyway:database"), p->database, no_database);
    add(a, out, S("flyway:timestamp"), now_text(a), "");
    add(a, out, S("flyway:filename"), p->file.p ? fs_basename(p->file) : (str){ 0 },
        "It is known in a file only.");
    add(a, out, S("flyway:workingDirectory"), fs_cwd(a), "");
    add(a, out, S("flyway:table"), c->table.n ? c->table : S("flyway_schema_history"), "");
    add(a, out, S("flyway:environment"), S("default"), "");
}

/* FLYWAY_PLACEHOLDERS_NAME=value */
static void add_environment(arena *a, struct vars *out)
{
    static const str start = S_INIT("FLYWAY_PLACEHOLDERS_");

    for (char **e = environ; *e; e++) {
        str value, name = str_cut(str_of(*e), '=', &value);

        if (str_starts(name, start) && name.n > start.n && value.p)
            add(a, out, str_lower(a, str_skip(name, start.n)), str_copy(a, value), "");
    }
}

void flyway_vars_add(arena *a, const struct tool_conf *conf, const struct tool_place *place,
                     struct vars *out)
{
    struct var_rules *rules = arena_new(a, struct var_rules, 1);

    *rules = (struct var_rules){
        .prefix = conf->placeholder_prefix.n ? conf->placeholder_prefix : S("${"),
        .suffix = conf->placeholder_end.n ? conf->placeholder_end : S("}"),
        .flags = VAR_NOCASE | VAR_STRICT | VAR_ANY_NAME,
    };
    out->rules = rules;
    add_built_in(a, conf, place, out);
    for (size_t i = 0; i < conf->values.n; i++)
        add(a, out, conf->values.v[i].name, conf->values.v[i].value, "");
    add_environment(a, out);
}
