/* tests/unit/effects/test_postgres.c: what PostgreSQL does, row by row.
 *
 * The cases are statements that were run on servers of version 15, 17 and 18, with the locks that the session
 * held (pg_locks), the file nodes before and after, and the rows read (pg_stat_xact_user_tables).
 */
#include "effect_help.h"

#include "postgres_cases.def"

static const struct effect_opts base = { .dialect = NULL };

static struct effect_opts options(str zone)
{
    struct effect_opts o = base;
    o.dialect = dialect_get(DIALECT_POSTGRES);
    o.time_zone = zone;
    return o;
}

TEST(postgres_as_measured)
{
    struct effect_opts o = options((str){ 0 });
    effect_cases(a, &o, setup, cases, COUNT_OF(cases));
}

TEST(time_zone_decides)
{
    static const struct effect_case utc[] = {
        { V15, "ALTER TABLE t ALTER COLUMN ts TYPE timestamptz", "alter-type-index",
          "AX t; scan build long" },
        { V15, "ALTER TABLE k ALTER COLUMN ch TYPE timestamptz", "alter-type-index-rechecks",
          "AX k; scan validate long" },
        { V15, "ALTER TABLE k ALTER COLUMN y TYPE timestamptz", "alter-type-no-index", "AX k;" },
        { V15, "ALTER TABLE t ALTER COLUMN tz TYPE timestamp", "alter-type-free", "AX t;" },
    };
    static const struct effect_case elsewhere[] = {
        { V15, "ALTER TABLE t ALTER COLUMN ts TYPE timestamptz", "alter-type",
          "AX t; scan rewrite build validate long" },
        { V15, "ALTER TABLE t ALTER COLUMN tz TYPE timestamp", "alter-type",
          "AX t; scan rewrite build validate long" },
    };
    struct effect_opts o = options(S("UTC"));
    effect_cases(a, &o, setup, utc, COUNT_OF(utc));
    o = options(S("Europe/Vienna"));
    effect_cases(a, &o, setup, elsewhere, COUNT_OF(elsewhere));
}

TEST(every_row_has_a_case)
{
    static struct effect_case all[COUNT_OF(cases) + 4];
    for (size_t i = 0; i < COUNT_OF(cases); i++)
        all[i] = cases[i];
    all[COUNT_OF(cases)].row = "alter-type-index";
    all[COUNT_OF(cases) + 1].row = "alter-type-no-index";
    all[COUNT_OF(cases) + 2].row = "alter-type-index-rechecks";
    all[COUNT_OF(cases) + 3].row = "alter-collation"; /* weighs as much as the type it comes with */
    effect_rows_covered(a, DIALECT_POSTGRES, ROW_POSTGRES, all, COUNT_OF(all));
}
