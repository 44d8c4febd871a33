/* tests/unit/ddl/test_read_lite_oracle.c: what SQLite's own parser takes is read, what it refuses is not.
 *
 * A statement is prepared on a database that has its tables; errors that are not of syntax say nothing here.
 * Statements that are changed at random must never be opaque where SQLite takes them; expressions are not
 * checked, so the other way round does not hold for those.
 */
#include "unit/ddl/read_my_check.h"

#include "sql/lex.h"

#include <sqlite3.h>

/* clang-format off */
static const char *const corpus[] = {
    "CREATE TABLE n (id INTEGER PRIMARY KEY AUTOINCREMENT, a TEXT NOT NULL DEFAULT 'x' COLLATE NOCASE, b INT "
    "CHECK (b > 0), c REFERENCES o (d) ON DELETE SET NULL DEFERRABLE INITIALLY DEFERRED, CONSTRAINT u UNIQUE (a, b) "
    "ON CONFLICT IGNORE, FOREIGN KEY (b, c) REFERENCES o (x, y) MATCH SIMPLE ON UPDATE CASCADE) STRICT",
    "CREATE TABLE IF NOT EXISTS main.n (a VARCHAR(10), b AS (a || 'x') STORED, c GENERATED ALWAYS AS (1), "
    "PRIMARY KEY (a DESC)) WITHOUT ROWID, STRICT",
    "CREATE TEMP TABLE n AS SELECT 1 AS a UNION SELECT 2",
    "CREATE VIRTUAL TABLE f USING nosuch(a, b, tokenize = 'x y')",
    "ALTER TABLE t RENAME COLUMN a TO e",
    "ALTER TABLE main.t RENAME TO n",
    "ALTER TABLE t ADD COLUMN e INT DEFAULT 3 REFERENCES o ON DELETE NO ACTION",
    "ALTER TABLE t DROP COLUMN c",
    "CREATE UNIQUE INDEX IF NOT EXISTS n ON t (a COLLATE NOCASE DESC, lower(b)) WHERE a IS NOT NULL",
    "CREATE TEMP VIEW IF NOT EXISTS v (x, y) AS SELECT a, b FROM t JOIN u USING (id) WHERE a IN (1, 2)",
    "CREATE TRIGGER IF NOT EXISTS tr AFTER UPDATE OF a, b ON t FOR EACH ROW WHEN new.a > 1 BEGIN UPDATE u SET a = 1; "
    "INSERT INTO w SELECT * FROM z; END",
    "DROP TABLE IF EXISTS main.t",
    "DROP INDEX i",
    "REINDEX main.t",
    "ANALYZE t",
    "VACUUM main INTO 'x'",
    "PRAGMA main.cache_size = -2000",
    "PRAGMA table_info('t')",
    "ATTACH DATABASE 'x' || 'y' AS z KEY 'k'",
    "DETACH z",
    "BEGIN IMMEDIATE TRANSACTION",
    "ROLLBACK TRANSACTION TO SAVEPOINT s",
    "RELEASE SAVEPOINT s",
    "INSERT OR REPLACE INTO main.t AS x (a, b) VALUES (1, 2), (3, 4) ON CONFLICT (a) DO UPDATE SET b = 1 RETURNING *",
    "INSERT INTO t DEFAULT VALUES",
    "REPLACE INTO t SELECT a FROM u WHERE b = 1",
    "UPDATE OR IGNORE t AS x SET a = 1, (b, c) = (SELECT 1, 2) FROM u WHERE x.d = 2 RETURNING a",
    "DELETE FROM t INDEXED BY i WHERE a = 1",
    "WITH RECURSIVE c (n) AS (VALUES (1) UNION ALL SELECT n + 1 FROM c) DELETE FROM t WHERE id IN (SELECT n FROM c)",
    "SELECT a, count(*) FROM (SELECT * FROM t) AS s GROUP BY a ORDER BY 1 LIMIT 3 OFFSET 2",
    "VALUES (1), (2)",
    "EXPLAIN QUERY PLAN SELECT 1",
};

/* clang-format on */

static bool is_syntax(const char *message)
{
    return strstr(message, "syntax error") || strstr(message, "incomplete input") ||
           strstr(message, "unrecognized token");
}

