/* tests/unit/ddl/test_render_random.c: random sequences of statements, rendered and read again.
 *
 * Shape     tables, ALTER TABLE, and a table of forms with random names for every other kind of object; each form is
 *           to be taken at least once
 */
#include "unit/ddl/render_pair.h"

#include <stdio.h>

struct random {
    uint64_t state;
};

static unsigned upto(struct random *r, unsigned n)
{
    r->state = r->state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (unsigned)(r->state >> 33) % n;
}

#define PICK(r, list) list[upto(r, COUNT_OF(list))]

static const char *const names[] = {
    "a", "b", "order", "Mixed Case", "c_1", "user", "from", "x$y"
};
static const char *const tables[] = { "t", "u", "group", "Table", "v9" };

static str quoted(arena *a, const struct dialect *d, const char *name)
{
    struct buf out = buf_on(a);

    sql_ident(&out, d, str_of(name));
    return buf_view(&out);
}

static str column(arena *a, const struct dialect *d, struct random *r, const char *name)
{
    static const char *const types[] = { "integer", "bigint", "text", "numeric(10,2)",
                                         "varchar(20)" };
    static const char *const rests[] = { "",           " NOT NULL",
                                         " DEFAULT 7", " NOT NULL DEFAULT -1",
                                         " UNIQUE",    " CHECK (1 < 2)" };

    return str_printf(a, STR_FMT " %s%s", STR_ARG(quoted(a, d, name)), PICK(r, types),
                      PICK(r, rests));
}

static str create_table(arena *a, const struct dialect *d, struct random *r, const char *table)
{
    static const char *const actions[] = { "", " ON DELETE CASCADE", " ON DELETE SET NULL",
                                           " ON UPDATE CASCADE ON DELETE RESTRICT" };
    struct buf out = buf_on(a);
    unsigned n = 1 + upto(r, 4), first = upto(r, COUNT_OF(names));
    str key = quoted(a, d, names[first]);

    buf_printf(&out, "CREATE TABLE " STR_FMT " (", STR_ARG(quoted(a, d, table)));
    for (unsigned i = 0; i < n; i++) {
        buf_z(&out, i ? ", " : "");
        buf_str(&out, column(a, d, r, names[(first + i) % COUNT_OF(names)]));
    }
    if (upto(r, 2))
        buf_printf(&out, ", PRIMARY KEY (" STR_FMT ")", STR_ARG(key));
    if (upto(r, 3) == 0)
        buf_printf(&out, ", CONSTRAINT k CHECK (" STR_FMT " > 0)", STR_ARG(key));
    if (upto(r, 3) == 0)
        buf_printf(&out, ", FOREIGN KEY (" STR_FMT ") REFERENCES " STR_FMT " (" STR_FMT ")%s",
                   STR_ARG(key), STR_ARG(quoted(a, d, table)), STR_ARG(key), PICK(r, actions));
    buf_char(&out, ')');
    return str_copy(a, buf_view(&out));
}

static str alter(arena *a, const struct dialect *d, struct random *r, const char *table)
{
    str t = quoted(a, d, table), x = quoted(a, d, PICK(r, names)), y = quoted(a, d, PICK(r, names));
    str to = quoted(a, d, PICK(r, tables));
    bool lite = d->id == DIALECT_SQLITE, pg = d->id == DIALECT_POSTGRES;

    switch (upto(r, lite ? 5 : 9)) {
    case 0:
        return str_printf(a, "ALTER TABLE " STR_FMT " ADD COLUMN " STR_FMT " integer DEFAULT 5",
                          STR_ARG(t), STR_ARG(x));
    case 1:
        return str_printf(a, "ALTER TABLE " STR_FMT " DROP COLUMN " STR_FMT, STR_ARG(t),
                          STR_ARG(x));
    case 2:
        return str_printf(a, "ALTER TABLE " STR_FMT " RENAME COLUMN " STR_FMT " TO " STR_FMT,
                          STR_ARG(t), STR_ARG(x), STR_ARG(y));
    case 3:
        return str_printf(a, "ALTER TABLE " STR_FMT " RENAME TO " STR_FMT, STR_ARG(t), STR_ARG(to));
    case 4:
        return str_printf(a, "DROP TABLE IF EXISTS " STR_FMT, STR_ARG(t));
    case 5:
        return str_printf(a, "ALTER TABLE " STR_FMT " ALTER COLUMN " STR_FMT " SET DEFAULT 9",
                          STR_ARG(t), STR_ARG(x));
    case 6:
        return str_printf(a, "ALTER TABLE " STR_FMT " ALTER COLUMN " STR_FMT " DROP DEFAULT",
                          STR_ARG(t), STR_ARG(x));
    case 7:
        return str_printf(a,
                          pg ? "ALTER TABLE " STR_FMT " ALTER COLUMN " STR_FMT " TYPE bigint"
                             : "ALTER TABLE " STR_FMT " MODIFY COLUMN " STR_FMT " bigint NOT NULL",
                          STR_ARG(t), STR_ARG(x));
    default:
        return str_printf(a,
                          "ALTER TABLE " STR_FMT " ADD COLUMN " STR_FMT
                          " text, ADD CONSTRAINT c2 CHECK (3 > 2), DROP COLUMN " STR_FMT,
                          STR_ARG(t), STR_ARG(x), STR_ARG(y));
    }
}

