/* ddl/type_mysql.c: types as MySQL and MariaDB print them.
 *
 * Does      read a type with its numbers, labels, UNSIGNED and ZEROFILL; give it the name, the defaults and the
 *           width that the server's catalog shows
 * Does not  read character sets: they are attributes of the column; know the character set that TEXT(n) depends
 *           on (utf8mb4 is taken)
 * Shape     rows of type_mysql.def
 * See       ddl/parse_int.h
 */
#include "ddl/parse_int.h"

enum shape {
    PLAIN,
    INTEGER,
    FLAG,
    SERIAL,
    DECIMAL,
    FLOAT,
    REAL,
    LENGTH,
    TEXT,
    FRACTION,
    YEAR,
    LABELS,
    COLLECTION,
};

enum {
    SHOWS_NO_WIDTH = 80019, /* MySQL: the first version that shows no width of integers */
    DOUBLE_FROM = 25,       /* FLOAT(p) from this precision on is a double */
};

static const struct type_row {
    const char *words;
    str name;
    enum shape shape;
    int32_t width, unsigned_width;
} types[] = {

#define T(words, name, shape, width, unsigned_width)                                               \
    { words, S_INIT(name), shape, width, unsigned_width },
#include "ddl/type_mysql.def"
#undef T
};

static bool is_mariadb(const struct parser *p)
{
    return p->opts->dialect->id == DIALECT_MARIADB;
}

static bool shows_width(const struct parser *p)
{
    return is_mariadb(p) || (p->opts->version && p->opts->version < SHOWS_NO_WIDTH);
}

static const struct type_row *take_row(struct parser *p)
{
    for (size_t i = 0; i < COUNT_OF(types); i++)
        if (parse_take_words(p, types[i].words))
            return &types[i];
    return NULL;
}

static void read_numbers(struct parser *p, struct sql_type *t, uint8_t most)
{
    int64_t n;

    if (!parse_take_kind(p, TOKEN_OPEN))
        return;
    do {
        if (t->arg_count == most || !parse_int(p, &n) || n < 0 || n > INT32_MAX) {
            parse_stuck(p, "expected a number in the parentheses of the type");
            return;
        }
        t->args[t->arg_count++] = (int32_t)n;
    } while (parse_take_kind(p, TOKEN_COMMA));
    parse_expect_kind(p, TOKEN_CLOSE);
}

static void read_labels(struct parser *p, struct sql_type *t)
{
    parse_expect_kind(p, TOKEN_OPEN);
    do {
        const struct token *at;

        if (parse_is_kind(p, TOKEN_WORD) && parse_peek(p, 0)->text.p[0] == '_')
            p->at++; /* _utf8mb4'a' */
        at = parse_peek(p, 0);
        if (at->kind == TOKEN_STRING)
            *vec_push(p->mem, &t->labels) = parse_string(p);
        else if (at->kind == TOKEN_NUMBER) /* 0x41 */
            *vec_push(p->mem, &t->labels) = p->tokens[p->at++].text;
        else
            parse_expect_kind(p, TOKEN_STRING);
    } while (parse_take_kind(p, TOKEN_COMMA));
    parse_expect_kind(p, TOKEN_CLOSE);
}

static void set_default(struct sql_type *t, uint8_t index, int32_t value)
{
    if (t->arg_count != index)
        return;
    t->args[index] = value;
    t->arg_count++;
}

/* TEXT(n) and BLOB(n) become the smallest that holds n characters or bytes. */
static void size_text(struct sql_type *t)
{
    static const struct {
        int32_t most;
        str text, blob;
    } sizes[] = {
        { 255, S_INIT("tinytext"), S_INIT("tinyblob") },
        { 65535, S_INIT("text"), S_INIT("blob") },
        { 16777215, S_INIT("mediumtext"), S_INIT("mediumblob") },
        { INT32_MAX, S_INIT("longtext"), S_INIT("longblob") },
    };

    bool text = str_eq(t->name, S("text"));
    int64_t bytes = (int64_t)t->args[0] * (text ? 4 : 1);

    for (size_t i = 0; t->arg_count && i < COUNT_OF(sizes); i++)
        if (bytes <= sizes[i].most || i + 1 == COUNT_OF(sizes)) {
            t->name = text ? sizes[i].text : sizes[i].blob;
            t->arg_count = 0;
        }
}

