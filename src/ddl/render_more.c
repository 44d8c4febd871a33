/* ddl/render_more.c: policies, composite types, partitions that come and go.
 *
 * Does      write what has statements of its own beside CREATE and ALTER TABLE
 * Does not  write routines, triggers of servers (render_code.c), grants (render_grant.c)
 * See       ddl/render_int.h
 */
#include "ddl/render_int.h"

/* ---- policies ---- */

static void say_roles(struct render *r, const struct change *c)
{
    const struct edit *e = say_take(r, c, ATTR_ROLES);

    for (size_t i = 0; e && i < e->value.list->n; i++) {
        say_z(r, i ? ", " : " TO ");
        say_role(r, e->value.list->v[i]);
    }
}

bool say_policy(struct render *r, const struct change *c)
{
    static const struct phrase head[] = { { ATTR_RESTRICTIVE, IN_POSTGRES, "AS RESTRICTIVE",
                                            AS_YES },
                                          { ATTR_COMMAND, IN_POSTGRES, "FOR", AS_RAW } };
    static const struct phrase tail[] = { { ATTR_EXPRESSION, IN_POSTGRES, "USING", AS_PAREN },
                                          { ATTR_WITH_CHECK, IN_POSTGRES, "WITH CHECK",
                                            AS_PAREN } };

    say_z(r, c->verb == CHANGE_CREATE ? "CREATE POLICY " : "ALTER POLICY ");
    say_name(r, c->path.name);
    say_z(r, " ON ");
    say_table(r, &c->path);
    say_phrases(r, c, head, COUNT_OF(head));
    say_roles(r, c);
    say_phrases(r, c, tail, COUNT_OF(tail));
    return true;
}

/* ---- composite types ---- */

bool say_composite(struct render *r, size_t i)
{
    const struct change *c = &r->v[i];
    bool any = false;

    say_z(r, "CREATE TYPE ");
    say_path(r, &c->path);
    say_z(r, " AS (");
    for (size_t k = say_next(r, i); k < r->n && r->v[k].verb == CHANGE_CREATE &&
                                    r->v[k].kind == KIND_COLUMN && is_part_of(&r->v[k], &c->path);
         k = say_next(r, k)) {
        say_z(r, any ? ", " : "");
        say_name(r, r->v[k].path.name);
        say_definition(r, &r->v[k]);
        r->done[k] = any = true;
    }
    say_z(r, ")");
    return true;
}

/* ALTER ATTRIBUTE a TYPE t */
static bool retype_attribute(struct render *r, const struct change *c)
{
    static const struct phrase phrases[] = { { ATTR_TYPE, IN_POSTGRES, "TYPE", AS_TYPE },
                                             { ATTR_COLLATION, IN_POSTGRES, "COLLATE", AS_NAME } };

    if (!change_edit(c, ATTR_TYPE))
        return false;
    say_z(r, "ALTER TYPE ");
    say_table(r, &c->path);
    say_z(r, " ALTER ATTRIBUTE ");
    say_name(r, c->path.name);
    say_phrases(r, c, phrases, COUNT_OF(phrases));
    say_z(r, c->flags & CHANGE_CASCADE ? " CASCADE" : "");
    return true;
}

bool say_attribute(struct render *r, const struct change *c)
{
    if (c->verb == CHANGE_ALTER)
        return retype_attribute(r, c);
    if (c->verb != CHANGE_CREATE && c->verb != CHANGE_DROP && c->verb != CHANGE_RENAME)
        return false;
    say_z(r, "ALTER TYPE ");
    say_table(r, &c->path);
    say_z(r, c->verb == CHANGE_CREATE ? " ADD ATTRIBUTE "
             : c->verb == CHANGE_DROP ? " DROP ATTRIBUTE "
                                      : " RENAME ATTRIBUTE ");
    say_z(r, c->verb == CHANGE_DROP && c->flags & CHANGE_IF_EXISTS ? "IF EXISTS " : "");
    say_name(r, c->path.name);
    if (c->verb == CHANGE_CREATE)
        say_definition(r, c);
    if (c->verb == CHANGE_RENAME) {
        say_z(r, " TO ");
        say_name(r, c->to.name);
    }
    say_z(r, c->flags & CHANGE_CASCADE ? " CASCADE" : "");
    return true;
}

/* ---- partitions ---- */

