/* base/toml_value.c: values of TOML, see base/toml_int.h. The recursion ends at TOML_DEPTH_MAX. */
#include "base/toml_int.h"

static struct toml_node *not_ended(struct toml_parser *p, struct toml_pos open, const char *what,
                                   char close)
{
    if (toml_peek(p) < 0)
        toml_fail(p, open, "the %s does not end", what);
    else
        toml_fail(p, p->pos, "\",\" or \"%c\" was expected in the %s, found " STR_FMT, close, what,
                  STR_ARG(toml_found(p)));
    return NULL;
}

static struct toml_node *array(struct toml_parser *p, int depth)
{
    struct toml_pos open = p->pos;
    struct toml_node *node = toml_node_new(p, TOML_ARRAY, open, depth);

    if (!node)
        return NULL;
    p->pos.at++;
    for (bool more = true;;) {
        struct toml_node *item;

        if (!toml_skip_lines(p))
            return NULL;
        if (toml_take(p, ']'))
            return node;
        if (!more || toml_peek(p) < 0)
            return not_ended(p, open, "array", ']');
        item = toml_value(p, depth + 1);
        if (!item || !toml_skip_lines(p))
            return NULL;
        *vec_push(p->mem, &node->t.items) = &item->t;
        more = toml_take(p, ',');
    }
}

static struct toml_node *inline_table(struct toml_parser *p, int depth)
{
    struct toml_pos open = p->pos;
    struct toml_node *node = toml_node_new(p, TOML_TABLE, open, depth);

    if (!node)
        return NULL;
    p->pos.at++;
    toml_skip_blanks(p);
    if (toml_take(p, '}'))
        return node;
    for (;;) {
        if (!toml_pair(p, node))
            return NULL;
        toml_skip_blanks(p);
        if (toml_take(p, '}'))
            return node;
        if (!toml_take(p, ','))
            return not_ended(p, open, "inline table", '}');
        toml_skip_blanks(p);
        if (toml_peek(p) == '}') {
            toml_fail(p, p->pos, "an inline table cannot end with a comma");
            return NULL;
        }
    }
}

/* The bytes up to the next blank, comma, closing bracket or comment; a date and a time may have one blank
 * between them. */
static str word(struct toml_parser *p)
{
    size_t from = p->pos.at;

    for (;; p->pos.at++) {
        int c = toml_peek(p);

        if (c == ' ' && toml_is_date(str_slice(p->text, from, p->pos.at)) &&
            toml_peek_at(p, 1) >= '0' && toml_peek_at(p, 1) <= '9')
            continue;
        if (c <= ' ' || c == ',' || c == ']' || c == '}' || c == '#')
            return str_slice(p->text, from, p->pos.at);
    }
}

struct toml_node *toml_value(struct toml_parser *p, int depth)
{
    struct toml_pos start = p->pos, end;
    struct toml_node *node;
    str text;
    bool ok;

    if (toml_peek(p) == '[')
        return array(p, depth);
    if (toml_peek(p) == '{')
        return inline_table(p, depth);
    node = toml_node_new(p, TOML_STRING, start, depth);
    if (!node)
        return NULL;
    if (toml_peek(p) == '"' || toml_peek(p) == '\'')
        return toml_string(p, false, &node->t.text) ? node : NULL;
    text = word(p);
    end = p->pos;
    p->pos = start; /* for the message */
    ok = toml_scalar(p, start, text, &node->t);
    p->pos = end;
    return ok ? node : NULL;
}
