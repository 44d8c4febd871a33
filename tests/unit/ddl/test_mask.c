/* tests/unit/ddl/test_mask.c: passwords in statements are not stored. */
#include "ddl/outline.h"
#include "harness/test.h"

#include "base/buf.h"

struct mask_case {
    enum dialect_id dialect;
    const char *sql;
    const char *want; /* NULL = stays as it is */
};

/* clang-format off */
static const struct mask_case cases[] = {
    { DIALECT_POSTGRES, "CREATE ROLE r LOGIN PASSWORD 'x'", "CREATE ROLE r LOGIN PASSWORD '***'" },
    { DIALECT_POSTGRES,
      "alter user r with encrypted password 'it''s';",
      "alter user r with encrypted password '***';" },
    { DIALECT_POSTGRES,
      "ALTER ROLE r PASSWORD/* c */E'a\\'b' VALID UNTIL 'infinity'",
      "ALTER ROLE r PASSWORD/* c */'***' VALID UNTIL 'infinity'" },
    { DIALECT_POSTGRES, "ALTER ROLE r PASSWORD $x$ secret $x$", "ALTER ROLE r PASSWORD '***'" },
    { DIALECT_POSTGRES, "ALTER ROLE r PASSWORD NULL", NULL },
    { DIALECT_POSTGRES,
      "CREATE USER MAPPING FOR u SERVER s OPTIONS (user 'u', password 'x')",
      "CREATE USER MAPPING FOR u SERVER s OPTIONS (user 'u', password '***')" },
    { DIALECT_POSTGRES,
      "ALTER USER MAPPING FOR u SERVER s OPTIONS (SET \"password\" 'x')",
      "ALTER USER MAPPING FOR u SERVER s OPTIONS (SET \"password\" '***')" },
    { DIALECT_POSTGRES,
      "CREATE SUBSCRIPTION s CONNECTION 'host=h password=x' PUBLICATION p",
      "CREATE SUBSCRIPTION s CONNECTION '***' PUBLICATION p" },
    { DIALECT_POSTGRES,
      "CREATE SUBSCRIPTION s CONNECTION 'postgresql://u:x@h/d' PUBLICATION p",
      "CREATE SUBSCRIPTION s CONNECTION '***' PUBLICATION p" },
    { DIALECT_POSTGRES,
      "CREATE SUBSCRIPTION s CONNECTION 'postgresql://u@h/d' PUBLICATION p",
      NULL },
    { DIALECT_POSTGRES,
      "SELECT dblink_connect('c', 'dbname=d password=x')",
      "SELECT dblink_connect('c', '***')" },
    { DIALECT_POSTGRES,
      "SELECT * FROM dblink('host=h user=u password = x', 'SELECT 1') AS t(a int)",
      "SELECT * FROM dblink('***', 'SELECT 1') AS t(a int)" },
    { DIALECT_POSTGRES,
      "DO $$ BEGIN CREATE USER u PASSWORD 'x'; END $$",
      "DO $$ BEGIN CREATE USER u PASSWORD '***'; END $$" },
    { DIALECT_POSTGRES,
      "DO $a$ BEGIN EXECUTE $b$ALTER ROLE u PASSWORD 'x'$b$; END $a$; SELECT 1",
      "DO $a$ BEGIN EXECUTE $b$ALTER ROLE u PASSWORD '***'$b$; END $a$; SELECT 1" },
    { DIALECT_POSTGRES,
      "CREATE FUNCTION f() RETURNS int AS $$ SELECT 1 -- password\n$$ LANGUAGE sql",
      NULL },
    { DIALECT_POSTGRES, "INSERT INTO users (password) VALUES ('x')", NULL },
    { DIALECT_POSTGRES, "UPDATE users SET password = 'x' WHERE note = 'host=h password=y'", NULL },
    { DIALECT_POSTGRES, "CREATE TABLE users (password text DEFAULT 'x')", NULL },
    { DIALECT_POSTGRES, "COMMENT ON COLUMN users.password IS 'x'", NULL },
    { DIALECT_POSTGRES, "CREATE VIEW v AS SELECT 1 FROM users WHERE password = 'x'", NULL },
    { DIALECT_POSTGRES, "SELECT 1 -- PASSWORD 'x'", NULL },
    { DIALECT_POSTGRES, "SELECT 1; CREATE ROLE a PASSWORD 'x'; INSERT INTO t (password) VALUES ('y'); ALTER ROLE a PASSWORD 'z'",
      "SELECT 1; CREATE ROLE a PASSWORD '***'; INSERT INTO t (password) VALUES ('y'); ALTER ROLE a PASSWORD '***'" },
    { DIALECT_MYSQL,
      "CREATE USER 'a'@'h' IDENTIFIED BY 'x' REQUIRE SUBJECT 's'",
      "CREATE USER 'a'@'h' IDENTIFIED BY '***' REQUIRE SUBJECT 's'" },
    { DIALECT_MYSQL,
      "create user a identified by \"x\\\"y\", b identified by 'z'",
      "create user a identified by '***', b identified by '***'" },
    { DIALECT_MARIADB,
      "CREATE USER a IDENTIFIED BY PASSWORD '*ABC'",
      "CREATE USER a IDENTIFIED BY PASSWORD '***'" },
    { DIALECT_MYSQL,
      "CREATE USER a IDENTIFIED WITH 'plugin' AS 'x'",
      "CREATE USER a IDENTIFIED WITH 'plugin' AS '***'" },
    { DIALECT_MYSQL,
      "CREATE USER a IDENTIFIED WITH plugin BY 'x'",
      "CREATE USER a IDENTIFIED WITH plugin BY '***'" },
    { DIALECT_MYSQL,
      "ALTER USER a IDENTIFIED WITH p AS 0x2435",
      "ALTER USER a IDENTIFIED WITH p AS '***'" },
    { DIALECT_MYSQL,
      "ALTER USER a IDENTIFIED BY 'new' REPLACE 'old'",
      "ALTER USER a IDENTIFIED BY '***' REPLACE '***'" },
    { DIALECT_MYSQL, "ALTER USER a IDENTIFIED BY RANDOM PASSWORD", NULL },
    { DIALECT_MARIADB,
      "CREATE USER a IDENTIFIED VIA p USING 'x' OR q USING PASSWORD('y')",
      "CREATE USER a IDENTIFIED VIA p USING '***' OR q USING PASSWORD('***')" },
    { DIALECT_MARIADB,
      "GRANT ALL ON *.* TO a IDENTIFIED BY 'x'",
      "GRANT ALL ON *.* TO a IDENTIFIED BY '***'" },
    { DIALECT_MARIADB,
      "/*!50001 CREATE USER a IDENTIFIED BY 'x' */",
      "/*!50001 CREATE USER a IDENTIFIED BY '***' */" },
    { DIALECT_MYSQL, "SET PASSWORD = 'x'", "SET PASSWORD = '***'" },
    { DIALECT_MYSQL,
      "SET PASSWORD FOR 'a'@'h' = 'x' REPLACE 'y'",
      "SET PASSWORD FOR 'a'@'h' = '***' REPLACE '***'" },
    { DIALECT_MARIADB,
      "SET PASSWORD FOR a = PASSWORD('x')",
      "SET PASSWORD FOR a = PASSWORD('***')" },
    { DIALECT_MARIADB,
      "UPDATE mysql.user SET a = 'b', p = PASSWORD('x')",
      "UPDATE mysql.user SET a = 'b', p = PASSWORD('***')" },
    { DIALECT_MYSQL,
      "CHANGE MASTER TO MASTER_HOST='h', MASTER_PASSWORD = 'x'",
      "CHANGE MASTER TO MASTER_HOST='h', MASTER_PASSWORD = '***'" },
    { DIALECT_MYSQL,
      "CHANGE REPLICATION SOURCE TO SOURCE_PASSWORD='x'",
      "CHANGE REPLICATION SOURCE TO SOURCE_PASSWORD='***'" },
    { DIALECT_MYSQL,
      "START REPLICA USER='u' PASSWORD='x'",
      "START REPLICA USER='u' PASSWORD='***'" },
    { DIALECT_MYSQL,
      "CREATE SERVER s FOREIGN DATA WRAPPER mysql OPTIONS (USER 'u', PASSWORD 'x')",
      "CREATE SERVER s FOREIGN DATA WRAPPER mysql OPTIONS (USER 'u', PASSWORD '***')" },
    { DIALECT_MYSQL,
      "CREATE TABLE f (a INT) ENGINE=FEDERATED CONNECTION='mysql://u:x@h/d/t'",
      "CREATE TABLE f (a INT) ENGINE=FEDERATED CONNECTION='***'" },
    { DIALECT_MYSQL,
      "PREPARE s FROM 'ALTER USER a IDENTIFIED BY \\'x\\''",
      "PREPARE s FROM '***'" },
    { DIALECT_MYSQL,
      "CREATE PROCEDURE p() BEGIN CREATE USER a IDENTIFIED BY 'x'; UPDATE t SET password = 'y'; END",
      "CREATE PROCEDURE p() BEGIN CREATE USER a IDENTIFIED BY '***'; UPDATE t SET password = 'y'; END" },
    { DIALECT_MYSQL, "UPDATE users SET password = 'x'", NULL },
    { DIALECT_MYSQL,
      "CREATE TABLE users (password VARCHAR(9) DEFAULT 'x', KEY password (password))",
      NULL },
    { DIALECT_MYSQL,
      "CREATE USER a IDENTIFIED BY 'not closed",
      "CREATE USER a IDENTIFIED BY '***'" },
    { DIALECT_SQLITE, "UPDATE t SET password = 'x'", NULL },
    { DIALECT_SQLITE, "", NULL },
};