/* ---- other kinds ---- */

enum { PG = 1 << DIALECT_POSTGRES, LITE = 1 << DIALECT_SQLITE, MARIA = 1 << DIALECT_MARIADB };

enum { MY = MARIA | 1 << DIALECT_MYSQL, ALL = PG | LITE | MY };

/* $t, $u tables, $n an object's name, $x a column, $d a digit. */
static const struct {
    unsigned dialects;
    const char *sql;
} forms[] = {
    { ALL, "CREATE INDEX $n ON $t ($x DESC)" },
    { ALL, "CREATE UNIQUE INDEX $n ON $t ($x)" },
    { ALL, "CREATE VIEW $n AS SELECT 1 AS one FROM $t" },
    { PG, "ALTER VIEW $n SET (security_barrier)" },
    { ALL, "DROP VIEW $n" },
    { PG | LITE, "CREATE INDEX $n ON $t (lower($x)) WHERE $x > $d" },
    { PG | LITE, "DROP INDEX $n" },
    { LITE, "CREATE TRIGGER $n AFTER UPDATE OF $x ON $t WHEN new.$x > 0 BEGIN SELECT 1; END" },
    { LITE, "DROP TRIGGER $n" },
    { LITE, "CREATE TABLE $t ($x integer PRIMARY KEY AUTOINCREMENT) STRICT" },
    { LITE, "CREATE TABLE $t ($x text PRIMARY KEY ON CONFLICT REPLACE) WITHOUT ROWID" },
    { LITE, "CREATE VIRTUAL TABLE $t USING fts5(a, b)" },
    { PG, "CREATE SCHEMA $n" },
    { PG, "CREATE SCHEMA $n AUTHORIZATION $x" },
    { PG, "DROP SCHEMA $n" },
    { PG, "CREATE EXTENSION IF NOT EXISTS $n VERSION '1.$d'" },
    { PG, "CREATE TYPE $n AS ENUM ('a', 'it''s')" },
    { PG, "ALTER TYPE $n ADD VALUE 'n$d' BEFORE 'a'" },
    { PG, "ALTER TYPE $n RENAME VALUE 'a' TO 'z$d'" },
    { PG, "CREATE TYPE $n AS ($x int, c9 text)" },
    { PG, "ALTER TYPE $n ADD ATTRIBUTE $x int CASCADE" },
    { PG, "ALTER TYPE $n DROP ATTRIBUTE c9" },
    { PG, "CREATE TYPE $n AS RANGE (subtype = float8)" },
    { PG, "ALTER TYPE $n OWNER TO $x" },
    { PG, "CREATE DOMAIN $n AS text NOT NULL DEFAULT 'x' CONSTRAINT dk CHECK (VALUE <> '')" },
    { PG, "ALTER DOMAIN $n DROP NOT NULL" },
    { PG, "ALTER DOMAIN $n DROP CONSTRAINT dk" },
    { PG, "ALTER DOMAIN $n ADD CONSTRAINT $x CHECK (VALUE <> 'b')" },
    { PG, "CREATE SEQUENCE $n AS integer START 5 INCREMENT BY 2 NO MAXVALUE CYCLE" },
    { PG, "ALTER SEQUENCE $n RESTART WITH 7 NO CYCLE CACHE $d1" },
    { PG, "ALTER SEQUENCE $n OWNED BY $t.$x" },
    { PG, "CREATE MATERIALIZED VIEW $n AS SELECT $x AS one FROM $t WITH NO DATA" },
    { PG, "ALTER MATERIALIZED VIEW $n SET (fillfactor = 7$d), OWNER TO $x" },
    { PG, "CREATE FUNCTION $n(a int) RETURNS int LANGUAGE sql STABLE STRICT COST 1$d SET "
          "search_path = $x, 'B c' AS 'SELECT $$1'" },
    { PG, "CREATE OR REPLACE FUNCTION $n() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS "
          "'BEGIN RETURN NEW; END'" },
    { PG, "CREATE FUNCTION $n(a text) RETURNS text LANGUAGE c AS 'lib', 'symbol$d'" },
    { PG, "ALTER FUNCTION $n(int) IMMUTABLE RESET search_path" },
    { PG, "ALTER FUNCTION $n() OWNER TO $x" },
    { PG, "DROP FUNCTION $n(int)" },
    { PG, "CREATE PROCEDURE $n(a int) LANGUAGE sql AS 'SELECT 1'" },
    { PG, "CREATE AGGREGATE $n (text) (sfunc = f, stype = text)" },
    { PG, "CREATE TRIGGER $n BEFORE INSERT OR UPDATE OF $x ON $t FOR EACH ROW WHEN (new.$x > 0) "
          "EXECUTE FUNCTION f('a', $d)" },
    { PG, "CREATE CONSTRAINT TRIGGER $n AFTER DELETE ON $t DEFERRABLE FOR EACH ROW EXECUTE "
          "FUNCTION f()" },
    { PG, "ALTER TABLE $t DISABLE TRIGGER $n" },
    { PG, "DROP TRIGGER $n ON $t" },
    { PG, "CREATE EVENT TRIGGER $n ON ddl_command_end EXECUTE FUNCTION f()" },
    { PG, "CREATE RULE $n AS ON DELETE TO $t WHERE old.$x > 0 DO INSTEAD NOTHING" },
    { PG, "CREATE POLICY $n ON $t AS RESTRICTIVE FOR UPDATE TO $x, public USING ($x > 0) WITH "
          "CHECK ($x < 9)" },
    { PG, "ALTER POLICY $n ON $t USING ($x > $d)" },
    { PG, "ALTER TABLE $t ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY" },
    { PG, "ALTER TABLE $t OWNER TO $x, SET (fillfactor = 7$d, autovacuum_enabled = off)" },
    { PG, "ALTER TABLE $t REPLICA IDENTITY FULL" },
    { PG,
      "ALTER TABLE $t ALTER COLUMN $x SET STATISTICS 1$d, ALTER COLUMN $x SET (n_distinct = 5)" },
    { PG, "ALTER TABLE IF EXISTS $t ADD COLUMN $x bigint GENERATED BY DEFAULT AS IDENTITY (START "
          "5 NO CYCLE)" },
    { PG, "ALTER TABLE $t ADD CONSTRAINT $n CHECK ($x > 0) NOT VALID" },
    { PG, "ALTER TABLE $t VALIDATE CONSTRAINT $n" },
    { PG, "ALTER TABLE $t DROP CONSTRAINT $n CASCADE" },
    { PG, "CREATE TABLE $t ($x int, EXCLUDE USING gist ($x WITH =) WHERE ($x > 0))" },
    { PG, "CREATE TABLE $t ($x int NOT NULL) PARTITION BY RANGE ($x)" },
    { PG, "CREATE TABLE part$d PARTITION OF $t FOR VALUES FROM (${d}0) TO (${d}9)" },
    { PG, "CREATE TABLE $t (extra int) INHERITS ($u)" },
    { PG, "CREATE UNLOGGED TABLE $t ($x serial, LIKE $u INCLUDING ALL)" },
    { PG, "CREATE TABLE $t AS SELECT 1 AS a" },
    { PG, "CREATE STATISTICS $n (ndistinct) ON $x, c_1 FROM $t" },
    { PG, "CREATE COLLATION $n (provider = libc, locale = 'C')" },
    { PG, "CREATE PUBLICATION $n FOR TABLE $t WITH (publish = 'insert, update')" },
    { PG, "GRANT SELECT ($x), INSERT ON $t TO $n WITH GRANT OPTION" },
    { PG, "REVOKE INSERT ON $t FROM $n" },
    { PG, "GRANT $x TO $n WITH ADMIN OPTION" },
    { PG, "REVOKE ADMIN OPTION FOR $x FROM $n" },
    { PG, "ALTER DEFAULT PRIVILEGES FOR ROLE $x GRANT SELECT ON TABLES TO $n" },
    { PG, "COMMENT ON TABLE $t IS 'it''s'" },
    { PG, "COMMENT ON COLUMN $t.$x IS 'it''s'" },
    { PG, "COMMENT ON VIEW $n IS NULL" },
    { PG, "CREATE ROLE $n LOGIN CONNECTION LIMIT 5 VALID UNTIL '2030-01-0$d'" },
    { MY, "CREATE DATABASE $n CHARACTER SET utf8mb4 COLLATE utf8mb4_bin" },
    { MY, "CREATE OR REPLACE ALGORITHM = MERGE DEFINER = $x@`10.%` SQL SECURITY INVOKER VIEW $n "
          "(one) AS SELECT 1 WITH CHECK OPTION" },
    { MY, "ALTER DEFINER = root@localhost VIEW $n AS SELECT $d AS one" },
    { MY, "CREATE DEFINER = CURRENT_USER PROCEDURE $n (IN a int, OUT b varchar(9)) READS SQL "
          "DATA SQL SECURITY INVOKER COMMENT 'it''s' BEGIN SELECT 1; END" },
    { MY, "CREATE DEFINER = $x FUNCTION $n (a int) RETURNS int DETERMINISTIC RETURN a + $d" },
    { MY, "ALTER PROCEDURE $n COMMENT 'c$d' SQL SECURITY DEFINER" },
    { MY, "DROP PROCEDURE IF EXISTS $n" },
    { MY,
      "CREATE DEFINER = $x@localhost TRIGGER $n BEFORE INSERT ON $t FOR EACH ROW SET new.$x = $d" },
    { MY, "CREATE DEFINER = $x EVENT $n ON SCHEDULE EVERY 1 DAY ON COMPLETION PRESERVE DISABLE "
          "COMMENT 'it''s' DO SELECT $d" },
    { MY, "ALTER EVENT $n ON SCHEDULE EVERY 2 HOUR ENABLE" },
    { MY, "ALTER EVENT $n RENAME TO $x" },
    { MY, "DROP EVENT $x" },
    { MY, "GRANT SELECT ($x), INSERT ON $t TO $n@`10.%` WITH GRANT OPTION" },
    { MY, "GRANT ALL PRIVILEGES ON $x.* TO $n" },
    { MY, "GRANT EXECUTE ON PROCEDURE $x TO $n@localhost" },
    { MY, "GRANT $x, c_1 TO $n WITH ADMIN OPTION" },
    { MY, "REVOKE INSERT ON $t FROM $n@`10.%`" },
    { MY, "ALTER TABLE $t COMMENT = 'it''s', ROW_FORMAT = DYNAMIC, MAX_ROWS = $d" },
    { MY, "ALTER TABLE $t CONVERT TO CHARACTER SET utf8mb4 COLLATE utf8mb4_bin" },
    { MY, "ALTER TABLE $t ADD INDEX $n ($x) COMMENT 'c', ADD COLUMN y$d int FIRST" },
    { MY, "ALTER TABLE $t DROP INDEX $n" },
    { MY, "ALTER TABLE $t RENAME INDEX $n TO $x" },
    { MY, "ALTER TABLE $t RENAME TO $n, ADD COLUMN y$d int UNIQUE" },
    { MY, "ALTER TABLE $t CHANGE COLUMN $x y$d varchar(20) CHARACTER SET ascii NOT NULL DEFAULT "
          "'x' COMMENT 'c'" },
    { MY, "CREATE TABLE $t LIKE $u" },
    { MY, "CREATE TABLE $t ($x serial, b enum('a','it''s') DEFAULT 'a', c timestamp NULL DEFAULT "
          "CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP, d int AS (1 + 2) STORED) ENGINE = "
          "InnoDB AUTO_INCREMENT = 5 KEY_BLOCK_SIZE = 8" },
    { MY, "CREATE TABLE $t ($x int NOT NULL) PARTITION BY LIST ($x) (PARTITION p0 VALUES IN (1), "
          "PARTITION p1 VALUES IN (2) COMMENT 'c')" },
    { MY, "ALTER TABLE $t ADD PARTITION (PARTITION p$d VALUES IN (1$d))" },
    { MY, "ALTER TABLE $t DROP PARTITION p0" },
    { MY, "ALTER TABLE $t REMOVE PARTITIONING" },
    { MARIA, "CREATE OR REPLACE SEQUENCE $n START WITH 5 INCREMENT BY 2 NO MAXVALUE CACHE 1$d "
             "ENGINE = InnoDB" },
    { MARIA, "ALTER SEQUENCE $n RESTART 7 MAXVALUE 1000" },
    { MARIA, "CREATE OR REPLACE INDEX $n ON $t ($x)" },
    { MARIA, "ALTER TABLE $t ALTER INDEX $n IGNORED" },
    { MARIA, "CREATE OR REPLACE TABLE $t ($x int, s timestamp(6) GENERATED ALWAYS AS ROW START, e "
             "timestamp(6) GENERATED ALWAYS AS ROW END, PERIOD FOR SYSTEM_TIME (s, e)) WITH SYSTEM "
             "VERSIONING" },
    { MARIA,
      "CREATE AGGREGATE FUNCTION $n (a int) RETURNS int BEGIN LOOP FETCH GROUP NEXT ROW; END "
      "LOOP; END" },
    { MARIA, "GRANT SELECT ON $t TO PUBLIC" },
};

