/* app/app_docs.c: see app/app_docs.h. */
#include "app/app_docs.h"

bool app_config_key(size_t i, struct config_key *out)
{
    return config_key(i, out);
}
