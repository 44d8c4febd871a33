/* ddl/render_code.c: routines and triggers.
 *
 * Does      write what runs when it is called, as far as its text is kept
 * Does not  write names of transition tables with quotes: what is kept of them does not say how they were written
 * Shape     false = a part has no words; the whole is told as unsaid then
 * See       ddl/render_int.h
 */
#include "ddl/render_int.h"
#include "ddl/reserved.h"

/* Words, names and numbers that mean the same without quotes. */
static bool is_plain(str text)
{
    for (size_t i = 0; i < text.n; i++)
        if (!((text.p[i] >= 'a' && text.p[i] <= 'z') || (text.p[i] >= 'A' && text.p[i] <= 'Z') ||
              (text.p[i] >= '0' && text.p[i] <= '9') ||
              str_find_char(S("_.,= "), text.p[i]) != STR_NONE))
            return false;
    return text.n > 0;
}

static void say_create_words(struct render *r, const struct change *c, const char *kind)
{
    say_z(r, c->flags & CHANGE_OR_REPLACE ? "CREATE OR REPLACE " : "CREATE ");
    say_definer(r, c);
    say_z(r, kind);
    say_z(r, c->flags & CHANGE_IF_NOT_EXISTS ? "IF NOT EXISTS " : "");
}

/* ---- options of routines ---- */

static void say_element(struct render *r, str value)
{
    bool word = value.n > 0, number = value.n > 0;

    for (size_t i = 0; i < value.n; i++) {
        bool digit = value.p[i] >= '0' && value.p[i] <= '9';

        word &= (value.p[i] >= 'a' && value.p[i] <= 'z') || value.p[i] == '_' || (i && digit);
        number &= digit;
    }
    if (number || (word && !word_is_reserved(r->opts->dialect, value, NULL)))
        buf_str(&r->out, value);
    else
        say_literal(r, value);
}

/* SET a TO b, 'C c': a list of names, numbers and strings. */
static void say_set(struct render *r, str option)
{
    size_t at = str_find_char(option, '='), comma;
    str value = str_skip(option, at + 1);

    buf_printf(&r->out, "SET " STR_FMT, STR_ARG(str_slice(option, 4, at)));
    if (str_eq(value, S("from current"))) {
        say_z(r, " FROM CURRENT");
        return;
    }
    say_z(r, " TO ");
    while ((comma = str_find(value, S(", "))) != STR_NONE) {
        say_element(r, str_slice(value, 0, comma));
        say_z(r, ", ");
        value = str_skip(value, comma + 2);
    }
    say_element(r, value);
}

/* "cost=100", "parallel=safe": the = is a blank. */
static bool say_setting(struct render *r, str option)
{
    size_t at = str_find_char(option, '=');

    if (str_eq(option, S("aggregate")) || str_starts(option, S("symbol=")))
        return true; /* said elsewhere */
    say_z(r, " ");
    if (at != STR_NONE && str_starts(option, S("set "))) {
        say_set(r, option);
        return true;
    }
    if (!is_plain(option) || str_ends(option, S("=")))
        return false;
    buf_str(&r->out, at == STR_NONE ? option : str_slice(option, 0, at));
    if (at != STR_NONE)
        buf_printf(&r->out, " " STR_FMT, STR_ARG(str_skip(option, at + 1)));
    return true;
}

/* RESET a: the option's name is "set a". */
static bool say_reset(struct render *r, const struct edit *e)
{
    if (e->value.kind != VALUE_TEXT || !str_starts(e->value.text, S("set ")))
        return false;
    buf_printf(&r->out, " RESET " STR_FMT, STR_ARG(str_skip(e->value.text, 4)));
    return true;
}

/* Each is an edit of its own, or an element of one. */
bool say_settings(struct render *r, const struct change *c)
{
    for (size_t i = 0; i < c->edits.n; i++) {
        const struct edit *e = &c->edits.v[i];

        if (e->attr != ATTR_OPTIONS)
            continue;
        if (e->verb == EDIT_RESET ? !say_reset(r, e)
                                  : e->value.kind != VALUE_TEXT && e->value.kind != VALUE_LIST)
            return false;
        if (e->verb != EDIT_RESET && e->value.kind == VALUE_TEXT && !say_setting(r, e->value.text))
            return false;
        for (size_t k = 0; e->value.kind == VALUE_LIST && k < e->value.list->n; k++)
            if (!say_setting(r, e->value.list->v[k]))
                return false;
    }
    return true;
}

