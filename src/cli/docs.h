/* cli/docs.h: documents made from the tables of commands, options, records, events and errors.
 *
 * Does      write docs/json.md and the manual pages, so that nothing in them is written twice
 * Does not  touch files: cli/cmd_docs.c prints, the Makefile stores
 */
#ifndef AFLOAT_CLI_DOCS_H
#define AFLOAT_CLI_DOCS_H

#include "base/buf.h"

void docs_json(arena *a, struct buf *out);

/* Names of the manual pages, a line each: "afloat.1", "afloat-up.1", "afloat.toml.5". */
void man_pages(struct buf *out);

/* False: there is no such page. */
bool man_page(arena *a, str name, struct buf *out);

#endif
