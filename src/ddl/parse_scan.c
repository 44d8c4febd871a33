/* ddl/parse_scan.c: what the names in an expression stand for.
 *
 * Does      tell columns, relations, functions, types and sequences apart by where they stand; remember
 *           aliases and names of WITH, and put at the end what they stand for
 * Does not  know where an expression ends, or words that name nothing (parse_expr.c); look at a schema
 * Shape     each step takes the tokens that it knows and gives how many
 * See       ddl/parse_scan_int.h
 */
#include "ddl/parse_scan_int.h"
#include "ddl/reserved.h"

/* Words that stand between values, sorted; where one is a name: parse_words.c. */
// clang-format off
static const str glue[] = {
    S_INIT("ALL"), S_INIT("AND"), S_INIT("ANY"), S_INIT("ARRAY"), S_INIT("AS"), S_INIT("ASC"),
    S_INIT("BETWEEN"), S_INIT("BINARY"), S_INIT("BY"), S_INIT("CASE"),
    S_INIT("CAST"), S_INIT("COLLATE"), S_INIT("CROSS"), S_INIT("DEFAULT"), S_INIT("DESC"),
    S_INIT("DISTINCT"), S_INIT("DISTINCTROW"), S_INIT("DIV"), S_INIT("DUAL"), S_INIT("ELSE"),
    S_INIT("END"), S_INIT("ESCAPE"), S_INIT("EXCEPT"), S_INIT("EXISTS"), S_INIT("FALSE"),
    S_INIT("FETCH"), S_INIT("FILTER"), S_INIT("FIRST"), S_INIT("FOLLOWING"), S_INIT("FOR"),
    S_INIT("FROM"), S_INIT("FULL"), S_INIT("GLOB"), S_INIT("GROUP"), S_INIT("HAVING"),
    S_INIT("HIGH_PRIORITY"), S_INIT("ILIKE"), S_INIT("IN"), S_INIT("INNER"),
    S_INIT("INTERSECT"), S_INIT("INTERVAL"), S_INIT("INTO"), S_INIT("IS"), S_INIT("ISNULL"),
    S_INIT("JOIN"), S_INIT("LATERAL"), S_INIT("LEFT"), S_INIT("LIKE"), S_INIT("LIMIT"),
    S_INIT("MATCH"), S_INIT("MATERIALIZED"), S_INIT("MOD"), S_INIT("NATURAL"), S_INIT("NEXT"),
    S_INIT("NOT"), S_INIT("NOTNULL"), S_INIT("NULL"), S_INIT("NULLS"), S_INIT("OFFSET"),
    S_INIT("ON"), S_INIT("ONLY"), S_INIT("OPERATOR"), S_INIT("OR"), S_INIT("ORDER"),
    S_INIT("OUTER"), S_INIT("OVER"), S_INIT("PARTITION"), S_INIT("PRECEDING"),
    S_INIT("RECURSIVE"), S_INIT("REGEXP"), S_INIT("RETURNING"), S_INIT("RIGHT"), S_INIT("RLIKE"), S_INIT("ROLLUP"),
    S_INIT("ROW"), S_INIT("ROWS"), S_INIT("SELECT"), S_INIT("SEPARATOR"), S_INIT("SIMILAR"),
    S_INIT("SOME"), S_INIT("SQL_BIG_RESULT"), S_INIT("SQL_BUFFER_RESULT"), S_INIT("SQL_CACHE"),
    S_INIT("SQL_CALC_FOUND_ROWS"), S_INIT("SQL_NO_CACHE"), S_INIT("SQL_SMALL_RESULT"),
    S_INIT("STRAIGHT_JOIN"), S_INIT("THEN"), S_INIT("TO"), S_INIT("TRUE"), S_INIT("UNBOUNDED"),
    S_INIT("UNION"), S_INIT("UNKNOWN"), S_INIT("USING"), S_INIT("VALUES"), S_INIT("VARIADIC"),
    S_INIT("WHEN"), S_INIT("WHERE"), S_INIT("WINDOW"), S_INIT("WITH"), S_INIT("WITHIN"),
    S_INIT("WITHOUT"), S_INIT("XOR"),
};
static const str stable_words[] = {
    S_INIT("CURRENT_CATALOG"), S_INIT("CURRENT_DATE"), S_INIT("CURRENT_ROLE"),
    S_INIT("CURRENT_SCHEMA"), S_INIT("CURRENT_TIME"), S_INIT("CURRENT_TIMESTAMP"),
    S_INIT("CURRENT_USER"), S_INIT("LOCALTIME"), S_INIT("LOCALTIMESTAMP"),
    S_INIT("SESSION_USER"), S_INIT("USER"), S_INIT("UTC_DATE"), S_INIT("UTC_TIME"),
    S_INIT("UTC_TIMESTAMP"),
};

