/* tests/unit/ddl/test_read_my_alter.c: every clause of ALTER TABLE of MySQL and MariaDB. */
#include "unit/ddl/read_my_check.h"

/* clang-format off */
static const struct read_case mysql[] = {
    { "ALTER TABLE t",
      "alter table t\n" },
    { "ALTER TABLE t ADD COLUMN a INT NOT NULL DEFAULT 0 FIRST",
      "create column t.a type=int not null=true default=(0){literal} position=''\n" },
    { "ALTER TABLE t ADD a INT AFTER `b`, ADD COLUMN c TEXT",
      "create column t.a type=int position='b'\n"
      "create column t.c type=text\n" },
    { "ALTER TABLE db.t ADD COLUMN (a INT, b VARCHAR(5), KEY (a))",
      "create column db.t.a type=int\n"
      "create column db.t.b type=varchar(5)\n"
      "create index db.t.? [self named] parts=(a)\n" },
    { "ALTER TABLE t ADD (a INT)",
      "create column t.a type=int\n" },
    { "ALTER TABLE t ADD PRIMARY KEY (id), ADD UNIQUE KEY u (a), ADD UNIQUE (b), ADD INDEX (c), ADD KEY k "
      "(d(5)), ADD FULLTEXT f (e), ADD SPATIAL KEY s (g)",
      "create primary key t.? parts=(id)\n"
      "create index t.u unique=true parts=(a)\n"
      "create index t.? [self named] unique=true parts=(b)\n"
      "create index t.? [self named] parts=(c)\n"
      "create index t.k parts=(d(5))\n"
      "create index t.f method='fulltext' parts=(e)\n"
      "create index t.s method='spatial' parts=(g)\n" },
    { "ALTER TABLE t ADD CONSTRAINT fk FOREIGN KEY (a) REFERENCES o (id) ON DELETE RESTRICT, ADD FOREIGN KEY "
      "(b) REFERENCES p (id)",
      "create foreign key t.fk columns=(a) references=o referenced columns=(id) on delete='RESTRICT'\n"
      "create foreign key t.? [self named] columns=(b) references=p referenced columns=(id)\n" },
    { "ALTER TABLE t ADD CONSTRAINT ck CHECK (a > 0), ADD CHECK (b > 0) NOT ENFORCED, ADD CONSTRAINT pk "
      "PRIMARY KEY (a), ADD CONSTRAINT uq UNIQUE (c)",
      "create check constraint t.ck expression=(a > 0){columns refs=(a)}\n"
      "create check constraint t.? [self named] expression=(b > 0){columns refs=(b)} not enforced=true\n"
      "create primary key t.? parts=(a)\n"
      "create index t.uq unique=true parts=(c)\n" },
    { "ALTER TABLE t DROP COLUMN a",
      "drop column t.a\n" },
    { "ALTER TABLE t DROP a, DROP b RESTRICT",
      "drop column t.a\n"
      "drop column t.b\n" },
    { "ALTER TABLE t DROP PRIMARY KEY",
      "drop primary key t.?\n" },
    { "ALTER TABLE t DROP INDEX i, DROP KEY k",
      "drop index t.i\n"
      "drop index t.k\n" },
    { "ALTER TABLE t DROP FOREIGN KEY fk",
      "drop foreign key t.fk\n" },
    { "ALTER TABLE t DROP CHECK ck, DROP CONSTRAINT c2",
      "drop check constraint t.ck\n"
      "drop check constraint t.c2\n" },
    { "ALTER TABLE t MODIFY a BIGINT NOT NULL",
      "alter column t.a [restates] type=bigint not null=true\n" },
    { "ALTER TABLE t MODIFY COLUMN a VARCHAR(100) CHARACTER SET utf8mb4 DEFAULT 'x' COMMENT 'c' AFTER b",
      "alter column t.a [restates] type=varchar(100) character set='utf8mb4' default=('x'){literal} "
      "comment='c' position='b'\n" },
    { "ALTER TABLE t CHANGE a b INT NOT NULL FIRST",
      "alter column t.a [restates] type=int not null=true position=''\n"
      "rename column t.a to b\n" },
    { "ALTER TABLE t CHANGE COLUMN a a BIGINT AUTO_INCREMENT UNIQUE",
      "alter column t.a [restates] type=bigint auto_increment=true\n"
      "create index t.? [inline, self named] parts=(a) unique=true\n" },
    { "ALTER TABLE t CHANGE a A INT",
      "alter column t.a [restates] type=int\n"
      "rename column t.a to A\n" },
    { "ALTER TABLE t RENAME COLUMN a TO b",
      "rename column t.a to b\n" },
    { "ALTER TABLE t RENAME INDEX i TO j, RENAME KEY k TO l",
      "rename index t.i to j\n"
      "rename index t.k to l\n" },
    { "ALTER TABLE t RENAME TO u",
      "rename table t to u\n" },
    { "ALTER TABLE t RENAME AS db2.u",
      "move table t to db2.u\n" },
    { "ALTER TABLE t RENAME u",
      "rename table t to u\n" },
    { "ALTER TABLE t RENAME = u",
      "rename table t to u\n" },
    { "ALTER TABLE t ALTER COLUMN a SET DEFAULT 5",
      "alter column t.a default=(5){literal}\n" },
    { "ALTER TABLE t ALTER a SET DEFAULT (now()), ALTER COLUMN b DROP DEFAULT",
      "alter column t.a default=(now()){stable function refs=(now)}\n"
      "alter column t.b default=reset\n" },
    { "ALTER TABLE t ALTER COLUMN a SET INVISIBLE, ALTER b SET VISIBLE",
      "alter column t.a invisible=true\n"
      "alter column t.b invisible=reset\n" },
    { "ALTER TABLE t ALTER INDEX i INVISIBLE, ALTER INDEX j VISIBLE",
      "alter index t.i invisible=true\n"
      "alter index t.j invisible=reset\n" },
    { "ALTER TABLE t ALTER CHECK c NOT ENFORCED, ALTER CONSTRAINT d ENFORCED",
      "alter check constraint t.c not enforced=true\n"
      "alter check constraint t.d not enforced=reset\n" },
    { "ALTER TABLE t ENGINE=InnoDB",
      "alter table t engine='InnoDB'\n" },
    { "ALTER TABLE t ENGINE = MyISAM ROW_FORMAT = COMPRESSED, KEY_BLOCK_SIZE=8",
      "alter table t engine='MyISAM'\n"
      "alter table t row format='COMPRESSED'\n"
      "alter table t options+='key_block_size=8'\n" },
    { "ALTER TABLE t AUTO_INCREMENT = 1000, COMMENT 'new'",
      "alter table t next auto_increment=1000\n"
      "alter table t comment='new'\n" },
    { "ALTER TABLE t CONVERT TO CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci",
      "alter table t convert=true character set='utf8mb4' collation='utf8mb4_unicode_ci'\n" },
    { "ALTER TABLE t CONVERT TO CHARSET latin1",
      "alter table t convert=true character set='latin1'\n" },
    { "ALTER TABLE t DEFAULT CHARACTER SET utf8mb4 COLLATE = utf8mb4_bin",
      "alter table t character set='utf8mb4'\n"
      "alter table t collation='utf8mb4_bin'\n" },
    { "ALTER TABLE t CHARACTER SET = latin1",
      "alter table t character set='latin1'\n" },
    { "ALTER TABLE t FORCE",
      "alter table t rebuild=true\n" },
    { "ALTER TABLE t FORCE, ALGORITHM=INPLACE, LOCK=NONE",
      "algorithm=INPLACE\n"
      "lock=NONE\n"
      "alter table t rebuild=true\n" },
    { "ALTER TABLE t ADD COLUMN a INT, ALGORITHM=INSTANT",
      "algorithm=INSTANT\n"
      "create column t.a type=int\n" },
    { "ALTER TABLE t ALGORITHM = copy, LOCK exclusive, ADD INDEX i (a)",
      "algorithm=COPY\n"
      "lock=EXCLUSIVE\n"
      "create index t.i parts=(a)\n" },
    { "ALTER TABLE t DISABLE KEYS",
      "alter table t what='disable keys'\n" },
    { "ALTER TABLE t ENABLE KEYS",
      "alter table t what='enable keys'\n" },
    { "ALTER TABLE t ORDER BY a, b DESC",
      "alter table t what='order by a, b desc'\n" },
    { "ALTER TABLE t DISCARD TABLESPACE",
      "alter table t what='discard tablespace'\n" },
    { "ALTER TABLE t IMPORT TABLESPACE",
      "alter table t what='import tablespace'\n" },
    { "ALTER TABLE t DISCARD PARTITION p0, p1 TABLESPACE",
      "alter table t what='discard partition p0, p1 tablespace'\n" },
    { "ALTER TABLE t ADD PARTITION (PARTITION p3 VALUES LESS THAN (100))",
      "create partition t.p3 partition bound=(VALUES LESS THAN (100))\n" },
    { "ALTER TABLE t ADD PARTITION PARTITIONS 4",
      "alter table t partitions='ADD PARTITION PARTITIONS 4'\n"
      "  create partition t.? [implied]\n"
      "  create partition t.? [implied]\n"
      "  create partition t.? [implied]\n"
      "  create partition t.? [implied]\n" },
    { "ALTER TABLE t DROP PARTITION p0, p1",
      "drop partition t.p0\n"
      "drop partition t.p1\n" },
    { "ALTER TABLE t TRUNCATE PARTITION p0",
      "rows truncate partition t.p0\n" },
    { "ALTER TABLE t TRUNCATE PARTITION ALL",
      "rows truncate table t\n" },
    { "ALTER TABLE t COALESCE PARTITION 2",
      "alter table t partitions='COALESCE PARTITION 2'\n"
      "  drop partition t.? [implied]\n"
      "  drop partition t.? [implied]\n" },
    { "ALTER TABLE t REORGANIZE PARTITION p0 INTO (PARTITION n0 VALUES LESS THAN (5), PARTITION n1 VALUES "
      "LESS THAN (10))",
      "alter table t partitions='REORGANIZE PARTITION p0 INTO (PARTITION n0 VALUES LESS THAN (5), PARTITION "
      "n1 VALUES LESS THAN (10))'\n"
      "  drop partition t.p0 [implied]\n"
      "  create partition t.n0 [implied] partition bound=(VALUES LESS THAN (5))\n"
      "  create partition t.n1 [implied] partition bound=(VALUES LESS THAN (10))\n" },
    { "ALTER TABLE t EXCHANGE PARTITION p0 WITH TABLE u WITHOUT VALIDATION",
      "alter table t partitions='EXCHANGE PARTITION p0 WITH TABLE u WITHOUT VALIDATION'\n"
      "alter table u partitions='EXCHANGE PARTITION p0 WITH TABLE u WITHOUT VALIDATION'\n" },
    { "ALTER TABLE t ANALYZE PARTITION p0, p1",
      "upkeep analyze partition t.p0\n"
      "upkeep analyze partition t.p1\n" },
    { "ALTER TABLE t CHECK PARTITION ALL",
      "upkeep check table t\n" },
    { "ALTER TABLE t OPTIMIZE PARTITION p0",
      "upkeep optimize partition t.p0\n" },
    { "ALTER TABLE t REBUILD PARTITION p0, p1",
      "upkeep optimize partition t.p0\n"
      "upkeep optimize partition t.p1\n" },
    { "ALTER TABLE t REPAIR PARTITION p0 QUICK",
      "upkeep repair partition t.p0\n" },
    { "ALTER TABLE t REMOVE PARTITIONING",
      "alter table t partition by=reset\n" },
    { "ALTER TABLE t PARTITION BY KEY (a) PARTITIONS 4",
      "alter table t partition by=(KEY (a)){columns refs=(a)} partitions='PARTITIONS 4'\n"
      "  create partition t.? [implied]\n"
      "  create partition t.? [implied]\n"
      "  create partition t.? [implied]\n"
      "  create partition t.? [implied]\n" },
    { "ALTER TABLE t ADD COLUMN a INT, WITH VALIDATION",
      "create column t.a type=int\n" },
    { "ALTER TABLE t SECONDARY_ENGINE = rapid",
      "alter table t options+='secondary_engine=rapid'\n" },
    { "ALTER TABLE t SECONDARY_LOAD",
      "alter table t what='secondary_load'\n" },
    { "ALTER TABLE t ADD COLUMN a INT CHECK (a > 1) REFERENCES o (id)",
      "create column t.a type=int\n"
      "create check constraint t.? [inline, self named] expression=(a > 1){columns refs=(a)}\n"
      "create foreign key t.? [inline, self named] columns=(a) references=o referenced columns=(id)\n" },
    { "ALTER TABLE t MODIFY a ENUM('a','b','c') NOT NULL DEFAULT 'a', MODIFY b SET('x')",
      "alter column t.a [restates] type=enum('a', 'b', 'c') not null=true default=('a'){literal}\n"
      "alter column t.b [restates] type=set('x')\n" },
    { "ALTER TABLE t STATS_PERSISTENT=1 STATS_AUTO_RECALC=DEFAULT",
      "alter table t options+='stats_persistent=1'\n"
      "alter table t options+='stats_auto_recalc=DEFAULT'\n" },
    { "ALTER TABLE t ADD COLUMN g INT GENERATED ALWAYS AS (a*2) VIRTUAL, ADD INDEX (g)",
      "create column t.g type=int generated=(a*2){columns refs=(a)}\n"
      "create index t.? [self named] parts=(g)\n" },
};

