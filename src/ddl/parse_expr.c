/* ddl/parse_expr.c: expressions and queries, kept as text with what they are made of.
 *
 * Does      find where an expression ends; note the names in it (columns, relations, functions, types,
 *           sequences) and facts: literal, volatile, sub-select …
 * Does not  know precedence, types or whether it is correct
 * Shape     one pass over the tokens; aliases of a query are replaced by what they stand for at its end
 * See       schema/value.h, struct expr
 */
#include "ddl/parse_int.h"

#include <string.h>

enum { NAMES = 64 }; /* aliases and names of WITH that are remembered */

struct alias {
    str name;
    struct path path; /* name absent = of WITH or a sub-select: stands for nothing in the schema */
};

struct scan_state {
    struct parser *p;
    struct expr *e;
    size_t begin, end; /* tokens */
    struct alias aliases[NAMES];
    size_t n_aliases;
    bool from;      /* in a list of relations */
    uint64_t outer; /* `from` of the parentheses around, the innermost in the lowest bit */
    size_t skip;    /* a token that is no name: the unit of an interval, a character set */
};

/* Words that stand between values, sorted. Those of one dialect only are harmless in the others but as names
 * of columns, and all of these are reserved where they are words of expressions. */
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
    S_INIT("RECURSIVE"), S_INIT("REGEXP"), S_INIT("RIGHT"), S_INIT("RLIKE"), S_INIT("ROLLUP"),
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

static bool among(const struct token *t, const str *words, size_t n)
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

static const struct token *token_at(const struct scan_state *s, size_t i)
{
    static const struct token none = { .kind = TOKEN_SEMI, .text = S_INIT("") };

    return i < s->end ? &s->p->tokens[i] : &none;
}

static bool word_at(const struct scan_state *s, size_t i, const char *word)
{
    const struct token *t = token_at(s, i);

    return t->kind == TOKEN_WORD && str_eq_nocase(t->text, str_of(word));
}

static bool name_token(const struct token *t)
{
    return t->kind == TOKEN_QUOTED || (t->kind == TOKEN_WORD && !among(t, glue, COUNT_OF(glue)));
}

/* Tokens of a.b.c from i; its parts decoded into v, the last three. */
static size_t chain_at(const struct scan_state *s, size_t i, str v[3], unsigned *n)
{
    const struct ddl_opts *o = s->p->opts;
    size_t from = i;

    *n = 0;
    while (name_token(token_at(s, i)) || (*n && token_at(s, i)->kind == TOKEN_WORD)) {
        if (*n == 3) {
            v[0] = v[1];
            v[1] = v[2];
            *n = 2;
        }
        v[(*n)++] = lex_text(s->p->mem, o->dialect, o->modes, token_at(s, i));
        if (token_at(s, i + 1)->kind != TOKEN_DOT)
            return i + 1 - from;
        i += 2;
    }
    return i - from; /* a.* */
}

