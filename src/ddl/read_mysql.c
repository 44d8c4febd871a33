/* ddl/read_mysql.c: the statements of MySQL and MariaDB.
 *
 * Does      the table of statements; databases, sequences, drops, transactions, upkeep, what is only passed on
 * Does not  read tables, programs, users, SET, bodies: read_mysql_*.c
 * Shape     one table for both; where they differ a reader asks for the dialect or the version
 * See       ddl/read_mysql.def
 */
#include "ddl/read_mysql_int.h"

/* ---- shared ---- */

bool mysql_is_mariadb(const struct parser *p)
{
    return p->opts->dialect->id == DIALECT_MARIADB;
}

unsigned mysql_replace_flag(const struct parser *p)
{
    const struct token *t = &p->tokens[p->begin + 1];

    return p->begin + 2 < p->n && t->kind == TOKEN_WORD && str_eq_nocase(t->text, S("OR"))
               ? CHANGE_OR_REPLACE
               : 0;
}

void mysql_skip_wait(struct parser *p)
{
    if (!parse_take(p, "NOWAIT") && parse_is(p, "WAIT") && parse_peek(p, 1)->kind == TOKEN_NUMBER)
        p->at += 2;
}

str mysql_value(struct parser *p)
{
    size_t from;

    parse_take_op(p, "=");
    from = p->at;
    if (parse_is_kind(p, TOKEN_STRING))
        return parse_string(p);
    if (parse_take_op(p, "-") || parse_take_kind(p, TOKEN_NUMBER)) {
        if (p->at == from + 1 && p->tokens[from].kind == TOKEN_OP)
            parse_expect_kind(p, TOKEN_NUMBER);
        return build_source(p, from, p->at);
    }
    return build_need_name(p);
}

/* The rest of the statement is taken as it is. */
static void take_rest(struct parser *p)
{
    if (!p->stuck.n)
        p->at = p->n;
}

/* ---- databases, sequences ---- */

static bool at_database_option(const struct parser *p)
{
    return parse_is(p, "CHARACTER") || parse_is(p, "CHARSET") || parse_is(p, "COLLATE") ||
           parse_is(p, "DEFAULT") || parse_is(p, "ENCRYPTION") || parse_is(p, "COMMENT") ||
           (parse_is(p, "READ") && parse_is_at(p, 1, "ONLY")) || parse_is(p, "UPGRADE");
}

static void read_database_option(struct parser *p, size_t c)
{
    size_t from = p->at;

    parse_take(p, "DEFAULT");
    if (parse_take_words(p, "CHARACTER SET") || parse_take(p, "CHARSET"))
        build_text(p, c, ATTR_CHARSET, str_lower(p->mem, mysql_value(p)), from);
    else if (parse_take(p, "COLLATE"))
        build_text(p, c, ATTR_COLLATION, str_lower(p->mem, mysql_value(p)), from);
    else if (parse_take(p, "COMMENT"))
        build_text(p, c, ATTR_COMMENT, mysql_value(p), from);
    else if (parse_take(p, "ENCRYPTION"))
        build_option(p, c, build_join(p, S("encryption"), "=", mysql_value(p)), from);
    else if (parse_take_words(p, "READ ONLY"))
        build_option(p, c, build_join(p, S("read only"), "=", mysql_value(p)), from);
    else
        parse_stuck(p, "this option of a database is not known");
}

static void read_database(struct parser *p, const struct read_row *row)
{
    unsigned flags = (row->arg ? 0 : mysql_replace_flag(p)) | build_if(p);
    size_t at = p->at;
    struct path path = { 0 };
    size_t c;

    if (!row->arg || !at_database_option(p))
        path.name = build_need_name(p);
    c = build(p, row->arg ? CHANGE_ALTER : CHANGE_CREATE, KIND_SCHEMA, path);
    build_flag(p, c, flags);
    build_name(p, c, at);
    if (parse_take_words(p, "UPGRADE DATA DIRECTORY NAME"))
        build_text(p, c, ATTR_WHAT, S("upgrade data directory name"), p->at - 4);
    while (!parse_end(p))
        read_database_option(p, c);
    build_end(p, c, p->begin);
}

