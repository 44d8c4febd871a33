/* sql/dialect.h: how a database reads text.
 *
 * Does      give each dialect's lexical rules as data; quote identifiers and literals
 * Does not  know statements (ddl/) or servers (engines/)
 */
#ifndef AFLOAT_SQL_DIALECT_H
#define AFLOAT_SQL_DIALECT_H

#include "base/buf.h"

enum dialect_id {
    DIALECT_SQLITE,
    DIALECT_POSTGRES,
    DIALECT_MYSQL,
    DIALECT_MARIADB,
    DIALECT__COUNT
};

enum dialect_rule {
    RULE_DOLLAR_QUOTE = 1 << 0,     /* $tag$ … $tag$ */
    RULE_NESTED_COMMENT = 1 << 1,   /* block comments nest */
    RULE_HASH_COMMENT = 1 << 2,     /* # to the end of the line */
    RULE_DASH_SPACE = 1 << 3,       /* -- needs a blank or control byte after it */
    RULE_BACKSLASH = 1 << 4,        /* backslash escapes in '…' */
    RULE_ESCAPE_STRING = 1 << 5,    /* E'…' */
    RULE_UNICODE_STRING = 1 << 6,   /* U&'…' and U&"…" */
    RULE_BACKTICK = 1 << 7,         /* `name` */
    RULE_BRACKET = 1 << 8,          /* [name] */
    RULE_DOUBLE_IS_STRING = 1 << 9, /* "…" is a string (MySQL without ANSI_QUOTES) */
    RULE_VERSION_COMMENT = 1 << 10, /* the server runs what is in a slash-star-bang comment */
    RULE_META = 1 << 11,            /* backslash commands of psql */
    RULE_DELIMITER = 1 << 12,       /* DELIMITER lines of the mysql client */
    RULE_STORED_PROGRAM = 1 << 13,  /* BEGIN … END bodies of routines, triggers, events */
    RULE_TRIGGER_BODY = 1 << 14,    /* SQLite: BEGIN … END of CREATE TRIGGER */
    RULE_BEGIN_ATOMIC = 1 << 15,    /* PostgreSQL: BEGIN ATOMIC … END */
    RULE_PAREN = 1 << 16,           /* a ; inside parentheses does not end a statement (psql) */
    RULE_COPY_DATA = 1 << 17,       /* COPY … FROM stdin is followed by data */
};

struct dialect {
    enum dialect_id id;
    const char *name; /* "sqlite", "postgres", "mysql", "mariadb" */
    unsigned rules;   /* enum dialect_rule */
    char ident_quote;
};

const struct dialect *dialect_get(enum dialect_id id);
const struct dialect *
dialect_find(str name); /* also "postgresql", "pg", "sqlite3"; NULL = no such */

/* "name" with the dialect's quotes, always quoted, inner quotes doubled. */
void sql_ident(struct buf *out, const struct dialect *d, str name);

/* A literal that reads the same under every session mode of the server (standard_conforming_strings,
 * NO_BACKSLASH_ESCAPES, ANSI_QUOTES): '…' on SQLite, E'…' where needed on PostgreSQL, a hexadecimal
 * literal with introducer on MySQL unless the text is plain ASCII without quote and backslash. */
void sql_literal(struct buf *out, const struct dialect *d, str text);

#endif
