/* engines/mysql/my_probe.c: did a DDL statement happen before the crash?
 *
 * Does      write down the catalog text of what a statement names, before it; compare, after a crash
 * Does not  decide which statements can be told this way (ddl/outline.h does)
 * Shape     a snapshot: "database `d`", then a line an object: kind, name, SHA-256 or "absent" or "hidden"
 * Errors    a right that is missing; names that are not there are an answer, not an error
 *
 * DDL is atomic on the servers supported, so there are two outcomes. Comparing with the text before, not
 * with what the statement should bring about, is what makes an index without a name safe to tell.
 */
#include "engines/mysql/my_int.h"

#include "base/sha256.h"

struct kind {
    const char *word;   /* in the snapshot */
    const char *show;   /* "SHOW CREATE %s"; NULL = cannot be told */
    bool qualified;     /* lives in a database */
    size_t text_column; /* NULL there = a right is missing */
    int absent[4];      /* errors that say: no such thing */
};

static const struct kind kinds[] = {
    [OBJECT_TABLE] = { "table", "TABLE", true, 1, { 1146, 1051, 1049 } },
    [OBJECT_VIEW] = { "view", "VIEW", true, 1, { 1146, 1347, 1049 } },
    [OBJECT_INDEX] = { "table", "TABLE", true, 1, { 1146, 1051, 1049 } },
    [OBJECT_SEQUENCE] = { "sequence", "SEQUENCE", true, 1, { 1146, 4091, 1347, 1049 } },
    [OBJECT_TYPE] = { "type", NULL, false, 0, { 0 } },
    [OBJECT_SCHEMA] = { "database", "DATABASE", false, 1, { 1049 } },
    [OBJECT_FUNCTION] = { "function", "FUNCTION", true, 2, { 1305, 1049 } },
    [OBJECT_PROCEDURE] = { "procedure", "PROCEDURE", true, 2, { 1305, 1049 } },
    [OBJECT_TRIGGER] = { "trigger", "TRIGGER", true, 2, { 1360, 1049 } },
    [OBJECT_EVENT] = { "event", "EVENT", true, 3, { 1539, 1049 } },
    [OBJECT_DATABASE] = { "database", "DATABASE", false, 1, { 1049 } },
    [OBJECT_TABLESPACE] = { "tablespace", NULL, false, 0, { 0 } },
    [OBJECT_ROLE] = { "user", "USER", false, 0, { 1133, 1141, 1396, 3162 } },
    [OBJECT_OTHER] = { "object", NULL, false, 0, { 0 } },
};
_Static_assert(COUNT_OF(kinds) == OBJECT__COUNT, "one row a kind of object");

/* What SHOW CREATE prints depends on the session, which a file may have changed and a crash resets. MariaDB sets it
 * for one statement, */
static const char pin_one[] = "SET STATEMENT sql_mode = '', sql_quote_show_create = 1, "
                              "time_zone = '+00:00', character_set_results = utf8mb4 FOR ";

/* MySQL with statements before and after. */
static const char pin_sql[] =
    "SET @afloat_m = @@session.sql_mode, @afloat_q = @@session.sql_quote_show_create, "
    "@afloat_t = @@session.time_zone, @afloat_r = @@session.character_set_results, "
    "@@session.sql_mode = '', @@session.sql_quote_show_create = 1, @@session.time_zone = '+00:00', "
    "@@session.character_set_results = utf8mb4";
static const char unpin_sql[] =
    "SET @@session.sql_mode = @afloat_m, @@session.sql_quote_show_create = @afloat_q, "
    "@@session.time_zone = @afloat_t, @@session.character_set_results = @afloat_r, "
    "@afloat_m = NULL, @afloat_q = NULL, @afloat_t = NULL, @afloat_r = NULL";

/* Offset after the quoted text that begins at `at`. Pinned sql_mode: backslash escapes in '…'. */
static size_t skip_quoted(str s, size_t at)
{
    char quote = s.p[at++];

    while (at < s.n && s.p[at] != quote)
        at += s.p[at] == '\\' && quote != '`' ? 2 : 1;
    return at < s.n ? at + 1 : s.n; /* a doubled quote: the next turn goes on */
}

/* The counter of a table moves with every insert: it is no part of its shape. */
str my_without_auto_increment(arena *a, str s)
{
    static const str word = S_INIT(" AUTO_INCREMENT=");
    struct buf b = buf_on(a);
    size_t from = 0, at = 0;

    while (at < s.n) {
        if (s.p[at] == '\'' || s.p[at] == '`' || s.p[at] == '"') {
            at = skip_quoted(s, at);
        } else if (str_starts(str_skip(s, at), word)) {
            buf_str(&b, str_slice(s, from, at));
            for (at += word.n; at < s.n && s.p[at] >= '0' && s.p[at] <= '9';)
                at++;
            from = at;
        } else {
            at++;
        }
    }
    buf_str(&b, str_skip(s, from));
    return buf_view(&b);
}