// clang-format on

static int compare_upper(str text, str upper)
{
    for (size_t i = 0; i < text.n && i < upper.n; i++) {
        char c = text.p[i];
        int d = (c >= 'a' && c <= 'z' ? c - 32 : c) - upper.p[i];

        if (d)
            return d;
    }
    return text.n < upper.n ? -1 : text.n > upper.n;
}

bool scan_among(const struct token *t, const str *words, size_t n)
{
    size_t low = 0, high = t->kind == TOKEN_WORD ? n : 0;

    while (low < high) {
        size_t mid = (low + high) / 2;
        int d = compare_upper(t->text, words[mid]);

        if (d == 0)
            return true;
        if (d < 0)
            high = mid;
        else
            low = mid + 1;
    }
    return false;
}

bool scan_is_glue(const struct token *t)
{
    return scan_among(t, glue, COUNT_OF(glue));
}

bool scan_is_name(const struct token *t)
{
    return t->kind == TOKEN_QUOTED || (t->kind == TOKEN_WORD && !scan_is_glue(t));
}

/* Tokens of a.b.c from i; its parts decoded into v, the last three. */
size_t scan_chain_at(const struct scan_state *s, size_t i, str v[3], unsigned *n)
{
    const struct ddl_opts *o = s->p->opts;
    size_t from = i;

    *n = 0;
    while (scan_is_name_at(s, i) || (*n && scan_token_at(s, i)->kind == TOKEN_WORD)) {
        if (*n == 3) {
            v[0] = v[1];
            v[1] = v[2];
            *n = 2;
        }
        v[(*n)++] = lex_text(s->p->mem, o->dialect, o->modes, scan_token_at(s, i));
        if (scan_token_at(s, i + 1)->kind != TOKEN_DOT)
            return i + 1 - from;
        i += 2;
    }
    return i - from; /* a.* */
}

void scan_add_ref(struct scan_state *s, enum ref_use use, struct path path, size_t from,
                  size_t count)
{
    const struct token *a = scan_token_at(s, from), *b = scan_token_at(s, from + count - 1);
    size_t base = s->p->tokens[s->begin].offset;

    *vec_push(s->p->mem, &s->e->refs) = (struct ref){
        .use = use,
        .path = path,
        .range = { (uint32_t)(a->offset - base), (uint32_t)(b->offset + b->text.n - a->offset) },
    };
}

static void add_alias(struct scan_state *s, str name, struct path path)
{
    if (s->n_aliases < NAMES)
        s->aliases[s->n_aliases++] = (struct alias){ name, path };
}

static const struct alias *find_alias(const struct scan_state *s, str name)
{
    for (size_t i = s->n_aliases; name.p && i-- > 0;)
        if (str_eq_nocase(s->aliases[i].name, name))
            return &s->aliases[i];
    return NULL;
}

/* USE INDEX (a) of MySQL, TABLESAMPLE x (10) */
static bool is_hint(const struct scan_state *s, size_t i)
{
    const struct token *next = scan_token_at(s, i + 1);

    return (scan_word_at(s, i, "TABLESAMPLE") && next->kind == TOKEN_WORD) ||
           (scan_word_at(s, i, "FOR") && next->kind == TOKEN_WORD);
}

