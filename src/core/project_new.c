/* core/project_new.c: new migration files (core/project.h).
 *
 * A version is claimed by creating ".<version>.claim" in the folder, which only one process can; then the folder
 * is read again, so a version that another process has used up meanwhile is seen. The claim is removed when the
 * files are there. A claim that a killed process left behind is passed over.
 */
#include "core/project_int.h"

#include "base/clock.h"

#include <unistd.h>

enum { NAME_MAX_BYTES = 100, TRIES = 2000, STAMP_DIGITS = 14, STALE_TRIES = 200, WAIT_MS = 5 };

struct making {
    arena *mem;
    const struct project *p;
    const struct format *format;
    str folder; /* that the files go to */
    str name;
    bool sequence;
    struct str_list names, texts;
    struct str_list *out;
};

/* ---- names ---- */

static char snake_char(char c)
{
    if (c >= 'A' && c <= 'Z')
        return (char)(c + ('a' - 'A'));
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ? c : '_';
}

static bool is_upper(char c)
{
    return c >= 'A' && c <= 'Z';
}

/* "Add e-mail to Users" → add_e_mail_to_users, "AddUsers" → add_users. */
str project_snake_name(arena *a, str text)
{
    struct buf b = buf_on(a);
    str s;

    for (size_t i = 0; i < text.n; i++) {
        char c = snake_char(text.p[i]);
        bool word = is_upper(text.p[i]) && i && !is_upper(text.p[i - 1]) &&
                    snake_char(text.p[i - 1]) != '_';

        if (word || c == '_') {
            if (b.n && b.p[b.n - 1] != '_')
                buf_char(&b, '_');
        }
        if (c != '_')
            buf_char(&b, c);
    }
    s = str_slice(buf_view(&b), 0, NAME_MAX_BYTES);
    while (s.n && s.p[s.n - 1] == '_')
        s.n--;
    return s;
}

/* ---- versions ---- */

static size_t leading_digits(str s)
{
    size_t n = 0;

    while (n < s.n && s.p[n] >= '0' && s.p[n] <= '9')
        n++;
    return n;
}

/* As wide as the newest file's number is written, which may stand after a letter (V001__a.sql). */
static int width_of(const struct format *f, const struct migration *last)
{
    str name = last ? fs_basename(last->file) : S("");
    size_t n;

    while (name.n && snake_char(name.p[0]) >= 'a')
        name = str_skip(name, 1);
    n = leading_digits(name);

    return n && n < STAMP_DIGITS ? (int)n : f->sequence_width;
}

static const struct migration *newest(const struct project *now)
{
    const struct migration *last = NULL;

    for (size_t i = 0; i < now->migrations.n; i++)
        if (!last || version_cmp(last->version, now->migrations.v[i].version) < 0)
            last = &now->migrations.v[i];
    return last;
}

static str next_number(struct making *m, const struct project *now)
{
    const struct migration *last = newest(now);
    int64_t n = 0;

    if (last && !str_to_int64(str_slice(last->version, 0, leading_digits(last->version)), &n))
        n = 0;
    return str_printf(m->mem, "%0*lld", width_of(m->format, last), (long long)n + 1);
}

static bool taken(const struct project *now, str version)
{
    for (size_t i = 0; i < now->migrations.n; i++)
        if (version_cmp(now->migrations.v[i].version, version) == 0)
            return true;
    return false;
}

/* Numbers where the files have numbers; times otherwise. */
static bool choose_kind(struct making *m, bool sequence, struct err *err)
{
    const struct migration *last = newest(m->p);
    bool times = last && last->version.n == STAMP_DIGITS;

    if (sequence && times) {
        err_set(err, ERR_USAGE, "the versions of this project are times, not numbers");
        return err_hint(err, "A number would be older than every migration there is.");
    }
    m->sequence = sequence || m->format->consecutive || (last && !times);
    return true;
}

/* ---- files ---- */

static bool list_now(struct making *m, struct project *out, struct err *err)
{
    const struct project_opts opts = { .dir = m->p->dir, .names_only = true };
    struct fs_list list = { 0 };

    return project_files(m->mem, m->p->dir, m->format->recursive, &list, err) &&
           project_list(m->mem, &opts, m->format, &list, out, err);
}

/* Success with *out_made = false when the file is there already. */
static bool create(str path, str text, bool *out_made, struct err *err)
{
    bool exists = false;

    *out_made = fs_create(path, text, &exists, err);
    if (*out_made || !exists)
        return *out_made;
    err_clear(err);
    return true;
}