static str read_bound(struct parser *p)
{
    size_t from;

    if (!parse_take(p, "BY") && !parse_take(p, "WITH"))
        parse_take_op(p, "=");
    from = p->at;
    if (!parse_take_op(p, "-"))
        parse_take_op(p, "+");
    parse_expect_kind(p, TOKEN_NUMBER);
    return p->stuck.n ? (str){ 0 } : build_source(p, from, p->at);
}

static bool read_sequence_option(struct parser *p, size_t c)
{
    static const enum attr attrs[] = { ATTR_START, ATTR_INCREMENT, ATTR_MINVALUE, ATTR_MAXVALUE,
                                       ATTR_CACHE };

    size_t from = p->at;
    int i = parse_take_any(p, "START|INCREMENT|MINVALUE|MAXVALUE|CACHE");

    if (i >= 0)
        build_text(p, c, attrs[i], read_bound(p), from);
    else if (parse_take_any(p, "NOMINVALUE|NOMAXVALUE|NOCYCLE") >= 0 ||
             parse_take_words(p, "NO MINVALUE") || parse_take_words(p, "NO MAXVALUE") ||
             parse_take_words(p, "NO CYCLE"))
        return true;
    else if (parse_take(p, "NOCACHE") || parse_take_words(p, "NO CACHE"))
        build_text(p, c, ATTR_CACHE, S("0"), from);
    else if (parse_take(p, "CYCLE"))
        build_yes(p, c, ATTR_CYCLE, from);
    else if (parse_take(p, "RESTART"))
        build_option(p, c,
                     parse_is_op(p, "=") || parse_is(p, "WITH") || parse_is_kind(p, TOKEN_NUMBER)
                         ? build_join(p, S("restart"), "=", read_bound(p))
                         : S("restart"),
                     from);
    else if (parse_take(p, "AS"))
        build_set(p, c, ATTR_TYPE, value_type(parse_type(p)), from);
    else
        return mysql_table_option(p, c);
    return true;
}

static void read_sequence(struct parser *p, const struct read_row *row)
{
    unsigned flags = (row->arg == 1 ? 0 : mysql_replace_flag(p)) | build_if(p);
    size_t at = p->at;
    size_t c =
        build(p, row->arg == 1 ? CHANGE_ALTER : CHANGE_CREATE, KIND_SEQUENCE, build_need_path(p));

    build_flag(p, c, flags | (row->arg == 2 ? CHANGE_TEMPORARY : 0));
    build_name(p, c, at);
    do {
        parse_take_kind(p, TOKEN_COMMA);
    } while (!parse_end(p) && read_sequence_option(p, c));
    build_end(p, c, p->begin);
}

/* ---- DROP ---- */

static void add_drop(struct parser *p, enum object_kind kind, unsigned flags)
{
    size_t at = p->at;
    size_t c = build(p, CHANGE_DROP, kind, build_need_path(p));

    build_flag(p, c, flags);
    build_name(p, c, at);
    build_end(p, c, at);
}

static void read_drop(struct parser *p, const struct read_row *row)
{
    unsigned flags = build_if(p) | (unsigned)row->arg;
    size_t first = p->out->changes.n;

    do
        add_drop(p, row->kind, flags);
    while (parse_take_kind(p, TOKEN_COMMA));
    mysql_skip_wait(p);
    if (parse_take_any(p, "RESTRICT|CASCADE") == 1)
        for (size_t i = first; i < p->out->changes.n; i++)
            build_flag(p, i, CHANGE_CASCADE);
    if (p->out->changes.n == first + 1)
        build_end(p, first, p->begin);
}

static void read_drop_one(struct parser *p, const struct read_row *row)
{
    size_t first = p->out->changes.n;
    unsigned flags = build_if(p);

    add_drop(p, row->kind, flags);
    build_end(p, first, p->begin);
}