/* Behind a relation, without AS. */
static bool is_bare_alias(const struct scan_state *s, size_t i)
{
    static const str never[] = {
        S_INIT("CROSS"),  S_INIT("DELETE"),     S_INIT("FULL"),      S_INIT("INDEXED"),
        S_INIT("INNER"),  S_INIT("INSERT"),     S_INIT("LEFT"),      S_INIT("NATURAL"),
        S_INIT("OUTER"),  S_INIT("OVERRIDING"), S_INIT("RETURNING"), S_INIT("RIGHT"),
        S_INIT("SET"),    S_INIT("TABLE"),      S_INIT("UPDATE"),    S_INIT("VALUES"),
        S_INIT("WINDOW"),
    };
    const struct token *t = scan_token_at(s, i);

    if (t->kind == TOKEN_QUOTED)
        return true;
    return t->kind == TOKEN_WORD && !word_is_reserved(s->p->opts->dialect, t->text, NULL) &&
           !scan_among(t, never, COUNT_OF(never)) && !is_hint(s, i);
}

/* [AS] alias behind a relation or a sub-select; gives the tokens taken. */
size_t scan_alias(struct scan_state *s, size_t i, struct path path)
{
    const struct ddl_opts *o = s->p->opts;
    const struct token *t;
    size_t from = i;
    bool as = scan_word_at(s, i, "AS");

    i += as;
    t = scan_token_at(s, i);
    if (as ? t->kind != TOKEN_WORD && t->kind != TOKEN_QUOTED : !is_bare_alias(s, i))
        return 0;
    add_alias(s, lex_text(s->p->mem, o->dialect, o->modes, t), path);
    return i + 1 - from;
}

/* STABLE in each of its forms; of date_trunc some are not. */
static bool is_clock(str name)
{
    return str_eq(name, S("now")) || str_eq(name, S("transaction_timestamp")) ||
           str_eq(name, S("statement_timestamp"));
}

static void note_function(struct scan_state *s, const str v[3], unsigned n, size_t i, size_t count)
{
    struct expr *e = s->e;
    str name = str_lower(s->p->mem, v[n - 1]);
    enum volatility vol = n == 1 || str_eq_nocase(v[n - 2], S("pg_catalog"))
                              ? function_volatility(s->p->opts->dialect, name)
                              : FUNCTION_UNKNOWN;

    e->facts |= EXPR_FUNCTION;
    if (vol == FUNCTION_VOLATILE)
        e->facts |= EXPR_VOLATILE;
    if (vol == FUNCTION_STABLE)
        e->facts |= is_clock(name) ? EXPR_STABLE | EXPR_SESSION : EXPR_STABLE;
    if (vol == FUNCTION_UNKNOWN)
        e->facts |= EXPR_UNKNOWN_FUNCTION;
    scan_add_ref(s, REF_FUNCTION, scan_path_of(v, n), i, count);
}

/* nextval(a.b) of MariaDB: the name is no column. */
static void note_named_sequence(struct scan_state *s, size_t i)
{
    str v[3];
    unsigned n;
    size_t count = scan_chain_at(s, i, v, &n);

    if (n) {
        scan_add_ref(s, REF_SEQUENCE, scan_path_of(v, n), i, count);
        s->skip = i;
    }
}

/* nextval('a.b'), nextval('a'::regclass): the text is read as a name. */
static void note_nextval(struct scan_state *s, size_t i)
{
    const struct token *t = scan_token_at(s, i);
    const struct ddl_opts *o = s->p->opts;
    struct parser inner;
    struct path path;
    str text;

    s->e->facts |= EXPR_NEXTVAL;
    if (t->kind != TOKEN_STRING) {
        note_named_sequence(s, i);
        return;
    }
    text = lex_text(s->p->mem, o->dialect, o->modes, t);
    if (!parse_begin(&inner, s->p->mem, o, text, s->p->out))
        return;
    path = parse_path(&inner);
    if (path.name.p)
        scan_add_ref(s, REF_SEQUENCE, path, i, 1);
}

