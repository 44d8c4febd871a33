/* report/report_value.c: one value as text for a terminal. */
#include "base/clock.h"
#include "base/utf8.h"
#include "report/report_int.h"

str report_ms(arena *a, int64_t ms)
{
    if (ms < 1000)
        return str_printf(a, "%lld ms", (long long)ms);
    if (ms < 60000)
        return str_printf(a, "%.1f s", (double)ms / 1000);
    return str_printf(a, "%lld min %lld s", (long long)(ms / 60000), (long long)(ms / 1000 % 60));
}

str report_bytes(arena *a, int64_t n)
{
    static const char *const units[] = { "B", "kB", "MB", "GB", "TB" };
    double v = (double)n;
    size_t u = 0;

    while (v >= 1000 && u + 1 < COUNT_OF(units)) {
        v /= 1000;
        u++;
    }
    return str_printf(a, u ? "%.1f %s" : "%.0f %s", v, units[u]);
}

static str time_text(arena *a, int64_t us)
{
    char *text = arena_new(a, char, CLOCK_ISO_BYTES + 1);

    clock_put_iso(text, us);
    text[10] = ' '; /* the date and the time of day, UTC as everywhere */
    return (str){ text, 19 };
}

static str safe(arena *a, str s)
{
    struct buf b = buf_on(a);

    if (utf8_is_plain(s))
        return s;
    utf8_safe(&b, s, false);
    return buf_view(&b);
}

/* SQL may hold several lines: blanks are folded to one. */
str report_one_line(arena *a, str s)
{
    struct buf b = buf_on(a);
    bool blank = false;

    s = str_trim(s);
    for (size_t i = 0; i < s.n; i++) {
        bool now = s.p[i] == ' ' || s.p[i] == '\n' || s.p[i] == '\t' || s.p[i] == '\r';

        if (!now)
            buf_char(&b, s.p[i]);
        else if (!blank)
            buf_char(&b, ' ');
        blank = now;
    }
    return safe(a, buf_view(&b));
}

str report_value(arena *a, const struct field *f, const struct field_value *v)
{
    if (v->null)
        return S("");
    switch (f->type) {
    case FIELD_TEXT:
        return f->flags & FIELD_SQL ? report_one_line(a, v->text) : safe(a, v->text);
    case FIELD_INT:
        return str_printf(a, "%lld", (long long)v->i);
    case FIELD_BOOL:
        return v->i ? S("yes") : S("no");
    case FIELD_TIME:
        return time_text(a, v->i);
    case FIELD_MS:
        return report_ms(a, v->i);
    case FIELD_BYTES:
        return report_bytes(a, v->i);
    case FIELD_RECORDS:
        return S("");
    }
    UNREACHABLE();
}
