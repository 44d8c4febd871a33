/* base/toml.c: see base/toml.h and base/toml_int.h. */
#include "base/toml_int.h"

#include "base/utf8.h"

struct key {
    str text;
    struct toml_pos pos;
};

typedef vec(struct key) keys;

static bool bare(int c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
           c == '-';
}

static bool read_key(struct toml_parser *p, struct key *out)
{
    out->pos = p->pos;
    if (toml_peek(p) == '"' || toml_peek(p) == '\'')
        return toml_string(p, true, &out->text);
    while (bare(toml_peek(p)))
        p->pos.at++;
    out->text = str_slice(p->text, out->pos.at, p->pos.at);
    if (out->text.n)
        return true;
    return toml_fail(p, p->pos, "a key was expected, found " STR_FMT, STR_ARG(toml_found(p)));
}

/* a . "b" . c: at least one part; blanks after it are skipped. */
static bool read_keys(struct toml_parser *p, keys *out)
{
    do {
        if (out->n == TOML_DEPTH_MAX)
            return toml_fail(p, p->pos, "a key has more than %d parts", TOML_DEPTH_MAX);
        toml_skip_blanks(p);
        if (!read_key(p, vec_push(p->mem, out)))
            return false;
        toml_skip_blanks(p);
    } while (toml_take(p, '.'));
    return true;
}

static bool taken(struct toml_parser *p, const struct key *k, const struct toml *first)
{
    struct buf name = buf_on(p->mem);

    utf8_safe(&name, k->text, false);
    toml_fail(p, k->pos, "\"" STR_FMT "\" is already defined", STR_ARG(buf_view(&name)));
    return err_detail(p->err, "It was first defined in line %u.", (unsigned)first->key_line);
}

static struct toml_node *find(const struct toml_node *table, const struct key *k)
{
    return map_find(&table->t.table, k->text);
}

static void put(struct toml_parser *p, struct toml_node *table, const struct key *k,
                struct toml_node *value)
{
    value->t.key_line = k->pos.line;
    value->t.key_column = (uint32_t)(k->pos.at - k->pos.line_start) + 1;
    map_put(p->mem, &table->t.table, k->text, value);
}

static struct toml_node *add(struct toml_parser *p, struct toml_node *table, const struct key *k,
                             enum toml_kind kind, enum toml_origin origin, struct toml_pos where)
{
    struct toml_node *node = toml_node_new(p, kind, where, table->depth + 1);

    if (node) {
        node->origin = origin;
        put(p, table, k, node);
    }
    return node;
}

/* The newest table of [[a]]. */
static struct toml_node *last_of(const struct toml_node *array)
{
    return (struct toml_node *)array->t.items.v[array->t.items.n - 1];
}

/* One step down a header [a.b.c] or a dotted key; NULL with the error set. */
static struct toml_node *step(struct toml_parser *p, struct toml_node *table, const struct key *k,
                              bool header, struct toml_pos where)
{
    struct toml_node *found = find(table, k);

    if (!found)
        return add(p, table, k, TOML_TABLE, header ? TOML_BY_PARENT : TOML_BY_DOT, where);
    if (header && found->origin == TOML_BY_ARRAY)
        return last_of(found);
    if (found->t.kind == TOML_TABLE &&
        (header ? found->origin != TOML_BY_VALUE : found->origin == TOML_BY_DOT))
        return found;
    taken(p, k, &found->t);
    return NULL;
}

/* The table that holds the last of the keys. */
static struct toml_node *walk(struct toml_parser *p, struct toml_node *table, const keys *path,
                              bool header, struct toml_pos where)
{
    for (size_t i = 0; table && i + 1 < path->n; i++)
        table = step(p, table, &path->v[i], header, where);
    return table;
}

bool toml_pair(struct toml_parser *p, struct toml_node *table)
{
    struct toml_pos start = p->pos;
    struct toml_node *found, *value;
    const struct key *last;
    keys path = { 0 };

    if (!read_keys(p, &path))
        return false;
    if (!toml_take(p, '='))
        return toml_fail(p, p->pos, "\"=\" was expected after the key, found " STR_FMT,
                         STR_ARG(toml_found(p)));
    toml_skip_blanks(p);
    table = walk(p, table, &path, false, start);
    if (!table)
        return false;
    last = &path.v[path.n - 1];
    found = find(table, last);
    if (found)
        return taken(p, last, &found->t);
    value = toml_value(p, table->depth + 1);
    if (value)
        put(p, table, last, value);
    return value != NULL;
}

