/* effects/effects.c: what a change, and a statement, does to a running server.
 *
 * Does      put each change of a bound statement to the tables, apply the row that fits, add up
 * Does not  hold facts of its own but these: an object that the statement makes is waited for by nobody,
 *           and what no row knows may do anything
 * See       effects/effects.h; docs/EFFECTS.md
 */
#include "effects/effects_int.h"

enum { COMMON_NOTHING, COMMON_UNKNOWN, COMMON_OPAQUE };

enum { WORK_ANY = WORK_SCAN | WORK_REWRITE | WORK_BUILD | WORK_VALIDATE | WORK_LONG };

static enum lock_mode strongest(const struct effect_opts *opts)
{
    static const enum lock_mode modes[] = {
        [DIALECT_SQLITE] = LOCK_FILE_EXCLUSIVE,
        [DIALECT_POSTGRES] = LOCK_ACCESS_EXCLUSIVE,
        [DIALECT_MYSQL] = LOCK_MDL_EXCLUSIVE,
        [DIALECT_MARIADB] = LOCK_MDL_EXCLUSIVE,
    };

    return modes[opts->dialect->id];
}

/* LOCK TABLE … IN mode MODE; without one it is the strongest. */
static enum lock_mode said_mode(const struct scene *sc)
{
    const struct value *v = scene_value(sc, ATTR_VALUE);
    if (v->kind != VALUE_TEXT)
        return strongest(sc->opts);
    str said = str_trim(v->text);
    if (str_ends(said, S(" mode")))
        said = str_slice(said, 0, said.n - 5);
    for (int m = LOCK_ACCESS_SHARE; m <= LOCK_ACCESS_EXCLUSIVE; m++)
        if (str_eq_nocase(said, str_of(lock_word((enum lock_mode)m))))
            return (enum lock_mode)m;
    if (str_starts_nocase(said, S("read")))
        return LOCK_MDL_SHARED_NO_WRITE;
    return strongest(sc->opts);
}

static bool is_coming(const struct scene *sc)
{
    if (sc->relation)
        return sc->relation->state == STATE_COMING;
    return sc->change->verb == CHANGE_CREATE && (kind_flags(sc->change->kind) & KIND_RELATION);
}

static void lock_relation(const struct scene *sc, enum lock_mode mode, struct effect *e)
{
    struct lock lock = { .mode = mode };
    if (sc->relation)
        lock.relation = sc->relation->id;
    else
        lock.path = scene_path(sc->change);
    if (sc->opts->dialect->id == DIALECT_SQLITE)
        lock = (struct lock){ .mode = mode }; /* the file */
    else if (sc->change->verb == CHANGE_ROWS && !sc->relation && !lock.path.name.n)
        return; /* SELECT: what it reads is in `from` */
    effect_lock(sc->mem, e, lock);
}

static void work_on(const struct scene *sc, unsigned work, struct effect *e)
{
    e->work |= work;
    if (!sc->relation)
        return;
    if (work & WORK_REWRITE)
        id_list_add(sc->mem, e, true, sc->relation->id);
    if (work & WORK_SCAN)
        id_list_add(sc->mem, e, false, sc->relation->id);
}

/* The rows of MySQL for new columns say how one comes; that INSERT has to name it comes on top. */
static enum change_class class_of(const struct scene *sc, const struct effect_row *row, bool coming)
{
    bool column = sc->change->verb == CHANGE_CREATE && sc->change->kind == KIND_COLUMN;

    if (coming)
        return EFFECT_ADDITIVE;
    if (column && row->cls == EFFECT_ADDITIVE && (row->engines & (ROW_MYSQL | ROW_MARIADB)) &&
        when_column_not_null(sc) && when_no_default(sc))
        return EFFECT_BREAKING;
    return row->cls;
}

