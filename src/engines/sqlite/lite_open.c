/* engines/sqlite/lite_open.c: opens the database file and says what it is.
 *
 * Does      check the path first, so that the reason is told in words; identify file and process
 * Does not  make folders, read URIs (the path is a path, whatever it looks like)
 * Shape     path checks → sqlite3_open_v2 → first read → session (lite_session.c) → server_info
 * Errors    ERR_CONNECT; ERR_LOCK_TIMEOUT when another process does not let go of the file
 */
#include "engines/sqlite/lite_int.h"

#include "base/clock.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <sys/stat.h>
#include <unistd.h>

enum open_mode { MODE_CREATE, MODE_EXISTING, MODE_READ };

static bool in_memory(const struct dsn *dsn)
{
    return str_eq(dsn->database, S(":memory:"));
}

static bool refuse(struct err *err, str path, const char *why)
{
    err_set(err, ERR_CONNECT, "could not open the database \"" STR_FMT "\": %s", STR_ARG(path),
            why);
    return err_database(err, FAIL_CONNECT, NULL, 0, S(""));
}

/* Parameter "mode" as in SQLite's own URIs; others belong to other clients. */
static enum open_mode mode_of(const struct dsn *dsn)
{
    static const struct {
        const char *name;
        enum open_mode mode;
    } modes[] = { { "ro", MODE_READ }, { "rw", MODE_EXISTING } };

    for (size_t i = 0; i < dsn->params.n; i++)
        for (size_t j = 0; j < COUNT_OF(modes); j++)
            if (str_eq(dsn->params.v[i].key, S("mode")) &&
                str_eq(dsn->params.v[i].value, str_of(modes[j].name)))
                return modes[j].mode;
    return MODE_CREATE;
}

/* ---- the path ---- */

static bool check_folder(arena *a, str path, struct err *err)
{
    size_t slash = str_find_last_char(path, '/');
    str folder = slash == STR_NONE ? S(".") : slash == 0 ? S("/") : str_slice(path, 0, slash);
    const char *name = str_z(a, folder);
    struct stat st;

    if (stat(name, &st) != 0) {
        refuse(err, path, strerror(errno));
        return err_detail(err, "The folder \"%s\" does not exist.", name);
    }
    if (access(name, W_OK | X_OK) == 0)
        return true;
    refuse(err, path, strerror(errno));
    return err_detail(err, "The file does not exist and cannot be made in the folder \"%s\".",
                      name);
}

static bool check_path(arena *a, str path, enum open_mode mode, struct err *err)
{
    const char *name = str_z(a, path);
    struct stat st;

    if (!path.n)
        return refuse(err, path, "no path is given");
    if (str_find_char(path, '\0') != STR_NONE)
        return refuse(err, path, "the path holds a NUL byte");
    if (stat(name, &st) != 0 && errno == ENOENT)
        return mode == MODE_CREATE ? check_folder(a, path, err)
                                   : refuse(err, path, strerror(ENOENT));
    if (stat(name, &st) != 0)
        return refuse(err, path, strerror(errno));
    if (S_ISDIR(st.st_mode))
        return refuse(err, path, "it is a folder");
    if (!S_ISREG(st.st_mode))
        return refuse(err, path, "it is not a regular file");
    return access(name, R_OK) == 0 || refuse(err, path, strerror(errno));
}

/* ---- open ---- */

static bool fail_open(struct lite *c, const struct dsn *dsn, int rc, struct err *err)
{
    enum err_code code;
    bool busy = lite_classify(rc, &code) == FAIL_LOCK_TIMEOUT;
    str words = str_of(c->db ? sqlite3_errmsg(c->db) : sqlite3_errstr(rc));

    err_clear(err);
    err_set(err, busy ? code : ERR_CONNECT, "could not open the database \"" STR_FMT "\": " STR_FMT,
            STR_ARG(dsn->database), STR_ARG(words));
    err_database(err, busy ? FAIL_LOCK_TIMEOUT : FAIL_CONNECT, NULL, rc, words);
    if (busy)
        err_hint(err, "Another process is using the database file.");
    return false;
}

