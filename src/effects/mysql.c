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

static bool has_created(const struct scene *sc, enum object_kind kind)
{
    for (size_t i = 0; i < sc->statement->changes.n; i++) {
        const struct change *c = &sc->statement->changes.v[i];
        if (c->kind == kind && c->verb == CHANGE_CREATE && !(c->flags & CHANGE_NOTHING))
            return true;
    }
    return false;
}

/* A new column and a new index in one ALTER rebuild the table, where apart neither would. */
static void rebuild_together(const struct scene *sc, struct effect *e)
{
    if (e->algorithm >= ALGO_INPLACE || !(e->work & WORK_BUILD) || !has_created(sc, KIND_COLUMN))
        return;
    e->algorithm = ALGO_INPLACE;
    e->work |= REBUILD;
    e->why = S("a new column and a new index in one statement make the server rebuild the table");
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

void mysql_statement(const struct scene *sc, struct effect *e)
{
    if (e->algorithm == ALGO_NONE)
        return;
    rebuild_together(sc, e);
    meet_algorithm(sc, e);
    enum lock_mode mode = meet_lock(sc, e, natural_lock(sc, e));
    if (e->locks.n)
        e->locks.v[0].mode = mode; /* the table of the statement is locked first */
    if (e->locks.n && e->locks.v[0].relation && !is_maria(sc))
        others_of_altered(sc, e->locks.v[0].relation, e);
    e->work &= ~(unsigned)(WORK_SHARED | WORK_OFFLINE);
}
