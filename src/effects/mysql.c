/* effects/mysql.c: what the clauses of one ALTER TABLE do together on MySQL and MariaDB.
 *
 * Does      the worst algorithm of all clauses, the metadata lock that goes with it, and whether ALGORITHM= and
 *           LOCK= can be met
 * Does not  know single clauses (effects_mysql.def)
 * See       docs/EFFECTS.md
 */
#include "effects/effects_int.h"

enum { MARIADB_ONLINE_COPY = 110200 };

enum { REBUILD = WORK_REWRITE | WORK_SCAN | WORK_BUILD | WORK_LONG };

static bool is_maria(const struct scene *sc)
{
    return sc->opts->dialect->id == DIALECT_MARIADB;
}

/* What the clauses of one ALTER TABLE are about; what they imply is not counted. */
struct mix {
    const struct object *computed; /* a virtual column that comes */
    bool is_virtual;               /* one comes or goes */
    bool computed_goes;
    bool adds, drops, moves; /* columns with values of their own */
    bool index, unique, on_virtual;
    bool other;
};

static bool says_virtual(const struct scene *sc, const struct change *c)
{
    const struct object *o = schema_get(sc->schema, c->object);
    const struct edit *e = change_edit(c, ATTR_GENERATED);
    bool generated = e || (o && object_value(o, ATTR_GENERATED)->kind != VALUE_NONE);
    return generated && !change_edit(c, ATTR_STORED) && !(o && object_yes(o, ATTR_STORED));
}

/* MySQL sets a default beside a virtual column, MariaDB does not. */
static bool sets_default_only(const struct scene *sc, const struct change *c)
{
    return !is_maria(sc) && c->verb == CHANGE_ALTER && c->edits.n == 1 &&
           change_edit(c, ATTR_DEFAULT);
}

static void mix_column(const struct scene *sc, const struct change *c, struct mix *m)
{
    bool placed = c->verb == CHANGE_ALTER && change_edit(c, ATTR_POSITION);
    if (placed && scene_moves(sc, c->parent).stored) {
        m->moves = true;
    } else if (c->verb != CHANGE_CREATE && c->verb != CHANGE_DROP) {
        m->other = m->other || !sets_default_only(sc, c);
    } else if (says_virtual(sc, c)) {
        m->is_virtual = true;
        m->computed_goes = m->computed_goes || c->verb == CHANGE_DROP;
        if (c->verb == CHANGE_CREATE)
            m->computed = schema_get(sc->schema, c->object);
    } else {
        m->adds = m->adds || c->verb == CHANGE_CREATE;
        m->drops = m->drops || c->verb == CHANGE_DROP;
    }
}

static void mix_index(const struct scene *sc, const struct change *c, struct mix *m)
{
    const struct object *o = schema_get(sc->schema, c->object);
    bool unique = o && object_yes(o, ATTR_UNIQUE_INDEX);
    if (c->verb == CHANGE_CREATE) {
        m->unique = m->unique || unique;
        m->index = true;
        m->on_virtual = m->on_virtual || (o && m->computed && part_uses(o, m->computed));
    } else if (c->verb != CHANGE_DROP || unique) {
        m->other = true;
    }
}

static struct mix mix_of(const struct scene *sc)
{
    struct mix m = { 0 };
    for (size_t i = 0; i < sc->statement->changes.n; i++) {
        const struct change *c = &sc->statement->changes.v[i];
        bool renames = c->verb == CHANGE_RENAME && (kind_flags(c->kind) & KIND_RELATION);
        if ((c->flags & (CHANGE_NOTHING | CHANGE_IMPLIED)) || (renames && !is_maria(sc)))
            continue;
        if (c->kind == KIND_COLUMN)
            mix_column(sc, c, &m);
        else if (c->kind == KIND_INDEX)
            mix_index(sc, c, &m);
        else
            m.other = true;
    }
    return m;
}

/* A virtual column comes or goes at once only by itself, with plain indexes, or with what is at
 * once as well. */
static bool copy_for_virtual(const struct scene *sc, const struct mix *m)
{
    return m->is_virtual &&
           (m->other || m->unique || (m->adds && (m->index || m->computed_goes || is_maria(sc))));
}

