/* deploy.c: a program that brings its database up to date before it starts.
 *
 *     cc -o deploy deploy.c $(pkg-config --cflags --libs afloat)
 *     ./deploy sqlite:app.db migrations
 *
 * Ctrl-C stops at a safe point; running it again goes on from there.
 */
#include <afloat.h>

#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>

static struct afloat *handle;

static void on_signal(int sig)
{
    (void)sig;
    afloat_cancel(handle);
}

static void on_event(void *data, const struct afloat_event *e)
{
    (void)data;
    if (strcmp(e->kind, "step_done") == 0)
        printf("%s %" PRId64 "/%" PRId64 ": %" PRId64 " ms\n", e->version, e->step, e->steps, e->ms);
    else if (strcmp(e->kind, "warning") == 0)
        printf("warning: %s\n", e->text);
}

static void print_error(const struct afloat_error *e)
{
    fprintf(stderr, "%s: %s\n", e->code, e->message);
    if (e->file)
        fprintf(stderr, "  %s:%" PRId64 ":%" PRId64 "\n", e->file, e->line, e->column);
    if (e->database)
        fprintf(stderr, "  the database said: %s\n", e->database);
    if (e->hint)
        fprintf(stderr, "  %s\n", e->hint);
    fprintf(stderr, "  %s\n", e->committed);
    if (e->next)
        fprintf(stderr, "  go on with: %s\n", e->next);
}

static int report_status(void)
{
    struct afloat_status status = { .size = sizeof(status) };
    int result = afloat_get_status(handle, &status);

    if (result != AFLOAT_OK)
        return result;
    for (size_t i = 0; i < status.count; i++)
        printf("%-8s %s %s\n", status.migrations[i]->state, status.migrations[i]->version,
               status.migrations[i]->name);
    printf("%" PRId64 " applied, %" PRId64 " pending\n", status.applied, status.pending);
    return AFLOAT_OK;
}

int main(int argc, char **argv)
{
    struct afloat_options options = AFLOAT_OPTIONS_INIT;
    struct afloat_sink sink = AFLOAT_SINK_INIT;
    int result;

    if (argc != 3) {
        fprintf(stderr, "usage: deploy URL FOLDER\n");
        return AFLOAT_USAGE;
    }
    options.url = argv[1];
    options.dir = argv[2];
    sink.event = on_event;
    handle = afloat_open(&options);
    if (!handle)
        return AFLOAT_INTERNAL;
    signal(SIGINT, on_signal);
    signal(SIGTERM, on_signal);
    result = afloat_up(handle, NULL, &sink);
    if (result == AFLOAT_OK)
        result = report_status();
    if (result != AFLOAT_OK)
        print_error(afloat_last_error(handle));
    signal(SIGINT, SIG_DFL);
    signal(SIGTERM, SIG_DFL);
    afloat_close(handle);
    return result;
}