/* The option that begins so; absent = there is none. */
static str option_of(const struct change *c, str word)
{
    for (size_t i = 0; i < c->edits.n; i++) {
        const struct value *v = &c->edits.v[i].value;

        if (c->edits.v[i].attr != ATTR_OPTIONS)
            continue;
        if (v->kind == VALUE_TEXT && str_starts(v->text, word))
            return v->text;
        for (size_t k = 0; v->kind == VALUE_LIST && k < v->list->n; k++)
            if (str_starts(v->list->v[k], word))
                return v->list->v[k];
    }
    return (str){ 0 };
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

/* AS 'obj', 'symbol'; AS 'symbol' */
static bool say_loaded(struct render *r, const struct change *c, str object)
{
    const struct edit *e = change_edit(c, ATTR_LANGUAGE);
    str symbol = option_of(c, S("symbol="));
    bool loaded =
        e && e->value.kind == VALUE_TEXT &&
        (str_eq_nocase(e->value.text, S("c")) || str_eq_nocase(e->value.text, S("internal")));

    if (!symbol.p && !loaded)
        return false;
    say_z(r, " AS ");
    say_literal(r, object);
    say_z(r, symbol.p ? ", " : "");
    if (symbol.p)
        say_literal(r, str_skip(symbol, 7));
    return true;
}

static bool say_body(struct render *r, const struct change *c)
{
    const struct edit *e = change_edit(c, ATTR_BODY);

    if (!e || e->value.kind != VALUE_TEXT)
        return false;
    if (r->engine == IN_POSTGRES && say_loaded(r, c, e->value.text))
        return true;
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

static void say_undetermined(struct render *r, const struct change *c)
{
    const struct edit *e = change_edit(c, ATTR_VOLATILITY);

    if (r->engine == IN_MY && e && e->verb == EDIT_RESET)
        say_z(r, " NOT DETERMINISTIC");
}

static bool alter_routine(struct render *r, const struct change *c)
{
    static const enum attr known[] = { ATTR_VOLATILITY, ATTR_SECURITY, ATTR_OPTIONS, ATTR_COMMENT,
                                       ATTR_LANGUAGE };

    for (size_t i = 0; i < c->edits.n; i++) {
        bool is = false;

        for (size_t k = 0; k < COUNT_OF(known); k++)
            is |= c->edits.v[i].attr == known[k];
        if (!is)
            return false;
    }
    buf_printf(&r->out, "ALTER %s ", kind_words(c->kind));
    say_path(r, &c->path);
    say_phrases(r, c, routine_phrases, COUNT_OF(routine_phrases));
    say_undetermined(r, c);
    return say_settings(r, c);
}

/* CREATE FUNCTION f RETURNS STRING SONAME 'lib.so': a loadable function */
static void say_loadable(struct render *r, const struct change *c)
{
    static const struct phrase phrases[] = { { ATTR_RETURNS, IN_MY, "RETURNS", AS_RAW },
                                             { ATTR_MODULE, IN_MY, "SONAME", AS_LITERAL } };

    say_phrases(r, c, phrases, COUNT_OF(phrases));
}

static const char *routine_words(const struct render *r, const struct change *c)
{
    if (r->engine == IN_MY && option_of(c, S("aggregate")).p)
        return "AGGREGATE FUNCTION ";
    return c->kind == KIND_FUNCTION ? "FUNCTION " : "PROCEDURE ";
}

static bool create_routine(struct render *r, const struct change *c)
{
    const struct edit *parameters = change_edit(c, ATTR_PARAMETERS);

    say_create_words(r, c, routine_words(r, c));
    say_path(r, &(struct path){ .schema = c->path.schema, .name = c->path.name });
    if (change_edit(c, ATTR_MODULE)) {
        say_loadable(r, c);
        return true;
    }
    buf_printf(&r->out, "(" STR_FMT ")", STR_ARG(parameters ? parameters->value.text : (str){ 0 }));
    say_phrases(r, c, routine_phrases, COUNT_OF(routine_phrases));
    say_undetermined(r, c);
    return say_settings(r, c) && say_body(r, c);
}

bool say_routine(struct render *r, const struct change *c)
{
    if (r->engine == IN_SQLITE)
        return false;
    if (c->verb == CHANGE_ALTER ? !c->edits.n || !alter_routine(r, c) : !create_routine(r, c))
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

    if (!str_eq(words, str_lower(r->mem, words)))
        return true;
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
    buf_printf(&r->out, " %s ", enabled_words(e));
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