/* The layout of the rows changes at once only where nothing else is to be done: else the table is rebuilt. */
static bool rebuild_for_columns(const struct scene *sc, const struct effect *e, const struct mix *m)
{
    if (e->algorithm != ALGO_NOCOPY || !(m->adds || m->drops || m->moves))
        return false;
    return !is_maria(sc) || (e->work & WORK_BUILD);
}

static void rebuild_together(const struct scene *sc, struct effect *e)
{
    struct mix m = mix_of(sc);
    if (copy_for_virtual(sc, &m) && e->algorithm < ALGO_COPY) {
        e->algorithm = ALGO_COPY;
        e->work |= REBUILD;
        e->why = S("a virtual column together with other clauses makes the server copy the table");
    } else if (rebuild_for_columns(sc, e, &m)) {
        e->algorithm = ALGO_INPLACE;
        e->work |= REBUILD;
        e->why = m.index ? S("a column and an index in one statement make the server rebuild the "
                             "table")
                         : S("a column together with another clause makes the server rebuild the "
                             "table");
    } else if (m.on_virtual && e->algorithm == ALGO_NOCOPY) {
        e->work |= WORK_SHARED;
        e->why = S("an index on a virtual column of the same statement lets no writes go on");
    }
}

static bool keeps_rows(const struct change *c)
{
    for (size_t i = 0; c->verb == CHANGE_ALTER && i < c->edits.n; i++)
        if (c->edits.v[i].attr != ATTR_DEFAULT && c->edits.v[i].attr != ATTR_COMMENT)
            return false;
    return c->verb == CHANGE_ALTER || c->verb == CHANGE_RENAME;
}

/* MyISAM and the like change nothing in place but names, defaults and comments. */
static void copy_for_engine(const struct scene *sc, struct effect *e)
{
    const struct object *table = e->locks.n ? schema_get(sc->schema, e->locks.v[0].relation) : NULL;
    str engine = table ? object_text(table, ATTR_ENGINE) : (str){ 0 };
    bool copies = false;
    if (!engine.n || str_eq_nocase(engine, S("InnoDB")) || e->algorithm == ALGO_COPY)
        return;
    for (size_t i = 0; i < sc->statement->changes.n; i++) {
        const struct change *c = &sc->statement->changes.v[i];
        bool part = c->kind == KIND_COLUMN || c->kind == KIND_INDEX || c->kind == KIND_PRIMARY_KEY;
        copies = copies || (part && !(c->flags & CHANGE_NOTHING) && !keeps_rows(c));
    }
    if (!copies)
        return;
    e->algorithm = ALGO_COPY;
    e->work |= REBUILD | WORK_OFFLINE;
    e->why = str_printf(sc->mem, STR_FMT " changes nothing in place: the table is copied",
                        STR_ARG(engine));
}

static enum lock_mode natural_lock(const struct scene *sc, const struct effect *e)
{
    switch (e->algorithm) {
    case ALGO_NONE:
        break;
    case ALGO_INSTANT:
        return e->locks.n ? e->locks.v[0].mode
                          : LOCK_NONE; /* weaker where there is nothing to do */
    case ALGO_NOCOPY:
    case ALGO_INPLACE:
        return e->work & WORK_SHARED ? LOCK_MDL_SHARED_NO_WRITE : LOCK_MDL_SHARED_UPGRADABLE;
    case ALGO_COPY:
        if (is_maria(sc) && sc->version >= MARIADB_ONLINE_COPY && !(e->work & WORK_OFFLINE))
            return LOCK_MDL_SHARED_UPGRADABLE;
        return LOCK_MDL_SHARED_NO_WRITE;
    }
    return LOCK_NONE;
}

static void refuse(const struct scene *sc, struct effect *e, const char *clause, str value)
{
    if (e->fails) /* by the other clause, for the same reason */
        return;
    e->fails = true;
    e->why = str_printf(sc->mem, "%s=" STR_FMT " cannot be met: " STR_FMT, clause, STR_ARG(value),
                        STR_ARG(e->why));
}

