/* report/report_events.c: events as JSON, an object a line: --events.
 *
 * Each line is one write, so what was told is in the file also when the process is killed; a file that is there
 * is continued: the events of a run that was cut off stay. What members a kind has stands in base/events.def.
 */
#include "base/clock.h"
#include "base/json.h"
#include "report/report_int.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

static const struct field fields[] = {
    { "time", "", FIELD_TIME, 0, "when it happened" },
    { "event", "", FIELD_TEXT, 0, "the kind, as below" },
    { "version", "", FIELD_TEXT, 0, "version of the migration" },
    { "name", "", FIELD_TEXT, 0, "name of the migration" },
    { "step", "", FIELD_INT, 0, "number of the statement in the migration, from 1" },
    { "steps", "", FIELD_INT, 0, "statements of the migration, or of the run" },
    { "n", "", FIELD_INT, 0, "a number, see the kind" },
    { "total", "", FIELD_INT, 0, "how many n will be in the end, null = not known" },
    { "ms", "", FIELD_INT, 0, "milliseconds" },
    { "text", "", FIELD_TEXT, 0, "words; of a statement at most 1024 bytes, passwords masked" },
};

const struct rectype report_event_type = { "event", RECORD_LINES, fields, COUNT_OF(fields), NULL };

enum { FIRST_MEMBER = 2 }; /* the fields before stand in every event */

static const struct {
    const char *name, *help;
} kinds[] = {

#define EV(ident, json, text) { json, text },
#include "base/events.def"
#undef EV
};

_Static_assert(COUNT_OF(kinds) == EVENT__COUNT, "one row a kind");

const char *report_event_name(enum event_kind kind)
{
    return kinds[kind].name;
}

const char *report_event_help(enum event_kind kind)
{
    return kinds[kind].help;
}

bool report_event_has(enum event_kind kind, str member)
{
    str rest = str_of(kinds[kind].help);

    while (rest.n) {
        size_t comma = str_find(rest, S(", "));
        str part = comma == STR_NONE ? rest : str_slice(rest, 0, comma), ignored;

        if (str_eq(str_cut(part, ':', &ignored), member))
            return true;
        rest = comma == STR_NONE ? (str){ 0 } : str_skip(rest, comma + 2);
    }
    return false;
}

static struct field_value text_or_null(str s)
{
    return s.n ? field_text(s) : field_null();
}

/* In the order of the fields. */
static void fill(const struct event *e, struct field_value v[COUNT_OF(fields)])
{
    v[0] = field_int(clock_wall_us());
    v[1] = field_text(str_of(kinds[e->kind].name));
    v[2] = text_or_null(e->version);
    v[3] = text_or_null(e->name);
    v[4] = e->step ? field_int(e->step) : field_null();
    v[5] = field_int(e->steps);
    v[6] = field_int(e->n);
    v[7] = e->total ? field_int(e->total) : field_null();
    v[8] = field_int(e->ms);
    v[9] = text_or_null(e->text);
}

static bool write_all(int fd, str s)
{
    while (s.n) {
        ssize_t n = write(fd, s.p, s.n);

        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return false;
        s = str_skip(s, (size_t)n);
    }
    return true;
}

void events_write(struct report *r, const struct event *e)
{
    struct field_value v[COUNT_OF(fields)];
    struct json_out j;
    struct buf line;
    arena a;

    if (r->events_fd < 0)
        return;
    arena_init(&a);
    line = buf_on(&a);
    j = json_to(&line);
    fill(e, v);
    json_open(&j, '{');
    for (size_t i = 0; i < COUNT_OF(fields); i++)
        if (i < FIRST_MEMBER || report_event_has(e->kind, str_of(fields[i].name))) {
            json_key(&j, str_of(fields[i].name));
            json_value(&j, &a, &fields[i], &v[i]);
        }
    json_close(&j);
    buf_char(&line, '\n');
    if (!write_all(r->events_fd, buf_view(&line))) {
        r->events_fd = -1;
        event_line(r, STYLE_MIND,
                   "warning: ", S("could not write the events: no more are written"));
    }
    arena_done(&a);
}

void events_failure(struct report *r, const struct report_failure *f)
{
    struct event e = { .kind = EVENT_FAILURE, .n = f->exit_code };

    e.text =
        str_printf(r->mem, "%s: " STR_FMT, err_code_text(f->err->code), STR_ARG(f->err->message));
    events_write(r, &e);
}

bool report_events_to(struct report *r, str path, struct err *err)
{
    struct place place = { .file = path };

    if (str_eq(path, S("-"))) {
        r->events_fd = STDOUT_FILENO;
        return true;
    }
    r->events_fd = open(str_z(r->mem, path), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0666);
    if (r->events_fd >= 0)
        return true;
    err_set(err, ERR_FILE_WRITE, "could not write the events: %s", strerror(errno));
    return err_at(err, &place);
}