struct named {
    const char *table, *other, *name, *column;
    unsigned digit;
};

/* The form with names: $$ is $. */
static str fill(arena *a, const struct dialect *d, const struct named *as, const char *form)
{
    struct buf out = buf_on(a);

    for (const char *p = form; *p; p++) {
        if (*p != '$') {
            buf_char(&out, *p);
            continue;
        }
        p += p[1] == '{' ? 2 : 1;
        if (*p == 'd')
            buf_printf(&out, "%u", as->digit);
        else if (*p == '$')
            buf_char(&out, '$');
        else
            buf_str(&out, quoted(a, d,
                                 *p == 't'   ? as->table
                                 : *p == 'u' ? as->other
                                 : *p == 'n' ? as->name
                                             : as->column));
        p += p[1] == '}';
    }
    return str_copy(a, buf_view(&out));
}

struct taken {
    unsigned tried[COUNT_OF(forms)], times[COUNT_OF(forms)];
};

/* A form and some that follow it in the table, with the same names: these change what it made. */
static void other(struct pair *p, struct random *r, struct taken *taken)
{
    struct named as = { PICK(r, tables), PICK(r, tables), PICK(r, names), PICK(r, names),
                        upto(r, 9) };
    size_t i = upto(r, COUNT_OF(forms)), n = 1 + upto(r, 4);

    for (; i < COUNT_OF(forms) && n; i++) {
        if (!(forms[i].dialects & 1U << p->d->id))
            continue;
        taken->tried[i]++;
        taken->times[i] += one(p, fill(p->a, p->d, &as, forms[i].sql));
        n--;
    }
}