/* ---- names ---- */

struct target { /* what is looked at for an object of the outline */
    const struct kind *kind;
    str schema, name;
};

static bool target_of(const struct outline_object *o, str database, struct target *out)
{
    *out = (struct target){ .kind = &kinds[o->kind],
                            .schema = o->schema.n ? o->schema : database,
                            .name = o->kind == OBJECT_INDEX ? o->table : o->name };
    if (!out->kind->qualified)
        out->schema = (str){ 0 };
    return out->name.n > 0 && out->kind->show && (!out->kind->qualified || out->schema.n > 0);
}

/* `user`@`host`: the outline may give the host with the name. */
static void put_user(struct buf *b, const struct dialect *d, str name)
{
    size_t at = str_find_last_char(name, '@');

    sql_ident(b, d, at == STR_NONE ? name : str_slice(name, 0, at));
    buf_char(b, '@');
    sql_ident(b, d, at == STR_NONE ? S("%") : str_skip(name, at + 1));
}

static void put_name(struct buf *b, const struct dialect *d, const struct target *t)
{
    if (t->kind == &kinds[OBJECT_ROLE]) {
        put_user(b, d, t->name);
        return;
    }
    if (t->schema.n) {
        sql_ident(b, d, t->schema);
        buf_char(b, '.');
    }
    sql_ident(b, d, t->name);
}

/* ---- reading the catalog ---- */

static bool says_absent(const struct kind *k, const struct err *err)
{
    for (size_t i = 0; i < COUNT_OF(k->absent); i++)
        if (k->absent[i] && k->absent[i] == err->native)
            return true;
    return false;
}

/* All columns: a trigger's or an event's time of making and modes are part of its state too. */
static str hash_of(arena *a, const struct kind *k, const struct result *r)
{
    struct sha256 *h = sha256_new(a);

    for (size_t j = 0; j < r->columns; j++) {
        str text = result_text(r, 0, j);

        sha256_add(h, k == &kinds[OBJECT_TABLE] || k == &kinds[OBJECT_INDEX]
                          ? my_without_auto_increment(a, text)
                          : text);
        sha256_add(h, (str){ "", 1 });
    }
    return sha256_hex(a, h);
}

/* MariaDB shows a role by its grants only: that there is one is all that is told. */
static bool role_exists(arena *a, struct conn *c, const struct target *t, bool *out,
                        struct err *err)
{
    struct buf sql = buf_on(a);

    *out = false;
    if (t->kind != &kinds[OBJECT_ROLE] || str_find_char(t->name, '@') != STR_NONE)
        return true;
    buf_z(&sql, "SHOW GRANTS FOR ");
    sql_ident(&sql, c->dialect, t->name);
    *out = engine_exec(c, buf_view(&sql), NULL, err);
    if (!*out && (err->fail == FAIL_LOST || !says_absent(t->kind, err)))
        return false;
    err_clear(err);
    return true;
}

/* *out: the digest, "absent", or "hidden" where a right is missing to see the text. */
static bool read_state(arena *a, struct conn *c, const struct target *t, str *out, struct err *err)
{
    struct buf sql = buf_on(a);
    struct result r;
    bool role;

    buf_printf(&sql, "%sSHOW CREATE %s ", c->server.caps & CAP_MARIADB ? pin_one : "",
               t->kind->show);
    put_name(&sql, c->dialect, t);
    if (engine_exec(c, buf_view(&sql), &r, err)) {
        bool seen = r.rows == 1 && t->kind->text_column < r.columns &&
                    !result_null(&r, 0, t->kind->text_column);

        *out = r.rows == 0 ? S("absent") : seen ? hash_of(a, t->kind, &r) : S("hidden");
        return true;
    }
    if (err->fail == FAIL_LOST || !says_absent(t->kind, err))
        return err_wrap(err, "reading the definition of %s " STR_FMT, t->kind->word,
                        STR_ARG(buf_view(&sql)));
    err_clear(err);
    if (!role_exists(a, c, t, &role, err))
        return false;
    *out = role ? S("role") : S("absent");
    return true;
}

static bool put_object(arena *a, struct conn *c, const struct outline_object *o, str database,
                       struct buf *out, struct err *err)
{
    struct target t;
    str state = S("hidden");
    bool known = target_of(o, database, &t);

