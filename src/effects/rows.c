/* effects/rows.c: the tables as arrays, and how a row is found.
 *
 * Does      give each dialect its rows; match a scene with them
 * Does not  apply a row (effects.c)
 * See       effects/effects_<engine>.def
 */
#include "effects/effects_int.h"

enum {
    /* locks, as the tables write them */
    NO = LOCK_NONE,
    AS = LOCK_ACCESS_SHARE,
    RS = LOCK_ROW_SHARE,
    RX = LOCK_ROW_EXCLUSIVE,
    SUE = LOCK_SHARE_UPDATE_EXCLUSIVE,
    S = LOCK_SHARE,
    SRX = LOCK_SHARE_ROW_EXCLUSIVE,
    X = LOCK_EXCLUSIVE,
    AX = LOCK_ACCESS_EXCLUSIVE,
    /* work */
    META = 0,
    LONG = WORK_LONG,
    WAITS = WORK_WAITS,
    SCAN = WORK_SCAN | WORK_LONG,
    CHECKS = SCAN | WORK_VALIDATE,
    BUILD = SCAN | WORK_BUILD,
    UBUILD = BUILD | WORK_VALIDATE,
    REWRITE = SCAN | WORK_REWRITE | WORK_BUILD,
    /* flags */
    RECURSES = ROW_RECURSES,
    FAILS = ROW_FAILS,
    AS_SAID = ROW_AS_SAID,
};

#define KIND_ANY  KIND_NONE
#define ANY       0
#define AT(name)  ATTR_##name
#define RW(name)  (ROWS_##name + 1)
#define UP(name)  (UPKEEP_##name + 1)
#define CO(name)  (CONTROL_##name + 1)
#define W(name)   WHEN_##name
#define NOT(name) -WHEN_##name
#define O(who, mode)                                                                               \
    {                                                                                              \
        OTHER_##who, (enum lock_mode)(mode), false                                                 \
    }
#define OS(who, mode)                                                                              \
    {                                                                                              \
        OTHER_##who, (enum lock_mode)(mode), true                                                  \
    }
#define NONE                                                                                       \
    {                                                                                              \
        {                                                                                          \
            OTHER_NONE, LOCK_NONE, false                                                           \
        }                                                                                          \
    }
#define ONE(a)                                                                                     \
    {                                                                                              \
        a                                                                                          \
    }
#define TWO(a, b)                                                                                  \
    {                                                                                              \
        a, b                                                                                       \
    }
#define THREE(a, b, c)                                                                             \
    {                                                                                              \
        a, b, c                                                                                    \
    }

// clang-format off
#define V(major) (major) * 10000
#define R(name_, verb_, kind_, what_, when_, and_, from_, to_, lock_, others_, work_, class_, back_, tx_, flags_, why_) \
    { .name = name_, .engines = ROW_POSTGRES, .verb = CHANGE_##verb_, .kind = KIND_##kind_, .what = what_, \
      .when = { when_, and_ }, .from = from_, .to = to_, .lock = (enum lock_mode)(lock_), .others = others_, \
      .work = work_, .cls = EFFECT_##class_, .way_back = BACK_##back_, .transaction = TX_##tx_, \
      .flags = flags_, .why = why_ },

static const struct effect_row postgres[] = {
#include "effects/effects_postgres.def"
};
#undef R
#undef V

