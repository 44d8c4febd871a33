/* core/format.h: one migration file format; rows in core/formats/formats.def, one file each. */
#ifndef AFLOAT_CORE_FORMAT_H
#define AFLOAT_CORE_FORMAT_H

#include "core/migration.h"

struct format_name { /* what a file's name says */
    str version, name;
    bool up, down; /* which directions this file can hold */
};

/* What a directive comment means to the reader of sections. */
enum mark_kind {
    MARK_NONE, /* not a directive of this format: an ordinary comment */
    MARK_UP,
    MARK_DOWN,
    MARK_IGNORED,    /* read, no effect here (goose StatementBegin) */
    MARK_ANNOTATION, /* applied to the file or the next statement through *m */
    MARK_BAD,        /* err is set */
};

struct mark {
    enum mark_kind kind;
    unsigned mig_flags;  /* to set on the migration */
    unsigned stmt_flags; /* to set on the next statement */
    bool binds;          /* to the next statement: an error when none follows */
    str refused;         /* name of a directive that cannot be carried out yet */
    str reason, rule;
    struct timeouts timeouts;
};

struct format {
    const char *name; /* "native", "dbmate", "goose", "golang-migrate", "sqlx", "diesel" */
    bool folders;     /* one folder a migration (diesel) */
    const char
        *tool_files; /* names beside or above that prove the tool, blank separated; NULL = none */
    /* False: the name is not of this format (the file is left out). */
    bool (*name_read)(str file_name, struct format_name *out);
    /* Is this line comment a directive of the format? */
    bool (*is_directive)(str line, void *data);
    /* Reads one; `err` is set with MARK_BAD (message and hint, no place). */
    struct mark (*mark_read)(arena *a, str line, enum direction dir, bool before_first_section,
                             struct err *err);
    bool needs_up; /* a file without an up marker is an error */
    bool sections; /* up and down in one file, by markers */
    /* New files: name patterns and contents. */
    void (*new_files)(arena *a, str version, str name, struct str_list *out_names,
                      struct str_list *out_texts);
    bool sequence_default; /* versions are numbers, not timestamps */
};

const struct format *format_find(str name);  /* NULL = no such */
extern const struct format *const formats[]; /* NULL-terminated, in the order of formats.def */

#endif