    if (known && !read_state(a, c, &t, &state, err))
        return false;
    buf_printf(out, "%s ", t.kind->word);
    if (known)
        put_name(out, c->dialect, &t);
    buf_char(out, ' ');
    buf_str(out, state);
    buf_char(out, '\n');
    return true;
}

static bool take(arena *a, struct conn *c, const struct outline *o, str database, str *out,
                 struct err *err)
{
    bool ok = true, mariadb = c->server.caps & CAP_MARIADB;
    struct buf b = buf_on(a);

    buf_z(&b, "database ");
    buf_str(&b, database);
    buf_char(&b, '\n');
    if (!mariadb && !engine_exec(c, str_of(pin_sql), NULL, err))
        return false;
    for (size_t i = 0; ok && i < o->objects.n; i++)
        ok = put_object(a, c, &o->objects.v[i], database, &b, err);
    if (!ok) {
        struct err other;

        err_init(&other);
        if (!mariadb && err->fail != FAIL_LOST && !engine_exec(c, str_of(unpin_sql), NULL, &other))
            err_also(err, &other);
        err_done(&other);
        return false;
    }
    if (!mariadb && !engine_exec(c, str_of(unpin_sql), NULL, err))
        return false;
    *out = buf_view(&b);
    return true;
}

/* The file may have said USE: the database of this moment, not the one of the log-in. */
static bool current_database(arena *a, struct conn *c, str *out, struct err *err)
{
    struct result r;

    if (!my_of(c)->strayed) {
        *out = c->server.database;
        return true;
    }
    if (!engine_exec(c, S("SELECT DATABASE()"), &r, err))
        return false;
    *out = str_copy(a, result_text(&r, 0, 0));
    return true;
}

bool my_snapshot(arena *a, struct conn *c, const struct outline *o, str *out, struct err *err)
{
    str database;

    return current_database(a, c, &database, err) && take(a, c, o, database, out, err);
}

/* ---- the answer ---- */

static bool has_hidden(str snapshot)
{
    str line;

    while (str_next_line(&snapshot, &line))
        if (str_ends(line, S(" hidden")))
            return true;
    return false;
}

static bool database_of(str snapshot, str *out)
{
    str line;

    if (!str_next_line(&snapshot, &line) || !str_starts(line, S("database ")) || !snapshot.n)
        return false;
    *out = str_skip(line, 9);
    return true;
}

static bool probe_catalog(arena *a, struct conn *c, const struct outline *o, str snapshot,
                          enum probe_answer *out, struct err *err)
{
    str database, now;

    if (!database_of(snapshot, &database)) {
        *out = PROBE_IS_UNKNOWN;
        return true;
    }
    if (!take(a, c, o, database, &now, err))
        return false;
    *out = !str_eq(now, snapshot)                    ? PROBE_IS_DONE
           : has_hidden(now) || has_hidden(snapshot) ? PROBE_IS_UNKNOWN
                                                     : PROBE_IS_ABSENT;
    return true;
}

/* Are the objects that the statement makes there, or those that it drops gone? */
static bool probe_existence(arena *a, struct conn *c, const struct outline *o, str snapshot,
                            enum probe_answer *out, struct err *err)
{
    bool created = o->probe == PROBE_CREATED;
    size_t done = 0, asked = 0;
    str database, state;

    if (!database_of(snapshot, &database) && !current_database(a, c, &database, err))
        return false;
    for (size_t i = 0; i < o->objects.n; i++) {
        const struct outline_object *object = &o->objects.v[i];
        struct target t;

        if (!(created ? object->created : object->dropped))
            continue;
        asked++;
        if (object->kind == OBJECT_INDEX || !target_of(object, database, &t)) {
            *out = PROBE_IS_UNKNOWN;
            return true;
        }
        if (!read_state(a, c, &t, &state, err))
            return false;
        done += str_eq(state, S("absent")) != created;
    }
    *out = asked == 0 || (done && done < asked) ? PROBE_IS_UNKNOWN
           : done                               ? PROBE_IS_DONE
                                                : PROBE_IS_ABSENT;
    return true;
}

bool my_probe(arena *a, struct conn *c, const struct outline *o, str snapshot,
              struct probe_result *out, struct err *err)
{
    *out = (struct probe_result){ .answer = PROBE_IS_UNKNOWN };
    switch (o->probe) {
    case PROBE_CATALOG:
        return probe_catalog(a, c, o, snapshot, &out->answer, err);
    case PROBE_CREATED:
    case PROBE_DROPPED:
        return probe_existence(a, c, o, snapshot, &out->answer, err);
    case PROBE_REPEAT:
        out->answer = PROBE_IS_ABSENT;
        return true;
    case PROBE_NONE:
    case PROBE_INDEX:
    case PROBE_OPAQUE:
    default:
        return true;
    }
}
