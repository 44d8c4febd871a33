/* core/formats/formats_int.h: the rows of formats.def, and what the formats share. */
#ifndef AFLOAT_CORE_FORMATS_FORMATS_INT_H
#define AFLOAT_CORE_FORMATS_FORMATS_INT_H

#include "core/format.h"

#define FORMAT(symbol) extern const struct format format_##symbol;
#include "core/formats/formats.def"
#undef FORMAT

/* "<digits>_<rest>": false when the name is not so. The rest may be empty. */
bool name_split(str file_name, str *out_digits, str *out_rest);
bool name_cut_suffix(str *s, str suffix);
str version_trim(str digits); /* without leading zeros; "0" stays */

/* "<digits>_<name>.up.sql" and ".down.sql" (golang-migrate, sqlx). */
bool name_read_pair(str file_name, struct format_name *out);
void new_files_pair(arena *a, const struct new_file *what, struct str_list *out_names,
                    struct str_list *out_texts);

/* "<digits>_<name>.sql" with both ways in it, counted from 1 (goose, tern). */
bool name_read_counted(arena *a, const struct tool_conf *conf, str file_name,
                       struct format_name *out);

/* One file "<version>_<name>.sql". */
void new_file(arena *a, const struct new_file *what, str text, struct str_list *out_names,
              struct str_list *out_texts);

/* After the dashes of a line comment, blanks removed. */
str comment_body(str line);
struct mark mark_bad(struct err *err, const char *fmt, str what);

/* Whole word at the beginning, ASCII case ignored, then blank or the end. */
bool word_starts_nocase(str s, const char *word);

/* Directives of afloat itself: the part after "afloat:". */
struct mark native_directive(str text, const struct mark_at *at, struct err *err);

#endif
