/* engines/mysql/my_errmap.c: what the numbers of MySQL, MariaDB and Connector/C mean for a run.
 *
 * Does      number → class for retries and public code; place of a syntax error in the statement
 * Does not  retry or print
 * See       vendors' lists of error numbers: below 2000 and above 3000 the server's, 2000 to 2099 and 5000
 *           to 5099 the client library's
 */
#include "engines/mysql/my_int.h"

/* Which servers use the number in this sense. */
enum whose { BOTH, MARIADB_ONLY, MYSQL_ONLY };

struct row {
    int native;
    enum fail_class fail;
    enum whose whose;
};

static const struct row rows[] = {
    { 1205, FAIL_LOCK_TIMEOUT, BOTH },       /* lock wait timeout */
    { 3572, FAIL_LOCK_TIMEOUT, MYSQL_ONLY }, /* NOWAIT */
    { 3058, FAIL_SERIALIZE, MYSQL_ONLY },    /* deadlock of user locks */
    { 1213, FAIL_SERIALIZE, BOTH },          /* deadlock, Galera certification */
    { 1020, FAIL_SERIALIZE, BOTH },          /* record has changed since it was read */
    { 1412, FAIL_SERIALIZE, BOTH },          /* table definition has changed, retry */
    { 3101, FAIL_SERIALIZE, MYSQL_ONLY },    /* group replication: rolled back at commit */
    { 1317, FAIL_CANCELED, BOTH },           /* KILL QUERY */
    { 1969, FAIL_CANCELED, MARIADB_ONLY },   /* max_statement_time */
    { 3024, FAIL_CANCELED, MYSQL_ONLY },     /* max_execution_time */
    { 1028, FAIL_CANCELED, BOTH },           /* a sort was aborted */
    { 1053, FAIL_LOST, BOTH },               /* server shutdown in progress */
    { 1080, FAIL_LOST, BOTH },               /* forcing close */
    { 1152, FAIL_LOST, BOTH },               /* aborted connection */
    { 1184, FAIL_LOST, BOTH },               /* aborted connection, named */
    { 1153, FAIL_LOST, BOTH },               /* packet too large: the server closes */
    { 1156, FAIL_LOST, BOTH },               /* packets out of order */
    { 1158, FAIL_LOST, BOTH },               /* read error */
    { 1159, FAIL_LOST, BOTH },               /* read timeout */
    { 1160, FAIL_LOST, BOTH },               /* write error */
    { 1161, FAIL_LOST, BOTH },               /* write timeout */
    { 1927, FAIL_LOST, MARIADB_ONLY },       /* connection was killed */
    { 3169, FAIL_LOST, MYSQL_ONLY },         /* session was killed */
    { 4031, FAIL_LOST, MYSQL_ONLY },         /* closed for inactivity */
    { 1021, FAIL_RESOURCE, BOTH },           /* disk full */
    { 1037, FAIL_RESOURCE, BOTH },           /* out of memory */
    { 1038, FAIL_RESOURCE, BOTH },           /* out of sort memory */
    { 1040, FAIL_RESOURCE, BOTH },           /* too many connections */
    { 1041, FAIL_RESOURCE, BOTH },           /* out of memory, whole server */
    { 1114, FAIL_RESOURCE, BOTH },           /* table is full */
    { 1135, FAIL_RESOURCE, BOTH },           /* no new thread */
    { 1203, FAIL_RESOURCE, BOTH },           /* too many connections of the user */
    { 1206, FAIL_RESOURCE, BOTH },           /* lock table full */
    { 1226, FAIL_RESOURCE, BOTH },           /* limit of the user */
    { 1799, FAIL_RESOURCE, BOTH },           /* log of an online ALTER is too small */
    { 2008, FAIL_RESOURCE, BOTH },           /* this program is out of memory */
    { 1209, FAIL_READ_ONLY, BOTH },          /* global read lock */
    { 1792, FAIL_READ_ONLY, BOTH },          /* READ ONLY transaction */
    { 1836, FAIL_READ_ONLY, BOTH },          /* read-only mode */
    { 1874, FAIL_READ_ONLY, BOTH },          /* InnoDB in read-only mode */
    { 1047, FAIL_NOT_READY, BOTH },          /* Galera node not synchronised */
    { 1044, FAIL_LOGIN, BOTH },              /* access to the database denied */
    { 1045, FAIL_LOGIN, BOTH },              /* access denied */
    { 1130, FAIL_LOGIN, BOTH },              /* host may not connect */
    { 1129, FAIL_LOGIN, BOTH },              /* host blocked */
    { 1251, FAIL_LOGIN, BOTH },              /* authentication protocol */
    { 1275, FAIL_LOGIN, BOTH },              /* old password format */
    { 1524, FAIL_LOGIN, BOTH },              /* plugin not loaded */
    { 1698, FAIL_LOGIN, BOTH },              /* access denied, no password by plugin */
    { 1820, FAIL_LOGIN, BOTH },              /* password must be changed first */
    { 1862, FAIL_LOGIN, BOTH },              /* password expired */
    { 3118, FAIL_LOGIN, MYSQL_ONLY },        /* account locked */
    { 3159, FAIL_LOGIN, MYSQL_ONLY },        /* server requires secure transport */
    { 4151, FAIL_LOGIN, MARIADB_ONLY },      /* account locked */
    { 2049, FAIL_LOGIN, BOTH },              /* old authentication protocol */
    { 2059, FAIL_LOGIN, BOTH },              /* authentication plugin cannot be loaded */
    { 2061, FAIL_LOGIN, BOTH },              /* authentication plugin error */
    { 5010, FAIL_LOGIN, BOTH },              /* authentication plugin not allowed by us */
    { 2002, FAIL_CONNECT, BOTH },            /* socket */
    { 2003, FAIL_CONNECT, BOTH },            /* host and port */
    { 2005, FAIL_CONNECT, BOTH },            /* name of the host */
    { 2009, FAIL_CONNECT, BOTH },            /* protocol version */
    { 2012, FAIL_CONNECT, BOTH },            /* handshake */
    { 2026, FAIL_CONNECT, BOTH },            /* TLS */
    { 2006, FAIL_LOST, BOTH },               /* server has gone away */
    { 2013, FAIL_LOST, BOTH },               /* lost connection during query */
    { 2014, FAIL_LOST, BOTH },               /* commands out of sync */
    { 2027, FAIL_LOST, BOTH },               /* malformed packet */
    { 2055, FAIL_LOST, BOTH },               /* lost connection at … */
    { 5013, FAIL_LOST, BOTH },               /* read error */
    { 5014, FAIL_LOST, BOTH },               /* write error */
};

