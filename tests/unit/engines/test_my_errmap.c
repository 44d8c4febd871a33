/* tests/unit/engines/test_my_errmap.c: numbers, positions and texts of the MySQL driver, without a server. */
#include "engines/mysql/my_text.h"

#include "harness/test.h"

static enum fail_class class_of(bool mariadb, int native, const char *words)
{
    struct my_error e = { mariadb, native, "HY000", str_of(words) };

    return my_fail_class(&e);
}

TEST(classes)
{
    static const struct {
        int native;
        enum fail_class fail;
    } rows[] = {
        { 1205, FAIL_LOCK_TIMEOUT }, { 1213, FAIL_SERIALIZE }, { 2006, FAIL_LOST },
        { 2013, FAIL_LOST },         { 1927, FAIL_LOST },      { 1053, FAIL_LOST },
        { 2055, FAIL_LOST },         { 1152, FAIL_LOST },      { 1317, FAIL_CANCELED },
        { 1969, FAIL_CANCELED },     { 1021, FAIL_RESOURCE },  { 1114, FAIL_RESOURCE },
        { 1041, FAIL_RESOURCE },     { 1037, FAIL_RESOURCE },  { 1038, FAIL_RESOURCE },
        { 1040, FAIL_RESOURCE },     { 1792, FAIL_READ_ONLY }, { 1836, FAIL_READ_ONLY },
        { 1209, FAIL_READ_ONLY },    { 1047, FAIL_NOT_READY }, { 1045, FAIL_LOGIN },
        { 2002, FAIL_CONNECT },      { 2005, FAIL_CONNECT },   { 1064, FAIL_OTHER },
        { 1062, FAIL_OTHER },        { 31415, FAIL_OTHER },
    };

    for (size_t i = 0; i < COUNT_OF(rows); i++)
        if (class_of(true, rows[i].native, "words") != rows[i].fail)
            test_fail(__FILE__, __LINE__, "%d: got class %d, want %d", rows[i].native,
                      (int)class_of(true, rows[i].native, "words"), (int)rows[i].fail);
}

TEST(numbers_of_one_vendor)
{
    EXPECT_INT(class_of(false, 3024, ""), FAIL_CANCELED);
    EXPECT_INT(class_of(true, 3024, ""), FAIL_OTHER);
    EXPECT_INT(class_of(false, 4031, ""), FAIL_LOST);
    EXPECT_INT(class_of(true, 4031, ""), FAIL_OTHER); /* a trigger that does not exist */
    EXPECT_INT(class_of(false, 1927, ""), FAIL_OTHER);
}

TEST(numbers_that_need_the_words)
{
    EXPECT_INT(class_of(true, 1290,
                        "The MariaDB server is running with the --read-only option so it cannot "
                        "execute this statement"),
               FAIL_READ_ONLY);
    EXPECT_INT(class_of(true, 1290,
                        "The MariaDB server is running with the --secure-file-priv option so it "
                        "cannot execute this statement"),
               FAIL_OTHER);
    EXPECT_INT(class_of(true, 1030, "Got error 28 \"No space left on device\" from storage engine"),
               FAIL_RESOURCE);
    EXPECT_INT(class_of(true, 1030, "Got error 128 from storage engine"), FAIL_OTHER);
}

static enum err_code code_in_session(int native, enum fail_class *out_fail)
{
    struct my_error e = { true, native, "42000", S("denied") };
    struct err err;
    enum err_code code;

    err_init(&err);
    my_error_set(&err, &e, S("SELECT 1"));
    code = err.code;
    *out_fail = err.fail;
    err_done(&err);
    return code;
}

TEST(rights)
{
    static const int rights[] = { 1142, 1143, 1227, 1370, 1044, 1045, 1419 };
    enum fail_class fail;

    for (size_t i = 0; i < COUNT_OF(rights); i++) {
        EXPECT_INT(code_in_session(rights[i], &fail), ERR_RIGHTS);
        EXPECT_INT(fail, FAIL_OTHER);
    }
    EXPECT_INT(code_in_session(1064, &fail), ERR_STATEMENT);
    EXPECT_INT(code_in_session(1205, &fail), ERR_LOCK_TIMEOUT);
}

