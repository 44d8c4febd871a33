/* tests/unit/ddl/test_read_my_user.c: users and rights of MySQL and MariaDB; no secret is kept. */
#include "unit/ddl/read_my_check.h"

/* clang-format off */
static const struct read_case mysql[] = {
    { "CREATE USER u",
      "create role u\n" },
    { "CREATE USER IF NOT EXISTS 'u'@'%' IDENTIFIED BY 'secret', v@localhost IDENTIFIED WITH "
      "caching_sha2_password BY 'secret2' REQUIRE SSL WITH MAX_QUERIES_PER_HOUR 5 PASSWORD EXPIRE INTERVAL 90 "
      "DAY ACCOUNT LOCK COMMENT 'note'",
      "create role u [if not exists]\n"
      "create role v@localhost [if not exists] options=('identified with caching_sha2_password', 'require "
      "ssl', 'with max_queries_per_hour 5', 'password expire interval 90 day', 'account lock') comment='note'"
      "\n" },
    { "CREATE USER u@'10.%' IDENTIFIED WITH mysql_native_password AS '*ABC' DEFAULT ROLE r, s",
      "create role u@10.% options=('identified with mysql_native_password') roles=('r', 's')\n" },
    { "CREATE USER u IDENTIFIED BY RANDOM PASSWORD FAILED_LOGIN_ATTEMPTS 3 PASSWORD_LOCK_TIME 2",
      "create role u options=('failed_login_attempts 3', 'password_lock_time 2')\n" },
    { "ALTER USER u IDENTIFIED BY 'new' REPLACE 'old' RETAIN CURRENT PASSWORD",
      "alter role u\n" },
    { "ALTER USER IF EXISTS u ACCOUNT UNLOCK, v PASSWORD EXPIRE NEVER",
      "alter role u [if exists] options+='account unlock'\n"
      "alter role v [if exists] options+='password expire never'\n" },
    { "ALTER USER USER() IDENTIFIED BY 'x'",
      "alter role current_user\n" },
    { "ALTER USER u DEFAULT ROLE ALL",
      "alter role u roles=('ALL')\n" },
    { "ALTER USER u REQUIRE SUBJECT '/CN=x' AND ISSUER '/CN=y'",
      "alter role u options+='require subject and issuer'\n" },
    { "DROP USER u, 'v'@'h'",
      "drop role u\n"
      "drop role v@h\n" },
    { "DROP USER IF EXISTS u",
      "drop role u [if exists]\n" },
    { "RENAME USER u TO v, a@b TO c@d",
      "rename role u to v\n"
      "rename role a@b to c@d\n" },
    { "CREATE ROLE r, 's'@'h'",
      "create role r\n"
      "create role s@h\n" },
    { "DROP ROLE IF EXISTS r",
      "drop role r [if exists]\n" },
    { "GRANT SELECT, INSERT (a, b) ON db.t TO u, v@h",
      "create grant db.t.u privileges=('select', 'insert (a, b)')\n"
      "create grant db.t.v@h privileges=('select', 'insert (a, b)')\n" },
    { "GRANT ALL PRIVILEGES ON *.* TO 'root'@'localhost' WITH GRANT OPTION",
      "create grant *.*.root@localhost privileges=('all privileges') options=('grant option')\n" },
    { "GRANT ALL ON db.* TO u IDENTIFIED BY 'secret' REQUIRE SSL",
      "create grant db.*.u privileges=('all') options=('require ssl')\n" },
    { "GRANT EXECUTE ON PROCEDURE db.p TO u",
      "create grant db.p.u privileges=('execute') what='procedure'\n" },
    { "GRANT USAGE ON * TO u",
      "create grant *.u privileges=('usage')\n" },
    { "GRANT r, 's'@'h' TO u WITH ADMIN OPTION",
      "create grant u roles=('r', 's@h') options=('grant option')\n" },
    { "GRANT PROXY ON a TO b",
      "create grant a.b privileges=('proxy')\n" },
    { "REVOKE SELECT ON db.t FROM u",
      "drop grant db.t.u privileges=('select')\n" },
    { "REVOKE ALL PRIVILEGES, GRANT OPTION FROM u",
      "drop grant u privileges=('all privileges', 'grant option')\n" },
    { "REVOKE IF EXISTS r FROM u IGNORE UNKNOWN USER",
      "drop grant u roles=('r')\n" },
    { "SET PASSWORD = 'secret'",
      "alter role current_user options+='password'\n" },
    { "SET PASSWORD FOR u@h = PASSWORD('secret')",
      "alter role u@h options+='password'\n" },
    { "SET PASSWORD FOR u TO RANDOM",
      "alter role u options+='password'\n" },
    { "SET DEFAULT ROLE r, s TO u",
      "alter role u roles=('r', 's')\n" },
    { "SET ROLE ALL EXCEPT r",
      "session role value='ALL EXCEPT r'\n" },
    { "SET ROLE NONE",
      "session role value='NONE'\n" },
    { "CREATE SERVER s FOREIGN DATA WRAPPER mysql OPTIONS (USER 'u', PASSWORD 'secret')",
      "create object s what='server'\n" },
    { "ALTER SERVER s OPTIONS (PASSWORD 'x')",
      "alter object s what='server'\n" },
    { "DROP SERVER IF EXISTS s",
      "drop object s [if exists] what='server'\n" },
    { "CREATE TABLESPACE ts ADD DATAFILE 'x.ibd' ENGINE=InnoDB",
      "create object ts what='tablespace'\n" },
    { "ALTER TABLESPACE ts RENAME TO tt",
      "alter object ts what='tablespace'\n" },
    { "DROP UNDO TABLESPACE u1",
      "drop object u1 what='tablespace'\n" },
};

static const struct read_case mariadb[] = {
    { "CREATE OR REPLACE USER u IDENTIFIED VIA ed25519 USING PASSWORD('secret') OR unix_socket",
      "create role u [or replace] options=('identified with ed25519', 'identified with unix_socket')\n" },
    { "CREATE USER u IDENTIFIED BY PASSWORD '*ABC'",
      "create role u\n" },
    { "CREATE ROLE r WITH ADMIN CURRENT_USER",
      "create role r owner='current_user'\n" },
    { "CREATE OR REPLACE ROLE r",
      "create role r [or replace]\n" },
    { "SET DEFAULT ROLE r FOR u",
      "alter role u roles=('r')\n" },
    { "GRANT SELECT ON db.t TO PUBLIC",
      "create grant db.t.PUBLIC privileges=('select')\n" },
    { "REVOKE ADMIN OPTION FOR r FROM u",
      "drop grant u roles=('r') options=('grant option')\n" },
    { "GRANT EXECUTE ON PACKAGE BODY db.p TO u",
      "create grant db.p.u privileges=('execute') what='package body'\n" },
};

/* clang-format on */

TEST(reads_mysql)
{
    check_reads(a, DIALECT_MYSQL, mysql, COUNT_OF(mysql));
}

TEST(reads_mariadb)
{
    check_reads(a, DIALECT_MARIADB, mariadb, COUNT_OF(mariadb));
}
