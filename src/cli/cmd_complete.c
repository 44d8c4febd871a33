/* cli/cmd_complete.c: afloat __complete: what could stand where the cursor is. For the scripts of `completion`.
 *
 * Shape     its words are those of the command line after "afloat", the last one is the one being typed; prints
 *           "candidate<TAB>help" lines; ":files" and ":folders" ask the shell for paths
 * Does not  fail, connect, or read more than names: cheap enough for a key
 */
#include "app/app_complete.h"
#include "base/explain.h"
#include "cli/cmd.h"

enum kind {
    KIND_NONE,
    KIND_WORDS,
    KIND_ENVIRONMENTS,
    KIND_FORMATS,
    KIND_VERSIONS,
    KIND_COMMANDS,
    KIND_CODES,
    KIND_FILES,
    KIND_FOLDERS
};

struct value_row {
    const char *name;
    enum kind kind;
    const char *words;
};

static const struct value_row rows[] = {
#define VALUE(name, kind, words) { name, KIND_##kind, words },
#include "cli/values.def"
#undef VALUE
};

struct completion {
    struct ctx *ctx;
    struct app_common common; /* --dir and the like as far as they are typed */
    char **words;             /* before the current one */
    int n;
    str current; /* begin of the word */
    str before;  /* "--env=", where the value is joined */
    const struct cmd *cmd;
    size_t plain;    /* arguments before the current word */
    bool only_plain; /* "--" was there */
    struct buf out;
};

/* ---- candidates ---- */

/* A name that could do something to a terminal, or break the line, is not offered. */
static bool printable(str s)
{
    for (size_t i = 0; i < s.n; i++)
        if ((unsigned char)s.p[i] < ' ' || s.p[i] == 127)
            return false;
    return s.n > 0;
}

static void offer(struct completion *c, str text, str help)
{
    if (!printable(text) || !str_starts(text, c->current))
        return;
    buf_str(&c->out, c->before);
    buf_str(&c->out, text);
    if (printable(help)) {
        buf_char(&c->out, '\t');
        buf_str(&c->out, help);
    }
    buf_char(&c->out, '\n');
}

static void on_word(void *data, const struct app_word *w)
{
    offer(data, w->text, w->help);
}

static void offer_commands(struct completion *c)
{
    for (size_t i = 0; commands[i]; i++)
        if (!commands[i]->hidden)
            offer(c, str_of(commands[i]->name), str_of(commands[i]->summary));
}

static void offer_codes(struct completion *c)
{
    for (int i = ERR_NONE + 1; i < ERR__COUNT; i++)
        offer(c, str_of(err_code_text((enum err_code)i)),
              str_of(err_code_summary((enum err_code)i)));
    offer(c, S("exit"), S("an exit code"));
}

static void offer_words(struct completion *c, const char *words)
{
    str rest = str_of(words);

    while (rest.n)
        offer(c, str_cut(rest, ' ', &rest), (str){ 0 });
}

static const struct value_row *row_of(const struct opt *o)
{
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        if (strcmp(rows[i].name, o->name) == 0)
            return &rows[i];
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        if (o->metavar && strcmp(rows[i].name, o->metavar) == 0)
            return &rows[i];
    return NULL;
}

static void offer_value(struct completion *c, const struct opt *o)
{
    const struct value_row *row = row_of(o);
    const struct app_words to = { on_word, c };

    switch (row ? row->kind : KIND_NONE) {
    case KIND_NONE:
        break;
    case KIND_WORDS:
        offer_words(c, row->words);
        break;
    case KIND_ENVIRONMENTS:
        app_complete_environments(c->ctx, &c->common, &to);
        break;
    case KIND_FORMATS:
        app_complete_formats(&to);
        break;
    case KIND_VERSIONS:
        app_complete_versions(c->ctx, &c->common, &to);
        break;
    case KIND_COMMANDS:
        offer_commands(c);
        break;
    case KIND_CODES:
        offer_codes(c);
        break;
    case KIND_FILES:
        buf_z(&c->out, ":files\n");
        break;
    case KIND_FOLDERS:
        buf_z(&c->out, ":folders\n");
        break;
    }
}

/* ---- options ---- */

static const struct opt *find_in(const struct opt *opts, size_t n, str name)
{
    for (size_t i = 0; i < n; i++)
        if (str_eq(name, str_of(opts[i].name)) ||
            (opts[i].short_name && name.n == 2 && name.p[0] == '-' &&
             name.p[1] == opts[i].short_name))
            return &opts[i];
    return NULL;
}

