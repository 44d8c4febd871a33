/* tests/unit/core/files.h: folders of migration files for tests; removed with the case. */
#ifndef AFLOAT_TESTS_UNIT_CORE_FILES_H
#define AFLOAT_TESTS_UNIT_CORE_FILES_H

#include "harness/folder.h"

#include "base/ctx.h"
#include "base/fs.h"
#include "core/format.h"
#include "core/project.h"

#include <unistd.h>

static inline str files_folder(arena *a)
{
    return test_folder(a);
}

static inline str files_put(arena *a, str folder, const char *name, str text)
{
    str path = fs_join(a, folder, str_of(name));
    struct err *err = arena_new(a, struct err, 1);
    bool exists;

    err_init(err);
    EXPECT_OK(fs_make_folder(fs_dirname(a, path), err), err);
    EXPECT_OK(fs_create(path, text, &exists, err), err);
    return path;
}

struct files_load {
    str dir;
    const char *format; /* NULL = find out */
    enum dialect_id dialect;
    bool applied; /* every version is */
    bool names_only, fresh;
    str baseline;
    struct ctx ctx;
    struct buf events; /* "warning: text" lines */
    struct project project;
    struct err err;
};

static inline bool files_is_applied(void *data, str version)
{
    (void)version;
    return ((struct files_load *)data)->applied;
}

static inline void files_event(void *data, const struct event *e)
{
    struct files_load *l = data;

    buf_printf(&l->events, "%s: " STR_FMT "\n", e->kind == EVENT_WARNING ? "warning" : "note",
               STR_ARG(e->text));
}

static inline bool files_load(arena *a, struct files_load *l)
{
    struct project_opts opts = { .dir = l->dir,
                                 .format = str_of(l->format),
                                 .dialect = dialect_get(l->dialect),
                                 .names_only = l->names_only,
                                 .fresh = l->fresh,
                                 .baseline = l->baseline,
                                 .is_applied = files_is_applied,
                                 .data = l };

    err_init(&l->err);
    l->events = buf_on(a);
    l->ctx = (struct ctx){ .mem = a, .sink = { files_event, NULL, l }, .wake_fd = -1 };
    return project_load(a, &opts, &l->ctx, &l->project, &l->err);
}

/* "AF2301 3:1 message" */
static inline str files_error(arena *a, const struct err *err)
{
    return str_printf(a, "%s %u:%u " STR_FMT, err_code_text(err->code), err->place.line,
                      err->place.column, STR_ARG(err->message));
}

#endif