static struct toml_node *table_header(struct toml_parser *p, struct toml_node *parent,
                                      const struct key *k, struct toml_pos where)
{
    struct toml_node *found = find(parent, k);

    if (!found)
        return add(p, parent, k, TOML_TABLE, TOML_BY_HEADER, where);
    if (found->origin != TOML_BY_PARENT) {
        taken(p, k, &found->t);
        return NULL;
    }
    found->origin = TOML_BY_HEADER;
    found->t.line = where.line;
    found->t.column = (uint32_t)(where.at - where.line_start) + 1;
    return found;
}

static struct toml_node *array_header(struct toml_parser *p, struct toml_node *parent,
                                      const struct key *k, struct toml_pos where)
{
    struct toml_node *found = find(parent, k), *item;

    if (!found)
        found = add(p, parent, k, TOML_ARRAY, TOML_BY_ARRAY, where);
    if (!found)
        return NULL;
    if (found->origin != TOML_BY_ARRAY) {
        taken(p, k, &found->t);
        return NULL;
    }
    item = toml_node_new(p, TOML_TABLE, where, found->depth + 1);
    if (item) {
        item->origin = TOML_BY_HEADER;
        item->t.key_line = k->pos.line;
        item->t.key_column = (uint32_t)(k->pos.at - k->pos.line_start) + 1;
        *vec_push(p->mem, &found->t.items) = &item->t;
    }
    return item;
}

/* [a.b] or [[a.b]]: the table that the following pairs belong to. */
static struct toml_node *header(struct toml_parser *p, struct toml_node *root)
{
    struct toml_pos start = p->pos;
    bool array = toml_peek_at(p, 1) == '[';
    struct toml_node *parent;
    const struct key *last;
    keys path = { 0 };

    p->pos.at += array ? 2 : 1;
    if (!read_keys(p, &path))
        return NULL;
    if (!toml_take(p, ']') || (array && !toml_take(p, ']'))) {
        toml_fail(p, p->pos, "\"%s\" was expected, found " STR_FMT, array ? "]]" : "]",
                  STR_ARG(toml_found(p)));
        return NULL;
    }
    parent = walk(p, root, &path, true, start);
    if (!parent)
        return NULL;
    last = &path.v[path.n - 1];
    return array ? array_header(p, parent, last, start) : table_header(p, parent, last, start);
}

static bool end_of_line(struct toml_parser *p)
{
    toml_skip_blanks(p);
    if (!toml_skip_comment(p))
        return false;
    if (toml_peek(p) < 0 || toml_take_newline(p))
        return true;
    return toml_fail(p, p->pos, "the end of the line was expected, found " STR_FMT,
                     STR_ARG(toml_found(p)));
}

static bool document(struct toml_parser *p, struct toml_node *root)
{
    struct toml_node *table = root;

    for (;;) {
        if (!toml_skip_lines(p))
            return false;
        if (toml_peek(p) < 0)
            return true;
        if (toml_peek(p) == '[') {
            table = header(p, root);
            if (!table)
                return false;
        } else if (!toml_pair(p, table)) {
            return false;
        }
        if (!end_of_line(p))
            return false;
    }
}

static bool valid_text(struct toml_parser *p)
{
    size_t wrong = utf8_invalid_at(p->text, NULL);
    struct toml_pos where = { .at = wrong, .line_start = p->pos.at, .line = 1 };

    if (wrong == STR_NONE)
        return true;
    for (size_t i = p->pos.at; i < wrong; i++)
        if (p->text.p[i] == '\n') {
            where.line++;
            where.line_start = i + 1;
        }
    return toml_fail(p, where, "the text is not valid UTF-8: byte 0x%02x",
                     (unsigned)(unsigned char)p->text.p[wrong]);
}

struct toml *toml_parse(arena *a, str text, str file, struct err *err)
{
    size_t mark = str_starts(text, S("\xef\xbb\xbf")) ? 3 : 0;
    struct toml_parser p = { a, text, file, err, { mark, mark, 1 } };
    struct toml_node *root = toml_node_new(&p, TOML_TABLE, p.pos, 0);

    if (!root || !valid_text(&p) || !document(&p, root))
        return NULL;
    return &root->t;
}

const struct toml *toml_get(const struct toml *t, str path)
{
    while (t && path.p) {
        str key = str_cut(path, '.', &path);

        t = t->kind == TOML_TABLE ? map_find(&t->table, key) : NULL;
    }
    return t;
}
