/* core/repeatable.h: files that run again whenever they changed: views, functions, procedures, triggers.
 *
 * Does      list migrations/repeatable/, order it by "-- afloat:after", know what each file makes
 * Does not  compare with the history (core/plan_repeat.c), run anything (core/run_repeat.c)
 * Shape     a struct migration of kind MIG_REPEATABLE; its version is "repeatable/NAME"
 * Errors    ERR_FILE_NAME, ERR_REPEATABLE (a down, an unrecognised or circular "after")
 * See       docs/FILES.md#repeatable-files
 */
#ifndef AFLOAT_CORE_REPEATABLE_H
#define AFLOAT_CORE_REPEATABLE_H

#include "core/migration_int.h"
#include "engines/engine.h"

#define REPEATABLE_FOLDER "repeatable"

struct repeatable {
    str sum; /* of the statements as they are sent, but for secret values; "" = a value is missing */
    struct str_list after;    /* names of files that go first */
    struct object_list makes; /* views, functions, procedures, triggers and events */
};

bool is_repeatable_version(str version);

/* Lists the files of the folder; they are not read. */
bool MUST repeatable_list(arena *a, str dir, const struct format *format, struct project *out,
                          struct err *err);

/* Adds a file that is found elsewhere (Flyway's R__…); after the last one, in the order of their names. */
void repeatable_push(arena *a, str name, str file, const struct format *format,
                     struct project *out);
bool MUST repeatable_sort(struct project *p, struct err *err);

/* The first pass sees a statement: its objects and its part of the sum. `values` is false when one was missing. */
void repeatable_add(struct first_pass *fp, struct migration *m, const struct stmt *s, bool values);

/* The end of the file. */
bool MUST repeatable_end(struct first_pass *fp, struct migration *m, const struct walk_facts *f,
                         struct err *err);

/* After all are read: those that "after" names go first. */
bool MUST repeatable_order(arena *a, struct project *p, struct err *err);

/* Adds what a statement makes and can be dropped again by its name; texts live in `a`. */
void repeatable_makes(arena *a, const struct outline *o, struct object_list *out);

/* Is it the same object? A name without a schema stands in the schema of the session. */
bool object_same(const struct conn *c, const struct outline_object *x,
                 const struct outline_object *y);

/* The same without a connection; `schema` absent = not known: then names without one are the same in any. */
bool object_same_in(const struct dialect *d, str schema, const struct outline_object *x,
                    const struct outline_object *y);

/* core/repeat_lint.c: the file that makes what this statement creates, alters or drops; NULL = none. */
const struct migration *repeatable_owner(const struct project *p, const struct dialect *d,
                                         str schema, const struct outline *o,
                                         const struct outline_object **out_object);
/* "view "v" belongs to the repeatable file migrations/repeatable/v.sql". */
str repeatable_named_words(arena *a, const struct migration *owner,
                           const struct outline_object *object);

struct repeat_lint {
    const struct project *project;
    str schema; /* of the session; absent = not known */
    void (*found)(void *data, const struct place *place, str words);
    void *data;
};

/* Tells each statement of the file, up and down, that names what a repeatable file makes. */
void repeatable_lint(const struct repeat_lint *l, const struct migration *m);

/* "DROP VIEW [IF EXISTS] name". */
str object_drop_sql(arena *a, const struct dialect *d, const struct outline_object *o,
                    bool if_exists);

#endif