static void apply(const struct scene *sc, const struct effect_row *row, struct effect *e)
{
    bool coming = is_coming(sc), file = sc->opts->dialect->id == DIALECT_SQLITE;
    bool inside = coming && (kind_flags(sc->change->kind) & KIND_PART); /* of a new relation */
    *e = (struct effect){
        .cls = class_of(sc, row, coming),
        .transaction = inside ? TX_YES : row->transaction,
        .way_back = row->way_back,
        .algorithm = coming ? ALGO_NONE : row->algorithm,
        .fails = !inside && (row->flags & ROW_FAILS),
        .why = str_of(row->why),
        .row = row->name,
    };
    enum lock_mode mode = row->flags & ROW_AS_SAID ? said_mode(sc) : row->lock;
    if (!coming || file)
        lock_relation(sc, mode, e);
    if (!coming)
        work_on(sc, row->work | (row->flags & ROW_OFFLINE ? WORK_OFFLINE : 0), e);
    else if (kind_flags(sc->change->kind) & KIND_RELATION)
        e->work |= row->work;
    for (size_t i = 0; i < ROW_OTHERS; i++) {
        struct other_lock other = row->others[i];
        other.scans = other.scans && !(coming && other.who == OTHER_REFERENCED);
        others_lock(sc, &other, e);
    }
    if ((row->flags & ROW_RECURSES) && !coming && !(sc->change->flags & CHANGE_ONLY))
        others_children(sc, mode, row->work, e);
}

static void apply_unknown(const struct scene *sc, struct effect *e)
{
    struct effect_row row =
        effect_rows_common().v[sc->change->verb == CHANGE_OPAQUE ? COMMON_OPAQUE : COMMON_UNKNOWN];
    row.lock = strongest(sc->opts);
    row.work = WORK_ANY;
    apply(sc, &row, e);
    if (sc->change->reason.n)
        e->why = sc->change->reason;
    if (!e->locks.n) /* of a table that is not known */
        *vec_push(sc->mem, &e->locks) = (struct lock){ .mode = row.lock };
}

/* A part of the table that CREATE TABLE IF NOT EXISTS found. */
static bool of_skipped_table(const struct scene *sc)
{
    const struct change *first = sc->statement->changes.v;
    return first->verb == CHANGE_CREATE && first->kind == KIND_TABLE && sc->change != first &&
           (first->flags & CHANGE_NOTHING);
}

/* What finds nothing to do takes the lock of its kind of statement all the same. */
static void nothing_mysql(const struct scene *sc, bool altered, struct effect_row *row)
{
    row->transaction = sc->change->flags & CHANGE_TEMPORARY ? TX_YES : TX_COMMITS;
    if (!altered || sc->change->kind == KIND_TRIGGER)
        return;
    bool missed = sc->change->flags & CHANGE_NOTHING; /* else it says what is so already */
    row->algorithm = ALGO_INSTANT;
    row->lock = missed ? LOCK_MDL_SHARED_UPGRADABLE : LOCK_MDL_EXCLUSIVE;
}

static void nothing_postgres(const struct scene *sc, struct effect_row *row)
{
    bool made = sc->change->verb == CHANGE_CREATE;
    if (sc->change->kind != KIND_INDEX)
        row->lock = LOCK_ACCESS_EXCLUSIVE;
    else if (made && (sc->change->flags & CHANGE_CONCURRENTLY))
        row->lock = LOCK_SHARE_UPDATE_EXCLUSIVE;
    else if (made)
        row->lock = LOCK_SHARE;
}

/* IF [NOT] EXISTS that finds nothing to do. */
static void apply_nothing(const struct scene *sc, struct effect *e)
{
    struct effect_row row = effect_rows_common().v[COMMON_NOTHING];
    enum dialect_id d = sc->opts->dialect->id;
    bool part = kind_flags(sc->change->kind) & KIND_PART;
    bool altered = part && sc->relation && !of_skipped_table(sc);
    if (d == DIALECT_POSTGRES && altered)
        nothing_postgres(sc, &row);
    else if (d == DIALECT_MYSQL || d == DIALECT_MARIADB)
        nothing_mysql(sc, altered, &row);
    apply(sc, &row, e);
}

static void put(const struct scene *sc, struct effect *out)
{
    const struct effect_row *row = sc->change->verb == CHANGE_OPAQUE ? NULL : effect_row_find(sc);
    struct effect e;
    if (row)
        apply(sc, row, &e);
    else
        apply_unknown(sc, &e);
    effect_merge(sc->mem, out, &e);
}

