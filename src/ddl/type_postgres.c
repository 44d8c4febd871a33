/* ddl/type_postgres.c: types as PostgreSQL writes them.
 *
 * Does      read the name of a type in any of its spellings; give the one that format_type prints
 * Does not  look types up: a name that is not built in is a user's
 * Shape     a table of built-in names; modifiers that are not one or two numbers (PostGIS) are kept as labels
 * See       ddl/parse_int.h; format_type.c and the grammar of the server
 */
#include "ddl/parse_int.h"

enum builtin_flag {
    KEYWORD = 1 << 0, /* not in pg_catalog under this name: an unquoted word only */
    SERIAL = 1 << 1,
    ONE = 1 << 2,  /* char and bit without a length: one */
    ZONE = 1 << 3, /* WITH TIME ZONE may follow */
    FLOAT = 1 << 4,
    VARYING = 1 << 5, /* VARYING may follow */
    FIELDS = 1 << 6,  /* interval */
    SCALE = 1 << 7,   /* numeric(10) is numeric(10,0) */
};

/* Sorted by name. */
static const struct builtin {
    const char *name, *canonical;
    unsigned flags;
} builtins[] = {
    { "bigint", "bigint", KEYWORD },
    { "bigserial", "bigint", KEYWORD | SERIAL },
    { "bit", "bit", ONE | VARYING },
    { "bool", "boolean", 0 },
    { "boolean", "boolean", KEYWORD },
    { "bpchar", "bpchar", 0 },
    { "char", "character", KEYWORD | ONE | VARYING },
    { "character", "character", KEYWORD | ONE | VARYING },
    { "dec", "numeric", KEYWORD | SCALE },
    { "decimal", "numeric", KEYWORD | SCALE },
    { "float", "double precision", KEYWORD | FLOAT },
    { "float4", "real", 0 },
    { "float8", "double precision", 0 },
    { "int", "integer", KEYWORD },
    { "int2", "smallint", 0 },
    { "int4", "integer", 0 },
    { "int8", "bigint", 0 },
    { "integer", "integer", KEYWORD },
    { "interval", "interval", FIELDS },
    { "nchar", "character", KEYWORD | ONE | VARYING },
    { "numeric", "numeric", SCALE },
    { "real", "real", KEYWORD },
    { "serial", "integer", KEYWORD | SERIAL },
    { "serial2", "smallint", KEYWORD | SERIAL },
    { "serial4", "integer", KEYWORD | SERIAL },
    { "serial8", "bigint", KEYWORD | SERIAL },
    { "smallint", "smallint", KEYWORD },
    { "smallserial", "smallint", KEYWORD | SERIAL },
    { "time", "time without time zone", ZONE },
    { "timestamp", "timestamp without time zone", ZONE },
    { "timestamptz", "timestamp with time zone", 0 },
    { "timetz", "time with time zone", 0 },
    { "varbit", "bit varying", 0 },
    { "varchar", "character varying", 0 },
};

static const struct builtin *find_builtin(str name)
{
    size_t low = 0, high = COUNT_OF(builtins);

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = str_cmp(name, str_of(builtins[middle].name));

        if (!order)
            return &builtins[middle];
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return NULL;
}

/* ---- modifiers ---- */

/* (10), (10,2), (Point,4326) */
static void read_modifiers(struct parser *p, struct sql_type *t)
{
    size_t open = p->at, close;
    bool numbers = true;

    if (!parse_is_kind(p, TOKEN_OPEN))
        return;
    close = p->partner[open];
    if (close >= p->n) {
        parse_stuck(p, "a parenthesis is not closed");
        return;
    }
    p->at++;
    while (numbers && p->at < close) {
        int64_t n;

        numbers = t->arg_count < TYPE_ARGS && parse_int(p, &n) && n >= INT32_MIN && n <= INT32_MAX;
        if (numbers)
            t->args[t->arg_count++] = (int32_t)n;
        numbers = numbers && (p->at == close || parse_take_kind(p, TOKEN_COMMA));
    }
    if (!numbers)
        t->arg_count = 0;
    for (p->at = open + 1; !numbers && p->at < close; p->at++)
        if (!parse_is_kind(p, TOKEN_COMMA))
            *vec_push(p->mem, &t->labels) = parse_peek(p, 0)->text;
    p->at = close + 1;
}

