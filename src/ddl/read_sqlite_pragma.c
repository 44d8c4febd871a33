/* ddl/read_sqlite_pragma.c: PRAGMA of SQLite.
 *
 * Does      tell a setting from a question and from work; settings that live in the file are the session's too
 * Does not  know values
 * Shape     one change; a PRAGMA that is not in the table sets when it has a value, else asks
 * See       https://sqlite.org/pragma.html
 */
#include "ddl/read_sqlite_int.h"

enum pragma_use { ASKS, CHECKS, ANALYZES, VACUUMS, CHECKPOINTS };

/* Those that do not set, with an argument or without. */
static const struct pragma {
    const char *name;
    enum pragma_use use;
} pragmas[] = {
    { "collation_list", ASKS },
    { "compile_options", ASKS },
    { "data_version", ASKS },
    { "database_list", ASKS },
    { "foreign_key_check", CHECKS },
    { "foreign_key_list", ASKS },
    { "freelist_count", ASKS },
    { "function_list", ASKS },
    { "incremental_vacuum", VACUUMS },
    { "index_info", ASKS },
    { "index_list", ASKS },
    { "index_xinfo", ASKS },
    { "integrity_check", CHECKS },
    { "module_list", ASKS },
    { "optimize", ANALYZES },
    { "page_count", ASKS },
    { "pragma_list", ASKS },
    { "quick_check", CHECKS },
    { "shrink_memory", ASKS },
    { "table_info", ASKS },
    { "table_list", ASKS },
    { "table_xinfo", ASKS },
    { "wal_checkpoint", CHECKPOINTS },
};

static const struct pragma *find_pragma(str name)
{
    for (size_t i = 0; i < COUNT_OF(pragmas); i++)
        if (str_eq_nocase(name, str_of(pragmas[i].name)))
            return &pragmas[i];
    return NULL;
}

/* A number with a sign, a word or a text; absent = there is none. */
static str read_value(struct parser *p)
{
    size_t from = p->at;

    if (!parse_take_op(p, "-"))
        parse_take_op(p, "+");
    if (parse_take_kind(p, TOKEN_NUMBER))
        return build_source(p, from, p->at);
    if (p->at > from || !(parse_is_kind(p, TOKEN_WORD) || parse_is_kind(p, TOKEN_QUOTED) ||
                          parse_is_kind(p, TOKEN_STRING))) {
        parse_stuck(p, "expected a value of the PRAGMA");
        return (str){ 0 };
    }
    return parse_name(p);
}

static void add_work(struct parser *p, const struct path *name, str value, enum pragma_use use)
{
    static const enum upkeep upkeeps[] = {
        [ASKS] = UPKEEP_SHOW,      [CHECKS] = UPKEEP_CHECK,           [ANALYZES] = UPKEEP_ANALYZE,
        [VACUUMS] = UPKEEP_VACUUM, [CHECKPOINTS] = UPKEEP_CHECKPOINT,
    };

    bool of_table = use == CHECKS && value.p && !str_all_digits(value);
    struct path path = { .schema = name->schema, .name = of_table ? value : (str){ 0 } };
    size_t c = build(p, CHANGE_MAINTAIN, of_table ? KIND_TABLE : KIND_NONE, path);

    build_at(p, c)->upkeep = upkeeps[use];
}

void sqlite_pragma(struct parser *p, const struct read_row *row)
{
    size_t at = p->at;
    struct path path = build_need_path(p);
    const struct pragma *known = find_pragma(path.name);
    str value = { 0 };

    (void)row;
    if (parse_take_op(p, "=")) {
        value = read_value(p);
    } else if (parse_take_kind(p, TOKEN_OPEN)) {
        value = read_value(p);
        parse_expect_kind(p, TOKEN_CLOSE);
    }
    if (known || !value.p) {
        add_work(p, &path, value, known ? known->use : ASKS);
    } else {
        size_t c =
            build(p, CHANGE_SESSION, KIND_NONE,
                  (struct path){ .schema = path.schema, .name = str_lower(p->mem, path.name) });
        build_text(p, c, ATTR_VALUE, value, at + 1);
        build_name(p, c, at);
        build_end(p, c, p->begin);
        return;
    }
    build_end(p, p->out->changes.n - 1, p->begin);
}
