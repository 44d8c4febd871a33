/* base/dsn.h: where a database is and how to log in.
 *
 * Does      hold the parts of a connection string; print them, or the text, without any secret
 * Does not  parse (core/url.h) or connect (engines/)
 * Shape     the only printer is dsn_print: the password has no other way into a text
 */
#ifndef AFLOAT_BASE_DSN_H
#define AFLOAT_BASE_DSN_H

#include "base/buf.h"
#include "base/vec.h"

enum dsn_engine { DSN_SQLITE, DSN_POSTGRES, DSN_MYSQL, DSN__COUNT };

enum dsn_tls {
    TLS_AUTO,    /* verified for public addresses; elsewhere if offered, with one warning if not */
    TLS_OFF,     /* asked for by the user */
    TLS_REQUIRE, /* encrypted, certificate not checked (explicit sslmode=require) */
    TLS_CA,      /* certificate chain checked, not the name */
    TLS_VERIFY,  /* chain and name checked, everywhere */
};

struct secret {
    str text; /* never printed; only engines read it */
};

struct dsn_param {
    str key, value;
};

struct dsn {
    enum dsn_engine engine;
    str scheme;   /* as written: "postgres", "mariadb", "sqlite" … */
    str host;     /* name or address; absent = socket or default */
    str hostaddr; /* PostgreSQL only */
    int port;     /* 0 = the engine's default */
    str socket;   /* folder (PostgreSQL) or file (MySQL) of the Unix socket; absent = TCP */
    str user;
    struct secret password; /* absent = none given */
    str database;           /* SQLite: path or ":memory:" */
    enum dsn_tls tls;
    bool tls_given; /* tls was asked for, TLS_AUTO too: a default must not replace it */
    str tls_ca, tls_cert, tls_key; /* files */
    int connect_timeout_ms;        /* 0 = 10 s */
    vec(struct dsn_param) params;  /* the rest: options, search_path, charset … */
    vec(str) warnings;             /* to be told once: "password file … is ignored: …" */
    str source;                    /* where it came from: "--url", "DATABASE_URL in .env" … */
};

str dsn_engine_name(enum dsn_engine engine); /* "sqlite", "postgres", "mysql" */

/* May a connection string as it was typed hold a password? Rather yes than no. */
bool dsn_text_has_secret(str text);

/* " --url TEXT", in quotes where a shell needs them; " --url URL" when it may hold a password. */
void dsn_put_option(struct buf *out, str text);

/* scheme://user@host:port/database, no password, no parameters; control bytes escaped. */
void dsn_print(struct buf *out, const struct dsn *dsn);

#endif
