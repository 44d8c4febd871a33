/* tests/unit/base/test_sha256.c: base/sha256.c against the examples of FIPS 180-2. */
#include "harness/test.h"

#include "base/buf.h"
#include "base/sha256.h"

#define ABC "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"

TEST(known_digests)
{
    struct buf million = buf_on(a);

    buf_pad(&million, 'a', 1000000);
    EXPECT_STR(sha256_hex_of(a, S("abc")), S(ABC));
    EXPECT_STR(sha256_hex_of(a, (str){ 0 }),
               S("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"));
    EXPECT_STR(sha256_hex_of(a, S("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq")),
               S("248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"));
    EXPECT_STR(sha256_hex_of(a, buf_view(&million)),
               S("cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"));
}

TEST(parts_are_one_text)
{
    struct sha256 *h = sha256_new(a);

    for (int round = 0; round < 2; round++) { /* the end of one hash starts the next */
        sha256_add(h, S("a"));
        sha256_add(h, (str){ 0 });
        sha256_add(h, S("bc"));
        EXPECT_STR(sha256_hex(a, h), S(ABC));
    }
}

TEST(bytes)
{
    unsigned char out[SHA256_BYTES];

    sha256_bytes_of(S("abc"), out);
    EXPECT_INT(out[0], 0xba);
    EXPECT_INT(out[31], 0xad);
}
