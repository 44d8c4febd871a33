/* ddl/render_code.c: routines and triggers.
 *
 * Does      write what runs when it is called, as far as its text is kept
 * Does not  write definers, settings with quotes, names of transition tables with quotes, libraries, stored
 *           aggregates: what is kept of them does not say how they were written
 * Shape     false = a part has no words; the whole is told as unsaid then
 * See       ddl/render_int.h
 */
#include "ddl/render_int.h"
#include "ddl/reserved.h"

/* Words, names and numbers that mean the same without quotes. */
static bool is_plain(str text)
{
    for (size_t i = 0; i < text.n; i++)
        if (!((text.p[i] >= 'a' && text.p[i] <= 'z') || (text.p[i] >= '0' && text.p[i] <= '9') ||
              str_find_char(S("_.,= "), text.p[i]) != STR_NONE))
            return false;
    return text.n > 0;
}

static void say_create_words(struct render *r, const struct change *c, const char *kind)
{
    say_z(r, c->flags & CHANGE_OR_REPLACE ? "CREATE OR REPLACE " : "CREATE ");
    say_z(r, kind);
    say_z(r, c->flags & CHANGE_IF_NOT_EXISTS ? "IF NOT EXISTS " : "");
}

/* ---- options of routines ---- */

/* "cost=100", "parallel=safe", "set work_mem=64MB": the first = is a blank, or that of SET. */
static bool say_setting(struct render *r, str option)
{
    size_t at = str_find_char(option, '=');

    if (!is_plain(option) || str_ends(option, S("=")) || str_starts(option, S("symbol=")) ||
        str_starts(option, S("for type")))
        return false;
    say_z(r, " ");
    if (at == STR_NONE || str_starts(option, S("set "))) {
        buf_str(&r->out, option);
        return true;
    }
    buf_str(&r->out, str_slice(option, 0, at));
    say_z(r, " ");
    buf_str(&r->out, str_skip(option, at + 1));
    return true;
}

/* Each is an edit of its own, or an element of one. */
static bool say_settings(struct render *r, const struct change *c)
{
    for (size_t i = 0; i < c->edits.n; i++) {
        const struct edit *e = &c->edits.v[i];

        if (e->attr != ATTR_OPTIONS)
            continue;
        if (e->verb == EDIT_RESET || (e->value.kind != VALUE_TEXT && e->value.kind != VALUE_LIST))
            return false;
        if (e->value.kind == VALUE_TEXT && !say_setting(r, e->value.text))
            return false;
        for (size_t k = 0; e->value.kind == VALUE_LIST && k < e->value.list->n; k++)
            if (!say_setting(r, e->value.list->v[k]))
                return false;
    }
    return true;
}

/* ---- bodies ---- */

/* RETURN x, BEGIN ATOMIC … END: SQL as it stands. A string of another language may begin so, too. */
static bool is_sql_body(const struct change *c, str body)
{
    const struct edit *e = change_edit(c, ATTR_LANGUAGE);

    return (!e || str_eq_nocase(e->value.text, S("sql"))) &&
           (str_starts_nocase(body, S("return")) || str_starts_nocase(body, S("begin atomic")));
}

static void say_dollars(struct render *r, str body)
{
    str quote = S("$$");

    for (int i = 0; str_find(body, quote) != STR_NONE || str_ends(body, S("$")); i++) {
        quote = str_printf(r->mem, "$body%d$", i);
        if (str_find(body, quote) == STR_NONE)
            break;
    }
    buf_printf(&r->out, " AS " STR_FMT STR_FMT STR_FMT, STR_ARG(quote), STR_ARG(body),
               STR_ARG(quote));
}

static bool say_body(struct render *r, const struct change *c)
{
    const struct edit *e = change_edit(c, ATTR_BODY);

    if (!e || e->value.kind != VALUE_TEXT)
        return false;
    if (r->engine == IN_POSTGRES && !is_sql_body(c, e->value.text)) {
        say_dollars(r, e->value.text);
        return true;
    }
    say_z(r, " ");
    buf_str(&r->out, e->value.text);
    return true;
}

/* ---- routines ---- */

