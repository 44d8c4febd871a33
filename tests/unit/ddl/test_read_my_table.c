/* tests/unit/ddl/test_read_my_table.c: tables and indexes of MySQL and MariaDB. */
#include "unit/ddl/read_my_check.h"

/* clang-format off */
static const struct read_case mysql[] = {
    { "CREATE TABLE t (id INT)",
      "create table t\n"
      "create column t.id type=int\n" },
    { "create table if not exists `db`.`t t` (`a b` int)",
      "create table db.t t [if not exists]\n"
      "create column db.t t.a b type=int\n" },
    { "CREATE TABLE t (id INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY, name VARCHAR(50) NULL DEFAULT 'x' "
      "COMMENT 'it''s', UNIQUE KEY u (name))",
      "create table t\n"
      "create column t.id type=int unsigned not null=true auto_increment=true\n"
      "create primary key t.? [inline, self named] parts=(id)\n"
      "create column t.name type=varchar(50) default=('x'){literal} comment='it''s'\n"
      "create index t.u unique=true parts=(name)\n" },
    { "CREATE TABLE t (a INT UNIQUE, b INT UNIQUE KEY, c INT KEY, d INT PRIMARY KEY)",
      "create table t\n"
      "create column t.a type=int\n"
      "create index t.? [inline, self named] parts=(a) unique=true\n"
      "create column t.b type=int\n"
      "create index t.? [inline, self named] parts=(b) unique=true\n"
      "create column t.c type=int\n"
      "create primary key t.? [inline, self named] parts=(c)\n"
      "create column t.d type=int\n"
      "create primary key t.? [inline, self named] parts=(d)\n" },
    { "CREATE TABLE t (a TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP, b "
      "DATETIME(6) DEFAULT NOW(6) ON UPDATE NOW(6))",
      "create table t\n"
      "create column t.a type=timestamp not null=true default=(CURRENT_TIMESTAMP){stable} on "
      "update=(CURRENT_TIMESTAMP){stable}\n"
      "create column t.b type=datetime(6) default=(NOW(6)){stable function refs=(NOW)} on "
      "update=(NOW(6)){stable function refs=(NOW)}\n" },
    { "CREATE TABLE t (a INT DEFAULT -1, b INT DEFAULT +5, c BIT DEFAULT b'0', d CHAR(36) DEFAULT (uuid()), e "
      "DATE DEFAULT (CURRENT_DATE + INTERVAL 1 YEAR), f VARCHAR(5) DEFAULT 'a' 'b', g VARCHAR(3) DEFAULT "
      "_utf8mb4'x', h INT DEFAULT TRUE)",
      "create table t\n"
      "create column t.a type=int default=(-1){literal}\n"
      "create column t.b type=int default=(+5){literal}\n"
      "create column t.c type=bit(1) default=(b'0'){literal}\n"
      "create column t.d type=char(36) default=(uuid()){volatile function refs=(uuid)}\n"
      "create column t.e type=date default=(CURRENT_DATE + INTERVAL 1 YEAR){stable}\n"
      "create column t.f type=varchar(5) default=('a' 'b'){literal}\n"
      "create column t.g type=varchar(3) default=(_utf8mb4'x'){literal}\n"
      "create column t.h type=int default=(TRUE){literal}\n" },
    { "CREATE TABLE t (a INT, b INT GENERATED ALWAYS AS (a + 1) STORED NOT NULL, c INT AS (a * 2) VIRTUAL "
      "COMMENT 'c', d INT AS (b))",
      "create table t\n"
      "create column t.a type=int\n"
      "create column t.b type=int generated=(a + 1){columns refs=(a)} stored=true not null=true\n"
      "create column t.c type=int generated=(a * 2){columns refs=(a)} comment='c'\n"
      "create column t.d type=int generated=(b){columns bare-column refs=(b)}\n" },
    { "CREATE TABLE t (a INT CHECK (a > 0), b INT CONSTRAINT c1 CHECK (b < 10) NOT ENFORCED, CONSTRAINT c2 "
      "CHECK (a < b), CHECK (b <> 0) ENFORCED)",
      "create table t\n"
      "create column t.a type=int\n"
      "create check constraint t.? [inline, self named] expression=(a > 0){columns refs=(a)}\n"
      "create column t.b type=int\n"
      "create check constraint t.c1 [inline] expression=(b < 10){columns refs=(b)} not enforced=true\n"
      "create check constraint t.c2 expression=(a < b){columns refs=(a, b)}\n"
      "create check constraint t.? [self named] expression=(b <> 0){columns refs=(b)}\n" },
    { "CREATE TABLE t (a INT REFERENCES o (id) ON DELETE CASCADE, b INT)",
      "create table t\n"
      "create column t.a type=int\n"
      "create foreign key t.? [inline, self named] columns=(a) references=o referenced columns=(id) on "
      "delete='CASCADE'\n"
      "create column t.b type=int\n" },
    { "CREATE TABLE t (a INT INVISIBLE, b INT VISIBLE, c INT COLUMN_FORMAT FIXED STORAGE DISK, d JSON "
      "ENGINE_ATTRIBUTE='{\"x\":1}', e BLOB NOT SECONDARY)",
      "create table t\n"
      "create column t.a type=int invisible=true\n"
      "create column t.b type=int\n"
      "create column t.c type=int options=('column_format=FIXED') storage='disk'\n"
      "create column t.d type=json options=('engine_attribute={\"x\":1}')\n"
      "create column t.e type=blob options=('not secondary')\n" },
    { "CREATE TABLE t (id SERIAL, b BIGINT SERIAL DEFAULT VALUE)",
      "create table t\n"
      "create column t.id type=bigint unsigned{serial} not null=true auto_increment=true\n"
      "create index t.? [inline, self named] parts=(id) unique=true\n"
      "create column t.b type=bigint not null=true auto_increment=true\n"
      "create index t.? [inline, self named] parts=(b) unique=true\n" },
    { "CREATE TABLE t (a INT, b INT, PRIMARY KEY (a, b), KEY (b), INDEX i2 (a DESC, b ASC), UNIQUE INDEX (b), "
      "UNIQUE (a, b))",
      "create table t\n"
      "create column t.a type=int\n"
      "create column t.b type=int\n"
      "create primary key t.? parts=(a, b)\n"
      "create index t.? [self named] parts=(b)\n"
      "create index t.i2 parts=(a desc, b)\n"
      "create index t.? [self named] unique=true parts=(b)\n"
      "create index t.? [self named] unique=true parts=(a, b)\n" },
    { "CREATE TABLE t (a TEXT, b GEOMETRY NOT NULL, KEY k1 (a(10)), FULLTEXT KEY ft (a) WITH PARSER ngram, "
      "SPATIAL INDEX sp (b), KEY k2 ((lower(a))) COMMENT 'f' INVISIBLE, KEY k3 USING HASH (a(3)) "
      "KEY_BLOCK_SIZE=8, FULLTEXT (a))",
      "create table t\n"
      "create column t.a type=text\n"
      "create column t.b type=geometry not null=true\n"
      "create index t.k1 parts=(a(10))\n"
      "create index t.ft method='fulltext' parts=(a) parser='ngram'\n"
      "create index t.sp method='spatial' parts=(b)\n"
      "create index t.k2 parts=((lower(a)){function columns refs=(lower, a)}) comment='f' invisible=true\n"
      "create index t.k3 method='hash' parts=(a(3)) options=('key_block_size=8')\n"
      "create index t.? [self named] method='fulltext' parts=(a)\n" },
    { "CREATE TABLE t (j JSON, INDEX mv ((CAST(j->'$.a' AS UNSIGNED ARRAY))))",
      "create table t\n"
      "create column t.j type=json\n"
      "create index t.mv parts=((CAST(j->'$.a' AS UNSIGNED ARRAY)){columns refs=(j)})\n" },
    { "CREATE TABLE t (a INT, CONSTRAINT pk PRIMARY KEY USING BTREE (a), CONSTRAINT u UNIQUE KEY (a), "
      "CONSTRAINT UNIQUE ux (a))",
      "create table t\n"
      "create column t.a type=int\n"
      "create primary key t.? method='btree' parts=(a)\n"
      "create index t.u unique=true parts=(a)\n"
      "create index t.ux unique=true parts=(a)\n" },
    { "CREATE TABLE t (a INT, b INT, CONSTRAINT fk FOREIGN KEY (a, b) REFERENCES db.o (x, y) ON DELETE SET "
      "NULL ON UPDATE CASCADE, FOREIGN KEY ix (a) REFERENCES p (id) MATCH FULL ON UPDATE NO ACTION)",
      "create table t\n"
      "create column t.a type=int\n"
      "create column t.b type=int\n"
      "create foreign key t.fk columns=(a, b) references=db.o referenced columns=(x, y) on delete='SET NULL' "
      "on update action='CASCADE'\n"
      "create foreign key t.? [self named] columns=(a) references=p referenced columns=(id) match='full'\n" },
    { "CREATE TABLE t (a INT) ENGINE=innodb AUTO_INCREMENT=100 DEFAULT CHARSET=utf8mb4 COLLATE "
      "utf8mb4_0900_ai_ci COMMENT='a table' ROW_FORMAT=dynamic KEY_BLOCK_SIZE 8, STATS_PERSISTENT=0",
      "create table t engine='InnoDB' next auto_increment=100 character set='utf8mb4' "
      "collation='utf8mb4_0900_ai_ci' comment='a table' row format='DYNAMIC' options=('key_block_size=8', "
      "'stats_persistent=0')\n"
      "create column t.a type=int\n" },
    { "CREATE TABLE t (a INT) DEFAULT CHARACTER SET = latin1 TABLESPACE ts1 COMPRESSION='zlib' ENCRYPTION='Y' "
      "DATA DIRECTORY='/x' UNION=(a,b) INSERT_METHOD=LAST PACK_KEYS=DEFAULT MAX_ROWS=5 AUTOEXTEND_SIZE=4M",
      "create table t character set='latin1' tablespace='ts1' compression='zlib' options=('encryption=Y', "
      "'data directory=/x', 'union=(a,b)', 'insert_method=LAST', 'pack_keys=DEFAULT', 'max_rows=5', "
      "'autoextend_size=4M')\n"
      "create column t.a type=int\n" },
    { "CREATE TABLE t (a INT) ENGINE=FEDERATED CONNECTION='mysql://u:secret@h/db/t'",
      "create table t engine='FEDERATED' options=('connection=***')\n"
      "create column t.a type=int\n" },
    { "CREATE TABLE t LIKE db.o",
      "create table t like=(db.o)\n" },
    { "CREATE TABLE t (LIKE o)",
      "create table t like=(o)\n" },
    { "CREATE TABLE t SELECT * FROM o",
      "create table t [as select] query=(SELECT * FROM o){select refs=(o)}\n" },
    { "CREATE TABLE t (a INT, KEY (a)) ENGINE=InnoDB AS SELECT a FROM o WHERE b = 1",
      "create table t [as select] engine='InnoDB' query=(SELECT a FROM o WHERE b = 1){select columns refs=(a, "
      "o, b)}\n"
      "create column t.a type=int\n"
      "create index t.? [self named] parts=(a)\n" },
    { "CREATE TABLE t IGNORE AS (SELECT 1 AS x)",
      "create table t [as select] query=((SELECT 1 AS x)){select}\n" },
    { "CREATE TEMPORARY TABLE IF NOT EXISTS t (a INT) ENGINE=MEMORY",
      "create table t [if not exists, temporary] persistence='temporary' engine='MEMORY'\n"
      "create column t.a type=int\n" },
    { "CREATE TABLE t (id INT, y DATE) PARTITION BY RANGE (YEAR(y)) (PARTITION p0 VALUES LESS THAN (2000) "
      "COMMENT='old' ENGINE=InnoDB, PARTITION p1 VALUES LESS THAN MAXVALUE)",
      "create table t partition by=(RANGE (YEAR(y))){columns refs=(y)} partitions='(PARTITION p0 VALUES LESS "
      "THAN (2000) COMMENT=''old'' ENGINE=InnoDB, PARTITION p1 VALUES LESS THAN MAXVALUE)'\n"
      "create column t.id type=int\n"
      "create column t.y type=date\n"
      "create partition t.p0 partition bound=(VALUES LESS THAN (2000)) comment='old' engine='InnoDB'\n"
      "create partition t.p1 partition bound=(VALUES LESS THAN MAXVALUE)\n" },
    { "CREATE TABLE t (id INT) PARTITION BY HASH (id) PARTITIONS 4",
      "create table t partition by=(HASH (id)){columns refs=(id)} partitions='PARTITIONS 4'\n"
      "create column t.id type=int\n"
      "  create partition t.? [implied]\n"
      "  create partition t.? [implied]\n"
      "  create partition t.? [implied]\n"
      "  create partition t.? [implied]\n" },
    { "CREATE TABLE t (id INT) ENGINE=InnoDB PARTITION BY LINEAR KEY ALGORITHM=2 (id) PARTITIONS 8",
      "create table t engine='InnoDB' partition by=(LINEAR KEY ALGORITHM=2 (id)){columns refs=(id)} "
      "partitions='PARTITIONS 8'\n"
      "create column t.id type=int\n"
      "  create partition t.? [implied]\n"
      "  create partition t.? [implied]\n"
      "  create partition t.? [implied]\n"
      "  create partition t.? [implied]\n"
      "  create partition t.? [implied]\n"
      "  create partition t.? [implied]\n"
      "  create partition t.? [implied]\n"
      "  create partition t.? [implied]\n" },
    { "CREATE TABLE t (a INT, b INT) PARTITION BY RANGE COLUMNS (a, b) SUBPARTITION BY HASH (b) SUBPARTITIONS "
      "2 (PARTITION p VALUES LESS THAN (1, MAXVALUE) (SUBPARTITION s0, SUBPARTITION s1))",
      "create table t partition by=(RANGE COLUMNS (a, b)){columns refs=(a, b)} partitions='SUBPARTITION BY "
      "HASH (b) SUBPARTITIONS 2 (PARTITION p VALUES LESS THAN (1, MAXVALUE) (SUBPARTITION s0, SUBPARTITION "
      "s1))'\n"
      "create column t.a type=int\n"
      "create column t.b type=int\n"
      "create partition t.p partition bound=(VALUES LESS THAN (1, MAXVALUE))\n" },
    { "CREATE TABLE t (a INT) PARTITION BY LIST (a) (PARTITION x VALUES IN (1,2), PARTITION y VALUES IN (NULL))",
      "create table t partition by=(LIST (a)){columns refs=(a)} partitions='(PARTITION x VALUES IN (1,2), "
      "PARTITION y VALUES IN (NULL))'\n"
      "create column t.a type=int\n"
      "create partition t.x partition bound=(VALUES IN (1,2))\n"
      "create partition t.y partition bound=(VALUES IN (NULL))\n" },
    { "CREATE TABLE /* c */ t ( -- x\n a INT /*!80023 INVISIBLE */ )",
      "create table t\n"
      "create column t.a type=int invisible=true\n" },
    { "CREATE TABLE t (`key` INT, `index` INT, period INT, vector VECTOR(2), comment TEXT, status ENUM('a'), "
      "`check` INT)",
      "create table t\n"
      "create column t.key type=int\n"
      "create column t.index type=int\n"
      "create column t.period type=int\n"
      "create column t.vector type=vector(2)\n"
      "create column t.comment type=text\n"
      "create column t.status type=enum('a')\n"
      "create column t.check type=int\n" },
    { "DROP TABLE t",
      "drop table t\n" },
    { "DROP TABLE IF EXISTS a, db.b CASCADE",
      "drop table a [if exists, cascade]\n"
      "drop table db.b [if exists, cascade]\n" },
    { "DROP TEMPORARY TABLE IF EXISTS t",
      "drop table t [if exists, temporary]\n" },
    { "RENAME TABLE a TO b, c TO d, x.e TO y.f",
      "rename table a to b\n"
      "rename table c to d\n"
      "move table x.e to y.f\n" },
    { "TRUNCATE TABLE db.t",
      "rows truncate table db.t\n" },
    { "TRUNCATE t",
      "rows truncate table t\n" },
    { "CREATE INDEX i ON t (a)",
      "create index t.i parts=(a)\n" },
    { "CREATE UNIQUE INDEX i USING BTREE ON db.t (a, b DESC) COMMENT 'c' ALGORITHM=INPLACE LOCK=NONE",
      "algorithm=INPLACE\n"
      "lock=NONE\n"
      "create index db.t.i unique=true method='btree' parts=(a, b desc) comment='c'\n" },
    { "CREATE FULLTEXT INDEX f ON t (a, b) WITH PARSER ngram",
      "create index t.f method='fulltext' parts=(a, b) parser='ngram'\n" },
    { "CREATE SPATIAL INDEX s ON t (g)",
      "create index t.s method='spatial' parts=(g)\n" },
    { "CREATE INDEX i ON t ((a + b), c(10)) INVISIBLE LOCK DEFAULT ALGORITHM DEFAULT",
      "algorithm=DEFAULT\n"
      "lock=DEFAULT\n"
      "create index t.i parts=((a + b){columns refs=(a, b)}, c(10)) invisible=true\n" },
    { "DROP INDEX i ON t",
      "drop index t.i\n" },
    { "DROP INDEX `PRIMARY` ON t",
      "drop primary key t.?\n" },
    { "DROP INDEX i ON db.t ALGORITHM=INPLACE LOCK=NONE",
      "algorithm=INPLACE\n"
      "lock=NONE\n"
      "drop index db.t.i\n" },
    { "DROP INDEX i ON t ALGORITHM INPLACE LOCK=SHARED",
      "algorithm=INPLACE\n"
      "lock=SHARED\n"
      "drop index t.i\n" },
};