static bool write_one(struct making *m, str name, str text, struct err *err)
{
    str path = fs_join(m->mem, m->folder, name);
    bool made;

    if (m->format->folders && !fs_make_folder(fs_dirname(m->mem, path), err))
        return false;
    if (!create(path, text, &made, err))
        return false;
    if (!made) {
        err_set(err, ERR_FILE_WRITE, "could not create \"" STR_FMT "\": it exists", STR_ARG(path));
        return err_at(err, &(struct place){ .file = path });
    }
    *vec_push(m->mem, m->out) = path;
    return true;
}

static bool write_files(struct making *m, str version, const struct project *now, struct err *err)
{
    const struct new_file what = { version, m->name, newest(now), &now->conf };

    m->format->new_files(m->mem, &what, &m->names, &m->texts);
    for (size_t i = 0; i < m->names.n; i++)
        if (!write_one(m, m->names.v[i], m->texts.v[i], err))
            return false;
    return true;
}

enum claim { CLAIM_FAILED, CLAIM_BUSY, CLAIM_TAKEN, CLAIM_DONE };

/* Holds the claim of one version while it looks again and writes. */
static enum claim try_version(struct making *m, str version, struct err *err)
{
    str path =
        fs_join(m->mem, m->folder, str_printf(m->mem, "." STR_FMT ".claim", STR_ARG(version)));
    struct project now;
    enum claim result = CLAIM_FAILED;
    bool made;

    if (!create(path, S(""), &made, err))
        return CLAIM_FAILED;
    if (!made)
        return CLAIM_BUSY;
    if (list_now(m, &now, err)) {
        if (taken(&now, version))
            result = CLAIM_TAKEN;
        else if (write_files(m, version, &now, err))
            result = CLAIM_DONE;
    }
    unlink(str_z(m->mem, path));
    return result;
}

/* Numbers have no gap: a claim is waited for, and passed over only when nobody takes it away. */
static bool make_number(struct making *m, struct err *err)
{
    int busy = 0;

    for (int i = 0; i < TRIES; i++) {
        struct project now;
        str version;
        enum claim c;

        if (!list_now(m, &now, err))
            return false;
        version = next_number(m, &now);
        c = try_version(m, version, err);
        if (c == CLAIM_DONE || c == CLAIM_FAILED)
            return c == CLAIM_DONE;
        if (c == CLAIM_BUSY && ++busy > STALE_TRIES) {
            err_set(err, ERR_FILE_WRITE, "could not claim version " STR_FMT ": it is claimed",
                    STR_ARG(version));
            return err_hint(err,
                            "If no other afloat makes files here, remove \"." STR_FMT
                            ".claim\" in the folder.",
                            STR_ARG(version));
        }
        clock_sleep_ms(c == CLAIM_BUSY ? WAIT_MS : 0);
    }
    return err_set(err, ERR_FILE_WRITE, "could not find a free version");
}

/* The first free second from now on. */
static bool make_time(struct making *m, struct err *err)
{
    int64_t now_us = clock_wall_us();

    for (int i = 0; i < TRIES; i++) {
        enum claim c = try_version(m, clock_stamp14(m->mem, now_us + i * 1000000LL), err);

        if (c == CLAIM_DONE || c == CLAIM_FAILED)
            return c == CLAIM_DONE;
    }
    return err_set(err, ERR_FILE_WRITE, "could not find a free version");
}

static bool begin(arena *a, const struct project *p, str name, bool sequence, struct making *out,
                  struct err *err)
{
    *out = (struct making){
        .mem = a,
        .p = p,
        .format = p->format ? p->format : formats[0],
        .folder = p->new_dir.n ? p->new_dir : p->dir,
        .name = project_snake_name(a, name),
    };
    if (!out->name.n) {
        err_set(err, ERR_USAGE, "the name has no letter or digit: \"" STR_FMT "\"", STR_ARG(name));
        return err_hint(
            err, "Say what the migration does, for example: afloat new \"add email to users\"");
    }
    return choose_kind(out, sequence, err);
}

bool project_new(arena *a, const struct project *p, str name, bool sequence,
                 struct str_list *out_files, struct err *err)
{
    struct making m;

    if (!begin(a, p, name, sequence, &m, err) || !fs_make_folder(m.folder, err))
        return false;
    m.out = out_files;
    return m.sequence ? make_number(&m, err) : make_time(&m, err);
}

bool project_new_names(arena *a, const struct project *p, str name, bool sequence,
                       struct str_list *out_files, struct err *err)
{
    struct making m;
    struct new_file what;
    str version;

    if (!begin(a, p, name, sequence, &m, err))
        return false;
    version = m.sequence ? next_number(&m, p) : clock_stamp14(a, clock_wall_us());
    what = (struct new_file){ version, m.name, newest(p), &p->conf };
    m.format->new_files(a, &what, &m.names, &m.texts);
    for (size_t i = 0; i < m.names.n; i++)
        *vec_push(a, out_files) = fs_join(a, m.folder, m.names.v[i]);
    return true;
}