static const struct phrase routine_phrases[] = {
    { ATTR_RETURNS, IN_POSTGRES | IN_MY, "RETURNS", AS_RAW },
    { ATTR_LANGUAGE, IN_POSTGRES, "LANGUAGE", AS_NAME },
    { ATTR_LANGUAGE, IN_MY, "LANGUAGE", AS_RAW },
    { ATTR_VOLATILITY, IN_POSTGRES | IN_MY, "", AS_RAW },
    { ATTR_SECURITY, IN_POSTGRES, "SECURITY", AS_RAW },
    { ATTR_SECURITY, IN_MY, "SQL SECURITY", AS_RAW },
    { ATTR_COMMENT, IN_MY, "COMMENT", AS_LITERAL },
};

/* A stored aggregate of MariaDB is kept as a function. */
static bool is_aggregate(const struct render *r, const struct change *c)
{
    const struct edit *e = change_edit(c, ATTR_BODY);

    return e && e->value.kind == VALUE_TEXT &&
           str_find(str_lower(r->mem, e->value.text), S("group next row")) != STR_NONE;
}

static bool alter_routine(struct render *r, const struct change *c)
{
    static const enum attr known[] = { ATTR_VOLATILITY, ATTR_SECURITY, ATTR_OPTIONS, ATTR_COMMENT,
                                       ATTR_LANGUAGE };

    for (size_t i = 0; i < c->edits.n; i++) {
        bool is = false;

        for (size_t k = 0; k < COUNT_OF(known); k++)
            is |= c->edits.v[i].attr == known[k];
        if (!is || c->edits.v[i].verb == EDIT_RESET)
            return false;
    }
    buf_printf(&r->out, "ALTER %s ", kind_words(c->kind));
    say_path(r, &c->path);
    say_phrases(r, c, routine_phrases, COUNT_OF(routine_phrases));
    return say_settings(r, c);
}

bool say_routine(struct render *r, const struct change *c)
{
    const struct edit *parameters = change_edit(c, ATTR_PARAMETERS);

    if (r->engine == IN_SQLITE || change_edit(c, ATTR_DEFINER) || change_edit(c, ATTR_MODULE) ||
        change_edit(c, ATTR_OWNER))
        return false;
    if (c->verb == CHANGE_ALTER) {
        if (!c->edits.n || !alter_routine(r, c))
            return false;
        say_all(r, c);
        return true;
    }
    if (is_aggregate(r, c))
        return false;
    say_create_words(r, c, c->kind == KIND_FUNCTION ? "FUNCTION " : "PROCEDURE ");
    say_path(r, &(struct path){ .schema = c->path.schema, .name = c->path.name });
    buf_printf(&r->out, "(" STR_FMT ")", STR_ARG(parameters ? parameters->value.text : (str){ 0 }));
    say_phrases(r, c, routine_phrases, COUNT_OF(routine_phrases));
    if (!say_settings(r, c) || !say_body(r, c))
        return false;
    say_all(r, c);
    return true;
}

/* ---- triggers ---- */

static bool say_events(struct render *r, const struct change *c)
{
    const struct edit *e = say_take(r, c, ATTR_EVENTS), *of = say_take(r, c, ATTR_COLUMNS);

    if (!e || e->value.kind != VALUE_LIST)
        return false;
    for (size_t i = 0; i < e->value.list->n; i++) {
        say_z(r, i ? " OR " : " ");
        buf_str(&r->out, e->value.list->v[i]);
        for (size_t k = 0;
             of && str_eq_nocase(e->value.list->v[i], S("update")) && k < of->value.refs->n; k++) {
            say_z(r, k ? ", " : " OF ");
            say_name(r, of->value.refs->v[k].path.name);
        }
    }
    return true;
}

/* Names among these words are as they were, without their quotes. */
static bool needs_quotes(const struct render *r, str words)
{
    static const char *const own[] = { "referencing", "old", "new",     "table",
                                       "row",         "as",  "follows", "precedes" };
    str word;

    while (words.n) {
        bool is_own = false;

        word = str_cut(words, ' ', &words);
        for (size_t i = 0; i < COUNT_OF(own); i++)
            is_own |= str_eq(word, str_of(own[i]));
        if (!is_own && word_is_reserved(r->opts->dialect, word, NULL))
            return true;
    }
    return false;
}

