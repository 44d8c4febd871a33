/* tests/unit/base/test_dsn.c */
#include "base/dsn.h"
#include "harness/test.h"

TEST(a_text_without_a_secret_is_told)
{
    static const char *const texts[] = {
        "sqlite:app.db",
        "sqlite:a@b.db",
        "app.db",
        "",
        "postgres://h/db",
        "postgres://u@h:5432/db",
        "postgres://u@[::1]:5432/db",
        "postgres://h:5432/db",
        "postgres://afloat@%2Frun%2Fpg:5432/db",
        "mysql://root@localhost/db?socket=/run/my.sock",
        "host=h dbname=db",
    };

    (void)a;
    for (size_t i = 0; i < COUNT_OF(texts); i++)
        if (dsn_text_has_secret(str_of(texts[i])))
            test_fail(__FILE__, __LINE__, "has a secret: %s", texts[i]);
}

TEST(what_may_be_a_secret_is_one)
{
    static const char *const texts[] = {
        "postgres://u:p@h/db",          "postgres://u:p@q@h/db",  "postgres://u:p/q@h/db",
        "postgres://u:@h/db",           "postgres://u:secret/db", "postgres://u:",
        "POSTGRES://u@h/db?PassWord=x", "mysql://u@h/db?pwd=x",   "postgres://u@h/db?sslpassword=x",
        "postgres:/u:p@h/db",           "host=h password=x",      "u:p@h",
        "sqlite:x.db?pass=y",
    };

    (void)a;
    for (size_t i = 0; i < COUNT_OF(texts); i++)
        if (!dsn_text_has_secret(str_of(texts[i])))
            test_fail(__FILE__, __LINE__, "no secret: %s", texts[i]);
}

TEST(the_option_can_be_typed_as_it_stands)
{
    struct buf b = buf_on(a);

    dsn_put_option(&b, S("sqlite:app.db"));
    dsn_put_option(&b, S("mysql://h/db?socket=/a b"));
    dsn_put_option(&b, S("mysql://u:p@h/db"));
    EXPECT_STR(buf_view(&b), S(" --url sqlite:app.db --url 'mysql://h/db?socket=/a b' --url URL"));
}