static bool read_dimension(struct parser *p)
{
    if (!parse_take_op(p, "["))
        return false;
    (void)parse_take_kind(p, TOKEN_NUMBER);
    return parse_take_op(p, "]") || parse_stuck(p, "expected ]");
}

static void read_dimensions(struct parser *p, struct sql_type *t)
{
    while (read_dimension(p))
        t->dimensions = (uint8_t)(t->dimensions + (t->dimensions < UINT8_MAX));
    if (!t->dimensions && parse_take(p, "ARRAY")) {
        t->dimensions = 1;
        (void)read_dimension(p);
    }
}

/* ---- built-in types ---- */

static void read_zone(struct parser *p, struct sql_type *t, const struct builtin *b)
{
    bool time = str_eq(str_of(b->name), S("time"));

    read_modifiers(p, t);
    if (parse_take_words(p, "WITH TIME ZONE"))
        t->name = time ? S("time with time zone") : S("timestamp with time zone");
    else
        (void)parse_take_words(p, "WITHOUT TIME ZONE");
}

static void read_fields(struct parser *p, struct sql_type *t)
{
    static const char fields[] = "YEAR|MONTH|DAY|HOUR|MINUTE|SECOND";
    struct buf name = buf_on(p->mem);
    size_t from = p->at;

    read_modifiers(p, t);
    if (parse_take_any(p, fields) < 0)
        return;
    if (parse_take(p, "TO"))
        (void)parse_take_any(p, fields);
    buf_z(&name, "interval");
    for (size_t i = from; i < p->at; i++) {
        buf_char(&name, ' ');
        buf_str(&name, str_lower(p->mem, p->tokens[i].text));
    }
    t->name = buf_view(&name);
    read_modifiers(p, t);
}

static void set_one(struct sql_type *t)
{
    if (t->arg_count || t->labels.n)
        return;
    t->arg_count = 1;
    t->args[0] = 1;
}

static void read_length(struct parser *p, struct sql_type *t, const struct builtin *b)
{
    bool varying = b->flags & VARYING && parse_take(p, "VARYING");

    read_modifiers(p, t);
    if (varying)
        t->name = str_eq(t->name, S("bit")) ? S("bit varying") : S("character varying");
    else if (b->flags & ONE)
        set_one(t);
    if (str_eq(t->name, S("bpchar")) && t->arg_count)
        t->name = S("character");
    if (b->flags & SCALE && t->arg_count == 1)
        t->args[t->arg_count++] = 0;
}

static void read_float(struct parser *p, struct sql_type *t)
{
    read_modifiers(p, t);
    if (t->arg_count && t->args[0] < 25)
        t->name = S("real");
    t->arg_count = 0;
}

static void read_builtin(struct parser *p, struct sql_type *t, const struct builtin *b)
{
    t->name = str_of(b->canonical);
    t->serial = b->flags & SERIAL;
    if (b->flags & ZONE)
        read_zone(p, t, b);
    else if (b->flags & FIELDS)
        read_fields(p, t);
    else if (b->flags & FLOAT)
        read_float(p, t);
    else
        read_length(p, t, b);
}

/* Two words: DOUBLE PRECISION, NATIONAL CHARACTER. */
static bool read_pair(struct parser *p, struct sql_type *t)
{
    static const struct builtin national = { "nchar", "character", ONE | VARYING };

    if (parse_take_words(p, "DOUBLE PRECISION")) {
        t->name = S("double precision");
        return true;
    }
    if (!parse_take_words(p, "NATIONAL CHARACTER") && !parse_take_words(p, "NATIONAL CHAR"))
        return false;
    read_builtin(p, t, &national);
    return true;
}

/* ---- any type ---- */

static const struct builtin *builtin_here(struct parser *p, size_t from, struct path path)
{
    const struct builtin *b;
    bool quoted = p->tokens[p->at - 1].kind == TOKEN_QUOTED;
    bool plain = !path.schema.p && !quoted && p->at == from + 1;

    if (path.schema.p && !str_eq(path.schema, S("pg_catalog")))
        return NULL;
    b = find_builtin(path.name);
    return b && (plain || !(b->flags & KEYWORD)) ? b : NULL;
}

