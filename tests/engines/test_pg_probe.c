/* tests/engines/test_pg_probe.c: what is found out after a statement was cut off, on a real server. */
#include "engines/pg_world.h"

struct fixture {
    struct pg_world *w;
    struct conn *c;
    struct outline o;
    str snapshot, clean_up;
};

static struct fixture make(arena *a)
{
    struct fixture f = { .w = world_new(a) };

    f.c = world_conn(f.w);
    world_sql(f.w, f.c, "DROP SCHEMA IF EXISTS \"Probe\" CASCADE");
    world_sql(f.w, f.c, "CREATE SCHEMA \"Probe\"");
    world_sql(f.w, f.c, "CREATE TABLE \"Probe\".t (n int, m int, long text)");
    world_sql(f.w, f.c, "INSERT INTO \"Probe\".t VALUES (1, 1), (1, 2)");
    return f;
}

static void object(struct fixture *f, struct outline_object o)
{
    *vec_push(f->w->a, &f->o.objects) = o;
}

static void snapshot(struct fixture *f)
{
    EXPECT_OK(f->c->engine->snapshot(f->w->a, f->c, &f->o, &f->snapshot, &f->w->err), &f->w->err);
    f->snapshot = str_copy(f->w->a, f->snapshot);
}

static enum probe_answer probe(struct fixture *f)
{
    struct probe_result was;

    EXPECT_OK(f->c->engine->probe(f->w->a, f->c, &f->o, f->snapshot, &was, &f->w->err), &f->w->err);
    f->clean_up = was.clean_up;
    EXPECT((was.answer == PROBE_IS_PARTIAL) == (f->clean_up.n > 0));
    return was.answer;
}

/* Runs the clean-up as the runner does: line by line, each outside a transaction. */
static void clean(struct fixture *f)
{
    str all = f->clean_up, line;

    while (str_next_line(&all, &line)) {
        EXPECT(str_ends(line, S(";")));
        world_sql(f->w, f->c, STR_FMT, (int)line.n - 1, line.p);
    }
}

/* The statement must fail. */
static void fails(struct fixture *f, const char *sql)
{
    EXPECT(!engine_exec(f->c, str_of(sql), NULL, &f->w->err));
    err_clear(&f->w->err);
}

static struct fixture make_index(arena *a, str name)
{
    struct fixture f = make(a);

    f.o = (struct outline){ .cls = CLASS_DDL, .verb = S("CREATE INDEX"), .probe = PROBE_INDEX };
    object(&f, (struct outline_object){ OBJECT_INDEX, S("Probe"), name, S("t"), true, false });
    snapshot(&f);
    return f;
}

TEST(invalid_index_is_cleaned_and_built)
{
    struct fixture f = make_index(a, S("Odd \"name"));

    EXPECT_INT(probe(&f), PROBE_IS_ABSENT);
    fails(&f, "CREATE UNIQUE INDEX CONCURRENTLY \"Odd \"\"name\" ON \"Probe\".t (n)");
    EXPECT_INT(probe(&f), PROBE_IS_PARTIAL);
    EXPECT_STR(f.clean_up, S("DROP INDEX CONCURRENTLY IF EXISTS \"Probe\".\"Odd \"\"name\";\n"));
    clean(&f);
    EXPECT_INT(probe(&f), PROBE_IS_ABSENT);
    world_sql(f.w, f.c, "CREATE INDEX CONCURRENTLY \"Odd \"\"name\" ON \"Probe\".t (n)");
    EXPECT_INT(probe(&f), PROBE_IS_DONE);
}

TEST(index_without_a_name)
{
    struct fixture f = make_index(a, (str){ 0 });

    fails(&f, "CREATE UNIQUE INDEX CONCURRENTLY ON \"Probe\".t (n)");
    EXPECT_INT(probe(&f), PROBE_IS_PARTIAL);
    clean(&f);
    world_sql(f.w, f.c, "CREATE INDEX CONCURRENTLY ON \"Probe\".t (n)");
    EXPECT_INT(probe(&f), PROBE_IS_DONE);
    world_sql(f.w, f.c, "CREATE INDEX ON \"Probe\".t (m)"); /* somebody else: which was ours? */
    EXPECT_INT(probe(&f), PROBE_IS_UNKNOWN);
}

TEST(index_of_another_is_left_alone)
{
    struct fixture f = make_index(a, S("ours"));

    fails(&f, "CREATE UNIQUE INDEX CONCURRENTLY theirs ON \"Probe\".t (n)");
    EXPECT_INT(probe(&f), PROBE_IS_ABSENT);
    snapshot(&f);
    f.o.objects.v[0].name = S("theirs"); /* it was there before: not ours */
    EXPECT_INT(probe(&f), PROBE_IS_ABSENT);
    f.o.idempotent = true; /* IF NOT EXISTS theirs: it exists, but is of no use */
    EXPECT_INT(probe(&f), PROBE_IS_PARTIAL);
}

