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
    MARK_BEGIN,      /* opens a block that is one statement to the tool (goose StatementBegin) */
    MARK_END,        /* closes it */
    MARK_ANNOTATION, /* applies to the file or the next statement */
    MARK_BAD,        /* err is set */
};

struct mark { /* texts view the line */
    enum mark_kind kind;
    unsigned mig_flags;  /* to set on the migration */
    unsigned stmt_flags; /* to set on the next statement */
    bool binds;          /* to the next statement: an error when none follows */
    bool silent;         /* does not change what is done (allow): left out of the sum of the code */
    str refused;         /* name of a directive that cannot be carried out yet */
    str reason, rule, after;
    struct timeouts timeouts;
};

/* Where a directive stands. */
struct mark_at {
    enum direction dir;
    bool head; /* before the first section marker and the first statement: file scope */
};

enum format_order { ORDER_VERSION, ORDER_FILE };

struct format {
    const char *name;  /* "native", "dbmate", "goose", "golang-migrate", "sqlx", "diesel" */
    bool folders;      /* one folder a migration (diesel) */
    bool strict_names; /* a .sql file with another name is an error, else it is left out */
    enum format_order order;
    /* Names beside or above the folder that prove the tool, blank separated; "name:word" = a file that
     * holds the word. NULL = none. */
    const char *tool_files;
    const char *name_form; /* for hints: "<version>_<name>.sql" */
    /* False: the name is not of this format. `version` may live in `a`, else it views file_name. */
    bool (*name_read)(arena *a, str file_name, struct format_name *out);
    /* Is this line comment a directive of the format? NULL = none is. */
    bool (*is_directive)(str line, void *data);
    /* Reads one; `err` is set with MARK_BAD (code, message and hint, no place). */
    struct mark (*mark_read)(str line, const struct mark_at *at, struct err *err);
    /* Flags that a comment as the very first bytes of a file sets (sqlx); NULL = none. */
    unsigned (*head_read)(str comment, enum direction dir);
    /* What else lies in a migration's folder (diesel metadata.toml); NULL = nothing. */
    bool (*folder_read)(arena *a, str folder, struct migration *m, struct err *err);
    /* A file that afloat cannot run and must not leave out in silence (goose .go); NULL = none. */
    const char *(*name_refused)(str file_name);
    bool needs_up;                /* statements without an up marker before them are an error */
    bool sections;                /* up and down in one file, by markers */
    bool many_sections;           /* several up sections are read as one */
    bool margin;                  /* a directive must begin in the first column */
    const struct var_rules *vars; /* how variables are written; NULL = the format has none */
    /* New files: names relative to the folder and their texts. `last` = newest migration, NULL = none. */
    void (*new_files)(arena *a, str version, str name, const struct migration *last,
                      struct str_list *out_names, struct str_list *out_texts);
    int sequence_width; /* digits of a version that is a number, where the tool makes such */
};

const struct format *format_find(str name);  /* NULL = no such */
extern const struct format *const formats[]; /* NULL-terminated, in the order of formats.def */

#endif
