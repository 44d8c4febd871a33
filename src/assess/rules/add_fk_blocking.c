/* assess/rules/add_fk_blocking.c: a new foreign key looks up every row while both tables cannot be written.
 *
 * Does      find ADD FOREIGN KEY without NOT VALID on a table in use; on a partitioned table give the way by its
 *           partitions, before PostgreSQL 18
 * Does not  look at REFERENCES at a new column (add-column-inline-references)
 * See       assess/rules/add-fk-blocking.sql
 */
#include "assess/rule_sql.h"

void rule_add_fk_blocking(const struct rule_input *in);

enum { POSTGRES_18 = 180000 };

/* The definition from FOREIGN KEY on, without NOT VALID. */
static str definition(const struct rule_input *in)
{
    str clause = ask_clause(in), lower = str_lower(in->mem, clause);
    size_t at = str_find(lower, S("foreign")), end = str_find(lower, S("not valid"));
    if (at == STR_NONE)
        return (str){ 0 };
    return str_trim(str_slice(clause, at, end == STR_NONE ? clause.n : end));
}

/* Each partition gets its own key; the table's one then finds them there. */
static void say_partitions(const struct rule_input *in, struct finding *f,
                           const struct object *table)
{
    struct dependent_list users = { 0 };
    struct buf adds = buf_on(in->mem), checks = buf_on(in->mem);
    str def = definition(in), k = ask_own_name(in, "fkey");
    schema_dependents(in->mem, in->schema, table->id, &users);
    for (size_t i = 0; i < users.n && def.n; i++) {
        if (users.v[i].by != ATTR_PARTITION_OF)
            continue;
        str p = ask_name(in, users.v[i].id);
        buf_printf(&adds,
                   "ALTER TABLE " STR_FMT " ADD CONSTRAINT " STR_FMT " " STR_FMT " NOT VALID;\n",
                   STR_ARG(p), STR_ARG(k), STR_ARG(def));
        buf_printf(&checks, "ALTER TABLE " STR_FMT " VALIDATE CONSTRAINT " STR_FMT ";\n",
                   STR_ARG(p), STR_ARG(k));
    }
    if (adds.n)
        say_instead(in, f,
                    STR_FMT STR_FMT NEXT_FILE STR_FMT NEXT_FILE
                    "ALTER TABLE " STR_FMT " ADD CONSTRAINT " STR_FMT " " STR_FMT ";\n",
                    STR_ARG(ask_rest(in)), STR_ARG(buf_view(&adds)), STR_ARG(buf_view(&checks)),
                    STR_ARG(ask_table(in)), STR_ARG(k), STR_ARG(def));
    say_advice(
        in, f,
        "Before PostgreSQL 18 a foreign key of a partitioned table cannot be NOT VALID. Make "
        "and validate one on each partition; the one of the table takes them over and looks "
        "up nothing.");
}

static void say_not_valid(const struct rule_input *in, struct finding *f)
{
    const struct change *c = in->change;
    str t = ask_table(in), k = ask_own_name(in, "fkey"), def = definition(in);
    say_instead(in, f,
                STR_FMT "ALTER TABLE " STR_FMT " ADD CONSTRAINT " STR_FMT " " STR_FMT
                        " NOT VALID;\n" NEXT_FILE "ALTER TABLE " STR_FMT
                        " VALIDATE CONSTRAINT " STR_FMT ";\n",
                STR_ARG(ask_rest(in)), STR_ARG(t), STR_ARG(k), STR_ARG(def), STR_ARG(t),
                STR_ARG(k));
    say_fix(in, f, (struct range){ c->range.offset + c->range.length, 0 }, S(" NOT VALID"));
    say_advice(
        in, f,
        "NOT VALID spares the rows that are there and takes a moment; VALIDATE looks them up "
        "while reads and writes of both tables go on, and has to be in a later transaction.");
}

/* ALTER CONSTRAINT ... ENFORCED of PostgreSQL 18: no other way but another key. */
static bool enforces(const struct rule_input *in)
{
    return in->change->verb == CHANGE_ALTER && in->change->kind != KIND_COLUMN &&
           change_edit(in->change, ATTR_NOT_ENFORCED) && ask_written(in);
}

static void say_enforced(const struct rule_input *in)
{
    struct finding *f = say(in);
    str waits = ask_waits(in);
    say_message(in, f, "ENFORCED looks up every row of \"" STR_FMT "\"", STR_ARG(ask_said(in)));
    say_happens(in, f,
                STR_FMT "; then nobody can write to either table while each row is looked up: for "
                        "as long as the table is large.",
                STR_ARG(waits));
    say_advice(in, f,
               "Add a second foreign key of the same columns NOT VALID, validate it in a later "
               "file, and drop this one then.");
}

void rule_add_fk_blocking(const struct rule_input *in)
{
    if (enforces(in) && ask_on_live(in) && (in->change_effect->work & WORK_SCAN)) {
        say_enforced(in);
        return;
    }
    const struct change *c = in->change;
    const struct object *table = ask_relation(in);
    bool fails = in->change_effect->fails;
    if (!ask_is(in, CHANGE_CREATE, KIND_FOREIGN_KEY) || (c->flags & CHANGE_INLINE) ||
        !ask_on_live(in) || (!(in->change_effect->work & WORK_SCAN) && !fails))
        return;
    struct finding *f = say(in);
    str waits = ask_waits(in);
    if (fails) {
        say_message(in, f,
                    "the server refuses a NOT VALID foreign key on the partitioned \"" STR_FMT "\"",
                    STR_ARG(ask_said(in)));
        say_happens(in, f, STR_FMT ".", STR_ARG(ask_sentence(in, in->change_effect->why)));
    } else {
        say_message(in, f, "the new foreign key looks up every row of \"" STR_FMT "\"",
                    STR_ARG(ask_said(in)));
        say_happens(in, f,
                    STR_FMT "; then nobody can write to either table while each row is looked up: "
                            "for as long as the table is large.",
                    STR_ARG(waits));
    }
    if (ask_partitioned(in, table) && !ask_since(in, POSTGRES_18))
        say_partitions(in, f, table);
    else
        say_not_valid(in, f);
}