static const int rights[] = { 1044, 1142, 1143, 1227, 1370, 1410, 1419, 1449, 1345 };

static const enum err_code codes[] = {
    [FAIL_NONE] = ERR_STATEMENT,      [FAIL_OTHER] = ERR_STATEMENT,
    [FAIL_SERIALIZE] = ERR_CONFLICT,  [FAIL_LOCK_TIMEOUT] = ERR_LOCK_TIMEOUT,
    [FAIL_CANCELED] = ERR_CANCELED,   [FAIL_LOST] = ERR_LOST,
    [FAIL_NOT_READY] = ERR_CONNECT,   [FAIL_RESOURCE] = ERR_RESOURCE,
    [FAIL_READ_ONLY] = ERR_READ_ONLY, [FAIL_LOGIN] = ERR_LOGIN,
    [FAIL_CONNECT] = ERR_CONNECT,
};

_Static_assert(COUNT_OF(codes) == FAIL_CONNECT + 1, "one code a class");

static const char *const summaries[] = {
    [FAIL_NONE] = "the statement failed",
    [FAIL_OTHER] = "the statement failed",
    [FAIL_SERIALIZE] = "the statement met a deadlock or a concurrent change",
    [FAIL_LOCK_TIMEOUT] = "a lock was not obtained in time",
    [FAIL_CANCELED] = "the statement was cancelled",
    [FAIL_LOST] = "the connection was lost",
    [FAIL_NOT_READY] = "the server is not ready",
    [FAIL_RESOURCE] = "the database ran out of a resource",
    [FAIL_READ_ONLY] = "the server takes no writes",
    [FAIL_LOGIN] = "the database refused the login",
    [FAIL_CONNECT] = "could not reach the database",
};
_Static_assert(COUNT_OF(summaries) == COUNT_OF(codes), "one text a class");