#define SYNTAX(near, line)                                                                         \
    S("You have an error in your SQL syntax; check the manual that corresponds to your MariaDB "   \
      "server version for the right syntax to use near '" near "' at line " line)

TEST(position_at_the_end_of_the_statement)
{
    EXPECT_INT(my_error_offset(SYNTAX("selct 2", "1"), S("selct selct 2")), 6);
    EXPECT_INT(my_error_offset(SYNTAX("", "1"), S("CREATE TABLE")), 12);
}

TEST(position_with_quotes_inside)
{
    EXPECT_INT(my_error_offset(SYNTAX("x' at line 3'", "2"), S("SELECT\n 'a' x' at line 3'")), 12);
}

TEST(position_of_a_long_rest)
{
    str s = S("CREATE TABLE t (\n  a int,\n  b intt NOT NULL DEFAULT 0 COMMENT "
              "'0123456789 0123456789 0123456789 0123456789 0123456789 0123456789');");

    /* 80 characters of the rest, as the server cuts it */
    EXPECT_INT(my_error_offset(SYNTAX("intt NOT NULL DEFAULT 0 COMMENT '0123456789 0123456789 "
                                      "0123456789 0123456789 01",
                                      "3"),
                               s),
               30);
}

TEST(position_not_guessed)
{
    EXPECT_INT(my_error_offset(S("Unknown column 'x' in 'field list'"), S("SELECT x")), -1);
    EXPECT_INT(my_error_offset(SYNTAX("foo", "1"), S("foo bar foo bar")), -1); /* twice */
    EXPECT_INT(my_error_offset(SYNTAX("foo", "9"), S("foo bar")), -1);         /* no such line */
    EXPECT_INT(my_error_offset(SYNTAX("gone", "1"), S("foo bar")), -1);
    EXPECT_INT(my_error_offset(SYNTAX("foo", "x"), S("bar foo")), -1);
    EXPECT_INT(my_error_offset(S("near '"), S("bar foo")), -1);
}

TEST(auto_increment_is_no_shape)
{
    EXPECT_STR(my_without_auto_increment(
                   a, S("CREATE TABLE `t` (\n  `id` int NOT NULL AUTO_INCREMENT,\n) ENGINE=InnoDB "
                        "AUTO_INCREMENT=42 DEFAULT CHARSET=utf8mb4")),
               S("CREATE TABLE `t` (\n  `id` int NOT NULL AUTO_INCREMENT,\n) ENGINE=InnoDB DEFAULT "
                 "CHARSET=utf8mb4"));
}

TEST(auto_increment_in_texts_stays)
{
    static const char *const texts[] = {
        "`x AUTO_INCREMENT=1` int COMMENT 'a AUTO_INCREMENT=2'",
        "COMMENT 'it''s AUTO_INCREMENT=3'",
        "COMMENT 'back\\' AUTO_INCREMENT=4'",
        "`tick`` AUTO_INCREMENT=5`",
        "COMMENT 'open AUTO_INCREMENT=6",
        "`a\\` x",
        "'\\",
        "",
    };

    for (size_t i = 0; i < COUNT_OF(texts); i++)
        EXPECT_STR(my_without_auto_increment(a, str_of(texts[i])), str_of(texts[i]));
}

TEST(local_addresses)
{
    static const char *const local[] = {
        "127.0.0.1",   "10.1.2.3", "172.16.0.1", "172.31.255.1", "192.168.7.7",
        "169.254.1.1", "::1",      "fd00::1",    "fe80::1",      "::ffff:10.0.0.1"
    };
    static const char *const remote[] = { "8.8.8.8",        "172.32.0.1",  "172.15.0.1",
                                          "192.169.0.1",    "11.0.0.1",    "2001:db8::1",
                                          "::ffff:8.8.8.8", "no such host" };

    for (size_t i = 0; i < COUNT_OF(local); i++)
        if (!my_address_is_local(str_of(local[i])))
            test_fail(__FILE__, __LINE__, "%s is not told to be local", local[i]);
    for (size_t i = 0; i < COUNT_OF(remote); i++)
        if (my_address_is_local(str_of(remote[i])))
            test_fail(__FILE__, __LINE__, "%s is told to be local", remote[i]);
}