/* A type behind :: or AS: its words, then (…) and []. */
size_t scan_skip_type(struct scan_state *s, size_t i)
{
    size_t from = i;
    str v[3];
    unsigned n;
    size_t count = scan_chain_at(s, i, v, &n);

    if (!count)
        return 0;
    if (n &&
        s->p->opts->dialect->id == DIALECT_POSTGRES) /* the others have no types of their own */
        scan_add_ref(s, REF_TYPE, scan_path_of(v, n), i, count);
    i += count;
    while (scan_word_at(s, i, "VARYING") || scan_word_at(s, i, "PRECISION") ||
           scan_word_at(s, i, "UNSIGNED") || scan_word_at(s, i, "SIGNED") ||
           scan_word_at(s, i, "INTEGER"))
        i++;
    if (scan_token_at(s, i)->kind == TOKEN_OPEN)
        i = s->p->partner[i] + 1;
    if ((scan_word_at(s, i, "WITH") || scan_word_at(s, i, "WITHOUT")) &&
        scan_word_at(s, i + 1, "TIME"))
        i += 3;
    if (scan_word_at(s, i, "CHARSET"))
        i += 2;
    return i - from;
}

/* EXTRACT(YEAR FROM x), CONVERT(x USING utf8): no SELECT between here and the parenthesis of a function. */
bool scan_in_function(const struct scan_state *s, size_t i)
{
    while (i > s->begin && !scan_word_at(s, i, "SELECT")) {
        const struct token *t = scan_token_at(s, --i);

        if (t->kind == TOKEN_CLOSE && s->p->partner[i] < i)
            i = s->p->partner[i];
        else if (t->kind == TOKEN_OPEN)
            return i > s->begin && scan_is_name(scan_token_at(s, i - 1));
    }
    return false;
}

static bool behind(const struct scan_state *s, size_t i, const char *word)
{
    return i > s->begin && scan_word_at(s, i - 1, word);
}

/* PostgreSQL does not reserve UPDATE. */
static bool begins_statement(const struct scan_state *s, size_t i)
{
    enum token_kind before = i > s->begin ? scan_token_at(s, i - 1)->kind : TOKEN_OPEN;

    return s->p->opts->dialect->id != DIALECT_POSTGRES || before == TOKEN_OPEN ||
           before == TOKEN_CLOSE || before == TOKEN_SEMI || behind(s, i, "BEGIN") ||
           behind(s, i, "THEN") || behind(s, i, "ELSE");
}

bool scan_at_relation(const struct scan_state *s, size_t i)
{
    static const str no_update[] = { S_INIT("BEFORE"), S_INIT("DO"), S_INIT("FOR"), S_INIT("KEY"),
                                     S_INIT("ON"),     S_INIT("OR"), S_INIT("THEN") };

    if (scan_word_at(s, i, "FROM"))
        return !behind(s, i, "DISTINCT") && !scan_in_function(s, i);
    if (scan_word_at(s, i, "USING"))
        return scan_token_at(s, i + 1)->kind != TOKEN_OPEN && !scan_in_function(s, i);
    if (scan_word_at(s, i,
                     "UPDATE")) /* not FOR UPDATE, ON UPDATE, DO UPDATE, ON DUPLICATE KEY UPDATE */
        return begins_statement(s, i) &&
               !(i > s->begin &&
                 scan_among(scan_token_at(s, i - 1), no_update, COUNT_OF(no_update)));
    if (scan_word_at(s, i, "STRAIGHT_JOIN"))
        return s->from && scan_is_mysql(s);
    return scan_word_at(s, i, "JOIN") || scan_word_at(s, i, "INTO") || scan_word_at(s, i, "TABLE");
}