static size_t run_random(arena *a, const struct dialect *d, struct random *r, struct taken *taken)
{
    struct pair p = pair_of(a, d);

    p.quote_always = upto(r, 2);
    for (int i = 0; i < 40; i++) {
        const char *table = PICK(r, tables);
        unsigned what = upto(r, 9);

        if (what < 2)
            (void)one(&p, create_table(a, d, r, table));
        else if (what < 4)
            (void)one(&p, alter(a, d, r, table));
        else
            other(&p, r, taken);
    }
    EXPECT_STR(p.told, S(""));
    return p.written;
}

static void run_dialect(arena *a, enum dialect_id id)
{
    struct random r = { .state = 20261121 + (unsigned)id };
    struct taken taken = { 0 };
    size_t written = 0;

    for (int i = 0; i < 300; i++) {
        struct arena_mark mark = arena_mark(a);

        written += run_random(a, dialect_get(id), &r, &taken);
        arena_reset(a, mark);
    }
    printf("# %s: %zu statements written\n", dialect_get(id)->name, written);
    for (size_t i = 0; i < COUNT_OF(forms); i++)
        if (taken.tried[i] && !taken.times[i])
            test_fail(__FILE__, __LINE__, "%s: never taken: %s", dialect_get(id)->name,
                      forms[i].sql);
}

TEST(random_statements_of_sqlite)
{
    run_dialect(a, DIALECT_SQLITE);
}

TEST(random_statements_of_postgres)
{
    run_dialect(a, DIALECT_POSTGRES);
}

TEST(random_statements_of_mysql)
{
    run_dialect(a, DIALECT_MYSQL);
}

TEST(random_statements_of_mariadb)
{
    run_dialect(a, DIALECT_MARIADB);
}
