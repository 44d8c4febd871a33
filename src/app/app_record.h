/* app/app_record.h: history rows that a person asked for. */
#ifndef AFLOAT_APP_APP_RECORD_H
#define AFLOAT_APP_APP_RECORD_H

#include "app/app.h"

struct app_mark { /* what a person says of a migration */
    enum history_event event;
    bool applied;
    str reason;
};

/* Records a file as applied (or not) without running it; its down is stored. */
bool MUST app_record_file(struct ctx *ctx, struct app_session *s, struct run_lock *lock,
                          const struct migration *m, const struct app_mark *mark, struct err *err);

/* Records a copy of a row, changed by the caller, with the down that was stored with it. */
bool MUST app_record_copy(struct ctx *ctx, struct app_session *s, struct run_lock *lock,
                          struct entry *e, struct err *err);

/* The down that was stored with a row; absent = none. */
bool MUST app_stored_down(struct ctx *ctx, struct app_session *s, const struct entry *e, str *out,
                          struct err *err);

/* Texts of a row without a file: empty, not absent. */
void app_no_sums(struct entry *e);

/* For a failure after the first row was sent: part three of the message, and the exit code. `recorded`: a row is
 * known to stay. */
void app_tell_recorded(struct app_outcome *out, const struct app_common *common, bool recorded,
                       const struct err *err);

#endif