bool scan_is_query(const struct scan_state *s)
{
    return s->e->facts & EXPR_SELECT;
}

/* UPDATE LOW_PRIORITY IGNORE t of MySQL, UPDATE OR REPLACE t of SQLite */
static size_t skip_modifiers(const struct scan_state *s, size_t i)
{
    while (scan_is_mysql(s) && (scan_word_at(s, i, "LOW_PRIORITY") || scan_word_at(s, i, "IGNORE")))
        i++;
    return scan_word_at(s, i, "OR") ? i + 2 : i;
}

void scan_enter(struct scan_state *s, bool from)
{
    s->outer = s->outer << 1 | s->from;
    s->from = from;
}

void scan_leave(struct scan_state *s)
{
    s->from = s->outer & 1;
    s->outer >>= 1;
}

static bool is_reserved_word(const struct scan_state *s, size_t i, const char *word)
{
    return scan_word_at(s, i, word) &&
           word_is_reserved(s->p->opts->dialect, scan_token_at(s, i)->text, NULL);
}

/* ( a JOIN b ON … ) */
static bool is_join_in_parens(const struct scan_state *s, size_t i)
{
    return scan_token_at(s, i)->kind == TOKEN_OPEN && scan_is_name(scan_token_at(s, i + 1)) &&
           !scan_word_at(s, i + 1, "TABLE");
}

/* `i` is the word before the relation. */
static bool is_written(const struct scan_state *s, size_t i)
{
    return scan_word_at(s, i, "INTO") || scan_word_at(s, i, "UPDATE") ||
           (scan_word_at(s, i, "FROM") && behind(s, i, "DELETE"));
}

static void add_relation(struct scan_state *s, struct path path, size_t i, size_t count,
                         bool written)
{
    scan_add_ref(s, REF_RELATION, path, i, count);
    s->e->refs.v[s->e->refs.n - 1].writes = written;
}

/* At the token behind FROM or a comma of its list. */
size_t scan_relation(struct scan_state *s, size_t i)
{
    size_t from = i;
    str v[3];
    unsigned n;
    size_t count;

    i = skip_modifiers(s, i);
    s->operand = false;
    i += is_reserved_word(s, i, "ONLY");
    i += is_reserved_word(s, i, "LATERAL");
    for (; is_join_in_parens(s, i); i++)
        scan_enter(s, true);
    if (scan_token_at(s, i)->kind == TOKEN_OPEN)
        return i - from;
    count = scan_chain_at(s, i, v, &n);
    if (!n)
        return i - from;
    if (scan_token_at(s, i + count)->kind == TOKEN_STRING) /* INTO OUTFILE 'name' */
        return i + count - from;
    if (scan_token_at(s, i + count)->kind == TOKEN_OPEN && !scan_word_at(s, from - 1, "INTO")) {
        /* a function as a relation */
        note_function(s, v, n, i, count);
        return i + count - from;
    }
    if (n > 1 || !find_alias(s, v[0]) || find_alias(s, v[0])->path.name.p)
        add_relation(s, scan_path_of(v, n), i, count, is_written(s, from - 1));
    add_alias(s, v[n - 1],
              n > 1 || !find_alias(s, v[0]) ? scan_path_of(v, n) : find_alias(s, v[0])->path);
    i += count;
    if (scan_word_at(s, from - 1, "INTO") && !scan_word_at(s, i, "AS"))
        return i - from;
    return i + scan_alias(s, i, scan_path_of(v, n)) - from;
}

/* TIMESTAMPDIFF(DAY, a, b), EXTRACT(YEAR FROM x), TRIM(BOTH ' ' FROM x) */
static void note_unit(struct scan_state *s, size_t i, str name, unsigned n)
{
    static const str names[] = { S_INIT("EXTRACT"), S_INIT("GET_FORMAT"), S_INIT("TIMESTAMPADD"),
                                 S_INIT("TIMESTAMPDIFF") };
    const struct token function = { .kind = TOKEN_WORD, .text = name };

    if (n != 1)
        return;
    if (scan_among(&function, names, COUNT_OF(names)) || scan_word_at(s, i + 2, "BOTH") ||
        scan_word_at(s, i + 2, "LEADING") || scan_word_at(s, i + 2, "TRAILING"))
        s->skip = i + 2;
}