TEST(index_that_is_being_built_is_left_alone)
{
    struct fixture f = make_index(a, S("slow"));
    struct conn *blocker = world_conn(f.w), *builder = world_conn(f.w);
    struct result r;

    world_sql(f.w, blocker, "BEGIN");
    world_sql(f.w, blocker, "INSERT INTO \"Probe\".t VALUES (5)");
    world_submit(f.w, builder, "CREATE INDEX CONCURRENTLY slow ON \"Probe\".t (n)", 1,
                 REQ_SYNC | REQ_ALONE);
    EXPECT_INT(builder->engine->next(builder, &r, &f.w->err), NEXT_WAIT);
    for (int i = 0; i < 100 && probe(&f) == PROBE_IS_ABSENT; i++)
        world_sql(f.w, f.c, "SELECT pg_sleep(0.05)");
    EXPECT_INT(probe(&f), PROBE_IS_UNKNOWN);
    world_sql(f.w, blocker, "COMMIT");
    EXPECT_INT(world_next(f.w, builder).kind, RESULT_OK);
    EXPECT_INT(probe(&f), PROBE_IS_DONE);
}

TEST(reindex_leftovers_are_cleaned)
{
    struct fixture f = make(a);

    world_sql(f.w, f.c, "CREATE INDEX i ON \"Probe\".t (n)");
    f.o = (struct outline){ .cls = CLASS_DDL, .verb = S("REINDEX"), .probe = PROBE_INDEX };
    object(&f,
           (struct outline_object){ OBJECT_INDEX, S("Probe"), S("i"), (str){ 0 }, false, false });
    snapshot(&f);
    EXPECT_INT(probe(&f), PROBE_IS_ABSENT);
    fails(&f, "CREATE UNIQUE INDEX CONCURRENTLY i_ccnew ON \"Probe\".t (n)");
    EXPECT_INT(probe(&f), PROBE_IS_PARTIAL);
    clean(&f);
    EXPECT_INT(probe(&f), PROBE_IS_ABSENT);
    world_sql(f.w, f.c, "REINDEX INDEX CONCURRENTLY \"Probe\".i");
    EXPECT_INT(probe(&f), PROBE_IS_DONE);
    f.o.objects.n = 0;
    object(&f,
           (struct outline_object){ OBJECT_TABLE, S("Probe"), S("t"), (str){ 0 }, false, false });
    snapshot(&f);
    world_sql(f.w, f.c, "REINDEX TABLE CONCURRENTLY \"Probe\".t");
    EXPECT_INT(probe(&f), PROBE_IS_DONE);
    f.o.objects.n = 0;
    object(&f, (struct outline_object){ OBJECT_SCHEMA, (str){ 0 }, S("Probe"), (str){ 0 }, false,
                                        false });
    snapshot(&f);
    EXPECT_INT(probe(&f), PROBE_IS_ABSENT);
}

TEST(objects_made_and_dropped)
{
    struct fixture f = make(a);

    world_sql(f.w, f.c, "DROP DATABASE IF EXISTS \"Probe db\"");
    f.o =
        (struct outline){ .cls = CLASS_DDL, .verb = S("CREATE DATABASE"), .probe = PROBE_CREATED };
    object(&f, (struct outline_object){ OBJECT_DATABASE, (str){ 0 }, S("Probe db"), (str){ 0 },
                                        true, false });
    snapshot(&f);
    EXPECT_STR(f.snapshot, S("o 0\n"));
    EXPECT_INT(probe(&f), PROBE_IS_ABSENT);
    world_sql(f.w, f.c, "CREATE DATABASE \"Probe db\"");
    EXPECT_INT(probe(&f), PROBE_IS_DONE);
    snapshot(&f); /* it was there before: the statement can only fail */
    EXPECT_INT(probe(&f), PROBE_IS_ABSENT);
    f.o.probe = PROBE_DROPPED;
    f.o.objects.n = 0;
    object(&f, (struct outline_object){ OBJECT_DATABASE, (str){ 0 }, S("Probe db"), (str){ 0 },
                                        false, true });
    EXPECT_INT(probe(&f), PROBE_IS_ABSENT);
    world_sql(f.w, f.c, "DROP DATABASE \"Probe db\"");
    EXPECT_INT(probe(&f), PROBE_IS_DONE);
}

