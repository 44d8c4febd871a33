/* base/map.c: see base/map.h. FNV-1a is enough: keys come from the user's own files. */
#include "base/map.h"

static uint64_t hash_of(str s)
{
    uint64_t h = 14695981039346656037u;

    for (size_t i = 0; i < s.n; i++)
        h = (h ^ (unsigned char)s.p[i]) * 1099511628211u;
    return h ^ (h >> 32);
}

static uint32_t *slot_of(const struct map *m, str key, uint64_t hash)
{
    for (size_t i = hash & (m->slot_count - 1);; i = (i + 1) & (m->slot_count - 1)) {
        uint32_t at = m->slots[i];

        if (at == 0 || (m->entries.v[at - 1].hash == hash && str_eq(m->entries.v[at - 1].key, key)))
            return &m->slots[i];
    }
}

void *map_find(const struct map *m, str key)
{
    uint32_t at;

    if (!m->slot_count)
        return NULL;
    at = *slot_of(m, key, hash_of(key));
    return at ? m->entries.v[at - 1].value : NULL;
}

static void grow(arena *a, struct map *m, size_t slots)
{
    m->slot_count = slots;
    m->slots = arena_new(a, uint32_t, m->slot_count);
    for (size_t i = 0; i < m->entries.n; i++)
        *slot_of(m, m->entries.v[i].key, m->entries.v[i].hash) = (uint32_t)i + 1;
}

void map_reserve(arena *a, struct map *m, size_t n)
{
    size_t slots = m->slot_count ? m->slot_count : 16;

    while (n * 2 > slots)
        slots *= 2;
    if (slots > m->slot_count)
        grow(a, m, slots);
    vec_reserve(a, &m->entries, n);
}

void *map_put(arena *a, struct map *m, str key, void *value)
{
    uint64_t hash = hash_of(key);
    uint32_t *slot;
    void *old;

    if ((m->entries.n + 1) * 2 > m->slot_count)
        grow(a, m, m->slot_count ? m->slot_count * 2 : 16);
    slot = slot_of(m, key, hash);
    if (*slot) {
        old = m->entries.v[*slot - 1].value;
        m->entries.v[*slot - 1].value = value;
        return old;
    }
    *vec_push(a, &m->entries) = (struct map_entry){ key, value, hash };
    *slot = (uint32_t)m->entries.n;
    return NULL;
}