/* MySQL takes INPLACE at its word where a column could come or go at once. */
static void meet_inplace(const struct scene *sc, struct effect *e)
{
    struct mix m = mix_of(sc);
    e->algorithm = ALGO_NOCOPY;
    if (is_maria(sc) || !(m.adds || m.drops))
        return;
    e->algorithm = ALGO_INPLACE;
    e->work |= REBUILD;
    e->why = S("ALGORITHM=INPLACE makes the server rebuild the table, where INSTANT would change "
               "the catalog only");
}

static void meet_nocopy(const struct scene *sc, struct effect *e)
{
    if (e->algorithm == ALGO_INSTANT && is_maria(sc))
        e->algorithm = ALGO_NOCOPY;
    if (is_maria(sc))
        return;
    e->why = S("MySQL does not know it");
    refuse(sc, e, "ALGORITHM", sc->statement->algorithm);
}

static void meet_algorithm(const struct scene *sc, struct effect *e)
{
    static const struct {
        const char *word;
        enum algorithm most;
    } asked[] = { { "INSTANT", ALGO_INSTANT },
                  { "NOCOPY", ALGO_NOCOPY },
                  { "INPLACE", ALGO_INPLACE } };

    str said = sc->statement->algorithm;
    for (size_t i = 0; i < COUNT_OF(asked); i++)
        if (str_eq_nocase(said, str_of(asked[i].word)) && e->algorithm > asked[i].most)
            refuse(sc, e, "ALGORITHM", said);
    if (str_eq_nocase(said, S("INPLACE")) && e->algorithm == ALGO_INSTANT)
        meet_inplace(sc, e);
    if (str_eq_nocase(said, S("NOCOPY")))
        meet_nocopy(sc, e);
    if (str_eq_nocase(said, S("COPY"))) {
        e->algorithm = ALGO_COPY;
        e->work |= REBUILD;
        e->why = S("ALGORITHM=COPY makes the server copy the table");
    }
}

static enum lock_mode meet_lock(const struct scene *sc, struct effect *e, enum lock_mode natural)
{
    str said = sc->statement->lock;
    bool instant = e->algorithm == ALGO_INSTANT;
    if (str_eq_nocase(said, S("NONE")) && natural > LOCK_MDL_SHARED_UPGRADABLE && !instant)
        refuse(sc, e, "LOCK", said);
    if (instant && !is_maria(sc) && said.n && !str_eq_nocase(said, S("DEFAULT")) &&
        str_eq_nocase(sc->statement->algorithm, S("INSTANT"))) {
        e->why = S("ALGORITHM=INSTANT takes LOCK=DEFAULT only");
        refuse(sc, e, "LOCK", said);
    }
    if (str_eq_nocase(said, S("EXCLUSIVE")))
        return LOCK_MDL_EXCLUSIVE;
    if (str_eq_nocase(said, S("SHARED")) && !instant)
        return LOCK_MDL_SHARED_NO_WRITE;
    return natural;
}

static bool renames_table(const struct scene *sc)
{
    for (size_t i = 0; i < sc->statement->changes.n; i++)
        if (sc->statement->changes.v[i].verb == CHANGE_RENAME &&
            (kind_flags(sc->statement->changes.v[i].kind) & KIND_RELATION))
            return true;
    return false;
}

void mysql_statement(const struct scene *sc, struct effect *e)
{
    if (e->algorithm == ALGO_NONE)
        return;
    rebuild_together(sc, e);
    copy_for_engine(sc, e);
    meet_algorithm(sc, e);
    enum lock_mode mode = meet_lock(sc, e, natural_lock(sc, e));
    if (renames_table(sc) && !(e->work & WORK_LONG))
        mode = LOCK_MDL_EXCLUSIVE; /* the name changes under it, whatever ALGORITHM says */
    if (e->locks.n)
        e->locks.v[0].mode = mode; /* the table of the statement is locked first */
    if (e->locks.n && e->locks.v[0].relation && !is_maria(sc))
        others_of_altered(sc, e->locks.v[0].relation, e);
    e->work &= ~(unsigned)(WORK_SHARED | WORK_OFFLINE);
}