/* What is not modelled: its name and its words in front; the rest may hold passwords. */
static void read_other(struct parser *p, const struct read_row *row)
{
    str words =
        str_lower(p->mem, str_skip(str_of(row->verb), str_find_char(str_of(row->verb), ' ') + 1));
    size_t c = build(p, (enum change_verb)row->arg, KIND_OTHER, (struct path){ 0 });
    size_t at;

    build_flag(p, c, mysql_replace_flag(p) | build_if(p));
    at = p->at;
    build_at(p, c)->path.name =
        parse_is_kind(p, TOKEN_STRING) ? parse_string(p) : build_need_name(p);
    build_name(p, c, at);
    build_text(p, c, ATTR_WHAT, words, p->begin);
    take_rest(p);
    build_end(p, c, p->begin);
}

/* ---- transactions ---- */

static size_t add_control(struct parser *p, enum control what)
{
    size_t c = build(p, CHANGE_CONTROL, KIND_NONE, (struct path){ 0 });

    build_at(p, c)->control = what;
    build_end(p, c, p->begin);
    return c;
}

/* AND [NO] CHAIN, [NO] RELEASE, WITH CONSISTENT SNAPSHOT, READ ONLY */
static void read_control(struct parser *p, const struct read_row *row)
{
    while (parse_take_any(p, "AND|NO|CHAIN|RELEASE|WITH|CONSISTENT|SNAPSHOT|READ|ONLY|WRITE") >=
               0 ||
           parse_take_kind(p, TOKEN_COMMA))
        ;
    add_control(p, (enum control)row->arg);
}

static void read_savepoint(struct parser *p, const struct read_row *row)
{
    size_t at = p->at, c;
    str name = build_need_name(p);

    (void)row;
    c = add_control(p, CONTROL_SAVEPOINT);
    build_at(p, c)->path.name = name;
    build_name(p, c, at);
}

static void read_xa(struct parser *p, const struct read_row *row)
{
    static const enum control controls[] = { CONTROL_BEGIN,   CONTROL_BEGIN,  CONTROL_PREPARE,
                                             CONTROL_PREPARE, CONTROL_COMMIT, CONTROL_ROLLBACK,
                                             CONTROL_PREPARE };

    int i = parse_take_any(p, "START|BEGIN|END|PREPARE|COMMIT|ROLLBACK|RECOVER");

    (void)row;
    if (i < 0) {
        parse_stuck(p, "expected what XA does");
        return;
    }
    take_rest(p);
    add_control(p, controls[i]);
}

/* ---- programs that are called ---- */

static void read_call(struct parser *p, const struct read_row *row)
{
    size_t at = p->at;
    size_t c = build(p, CHANGE_RUN, row->kind, build_need_path(p));

    build_name(p, c, at);
    if (parse_is_kind(p, TOKEN_OPEN) && p->partner[p->at] >= p->n)
        parse_stuck(p, "a parenthesis is not closed");
    parse_skip_parens(p);
    build_end(p, c, p->begin);
}

static void read_do(struct parser *p, const struct read_row *row)
{
    size_t at = p->at;
    size_t c = build(p, CHANGE_RUN, KIND_NONE, (struct path){ 0 });

    (void)row;
    if (parse_end(p))
        parse_stuck(p, "expected an expression");
    else
        build_set(p, c, ATTR_EXPRESSION, value_expr(parse_query(p, "")), at);
    build_end(p, c, p->begin);
}

static void read_deallocate(struct parser *p, const struct read_row *row)
{
    size_t c = build(p, CHANGE_SESSION, KIND_NONE, (struct path){ .name = S("deallocate") });

    (void)row;
    build_text(p, c, ATTR_VALUE, build_need_name(p), p->at);
    build_end(p, c, p->begin);
}

/* ---- rows ---- */

static void read_truncate(struct parser *p, const struct read_row *row)
{
    size_t at = p->at;
    size_t c = build(p, CHANGE_ROWS, row->kind, build_need_path(p));

    build_at(p, c)->rows->verb = ROWS_TRUNCATE;
    build_name(p, c, at);
    mysql_skip_wait(p);
    build_end(p, c, p->begin);
}

