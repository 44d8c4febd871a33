/* core/formats/goose.c: goose, SQL files: <number>_<name>.sql with "-- +goose" annotations.
 *
 * Does not  run migrations written in Go (refused by name); put the variables of ENVSUB in (core/envsub.c)
 */
#include "core/formats/formats_int.h"

static const char *name_refused(str file_name)
{
    str digits, rest;

    if (!name_split(file_name, &digits, &rest) || !str_ends(rest, S(".go")) ||
        str_ends(rest, S("_test.go")))
        return NULL;
    return "a migration written in Go cannot be run";
}

static bool is_directive(str line, void *data)
{
    (void)data;
    return str_starts(line, S("--")) && str_find(line, S("+goose")) != STR_NONE;
}

static const struct row {
    const char *words;
    struct mark mark;
} rows[] = {
    { "Up", { .kind = MARK_UP } },
    { "Down", { .kind = MARK_DOWN } },
    { "StatementBegin", { .kind = MARK_BEGIN } },
    { "StatementEnd", { .kind = MARK_END } },
    { "NO TRANSACTION",
      { .kind = MARK_ANNOTATION, .mig_flags = MIG_NO_TRANSACTION | MIG_NO_TRANSACTION_DOWN } },
    { "ENVSUB ON", { .kind = MARK_ANNOTATION, .envsub_on = true } },
    { "ENVSUB OFF", { .kind = MARK_ANNOTATION, .envsub_off = true } },
};

static struct mark mark_read(str line, const struct mark_at *at, struct err *err)
{
    str body = comment_body(line);
    str words = str_trim(str_skip(body, S("+goose").n));
    struct mark bad;

    (void)at;
    for (size_t i = 0; str_starts(body, S("+goose")) && i < COUNT_OF(rows); i++)
        if (str_eq_nocase(words, str_of(rows[i].words)))
            return rows[i].mark;
    bad = mark_bad(err, "goose does not recognize the annotation \"@\"", body);
    err_hint(err, "The annotations are Up, Down, StatementBegin, StatementEnd, NO TRANSACTION, "
                  "ENVSUB ON and ENVSUB OFF, after \"-- +goose\".");
    return bad;
}

static void new_files(arena *a, const struct new_file *what, struct str_list *out_names,
                      struct str_list *out_texts)
{
    new_file(a, what, S("-- +goose Up\n\n\n-- +goose Down\n\n"), out_names, out_texts);
}

/* Always wanted: the environment has them, nobody declares them. */
static const struct var_rules env_rules = { .flags = VAR_SHELL | VAR_STRICT };

const struct format format_goose = {
    .name = "goose",
    .strict_names = true,
    .name_form = "<number>_<name>.sql",
    .name_read = name_read_counted,
    .is_directive = is_directive,
    .mark_read = mark_read,
    .name_refused = name_refused,
    .vars = &env_rules,
    .needs_up = true,
    .sections = true,
    .margin = true,
    .new_files = new_files,
    .sequence_width = 5,
};