/* Behind a name and the list of columns that may follow it. */
static size_t cte_head(const struct scan_state *s, size_t i)
{
    i++;
    return scan_token_at(s, i)->kind == TOKEN_OPEN ? s->p->partner[i] + 1 : i;
}

/* WITH name [(a, b)] AS [[NOT] MATERIALIZED] ( */
static bool is_cte(const struct scan_state *s, size_t i)
{
    size_t as;

    if (!scan_is_query(s) || i == s->begin ||
        !(scan_word_at(s, i - 1, "WITH") || scan_word_at(s, i - 1, "RECURSIVE") ||
          scan_token_at(s, i - 1)->kind == TOKEN_COMMA))
        return false;
    as = cte_head(s, i);
    return scan_word_at(s, as, "AS") &&
           (scan_token_at(s, as + 1)->kind == TOKEN_OPEN ||
            scan_word_at(s, as + 1, "MATERIALIZED") || scan_word_at(s, as + 1, "NOT"));
}

static bool is_stable_word(const struct scan_state *s, size_t i)
{
    const struct token *t = scan_token_at(s, i);
    const struct dialect *d = s->p->opts->dialect;

    return scan_among(t, stable_words, COUNT_OF(stable_words)) &&
           (word_is_reserved(d, t->text, NULL) ||
            (d->id == DIALECT_SQLITE && str_starts_nocase(t->text, S("CURRENT_")) &&
             (str_eq_nocase(t->text, S("CURRENT_DATE")) ||
              str_starts_nocase(t->text, S("CURRENT_TIME")))));
}

size_t scan_names(struct scan_state *s, size_t i)
{
    str v[3];
    unsigned n;
    size_t count = scan_chain_at(s, i, v, &n);
    const struct token *after = scan_token_at(s, i + count);

    if (!n)
        return 1;
    if (n == 1 && is_cte(s, i)) {
        add_alias(s, v[0], (struct path){ 0 });
        return cte_head(s, i) - i;
    }
    if (after->kind == TOKEN_OPEN) {
        note_function(s, v, n, i, count);
        if (n == 1 && str_eq_nocase(v[0], S("nextval")))
            note_nextval(s, i + count + 1);
        note_unit(s, i, v[n - 1], n);
        return count;
    }
    if (n == 1 && after->kind == TOKEN_STRING) /* date '2020-01-01', _utf8mb4'x' */
        return count;
    if (n == 1 && is_stable_word(s, i)) {
        s->e->facts |= EXPR_STABLE | EXPR_SESSION;
        return count;
    }
    s->e->facts |= EXPR_COLUMNS;
    scan_add_ref(s, REF_COLUMN,
                 n == 1   ? (struct path){ .name = v[0] }
                 : n == 2 ? (struct path){ .table = v[0], .name = v[1] }
                          : (struct path){ .schema = v[0], .table = v[1], .name = v[2] },
                 i, count);
    return count;
}

void scan_resolve(struct scan_state *s)
{
    struct ref_list *refs = &s->e->refs;
    size_t kept = 0;

    for (size_t i = 0; i < refs->n; i++) {
        struct ref r = refs->v[i];
        const struct alias *alias =
            r.use == REF_COLUMN && !r.path.schema.p ? find_alias(s, r.path.table) : NULL;

        if (alias && !alias->path.name.p)
            continue; /* a column of a sub-select */
        if (alias) {
            r.path.schema = alias->path.schema;
            r.path.table = alias->path.name;
        }
        refs->v[kept++] = r;
    }
    refs->n = kept;
}
