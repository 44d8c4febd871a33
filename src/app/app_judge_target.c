/* app/app_judge_target.c: for which engine and version is judged, and how severe the rules are. */
#include "app/app_judge_int.h"

#include "assess/names.h"
#include "base/nearest.h"

/* "10.11.6" → 10, 11, 6 */
static bool read_numbers(str text, int64_t out[3], size_t *n)
{
    for (*n = 0; text.n && *n < 3;) {
        str part = str_cut(text, '.', &text);

        if (!str_all_digits(part) || part.n > 4 || !str_to_int64(part, &out[(*n)++]))
            return false;
    }
    return *n > 0 && !text.n;
}

bool judge_version(const struct dialect *d, str text, int *out)
{
    int64_t v[3] = { 0 };
    size_t n;

    if (!read_numbers(text, v, &n))
        return false;
    if (d->id == DIALECT_POSTGRES)
        *out = (int)(v[0] * 10000 + v[1]);
    else if (d->id == DIALECT_SQLITE)
        *out = (int)(v[0] * 1000000 + v[1] * 1000 + v[2]);
    else
        *out = (int)(v[0] * 10000 + v[1] * 100 + v[2]);
    return true;
}

/* A version that is named in part has all that came in that part: 10.11 is the newest 10.11. */
static int newest_of(const struct dialect *d, str text, int version)
{
    size_t dots = 0;

    for (size_t i = 0; i < text.n; i++)
        dots += text.p[i] == '.';
    if (d->id == DIALECT_POSTGRES)
        return dots ? version : version + 99;
    if (d->id == DIALECT_SQLITE)
        return dots == 1 ? version + 999 : version;
    return dots == 0 ? version + 9999 : dots == 1 ? version + 99 : version;
}

static bool refuse_engine(str name, struct err *err)
{
    if (name.n)
        err_set(err, ERR_USAGE, "unrecognized engine \"" STR_FMT "\"", STR_ARG(name));
    else
        err_set(err, ERR_USAGE, "it is not known for which engine the files are");
    return err_hint(err,
                    "Name it: --engine sqlite, postgres, mysql or mariadb, or engine = \"NAME\" "
                    "in [lint] of afloat.toml.");
}

static str named_engine(struct judge *j)
{
    const struct config *c = &j->s.config;
    static const char *const of_url[] = {
        [DSN_SQLITE] = "sqlite", [DSN_POSTGRES] = "postgres", [DSN_MYSQL] = "mysql"
    };

    if (j->o.engine.n)
        return j->o.engine;
    if (c->lint.engine.n)
        return c->lint.engine;
    if (c->has_dsn)
        return str_eq(c->dsn.scheme, S("mariadb")) ? S("mariadb") : str_of(of_url[c->dsn.engine]);
    return (str){ 0 };
}

/* ---- what runs the files ---- */

static const struct judge_runner runners[] = {
    { "afloat", WRAPS_FILES, false },
    { "dbmate", WRAPS_FILES, true },
    { "diesel", WRAPS_FILES, true },
    { "flyway", WRAPS_FILES, true },
    { "goose", WRAPS_FILES, true },
    { "sqlx", WRAPS_FILES, true },
    { "tern", WRAPS_FILES, true },
    { "other", WRAPS_FILES, true },
    { "golang-migrate", WRAPS_PIECES, true },
    { "prisma", WRAPS_PIECES, true },
    { "client", WRAPS_NOTHING, true },
};

static bool find_runner(struct judge *j, struct err *err)
{
    str name = j->s.config.lint.runner;
    struct buf all = buf_on(j->ctx->mem);

    j->runner = &runners[0];
    for (size_t i = 0; name.n && i < COUNT_OF(runners); i++) {
        if (str_eq(name, str_of(runners[i].name))) {
            j->runner = &runners[i];
            return true;
        }
        buf_printf(&all, "%s%s", i ? ", " : "", runners[i].name);
    }
    if (!name.n)
        return true;
    err_set(err, ERR_CONFIG, "there is no runner \"" STR_FMT "\"", STR_ARG(name));
    err_hint(err, "runner in [lint] is one of " STR_FMT ".", STR_ARG(buf_view(&all)));
    return err_at(err, &j->s.config.lint.place);
}

