/* base/sha256.h: SHA-256 through OpenSSL's libcrypto. */
#ifndef AFLOAT_BASE_SHA256_H
#define AFLOAT_BASE_SHA256_H

#include "base/str.h"

enum { SHA256_BYTES = 32 };

struct sha256; /* a running hash */

struct sha256 *sha256_new(arena *a); /* released with `a` */
void sha256_add(struct sha256 *h, str bytes);
str sha256_hex(arena *a,
               struct sha256 *h); /* 64 lower-case digits; ends the hash and starts a new one */
str sha256_hex_of(arena *a, str bytes);
/* Is that how the digest is written? */
bool sha256_is_hex(const unsigned char digest[SHA256_BYTES], str hex);
void sha256_bytes_of(str bytes, unsigned char out[SHA256_BYTES]);

#endif
