/* ddl/read_pg_object.c: objects as COMMENT ON, GRANT, ALTER EXTENSION and SECURITY LABEL name them; what is
 * not modelled.
 *
 * Does      the kind by its words, then the name in the form of the kind
 * Does not  know what is done to it
 * Shape     a table: words, kind, form of the name
 * See       ddl/read_pg_int.h
 */
#include "ddl/read_pg_int.h"

#include <string.h>

enum name_form {
    FORM_PATH,      /* a.b */
    FORM_ROUTINE,   /* a.b(types) */
    FORM_COLUMN,    /* a.b.c */
    FORM_ON,        /* a ON b.c */
    FORM_ON_DOMAIN, /* a ON [DOMAIN] b.c */
    FORM_OPERATOR,  /* a.+ (types) */
    FORM_CLASS,     /* a.b USING c */
    FORM_CAST,      /* (a AS b) */
    FORM_TRANSFORM, /* FOR a LANGUAGE b */
    FORM_NUMBER,    /* large objects */
    FORM_MAPPING,   /* FOR user SERVER name */
    FORM_TYPE,
};

static const struct form_row {
    const char *words;
    enum object_kind kind;
    enum name_form form;
} forms[] = {
    { "ACCESS METHOD", KIND_OTHER, FORM_PATH },
    { "AGGREGATE", KIND_AGGREGATE, FORM_ROUTINE },
    { "CAST", KIND_OTHER, FORM_CAST },
    { "COLLATION", KIND_COLLATION, FORM_PATH },
    { "COLUMN", KIND_COLUMN, FORM_COLUMN },
    { "CONSTRAINT", KIND_ANY_CONSTRAINT, FORM_ON_DOMAIN },
    { "CONVERSION", KIND_OTHER, FORM_PATH },
    { "DATABASE", KIND_DATABASE, FORM_PATH },
    { "DOMAIN", KIND_DOMAIN, FORM_PATH },
    { "EVENT TRIGGER", KIND_EVENT_TRIGGER, FORM_PATH },
    { "EXTENSION", KIND_EXTENSION, FORM_PATH },
    { "FOREIGN DATA WRAPPER", KIND_OTHER, FORM_PATH },
    { "FOREIGN TABLE", KIND_FOREIGN_TABLE, FORM_PATH },
    { "FUNCTION", KIND_FUNCTION, FORM_ROUTINE },
    { "INDEX", KIND_INDEX, FORM_PATH },
    { "LARGE OBJECT", KIND_OTHER, FORM_NUMBER },
    { "MATERIALIZED VIEW", KIND_MATVIEW, FORM_PATH },
    { "OPERATOR CLASS", KIND_OTHER, FORM_CLASS },
    { "OPERATOR FAMILY", KIND_OTHER, FORM_CLASS },
    { "OPERATOR", KIND_OTHER, FORM_OPERATOR },
    { "PARAMETER", KIND_OTHER, FORM_PATH },
    { "POLICY", KIND_POLICY, FORM_ON },
    { "[PROCEDURAL] LANGUAGE", KIND_OTHER, FORM_PATH },
    { "PROCEDURE", KIND_PROCEDURE, FORM_ROUTINE },
    { "PUBLICATION", KIND_PUBLICATION, FORM_PATH },
    { "ROLE", KIND_ROLE, FORM_PATH },
    { "ROUTINE", KIND_FUNCTION, FORM_ROUTINE },
    { "RULE", KIND_RULE, FORM_ON },
    { "SCHEMA", KIND_SCHEMA, FORM_PATH },
    { "SEQUENCE", KIND_SEQUENCE, FORM_PATH },
    { "[FOREIGN] SERVER", KIND_OTHER, FORM_PATH },
    { "STATISTICS", KIND_STATISTICS, FORM_PATH },
    { "SUBSCRIPTION", KIND_SUBSCRIPTION, FORM_PATH },
    { "TABLE", KIND_TABLE, FORM_PATH },
    { "TABLESPACE", KIND_OTHER, FORM_PATH },
    { "TEXT SEARCH CONFIGURATION", KIND_OTHER, FORM_PATH },
    { "TEXT SEARCH DICTIONARY", KIND_OTHER, FORM_PATH },
    { "TEXT SEARCH PARSER", KIND_OTHER, FORM_PATH },
    { "TEXT SEARCH TEMPLATE", KIND_OTHER, FORM_PATH },
    { "TRANSFORM", KIND_OTHER, FORM_TRANSFORM },
    { "TRIGGER", KIND_TRIGGER, FORM_ON },
    { "TYPE", KIND_TYPE, FORM_TYPE },
    { "USER MAPPING", KIND_OTHER, FORM_MAPPING },
    { "VIEW", KIND_VIEW, FORM_PATH },
};

/* ---- forms of names ---- */

static struct path read_on(struct parser *p, enum name_form form)
{
    str name = pgr_name(p, NULL);

    parse_expect(p, "ON");
    if (form == FORM_ON_DOMAIN)
        (void)parse_take(p, "DOMAIN");
    return pgr_in(pgr_path(p, NULL), name);
}

static struct path words_as_name(struct parser *p, size_t from)
{
    return (struct path){ .name = pgr_words(p, from) };
}

/* a.b.=~ (left, right): the operator's bytes, its schema before them. */
static struct path read_operator(struct parser *p)
{
    struct path path = { 0 };
    struct buf name = buf_on(p->mem);

