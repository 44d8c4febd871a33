/* app/app_split.c: see app/app_split.h. */
#include "app/app_split.h"

#include "base/fs.h"

static const struct field piece_fields[] = {
    { "offset", "", FIELD_INT, 0, "first byte in the input, from 0" },
    { "length", "", FIELD_INT, 0, "bytes" },
    { "line", "", FIELD_INT, 0, "line of the first byte, from 1" },
    { "column", "", FIELD_INT, 0, "column of the first byte, from 1, in bytes" },
    { "kind", "", FIELD_TEXT, 0,
      "space, comment, statement, data, data-end, delimiter, meta, directive" },
};

/* One JSON object a line: the output is a stream, whatever the size of the input. */
static const struct rectype piece_type = { "piece", RECORD_LINES, piece_fields,
                                           COUNT_OF(piece_fields), NULL };

static bool is_directive(str line, void *data)
{
    (void)data;
    line = str_trim(str_skip(line, 2));
    return str_starts(line, S("afloat:")) || str_starts(line, S("migrate:")) ||
           str_starts(line, S("+goose"));
}

static void tell(struct ctx *ctx, const struct piece *p)
{
    struct field_value v[] = { field_int((int64_t)p->offset), field_int((int64_t)p->text.n),
                               field_int(p->line), field_int(p->column),
                               field_text(str_of(piece_kind_name(p->kind))) };

    ctx_record(ctx, &piece_type, v);
}

bool app_split(struct ctx *ctx, const struct app_split *req, struct app_outcome *out,
               struct err *err)
{
    struct split_opts o = { .dialect = dialect_find(req->dialect),
                            .file = req->file,
                            .is_directive = is_directive };
    struct reader reader;
    struct split *split;
    struct piece p;
    bool end = false;

    (void)out;
    if (!o.dialect) {
        if (!req->dialect.n)
            err_set(err, ERR_USAGE, "--dialect is needed");
        else
            err_set(err, ERR_USAGE, "--dialect is not one that afloat reads: \"" STR_FMT "\"",
                    STR_ARG(req->dialect));
        return err_hint(err, "The dialects are: sqlite, postgres, mysql, mariadb.");
    }
    if (!req->file.n)
        reader = fs_stdin(ctx->mem);
    else if (!fs_reader(ctx->mem, req->file, &reader, err))
        return false;
    split = split_open(ctx->mem, &o, &reader);
    while (split_next(split, &p, &end, err) && !end)
        tell(ctx, &p);
    return err->code == ERR_NONE;
}

const struct rectype *const app_split_records[] = { &piece_type, NULL };