/* clang-format on */

TEST(literals)
{
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        const struct mask_case *c = &cases[i];
        bool masked;
        str got = outline_mask(a, dialect_get(c->dialect), str_of(c->sql), &masked);

        EXPECT_STR(got, str_of(c->want ? c->want : c->sql));
        EXPECT(masked == (c->want != NULL));
    }
}

TEST(without_a_mark_the_text_itself_comes_back)
{
    str text = S("SELECT 'x'");
    bool masked;

    EXPECT(outline_mask(a, dialect_get(DIALECT_POSTGRES), text, &masked).p == text.p);
    EXPECT(!masked);
}

TEST(cut_off_at_every_byte)
{
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        str sql = str_of(cases[i].sql);

        for (size_t cut = 0; cut <= sql.n; cut++) {
            struct arena_mark mark = arena_mark(a);
            char *exact = arena_new(a, char, cut + !cut);
            bool masked;
            str got;

            memcpy(exact, sql.p, cut);
            got = outline_mask(a, dialect_get(cases[i].dialect), (str){ exact, cut }, &masked);
            EXPECT(masked || str_eq(got, str_slice(sql, 0, cut)));
            arena_reset(a, mark);
        }
    }
}

/* Many statements, and many words that come close: time grows with the text only. */
TEST(long_text)
{
    struct buf b = buf_on(a);
    bool masked;
    str got;

    for (int i = 0; i < 20000; i++)
        buf_z(&b, "INSERT INTO t (password) VALUES ('password password passwd://identified');\n"
                  "CREATE ROLE r PASSWORD 'secret';\n$$ $x$ password ");
    got = outline_mask(a, dialect_get(DIALECT_POSTGRES), buf_view(&b), &masked);
    EXPECT(masked);
    EXPECT(got.n < b.n);
}

TEST(the_secrets_themselves)
{
    struct str_list found = { 0 };

    outline_secrets(a, dialect_get(DIALECT_MARIADB),
                    S("CREATE USER a IDENTIFIED BY 'one', b IDENTIFIED BY\n\"two\""), &found);
    EXPECT_INT(found.n, 2);
    EXPECT_STR(found.v[0], S("'one'"));
    EXPECT_STR(found.v[1], S("\"two\""));
    found.n = 0;
    outline_secrets(a, dialect_get(DIALECT_POSTGRES),
                    S("DO $$ BEGIN ALTER ROLE x PASSWORD 'three'; END $$"), &found);
    EXPECT_INT(found.n, 1);
    EXPECT_STR(found.v[0], S("'three'"));
    found.n = 0;
    outline_secrets(a, dialect_get(DIALECT_POSTGRES), S("SELECT 'password'"), &found);
    EXPECT_INT(found.n, 0);
}
