/* tests/unit/ddl/test_read_my_types.c: types of MySQL and MariaDB as their catalogs show them. */
#include "unit/ddl/read_my_check.h"

/* clang-format off */
static const struct read_case mysql[] = {
    { "CREATE TABLE t (a TINYINT, b SMALLINT UNSIGNED, c MEDIUMINT(5) ZEROFILL, d INTEGER, e INT(11), f "
      "BIGINT(20) UNSIGNED)",
      "create table t\n"
      "create column t.a type=tinyint\n"
      "create column t.b type=smallint unsigned\n"
      "create column t.c type=mediumint(5) unsigned zerofill\n"
      "create column t.d type=int\n"
      "create column t.e type=int\n"
      "create column t.f type=bigint unsigned\n" },
    { "CREATE TABLE t (a BOOL, b BOOLEAN, c TINYINT(1), d TINYINT(1) UNSIGNED, e SERIAL)",
      "create table t\n"
      "create column t.a type=tinyint(1)\n"
      "create column t.b type=tinyint(1)\n"
      "create column t.c type=tinyint(1)\n"
      "create column t.d type=tinyint unsigned\n"
      "create column t.e type=bigint unsigned{serial} not null=true auto_increment=true\n"
      "create index t.? [inline, self named] parts=(e) unique=true\n" },
    { "CREATE TABLE t (a INT1, b INT2, c INT3, d INT4, e INT8, f MIDDLEINT)",
      "create table t\n"
      "create column t.a type=tinyint\n"
      "create column t.b type=smallint\n"
      "create column t.c type=mediumint\n"
      "create column t.d type=int\n"
      "create column t.e type=bigint\n"
      "create column t.f type=mediumint\n" },
    { "CREATE TABLE t (a DEC, b NUMERIC(5), c DECIMAL(10,2) UNSIGNED, d FIXED(3,1))",
      "create table t\n"
      "create column t.a type=decimal(10,0)\n"
      "create column t.b type=decimal(5,0)\n"
      "create column t.c type=decimal(10,2) unsigned\n"
      "create column t.d type=decimal(3,1)\n" },
    { "CREATE TABLE t (a FLOAT, b FLOAT(24), c FLOAT(25), d FLOAT(7,3), e DOUBLE PRECISION, f REAL, g FLOAT4, "
      "h FLOAT8, i DOUBLE(8,2) UNSIGNED ZEROFILL)",
      "create table t\n"
      "create column t.a type=float\n"
      "create column t.b type=float\n"
      "create column t.c type=double\n"
      "create column t.d type=float(7,3)\n"
      "create column t.e type=double\n"
      "create column t.f type=double\n"
      "create column t.g type=float\n"
      "create column t.h type=double\n"
      "create column t.i type=double(8,2) unsigned zerofill\n" },
    { "CREATE TABLE t (a CHAR, b CHARACTER(3), c VARCHAR(255), d CHARACTER VARYING(10), e CHAR VARYING(2), f "
      "VARCHARACTER(4))",
      "create table t\n"
      "create column t.a type=char(1)\n"
      "create column t.b type=char(3)\n"
      "create column t.c type=varchar(255)\n"
      "create column t.d type=varchar(10)\n"
      "create column t.e type=varchar(2)\n"
      "create column t.f type=varchar(4)\n" },
    { "CREATE TABLE t (a NCHAR(3), b NATIONAL VARCHAR(4), c NVARCHAR(5), d NATIONAL CHARACTER VARYING(6), e "
      "NCHAR VARCHAR(7))",
      "create table t\n"
      "create column t.a type=char(3) character set='utf8mb3'\n"
      "create column t.b type=varchar(4) character set='utf8mb3'\n"
      "create column t.c type=varchar(5) character set='utf8mb3'\n"
      "create column t.d type=varchar(6) character set='utf8mb3'\n"
      "create column t.e type=varchar(7) character set='utf8mb3'\n" },
    { "CREATE TABLE t (a BINARY, b VARBINARY(16), c TINYBLOB, d BLOB, e BLOB(300), f BLOB(70000), g LONGBLOB)",
      "create table t\n"
      "create column t.a type=binary(1)\n"
      "create column t.b type=varbinary(16)\n"
      "create column t.c type=tinyblob\n"
      "create column t.d type=blob\n"
      "create column t.e type=blob\n"
      "create column t.f type=mediumblob\n"
      "create column t.g type=longblob\n" },
    { "CREATE TABLE t (a TINYTEXT, b TEXT, c TEXT(50), d TEXT(300), e TEXT(20000), f MEDIUMTEXT, g LONGTEXT, "
      "h LONG VARCHAR, i LONG, j LONG VARBINARY)",
      "create table t\n"
      "create column t.a type=tinytext\n"
      "create column t.b type=text\n"
      "create column t.c type=tinytext\n"
      "create column t.d type=text\n"
      "create column t.e type=mediumtext\n"
      "create column t.f type=mediumtext\n"
      "create column t.g type=longtext\n"
      "create column t.h type=mediumtext\n"
      "create column t.i type=mediumtext\n"
      "create column t.j type=mediumblob\n" },
    { "CREATE TABLE t (a DATE, b TIME(3), c DATETIME(0), d TIMESTAMP(6), e YEAR, f YEAR(4), g BIT, h BIT(8))",
      "create table t\n"
      "create column t.a type=date\n"
      "create column t.b type=time(3)\n"
      "create column t.c type=datetime\n"
      "create column t.d type=timestamp(6)\n"
      "create column t.e type=year\n"
      "create column t.f type=year\n"
      "create column t.g type=bit(1)\n"
      "create column t.h type=bit(8)\n" },
    { "CREATE TABLE t (a ENUM('x','y''z'), b SET('p','q') CHARACTER SET latin1, c ENUM(0x41,_utf8mb4'b'))",
      "create table t\n"
      "create column t.a type=enum('x', 'y''z')\n"
      "create column t.b type=set('p', 'q') character set='latin1'\n"
      "create column t.c type=enum('0x41', 'b')\n" },
    { "CREATE TABLE t (a JSON, b GEOMETRY SRID 4326, c POINT NOT NULL, d GEOMETRYCOLLECTION, e MULTIPOLYGON, "
      "f VECTOR(3))",
      "create table t\n"
      "create column t.a type=json\n"
      "create column t.b type=geometry srid=4326\n"
      "create column t.c type=point not null=true\n"
      "create column t.d type=geomcollection\n"
      "create column t.e type=multipolygon\n"
      "create column t.f type=vector(3)\n" },
    { "CREATE TABLE t (a VARCHAR(10) CHARSET utf8mb4 COLLATE utf8mb4_bin, b CHAR(3) ASCII, c TEXT BINARY, d "
      "CHAR(2) BYTE, e TEXT CHARACTER SET = latin1, f CHAR(4) UNICODE)",
      "create table t\n"
      "create column t.a type=varchar(10) character set='utf8mb4' collation='utf8mb4_bin'\n"
      "create column t.b type=char(3) character set='latin1'\n"
      "create column t.c type=text collation='binary'\n"
      "create column t.d type=char(2) character set='binary'\n"
      "create column t.e type=text character set='latin1'\n"
      "create column t.f type=char(4) character set='ucs2'\n" },
};

