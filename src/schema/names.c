/* schema/names.c: one hash table of all names.
 *
 * Does      add, take away, find by space, parent and name with the engine's rules of letter case
 * Does not  say what may share a name (bind_name.c)
 * Shape     entries in pages that stay where they are, chains by index; the newest is first in its chain, so that
 *           undo is a pop
 * Errors    none
 * See       schema/schema_int.h
 */
#include "schema/schema_int.h"

enum { POSTGRES_NAME_BYTES = 63, NUMBER_PLACES = 10000000 };

static uint32_t hash_of(enum name_space space, object_id parent, str name)
{
    uint32_t h = 2166136261u ^ (uint32_t)space * 31u ^ parent * 2654435761u;

    for (size_t i = 0; i < name.n; i++) {
        unsigned char c = (unsigned char)name.p[i];

        h = (h ^ (c >= 'A' && c <= 'Z' ? c + 32u : c)) * 16777619u;
    }
    return h ^ (h >> 15);
}

/* PostgreSQL is exact (texts come folded), SQLite never is; MySQL is for what was a file. */
bool names_equal(const struct schema *s, enum name_space space, str x, str y)
{
    bool exact =
        is_postgres(s) || (is_mysql(s) && (space == SPACE_RELATION || space == SPACE_SCHEMA ||
                                           space == SPACE_TRIGGER || space == SPACE_ROLE));

    return exact ? str_eq(x, y) : str_eq_nocase(x, y);
}

str names_cut(const struct schema *s, str name)
{
    size_t n = POSTGRES_NAME_BYTES;

    if (!is_postgres(s) || name.n <= n)
        return name;
    while (n && ((unsigned char)name.p[n] & 0xc0) == 0x80)
        n--;
    return str_slice(name, 0, n);
}

static void put_in_bucket(struct schema *s, uint32_t index)
{
    struct name_entry *e = name_at(s, index);
    uint32_t *bucket = &s->buckets[e->hash & (s->bucket_count - 1)];

    e->chain = *bucket;
    *bucket = index + 1;
}

static void grow(struct schema *s)
{
    s->bucket_count = s->bucket_count ? s->bucket_count * 2 : 256;
    s->buckets = arena_new(s->mem, uint32_t, s->bucket_count);
    for (uint32_t i = 0; i < s->name_count; i++)
        if (name_at(s, i)->state != STATE_GONE)
            put_in_bucket(s, i);
}

uint32_t names_add(struct schema *s, const struct name_entry *e)
{
    struct node *n = node_of(s, e->id);
    uint32_t index = s->name_count++;
    struct name_entry *to;

    if (index / NAMES_PAGE == s->name_pages.n)
        *vec_push(s->mem, &s->name_pages) = arena_new(s->mem, struct name_entry, NAMES_PAGE);
    to = name_at(s, index);
    *to = *e;
    to->hash = hash_of(e->space, e->parent, e->name);
    to->sibling = n->name;
    n->name = index + 1;
    if (s->name_count > s->bucket_count)
        grow(s);
    else
        put_in_bucket(s, index);
    return index;
}

static void unchain(struct schema *s, uint32_t index)
{
    struct name_entry *e = name_at(s, index);
    uint32_t *at = &s->buckets[e->hash & (s->bucket_count - 1)];

    while (*at != index + 1)
        at = &name_at(s, *at - 1)->chain;
    *at = e->chain;
}

static void unsibling(struct schema *s, uint32_t index)
{
    struct name_entry *e = name_at(s, index);
    uint32_t *at = &node_of(s, e->id)->name;

    while (*at != index + 1)
        at = &name_at(s, *at - 1)->sibling;
    *at = e->sibling;
}

/* ---- numbers ---- */

/* Whatever the space is: PostgreSQL looks into several for one name. */
static str number_key(arena *a, const struct schema *s, enum name_space space, object_id parent,
                      str base)
{
    return str_lower(a, str_printf(a, "%u %u " STR_FMT, is_postgres(s) ? 0 : (unsigned)space,
                                   (unsigned)parent, STR_ARG(base)));
}

uint32_t *names_number(struct schema *s, enum name_space space, object_id parent, str base)
{
    arena scratch;
    uint32_t *n;
    str key;

    arena_init(&scratch);
    key = number_key(&scratch, s, space, parent, base);
    n = map_find(&s->numbers, key);
    if (!n) {
        n = arena_new(s->mem, uint32_t, 1);
        *n = 1;
        map_put(s->mem, &s->numbers, str_copy(s->mem, key), n);
    }
    arena_done(&scratch);
    return n;
}

/* t_check12 goes: 12 is free behind "t_check", and 2 behind "t_check1". */
void names_freed(struct schema *s, uint32_t index)
{
    const struct name_entry *e = name_at(s, index);
    uint32_t number = 0, place = 1;
    arena scratch;

    if (!s->numbers.entries.n)
        return;
    arena_init(&scratch);
    for (size_t at = e->name.n; at > 0 && place <= NUMBER_PLACES; at--, place *= 10) {
        char c = e->name.p[at - 1];
        uint32_t *n;

        if (c < '0' || c > '9')
            break;
        number += (uint32_t)(c - '0') * place;
        n = map_find(&s->numbers,
                     number_key(&scratch, s, e->space, e->parent, str_slice(e->name, 0, at - 1)));
        if (n && number < *n)
            *n = number ? number : 1;
    }
    arena_done(&scratch);
}

void names_remove(struct schema *s, uint32_t index)
{
    names_freed(s, index);
    unchain(s, index);
    unsibling(s, index);
    name_at(s, index)->state = STATE_GONE;
}

void names_pop(struct schema *s)
{
    names_remove(s, s->name_count - 1);
    s->name_count--;
}

static bool fits(const struct schema *s, const struct name_entry *e, const struct name_entry *want,
                 str args)
{
    return e->hash == want->hash && e->space == want->space && e->parent == want->parent &&
           (e->state == STATE_THERE || e->state == STATE_COMING) &&
           names_equal(s, e->space, e->name, want->name) &&
           (!args.p || str_eq(node_of(s, e->id)->o.args, args));
}

uint32_t names_find(const struct schema *s, enum name_space space, object_id parent, str name,
                    str args, uint32_t after)
{
    struct name_entry want = { .space = space, .parent = parent };
    uint32_t at;

    if (!s->bucket_count)
        return 0;
    want.name = names_cut(s, name);
    want.hash = hash_of(space, parent, want.name);
    at = after ? name_at(s, after - 1)->chain : s->buckets[want.hash & (s->bucket_count - 1)];
    while (at && !fits(s, name_at(s, at - 1), &want, args))
        at = name_at(s, at - 1)->chain;
    return at;
}
