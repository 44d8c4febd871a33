/* base/banned.h: calls that must not be used; force-included by the Makefile in every file.
 *
 * Does      turn unsafe or unbounded C library calls into compile errors
 * Does not  ban malloc: tools/check-banned does, because base/mem.c needs it
 */
#ifndef AFLOAT_BASE_BANNED_H
#define AFLOAT_BASE_BANNED_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#undef alloca

#pragma GCC poison strcpy strcat strncpy strncat sprintf vsprintf strtok gets atoi atol atoll
#pragma GCC poison gmtime localtime ctime asctime mktemp tmpnam system popen alloca

#endif