    while (parse_peek(p, 1)->kind == TOKEN_DOT) {
        path.schema = pgr_name(p, NULL);
        p->at++;
    }
    while (parse_is_kind(p, TOKEN_OP) || parse_is_kind(p, TOKEN_PARAM)) {
        buf_str(&name, parse_peek(p, 0)->text);
        p->at++;
    }
    path.name = name.n ? buf_view(&name) : (str){ 0 };
    if (!path.name.p)
        parse_stuck(p, "expected an operator");
    if (parse_is_kind(p, TOKEN_OPEN)) {
        size_t open = p->at;

        parse_skip_parens(p);
        path.args = p->at > open + 2 ? str_trim(str_slice(p->text, p->tokens[open].offset + 1,
                                                          p->tokens[p->at - 1].offset))
                                     : S("");
    }
    return path;
}

static struct path read_class(struct parser *p)
{
    struct path path = pgr_path(p, NULL);

    if (parse_take(p, "USING"))
        path.args = pgr_name(p, NULL);
    return path;
}

static struct path read_transform(struct parser *p)
{
    size_t from;

    parse_expect(p, "FOR");
    from = p->at;
    (void)parse_type(p);
    if (parse_expect(p, "LANGUAGE"))
        pgr_name(p, NULL);
    return words_as_name(p, from);
}

static struct path read_mapping(struct parser *p)
{
    size_t from;

    parse_expect(p, "FOR");
    from = p->at;
    pgr_name(p, NULL);
    if (parse_expect(p, "SERVER"))
        pgr_name(p, NULL);
    return words_as_name(p, from);
}

static struct path read_cast(struct parser *p)
{
    size_t from = p->at;

    if (!parse_is_kind(p, TOKEN_OPEN))
        parse_stuck(p, "expected the types of the cast");
    parse_skip_parens(p);
    return words_as_name(p, from);
}

static struct path read_number(struct parser *p)
{
    size_t from = p->at;

    parse_expect_kind(p, TOKEN_NUMBER);
    return words_as_name(p, from);
}

static struct path read_type_name(struct parser *p)
{
    struct sql_type *t = parse_type(p);

    if (!t)
        return (struct path){ 0 };
    if (t->schema.p || (!t->arg_count && !t->dimensions))
        return (struct path){ .schema = t->schema, .name = t->name };
    return (struct path){ .name = t->text };
}

static struct path read_routine(struct parser *p)
{
    struct path path = pgr_path(p, NULL);

    if (parse_is_kind(p, TOKEN_OPEN))
        path.args = pgr_signature(p);
    return path;
}

static struct path read_child(struct parser *p)
{
    struct path path = parse_child_path(p);

    if (!path.table.p)
        parse_stuck(p, "expected a column with its table");
    return path;
}

static struct path read_form(struct parser *p, enum name_form form)
{
    switch (form) {
    case FORM_ROUTINE:
        return read_routine(p);
    case FORM_COLUMN:
        return read_child(p);
    case FORM_ON:
    case FORM_ON_DOMAIN:
        return read_on(p, form);
    case FORM_OPERATOR:
        return read_operator(p);
    case FORM_CLASS:
        return read_class(p);
    case FORM_CAST:
        return read_cast(p);
    case FORM_TRANSFORM:
        return read_transform(p);
    case FORM_NUMBER:
        return read_number(p);
    case FORM_MAPPING:
        return read_mapping(p);
    case FORM_TYPE:
        return read_type_name(p);
    case FORM_PATH:
        break;
    }
    return pgr_path(p, NULL);
}

/* ---- objects ---- */

/* "[PROCEDURAL] LANGUAGE" → "language". */
static str what_of(struct parser *p, const struct form_row *row)
{
    const char *word = strchr(row->words, ']');

    return str_lower(p->mem, str_of(word ? word + 2 : row->words));
}

static void read_name(struct parser *p, const struct form_row *row, struct object_name *out)
{
    size_t from = p->at;

    out->kind = row->kind;
    out->what = row->kind == KIND_OTHER ? what_of(p, row) : (str){ 0 };
    out->path = read_form(p, row->form);
    out->name = parse_range(p, from);
}

static const struct form_row *find_form(struct parser *p)
{
    for (size_t i = 0; i < COUNT_OF(forms); i++)
        if (parse_take_pattern(p, forms[i].words))
            return &forms[i];
    return NULL;
}

bool pgr_object_next(struct parser *p, struct object_name *o)
{
    read_name(p, o->row, o);
    return !p->stuck.n;
}

bool pgr_object(struct parser *p, struct object_name *out)
{
    *out = (struct object_name){ .row = find_form(p) };
    if (!out->row)
        return parse_stuck(p, "this kind of statement or object is not known");
    if (parse_take_words(p, "IF NOT EXISTS"))
        out->flags = CHANGE_IF_NOT_EXISTS;
    else if (parse_take_words(p, "IF EXISTS"))
        out->flags = CHANGE_IF_EXISTS;
    return pgr_object_next(p, out);
}

struct change *pgr_object_change(struct parser *p, enum change_verb verb,
                                 const struct object_name *o)
{
    struct change *c = pgr_change(p, verb, o->kind, o->path, o->name);

    c->flags |= o->flags;
    if (o->what.p)
        change_set(p->mem, c, ATTR_WHAT, value_text(o->what), o->name);
    return c;
}
