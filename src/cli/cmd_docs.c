/* cli/cmd_docs.c: afloat __docs: what `make docs` and `make man` write. Not for users. */
#include "cli/cmd.h"
#include "cli/docs.h"

struct docs_request {
    struct app_common common;
    str what, page;
};

static bool no_such(str what, struct err *err)
{
    err_set(err, ERR_USAGE, "no document is called \"" STR_FMT "\"", STR_ARG(what));
    return err_hint(err, "The documents are: json, man, man PAGE.");
}

static bool run(struct ctx *ctx, const void *request, struct app_outcome *out, struct err *err)
{
    const struct docs_request *req = request;
    struct buf text = buf_on(ctx->mem);

    (void)out;
    if (str_eq(req->what, S("json")))
        docs_json(ctx->mem, &text);
    else if (!str_eq(req->what, S("man")))
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
    { "DOCUMENT", 0, OPT_TEXT, NULL, AT(what), "json or man" },
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
