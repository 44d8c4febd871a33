/* base/toml_number.c: integers, floats, dates and times of TOML, see base/toml_int.h. */
#include "base/toml_int.h"

#include <errno.h>
#include <locale.h>
#include <math.h>

static bool digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static int digit_value(char c)
{
    return digit(c)               ? c - '0'
           : c >= 'a' && c <= 'f' ? c - 'a' + 10
           : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                  : 99;
}

/* Length of the digits at the start of s, where single underscores may stand between two digits. */
static size_t digits_length(str s, int base)
{
    size_t i = 0;

    while (i < s.n &&
           (digit_value(s.p[i]) < base || (s.p[i] == '_' && i > 0 && s.p[i - 1] != '_' &&
                                           i + 1 < s.n && digit_value(s.p[i + 1]) < base)))
        i++;
    return i;
}

static bool fold_digits(str s, int base, bool minus, int64_t *out)
{
    int64_t v = 0;

    for (size_t i = 0; i < s.n; i++) {
        int d = digit_value(s.p[i]);

        if (s.p[i] == '_')
            continue;
        if (__builtin_mul_overflow(v, base, &v) || __builtin_add_overflow(v, minus ? -d : d, &v))
            return false;
    }
    *out = v;
    return true;
}

enum reading { NOT_THIS, READ, TOO_LARGE };

static bool leading_zero(str s)
{
    return s.n > 1 && s.p[0] == '0' && (digit(s.p[1]) || s.p[1] == '_');
}

static enum reading read_int(str word, int64_t *out)
{
    static const struct {
        char letter;
        int base;
    } bases[] = { { 'x', 16 }, { 'o', 8 }, { 'b', 2 } };

    bool sign = word.n && (word.p[0] == '-' || word.p[0] == '+');
    str s = str_skip(word, sign);
    int base = 10;

    for (size_t i = 0; i < COUNT_OF(bases) && !sign && s.n > 1 && s.p[0] == '0'; i++)
        if (s.p[1] == bases[i].letter)
            base = bases[i].base;
    if (base != 10)
        s = str_skip(s, 2);
    else if (leading_zero(s))
        return NOT_THIS;
    if (!s.n || digits_length(s, base) != s.n)
        return NOT_THIS;
    return fold_digits(s, base, word.p[0] == '-', out) ? READ : TOO_LARGE;
}

static bool float_form(str s)
{
    size_t n = digits_length(s, 10);

    if (!n || leading_zero(s))
        return false;
    s = str_skip(s, n);
    if (s.n && s.p[0] == '.') {
        s = str_skip(s, 1);
        n = digits_length(s, 10);
        if (!n)
            return false;
        s = str_skip(s, n);
    }
    if (s.n && (s.p[0] == 'e' || s.p[0] == 'E')) {
        s = str_skip(s, 1);
        s = str_skip(s, s.n && (s.p[0] == '+' || s.p[0] == '-'));
        return s.n && digits_length(s, 10) == s.n;
    }
    return s.n == 0;
}

/* strtod of the locale "C", whatever the process has set. */
static double decimal(arena *a, str word)
{
    locale_t c = newlocale(LC_NUMERIC_MASK, "C", (locale_t)0);
    char *z = str_z(a, word);
    size_t n = 0;
    double f;

    CHECK(c != (locale_t)0);
    for (size_t i = 0; i < word.n; i++)
        if (z[i] != '_')
            z[n++] = z[i];
    z[n] = '\0';
    f = strtod_l(z, NULL, c);
    freelocale(c);
    return f;
}

static enum reading read_float(arena *a, str word, double *out)
{
    bool minus = word.n && word.p[0] == '-';
    str s = str_skip(word, word.n && (minus || word.p[0] == '+'));

    if (str_eq(s, S("inf")) || str_eq(s, S("nan"))) {
        *out = s.p[0] == 'n' ? (double)NAN : minus ? -(double)INFINITY : (double)INFINITY;
        return READ;
    }
    if (!float_form(s))
        return NOT_THIS;
    *out = decimal(a, word);
    return isinf(*out) ? TOO_LARGE : READ;
}