static void read_load(struct parser *p, const struct read_row *row)
{
    size_t c = build(p, CHANGE_ROWS, row->kind, (struct path){ 0 });
    size_t at;
    struct path path;

    build_at(p, c)->rows->verb = ROWS_COPY;
    while (!parse_end(p) && !parse_is(p, "INTO")) {
        build_at(p, c)->rows->on_conflict |= parse_is(p, "IGNORE") || parse_is(p, "REPLACE");
        p->at++;
    }
    parse_expect(p, "INTO");
    parse_expect(p, "TABLE");
    at = p->at;
    path = build_need_path(p);
    build_at(p, c)->path = path;
    build_name(p, c, at);
    if (parse_take(p, "PARTITION"))
        parse_skip_parens(p);
    while (!parse_end(p) && !parse_is_kind(p, TOKEN_OPEN) &&
           (!parse_is(p, "SET") || str_eq_nocase(p->tokens[p->at - 1].text, S("CHARACTER"))))
        p->at++;
    if (parse_is_kind(p, TOKEN_OPEN) && p->partner[p->at] < p->n)
        for (size_t i = p->at + 1, end = p->partner[p->at]; i < end; i++)
            if (p->tokens[i].kind == TOKEN_WORD || p->tokens[i].kind == TOKEN_QUOTED) {
                p->at = i;
                *vec_push(p->mem, &build_at(p, c)->rows->set) = (struct ref){
                    .use = REF_COLUMN,
                    .path = { .name = parse_name(p) },
                    .range = { (uint32_t)p->tokens[i].offset, (uint32_t)p->tokens[i].text.n },
                };
            }
    take_rest(p);
    build_end(p, c, p->begin);
}

static void read_handler(struct parser *p, const struct read_row *row)
{
    size_t at = p->at;
    size_t c = build(p, CHANGE_ROWS, row->kind, build_need_path(p));

    build_at(p, c)->rows->verb = ROWS_SELECT;
    build_name(p, c, at);
    if (!parse_is(p, "OPEN") && !parse_is(p, "READ") && !parse_is(p, "CLOSE"))
        parse_stuck(p, "expected OPEN, READ or CLOSE");
    take_rest(p);
    build_end(p, c, p->begin);
}

/* ---- upkeep ---- */

static size_t add_work(struct parser *p, enum upkeep what, enum object_kind kind, struct path path)
{
    size_t c = build(p, CHANGE_MAINTAIN, kind, path);

    build_at(p, c)->upkeep = what;
    return c;
}

/* QUICK, FOR UPGRADE, PERSISTENT FOR ALL, UPDATE HISTOGRAM ON … change nothing of what is said here. */
static bool at_upkeep_option(const struct parser *p)
{
    static const char *const words[] = { "QUICK",   "EXTENDED", "FAST",  "MEDIUM",
                                         "CHANGED", "USE_FRM",  "FORCE", "FOR",
                                         "UPDATE",  "DROP",     "FROM",  "PERSISTENT" };

    for (size_t i = 0; i < COUNT_OF(words); i++)
        if (parse_is(p, words[i]))
            return true;
    return false;
}

static void read_upkeep(struct parser *p, const struct read_row *row)
{
    do {
        size_t from = p->at;
        size_t c = add_work(p, (enum upkeep)row->arg, row->kind, build_need_path(p));

        build_name(p, c, from);
        build_end(p, c, from);
    } while (parse_take_kind(p, TOKEN_COMMA));
    if (at_upkeep_option(p))
        take_rest(p);
    mysql_skip_wait(p);
}

