/* base/sha256.c: see base/sha256.h.
 *
 * The plain SHA256_* calls are used on purpose: the first use of EVP costs about 0.6 ms of every start
 * (providers are set up), these cost 0.01 ms and keep no global state. They are marked as deprecated only
 * because EVP can do more.
 */
#define OPENSSL_SUPPRESS_DEPRECATED
#include "base/sha256.h"

#include <openssl/sha.h>

_Static_assert(SHA256_BYTES == SHA256_DIGEST_LENGTH, "size of the digest");

struct sha256 {
    SHA256_CTX state;
};

struct sha256 *sha256_new(arena *a)
{
    struct sha256 *h = arena_new(a, struct sha256, 1);

    CHECK(SHA256_Init(&h->state));
    return h;
}

void sha256_add(struct sha256 *h, str bytes)
{
    if (bytes.n)
        CHECK(SHA256_Update(&h->state, bytes.p, bytes.n));
}

static void put_hex(char *to, const unsigned char *bytes)
{
    static const char digits[] = "0123456789abcdef";

    for (size_t i = 0; i < SHA256_BYTES; i++) {
        to[2 * i] = digits[bytes[i] >> 4];
        to[2 * i + 1] = digits[bytes[i] & 15];
    }
}

static str hex_of(arena *a, const unsigned char *bytes)
{
    char *z = arena_new(a, char, 2 * SHA256_BYTES + 1);

    put_hex(z, bytes);
    return (str){ z, 2 * SHA256_BYTES };
}

bool sha256_is_hex(const unsigned char digest[SHA256_BYTES], str hex)
{
    char z[2 * SHA256_BYTES];

    put_hex(z, digest);
    return str_eq((str){ z, sizeof(z) }, hex);
}

static void finish(struct sha256 *h, unsigned char out[SHA256_BYTES])
{
    CHECK(SHA256_Final(out, &h->state));
    CHECK(SHA256_Init(&h->state));
}

str sha256_hex(arena *a, struct sha256 *h)
{
    unsigned char bytes[SHA256_BYTES];

    finish(h, bytes);
    return hex_of(a, bytes);
}

void sha256_bytes_of(str bytes, unsigned char out[SHA256_BYTES])
{
    struct sha256 h;

    CHECK(SHA256_Init(&h.state));
    sha256_add(&h, bytes);
    finish(&h, out);
}

str sha256_hex_of(arena *a, str bytes)
{
    unsigned char digest[SHA256_BYTES];

    sha256_bytes_of(bytes, digest);
    return hex_of(a, digest);
}