static bool open_file(arena *a, struct lite *c, const struct dsn *dsn, struct err *err)
{
    static const int flags[] = { [MODE_CREATE] = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE,
                                 [MODE_EXISTING] = SQLITE_OPEN_READWRITE,
                                 [MODE_READ] = SQLITE_OPEN_READONLY };
    enum open_mode mode = mode_of(dsn);
    /* A name such as "file:x" would be read as a URI where that is compiled in. */
    bool plain = in_memory(dsn) || str_starts(dsn->database, S("/"));
    str path = str_printf(a, "%s" STR_FMT, plain ? "" : "./", STR_ARG(dsn->database));
    int rc;

    if (in_memory(dsn))
        mode = MODE_CREATE;
    else if (!check_path(a, dsn->database, mode, err))
        return false;
    if (!c->base.ctx->embedded)
        lite_memory();
    rc = sqlite3_open_v2(str_z(a, path), &c->db,
                         flags[mode] | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, NULL);
    if (rc != SQLITE_OK)
        return fail_open(c, dsn, rc, err);
    return true;
}

/* The first read shows whether it is a database at all. */
static bool first_read(arena *a, struct lite *c, const struct dsn *dsn, struct err *err)
{
    str version;

    lite_handlers(c);
    return lite_value(a, c, "PRAGMA schema_version", &version, err) ||
           fail_open(c, dsn, sqlite3_extended_errcode(c->db), err);
}

/* ---- identity ---- */

static str read_small(arena *a, const char *path)
{
    char text[1024];
    ssize_t n;
    int fd = open(path, O_RDONLY | O_CLOEXEC);

    if (fd < 0)
        return S("");
    n = read(fd, text, sizeof(text));
    close(fd);
    return n > 0 ? str_copy(a, str_trim((str){ text, (size_t)n })) : S("");
}

/* Field 22 of /proc/self/stat; the name in field 2 may hold blanks and parentheses. */
static str process_start(arena *a)
{
    str stat = read_small(a, "/proc/self/stat"), word = S("");
    size_t paren = str_find_last_char(stat, ')');

    if (paren == STR_NONE)
        return S("0");
    stat = str_skip(stat, paren + 2);
    for (int field = 3; field <= 22; field++)
        word = str_cut(stat, ' ', &stat);
    return word;
}

/* Boot and start time name a process for ever: its number alone comes again. */
static str session_start(arena *a)
{
    return str_printf(a, STR_FMT "/" STR_FMT,
                      STR_ARG(read_small(a, "/proc/sys/kernel/random/boot_id")),
                      STR_ARG(process_start(a)));
}

static bool identify(arena *a, struct lite *c, const struct dsn *dsn, struct err *err)
{
    struct server_info *s = &c->base.server;
    const char *name = sqlite3_db_filename(c->db, "main");
    struct stat st;

    *s = (struct server_info){
        .product = S("SQLite"),
        .client = S("in this program"),
        .version = str_of(sqlite3_libversion()),
        .version_number = sqlite3_libversion_number(),
        .caps = CAP_DDL_TRANSACTIONAL | CAP_ATOMIC_DDL | CAP_LOCK_SESSION,
        .database = str_copy(a, dsn->database),
        .user = S(""),
        .schema = S("main"),
        .server_id = S("memory"),
        .session = getpid(),
        .session_start = session_start(a),
        .read_only = sqlite3_db_readonly(c->db, "main") == 1,
    };
    if (in_memory(dsn))
        return true;
    if (!name || stat(name, &st) != 0)
        return refuse(err, dsn->database, strerror(name ? errno : EINVAL));
    c->path = str_of(str_z(a, str_of(name)));
    s->server_id = str_printf(a, "file %llx:%llx", (unsigned long long)st.st_dev,
                              (unsigned long long)st.st_ino);
    return true;
}

void lite_close(struct conn *base)
{
    struct lite *c = lite_of(base);

    lite_drop_queue(c);
    arena_done(&c->unit);
    err_clear(&c->error);
    /* The session first: a new holder of the lock must find the database at rest. */
    sqlite3_close_v2(c->db);
    c->db = NULL;
    lite_lock_release(c);
}

static void close_deferred(void *p)
{
    struct lite *c = p;

    lite_close(&c->base);
    err_done(&c->error);
}

bool lite_open(arena *a, const struct dsn *dsn, struct ctx *ctx, struct conn **out, struct err *err)
{
    struct lite *c = arena_new(a, struct lite, 1);

    c->base = (struct conn){
        .engine = &engine_sqlite, .dialect = dialect_get(DIALECT_SQLITE), .ctx = ctx, .mem = a
    };
    c->lock_fd = -1;
    c->running = REQ_BOOKKEEPING;
    arena_init(&c->unit);
    err_init(&c->error);
    arena_defer(a, close_deferred, c);
    if (!open_file(a, c, dsn, err) || !first_read(a, c, dsn, err) || !identify(a, c, dsn, err) ||
        !lite_session_init(c, err)) {
        lite_close(&c->base);
        return false;
    }
    *out = &c->base;
    return true;
}
