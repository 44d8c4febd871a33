/* app/app_docs.h: what the manual of afloat.toml says, from the table of its keys. */
#ifndef AFLOAT_APP_APP_DOCS_H
#define AFLOAT_APP_APP_DOCS_H

#include "core/config.h"

/* The i-th key; false: there are no more. */
bool app_config_key(size_t i, struct config_key *out);

#endif