static const struct opt *find_opt(const struct completion *c, str name)
{
    const struct opt *o = c->cmd ? find_in(c->cmd->opts, c->cmd->opt_count, name) : NULL;

    return o ? o : find_in(common_opts, common_opt_count, name);
}

static void offer_table(struct completion *c, const struct opt *opts, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (opts[i].name[0] == '-')
            offer(c, str_of(opts[i].name), str_of(opts[i].help));
}

static void offer_options(struct completion *c)
{
    if (c->cmd)
        offer_table(c, c->cmd->opts, c->cmd->opt_count);
    offer_table(c, common_opts, common_opt_count);
    offer(c, S("--help"), S("explain the command"));
}

static void offer_plain(struct completion *c)
{
    size_t seen = 0;

    if (!c->cmd) {
        offer_commands(c);
        return;
    }
    for (size_t i = 0; i < c->cmd->opt_count; i++)
        if (c->cmd->opts[i].name[0] != '-' && seen++ == c->plain)
            offer_value(c, &c->cmd->opts[i]);
}

/* ---- the words before ---- */

static void keep_value(struct completion *c, const struct opt *o, str value)
{
    if (o >= common_opts && o < common_opts + common_opt_count && o->type == OPT_TEXT)
        *(str *)(void *)((char *)&c->common + o->offset) = value;
}

/* Bash cuts "--env=prod" into three words. */
static bool is_equals(const struct completion *c, int i)
{
    return i < c->n && strcmp(c->words[i], "=") == 0;
}

static void read_option(struct completion *c, int *at, const struct opt **out_open)
{
    str value, name = str_cut(str_of(c->words[*at]), '=', &value);
    const struct opt *o = find_opt(c, name);

    if (!o || o->type == OPT_FLAG)
        return;
    if (is_equals(c, *at + 1))
        ++*at;
    if (!value.p && *at + 1 >= c->n) {
        *out_open = o; /* the current word is its value */
        return;
    }
    if (!value.p)
        value = str_of(c->words[++*at]);
    keep_value(c, o, value);
}

/* The option whose value is being typed, NULL = none. */
static const struct opt *read_words(struct completion *c)
{
    const struct opt *open = NULL;

    for (int i = 0; i < c->n; i++) {
        const char *w = c->words[i];

        if (!c->only_plain && strcmp(w, "--") == 0)
            c->only_plain = true;
        else if (!c->only_plain && w[0] == '-' && w[1])
            read_option(c, &i, &open);
        else if (!c->cmd)
            c->cmd = cmd_find(str_of(w));
        else
            c->plain++;
    }
    return open;
}

static void complete(struct completion *c)
{
    const struct opt *open = read_words(c);
    str value, name = str_cut(c->current, '=', &value);

    if (open) {
        if (str_eq(c->current, S("=")))
            c->current = S("");
        offer_value(c, open);
    } else if (c->only_plain || !str_starts(c->current, S("-"))) {
        offer_plain(c);
    } else if (value.p) {
        const struct opt *o = find_opt(c, name);

        c->before = str_slice(c->current, 0, name.n + 1);
        c->current = value;
        if (o && o->type != OPT_FLAG)
            offer_value(c, o);
    } else {
        offer_options(c);
    }
}

static bool run(struct ctx *ctx, const void *request, struct app_outcome *out, struct err *err)
{
    const struct cmd_raw *req = request;
    struct completion c = { .ctx = ctx, .words = req->args, .out = buf_on(ctx->mem) };

    (void)out;
    (void)err;
    c.n = req->n ? req->n - 1 : 0;
    c.current = req->n ? str_of(req->args[req->n - 1]) : S("");
    complete(&c);
    fwrite(c.out.p ? c.out.p : "", 1, c.out.n, stdout);
    return true;
}

static const char *const examples[] = {
    "afloat __complete up --",
    NULL,
};

const struct cmd cmd_complete = {
    .name = "__complete",
    .summary = "say what could stand where the cursor is",
    .usage = "WORD...",
    .about = "For the scripts that `afloat completion` prints.\n",
    .group = "Help",
    .request_size = sizeof(struct cmd_raw),
    .examples = examples,
    .hidden = true,
    .raw = true,
    .run = run,
};
