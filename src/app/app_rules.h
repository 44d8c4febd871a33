/* app/app_rules.h: the rules of lint, for explain and the documentation. */
#ifndef AFLOAT_APP_APP_RULES_H
#define AFLOAT_APP_APP_RULES_H

#include "base/buf.h"

struct app_rule {
    const char *code, *slug, *severity, *title;
    str engines;         /* "all", or their names */
    const char *example; /* src/assess/rules/<slug>.sql; NULL = it has none */
};

/* The i-th rule in the order of the codes; false: there are no more. Texts live in `a`. */
bool app_rule(arena *a, size_t i, struct app_rule *out);
bool app_rule_find(arena *a, str code_or_slug, struct app_rule *out);
bool app_rule_for_tests(str line); /* a line of an example that says nothing to its reader */

/* docs/RULES.md and docs/rules/<slug>.md */
void app_rules_index(arena *a, struct buf *out);
void app_rule_page(const struct app_rule *r, struct buf *out);

#endif