/* d stands for a digit. */
static bool has_form(str s, const char *form)
{
    size_t n = strlen(form);

    if (s.n < n)
        return false;
    for (size_t i = 0; i < n; i++)
        if (form[i] == 'd' ? !digit(s.p[i]) : s.p[i] != form[i])
            return false;
    return true;
}

bool toml_is_date(str word)
{
    return word.n == 10 && has_form(word, "dddd-dd-dd");
}

static int number_at(str s, size_t at, size_t n)
{
    int v = 0;

    for (size_t i = at; i < at + n; i++)
        v = v * 10 + (s.p[i] - '0');
    return v;
}

static bool date_exists(str s)
{
    static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
    int year = number_at(s, 0, 4), month = number_at(s, 5, 2), day = number_at(s, 8, 2);
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

    return month >= 1 && month <= 12 && day >= 1 && day <= days[month - 1] + (month == 2 && leap);
}

/* Takes hh:mm:ss[.fraction] off *s. 60 is a leap second. */
static bool take_time(str *s)
{
    if (!has_form(*s, "dd:dd:dd") || number_at(*s, 0, 2) > 23 || number_at(*s, 3, 2) > 59 ||
        number_at(*s, 6, 2) > 60)
        return false;
    *s = str_skip(*s, 8);
    if (s->n && s->p[0] == '.') {
        size_t n = 1;

        while (n < s->n && digit(s->p[n]))
            n++;
        if (n == 1)
            return false;
        *s = str_skip(*s, n);
    }
    return true;
}

static bool offset_valid(str s)
{
    if (s.n == 1)
        return s.p[0] == 'Z' || s.p[0] == 'z';
    return s.n == 6 && (s.p[0] == '+' || s.p[0] == '-') && has_form(str_skip(s, 1), "dd:dd") &&
           number_at(s, 1, 2) <= 23 && number_at(s, 4, 2) <= 59;
}

static bool read_moment(str s, enum toml_kind *out)
{
    if (has_form(s, "dd:")) {
        *out = TOML_LOCAL_TIME;
        return take_time(&s) && s.n == 0;
    }
    if (!has_form(s, "dddd-dd-dd") || !date_exists(s))
        return false;
    s = str_skip(s, 10);
    *out = TOML_LOCAL_DATE;
    if (s.n == 0)
        return true;
    if (s.p[0] != 'T' && s.p[0] != 't' && s.p[0] != ' ')
        return false;
    s = str_skip(s, 1);
    if (!take_time(&s))
        return false;
    *out = s.n ? TOML_DATETIME : TOML_LOCAL_DATETIME;
    return s.n == 0 || offset_valid(s);
}

static bool looks_like_moment(str s)
{
    return has_form(s, "dddd-") || has_form(s, "dd:") || has_form(s, "d:");
}

bool toml_scalar(struct toml_parser *p, struct toml_pos where, str word, struct toml *out)
{
    enum reading got;

    if (str_eq(word, S("true")) || str_eq(word, S("false"))) {
        out->kind = TOML_BOOL;
        out->i = word.p[0] == 't';
        return true;
    }
    if (looks_like_moment(word)) {
        out->text = word;
        return read_moment(word, &out->kind) ||
               toml_fail(p, where, STR_FMT " is no valid date or time", STR_ARG(toml_found(p)));
    }
    out->kind = TOML_INT;
    got = read_int(word, &out->i);
    if (got == NOT_THIS) {
        out->kind = TOML_FLOAT;
        got = read_float(p->mem, word, &out->f);
    }
    if (got == TOO_LARGE)
        return toml_fail(p, where, "the number is out of range");
    if (got == READ)
        return true;
    toml_fail(p, where, "a value was expected, found " STR_FMT, STR_ARG(toml_found(p)));
    return word.n && letter(word.p[0]) ? err_hint(p->err, "Text stands in quotes.") : false;
}
