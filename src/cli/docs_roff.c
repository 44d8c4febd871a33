/* cli/docs_roff.c: see cli/docs_roff.h. */
#include "cli/docs_roff.h"

#include "app/app.h"

#define PAGE_DATE "2026-11-21" /* of the text: a page is the same in every build */

/* A backslash is written \e, a minus \-; a point or quote at the begin of a line is no request. */
void roff_text(struct buf *out, str s)
{
    if (s.n && (s.p[0] == '.' || s.p[0] == '\''))
        buf_z(out, "\\&");
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] == '\\')
            buf_z(out, "\\e");
        else if (s.p[i] == '-')
            buf_z(out, "\\-");
        else
            buf_char(out, s.p[i]);
        if (s.p[i] == '\n' && i + 1 < s.n && (s.p[i + 1] == '.' || s.p[i + 1] == '\''))
            buf_z(out, "\\&");
    }
}

void roff_z(struct buf *out, const char *z)
{
    roff_text(out, str_of(z));
}

void roff_line(struct buf *out, const char *z)
{
    roff_z(out, z);
    buf_char(out, '\n');
}

void roff_section(struct buf *out, const char *title)
{
    buf_printf(out, ".SH %s\n", title);
}

/* A term in bold and what it is. */
void roff_entry(struct buf *out, const char *term, const char *help)
{
    buf_z(out, ".TP\n\\fB");
    roff_z(out, term);
    buf_z(out, "\\fR\n");
    roff_line(out, help);
}

void roff_head(arena *a, struct buf *out, str title, const char *section_number)
{
    struct buf upper = buf_on(a);

    for (size_t i = 0; i < title.n; i++)
        buf_char(&upper,
                 (char)(title.p[i] >= 'a' && title.p[i] <= 'z' ? title.p[i] - 32 : title.p[i]));
    buf_printf(out,
               ".\\\" Made from the tables of the program: afloat __docs man\n"
               ".TH " STR_FMT " %s " PAGE_DATE " \"afloat %s\" \"afloat manual\"\n",
               STR_ARG(buf_view(&upper)), section_number, AFLOAT_VERSION);
}
