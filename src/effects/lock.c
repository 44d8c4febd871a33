/* effects/lock.c: locks: what they stop, which of them exclude each other, and words.
 *
 * Does      hold the conflict matrix of PostgreSQL's table locks, of metadata locks, of SQLite's file
 * Does not  know which statement takes which (the tables)
 * See       effects/effects.h
 */
#include "effects/effects.h"

#include "base/cc.h"

struct lock_facts {
    const char *word;
    enum blocks blocks;
    unsigned conflicts; /* bit by enum lock_mode */
};

#define BIT(m) (1u << LOCK_##m)

enum {
    FROM_AX = BIT(ACCESS_EXCLUSIVE),
    FROM_X = FROM_AX | BIT(EXCLUSIVE),
    FROM_SRX = FROM_X | BIT(SHARE_ROW_EXCLUSIVE),
    FROM_S = FROM_SRX | BIT(SHARE),
    WRITERS = BIT(ROW_EXCLUSIVE),
    SUE = BIT(SHARE_UPDATE_EXCLUSIVE),
    MDL_ALTERS = BIT(MDL_SHARED_UPGRADABLE) | BIT(MDL_SHARED_NO_WRITE) | BIT(MDL_EXCLUSIVE),
};

// clang-format off
static const struct lock_facts facts[] = {
    [LOCK_NONE]                   = { "none", BLOCKS_NONE, 0 },
    [LOCK_ACCESS_SHARE]           = { "ACCESS SHARE", BLOCKS_NONE, FROM_AX },
    [LOCK_ROW_SHARE]              = { "ROW SHARE", BLOCKS_NONE, FROM_X },
    [LOCK_ROW_EXCLUSIVE]          = { "ROW EXCLUSIVE", BLOCKS_NONE, FROM_S },
    [LOCK_SHARE_UPDATE_EXCLUSIVE] = { "SHARE UPDATE EXCLUSIVE", BLOCKS_DDL, FROM_S | SUE },
    [LOCK_SHARE]                  = { "SHARE", BLOCKS_WRITES, FROM_SRX | SUE | WRITERS },
    [LOCK_SHARE_ROW_EXCLUSIVE]    = { "SHARE ROW EXCLUSIVE", BLOCKS_WRITES, FROM_S | SUE | WRITERS },
    [LOCK_EXCLUSIVE]              = { "EXCLUSIVE", BLOCKS_WRITES, FROM_S | SUE | WRITERS | BIT(ROW_SHARE) },
    [LOCK_ACCESS_EXCLUSIVE]       = { "ACCESS EXCLUSIVE", BLOCKS_ALL,
                                      FROM_S | SUE | WRITERS | BIT(ROW_SHARE) | BIT(ACCESS_SHARE) },
    [LOCK_MDL_SHARED_READ]        = { "SHARED_READ", BLOCKS_NONE, BIT(MDL_EXCLUSIVE) },
    [LOCK_MDL_SHARED_WRITE]       = { "SHARED_WRITE", BLOCKS_NONE,
                                      BIT(MDL_SHARED_NO_WRITE) | BIT(MDL_EXCLUSIVE) },
    [LOCK_MDL_SHARED_UPGRADABLE]  = { "SHARED_UPGRADABLE", BLOCKS_DDL, MDL_ALTERS },
    [LOCK_MDL_SHARED_NO_WRITE]    = { "SHARED_NO_WRITE", BLOCKS_WRITES,
                                      MDL_ALTERS | BIT(MDL_SHARED_WRITE) },
    [LOCK_MDL_EXCLUSIVE]          = { "EXCLUSIVE (metadata)", BLOCKS_ALL,
                                      MDL_ALTERS | BIT(MDL_SHARED_WRITE) | BIT(MDL_SHARED_READ) },
    [LOCK_FILE_SHARED]            = { "SHARED (file)", BLOCKS_NONE, BIT(FILE_EXCLUSIVE) },
    [LOCK_FILE_RESERVED]          = { "RESERVED (file)", BLOCKS_WRITES,
                                      BIT(FILE_RESERVED) | BIT(FILE_EXCLUSIVE) },
    [LOCK_FILE_EXCLUSIVE]         = { "EXCLUSIVE (file)", BLOCKS_ALL,
                                      BIT(FILE_SHARED) | BIT(FILE_RESERVED) | BIT(FILE_EXCLUSIVE) },
};
// clang-format on

_Static_assert(COUNT_OF(facts) == LOCK__COUNT, "a row for each lock");

enum blocks lock_blocks(enum lock_mode mode)
{
    return facts[mode].blocks;
}

bool lock_conflicts(enum lock_mode a, enum lock_mode b)
{
    return facts[a].conflicts >> b & 1u;
}

const char *lock_word(enum lock_mode mode)
{
    return facts[mode].word;
}

const char *blocks_word(enum blocks b)
{
    static const char *const words[] = { "none", "ddl", "writes", "all" };
    return words[b];
}

const char *algorithm_word(enum algorithm a)
{
    static const char *const words[] = { "none", "instant", "nocopy", "inplace", "copy" };
    return words[a];
}

const char *class_word(enum change_class c)
{
    static const char *const words[] = { "additive", "compatible-heavy", "restricting",
                                         "breaking", "destructive",      "data",
                                         "opaque" };
    return words[c];
}

const char *transaction_word(enum in_transaction t)
{
    static const char *const words[] = { "yes", "never", "commits" };
    return words[t];
}

const char *way_back_word(enum way_back w)
{
    static const char *const words[] = { "exact", "rebuild", "loses-new", "loses-old", "none" };
    return words[w];
}
