/* ddl/read_pg_option.c: lists of options, and the options of sequences.
 *
 * Does      (fillfactor = 70, toast.autovacuum_enabled = off), OPTIONS (SET a 'x'), START WITH 1 …
 * Does not  know which options there are
 * Shape     an option is "name=value", the value without its quotes
 * See       ddl/read_pg_int.h
 */
#include "ddl/read_pg_int.h"

/* Up to a comma or the closing parenthesis; a string alone is decoded. */
static str option_value(struct parser *p)
{
    size_t from = p->at;

    while (!parse_end(p) && !parse_is_kind(p, TOKEN_COMMA) && !parse_is_kind(p, TOKEN_CLOSE)) {
        if (parse_is_kind(p, TOKEN_OPEN))
            parse_skip_parens(p);
        else
            p->at++;
    }
    if (p->at == from + 1 && p->tokens[from].kind == TOKEN_STRING)
        return lex_text(p->mem, p->opts->dialect, p->opts->modes, &p->tokens[from]);
    return pgr_text(p, from);
}

static str one_option(struct parser *p)
{
    struct path name = parse_path(p);
    struct buf out = buf_on(p->mem);
    bool equals;
    str value;

    if (!name.name.p) {
        parse_stuck(p, "expected the name of an option");
        return (str){ 0 };
    }
    if (name.schema.p)
        buf_printf(&out, STR_FMT ".", STR_ARG(name.schema));
    buf_str(&out, name.name);
    equals = parse_take_op(p, "=");
    value = option_value(p);
    if (equals || value.n)
        buf_printf(&out, "=" STR_FMT, STR_ARG(value));
    return buf_view(&out);
}

struct str_list *pgr_options(struct parser *p)
{
    struct str_list *list = arena_new(p->mem, struct str_list, 1);

    if (!parse_expect_kind(p, TOKEN_OPEN) || parse_take_kind(p, TOKEN_CLOSE))
        return list;
    do
        *vec_push(p->mem, list) = one_option(p);
    while (parse_take_kind(p, TOKEN_COMMA));
    parse_expect_kind(p, TOKEN_CLOSE);
    return list;
}

static void each_option(struct parser *p, struct change *c, enum edit_verb verb)
{
    if (!parse_expect_kind(p, TOKEN_OPEN))
        return;
    do {
        size_t from = p->at;
        str option = one_option(p);

        pgr_set(p, c, ATTR_OPTIONS, value_text(option), from)->verb = verb;
    } while (parse_take_kind(p, TOKEN_COMMA));
    parse_expect_kind(p, TOKEN_CLOSE);
}

void pgr_set_options(struct parser *p, struct change *c)
{
    each_option(p, c, EDIT_ADD);
}

void pgr_reset_options(struct parser *p, struct change *c)
{
    each_option(p, c, EDIT_RESET);
}

void pgr_change_options(struct parser *p, struct change *c)
{
    if (!parse_expect_kind(p, TOKEN_OPEN))
        return;
    do {
        size_t from = p->at;
        bool named = parse_peek(p, 1)->kind == TOKEN_WORD || parse_peek(p, 1)->kind == TOKEN_QUOTED;
        int way = named ? parse_take_any(p, "ADD|SET|DROP") : -1;
        str option = one_option(p);

        pgr_set(p, c, ATTR_OPTIONS, value_text(option), from)->verb =
            way == 2 ? EDIT_RESET : EDIT_ADD;
    } while (parse_take_kind(p, TOKEN_COMMA));
    parse_expect_kind(p, TOKEN_CLOSE);
}

/* ---- sequences ---- */

static void number_option(struct parser *p, struct change *c, enum attr attr, size_t from)
{
    size_t at = p->at;

    (void)(parse_take_op(p, "-") || parse_take_op(p, "+"));
    if (!parse_expect_kind(p, TOKEN_NUMBER))
        return;
    pgr_set(p, c, attr, value_text(pgr_text(p, at)), from);
}

static void owned_by(struct parser *p, struct change *c, size_t from)
{
    size_t at;
    struct path path;

    if (!parse_expect(p, "BY"))
        return;
    if (parse_take(p, "NONE")) {
        pgr_reset(p, c, ATTR_OWNED_BY, from);
        return;
    }
    at = p->at;
    path = parse_child_path(p);
    if (!path.table.p)
        parse_stuck(p, "expected a column with its table");
    pgr_set(p, c, ATTR_OWNED_BY, pgr_ref(p, path, parse_range(p, at)), from);
}

static void restart(struct parser *p, struct change *c, size_t from)
{
    bool number;

    (void)parse_take(p, "WITH");
    number = parse_is_kind(p, TOKEN_NUMBER) || parse_is_op(p, "-") || parse_is_op(p, "+");
    if (number)
        number_option(p, c, ATTR_RESTART, from);
    else
        pgr_say(p, c, ATTR_RESTART, "", from);
}

static void no_option(struct parser *p, struct change *c, size_t from)
{
    static const enum attr attrs[] = { ATTR_MINVALUE, ATTR_MAXVALUE, ATTR_CYCLE };

    int which = parse_take_any(p, "MINVALUE|MAXVALUE|CYCLE");

    if (which < 0)
        parse_stuck(p, "expected MINVALUE, MAXVALUE or CYCLE");
    else
        pgr_reset(p, c, attrs[which], from);
}

/* Of an identity column: pg_dump writes it. */
static void sequence_name(struct parser *p, struct change *c, size_t from)
{
    size_t at;

    parse_expect(p, "NAME");
    at = p->at;
    pgr_path(p, NULL);
    pgr_set(p, c, ATTR_OPTIONS,
            pgr_strings(p, str_printf(p->mem, "sequence=" STR_FMT, STR_ARG(pgr_text(p, at)))),
            from);
}

bool pgr_sequence_option(struct parser *p, struct change *c)
{
    static const enum attr numbers[] = { ATTR_START, ATTR_INCREMENT, ATTR_MINVALUE, ATTR_MAXVALUE,
                                         ATTR_CACHE };

    size_t from = p->at;
    int which = parse_take_any(p, "START|INCREMENT|MINVALUE|MAXVALUE|CACHE");

    if (which >= 0) {
        (void)parse_take_any(p, "WITH|BY");
        number_option(p, c, numbers[which], from);
        return true;
    }
    which = parse_take_any(p, "AS|CYCLE|NO|OWNED|RESTART|LOGGED|UNLOGGED");
    if (which == 0)
        pgr_set(p, c, ATTR_TYPE, value_type(parse_type(p)), from);
    else if (which == 1)
        pgr_yes(p, c, ATTR_CYCLE, from);
    else if (which == 2)
        no_option(p, c, from);
    else if (which == 3)
        owned_by(p, c, from);
    else if (which == 4)
        restart(p, c, from);
    else if (parse_is(p, "SEQUENCE") && parse_is_at(p, 1, "NAME") && parse_take(p, "SEQUENCE"))
        sequence_name(p, c, from);
    return p->at > from;
}

void pgr_sequence_options(struct parser *p, size_t i)
{
    while (!parse_end(p) && !parse_is_kind(p, TOKEN_CLOSE) && !parse_is_kind(p, TOKEN_COMMA))
        if (!pgr_sequence_option(p, pgr_at(p, i)))
            return;
}