/* Numbers that stand for several things: only the words tell. */
static enum fail_class by_words(const struct my_error *e)
{
    if (e->native == 1290) /* a server option prevents it: --read-only, or --secure-file-priv … */
        return str_find(e->words, S("read-only")) != STR_NONE ||
                       str_find(e->words, S("read_only")) != STR_NONE
                   ? FAIL_READ_ONLY
                   : FAIL_OTHER;
    if (e->native == 1030 || e->native == 1005) /* storage engine, errno 28 = no space */
        return str_find(e->words, S("error 28 ")) != STR_NONE ||
                       str_find(e->words, S("errno: 28")) != STR_NONE
                   ? FAIL_RESOURCE
                   : FAIL_OTHER;
    return FAIL_NONE;
}

enum fail_class my_fail_class(const struct my_error *e)
{
    enum fail_class fail = by_words(e);

    if (fail != FAIL_NONE)
        return fail;
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        if (rows[i].native == e->native &&
            (rows[i].whose == BOTH || (rows[i].whose == MARIADB_ONLY) == e->mariadb))
            return rows[i].fail;
    return FAIL_OTHER;
}

enum err_code my_err_code(const struct my_error *e, enum fail_class fail)
{
    for (size_t i = 0; i < COUNT_OF(rights); i++)
        if (rights[i] == e->native)
            return ERR_RIGHTS;
    return codes[fail];
}

static size_t line_start(str text, int64_t line)
{
    size_t at = 0;

    for (; line > 1; line--) {
        size_t end = str_find_char(str_skip(text, at), '\n');

        if (end == STR_NONE)
            return STR_NONE;
        at += end + 1;
    }
    return at;
}

/* "… near 'TEXT' at line N": TEXT is what follows the error in the statement, at most 80 characters. */
static bool parse_near(str words, str *out_near, int64_t *out_line)
{
    size_t from = str_find(words, S("near '")), to = STR_NONE, at;
    str rest;

    if (from == STR_NONE)
        return false;
    words = str_skip(words, from + 6);
    for (at = 0; (from = str_find(str_skip(words, at), S("' at line "))) != STR_NONE;
         at += from + 1)
        to = at + from;
    if (to == STR_NONE)
        return false;
    *out_near = str_slice(words, 0, to);
    rest = str_skip(words, to + 10);
    return str_to_int64(rest, out_line) && *out_line >= 1;
}

int64_t my_error_offset(str words, str statement)
{
    str near, tail;
    int64_t line;
    size_t from, first, again;

    if (!parse_near(words, &near, &line))
        return -1;
    if (near.n == 0)
        return (int64_t)statement.n;
    from = line_start(statement, line);
    if (from == STR_NONE)
        return -1;
    /* Shorter than the cut: it reaches to the end of the statement, so it is the end. */
    if (near.n < 80 && str_ends(statement, near) && statement.n - near.n >= from)
        return (int64_t)(statement.n - near.n);
    tail = str_skip(statement, from);
    first = str_find(tail, near);
    if (first == STR_NONE)
        return -1;
    again = str_find(str_skip(tail, first + 1), near);
    return again == STR_NONE ? (int64_t)(from + first) : -1;
}

void my_error_set(struct err *err, const struct my_error *e, str statement)
{
    enum fail_class fail = my_fail_class(e);

    /* In a session that is already logged in, "access denied" is about a right. */
    if (statement.p && fail == FAIL_LOGIN)
        fail = FAIL_OTHER;
    if (statement.p && e->native == 1045)
        err_set(err, ERR_RIGHTS, "%s", summaries[FAIL_OTHER]);
    else if (statement.p)
        err_set(err, my_err_code(e, fail), "%s", summaries[fail]);
    else
        err_set(err, my_err_code(e, fail), "%s: " STR_FMT, summaries[fail], STR_ARG(e->words));
    err_database(err, fail, e->sqlstate, e->native, e->words);
    if (statement.p)
        err->statement_offset = my_error_offset(e->words, statement);
}

struct my_error my_error_of(const struct my_lib *lib, MYSQL *mysql)
{
    return (struct my_error){
        /* after a failed login the library has forgotten what server it was */
        .mariadb = lib->mysql_get_server_info(mysql) && lib->mariadb_connection(mysql),
        .native = (int)lib->mysql_errno(mysql),
        .sqlstate = lib->mysql_sqlstate(mysql),
        .words = str_of(lib->mysql_error(mysql)),
    };
}