/* "referencing new table as n", "follows t": the words of one option. */
static bool say_words(struct render *r, const struct change *c)
{
    const struct edit *e = say_take(r, c, ATTR_OPTIONS);

    if (!e)
        return true;
    if (e->value.kind != VALUE_LIST || e->value.list->n != 1 || !is_plain(e->value.list->v[0]) ||
        needs_quotes(r, e->value.list->v[0]))
        return false;
    say_z(r, " ");
    buf_str(&r->out, e->value.list->v[0]);
    return true;
}

static bool say_pg_trigger(struct render *r, const struct change *c)
{
    static const struct phrase head[] = { { ATTR_REFERENCES, IN_POSTGRES, "FROM", AS_PATH },
                                          { ATTR_DEFERRABLE, IN_POSTGRES, "DEFERRABLE", AS_YES },
                                          { ATTR_INITIALLY_DEFERRED, IN_POSTGRES,
                                            "INITIALLY DEFERRED", AS_YES } };
    static const struct phrase tail[] = {
        { ATTR_FOR_EACH_ROW, IN_POSTGRES, "FOR EACH ROW", AS_YES },
        { ATTR_WHEN, IN_POSTGRES, "WHEN", AS_PAREN },
        { ATTR_EXECUTES, IN_POSTGRES, "EXECUTE FUNCTION", AS_PATH }
    };
    static const struct phrase timing[] = { { ATTR_TIMING, IN_POSTGRES, "", AS_RAW } };
    const struct edit *arguments = say_take(r, c, ATTR_PARAMETERS);

    say_create_words(r, c, say_take(r, c, ATTR_WHAT) ? "CONSTRAINT TRIGGER " : "TRIGGER ");
    say_name(r, c->path.name);
    say_phrases(r, c, timing, 1);
    if (!say_events(r, c) || !change_edit(c, ATTR_EXECUTES))
        return false;
    say_z(r, " ON ");
    say_table(r, &c->path);
    say_phrases(r, c, head, COUNT_OF(head));
    if (!say_words(r, c))
        return false;
    say_phrases(r, c, tail, COUNT_OF(tail));
    buf_str(&r->out, arguments ? arguments->value.text : S("()"));
    return true;
}

static bool say_my_trigger(struct render *r, const struct change *c)
{
    static const struct phrase timing[] = { { ATTR_TIMING, IN_MY, "", AS_RAW } };
    static const struct phrase row[] = { { ATTR_FOR_EACH_ROW, IN_MY, "FOR EACH ROW", AS_YES } };
    static const struct phrase body[] = { { ATTR_BODY, IN_MY, "", AS_RAW } };

    if (change_edit(c, ATTR_DEFINER))
        return false;
    say_create_words(r, c, "TRIGGER ");
    say_path(r, &c->path);
    say_phrases(r, c, timing, 1);
    if (!say_events(r, c) || !change_edit(c, ATTR_BODY))
        return false;
    say_z(r, " ON ");
    say_table(r, &c->path);
    say_phrases(r, c, row, 1);
    if (!say_words(r, c))
        return false;
    say_phrases(r, c, body, 1);
    return true;
}

/* ALTER TABLE t ENABLE TRIGGER g */
static bool say_enabled(struct render *r, const struct change *c)
{
    const struct edit *e = change_edit(c, ATTR_ENABLED), *what = change_edit(c, ATTR_WHAT);

    if (r->engine != IN_POSTGRES || !e || c->edits.n != (size_t)(what ? 2 : 1) ||
        (!what && !c->path.name.p))
        return false;
    say_z(r, "ALTER TABLE ");
    say_table(r, &c->path);
    say_z(r, e->verb == EDIT_RESET                  ? " ENABLE "
             : str_eq(e->value.text, S("disabled")) ? " DISABLE "
             : str_eq(e->value.text, S("replica"))  ? " ENABLE REPLICA "
                                                    : " ENABLE ALWAYS ");
    say_z(r, kind_words(c->kind));
    say_z(r, " ");
    if (what)
        buf_str(&r->out, what->value.text);
    else
        say_name(r, c->path.name);
    say_all(r, c);
    return true;
}

bool say_server_trigger(struct render *r, const struct change *c)
{
    if (c->verb == CHANGE_ALTER)
        return say_enabled(r, c);
    return r->engine == IN_POSTGRES ? say_pg_trigger(r, c) : say_my_trigger(r, c);
}
