/* engines/words.h: the few words in which the engines differ, so that core/ writes its statements once.
 *
 * Does      name types, expressions and settings of an engine, and how it says what core/ waits for
 * Does not  hold whole statements (engines/<engine>/sql)
 * See       engines/engine.h, core/history.c
 */
#ifndef AFLOAT_ENGINES_WORDS_H
#define AFLOAT_ENGINES_WORDS_H

/* Texts, never NULL unless said. */
struct engine_words {
    const char *begin;         /* "BEGIN", "BEGIN IMMEDIATE", "START TRANSACTION" */
    const char *now;           /* expression: server time as text, ISO 8601 UTC, microseconds */
    const char *elapsed_ms;    /* expression: milliseconds since the transaction began, or NULL */
    const char *for_share;     /* "FOR SHARE", "LOCK IN SHARE MODE", "" */
    const char *text_type;     /* column type of a long text */
    const char *key_type;      /* column type of a short text that is part of a key */
    const char *table_options; /* after the closing parenthesis of CREATE TABLE, or "" */
    const char *missing_sqlstate; /* how "no such table" is told: SQLSTATE, or NULL */
    const char *missing_text;     /* … or how the words begin, or NULL */
    const char *null_sqlstate;    /* how a NULL in a NOT NULL column is told: SQLSTATE, or NULL */
    const char *null_text;        /* … or how the words begin, or NULL */
    /* Statements in which every @ stands for milliseconds, 0 = no limit; NULL = not to be had. */
    const char *lock_timeout;      /* how long a table lock may be waited for */
    const char *statement_timeout; /* how long a statement may take in all */
    /* Takes, for the table in place of @, a lock that stops neither readers nor writers, but makes
     * background work give way; nothing if there is no such table. NULL = not to be had. */
    const char *gentle_lock;
};

/* A question of `afloat doctor`. Each row is: check, state (ok, warn, fail, unknown), finding, remedy (may be NULL).
 * In the text @schema@, @history@, @journal@, @fence@ and @role@ stand for literals: where the history is (names of
 * its tables), and the environment's role ('' = none). */
struct engine_question {
    const char *check; /* what is told when it cannot be answered */
    const char *sql;   /* of src/engines/x/sql/health*.sql; NULL ends the list */
};

#endif