static bool is_one_byte_char(struct parser *p, struct path path)
{
    return str_eq(path.name, S("char")) &&
           (path.schema.p ? str_eq(path.schema, S("pg_catalog"))
                          : p->tokens[p->at - 1].kind == TOKEN_QUOTED);
}

/* table.column%TYPE, a.b.c%TYPE */
static void read_copied(struct parser *p, struct sql_type *t, size_t from)
{
    struct range r;

    p->at += 2;
    r = parse_range(p, from);
    t->schema = (str){ 0 };
    t->name = str_slice(p->text, r.offset, (size_t)r.offset + r.length);
}

static void read_named(struct parser *p, struct sql_type *t)
{
    size_t from = p->at;
    struct path path = parse_path(p);
    const struct builtin *b;

    if (!path.name.p) {
        parse_stuck(p, "expected a type");
        return;
    }
    b = builtin_here(p, from, path);
    t->schema = path.schema;
    t->name = path.name;
    if (parse_is_op(p, "%") && parse_is_at(p, 1, "TYPE")) {
        read_copied(p, t, from);
    } else if (is_one_byte_char(p, path)) {
        t->schema = (str){ 0 };
        t->name = S("\"char\"");
    } else if (b) {
        t->schema = (str){ 0 };
        read_builtin(p, t, b);
    } else {
        if (str_eq(t->schema, S("pg_catalog")))
            t->schema = (str){ 0 };
        read_modifiers(p, t);
    }
}

/* ---- printing ---- */

static bool plain_name(str s)
{
    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i];

        if (!((c >= 'a' && c <= 'z') || c == '_' || (i && c >= '0' && c <= '9') || c & 0x80))
            return false;
    }
    return s.n != 0;
}

static void print_name(struct buf *out, str name, bool user)
{
    if (!user || plain_name(name))
        buf_str(out, name);
    else
        sql_ident(out, dialect_get(DIALECT_POSTGRES), name);
}

static void print_modifiers(struct buf *out, const struct sql_type *t)
{
    for (size_t i = 0; i < t->arg_count; i++)
        buf_printf(out, "%s%d", i ? "," : "(", (int)t->args[i]);
    for (size_t i = 0; i < t->labels.n; i++)
        buf_printf(out, "%s" STR_FMT, i ? "," : "(", STR_ARG(t->labels.v[i]));
    if (t->arg_count || t->labels.n)
        buf_char(out, ')');
}

/* Canonical names have blanks and quotes of their own; a user's is quoted where it has to be. */
static bool is_builtin_name(str name)
{
    return str_find_char(name, ' ') != STR_NONE || str_find_char(name, '"') != STR_NONE ||
           str_find_char(name, '%') != STR_NONE;
}

static void print_type(struct buf *out, const struct sql_type *t)
{
    size_t blank = t->arg_count ? str_find(t->name, S(" with")) : STR_NONE;

    if (t->schema.p) {
        print_name(out, t->schema, true);
        buf_char(out, '.');
    }
    if (blank != STR_NONE && str_starts(t->name, S("time"))) { /* timestamp(3) with time zone */
        buf_str(out, str_slice(t->name, 0, blank));
        print_modifiers(out, t);
        buf_str(out, str_skip(t->name, blank));
    } else {
        print_name(out, t->name, t->schema.p || !is_builtin_name(t->name));
        print_modifiers(out, t);
    }
    for (size_t i = 0; i < t->dimensions; i++)
        buf_z(out, "[]");
}

static struct sql_type *read_type(struct parser *p)
{
    struct sql_type *t = arena_new(p->mem, struct sql_type, 1);
    struct buf text = buf_on(p->mem);

    if (!read_pair(p, t))
        read_named(p, t);
    read_dimensions(p, t);
    print_type(&text, t);
    t->text = text.n ? buf_view(&text) : S("");
    return p->stuck.n ? NULL : t;
}

const struct type_rules types_postgres = { read_type, print_type };