static const struct read_case mariadb[] = {
    { "CREATE OR REPLACE TABLE t (a INT)",
      "create table t [or replace]\n"
      "create column t.a type=int(11)\n" },
    { "CREATE OR REPLACE TEMPORARY TABLE t (a INT)",
      "create table t [or replace, temporary] persistence='temporary'\n"
      "create column t.a type=int(11)\n" },
    { "CREATE TABLE t (a INT, start_ts TIMESTAMP(6) GENERATED ALWAYS AS ROW START, end_ts TIMESTAMP(6) "
      "GENERATED ALWAYS AS ROW END, PERIOD FOR SYSTEM_TIME (start_ts, end_ts)) WITH SYSTEM VERSIONING",
      "create table t system versioning=true\n"
      "create column t.a type=int(11)\n"
      "create column t.start_ts type=timestamp(6) generated=(ROW START) stored=true\n"
      "create column t.end_ts type=timestamp(6) generated=(ROW END) stored=true\n"
      "create object t.system_time what='period' columns=(start_ts, end_ts)\n" },
    { "CREATE TABLE t (a INT, f DATE, u DATE, PERIOD FOR app (f, u), PRIMARY KEY (a, app WITHOUT OVERLAPS), "
      "UNIQUE (a, app WITHOUT OVERLAPS))",
      "create table t\n"
      "create column t.a type=int(11)\n"
      "create column t.f type=date\n"
      "create column t.u type=date\n"
      "create object t.app what='period' columns=(f, u)\n"
      "create primary key t.? parts=(a, app) period=true\n"
      "create index t.? [self named] unique=true parts=(a, app) period=true\n" },
    { "CREATE TABLE t (a INT, KEY IF NOT EXISTS i (a), INDEX j (a) IGNORED, INDEX k (a) NOT IGNORED, VECTOR "
      "INDEX v (e) DISTANCE=euclidean M=8)",
      "create table t\n"
      "create column t.a type=int(11)\n"
      "create index t.i [if not exists] parts=(a)\n"
      "create index t.j parts=(a) invisible=true\n"
      "create index t.k parts=(a)\n"
      "create index t.v method='vector' parts=(e) options=('distance=euclidean', 'm=8')\n" },
    { "CREATE TABLE t (a INT, b INT AS (a + 1) PERSISTENT, c VARCHAR(20) DEFAULT concat('a', uuid()), d "
      "BIGINT DEFAULT NEXT VALUE FOR s, e BIGINT DEFAULT nextval(s), f DATETIME DEFAULT (now() + interval 1 "
      "day), g INT DEFAULT (b + 1))",
      "create table t\n"
      "create column t.a type=int(11)\n"
      "create column t.b type=int(11) generated=(a + 1){columns refs=(a)} stored=true\n"
      "create column t.c type=varchar(20) default=(concat('a', uuid())){volatile function refs=(concat, uuid)}\n"
      "create column t.d type=bigint(20) default=(NEXT VALUE FOR s){volatile nextval refs=(s)}\n"
      "create column t.e type=bigint(20) default=(nextval(s)){volatile function nextval refs=(nextval, s)}\n"
      "create column t.f type=datetime default=(now() + interval 1 day){stable function refs=(now)}\n"
      "create column t.g type=int(11) default=(b + 1){columns refs=(b)}\n" },
    { "CREATE TABLE t (a INT, CONSTRAINT c CHECK (a > 1), FOREIGN KEY fkname (a) REFERENCES o (b))",
      "create table t\n"
      "create column t.a type=int(11)\n"
      "create check constraint t.c expression=(a > 1){columns refs=(a)}\n"
      "create foreign key t.fkname columns=(a) references=o referenced columns=(b)\n" },
    { "CREATE TABLE t (a INT) ENGINE=Aria PAGE_CHECKSUM=1 TRANSACTIONAL=1 ENCRYPTED=YES ENCRYPTION_KEY_ID=2 "
      "PAGE_COMPRESSED=1",
      "create table t engine='Aria' options=('page_checksum=1', 'transactional=1', 'encrypted=YES', "
      "'encryption_key_id=2', 'page_compressed=1')\n"
      "create column t.a type=int(11)\n" },
    { "CREATE TABLE t (x INT) WITH SYSTEM VERSIONING PARTITION BY SYSTEM_TIME INTERVAL 1 MONTH AUTO "
      "(PARTITION p0 HISTORY, PARTITION pn CURRENT)",
      "create table t system versioning=true partition by=(SYSTEM_TIME INTERVAL 1 MONTH AUTO) "
      "partitions='(PARTITION p0 HISTORY, PARTITION pn CURRENT)'\n"
      "create column t.x type=int(11)\n"
      "create partition t.p0 partition bound=(HISTORY)\n"
      "create partition t.pn partition bound=(CURRENT)\n" },
    { "CREATE TABLE t (x INT) WITH SYSTEM VERSIONING PARTITION BY SYSTEM_TIME LIMIT 1000 PARTITIONS 3",
      "create table t system versioning=true partition by=(SYSTEM_TIME LIMIT 1000) "
      "partitions='PARTITIONS 3'\n"
      "create column t.x type=int(11)\n"
      "  create partition t.? [implied]\n"
      "  create partition t.? [implied]\n"
      "  create partition t.? [implied]\n" },
    { "CREATE TABLE t (a INT) PARTITION BY LIST (a) (PARTITION x VALUES IN (1,2), PARTITION y DEFAULT)",
      "create table t partition by=(LIST (a)){columns refs=(a)} partitions='(PARTITION x VALUES IN (1,2), "
      "PARTITION y DEFAULT)'\n"
      "create column t.a type=int(11)\n"
      "create partition t.x partition bound=(VALUES IN (1,2))\n"
      "create partition t.y partition bound=(DEFAULT)\n" },
    { "CREATE TABLE t SEQUENCE=1 ENGINE=InnoDB",
      "create table t options=('sequence=1') engine='InnoDB'\n" },
    { "CREATE TABLE t WITH SYSTEM VERSIONING AS SELECT 1 AS a",
      "create table t [as select] system versioning=true query=(SELECT 1 AS a){select}\n" },
    { "RENAME TABLE IF EXISTS a WAIT 10 TO b",
      "rename table a to b [if exists]\n" },
    { "DROP TABLE IF EXISTS t WAIT 5",
      "drop table t [if exists]\n" },
    { "DROP TABLE t NOWAIT",
      "drop table t\n" },
    { "CREATE OR REPLACE UNIQUE INDEX IF NOT EXISTS i ON t WAIT 3 (a)",
      "create index t.i [if not exists, or replace] unique=true parts=(a)\n" },
    { "DROP INDEX IF EXISTS i ON t WAIT 3",
      "drop index t.i [if exists]\n" },
    { "CREATE VECTOR INDEX v ON t (e) M=6 DISTANCE=cosine",
      "create index t.v method='vector' parts=(e) options=('m=6', 'distance=cosine')\n" },
    { "TRUNCATE TABLE t WAIT 1",
      "rows truncate table t\n" },
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