static void read_shape(struct parser *p, struct sql_type *t, const struct type_row *row)
{
    switch (row->shape) {
    case PLAIN:
        break;
    case COLLECTION:
        if (!is_mariadb(p))
            t->name = S("geomcollection");
        break;
    case FLAG:
        set_default(t, 0, 1);
        break;
    case SERIAL:
        t->serial = true;
        t->is_unsigned = true;
        break;
    case LABELS:
        read_labels(p, t);
        break;
    case INTEGER:
        read_numbers(p, t, 1);
        break;
    case DECIMAL:
        read_numbers(p, t, 2);
        set_default(t, 0, 10);
        set_default(t, 1, 0);
        break;
    case FLOAT:
        read_numbers(p, t, 2);
        if (t->arg_count == 1) {
            t->name = t->args[0] >= DOUBLE_FROM ? S("double") : S("float");
            t->arg_count = 0;
        }
        break;
    case REAL:
        read_numbers(p, t, 2);
        break;
    case LENGTH:
        read_numbers(p, t, 1);
        if (row->width)
            set_default(t, 0, row->width);
        break;
    case TEXT:
        read_numbers(p, t, 1);
        size_text(t);
        break;
    case FRACTION:
        read_numbers(p, t, 1);
        if (t->arg_count && t->args[0] == 0)
            t->arg_count = 0;
        break;
    case YEAR:
        read_numbers(p, t, 1);
        t->arg_count = 0;
        if (shows_width(p))
            set_default(t, 0, row->width);
        break;
    }
}

static void read_signs(struct parser *p, struct sql_type *t)
{
    int word;

    while ((word = parse_take_any(p, "UNSIGNED|SIGNED|ZEROFILL")) >= 0) {
        t->zerofill |= word == 2;
        t->is_unsigned |= word != 1;
    }
}

/* What the server shows: a width always with ZEROFILL, of tinyint(1) too, else by its version. */
static void finish_width(struct parser *p, struct sql_type *t, const struct type_row *row)
{
    bool one = row->width == 4 && t->arg_count && t->args[0] == 1 && !t->is_unsigned;

    if (shows_width(p) || t->zerofill)
        set_default(t, 0, t->is_unsigned ? row->unsigned_width : row->width);
    else if (!one)
        t->arg_count = 0;
}

static void print_type(struct buf *out, const struct sql_type *t)
{
    buf_str(out, t->name);
    for (size_t i = 0; i < t->labels.n; i++) {
        buf_z(out, i ? ",'" : "('");
        for (size_t k = 0; k < t->labels.v[i].n; k++) {
            if (t->labels.v[i].p[k] == '\'')
                buf_char(out, '\'');
            buf_char(out, t->labels.v[i].p[k]);
        }
        buf_char(out, '\'');
    }
    for (size_t i = 0; i < t->arg_count; i++)
        buf_printf(out, "%s%d", i ? "," : "(", (int)t->args[i]);
    if (t->labels.n || t->arg_count)
        buf_char(out, ')');
    if (t->is_unsigned)
        buf_z(out, " unsigned");
    if (t->zerofill)
        buf_z(out, " zerofill");
}

static struct sql_type *read_type(struct parser *p)
{
    struct sql_type *t = arena_new(p->mem, struct sql_type, 1);
    const struct type_row *row = take_row(p);
    struct buf text = buf_limited(p->mem, 1 << 20);

    if (!row) {
        parse_stuck(p, "the type is not known");
        return t;
    }
    t->name = row->name;
    read_shape(p, t, row);
    if (row->shape == INTEGER || row->shape == DECIMAL || row->shape == FLOAT || row->shape == REAL)
        read_signs(p, t);
    if (row->shape == INTEGER || row->shape == SERIAL)
        finish_width(p, t, row);
    print_type(&text, t);
    t->text = buf_view(&text);
    return t;
}

const struct type_rules types_mysql = { read_type, print_type };