/* How MySQL does it: algorithm, metadata lock, work. */
#define HOW(algorithm_, lock_, work_) .algorithm = algorithm_, .lock = (lock_), .work = (work_)
#define I           HOW(ALGO_INSTANT, EX, META)
#define IV          HOW(ALGO_INSTANT, EX, CHECKS)
#define N           HOW(ALGO_NOCOPY, SU, META)
#define NB          HOW(ALGO_NOCOPY, SU, BUILD)
#define NBV         HOW(ALGO_NOCOPY, SU, UBUILD)
#define RB          HOW(ALGO_INPLACE, SU, REWRITE)
#define RV          HOW(ALGO_INPLACE, SU, REWRITE | WORK_VALIDATE)
#define SB          HOW(ALGO_NOCOPY, SNW, BUILD | WORK_SHARED)
#define SR          HOW(ALGO_INPLACE, SNW, REWRITE | WORK_SHARED)
#define C           HOW(ALGO_COPY, SNW, REWRITE)
#define CV          HOW(ALGO_COPY, SNW, REWRITE | WORK_VALIDATE)
#define NOTHING     HOW(ALGO_NONE, LOCK_NONE, META)
#define LASTS       HOW(ALGO_NONE, LOCK_NONE, LONG)
#define LOCKS       HOW(ALGO_NONE, EX, META)
#define REPAIRS     HOW(ALGO_NONE, EX, REWRITE)
#define READS       HOW(ALGO_NONE, SHR, META)
#define READS_ALL   HOW(ALGO_NONE, SHR, SCAN)
#define WRITES      HOW(ALGO_NONE, SHW, META)
#define WRITES_LONG HOW(ALGO_NONE, SHW, LONG)
#define WRITES_ALL  HOW(ALGO_NONE, SHW, SCAN)
#define MYSQL       ROW_MYSQL
#define MARIA       ROW_MARIADB
#define MY          ROW_MYSQL | ROW_MARIADB
#define OFFLINE     ROW_OFFLINE
#define EX          LOCK_MDL_EXCLUSIVE
#define SU          LOCK_MDL_SHARED_UPGRADABLE
#define SNW         LOCK_MDL_SHARED_NO_WRITE
#define SHR         LOCK_MDL_SHARED_READ
#define SHW         LOCK_MDL_SHARED_WRITE
#define R(name_, engines_, verb_, kind_, what_, when_, and_, from_, to_, how_, others_, class_, back_, tx_, flags_, why_) \
    { .name = name_, .engines = engines_, .verb = CHANGE_##verb_, .kind = KIND_##kind_, .what = what_, \
      .when = { when_, and_ }, .from = from_, .to = to_, how_, .others = others_, .cls = EFFECT_##class_, \
      .way_back = BACK_##back_, .transaction = TX_##tx_, .flags = flags_, .why = why_ },

static const struct effect_row mysql[] = {
#include "effects/effects_mysql.def"
};
#undef R

#define V(minor) 3000000 + (minor) * 1000
#define R(name_, verb_, kind_, what_, when_, and_, from_, to_, lock_, work_, class_, back_, tx_, flags_, why_) \
    { .name = name_, .engines = ROW_SQLITE, .verb = CHANGE_##verb_, .kind = KIND_##kind_, .what = what_, \
      .when = { when_, and_ }, .from = from_, .to = to_, .lock = FILE_##lock_, .others = NONE, .work = work_, \
      .cls = EFFECT_##class_, .way_back = BACK_##back_, .transaction = TX_##tx_, .flags = flags_, .why = why_ },
#define FILE_NO        LOCK_NONE
#define FILE_SHARED    LOCK_FILE_SHARED
#define FILE_RESERVED  LOCK_FILE_RESERVED
#define FILE_EXCLUSIVE LOCK_FILE_EXCLUSIVE

static const struct effect_row sqlite[] = {
#include "effects/effects_sqlite.def"
};
#undef R
#undef V

static const struct effect_row common[] = {
    { .name = "nothing", .why = "there is nothing to do" },
    { .name = "unknown", .cls = EFFECT_UNKNOWN, .way_back = BACK_NONE,
      .why = "what it does is not known, so everything is assumed" },
    { .name = "opaque", .cls = EFFECT_UNKNOWN, .way_back = BACK_NONE,
      .why = "the statement could not be read" },
};

// clang-format on

struct row_list effect_rows(enum dialect_id d)
{
    static const struct row_list lists[] = {
        [DIALECT_SQLITE] = { sqlite, COUNT_OF(sqlite) },
        [DIALECT_POSTGRES] = { postgres, COUNT_OF(postgres) },
        [DIALECT_MYSQL] = { mysql, COUNT_OF(mysql) },
        [DIALECT_MARIADB] = { mysql, COUNT_OF(mysql) },
    };
    return lists[d];
}

struct row_list effect_rows_common(void)
{
    return (struct row_list){ common, COUNT_OF(common) };
}

/* Words of the statement that the row's `what` is about. */
static bool what_fits(const struct scene *sc, int what)
{
    const struct change *c = sc->change;
    if (!what)
        return true;
    switch (c->verb) {
    case CHANGE_ALTER:
        return sc->edit && (int)sc->edit->attr == what;
    case CHANGE_ROWS:
        return c->rows && (int)c->rows->verb + 1 == what;
    case CHANGE_MAINTAIN:
        return (int)c->upkeep + 1 == what;
    case CHANGE_CONTROL:
        return (int)c->control + 1 == what;
    case CHANGE_CREATE:
    case CHANGE_DROP:
    case CHANGE_RENAME:
    case CHANGE_MOVE:
        return scene_yes(sc, (enum attr)what);
    case CHANGE_SESSION:
    case CHANGE_RUN:
    case CHANGE_OPAQUE:
    case CHANGE__COUNT:
        break;
    }
    return false;
}

static when_fn *const conditions[] = {
#define WHEN(name) [WHEN_##name] = when_##name,
#include "effects/when.def"
#undef WHEN
};

bool when_holds(const struct scene *sc, int condition)
{
    if (!condition)
        return true;
    return condition > 0 ? conditions[condition](sc) : !conditions[-condition](sc);
}

const char *when_name(int condition)
{
    static const char *const names[] = {
        [WHEN_NONE] = "",
#define WHEN(name) [WHEN_##name] = #name,
#include "effects/when.def"
#undef WHEN
    };
    return names[condition < 0 ? -condition : condition];
}

static bool fits(const struct scene *sc, const struct effect_row *row)
{
    if (row->verb != sc->change->verb || (row->kind && row->kind != sc->change->kind))
        return false;
    if (!(row->engines & 1u << sc->opts->dialect->id))
        return false;
    if (sc->version < row->from || (row->to && sc->version >= row->to))
        return false;
    if (!what_fits(sc, row->what))
        return false;
    for (size_t i = 0; i < ROW_CONDITIONS; i++)
        if (!when_holds(sc, row->when[i]))
            return false;
    return true;
}

const struct effect_row *effect_row_find(const struct scene *sc)
{
    struct row_list rows = effect_rows(sc->opts->dialect->id);
    for (size_t i = 0; i < rows.n; i++)
        if (fits(sc, &rows.v[i]))
            return &rows.v[i];
    return NULL;
}