static const struct read_case mariadb[] = {
    { "ALTER TABLE IF EXISTS t ADD COLUMN IF NOT EXISTS a INT, DROP COLUMN IF EXISTS b",
      "create column t.a [if exists, if not exists] type=int(11)\n"
      "drop column t.b [if exists]\n" },
    { "ALTER TABLE t ADD IF NOT EXISTS (a INT, b INT)",
      "create column t.a [if not exists] type=int(11)\n"
      "create column t.b [if not exists] type=int(11)\n" },
    { "ALTER TABLE t ADD INDEX IF NOT EXISTS i (a), DROP INDEX IF EXISTS j, DROP KEY IF EXISTS k",
      "create index t.i [if not exists] parts=(a)\n"
      "drop index t.j [if exists]\n"
      "drop index t.k [if exists]\n" },
    { "ALTER TABLE t ADD CONSTRAINT IF NOT EXISTS c CHECK (a > 0), DROP CONSTRAINT IF EXISTS d",
      "create check constraint t.c [if not exists] expression=(a > 0){columns refs=(a)}\n"
      "drop check constraint t.d [if exists]\n" },
    { "ALTER TABLE t ADD FOREIGN KEY IF NOT EXISTS f (a) REFERENCES o (id), DROP FOREIGN KEY IF EXISTS g",
      "create foreign key t.f [if not exists] columns=(a) references=o referenced columns=(id)\n"
      "drop foreign key t.g [if exists]\n" },
    { "ALTER TABLE t MODIFY IF EXISTS a INT, CHANGE COLUMN IF EXISTS b c INT, ALTER COLUMN IF EXISTS d SET DEFAULT 1",
      "alter column t.a [if exists, restates] type=int(11)\n"
      "alter column t.b [if exists, restates] type=int(11)\n"
      "rename column t.b to c [if exists]\n"
      "alter column t.d [if exists] default=(1){literal}\n" },
    { "ALTER TABLE t RENAME COLUMN IF EXISTS a TO b, RENAME INDEX IF EXISTS i TO j, RENAME KEY k TO l",
      "rename column t.a to b [if exists]\n"
      "rename index t.i to j [if exists]\n"
      "rename index t.k to l\n" },
    { "ALTER TABLE t ALTER INDEX i IGNORED, ALTER KEY IF EXISTS j NOT IGNORED",
      "alter index t.i invisible=true\n"
      "alter index t.j [if exists] invisible=reset\n" },
    { "ALTER TABLE t ADD SYSTEM VERSIONING",
      "alter table t system versioning=true\n" },
    { "ALTER TABLE t DROP SYSTEM VERSIONING",
      "alter table t system versioning=reset\n" },
    { "ALTER TABLE t ADD COLUMN s TIMESTAMP(6) GENERATED ALWAYS AS ROW START, ADD PERIOD FOR SYSTEM_TIME (s, e)",
      "create column t.s type=timestamp(6) generated=(ROW START) stored=true\n"
      "create object t.system_time what='period' columns=(s, e)\n" },
    { "ALTER TABLE t DROP PERIOD FOR SYSTEM_TIME",
      "drop object t.system_time what='period'\n" },
    { "ALTER TABLE t ADD PERIOD IF NOT EXISTS FOR p (a, b)",
      "create object t.p [if not exists] what='period' columns=(a, b)\n" },
    { "ALTER TABLE t DROP PARTITION IF EXISTS p0",
      "drop partition t.p0 [if exists]\n" },
    { "ALTER TABLE t ADD PARTITION IF NOT EXISTS (PARTITION p1 VALUES IN (1))",
      "create partition t.p1 [if not exists] partition bound=(VALUES IN (1))\n" },
    { "ALTER TABLE t CONVERT PARTITION p0 TO TABLE u",
      "alter table t partitions='CONVERT PARTITION p0 TO TABLE u'\n"
      "create table u [as select] partitions='CONVERT PARTITION p0 TO TABLE u'\n"
      "  drop partition t.p0 [implied]\n" },
    { "ALTER TABLE t CONVERT TABLE u TO PARTITION p1 VALUES LESS THAN (10)",
      "alter table t partitions='CONVERT TABLE u TO PARTITION p1 VALUES LESS THAN (10)'\n"
      "alter table u partitions='CONVERT TABLE u TO PARTITION p1 VALUES LESS THAN (10)'\n"
      "  drop table u [implied]\n"
      "  create partition t.p1 [implied]\n" },
    { "ALTER ONLINE TABLE t ADD COLUMN a INT",
      "lock=NONE\n"
      "create column t.a type=int(11)\n" },
    { "ALTER IGNORE TABLE t ADD UNIQUE (a)",
      "alter table t what='ignore'\n"
      "create index t.? [self named] unique=true parts=(a)\n" },
    { "ALTER TABLE t WAIT 5 ADD COLUMN a INT",
      "create column t.a type=int(11)\n" },
    { "ALTER TABLE t NOWAIT DROP a",
      "drop column t.a\n" },
    { "ALTER TABLE t ADD COLUMN a INT, ALGORITHM=NOCOPY, LOCK=SHARED",
      "algorithm=NOCOPY\n"
      "lock=SHARED\n"
      "create column t.a type=int(11)\n" },
    { "ALTER TABLE t MODIFY a INT WITHOUT SYSTEM VERSIONING",
      "alter column t.a [restates] type=int(11) system versioning=false\n" },
    { "ALTER TABLE t ADD PRIMARY KEY IF NOT EXISTS (a), DROP PRIMARY KEY",
      "create primary key t.? [if not exists] parts=(a)\n"
      "drop primary key t.?\n" },
    { "ALTER TABLE t ADD VECTOR INDEX v (e), ADD UNIQUE INDEX IF NOT EXISTS u (a)",
      "create index t.v method='vector' parts=(e)\n"
      "create index t.u [if not exists] unique=true parts=(a)\n" },
    { "ALTER TABLE t PAGE_COMPRESSED=1, ENCRYPTED=YES",
      "alter table t options+='page_compressed=1'\n"
      "alter table t options+='encrypted=YES'\n" },
    { "ALTER TABLE t FORCE, ALGORITHM=COPY",
      "algorithm=COPY\n"
      "alter table t rebuild=true\n" },
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