static void read_lock(struct parser *p, const struct read_row *row)
{
    do {
        size_t from = p->at, at;
        size_t c = add_work(p, UPKEEP_LOCK, row->kind, build_need_path(p));

        build_name(p, c, from);
        parse_take(p, "AS");
        if (!parse_is(p, "READ") && !parse_is(p, "WRITE") && !parse_is(p, "LOW_PRIORITY"))
            build_need_name(p);
        at = p->at;
        if (!parse_take_words(p, "READ LOCAL") && !parse_take(p, "READ") &&
            !parse_take_words(p, "LOW_PRIORITY WRITE") &&
            !parse_take_pattern(p, "WRITE [CONCURRENT]"))
            parse_stuck(p, "expected READ or WRITE");
        if (!p->stuck.n)
            build_text(p, c, ATTR_VALUE, str_lower(p->mem, build_source(p, at, p->at)), at);
        build_end(p, c, from);
    } while (parse_take_kind(p, TOKEN_COMMA));
    mysql_skip_wait(p);
}

static void read_work(struct parser *p, const struct read_row *row)
{
    add_work(p, (enum upkeep)row->arg, KIND_NONE, (struct path){ 0 });
    build_end(p, p->out->changes.n - 1, p->begin);
}

static void read_show(struct parser *p, const struct read_row *row)
{
    (void)row;
    take_rest(p);
    add_work(p, UPKEEP_SHOW, KIND_NONE, (struct path){ 0 });
}

static void read_flush(struct parser *p, const struct read_row *row)
{
    bool lock = false;

    (void)row;
    for (size_t i = p->at; i + 1 < p->n; i++)
        lock |= parse_is_at(p, i - p->at, "READ") && parse_is_at(p, i + 1 - p->at, "LOCK");
    take_rest(p);
    add_work(p, lock ? UPKEEP_LOCK : UPKEEP_CHECKPOINT, KIND_NONE, (struct path){ 0 });
}

static bool at_statement(const struct parser *p)
{
    static const char *const words[] = { "SELECT", "INSERT", "REPLACE", "UPDATE",
                                         "DELETE", "WITH",   "TABLE",   "VALUES" };

    for (size_t i = 0; i < COUNT_OF(words); i++)
        if (parse_is(p, words[i]))
            return true;
    return parse_is_kind(p, TOKEN_OPEN);
}

static void skip_format(struct parser *p)
{
    while (parse_take_any(p, "EXTENDED|PARTITIONS|ANALYZE") >= 0)
        ;
    if (parse_take(p, "FORMAT"))
        mysql_value(p);
    if (parse_take(p, "INTO"))
        parse_take_kind(p, TOKEN_PARAM);
}

/* EXPLAIN of a statement, or DESCRIBE of a table; nothing is run but SELECT. */
static void read_explain(struct parser *p, const struct read_row *row)
{
    (void)row;
    skip_format(p);
    if (parse_end(p))
        parse_stuck(p, "expected a statement or a table");
    else if (at_statement(p))
        build_unkept(p);
    take_rest(p);
    add_work(p, UPKEEP_SHOW, KIND_NONE, (struct path){ 0 });
}

/* ANALYZE of a statement runs it (MariaDB). */
static void read_analyze(struct parser *p, const struct read_row *row)
{
    (void)row;
    if (parse_is_op(p, "="))
        mysql_value(p);
    if (at_statement(p))
        ddl_read_tokens(p);
    else
        parse_stuck(p, "expected a statement or TABLE");
}

static void read_refused(struct parser *p, const struct read_row *row)
{
    (void)row;
    p->at = p->begin;
    parse_stuck(p, "it acts on the server, not on what a database holds");
}

static void read_paren(struct parser *p, const struct read_row *row)
{
    size_t open = 0;

    while (parse_peek(p, open)->kind == TOKEN_OPEN)
        open++;
    if (open && (parse_is_at(p, open, "SELECT") || parse_is_at(p, open, "WITH") ||
                 parse_is_at(p, open, "VALUES") || parse_is_at(p, open, "TABLE"))) {
        p->out->verb = S("SELECT");
        build_select(p, row);
    } else {
        parse_stuck(p, "this kind of statement is not known");
    }
}

static const struct read_row rows[] = {
#define R(words, verb, reader, kind, arg) { words, verb, reader, KIND_##kind, arg },
#include "ddl/read_mysql.def"
#undef R
};

const struct read_table read_mysql = { rows, COUNT_OF(rows) };
