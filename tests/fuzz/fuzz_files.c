/* tests/fuzz/fuzz_files.c: any bytes as a file that tells how to log in, or how another tool is set.
 *
 * Does      byte 0 chooses the reader, the rest is its file; what cannot be read is an error with a code and a
 *           message, or a warning, never a crash
 * Shape     readers that open files get one, in a folder that only this process has; a row of `readers` each
 */
#include "core/config_int.h"
#include "core/format.h"
#include "core/formats/flyway_int.h"
#include "core/formats/tern_int.h"
#include "core/url_int.h"

#include "base/cc.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static char folder[64];

static const char *path_of(const char *name)
{
    static char path[128];

    snprintf(path, sizeof(path), "%s/%s", folder, name);
    return path;
}

static bool of_dotenv(arena *a, str text, struct err *err)
{
    str value;

    return dotenv_find(a, text, S(".env"), S("DATABASE_URL"), &value, err);
}

static bool of_config(arena *a, str text, struct err *err)
{
    struct config_doc doc = { 0 };

    return config_read(a, text, S("afloat.toml"), &doc, err);
}

static bool of_passfile(arena *a, str text, struct err *err)
{
    struct dsn dsn = { .engine = DSN_POSTGRES, .host = S("h"), .user = S("u"), .database = S("d") };

    (void)text, (void)err;
    url_passfile_fill(a, &dsn, str_of(path_of("passfile")));
    return true;
}

static bool of_mycnf(arena *a, str text, struct err *err)
{
    struct dsn dsn = { .engine = DSN_MYSQL };

    (void)text, (void)err;
    url_mycnf_fill(a, &dsn);
    return true;
}

static bool of_service(arena *a, str text, struct err *err)
{
    struct dsn dsn = { .engine = DSN_POSTGRES };

    (void)text;
    return url_service_fill(a, &dsn, S("s"), str_of(path_of("service")), err);
}

static bool of_tool(arena *a, const char *format, struct err *err)
{
    const struct format *f = format_find(str_of(format));
    struct tool_conf conf = { 0 };
    const struct tool_place place = { 0 };
    struct vars vars = { 0 };

    if (!f->conf_read(a, str_of(folder), &conf, err))
        return false;
    f->vars_add(a, &conf, &place, &vars);
    return true;
}

static bool of_flyway(arena *a, str text, struct err *err)
{
    (void)text;
    return of_tool(a, "flyway", err);
}

static bool of_tern(arena *a, str text, struct err *err)
{
    (void)text;
    return of_tool(a, "tern", err);
}

static bool of_template(arena *a, str text, struct err *err)
{
    struct line_map map = { 0 };
    struct reader r;

    (void)text;
    return tern_open(a, str_of(path_of("001_x.sql")), &r, &map, err);
}

static bool of_side(arena *a, const char *format, const char *name, struct err *err)
{
    struct migration m = { .file = str_copy(a, str_of(path_of(name))) };

    return format_find(str_of(format))->side_read(a, &m, err);
}

static bool of_flyway_side(arena *a, str text, struct err *err)
{
    (void)text;
    return of_side(a, "flyway", "V1__x.sql", err);
}

static bool of_diesel_side(arena *a, str text, struct err *err)
{
    (void)text;
    return of_side(a, "diesel", "up.sql", err);
}

static const struct {
    const char *file; /* that the reader opens; NULL = it is given the text */
    bool (*read)(arena *a, str text, struct err *err);
} readers[] = {
    { NULL, of_dotenv },
    { NULL, of_config },
    { "passfile", of_passfile },
    { ".my.cnf", of_mycnf },
    { "service", of_service },
    { "flyway.toml", of_flyway },
    { "flyway.conf", of_flyway },
    { "V1__x.sql.conf", of_flyway_side },
    { "tern.conf", of_tern },
    { "001_x.sql", of_template },
    { "metadata.toml", of_diesel_side },
};

static void tidy(void)
{
    char command[128];

    for (size_t i = 0; i < COUNT_OF(readers); i++)
        if (readers[i].file)
            unlink(path_of(readers[i].file));
    snprintf(command, sizeof(command), "%s/.git", folder);
    rmdir(command);
    rmdir(folder);
}

/* A repository of its own: nobody looks for a configuration above it. */
static void prepare(void)
{
    snprintf(folder, sizeof(folder), "%s/affuzz.XXXXXX",
             access("/dev/shm", W_OK) ? "/tmp" : "/dev/shm");
    CHECK(mkdtemp(folder));
    CHECK(mkdir(path_of(".git"), 0700) == 0);
    setenv("HOME", folder, 1);
    umask(077);
    atexit(tidy);
}

static void put(const char *name, str text)
{
    FILE *f = fopen(path_of(name), "wb");

    CHECK(f && fwrite(text.p, 1, text.n, f) == text.n);
    CHECK(fclose(f) == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    size_t row;
    struct err err;
    str text;
    arena a;

    if (size < 1)
        return 0;
    if (!folder[0])
        prepare();
    row = data[0] % COUNT_OF(readers);
    text = (str){ (const char *)data + 1, size - 1 };
    if (readers[row].file)
        put(readers[row].file, text);
    arena_init(&a);
    err_init(&err);
    if (readers[row].read(&a, text, &err))
        CHECK(err.code == ERR_NONE);
    else
        CHECK(err.message.n && err_code_exit(err.code) == 2);
    err_done(&err);
    arena_done(&a);
    if (readers[row].file)
        unlink(path_of(readers[row].file));
    return 0;
}
