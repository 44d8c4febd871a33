/* tests/harness/folder.h: a new folder for a case, removed with all that is in it when the case ends. */
#ifndef AFLOAT_TESTS_HARNESS_FOLDER_H
#define AFLOAT_TESTS_HARNESS_FOLDER_H

#include "harness/test.h"

str test_folder(arena *a); /* a NUL follows it */

#endif
