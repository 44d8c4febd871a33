/* app/app_database.h: create and drop: the database that the connection string names, as a whole. */
#ifndef AFLOAT_APP_APP_DATABASE_H
#define AFLOAT_APP_APP_DATABASE_H

#include "app/app.h"

struct app_create {
    struct app_common common;
    str encoding, owner; /* absent = the server's default */
    str name;            /* a word that was not expected: a migration is made by new */
};

struct app_drop {
    struct app_common common;
    str yes_drop; /* name of the database, instead of the question */
};

bool MUST app_create(struct ctx *ctx, const struct app_create *req, struct app_outcome *out,
                     struct err *err);
bool MUST app_drop(struct ctx *ctx, const struct app_drop *req, struct app_outcome *out,
                   struct err *err);

/* What both tell of it in the end. */
struct app_database_told {
    const struct config *config;
    const char *result; /* "created" … */
    str message;
};

extern const struct rectype app_database_type;
void app_tell_database(struct ctx *ctx, const struct app_database_told *t);

/* Name of the database for people: for SQLite the file's, without its folder. */
str app_database_name(const struct dsn *dsn);

/* Configuration and engine, without a connection. */
bool MUST app_database_config(struct ctx *ctx, const struct app_common *common, struct config *out,
                              const struct engine **out_engine, struct err *err);

extern const struct rectype *const app_create_records[]; /* NULL at the end */
extern const struct rectype *const app_drop_records[];

#endif
