/* base/proc.h: child processes and facts about this one. */
#ifndef AFLOAT_BASE_PROC_H
#define AFLOAT_BASE_PROC_H

#include "base/err.h"

str proc_host(arena *a);
str proc_user(arena *a); /* login name, or the number of the user */
str proc_random_hex(arena *a, size_t bytes);

/* Runs argv (NULL-terminated, no shell) and collects at most max_bytes of its standard output. */
bool MUST proc_output(arena *a, const char *const *argv, size_t max_bytes, str *out,
                      int *out_status, struct err *err);

#endif