static const struct read_case mariadb[] = {
    { "CREATE TABLE t (a INT, b INT UNSIGNED, c BIGINT, d BIGINT UNSIGNED, e TINYINT, f SMALLINT UNSIGNED, g "
      "MEDIUMINT, h INT(5), i YEAR)",
      "create table t\n"
      "create column t.a type=int(11)\n"
      "create column t.b type=int(10) unsigned\n"
      "create column t.c type=bigint(20)\n"
      "create column t.d type=bigint(20) unsigned\n"
      "create column t.e type=tinyint(4)\n"
      "create column t.f type=smallint(5) unsigned\n"
      "create column t.g type=mediumint(9)\n"
      "create column t.h type=int(5)\n"
      "create column t.i type=year(4)\n" },
    { "CREATE TABLE t (a INET6, b INET4, c UUID, d VECTOR(5) NOT NULL, e JSON, f GEOMETRYCOLLECTION, g POINT "
      "REF_SYSTEM_ID=101, h GEOMCOLLECTION)",
      "create table t\n"
      "create column t.a type=inet6\n"
      "create column t.b type=inet4\n"
      "create column t.c type=uuid\n"
      "create column t.d type=vector(5) not null=true\n"
      "create column t.e type=json\n"
      "create column t.f type=geometrycollection\n"
      "create column t.g type=point srid=101\n"
      "create column t.h type=geometrycollection\n" },
    { "CREATE TABLE t (a VARCHAR2(10), b NUMBER(5,2), c RAW(8), d CLOB, e XMLTYPE)",
      "create table t\n"
      "create column t.a type=varchar(10)\n"
      "create column t.b type=decimal(5,2)\n"
      "create column t.c type=varbinary(8)\n"
      "create column t.d type=longtext\n"
      "create column t.e type=xmltype\n" },
    { "CREATE TABLE t (a VARCHAR(100) COMPRESSED, b TEXT COMPRESSED=zlib, c INT WITHOUT SYSTEM VERSIONING, d "
      "BLOB COMPRESSED DEFAULT NULL)",
      "create table t\n"
      "create column t.a type=varchar(100) compression='compressed'\n"
      "create column t.b type=text compression='compressed=zlib'\n"
      "create column t.c type=int(11) system versioning=false\n"
      "create column t.d type=blob compression='compressed' default=(NULL){literal null}\n" },
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
