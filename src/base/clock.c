/* base/clock.c: see base/clock.h. Calendar arithmetic is own code: gmtime is not needed for UTC. */
#include "base/clock.h"

#include <errno.h>

static int64_t read_clock(clockid_t id)
{
    struct timespec t;

    clock_gettime(id, &t);
    return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

int64_t clock_mono_us(void)
{
    return read_clock(CLOCK_MONOTONIC);
}

int64_t clock_mono_ms(void)
{
    return clock_mono_us() / 1000;
}

int64_t clock_wall_us(void)
{
    int64_t us;

    if (clock_parse_iso(str_of(getenv("AFLOAT_NOW")), &us))
        return us;
    return read_clock(CLOCK_REALTIME);
}

void clock_sleep_ms(int64_t ms)
{
    struct timespec t = { (time_t)(ms / 1000), (long)(ms % 1000) * 1000000 };

    nanosleep(&t, NULL);
}

struct civil {
    int64_t year;
    int month, day, hour, minute, second;
};

/* Days since 1970-01-01 to a date of the proleptic Gregorian calendar, by 400-year eras. */
static struct civil civil_of(int64_t us)
{
    int64_t s = us / 1000000 - (us % 1000000 < 0);
    int64_t days = s / 86400 - (s % 86400 < 0), in_day = s - days * 86400;
    int64_t z = days + 719468, era = (z >= 0 ? z : z - 146096) / 146097, doe = z - era * 146097;
    int64_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
    int64_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100), mp = (5 * doy + 2) / 153;
    struct civil c = { .year = yoe + era * 400 + (mp >= 10),
                       .month = (int)(mp < 10 ? mp + 3 : mp - 9),
                       .day = (int)(doy - (153 * mp + 2) / 5 + 1),
                       .hour = (int)(in_day / 3600),
                       .minute = (int)(in_day / 60 % 60),
                       .second = (int)(in_day % 60) };

    return c;
}

static int64_t days_of(int64_t y, int64_t m, int64_t d)
{
    int64_t era, yoe, doy;

    y -= m <= 2;
    era = (y >= 0 ? y : y - 399) / 400;
    yoe = y - era * 400;
    doy = (153 * (m + (m > 2 ? -3 : 9)) + 2) / 5 + d - 1;
    return era * 146097 + yoe * 365 + yoe / 4 - yoe / 100 + doy - 719468;
}

static char *put_digits(char *to, int64_t value, int width)
{
    for (int i = width; i-- > 0; value /= 10)
        to[i] = (char)('0' + value % 10);
    return to + width;
}

void clock_put_iso(char *to, int64_t wall_us)
{
    struct civil c = civil_of(wall_us);

    const struct {
        int64_t value;
        int width;
        char after;
    } parts[] = { { c.year, 4, '-' }, { c.month, 2, '-' },  { c.day, 2, 'T' },
                  { c.hour, 2, ':' }, { c.minute, 2, ':' }, { c.second, 2, 'Z' } };

    for (size_t i = 0; i < COUNT_OF(parts); i++) {
        to = put_digits(to, parts[i].value, parts[i].width);
        *to++ = parts[i].after;
    }
}

str clock_iso(arena *a, int64_t wall_us)
{
    char *text = arena_new(a, char, CLOCK_ISO_BYTES + 1);

    clock_put_iso(text, wall_us);
    return (str){ text, CLOCK_ISO_BYTES };
}

str clock_stamp14(arena *a, int64_t wall_us)
{
    struct civil c = civil_of(wall_us);

    return str_printf(a, "%04lld%02d%02d%02d%02d%02d", (long long)c.year, c.month, c.day, c.hour,
                      c.minute, c.second);
}

bool clock_parse_iso(str s, int64_t *out_us)
{
    static const struct {
        size_t at, n;
    } part[] = { { 0, 4 }, { 5, 2 }, { 8, 2 }, { 11, 2 }, { 14, 2 }, { 17, 2 } };

    int64_t v[COUNT_OF(part)], us = 0, scale = 100000;

    if (s.n < 19)
        return false;
    for (size_t i = 0; i < COUNT_OF(part); i++)
        if (!str_to_int64(str_slice(s, part[i].at, part[i].at + part[i].n), &v[i]))
            return false;
    s = str_skip(s, 19);
    if (s.n && s.p[0] == '.')
        for (s = str_skip(s, 1); s.n && s.p[0] >= '0' && s.p[0] <= '9';
             s = str_skip(s, 1), scale /= 10)
            us += (s.p[0] - '0') * scale;
    *out_us =
        ((days_of(v[0], v[1], v[2]) * 24 + v[3]) * 60 + v[4]) * 60000000 + v[5] * 1000000 + us;
    return true;
}
