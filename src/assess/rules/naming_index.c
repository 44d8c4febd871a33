/* assess/rules/naming_index.c: the name of an index does not match the team's pattern.
 *
 * Does      compare names that CREATE and RENAME give, when a pattern is configured
 * See       assess/rules/naming-index.sql, assess/names.h
 */
#include "assess/names.h"

void rule_naming_index(const struct rule_input *in);

static bool is_wanted(enum object_kind kind)
{
    return kind == KIND_INDEX;
}

/* "a_b" of an index or a key on (a, b). */
static str columns_of(const struct rule_input *in)
{
    const struct edit *e = change_edit(in->change, ATTR_PARTS);
    e = e ? e : change_edit(in->change, ATTR_COLUMNS);
    str list = e ? ask_columns(in, &e->value) : (str){ 0 };
    struct buf out = buf_on(in->mem);
    while (list.n) {
        buf_z(&out, out.n ? "_" : "");
        buf_str(&out, str_trim(str_cut(list, ',', &list)));
    }
    return buf_view(&out);
}

void rule_naming_index(const struct rule_input *in)
{
    str name = name_given(in, is_wanted);
    if (name.n)
        name_check(in, "index", name, ask_said(in), columns_of(in));
}