/* 1 = SQLite takes it, 0 = it is an error of syntax, -1 = it cannot be said: another error came first. */
static int accepts(sqlite3 *db, str sql)
{
    sqlite3_stmt *st = NULL;
    const char *tail = NULL;
    int rc = sqlite3_prepare_v2(db, sql.p, (int)sql.n, &st, &tail);
    int answer = rc == SQLITE_OK ? (st ? 1 : -1) : is_syntax(sqlite3_errmsg(db)) ? 0 : -1;

    if (rc == SQLITE_OK && tail && str_trim(str_slice(sql, (size_t)(tail - sql.p), sql.n)).n)
        answer = -1; /* the rest is a second statement */
    sqlite3_finalize(st);
    return answer;
}

static struct statement read_lite(arena *a, str sql)
{
    return read_text(a, DIALECT_SQLITE, sqlite3_libversion_number(), sql);
}

static sqlite3 *open_memory(void)
{
    sqlite3 *db = NULL;

    EXPECT_INT(sqlite3_open(":memory:", &db), SQLITE_OK);
    EXPECT_INT(
        sqlite3_exec(db,
                     "CREATE TABLE t (id, a UNIQUE, b, c, d); CREATE TABLE u (id, a, b, d); "
                     "CREATE TABLE w (a, b, c); CREATE TABLE z (a, b, c); CREATE INDEX i ON t (c); "
                     "CREATE TABLE o (x, y, d)",
                     NULL, NULL, NULL),
        SQLITE_OK);
    return db;
}

TEST(corpus_is_taken_by_both)
{
    sqlite3 *db = open_memory();

    for (size_t i = 0; i < COUNT_OF(corpus); i++) {
        struct statement st = read_lite(a, str_of(corpus[i]));

        if (accepts(db, str_of(corpus[i])) == 0)
            test_fail(__FILE__, __LINE__, "SQLite: %s: %s", sqlite3_errmsg(db), corpus[i]);
        if (st.opaque)
            test_fail(__FILE__, __LINE__, "%s\n" STR_FMT, corpus[i], STR_ARG(printed(a, &st)));
    }
    sqlite3_close(db);
}

static uint32_t next_random(uint32_t *seed)
{
    *seed = *seed * 1664525U + 1013904223U;
    return *seed >> 8;
}

/* Some tokens of the statement are left out, doubled or replaced by one of another statement. */
static str change_tokens(arena *a, str sql, uint32_t *seed)
{
    struct lex l = lex_of(dialect_get(DIALECT_SQLITE), 0, sql);
    struct lex other = lex_of(dialect_get(DIALECT_SQLITE), 0,
                              str_of(corpus[next_random(seed) % COUNT_OF(corpus)]));
    struct buf out = buf_on(a);
    struct token t, u;

    while (lex_next(&l, &t)) {
        uint32_t what = next_random(seed) % 24;

        if (!lex_next(&other, &u))
            u = t;
        if (what == 0)
            continue;
        buf_str(&out, what == 1 ? u.text : t.text);
        buf_char(&out, ' ');
        if (what == 2) {
            buf_str(&out, t.text);
            buf_char(&out, ' ');
        }
    }
    return buf_view(&out);
}

TEST(what_sqlite_takes_is_never_opaque)
{
    sqlite3 *db = open_memory();
    uint32_t seed = 20261121;
    size_t taken = 0, refused = 0, seen = 0;
    struct buf note = buf_on(a);

    for (size_t i = 0; i < 6000; i++) {
        struct arena_mark mark = arena_mark(a);
        str sql = change_tokens(a, str_of(corpus[i % COUNT_OF(corpus)]), &seed);
        struct statement st = read_lite(a, sql);
        int answer = accepts(db, sql);

        if (answer == 1 && st.opaque)
            test_fail(__FILE__, __LINE__, STR_FMT "\n" STR_FMT, STR_ARG(sql),
                      STR_ARG(printed(a, &st)));
        check_ranges(&st);
        taken += answer == 1;
        refused += answer == 0;
        seen += answer == 0 && st.opaque;
        arena_reset(a, mark);
    }
    sqlite3_close(db);
    EXPECT(taken > 500 && refused > 1000);
    EXPECT(seen * 100 >= refused * 50); /* expressions are taken as they are */
    buf_printf(&note, "%zu taken, %zu refused, of these %zu opaque", taken, refused, seen);
    test_note(buf_view(&note));
}