bool judge_target(struct judge *j, struct err *err)
{
    const struct config *c = &j->s.config;
    str engine = named_engine(j);

    j->dialect = engine.n ? dialect_find(engine) : NULL;
    if (!j->dialect)
        return refuse_engine(engine, err);
    if (!find_runner(j, err))
        return false;
    j->version_text = j->o.engine_version.n ? j->o.engine_version : c->lint.engine_version;
    if (!j->version_text.n)
        return true;
    if (!judge_version(j->dialect, j->version_text, &j->version)) {
        err_set(err, ERR_USAGE, "\"" STR_FMT "\" is not a version of %s", STR_ARG(j->version_text),
                j->dialect->name);
        return err_hint(err, "A version is numbers with points: 15, 10.11, 8.0.36, 3.45.");
    }
    j->version = newest_of(j->dialect, j->version_text, j->version);
    return true;
}

/* ---- rules ---- */

static bool refuse_rule(struct judge *j, const struct place *at, str name, struct err *err)
{
    const char **slugs = arena_new(j->ctx->mem, const char *, rule_count);
    const char *near;

    for (size_t i = 0; i < rule_count; i++)
        slugs[i] = rules[i].slug;
    near = nearest_find(name, slugs, rule_count);
    err_set(err, ERR_CONFIG, "there is no rule \"" STR_FMT "\"", STR_ARG(name));
    if (near)
        err_hint(err, "The nearest rule is \"%s\". All of them: afloat lint --rules", near);
    else
        err_hint(err, "All rules: afloat lint --rules");
    return err_at(err, at);
}

static enum severity severity_of(str word)
{
    for (int s = 0; s <= SEVERITY_ERROR; s++)
        if (str_eq(word, str_of(severity_word((enum severity)s))))
            return (enum severity)s;
    return SEVERITY_OFF;
}

static void put(arena *a, struct rule_setting *to, const struct rule *r,
                const struct lint_setting *s)
{
    if (s->severity.n) {
        to->severity = severity_of(s->severity);
        to->set = true;
    } else if (!to->set) {
        to->severity = r->severity ? r->severity : SEVERITY_WARNING;
        to->set = true;
    }
    if (s->pattern.n)
        to->pattern = str_z(a, s->pattern);
}

static bool check_pattern(struct judge *j, const struct rule *r, const struct lint_setting *s,
                          struct err *err)
{
    if (!s->pattern.n)
        return true;
    if (!str_starts(str_of(r->slug), S("naming-"))) {
        err_set(err, ERR_CONFIG, "the rule %s takes no pattern", r->slug);
        err_hint(err, "Rules on names do: naming-file, naming-table, naming-column, naming-index, "
                      "naming-constraint.");
        return err_at(err, &s->place);
    }
    if (name_pattern_valid(j->ctx->mem, s->pattern))
        return true;
    err_set(err, ERR_CONFIG, "the pattern of %s is not an extended regular expression: " STR_FMT,
            r->slug, STR_ARG(s->pattern));
    return err_at(err, &s->place);
}

bool judge_settings(struct judge *j, struct err *err)
{
    const struct lint_config *c = &j->s.config.lint;

    j->settings = arena_new(j->ctx->mem, struct rule_setting, rule_count);
    for (size_t i = 0; i < c->settings.n; i++) {
        const struct lint_setting *s = &c->settings.v[i];
        const struct rule *r = rule_find(s->rule);

        if (!r)
            return refuse_rule(j, &s->place, s->rule, err);
        if (!check_pattern(j, r, s, err))
            return false;
        if (!s->path.n)
            put(j->ctx->mem, &j->settings[r - rules], r, s);
    }
    for (size_t i = 0; i < c->allows.n; i++)
        if (!rule_find(c->allows.v[i].rule))
            return refuse_rule(j, &c->allows.v[i].place, c->allows.v[i].rule, err);
    return true;
}

const struct rule_setting *judge_settings_for(struct judge *j, str path)
{
    const struct lint_config *c = &j->s.config.lint;
    struct rule_setting *own = NULL;

    for (size_t i = 0; i < c->settings.n; i++) {
        const struct lint_setting *s = &c->settings.v[i];
        const struct rule *r = rule_find(s->rule);

        if (!s->path.n || !judge_matches(j, s->path, path))
            continue;
        if (!own) {
            own = arena_new(j->ctx->mem, struct rule_setting, rule_count);
            memcpy(own, j->settings, rule_count * sizeof(*own));
        }
        put(j->ctx->mem, &own[r - rules], r, s);
    }
    return own ? own : j->settings;
}