/* ALTER TABLE t ATTACH PARTITION p …: a change of the partition. */
static bool say_attach(struct render *r, const struct change *c)
{
    const struct edit *of = change_edit(c, ATTR_PARTITION_OF);
    static const struct phrase bound[] = { { ATTR_PARTITION_BOUND, IN_POSTGRES, "", AS_EXPR } };

    if (!of || of->value.kind != VALUE_REF || r->engine != IN_POSTGRES)
        return false;
    say_z(r, c->flags & CHANGE_IF_EXISTS ? "ALTER TABLE IF EXISTS " : "ALTER TABLE ");
    say_z(r, c->flags & CHANGE_ONLY ? "ONLY " : "");
    say_value(r, &of->value, AS_PATH);
    say_z(r, c->flags & CHANGE_ATTACH ? " ATTACH PARTITION " : " DETACH PARTITION ");
    say_path(r, &c->path);
    say_phrases(r, c, bound, COUNT_OF(bound));
    say_z(r, c->flags & CHANGE_CONCURRENTLY ? " CONCURRENTLY"
             : c->flags & CHANGE_FINALIZE   ? " FINALIZE"
                                            : "");
    say_all(r, c);
    return true;
}

void say_parts_within(struct render *r, size_t i)
{
    for (size_t k = say_next(r, i); k < r->n && r->v[k].verb == CHANGE_CREATE; k = say_next(r, k))
        if (r->v[k].kind == KIND_PARTITION && is_part_of(&r->v[k], &r->v[i].path)) {
            r->done[k] = true;
            say_all(r, &r->v[k]);
        }
}

/* EXCHANGE PARTITION p WITH TABLE u is a change of both tables; CONVERT PARTITION makes one. */
bool is_said_before(const struct render *r, size_t i, str text)
{
    const struct edit *e = i ? change_edit(&r->v[i - 1], ATTR_PARTITIONS) : NULL;

    return e && e->value.kind == VALUE_TEXT && str_eq(e->value.text, text);
}

bool is_partition_clause(const struct change *c)
{
    return c->verb == CHANGE_ALTER && c->kind == KIND_TABLE &&
           (c->flags & (CHANGE_ATTACH | CHANGE_DETACH) || change_edit(c, ATTR_PARTITIONS) ||
            change_edit(c, ATTR_PARTITION_BY));
}

bool removes_partitions(const struct change *c)
{
    const struct edit *e =
        c->kind == KIND_TABLE && c->verb == CHANGE_ALTER ? change_edit(c, ATTR_PARTITION_BY) : NULL;

    return e && e->verb == EDIT_RESET && c->edits.n == 1;
}

bool say_partition_clause(struct render *r, size_t i)
{
    static const struct phrase phrases[] = { { ATTR_PARTITION_BY, IN_MY, "PARTITION BY", AS_EXPR },
                                             { ATTR_PARTITIONS, IN_MY, "", AS_RAW } };
    const struct change *c = &r->v[i];
    const struct edit *rule = change_edit(c, ATTR_PARTITION_BY);
    const struct edit *text = change_edit(c, ATTR_PARTITIONS);

    if (c->flags & (CHANGE_ATTACH | CHANGE_DETACH))
        return say_attach(r, c);
    if (r->engine != IN_MY)
        return false;
    if (text && !rule && is_said_before(r, i, text->value.text)) {
        say_all(r, c);
        return true;
    }
    say_z(r, "ALTER TABLE ");
    say_path(r, &c->path);
    if (rule && rule->verb == EDIT_RESET) {
        say_z(r, " REMOVE PARTITIONING");
        say_all(r, c);
        return true;
    }
    say_phrases(r, c, phrases, COUNT_OF(phrases));
    say_parts_within(r, i);
    return true;
}

bool say_partition(struct render *r, const struct change *c)
{
    static const struct phrase phrases[] = { { ATTR_PARTITION_BOUND, IN_MY, "", AS_EXPR },
                                             { ATTR_ENGINE, IN_MY, "ENGINE =", AS_RAW },
                                             { ATTR_COMMENT, IN_MY, "COMMENT =", AS_LITERAL } };

    if (r->engine != IN_MY || !c->path.name.p)
        return false;
    say_z(r, "ALTER TABLE ");
    say_table(r, &c->path);
    say_z(r, c->verb == CHANGE_DROP ? " DROP PARTITION " : " ADD PARTITION ");
    say_z(r, c->flags & CHANGE_IF_EXISTS       ? "IF EXISTS "
             : c->flags & CHANGE_IF_NOT_EXISTS ? "IF NOT EXISTS "
                                               : "");
    say_z(r, c->verb == CHANGE_DROP ? "" : "(PARTITION ");
    say_name(r, c->path.name);
    say_phrases(r, c, phrases, COUNT_OF(phrases));
    say_my_options(r, c);
    say_z(r, c->verb == CHANGE_DROP ? "" : ")");
    return true;
}
