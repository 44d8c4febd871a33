/* core/format.h: one migration file format; rows in core/formats/formats.def, one file each. */
#ifndef AFLOAT_CORE_FORMAT_H
#define AFLOAT_CORE_FORMAT_H

#include "core/migration.h"
#include "core/tool_conf.h"

enum name_kind {
    NAME_VERSIONED,
    NAME_BASELINE, /* stands for all versions up to its own, on a database without history (Flyway B) */
    NAME_REPEATABLE, /* runs again whenever it changes; has no version (Flyway R) */
    NAME_CALLBACK,   /* runs around the others (Flyway beforeMigrate …) */
};

struct format_name { /* what a file's name says */
    str version, name;
    bool up, down; /* which directions this file can hold */
    enum name_kind kind;
    int when; /* of a callback: enum hook_when, -1 = no hook runs then */
};

struct new_file { /* what the file or files of a new migration are made from */
    str version, name;
    const struct migration *last; /* the newest one there is, NULL = none */
    const struct tool_conf *conf;
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
    bool envsub_on,
        envsub_off; /* goose: from here on variables of the environment are put in, or not */
    bool silent;    /* does not change what is done (allow): left out of the sum of the code */
    str refused;    /* name of a directive that cannot be carried out yet */
    str reason, rule, after;
    struct timeouts timeouts;
};

/* Where a directive stands. */
struct mark_at {
    enum direction dir;
    bool head; /* before the first section marker and the first statement: file scope */
};

/* Where the lines of a text come from that is put together from several files. */
struct line_map {
    struct line_run {
        uint32_t from; /* line of the text, from 1 … */
        str file;      /* … is this line of this file, and those after it follow */
        uint32_t line;
    } * v;

    size_t n, cap; /* none: the file itself */
};

enum format_order { ORDER_VERSION, ORDER_FILE };

struct format {
    const char *name;  /* "native", "dbmate", "goose" … */
    bool folders;      /* one folder a migration (diesel) */
    bool strict_names; /* a .sql file with another name is an error, else it is left out */
    enum format_order order;
    /* Names beside or above the folder that prove the tool, blank separated; "name:word" = a file that
     * holds the word. NULL = none. */
    const char *tool_files;
    const char *name_form; /* for hints: "<version>_<name>.sql" */
    /* False: the name is not of this format. `version` may live in `a`, else it views file_name. */
    bool (*name_read)(arena *a, const struct tool_conf *conf, str file_name,
                      struct format_name *out);
    /* The tool's own configuration, looked for from `dir` upward; NULL = it has none that matters. */
    bool (*conf_read)(arena *a, str dir, struct tool_conf *out, struct err *err);
    /* Opens a file whose text is not what lies on the disk (tern's includes), and maps its lines; NULL = the file as it
     * is. */
    bool (*text_open)(arena *a, str file, struct reader *out, struct line_map *map,
                      struct err *err);
    /* Adds what the tool's configuration and the tool itself give as variables, and how they are written when that
     * is not as in `vars`; NULL = nothing. */
    void (*vars_add)(arena *a, const struct tool_conf *conf, const struct tool_place *place,
                     struct vars *out);
    /* The usual name of a file, for a text whose file is gone; NULL = nothing depends on it. */
    str (*file_name)(arena *a, const struct tool_conf *conf, const struct format_name *of);
    /* Is this line comment a directive of the format? NULL = none is. */
    bool (*is_directive)(str line, void *data);
    /* Reads one; `err` is set with MARK_BAD (code, message and hint, no place). */
    struct mark (*mark_read)(str line, const struct mark_at *at, struct err *err);
    /* Flags that a comment as the very first bytes of a file sets (sqlx); NULL = none. */
    unsigned (*head_read)(str comment, enum direction dir);
    /* What else lies beside a migration (diesel metadata.toml, Flyway .sql.conf); NULL = nothing. */
    bool (*side_read)(arena *a, struct migration *m, struct err *err);
    /* A file that afloat cannot run and must not leave out in silence (goose .go); NULL = none. */
    const char *(*name_refused)(str file_name);
    bool
        sums_whole_file; /* the tool refuses an applied file that differs in anything, comments too */
    bool needs_up;       /* statements without an up marker before them are an error */
    bool sections;       /* up and down in one file, by markers */
    bool many_sections;           /* several up sections are read as one */
    bool margin;                  /* a directive must begin in the first column */
    const struct var_rules *vars; /* how variables are written; NULL = the format has none */
    bool recursive;               /* folders in the folder are read too, hidden ones are not */
    bool needs_proof;    /* names alone do not tell it: a marker or a file of the tool has to */
    bool consecutive;    /* versions are 1, 2, 3 …: a gap is an error */
    bool tells_left_out; /* a .sql file with another name is worth a warning */
    /* New files: names relative to the folder and their texts. */
    void (*new_files)(arena *a, const struct new_file *what, struct str_list *out_names,
                      struct str_list *out_texts);
    int sequence_width; /* digits of a version that is a number, where the tool makes such */
};

/* The folder above, where a tool's configuration may lie too; absent above the root of the repository. */
str tool_folder_above(arena *a, str folder);

const struct format *format_find(str name);  /* NULL = no such */
extern const struct format *const formats[]; /* NULL-terminated, in the order of formats.def */

#endif