static void add_ref(struct scan_state *s, enum ref_use use, struct path path, size_t from,
                    size_t count)
{
    const struct token *a = token_at(s, from), *b = token_at(s, from + count - 1);
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

static struct path path_of(const str v[3], unsigned n)
{
    return n == 1 ? (struct path){ .name = v[0] }
                  : (struct path){ .schema = v[n - 2], .name = v[n - 1] };
}

/* [AS] alias behind a relation or a sub-select; gives the tokens taken. */
static size_t read_alias(struct scan_state *s, size_t i, struct path path)
{
    const struct ddl_opts *o = s->p->opts;
    size_t from = i;

    i += word_at(s, i, "AS");
    if (!name_token(token_at(s, i)) || word_at(s, i, "SET") || word_at(s, i, "TABLESAMPLE") ||
        word_at(s, i, "FORCE") || word_at(s, i, "USE") || word_at(s, i, "IGNORE") ||
        word_at(s, i, "INDEXED") || word_at(s, i, "UPDATE") || word_at(s, i, "DELETE") ||
        word_at(s, i, "INSERT") || word_at(s, i, "TABLE"))
        return 0;
    add_alias(s, lex_text(s->p->mem, o->dialect, o->modes, token_at(s, i)), path);
    return i + 1 - from;
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
        e->facts |= EXPR_STABLE;
    if (vol == FUNCTION_UNKNOWN)
        e->facts |= EXPR_VOLATILE | EXPR_UNKNOWN_FUNCTION;
    add_ref(s, REF_FUNCTION, path_of(v, n), i, count);
}

/* nextval(a.b) of MariaDB: the name is no column. */
static void note_named_sequence(struct scan_state *s, size_t i)
{
    str v[3];
    unsigned n;
    size_t count = chain_at(s, i, v, &n);

    if (n) {
        add_ref(s, REF_SEQUENCE, path_of(v, n), i, count);
        s->skip = i;
    }
}

/* nextval('a.b'), nextval('a'::regclass): the text is read as a name. */
static void note_nextval(struct scan_state *s, size_t i)
{
    const struct token *t = token_at(s, i);
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
        add_ref(s, REF_SEQUENCE, path, i, 1);
}

/* A type behind :: or AS: its words, then (…) and []. */
static size_t skip_type(struct scan_state *s, size_t i)
{
    size_t from = i;
    str v[3];
    unsigned n;
    size_t count = chain_at(s, i, v, &n);

    if (!count)
        return 0;
    if (n &&
        s->p->opts->dialect->id == DIALECT_POSTGRES) /* the others have no types of their own */
        add_ref(s, REF_TYPE, path_of(v, n), i, count);
    i += count;
    while (word_at(s, i, "VARYING") || word_at(s, i, "PRECISION") || word_at(s, i, "UNSIGNED") ||
           word_at(s, i, "SIGNED") || word_at(s, i, "INTEGER"))
        i++;
    if (token_at(s, i)->kind == TOKEN_OPEN)
        i = s->p->partner[i] + 1;
    if ((word_at(s, i, "WITH") || word_at(s, i, "WITHOUT")) && word_at(s, i + 1, "TIME"))
        i += 3;
    if (word_at(s, i, "CHARSET"))
        i += 2;
    return i - from;
}

/* EXTRACT(YEAR FROM x), CONVERT(x USING utf8): no SELECT between here and the parenthesis of a function. */
static bool in_function(const struct scan_state *s, size_t i)
{
    while (i > s->begin && !word_at(s, i, "SELECT")) {
        const struct token *t = token_at(s, --i);

        if (t->kind == TOKEN_CLOSE && s->p->partner[i] < i)
            i = s->p->partner[i];
        else if (t->kind == TOKEN_OPEN)
            return i > s->begin && name_token(token_at(s, i - 1));
    }
    return false;
}

static bool behind(const struct scan_state *s, size_t i, const char *word)
{
    return i > s->begin && word_at(s, i - 1, word);
}

static bool is_relation_word(const struct scan_state *s, size_t i)
{
    static const str no_update[] = { S_INIT("BEFORE"), S_INIT("DO"), S_INIT("FOR"), S_INIT("KEY"),
                                     S_INIT("ON"),     S_INIT("OR"), S_INIT("THEN") };

    if (word_at(s, i, "FROM"))
        return !behind(s, i, "DISTINCT") && !in_function(s, i);
    if (word_at(s, i, "USING"))
        return token_at(s, i + 1)->kind != TOKEN_OPEN && !in_function(s, i);
    if (word_at(s, i, "UPDATE")) /* not FOR UPDATE, ON UPDATE, DO UPDATE, ON DUPLICATE KEY UPDATE */
        return !(i > s->begin && among(token_at(s, i - 1), no_update, COUNT_OF(no_update)));
    if (word_at(s, i, "STRAIGHT_JOIN"))
        return s->from;
    return word_at(s, i, "JOIN") || word_at(s, i, "INTO") || word_at(s, i, "TABLE");
}

static bool is_query(const struct scan_state *s)
{
    return s->e->facts & EXPR_SELECT;
}

/* UPDATE LOW_PRIORITY IGNORE t of MySQL, UPDATE OR REPLACE t of SQLite */
static size_t skip_modifiers(const struct scan_state *s, size_t i)
{
    while (word_at(s, i, "LOW_PRIORITY") || word_at(s, i, "IGNORE"))
        i++;
    return word_at(s, i, "OR") ? i + 2 : i;
}

static void enter(struct scan_state *s, bool from)
{
    s->outer = s->outer << 1 | s->from;
    s->from = from;
}

static void leave(struct scan_state *s)
{
    s->from = s->outer & 1;
    s->outer >>= 1;
}

/* ( a JOIN b ON … ) */
static bool is_join_in_parens(const struct scan_state *s, size_t i)
{
    return token_at(s, i)->kind == TOKEN_OPEN && name_token(token_at(s, i + 1)) &&
           !word_at(s, i + 1, "TABLE");
}

/* At the token behind FROM or a comma of its list. */
static size_t read_relation(struct scan_state *s, size_t i)
{
    size_t from = i;
    str v[3];
    unsigned n;
    size_t count;

    i = skip_modifiers(s, i);
    i += word_at(s, i, "ONLY");
    i += word_at(s, i, "LATERAL");
    for (; is_join_in_parens(s, i); i++)
        enter(s, true);
    if (token_at(s, i)->kind == TOKEN_OPEN)
        return i - from;
    count = chain_at(s, i, v, &n);
    if (!n)
        return i - from;
    if (token_at(s, i + count)->kind == TOKEN_STRING) /* INTO OUTFILE 'name' */
        return i + count - from;
    if (token_at(s, i + count)->kind == TOKEN_OPEN && !word_at(s, from - 1, "INTO")) {
        /* a function as a relation */
        note_function(s, v, n, i, count);
        return i + count - from;
    }
    if (n > 1 || !find_alias(s, v[0]) || find_alias(s, v[0])->path.name.p)
        add_ref(s, REF_RELATION, path_of(v, n), i, count);
    add_alias(s, v[n - 1],
              n > 1 || !find_alias(s, v[0]) ? path_of(v, n) : find_alias(s, v[0])->path);
    i += count;
    return i + read_alias(s, i, path_of(v, n)) - from;
}

/* TIMESTAMPDIFF(DAY, a, b), EXTRACT(YEAR FROM x), TRIM(BOTH ' ' FROM x) */
static void note_unit(struct scan_state *s, size_t i, str name, unsigned n)
{
    static const str names[] = { S_INIT("EXTRACT"), S_INIT("GET_FORMAT"), S_INIT("TIMESTAMPADD"),
                                 S_INIT("TIMESTAMPDIFF") };
    const struct token function = { .kind = TOKEN_WORD, .text = name };

    if (n != 1)
        return;
    if (among(&function, names, COUNT_OF(names)) || word_at(s, i + 2, "BOTH") ||
        word_at(s, i + 2, "LEADING") || word_at(s, i + 2, "TRAILING"))
        s->skip = i + 2;
}

/* Behind a name and the list of columns that may follow it. */
static size_t cte_head(const struct scan_state *s, size_t i)
{
    i++;
    return token_at(s, i)->kind == TOKEN_OPEN ? s->p->partner[i] + 1 : i;
}

/* WITH name [(a, b)] AS [[NOT] MATERIALIZED] ( */
static bool is_cte(const struct scan_state *s, size_t i)
{
    size_t as;

    if (!is_query(s) || i == s->begin ||
        !(word_at(s, i - 1, "WITH") || word_at(s, i - 1, "RECURSIVE") ||
          token_at(s, i - 1)->kind == TOKEN_COMMA))
        return false;
    as = cte_head(s, i);
    return word_at(s, as, "AS") &&
           (token_at(s, as + 1)->kind == TOKEN_OPEN || word_at(s, as + 1, "MATERIALIZED") ||
            word_at(s, as + 1, "NOT"));
}

static size_t read_chain_token(struct scan_state *s, size_t i)
{
    str v[3];
    unsigned n;
    size_t count = chain_at(s, i, v, &n);
    const struct token *after = token_at(s, i + count);

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
    if (token_at(s, i)->kind == TOKEN_WORD && n == 1 &&
        among(token_at(s, i), stable_words, COUNT_OF(stable_words))) {
        s->e->facts |= EXPR_STABLE;
        return count;
    }
    s->e->facts |= EXPR_COLUMNS;
    add_ref(s, REF_COLUMN,
            n == 1   ? (struct path){ .name = v[0] }
            : n == 2 ? (struct path){ .table = v[0], .name = v[1] }
                     : (struct path){ .schema = v[0], .table = v[1], .name = v[2] },
            i, count);
    return count;
}

/* Words that belong together and name nothing; gives how many, 0 = none begin here. */
static size_t phrase_at(struct scan_state *s, size_t i)
{
    static const struct {
        const char *first, *second;
        size_t count;
    } phrases[] = {
        { "CURRENT", "ROW", 2 },   { "FOR", "SYSTEM_TIME", 2 }, { "IN", "BOOLEAN", 3 },
        { "IN", "NATURAL", 4 },    { "INDEXED", "BY", 3 },      { "NOT", "INDEXED", 2 },
        { "NULLS", "FIRST", 2 },   { "NULLS", "LAST", 2 },      { "WITH", "QUERY", 3 },
        { "CHARACTER", "SET", 3 }, { "AT", "TIME", 3 },         { "AT", "LOCAL", 2 },
    };

    for (size_t k = 0; k < COUNT_OF(phrases); k++)
        if (word_at(s, i, phrases[k].first) && word_at(s, i + 1, phrases[k].second))
            return phrases[k].count;
    return 0;
}

/* USE INDEX FOR JOIN (a, b) of MySQL */
static size_t index_hint_at(const struct scan_state *s, size_t i)
{
    size_t at = i + 2;

    if (!(word_at(s, i, "USE") || word_at(s, i, "FORCE") || word_at(s, i, "IGNORE")) ||
        !(word_at(s, i + 1, "INDEX") || word_at(s, i + 1, "KEY")))
        return 0;
    while (token_at(s, at)->kind == TOKEN_WORD)
        at++;
    return token_at(s, at)->kind == TOKEN_OPEN && s->p->partner[at] < s->end
               ? s->p->partner[at] + 1 - i
               : 0;
}

/* Behind INTERVAL and its number stands the unit. */
static void note_interval(struct scan_state *s, size_t i)
{
    i += token_at(s, i)->kind == TOKEN_OP ? 1 : 0;
    i = token_at(s, i)->kind == TOKEN_OPEN ? s->p->partner[i] + 1 : i + 1;
    if (!among(token_at(s, i), glue, COUNT_OF(glue))) /* PostgreSQL's has it in the string */
        s->skip = i;
}

/* NEXT VALUE FOR s of MariaDB */
static size_t sequence_at(struct scan_state *s, size_t i)
{
    str v[3];
    unsigned n;
    size_t count;

    if (!(word_at(s, i, "NEXT") || word_at(s, i, "PREVIOUS")) || !word_at(s, i + 1, "VALUE") ||
        !word_at(s, i + 2, "FOR"))
        return 0;
    count = chain_at(s, i + 3, v, &n);
    s->e->facts |= word_at(s, i, "NEXT") ? EXPR_NEXTVAL | EXPR_VOLATILE : EXPR_VOLATILE;
    if (n)
        add_ref(s, REF_SEQUENCE, path_of(v, n), i + 3, count);
    return 3 + count;
}

/* FOR [NO KEY] UPDATE|[KEY] SHARE [OF a, b] [NOWAIT|SKIP LOCKED]; the names behind OF are aliases. */
static size_t locking_at(const struct scan_state *s, size_t i)
{
    static const str words[] = { S_INIT("KEY"),    S_INIT("LOCKED"), S_INIT("NO"),
                                 S_INIT("NOWAIT"), S_INIT("SHARE"),  S_INIT("SKIP"),
                                 S_INIT("UPDATE") };
    size_t at = i + 1;

    if (!word_at(s, i, "FOR") || !(word_at(s, at, "UPDATE") || word_at(s, at, "SHARE") ||
                                   word_at(s, at, "NO") || word_at(s, at, "KEY")))
        return 0;
    while (among(token_at(s, at), words, COUNT_OF(words)))
        at++;
    if (!word_at(s, at, "OF"))
        return at - i;
    for (at++; name_token(token_at(s, at)) && !among(token_at(s, at), words, COUNT_OF(words)); at++)
        at += token_at(s, at + 1)->kind == TOKEN_COMMA || token_at(s, at + 1)->kind == TOKEN_DOT;
    while (among(token_at(s, at), words, COUNT_OF(words)))
        at++;
    return at - i;
}

static size_t scan_phrase(struct scan_state *s, size_t i)
{
    size_t count = phrase_at(s, i);

    if (!count && is_query(s))
        count = locking_at(s, i);

    if (!count && is_query(s))
        count = index_hint_at(s, i);
    if (!count)
        count = sequence_at(s, i);
    if (word_at(s, i, "INTERVAL"))
        note_interval(s, i + 1);
    if (word_at(s, i, "USING") && in_function(s, i))
        count = 2;
    if (word_at(s, i, "OVER") && name_token(token_at(s, i + 1)))
        count = 2;
    return s->skip == i && i > s->begin ? 1 : count;
}

static size_t scan_word(struct scan_state *s, size_t i)
{
    size_t phrase = scan_phrase(s, i);

    if (phrase)
        return phrase;
    if (word_at(s, i, "NULL"))
        s->e->facts |= s->end - s->begin == 1 ? EXPR_NULL | EXPR_LITERAL : 0;
    if (word_at(s, i, "SELECT") || (word_at(s, i, "WITH") && i == s->begin))
        s->e->facts |= EXPR_SELECT;
    if (word_at(s, i, "COLLATE"))
        return 1 + (name_token(token_at(s, i + 1)) ? 1 : 0);
    if (word_at(s, i, "AS") && is_query(s)) { /* a column's new name */
        if (token_at(s, i + 1)->kind == TOKEN_OPEN || !name_token(token_at(s, i + 1)))
            return 1;
        return 2;
    }
    if (word_at(s, i, "AS"))
        return 1 + skip_type(s, i + 1);
    if (is_query(s) && is_relation_word(s, i)) {
        s->from = !word_at(s, i, "INTO") && !word_at(s, i, "TABLE");
        return 1 + read_relation(s, i + 1);
    }
    if (word_at(s, i, "WHERE") || word_at(s, i, "ON") || word_at(s, i, "GROUP") ||
        word_at(s, i, "SET") || word_at(s, i, "ORDER") || word_at(s, i, "SELECT"))
        s->from = false;
    return among(token_at(s, i), glue, COUNT_OF(glue)) ? 1 : read_chain_token(s, i);
}

static size_t scan_token(struct scan_state *s, size_t i)
{
    const struct token *t = token_at(s, i);

    switch (t->kind) {
    case TOKEN_WORD:
        return scan_word(s, i);
    case TOKEN_QUOTED:
        return read_chain_token(s, i);
    case TOKEN_OP:
        if (str_eq(t->text, S("::")))
            return 1 + skip_type(s, i + 1);
        return 1;
    case TOKEN_OPEN:
        enter(s, false);
        return 1;
    case TOKEN_CLOSE: /* behind a sub-select in FROM stands its alias */
        leave(s);
        if (s->from && is_query(s))
            return 1 + read_alias(s, i + 1, (struct path){ 0 });
        return 1;
    case TOKEN_COMMA:
        return s->from && is_query(s) ? 1 + read_relation(s, i + 1) : 1;
    case TOKEN_STRING:
    case TOKEN_NUMBER:
    case TOKEN_PARAM:
    case TOKEN_DOT:
    case TOKEN_SEMI:
    case TOKEN_COMMENT:
        break;
    }
    return 1;
}

static void resolve_aliases(struct scan_state *s)
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

/* A literal: nothing but signs, numbers, strings, NULL, TRUE, FALSE and casts of them. */
static bool is_literal(const struct scan_state *s)
{
    bool value = false;

    if (s->e->facts & (EXPR_FUNCTION | EXPR_COLUMNS | EXPR_SELECT | EXPR_STABLE))
        return false;
    for (size_t i = s->begin; i < s->end; i++) {
        const struct token *t = token_at(s, i);

        value |= t->kind == TOKEN_STRING || t->kind == TOKEN_NUMBER || word_at(s, i, "NULL") ||
                 word_at(s, i, "TRUE") || word_at(s, i, "FALSE");
        if (t->kind == TOKEN_PARAM)
            return false;
    }
    return value;
}

static void finish(struct scan_state *s)
{
    struct expr *e = s->e;

    resolve_aliases(s);
    if (is_literal(s))
        e->facts |= EXPR_LITERAL;
    if (e->refs.n == 1 && e->refs.v[0].use == REF_COLUMN && e->refs.v[0].range.length == e->text.n)
        e->facts |= EXPR_BARE_COLUMN;
}

/* The tokens [from, to). With EXPR_SELECT in `facts` it is read as a query from its first word. */
static struct expr *expr_of(struct parser *p, size_t from, size_t to, unsigned facts)
{
    struct expr *e = arena_new(p->mem, struct expr, 1);
    struct scan_state s = { .p = p, .e = e, .begin = from, .end = to };
    const struct token *a, *b;

    e->facts = facts;
    if (from >= to)
        return e;
    a = &p->tokens[from];
    b = &p->tokens[to - 1];
    e->text = str_slice(p->text, a->offset, b->offset + b->text.n);
    e->range = (struct range){ (uint32_t)a->offset, (uint32_t)e->text.n };
    for (size_t i = from; i < to;)
        i += scan_token(&s, i);
    finish(&s);
    return e;
}

struct expr *parse_expr_tokens(struct parser *p, size_t from, size_t to)
{
    return expr_of(p, from, to, 0);
}

struct expr *parse_query_tokens(struct parser *p, size_t from, size_t to)
{
    return expr_of(p, from, to, EXPR_SELECT);
}

static bool at_until(const struct parser *p, const char *until)
{
    for (const char *w = until; w && *w;) {
        if (parse_is(p, w))
            return true;
        w += strcspn(w, "|");
        w += *w == '|';
    }
    return false;
}

/* To the end of an expression; at least one token. */
static void walk_to(struct parser *p, const char *until, bool stop_at_comma)
{
    size_t from = p->at;
    unsigned cases = 0, brackets = 0;

    for (; !parse_end(p); p->at++) {
        if (parse_is_kind(p, TOKEN_CLOSE) ||
            (stop_at_comma && !brackets && parse_is_kind(p, TOKEN_COMMA)))
            return;
        brackets += parse_is_op(p, "[");
        brackets -= brackets && parse_is_op(p, "]");
        if (!cases && p->at > from && at_until(p, until))
            return;
        cases += parse_is(p, "CASE");
        cases -= cases && parse_is(p, "END");
        if (parse_is_kind(p, TOKEN_OPEN)) {
            if (p->partner[p->at] >= p->n) {
                parse_stuck(p, "a parenthesis is not closed");
                return;
            }
            p->at = p->partner[p->at];
        }
    }
}

struct expr *parse_expr(struct parser *p, const char *until)
{
    size_t from = p->at;

    walk_to(p, until, true);
    if (p->at == from)
        parse_stuck(p, "expected an expression");
    return expr_of(p, from, p->stuck.n ? from : p->at, 0);
}

struct expr *parse_query(struct parser *p, const char *until)
{
    size_t from = p->at;
    struct expr *e;

    walk_to(p, until, false);
    e = expr_of(p, from, p->stuck.n ? from : p->at, 0);
    return e;
}

struct expr *parse_paren_expr(struct parser *p)
{
    size_t open = p->at;

    if (!parse_is_kind(p, TOKEN_OPEN) || p->partner[open] >= p->n) {
        parse_stuck(p, "expected an expression in parentheses");
        return expr_of(p, 0, 0, 0);
    }
    p->at = p->partner[open] + 1;
    return expr_of(p, open + 1, p->partner[open], 0);
}

void parse_skip_until(struct parser *p, const char *until, bool stop_at_comma)
{
    walk_to(p, until, stop_at_comma);
}

str parse_text_until(struct parser *p, const char *until)
{
    size_t from = p->at;
    struct range r;

    walk_to(p, until, false);
    r = parse_range(p, from);
    return str_slice(p->text, r.offset, r.offset + r.length);
}