TEST(drop_index_concurrently)
{
    struct fixture f = make(a);

    world_sql(f.w, f.c, "CREATE INDEX i ON \"Probe\".t (n)");
    f.o = (struct outline){ .cls = CLASS_DDL, .verb = S("DROP INDEX"), .probe = PROBE_DROPPED };
    object(&f,
           (struct outline_object){ OBJECT_INDEX, S("Probe"), S("i"), (str){ 0 }, false, true });
    object(&f, (struct outline_object){ OBJECT_INDEX, S("Probe"), S("never was"), (str){ 0 }, false,
                                        true });
    snapshot(&f);
    world_sql(f.w, f.c, "DROP INDEX CONCURRENTLY \"Probe\".i");
    EXPECT_INT(probe(&f), PROBE_IS_UNKNOWN); /* one of two */
    f.o.objects.n = 1;
    EXPECT_INT(probe(&f), PROBE_IS_DONE);
}

TEST(every_kind_can_be_counted)
{
    static const struct {
        enum outline_object_kind kind;
        const char *name, *table, *create;
    } rows[] = {
        { OBJECT_TABLE, "x", "", "CREATE TABLE \"Probe\".x (n int)" },
        { OBJECT_VIEW, "x", "", "CREATE VIEW \"Probe\".x AS SELECT 1" },
        { OBJECT_SEQUENCE, "x", "", "CREATE SEQUENCE \"Probe\".x" },
        { OBJECT_TYPE, "x", "", "CREATE TYPE \"Probe\".x AS ENUM ('a')" },
        { OBJECT_FUNCTION, "f", "",
          "CREATE FUNCTION \"Probe\".f(text) RETURNS int LANGUAGE sql AS 'SELECT 1'" },
        { OBJECT_PROCEDURE, "p", "", "CREATE PROCEDURE \"Probe\".p() LANGUAGE sql AS 'SELECT 1'" },
        { OBJECT_TRIGGER, "g", "t",
          "CREATE TRIGGER g BEFORE UPDATE ON \"Probe\".t FOR EACH ROW "
          "EXECUTE FUNCTION suppress_redundant_updates_trigger()" },
        { OBJECT_SCHEMA, "Probe 2", "", "CREATE SCHEMA \"Probe 2\"" },
        { OBJECT_ROLE, "Probe role", "", "CREATE ROLE \"Probe role\"" },
    };
    struct fixture f = make(a);

    world_sql(f.w, f.c, "CREATE FUNCTION \"Probe\".f(int) RETURNS int LANGUAGE sql AS 'SELECT 1'");
    f.o = (struct outline){ .cls = CLASS_DDL, .verb = S("CREATE"), .probe = PROBE_CREATED };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        f.o.objects.n = 0;
        object(&f, (struct outline_object){ rows[i].kind, S("Probe"), str_of(rows[i].name),
                                            str_of(rows[i].table), true, false });
        world_sql(f.w, f.c, "BEGIN");
        snapshot(&f);
        test_note(str_of(rows[i].create));
        EXPECT_INT(probe(&f), PROBE_IS_ABSENT);
        world_sql(f.w, f.c, "%s", rows[i].create);
        EXPECT_INT(probe(&f), PROBE_IS_DONE);
        world_sql(f.w, f.c, "ROLLBACK");
    }
}

TEST(label_of_an_enum)
{
    struct fixture f = make(a);

    world_sql(f.w, f.c, "CREATE TYPE \"Probe\".e AS ENUM ('a')");
    f.o = (struct outline){
        .cls = CLASS_DDL, .verb = S("ALTER TYPE"), .probe = PROBE_CREATED, .enum_label = S("b")
    };
    object(&f,
           (struct outline_object){ OBJECT_TYPE, S("Probe"), S("e"), (str){ 0 }, false, false });
    snapshot(&f);
    EXPECT_INT(probe(&f), PROBE_IS_ABSENT);
    world_sql(f.w, f.c, "ALTER TYPE \"Probe\".e ADD VALUE 'b'");
    EXPECT_INT(probe(&f), PROBE_IS_DONE);
}

TEST(what_only_a_person_knows)
{
    struct fixture f = make(a);

    f.o = (struct outline){ .cls = CLASS_DATA, .verb = S("INSERT"), .probe = PROBE_OPAQUE };
    object(&f,
           (struct outline_object){ OBJECT_TABLE, S("Probe"), S("t"), (str){ 0 }, false, false });
    snapshot(&f);
    EXPECT_INT(probe(&f), PROBE_IS_UNKNOWN);
    f.snapshot = S("garbage\no\n\n");
    EXPECT_INT(probe(&f), PROBE_IS_UNKNOWN);
    f.o.probe = PROBE_INDEX;
    EXPECT_INT(probe(&f), PROBE_IS_ABSENT);
    f.o.probe = PROBE_CREATED;
    f.o.objects.v[0].created = true;
    EXPECT_INT(probe(&f), PROBE_IS_UNKNOWN);
    f.o.probe = PROBE_REPEAT;
    EXPECT_INT(probe(&f), PROBE_IS_ABSENT);
}
