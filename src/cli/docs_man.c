#include "cli/docs.h"

void man_pages(struct buf *out)
{
    (void)out;
}

bool man_page(arena *a, str name, struct buf *out)
{
    (void)a;
    (void)name;
    (void)out;
    return false;
}
