/* cli/cmd_docs.c: afloat __docs: what `make docs` and `make man` write. Not for users. */
#include "app/app_rules.h"
#include "cli/cmd.h"
#include "cli/docs.h"

struct docs_request {
    struct app_common common;
    str what, page;
};

static bool no_such(str what, struct err *err)
{
    err_set(err, ERR_USAGE, "no document is called \"" STR_FMT "\"", STR_ARG(what));
    return err_hint(err, "The documents are: json, man, man PAGE, rules, rule, rule SLUG.");
}

/* Without a name the names of all. */
static bool rule(arena *a, str slug, struct buf *out, struct err *err)
{
    struct app_rule r;

    for (size_t i = 0; !slug.n && app_rule(a, i, &r); i++)
        buf_printf(out, "%s\n", r.slug);
    if (!slug.n)
        return true;
    if (!app_rule_find(a, slug, &r))
        return no_such(slug, err);
    app_rule_page(&r, out);
    return true;
}

static bool run(struct ctx *ctx, const void *request, struct app_outcome *out, struct err *err)
{
    const struct docs_request *req = request;
    struct buf text = buf_on(ctx->mem);

    (void)out;
    if (str_eq(req->what, S("json")))
        docs_json(ctx->mem, &text);
    else if (str_eq(req->what, S("rules")))
        app_rules_index(ctx->mem, &text);
    else if (str_eq(req->what, S("rule"))) {
        if (!rule(ctx->mem, req->page, &text, err))
            return false;
    } else if (!str_eq(req->what, S("man")))
        return no_such(req->what, err);
    else if (!req->page.n)
        man_pages(&text);
    else if (!man_page(ctx->mem, req->page, &text))
        return no_such(req->page, err);
    fwrite(text.p, 1, text.n, stdout);
    return true;
}

#define AT(member) offsetof(struct docs_request, member)

static const struct opt opts[] = {
    { "DOCUMENT", 0, OPT_TEXT, NULL, AT(what), "json, man, rules or rule" },
    { "PAGE", 0, OPT_TEXT, NULL, AT(page), "name of a manual page; without it their list" },
};

static const char *const examples[] = {
    "afloat __docs json",
    "afloat __docs man afloat.1",
    NULL,
};

const struct cmd cmd_docs = {
    .name = "__docs",
    .summary = "print a document that is made from the tables",
    .usage = "DOCUMENT [PAGE]",
    .about = "For the build of afloat: docs/json.md and the manual pages.\n",
    .group = "Help",
    OPTS(opts),
    .request_size = sizeof(struct docs_request),
    .examples = examples,
    .hidden = true,
    .run = run,
};
