/* core/formats/tern_int.h: what the files of the format tern share. */
#ifndef AFLOAT_CORE_FORMATS_TERN_INT_H
#define AFLOAT_CORE_FORMATS_TERN_INT_H

#include "core/formats/formats_int.h"

/* The file with the files that it includes put in. */
bool MUST tern_open(arena *a, str file, struct reader *out, struct line_map *map, struct err *err);

#endif