/* Says nothing new: USING belongs to TYPE; MODIFY may state again what is so already. TYPE may not: PostgreSQL
 * makes the column's checks, keys and indexes anew for the type that it has, too. */
static bool is_beside(const struct change *c, const struct edit *e)
{
    if (e->attr == ATTR_USING)
        return true;
    if (e->attr == ATTR_STORED && change_edit(c, ATTR_GENERATED))
        return true;
    if (e->attr == ATTR_WHAT && c->kind == KIND_TRIGGER) /* ENABLE TRIGGER ALL */
        return true;
    if (!(c->flags & CHANGE_RESTATES))
        return false;
    if (e->was.kind == VALUE_NONE)
        return e->verb == EDIT_RESET || (e->value.kind == VALUE_BOOL && !e->value.yes);
    return e->verb == EDIT_SET && value_equal(&e->value, &e->was);
}

static void put_edits(struct scene *sc, struct effect *out)
{
    const struct change *c = sc->change;
    bool any = false;
    for (size_t i = 0; i < c->edits.n; i++) {
        if (is_beside(c, &c->edits.v[i]))
            continue;
        sc->edit = &c->edits.v[i];
        put(sc, out);
        any = true;
    }
    sc->edit = NULL;
    if (any)
        return;
    if (!c->edits.n) {
        put(sc, out);
        return;
    }
    struct effect e;
    apply_nothing(sc, &e);
    effect_merge(sc->mem, out, &e);
}

static void put_change(struct scene *sc, const struct change *c, struct effect *out)
{
    struct effect e;
    scene_on(sc, c);
    if (c->flags & CHANGE_NOTHING) {
        apply_nothing(sc, &e);
        effect_merge(sc->mem, out, &e);
    } else if (c->verb == CHANGE_ALTER) {
        put_edits(sc, out);
    } else {
        put(sc, out);
    }
}

/* What a change implies is known by its own row, but for drops: CASCADE reaches other tables. */
static bool is_judged(const struct scene *sc, const struct change *c)
{
    if (!c->cause || !(c->flags & CHANGE_IMPLIED))
        return true;
    if (c->verb != CHANGE_DROP || c->cause > sc->statement->changes.n)
        return false;
    const struct change *cause = &sc->statement->changes.v[c->cause - 1];
    bool beside = c->parent == cause->parent && !(kind_flags(c->kind) & KIND_RELATION);
    bool inside = c->parent && (c->parent == cause->object || beside);
    return !inside;
}

static void finish(const struct scene *sc, struct effect *e)
{
    mysql_statement(sc, e);
    bool brief = !(e->work & (WORK_LONG | WORK_WAITS));
    for (size_t i = 0; i < e->locks.n; i++) {
        struct lock *l = &e->locks.v[i];
        const struct object *o = schema_get(sc->schema, l->relation);
        l->brief = brief || l->at_end;
        if ((!o || o->state != STATE_COMING) && !l->at_end && lock_blocks(l->mode) > e->blocks)
            e->blocks = lock_blocks(l->mode);
    }
    if (e->transaction == TX_NEVER && sc->opts->in_transaction)
        e->fails = true;
}

static struct scene scene_of(arena *a, const struct effect_opts *opts, const struct schema *s,
                             const struct statement *st)
{
    return (struct scene){ .mem = a, .opts = opts, .schema = s, .statement = st };
}

void effect_of_change(arena *a, const struct effect_opts *opts, const struct schema *s,
                      const struct statement *st, const struct change *c, struct effect *out)
{
    struct scene sc = scene_of(a, opts, s, st);
    *out = (struct effect){ 0 };
    put_change(&sc, c, out);
    finish(&sc, out);
}

void effect_of(arena *a, const struct effect_opts *opts, const struct schema *s,
               const struct statement *st, struct effect *out)
{
    struct scene sc = scene_of(a, opts, s, st);
    *out = (struct effect){ 0 };
    for (size_t i = 0; i < st->changes.n; i++)
        if (is_judged(&sc, &st->changes.v[i]))
            put_change(&sc, &st->changes.v[i], out);
    if (!out->row) {
        const struct effect_row *nothing = &effect_rows_common().v[COMMON_NOTHING];
        out->row = nothing->name;
        out->why = str_of(nothing->why);
    }
    finish(&sc, out);
}
